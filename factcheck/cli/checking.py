"""`factcheck check`, `claim` and `explain`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.options import (
    AsOf,
    FailOn,
    Format,
    NoDefaultTables,
    Output,
    Tables,
    findings,
    parse_date,
    pick_format,
    settings_from,
)
from factcheck.cli.output import note, say, terminal_width, wants_color, write_file

if TYPE_CHECKING:
    from factcheck.records import Article, Report
    from factcheck.settings import Settings

__all__ = ["check", "claim", "explain", "schema"]

_NO_COUNTS = dict.fromkeys(("supported", "refuted", "conflicting", "not_enough_evidence"), 0)


def check(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="Article to check; - is standard input.")
    ],
    *,
    format: Format = None,  # noqa: A002
    output: Output = None,
    title: Annotated[str | None, typer.Option(help="Headline, where the page lacks it.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Date of publication.")
    ] = None,
    as_of: AsOf = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    fail_on: FailOn = "never",
) -> int:
    """Check one article and report on every claim in it."""
    style = pick_format(format, output)
    findings(_NO_COUNTS, fail_on)
    settings = settings_from(tables, no_default_tables, as_of)
    published = parse_date(date, "--date")
    from factcheck.articles import read_article

    article = read_article(source, published=published, title=title)
    report = _check(article, settings, style, output)
    return findings(report.counts(), fail_on)


def claim(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="One sentence or a few.")],
    *,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="When it was said.")
    ] = None,
    format: Format = None,  # noqa: A002
    output: Output = None,
    as_of: AsOf = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    fail_on: FailOn = "never",
) -> int:
    """Check a sentence that stands alone."""
    style = pick_format(format, output)
    findings(_NO_COUNTS, fail_on)
    settings = settings_from(tables, no_default_tables, as_of)
    published = parse_date(date, "--date")
    from factcheck.articles import article_from_text

    article = article_from_text(text, id="claim", published=published)
    report = _check(article, settings, style, output)
    return findings(report.counts(), fail_on)


def explain(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report in JSON.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, such as c3.")],
) -> int:
    """Show one verdict in full: reading, series, cells, arithmetic, other readings."""
    from factcheck.reports import explain_claim, read_report

    say(explain_claim(read_report(report), claim, color=wants_color(), width=terminal_width()))
    return 0


def _check(article: Article, settings: Settings, style: str, output: Path | None) -> Report:
    from factcheck.pipeline import Checker
    from factcheck.reports import write_report

    checker = Checker(settings)
    report = checker.check(article)
    content = write_report(
        report,
        style,
        archive=checker.archive,
        color=wants_color() and output is None,
        width=terminal_width(),
    )
    if output is None:
        say(content)
    else:
        write_file(output, content)
        counts = ", ".join(f"{n} {x.replace('_', ' ')}" for x, n in report.counts().items() if n)
        note(f"{output}: {len(report.claims)} claims{': ' + counts if counts else ''}")
    if style != "terminal":
        for line in report.notes:
            note(f"note: {line}")
    return report


def schema() -> int:
    """Print the JSON Schema that every report keeps."""
    from factcheck.reports import report_schema

    say(json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0
