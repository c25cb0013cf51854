"""A report as SARIF 2.1.0, for editors and code review of texts kept in git.

Fingerprints rest on the normalised quote, the indicator and the period, never on a line, so that
a finding keeps its identity while the text around it moves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from factcheck.records import REASONS, Article, CheckedClaim, Report
from factcheck.reports.wording import STYLES

__all__ = ["write_sarif", "write_sarif_log"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    "supported": ("pass", "none"),
    "refuted": ("fail", "error"),
    "conflicting": ("review", "none"),
    "not_enough_evidence": ("open", "none"),
}


def write_sarif(report: Report, *, source: str | None = None) -> str:
    """One result a claim: pass, fail, review, open, or notApplicable where it is not asserted.

    Args:
        report: a finished report.
        source: path of the article; None names it by its address or id.
    """
    return write_sarif_log([(report, source)])


def write_sarif_log(reports: Sequence[tuple[Report, str | None]]) -> str:
    """One log of the reports of several articles, each with its path where it has one."""
    uris = [_uri(report, source) for report, source in reports]
    results = [
        _result(claim, report, uri)
        for (report, _), uri in zip(reports, uris, strict=True)
        for claim in report.claims
    ]
    name, _, version = reports[0][0].generator.partition(" ") if reports else ("factcheck", "", "")
    driver: dict[str, Any] = {"name": name, "rules": _rules()}
    if version:
        driver["version"] = version
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": uri}} for uri in dict.fromkeys(uris)],
                "results": results,
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": f"{label}/{reason}",
            "shortDescription": {"text": f"{STYLES[label].word}: {reason.replace('_', ' ')}"},
        }
        for label, reasons in REASONS.items()
        for reason in reasons
    ]


def _result(claim: CheckedClaim, report: Report, uri: str) -> dict[str, Any]:
    verdict = claim.verdict
    kind, level = _KINDS[verdict.label]
    if verdict.reason == "not_asserted":
        kind = "notApplicable"
    return {
        "ruleId": f"{verdict.label}/{verdict.reason}",
        "kind": kind,
        "level": level,
        "message": {"text": f"“{claim.quote.exact}”: {verdict.explanation}"},
        "locations": [_location(report.article, claim, uri)],
        "partialFingerprints": {"claim/v1": _fingerprint(claim)},
        "properties": {"claim": claim.id, "confidence": verdict.confidence},
    }


def _location(article: Article, claim: CheckedClaim, uri: str) -> dict[str, Any]:
    """Where a claim stands in the file: its lines, or in a PDF its page."""
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    location: dict[str, Any] = {"physicalLocation": place}
    first = article.place_of(claim.anchor.start)
    last = article.place_of(max(claim.anchor.end - 1, claim.anchor.start))
    if first is not None and first.page is not None:
        location["logicalLocations"] = [{"name": f"page {first.page}", "kind": "page"}]
    if first is None or last is None or first.line is None or last.line is None:
        return location
    region: dict[str, Any] = {"startLine": first.line, "endLine": last.line}
    if first.column is not None and last.column is not None:
        region |= {"startColumn": first.column, "endColumn": last.column + 1}
    if not article.places:
        start, end = claim.anchor.start, claim.anchor.end
        region |= {"charOffset": start, "charLength": end - start}
    place["region"] = {**region, "snippet": {"text": claim.anchor.exact}}
    return location


def _fingerprint(claim: CheckedClaim) -> str:
    parts = (
        " ".join(claim.quote.exact.casefold().split()),
        " ".join(claim.indicator.text.casefold().split()),
        claim.period.label if claim.period else "",
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _uri(report: Report, source: str | None) -> str:
    if source is not None:
        return quote(source.replace("\\", "/"), safe="/:")
    # an address is taken as it is but for what no URI may hold
    address = report.article.url
    if address:
        return quote(address, safe="/:?#[]@!$&'()*+,;=%-._~")
    return quote(report.article.id, safe="/")
