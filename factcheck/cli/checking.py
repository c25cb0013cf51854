"""`factcheck check`, `claim` and `explain`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.inputs import is_file, read_one, refuse_binary, refuse_several
from factcheck.cli.options import (
    AsOf,
    FailOn,
    Format,
    Item,
    NoDefaultTables,
    Output,
    Readings,
    Tables,
    findings,
    parse_date,
    pick_format,
    settings_from,
)
from factcheck.cli.output import note, say, terminal_width, wants_color, write_file

if TYPE_CHECKING:
    from factcheck.pipeline import Checker
    from factcheck.records import Article, Report
    from factcheck.settings import Settings

__all__ = ["check", "claim", "explain", "schema"]

_NO_COUNTS = dict.fromkeys(("supported", "refuted", "conflicting", "not_enough_evidence"), 0)


def check(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL|-...",
            help="Article to check; - is standard input. Several for terminal, lines and sarif.",
        ),
    ],
    *,
    format: Format = None,  # noqa: A002
    output: Output = None,
    item: Item = None,
    title: Annotated[str | None, typer.Option(help="Headline, where the page lacks it.")] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Date of publication.")
    ] = None,
    as_of: AsOf = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    readings: Readings = None,
    fail_on: FailOn = "never",
) -> int:
    """Check an article and report on every claim in it."""
    style = pick_format(format, output)
    findings(_NO_COUNTS, fail_on)
    refuse_several(sources, style)
    refuse_binary(style, output)
    settings = settings_from(tables, no_default_tables, as_of, readings)
    published = parse_date(date, "--date")
    articles = [read_one(s, item=item, published=published, title=title) for s in sources]
    paths = [s if is_file(s) else None for s in sources]
    counts = _check(list(zip(articles, paths, strict=True)), settings, style, output)
    return findings(counts, fail_on)


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
    return findings(_check([(article, None)], settings, style, output), fail_on)


def explain(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report in JSON.")],
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, such as c3.")],
) -> int:
    """Show one verdict in full: reading, series, cells, arithmetic, other readings."""
    from factcheck.reports import explain_claim, read_report

    say(explain_claim(read_report(report), claim, color=wants_color(), width=terminal_width()))
    return 0


def _check(
    articles: list[tuple[Article, str | None]], settings: Settings, style: str, output: Path | None
) -> dict[str, int]:
    """Checks articles, each with its path where it has one; claims by label."""
    from factcheck.pipeline import Checker

    checker = Checker(settings)
    reports = [(checker.check(article), path) for article, path in articles]
    content = _write(reports, checker, style, colored=output is None)
    counts = {x: sum(r.counts()[x] for r, _ in reports) for x in _NO_COUNTS}
    if output is None:
        say(content)
    else:
        write_file(output, content)
        said = ", ".join(f"{n} {x.replace('_', ' ')}" for x, n in counts.items() if n)
        note(f"{output}: {sum(counts.values())} claims{': ' + said if said else ''}")
    if style != "terminal":
        for report, path in reports:
            for line in report.notes:
                note(f"note: {path + ': ' if path and len(reports) > 1 else ''}{line}")
    return counts


def _write(
    reports: list[tuple[Report, str | None]], checker: Checker, style: str, *, colored: bool
) -> str | bytes:
    from factcheck.reports import write_report, write_sarif_log

    if style == "sarif":
        return write_sarif_log(reports)
    color, width = wants_color() and colored, terminal_width()
    written = [
        write_report(report, style, archive=checker.archive, source=path, color=color, width=width)
        for report, path in reports
    ]
    if len(written) == 1:
        return written[0]
    gap = "\n" if style == "terminal" else ""
    return gap.join(text for text in written if isinstance(text, str))


def schema() -> int:
    """Print the JSON Schema that every report keeps."""
    from factcheck.reports import report_schema

    say(json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n")
    return 0
