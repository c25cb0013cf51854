"""A person's own table, made into a data package that the archive reads.

CSV, TSV, XLSX or Parquet, long or wide (`layouts`). No figure without an origin: source, address
and the date it was taken are asked for.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck.errors import PackageError, UsageError
from factcheck.series.grids import read_grid
from factcheck.series.layouts import Layout, Told, read_layout
from factcheck.series.opening import validate_package
from factcheck.series.packages import SERIES_COLUMNS
from factcheck.series.periods import freq_of
from factcheck.series.writing import Package, Row

__all__ = ["TableFacts", "add_table", "read_table"]

MOST_BYTES = 200_000_000
OBSERVATION_COLUMNS = (
    "series",
    "ref_area",
    "time_period",
    "obs_value",
    "obs_status",
    "obs_comment",
)
_KEY = re.compile(r"\A[a-z0-9_.-]{1,60}/[a-z0-9_.-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a file of figures does not say of itself.

    Args:
        key: `source/dataset`, lower case.
        title: of the dataset.
        source_title, source_url: where the figures come from.
        retrieved: when they were taken from there.
        unit: code of the unit of all its columns (`CNY`, `percent`, `t`, …); None: what the
            table says.
        vintage: of which day they are; None: of the day they were taken.
        unit_mult: power of ten the figures are given in; None: what the table says, or 0.
        measure: `level`, `growth_yoy`, `share`, … as in series.csv.
        area: code of the area, where the file has no column of areas.
        licence: under which the figures may be used.
        sheet: of a workbook; None: the first.
        decimal: decimal mark, `.` or `,`.
        dates: `day-first` or `month-first`, where dates in numbers may be meant either way.
    """

    key: str
    title: str
    source_title: str
    source_url: str
    retrieved: date
    unit: str | None = None
    vintage: date | None = None
    unit_mult: int | None = None
    measure: str = "level"
    area: str | None = None
    licence: str = ""
    sheet: str | None = None
    decimal: str = "."
    dates: str | None = None


def add_table(
    file: Path, out: Path, facts: TableFacts, tell: Callable[[str], object] = lambda _: None
) -> Path:
    """Writes `out/source/dataset/vintage` from a table; validated before it is there.

    Args:
        file: CSV, TSV, XLSX or Parquet, long or wide.
        out: folder of packages.
        facts: what the file does not say.
        tell: is told, line by line, how the file was read.

    Returns:
        The folder of the package.

    Raises:
        UsageError: a bad key, a file of another kind, or a package that is already there.
        PackageError: a cell that is no figure or no period, with row and column.
    """
    if not _KEY.match(facts.key) or ".." in facts.key:
        raise UsageError(f"{facts.key!r} is no key of a dataset (like customs/goods_trade)")
    if not re.match(r"https?://", facts.source_url):
        raise UsageError(f"{facts.source_url!r} is no address of a source (http or https)")
    target = out / facts.key / (facts.vintage or facts.retrieved).isoformat()
    if target.exists():
        raise UsageError(f"{target} is already there; another vintage takes another date")
    series, observations = _read(file, facts, tell)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=target.parent) as scratch:
        folder = _package(facts, target.name, series, observations).write(Path(scratch))
        for fault in validate_package(folder):
            raise fault
        folder.rename(target)
    return target


def _read(
    file: Path, facts: TableFacts, tell: Callable[[str], object]
) -> tuple[list[Row], list[Row]]:
    """Rows of series.csv and observations.csv."""
    layout = read_table(file, facts)
    for line in layout.how:
        tell(line)
    ids = _ids(layout, file)
    series: dict[str, Row] = {}
    observations: list[Row] = []
    for value in layout.values:
        freq = freq_of(value.period) or "A"
        name = ids[value.indicator, freq]
        unit = facts.unit or (value.unit.code if value.unit else "")
        if not unit:
            raise UsageError(f"{file} does not state the unit of {value.indicator!r}; --unit CODE")
        if not value.area:
            raise UsageError(f"{file} has no column of areas; say which with --area CODE")
        stated = value.unit.mult if value.unit else 0
        mult = stated if facts.unit_mult is None else facts.unit_mult
        if name not in series:
            series[name] = _series_row(name, value.indicator, (unit, mult, freq), facts)
        cells = (name, value.area, value.period, value.number, value.status, "")
        observations.append(dict(zip(OBSERVATION_COLUMNS, cells, strict=True)))
    tell(_summary(series, observations))
    return list(series.values()), observations


def _summary(series: dict[str, Row], observations: list[Row]) -> str:
    """How much was read, with the units, so that a person sees what was understood."""
    units = sorted({f"{r['unit_measure']} × 10^{r['unit_mult']}" for r in series.values()})
    areas = {row["ref_area"] for row in observations}
    return (
        f"{len(series)} series, {len(areas)} areas, {len(observations)} values; "
        f"unit {', '.join(u.removesuffix(' × 10^0') for u in units[:5])}"
    )


def read_table(file: Path, facts: TableFacts) -> Layout:
    """How a file of figures is laid out and what it holds, before anything is written.

    Raises:
        UsageError: for a file that is missing or too large.
        PackageError: for one that cannot be read as a table, with row and column.
    """
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        raise UsageError(f"{file}: larger than {MOST_BYTES // 1_000_000} MB")
    grid = read_grid(file, sheet=facts.sheet)
    told = Told(facts.area, facts.title, facts.decimal, facts.dates)
    return read_layout(grid, str(file), told)


def _series_row(
    name: str, indicator: str, unit: tuple[str, int, str], facts: TableFacts
) -> dict[str, str]:
    return {
        **dict.fromkeys(SERIES_COLUMNS, ""),
        "series": name,
        "indicator": indicator,
        "unit_measure": unit[0],
        "unit_mult": str(unit[1]),
        "freq": unit[2],
        "measure": facts.measure,
    }


def _ids(layout: Layout, file: Path) -> dict[tuple[str, str], str]:
    """Ids of series by indicator and frequency; the frequency is named where there are several."""
    kinds = list(dict.fromkeys((v.indicator, freq_of(v.period) or "A") for v in layout.values))
    several = len({freq for _, freq in kinds}) > 1
    ids: dict[tuple[str, str], str] = {}
    for indicator, freq in kinds:
        name = re.sub(r"[^a-z0-9]{1,200}", "_", indicator.lower()).strip("_")
        name += f".{freq.lower()}" if several else ""
        if not indicator or not name or name in ids.values():
            message = f"the header {indicator!r} names no series of its own"
            raise PackageError(message, file=str(file), column=indicator or None, rule="header")
        ids[indicator, freq] = name
    return ids


def _package(
    facts: TableFacts, version: str, series: list[Row], observations: list[Row]
) -> Package:
    return Package(
        key=facts.key,
        vintage=version,
        title=facts.title,
        description="",
        sources=[(facts.source_title, facts.source_url)],
        licence=(facts.licence or "not stated", ""),
        retrieved=facts.retrieved.isoformat(),
        series=series,
        observations=observations,
    )
