"""A report: an article, its claims, a verdict each. The JSON form is the contract (claims.md)."""

from __future__ import annotations

from factcheck.records.articles import Article
from factcheck.records.claims import Claim
from factcheck.records.spans import Record
from factcheck.records.verdicts import Verdict

__all__ = ["CheckedClaim", "Report", "TableUsed"]


class CheckedClaim(Claim):
    """A claim together with its verdict, as a report lists them."""

    verdict: Verdict


class TableUsed(Record):
    """A dataset vintage that the check could look at and that at least one verdict cites."""

    key: str
    vintage: str
    title: str


class Report(Record):
    """What was found in one article. Same article, tables, rules and options: same bytes."""

    schema_version: str = "1.0"
    generator: str
    article: Article
    as_of: str | None = None
    claims: tuple[CheckedClaim, ...] = ()
    tables: tuple[TableUsed, ...] = ()
    notes: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Number of claims by label, every label present."""
        labels = ("supported", "refuted", "conflicting", "not_enough_evidence")
        return {x: sum(c.verdict.label == x for c in self.claims) for x in labels}
