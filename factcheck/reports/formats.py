"""One door for all formats; each writer loads when it is asked for."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

from factcheck.errors import ReportError, UnknownFormat
from factcheck.records import CheckedClaim, Report

if TYPE_CHECKING:
    from factcheck.series import Archive

__all__ = ["FORMATS", "explain_claim", "find_claim", "write_report"]

_WRITERS = {
    "terminal": ("terminal", "write_terminal", ("color", "width")),
    "json": ("contract", "write_json", ()),
    "html": ("page", "write_html", ("archive",)),
    "md": ("markdown", "write_markdown", ()),
    "csv": ("sheet", "write_csv", ()),
    "parquet": ("tabular", "write_parquet", ()),
    "lines": ("findings", "write_lines", ("source",)),
    "sarif": ("sarif", "write_sarif", ("source",)),
    "annotations": ("annotations", "write_annotations", ()),
    "claimreview": ("annotations", "write_claimreview", ()),
}
FORMATS = tuple(_WRITERS)
"""Names of the formats, the terminal's first."""


def write_report(  # noqa: PLR0913 - one option a format that has one
    report: Report,
    format: str,  # noqa: A002
    *,
    archive: Archive | None = None,
    source: str | None = None,
    color: bool = False,
    width: int = 100,
) -> str | bytes:
    """A report in one of `FORMATS`; bytes for `parquet`, text for all others.

    Args:
        report: a finished report.
        format: which one.
        archive: gives the history of a series for the charts of `html`; None draws the cells
            of the evidence alone.
        source: path of the article, for `lines` and `sarif`; None names it by address or id.
        color: whether `terminal` uses colour and underlines (SGR codes).
        width: columns of `terminal`.

    Raises:
        UnknownFormat: nobody writes it; the message names the nearest.
    """
    if format not in _WRITERS:
        near = get_close_matches(format, FORMATS, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]}?" if near else f" (known: {', '.join(FORMATS)})"
        raise UnknownFormat(f"no format {format!r}{hint}")
    module, name, wanted = _WRITERS[format]
    given: dict[str, Any] = {"archive": archive, "source": source, "color": color, "width": width}
    writer = getattr(import_module(f"factcheck.reports.{module}"), name)
    written: str | bytes = writer(report, **{key: given[key] for key in wanted})
    return written


def explain_claim(report: Report, claim: str, *, color: bool = False, width: int = 100) -> str:
    """One verdict in full, for the terminal.

    Args:
        report: a finished report.
        claim: id of a claim in it.
        color: whether SGR codes are used.
        width: columns.

    Raises:
        ReportError: the report has no such claim.
    """
    from factcheck.reports.explain import explain  # noqa: PLC0415 - light start

    return explain(find_claim(report, claim), color=color, width=width)


def find_claim(report: Report, claim: str) -> CheckedClaim:
    """The claim with that id.

    Raises:
        ReportError: there is none; the message says which there are.
    """
    for one in report.claims:
        if one.id == claim.strip().lower():
            return one
    ids = [one.id for one in report.claims]
    known = f"it has {ids[0]} to {ids[-1]}" if ids else "it has no claims"
    raise ReportError(f"the report of {report.article.id} has no claim {claim!r}; {known}")
