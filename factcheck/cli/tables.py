"""`factcheck tables`: the archive of reference statistics."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.group import Commands, nearest
from factcheck.cli.options import AsOf, NoDefaultTables, Tables, parse_date, settings_from
from factcheck.cli.output import note, say
from factcheck.cli.pulling import pull
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.records import Dataset, Observation, Series
    from factcheck.series import Archive

__all__ = ["app"]

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="List, search, show and validate reference tables; add your own, pull official ones.",
)
app.command("pull")(pull)
_BAR = 40


@app.command("list")
def list_tables(
    tables: Tables = None, no_default_tables: NoDefaultTables = False, as_of: AsOf = None
) -> int:
    """List datasets with their newest vintage, how many vintages and series each has, and title."""
    archive = _open(tables, no_default_tables, as_of)
    series = Counter(one.dataset for one in archive.series())
    vintages: dict[str, list[Dataset]] = {}
    for dataset in archive.datasets():
        vintages.setdefault(dataset.key, []).append(dataset)
    for key, several in vintages.items():
        newest = several[-1]
        count = f"{len(several)} vintages" if len(several) > 1 else "1 vintage"
        say(f"{key}\t{newest.vintage}\t{count}\t{series[key]} series\t{newest.title}\n")
    return 0


@app.command()
def search(
    query: Annotated[list[str], typer.Argument(metavar="WORDS", help="What is measured.")],
    limit: Annotated[int, typer.Option(min=1, help="How many series at most.")] = 20,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    as_of: AsOf = None,
) -> int:
    """Find series by words; each hit says why it was found."""
    archive = _open(tables, no_default_tables, as_of)
    hits = archive.search(" ".join(query), limit)
    for hit in hits:
        why = ", ".join(f"{word} in {field}" for word, field, _ in hit.reasons)
        series = hit.series
        what = ", ".join((series.indicator, *series.qualifiers()))
        say(f"{series.key}\t{what}\t{series.unit_measure}\t{series.freq}\t{why}\n")
    if not hits:
        note("no series found; `factcheck tables list` shows what there is")
    return 0


@app.command()
def show(
    key: Annotated[str, typer.Argument(metavar="SERIES", help="source/dataset#series")],
    area: Annotated[
        str | None, typer.Option(metavar="CODE", help="Area; the only one, or the first.")
    ] = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    as_of: AsOf = None,
) -> int:
    """Show one series: definition, values with a bar each, source."""
    archive = _open(tables, no_default_tables, as_of)
    series = _find_series(archive, key)
    areas = sorted(archive.areas(series.key))
    if area and area.upper() not in areas:
        raise UsageError(f"{series.key} has no area {area!r}{nearest(area.upper(), areas)}")
    code = area.upper() if area else areas[0] if areas else ""
    history = archive.history(series.key, code)
    say(_describe(series, areas, archive))
    say("".join(f"{line}\n" for line in _plot(history)))
    last = next((o for o in reversed(history) if o.value is not None), None)
    if last is not None:
        cell = archive.cell(last)
        say(f"\nsource: {cell.source_title}\n        {cell.source_url}\n")
        say(f"last cell: {cell.location} (vintage {cell.vintage})\n")
    return 0


@app.command()
def validate(
    folders: Annotated[
        list[Path] | None, typer.Argument(metavar="DIR", help="Folders of data packages.")
    ] = None,
    standard: Annotated[
        bool,
        typer.Option(
            help="Also against the Frictionless standard (extra factcheck-stats[validate])."
        ),
    ] = False,
) -> int:
    """Check data packages; each fault is named by file, row, column and rule."""
    from factcheck.series import validate_package
    from factcheck.series.standard import standard_faults
    from factcheck.settings import default_tables

    faults = packages = 0
    for root in folders or [default_tables()]:
        if not root.is_dir():
            raise UsageError(f"{root}: no such folder")
        for manifest in sorted(root.rglob("datapackage.json")):
            packages += 1
            found = validate_package(manifest.parent)
            if standard:
                found += standard_faults(manifest.parent)
            faults += len(found)
            say("".join(f"{fault}\n" for fault in found))
    if not packages:
        raise UsageError("no datapackage.json found in any of the folders")
    note(f"{packages} packages, {faults} faults")
    return 2 if faults else 0


@app.command()
def add(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="CSV, TSV, XLSX or Parquet: a column a year, a column a country, or a column "
            "of periods and one of numbers for each series.",
        ),
    ],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of your packages.")
    ],
    key: Annotated[str, typer.Option(metavar="SOURCE/DATASET", help="Name of the dataset.")],
    source_title: Annotated[str, typer.Option(help="Where the figures come from.")],
    source_url: Annotated[str, typer.Option(help="Its address.")],
    retrieved: Annotated[str, typer.Option(metavar="DATE", help="When they were taken.")],
    unit: Annotated[
        str | None, typer.Option(help="Unit of the numbers: CNY, percent, t, count, …")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    decimal: Annotated[str, typer.Option(metavar="MARK", help="Decimal mark, . or ,")] = ".",
    dates: Annotated[
        str | None, typer.Option(metavar="ORDER", help="day-first or month-first: 1/2/2026.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Title of the dataset.")] = None,
    vintage: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day the figures are of.")
    ] = None,
    unit_mult: Annotated[
        int | None, typer.Option(help="Power of ten the numbers are in, where not stated.")
    ] = None,
    measure: Annotated[str, typer.Option(help="level, growth_yoy, share, …")] = "level",
    area: Annotated[str | None, typer.Option(metavar="CODE", help="Area of all rows.")] = None,
    licence: Annotated[str, typer.Option(help="Terms the figures are under.")] = "",
) -> int:
    """Make a data package of your own table; --tables DIR then searches it."""
    taken = parse_date(retrieved, "--retrieved")
    if taken is None:
        raise UsageError("--retrieved needs a date")
    from factcheck.series.adding import TableFacts, add_table

    facts = TableFacts(
        key=key,
        title=title or file.stem,
        unit=unit,
        source_title=source_title,
        source_url=source_url,
        retrieved=taken,
        vintage=parse_date(vintage, "--vintage"),
        unit_mult=unit_mult,
        measure=measure,
        area=area.upper() if area else None,
        licence=licence,
        sheet=sheet,
        decimal=decimal,
        dates=_date_order(dates),
    )
    folder = add_table(file, output, facts, lambda line: note(f"read: {line}"))
    note(f"{folder}: added; search it with --tables {output}")
    return 0


def _date_order(text: str | None) -> str | None:
    from factcheck.series.shapes import DATE_ORDERS

    if text is not None and text not in DATE_ORDERS:
        raise UsageError(f"--dates {text!r}{nearest(text, list(DATE_ORDERS))}")
    return text


def _open(tables: list[Path] | None, no_default: bool, as_of: str | None) -> Archive:
    settings = settings_from(tables, no_default, as_of)
    from factcheck.series import open_archive

    return open_archive(settings.table_roots(), as_of=settings.as_of)


def _find_series(archive: Archive, key: str) -> Series:
    everything = archive.series()
    found = [s for s in everything if key in {s.key, s.series}]
    if len(found) == 1:
        return found[0]
    known = [s.key for s in everything]
    if found:
        raise UsageError(f"several series are called {key!r}: {', '.join(s.key for s in found)}")
    if key.partition("#")[0] not in {s.dataset for s in everything} and "#" in key:
        known = sorted({s.dataset for s in everything})
        raise UsageError(f"no dataset {key.partition('#')[0]!r}{nearest(key, known)}")
    hint = nearest(key, known)
    hint = hint if "did you mean" in hint else "; `factcheck tables search` finds one by words"
    raise UsageError(f"no series {key!r}{hint}")


def _describe(series: Series, areas: list[str], archive: Archive) -> str:
    facts = {
        "unit": series.unit_measure,
        "frequency": series.freq,
        "measure": series.measure + (f" of {series.of}" if series.of else ""),
        "prices": series.price_basis,
        "adjustment": series.adjustment,
        "cumulative": "since January" if series.ytd else None,
        "product": series.product,
        "counterpart": series.counterpart,
        "universe": series.universe,
        "also called": "; ".join(series.aliases),
        "areas": ", ".join(areas[:20]) + (f" … ({len(areas)})" if len(areas) > 20 else ""),
        "vintages": ", ".join(v.isoformat() for v in archive.vintages(series.key)),
    }
    lines = [series.key, series.indicator, series.description]
    lines += [f"{name}: {value}" for name, value in facts.items() if value]
    return "".join(f"{line}\n" for line in lines if line) + "\n"


def _plot(history: list[Observation]) -> list[str]:
    """A line a period, with a bar that starts at zero; what is missing says so."""
    from factcheck.reports.chart import Point, fill_gaps
    from factcheck.reports.wording import figure

    held = {one.time_period: one for one in history}
    points = fill_gaps([Point(one.time_period, one.value) for one in history])
    largest = max((abs(p.value) for p in points if p.value is not None), default=None)
    if largest is None:
        return ["no values"]
    words = {p.period: figure(p.value, None) for p in points if p.value is not None}
    width = max(map(len, words.values()))
    lines = []
    for point in points:
        if point.value is None:
            lines.append(f"{point.period:<10} {'missing':>{width}}")
            continue
        bar = round(abs(point.value) / (largest or 1) * _BAR)
        mark = ("−" if point.value < 0 else "█") * bar
        status = held[point.period].status
        tail = "" if status == "A" else f" [{status}]"
        lines.append(f"{point.period:<10} {words[point.period]:>{width}} {mark}{tail}".rstrip())
    return lines
