"""The audit as one self-contained page that prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from factcheck.audit.charts import PARTS, rates, stacked
from factcheck.audit.questions import Table
from factcheck.reports.wording import clean

__all__ = ["Summary", "write_page"]

SHOWN, CHARTED = 40, 15
"""Rows of a table and of a chart on the page; the files hold all."""

STYLE = """
:root{color-scheme:light}body{font:16px/1.5 system-ui,sans-serif;color:#1b1b1b;background:#fff;
margin:0 auto;max-width:72rem;padding:1rem}h1{font-size:1.6rem}h2{font-size:1.25rem;
margin:2.5rem 0 .25rem}p{max-width:44rem;margin:.25rem 0 .75rem}.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem}th,td{padding:.25rem .6rem;text-align:left;
border-bottom:1px solid #d0d0d0;vertical-align:top;overflow-wrap:anywhere;min-width:4rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;max-width:52rem;
height:auto;display:block;margin:.5rem 0}figure{margin:.75rem 0}figcaption{font-size:.9rem;
font-weight:600}svg text{font:13px system-ui,sans-serif;fill:#1b1b1b}
.supported{fill:#2f6f4f}.refuted{fill:#a3211b}.conflicting{fill:#b36b00}
.not_enough_evidence{fill:#9a9a9a}.hatch{stroke:#fff;stroke-width:1.2}
.whisker{stroke:#1b1b1b;stroke-width:1.5}.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;
padding:0;list-style:none}.key svg{display:inline;width:16px;height:16px;margin:0 .3rem 0 0;
vertical-align:-3px}a{color:#0b4f8a}
@media print{h2{break-after:avoid}svg,tr{break-inside:avoid}a{color:inherit}}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands at the top; `failed` articles could not be read."""

    claims: int
    articles: int
    failed: int
    labels: dict[str, int]


def write_page(summary: Summary, tables: Sequence[Table]) -> str:
    """The page as HTML; every text of the corpus is escaped."""
    sections = "".join(section(table) for table in tables)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Audit of a corpus</title><style>{STYLE}</style></head><body><main>"
        f"<h1>Audit of a corpus</h1>{opening(summary)}{key()}{sections}</main></body></html>\n"
    )


def opening(summary: Summary) -> str:
    """The figures of the whole corpus in words."""
    failed = f", {summary.failed:,} could not be read" if summary.failed else ""
    labels = ", ".join(
        f"{summary.labels.get(part, 0):,} {part.replace('_', ' ')}" for part in PARTS
    )
    return (
        f"<p>{summary.claims:,} claims in {summary.articles:,} articles{failed}: {labels}.</p>"
        "<p>The labels are a machine's readings against reference tables. They tell where a "
        "person should look; they do not rank outlets or authors by honesty.</p>"
    )


def key() -> str:
    """What the shades of the charts mean."""
    entries = "".join(
        f'<li><svg viewBox="0 0 16 16" aria-hidden="true"><rect class="{part}" width="16" '
        f'height="16"/></svg>{part.replace("_", " ")}</li>'
        for part in PARTS
    )
    return f'<ul class="key">{entries}</ul>'


def section(table: Table) -> str:
    """One table under its heading, with a chart where it has counts by label."""
    files = f'<a href="{table.name}.csv">CSV</a>, <a href="{table.name}.parquet">Parquet</a>'
    more = len(table.rows) - SHOWN
    rest = f" The first {SHOWN} of {len(table.rows):,} rows are shown." if more > 0 else ""
    return (
        f'<section id="{table.name}"><h2>{escape(table.title)}</h2>'
        f"<p>{escape(table.note)}{rest} All rows: {files}.</p>{chart(table)}{grid(table)}</section>"
    )


def chart(table: Table) -> str:
    """Bars of counts and of error rates for a table of a group, else nothing."""
    if "error_rate" not in table.columns or not table.rows:
        return ""
    at = {name: index for index, name in enumerate(table.columns)}
    rows = table.rows[-CHARTED:] if table.name == "by_month" else table.rows[:CHARTED]
    bars = [(named(row[0]), tuple(row[at[part]] for part in PARTS)) for row in rows]
    points = [
        (named(row[0]), row[at["error_rate"]], row[at["rate_low"]], row[at["rate_high"]])
        for row in rows
        if row[at["error_rate"]] is not None
    ]
    drawn = stacked(f"{table.title}: claims by label", bars)
    return drawn + (
        rates(f"{table.title}: refuted of what was decided, with its 95% interval", points)
        if points
        else ""
    )


def named(value: object) -> str:
    """The name of a group as a reader sees it."""
    return "not known" if value is None else clean(str(value))


def grid(table: Table) -> str:
    """The first rows as an HTML table."""
    if not table.rows:
        return "<p>Nothing to show.</p>"
    numeric = [
        any(isinstance(row[i], int | float) for row in table.rows)
        for i in range(len(table.columns))
    ]
    shade = ["" if not n else ' class="n"' for n in numeric]
    head = "".join(
        f'<th scope="col"{s}>{escape(c.replace("_", " "))}</th>'
        for c, s in zip(table.columns, shade, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{s}>{escape(shown(v))}</td>" for v, s in zip(row, shade, strict=True))
        + "</tr>"
        for row in table.rows[:SHOWN]
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def shown(value: Any) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else clean(str(value))
