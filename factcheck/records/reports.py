"""A report: an article, its claims, a verdict each. The JSON form is the contract (claims.md)."""

from __future__ import annotations

from html import escape
from importlib import import_module
from typing import Any

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

    def _repr_html_(self) -> str:
        """The page of the report, in a frame of its own, for notebooks."""
        page = import_module("factcheck.reports").write_report(self, "html")
        frame = '<iframe srcdoc="{}" sandbox width="100%" height="640" frameborder="0"></iframe>'
        return frame.format(escape(page))

    def to_dataframe(self) -> Any:
        """One row a claim, the columns of the claims table of a batch, as a pandas DataFrame."""
        tabular = import_module("factcheck.reports.tabular")
        rows = list(tabular.claim_rows(self))
        return import_module("pandas").DataFrame(rows, columns=list(tabular.COLUMNS))
