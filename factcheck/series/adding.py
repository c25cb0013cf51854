"""A person's own CSV, made into a data package that the archive reads.

Long form: a column of periods, perhaps one of areas, and a column of numbers for each series; the
header of a column of numbers is its indicator. No figure without an origin: source, address and
the date it was taken are asked for.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from factcheck.errors import PackageError, UsageError
from factcheck.series.opening import validate_package
from factcheck.series.packages import MANIFEST, SERIES_COLUMNS
from factcheck.series.periods import freq_of

__all__ = ["TableFacts", "add_table"]

MOST_BYTES = 200_000_000
OBSERVATION_COLUMNS = (
    "series",
    "ref_area",
    "time_period",
    "obs_value",
    "obs_status",
    "obs_comment",
)
_PERIODS = ("time_period", "period", "year", "quarter", "month", "date", "time")
_AREAS = ("ref_area", "area", "country", "code", "iso3", "geo")
_SKIPPED = ("obs_status", "obs_comment")
_MISSING = frozenset(("", ".", "..", "...", "-", "–", "n/a", "na", ":"))
_NUMBER = re.compile(r"\A-?(?:\d{1,30}|\d{1,3}(?:,\d{3}){1,9})(?:\.\d{1,30})?\Z")
_QUARTER = re.compile(r"\A(\d{4})[ -]?Q([1-4])\Z", re.IGNORECASE)
_MONTH = re.compile(r"\A(\d{4})[-/M](\d{1,2})\Z", re.IGNORECASE)
_KEY = re.compile(r"\A[a-z0-9_.-]{1,60}/[a-z0-9_.-]{1,60}\Z")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a file of figures does not say of itself.

    Args:
        key: `source/dataset`, lower case.
        title: of the dataset.
        unit: code of the unit of all its columns (`CNY`, `percent`, `t`, …).
        source_title, source_url: where the figures come from.
        retrieved: when they were taken from there.
        vintage: of which day they are; None: of the day they were taken.
        unit_mult: power of ten the figures are given in.
        measure: `level`, `growth_yoy`, `share`, … as in series.csv.
        area: code of the area, where the file has no column of areas.
        licence: under which the figures may be used.
    """

    key: str
    title: str
    unit: str
    source_title: str
    source_url: str
    retrieved: date
    vintage: date | None = None
    unit_mult: int = 0
    measure: str = "level"
    area: str | None = None
    licence: str = ""


def add_table(file: Path, out: Path, facts: TableFacts) -> Path:
    """Writes `out/source/dataset/vintage` from a CSV file; validated before it is there.

    Args:
        file: CSV in UTF-8, with `,`, `;` or tab between cells.
        out: folder of packages.
        facts: what the file does not say.

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
    series, observations = _read(file, facts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=target.parent) as scratch:
        # the archive reads source and dataset off the path
        folder = Path(scratch) / facts.key / target.name
        folder.mkdir(parents=True)
        _write(folder / "series.csv", SERIES_COLUMNS, series)
        _write(folder / "observations.csv", OBSERVATION_COLUMNS, observations)
        manifest = json.dumps(_manifest(facts, target.name), indent=1, ensure_ascii=False)
        (folder / MANIFEST).write_text(f"{manifest}\n", encoding="utf-8")
        for fault in validate_package(folder):
            raise fault
        folder.rename(target)
    return target


def _read(file: Path, facts: TableFacts) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    rows = _rows(file)
    header = [cell.strip() for cell in rows[0]]
    lowered = [cell.lower() for cell in header]
    period = next((lowered.index(n) for n in _PERIODS if n in lowered), None)
    area = next((lowered.index(n) for n in _AREAS if n in lowered), None)
    if period is None:
        raise PackageError(
            f"no column of periods (one of {', '.join(_PERIODS)})", file=str(file), row=1
        )
    if area is None and not facts.area:
        raise UsageError(f"{file} has no column of areas; say which with --area CODE")
    values = [
        i for i, name in enumerate(lowered) if i not in {period, area} and name not in _SKIPPED
    ]
    ids = _ids(header, values, file)
    observations, freqs = [], {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise PackageError("wrong number of cells", file=str(file), row=number, rule="width")
        label = _period(row[period], file, number, header[period])
        code = facts.area or "" if area is None else row[area].strip().upper()
        for place in values:
            value = _number(row[place], file, number, header[place])
            freqs[place] = freq_of(label) or "A"
            cells = (ids[place], code, label, value, "", "")
            observations.append(dict(zip(OBSERVATION_COLUMNS, cells, strict=True)))
    series = [
        {
            **dict.fromkeys(SERIES_COLUMNS, ""),
            "series": ids[place],
            "indicator": header[place],
            "unit_measure": facts.unit,
            "unit_mult": str(facts.unit_mult),
            "freq": freqs[place],
            "measure": facts.measure,
        }
        for place in freqs
    ]
    return series, observations


def _rows(file: Path) -> list[list[str]]:
    if file.suffix.lower() in {".xlsx", ".xls", ".ods"}:
        raise UsageError(f"{file}: save the sheet as CSV (UTF-8) first")
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UsageError(f"{file}: larger than {MOST_BYTES // 1_000_000} MB")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or 'cannot be read'}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    head = text.partition("\n")[0]
    comma = max((",", ";", "\t"), key=head.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma) if row]
    except csv.Error as error:
        raise PackageError(str(error), file=str(file), rule="csv") from None
    if len(rows) < 2:
        raise PackageError("no rows below the header", file=str(file), rule="empty")
    return rows


def _ids(header: Sequence[str], places: Sequence[int], file: Path) -> dict[int, str]:
    """Ids of series from the headers of their columns, keyed by the place of the column."""
    ids = {i: re.sub(r"[^a-z0-9]{1,200}", "_", header[i].lower()).strip("_") for i in places}
    for place, name in ids.items():
        if not name or list(ids.values()).count(name) > 1:
            raise PackageError(
                f"the header of column {place + 1} names no series of its own",
                file=str(file),
                row=1,
                column=header[place] or None,
                rule="header",
            )
    return ids


def _period(text: str, file: Path, row: int, column: str) -> str:
    label = text.strip()
    if found := _QUARTER.match(label):
        label = f"{found[1]}-Q{found[2]}"
    elif found := _MONTH.match(label):
        label = f"{found[1]}-{int(found[2]):02d}"
    if freq_of(label) is None:
        raise PackageError(
            f"{text!r} is no period (2025, 2025-Q3, 2025-09, 2025-09-30)",
            file=str(file),
            row=row,
            column=column,
            rule="time_period",
        )
    return label


def _number(text: str, file: Path, row: int, column: str) -> str:
    plain = text.strip().replace("−", "-").replace("\u00a0", "")
    if plain.lower() in _MISSING:
        return ""
    if not _NUMBER.match(plain):
        raise PackageError(
            f"{text!r} is no plain number", file=str(file), row=row, column=column, rule="number"
        )
    return plain.replace(",", "")


def _write(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _manifest(facts: TableFacts, version: str) -> dict[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": facts.key.replace("/", "-").replace("_", "-"),
        "title": facts.title,
        "version": version,
        "retrieved": facts.retrieved.isoformat(),
        "sources": [{"title": facts.source_title, "path": facts.source_url}],
        "licenses": [{"name": facts.licence or "not stated"}],
        "resources": [
            {"name": "series", "path": "series.csv"},
            {"name": "observations", "path": "observations.csv"},
        ],
    }
