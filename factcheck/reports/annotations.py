"""W3C Web Annotations of an article, and ClaimReview items for the claims that were settled."""

from __future__ import annotations

import json
from typing import Any

from factcheck.records import Article, CheckedClaim, Label, Report, Span
from factcheck.reports.wording import STYLES, safe_href

__all__ = ["claim_review", "write_annotations", "write_claimreview"]

_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
_CONTEXT_CHARACTERS = 32
_LONGEST_CLAIM = 75


def write_annotations(report: Report) -> str:
    """An AnnotationPage; each target has a quote and a position selector (code points)."""
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": [_annotation(claim, report) for claim in report.claims],
    }
    return json.dumps(page, indent=2, ensure_ascii=False) + "\n"


def write_claimreview(report: Report) -> str:
    """schema.org ClaimReview items of settled claims, for a person to approve before publishing."""
    items = [
        claim_review(claim, report)
        for claim in report.claims
        if claim.verdict.label != "not_enough_evidence"
    ]
    graph = {"@context": "https://schema.org", "@graph": items}
    return json.dumps(graph, indent=2, ensure_ascii=False) + "\n"


def _source(report: Report) -> str:
    return report.article.url or f"urn:factcheck:{report.article.id}"


def _annotation(claim: CheckedClaim, report: Report) -> dict[str, Any]:
    verdict = claim.verdict
    return {
        "id": f"urn:factcheck:{report.article.id}:{claim.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "classifying", "value": verdict.label},
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "format": "text/plain",
                "language": "en",
                "value": verdict.explanation,
            },
        ],
        "target": {
            "source": _source(report),
            "selector": [
                *_selectors(claim.anchor, report.article.text),
                *_page_selector(report.article, claim.anchor),
            ],
        },
    }


def _selectors(span: Span, text: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span.exact,
            "prefix": text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start],
            "suffix": text[span.end : span.end + _CONTEXT_CHARACTERS],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _page_selector(article: Article, span: Span) -> list[dict[str, Any]]:
    """The page of a PDF, in the form that the Web Annotation model names for it."""
    place = article.place_of(span.start)
    if place is None or place.page is None:
        return []
    value = f"page={place.page}"
    return [{"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": value}]


def claim_review(
    claim: CheckedClaim,
    report: Report,
    *,
    label: Label | None = None,
    explanation: str | None = None,
) -> dict[str, Any]:
    """One ClaimReview item.

    Args:
        claim: that is reviewed.
        report: that it stands in.
        label: a person's, None for that of the verdict.
        explanation: that goes with it, None for that of the verdict.

    Source: https://schema.org/ClaimReview
    """
    article = report.article
    appearance: dict[str, Any] = {"@type": "CreativeWork"}
    if safe_href(article.url):
        appearance["url"] = article.url
    if article.published:
        appearance["datePublished"] = article.published.isoformat()
    if article.outlet:
        appearance["publisher"] = {"@type": "Organization", "name": article.outlet}
    evidence = dict.fromkeys(c.source_url for c in claim.verdict.evidence)
    return {
        "@type": "ClaimReview",
        "claimReviewed": _shorten(claim.quote.exact),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": STYLES[label or claim.verdict.label].word,
            "ratingExplanation": claim.verdict.explanation if explanation is None else explanation,
        },
        "itemReviewed": {"@type": "Claim", "appearance": appearance},
        "citation": [url for url in evidence if safe_href(url)],
    }


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _LONGEST_CLAIM:
        return line
    return line[: _LONGEST_CLAIM - 1].rsplit(" ", 1)[0] + "…"
