"""Findings as lines that editors and continuous integration read: `path:line:column: what`."""

from __future__ import annotations

from factcheck.records import CheckedClaim, Report
from factcheck.reports.wording import STYLES, clean

__all__ = ["write_lines"]

_SHOWN = ("refuted", "conflicting")


def write_lines(report: Report, *, source: str | None = None) -> str:
    """One line for each claim that is refuted or conflicting; none where there is nothing to say.

    Args:
        report: a finished report.
        source: path of the article; None names it by its address or id.
    """
    name = source or report.article.url or report.article.id
    lines = [
        f"{clean(name)}{_where(report, claim)}: {_say(claim)}"
        for claim in report.claims
        if claim.verdict.label in _SHOWN
    ]
    return "".join(f"{line}\n" for line in lines)


def _where(report: Report, claim: CheckedClaim) -> str:
    place = report.article.place_of(claim.anchor.start)
    if place is None or (place.line is None and place.page is None):
        return ""
    if place.line is None:
        return f":page {place.page}"
    return f":{place.line}:{place.column or 1}"


def _say(claim: CheckedClaim) -> str:
    verdict = claim.verdict
    said = f"{STYLES[verdict.label].word}: “{claim.quote.exact}”: {verdict.explanation}"
    return f"{clean(' '.join(said.split()))} [{claim.id}]"
