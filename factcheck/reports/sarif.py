"""A report as SARIF 2.1.0, for editors and code review of texts kept in git.

Fingerprints rest on the normalised quote, the indicator and the period, never on a line, so that
a finding keeps its identity while the text around it moves.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from factcheck.records import REASONS, CheckedClaim, Report
from factcheck.reports.wording import STYLES

__all__ = ["write_sarif"]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_KINDS = {
    "supported": ("pass", "none"),
    "refuted": ("fail", "error"),
    "conflicting": ("review", "none"),
    "not_enough_evidence": ("open", "none"),
}


def write_sarif(report: Report) -> str:
    """One result a claim: pass, fail, review, open, or notApplicable where it is not asserted."""
    results = [_result(claim, report) for claim in report.claims]
    name, _, version = report.generator.partition(" ")
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
                "artifacts": [{"location": {"uri": _uri(report)}}],
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


def _result(claim: CheckedClaim, report: Report) -> dict[str, Any]:
    verdict = claim.verdict
    kind, level = _KINDS[verdict.label]
    if verdict.reason == "not_asserted":
        kind = "notApplicable"
    return {
        "ruleId": f"{verdict.label}/{verdict.reason}",
        "kind": kind,
        "level": level,
        "message": {"text": f"“{claim.quote.exact}”: {verdict.explanation}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(report)},
                    "region": _region(report.article.text, claim),
                }
            }
        ],
        "partialFingerprints": {"claim/v1": _fingerprint(claim)},
        "properties": {"claim": claim.id, "confidence": verdict.confidence},
    }


def _region(text: str, claim: CheckedClaim) -> dict[str, Any]:
    start, end = claim.anchor.start, claim.anchor.end
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - (text.rfind("\n", 0, start) + 1) + 1,
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - (text.rfind("\n", 0, end) + 1) + 1,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": claim.anchor.exact},
    }


def _fingerprint(claim: CheckedClaim) -> str:
    parts = (
        " ".join(claim.quote.exact.casefold().split()),
        " ".join(claim.indicator.text.casefold().split()),
        claim.period.label if claim.period else "",
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _uri(report: Report) -> str:
    return report.article.url or quote(report.article.id, safe="/")
