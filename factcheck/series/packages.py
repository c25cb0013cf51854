"""Finds data packages and reads what describes them: datapackage.json and series.csv.

Every fault goes to a `report` function, which raises (building an archive) or collects
(validating one), so both see the same rules.

Source: Frictionless Tabular Data Package; column names from SDMX.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from factcheck.errors import PackageError
from factcheck.records import Dataset, Series
from factcheck.records.series import Measure

__all__ = [
    "MANIFEST",
    "SERIES_COLUMNS",
    "Report",
    "dataset_key",
    "find_packages",
    "observations_file",
    "read_manifest",
    "read_series",
]

MANIFEST = "datapackage.json"
SERIES_COLUMNS = (
    "series",
    "indicator",
    "description",
    "aliases",
    "unit_measure",
    "unit_mult",
    "freq",
    "measure",
    "of",
    "price_basis",
    "adjustment",
    "ytd",
    "product",
    "counterpart",
    "universe",
)
_REQUIRED = ("series", "indicator", "unit_measure", "freq")
_ALLOWED = {
    "freq": frozenset("AQMWD"),
    "measure": frozenset(get_args(Measure)) | {""},
    "price_basis": frozenset(("current", "constant", "chained", "")),
    "adjustment": frozenset(("sa", "nsa", "wda", "")),
    "ytd": frozenset(("true", "false", "")),
    "unit_mult": frozenset((*map(str, range(13)), "")),
}
_UNIT = re.compile(r"[A-Za-z0-9\[\]{}%'_.*\-]{1,40}(?:/[A-Za-z0-9\[\]{}%'_.*\-]{1,40}){0,3}")
_RETRIEVED = re.compile(r"\bretrieved (\d{4}-\d{2}-\d{2})\b")

Report = Callable[[PackageError], None]
"""What is done with a fault: raised, or added to a list."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What datapackage.json says, in plain values."""

    version: date
    title: str
    description: str
    sources: tuple[tuple[str, str], ...]
    licence: str
    retrieved: date | None

    def dataset(self, key: str, folder: Path) -> Dataset:
        """The record of this vintage."""
        return Dataset(
            key=key,
            vintage=self.version,
            title=self.title,
            description=self.description,
            sources=self.sources,
            licence=self.licence,
            retrieved=self.retrieved,
            path=str(folder),
        )


def find_packages(root: Path) -> list[Path]:
    """Folders under `root` (itself included) that hold a datapackage.json, in order of path.

    Raises:
        PackageError: where there is no such folder.
    """
    if not root.is_dir():
        raise PackageError("no such folder of tables", file=str(root), rule="file")
    return sorted(p.parent for p in root.rglob(MANIFEST))


def is_date(text: str) -> bool:
    """Whether `text` is an ISO date."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def dataset_key(folder: Path) -> str:
    """`source/dataset` of a package: the two folders above its vintage folder.

    A folder that is not named by a date is itself the dataset.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - no link is to be resolved
    if is_date(folder.name):
        folder = folder.parent
    return f"{folder.parent.name}/{folder.name}"


def observations_file(folder: Path) -> Path:
    """The file of values: observations.csv, or observations.parquet where that is what there is."""
    parquet = folder / "observations.parquet"
    return parquet if parquet.is_file() else folder / "observations.csv"


def _texts(items: object, first: str, second: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(items, list):
        return ()
    found = [x for x in items if isinstance(x, dict)]
    return tuple((str(x.get(first, "")), str(x.get(second, ""))) for x in found)


def _retrieved(raw: dict[str, Any], sources: Sequence[tuple[str, str]]) -> date | None:
    stated = str(raw.get("retrieved", ""))
    if is_date(stated):
        return date.fromisoformat(stated)
    for title, _ in sources:
        found = _RETRIEVED.search(title)
        if found and is_date(found[1]):
            return date.fromisoformat(found[1])
    created = str(raw.get("created", ""))[:10]
    return date.fromisoformat(created) if is_date(created) else None


def read_manifest(folder: Path, report: Report) -> Manifest | None:
    """What datapackage.json of `folder` says; None where it cannot be read."""
    file = folder / MANIFEST
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        report(PackageError("is missing", file=str(file), rule="file"))
        return None
    except UnicodeDecodeError:
        report(PackageError("is not UTF-8", file=str(file), rule="encoding"))
        return None
    except json.JSONDecodeError as error:
        report(
            PackageError(f"is no JSON: {error.msg}", file=str(file), row=error.lineno, rule="json")
        )
        return None
    if not isinstance(raw, dict):
        report(PackageError("is no JSON object", file=str(file), rule="json"))
        return None
    version = str(raw.get("version", "")) or folder.name
    if not is_date(version):
        message = f"version {version!r} is no date of the form 2026-01-14"
        report(PackageError(message, file=str(file), column="version", rule="version"))
        return None
    if is_date(folder.name) and folder.name != version:
        message = f"version {version} differs from the folder's name {folder.name}"
        report(PackageError(message, file=str(file), column="version", rule="version"))
    sources = _texts(raw.get("sources"), "title", "path")
    if not sources:
        message = "names no source: no figure without an origin"
        report(PackageError(message, file=str(file), column="sources", rule="source"))
    named = _texts(raw.get("licenses"), "name", "title")
    licences = [title if title and name in ("", "other") else name for name, title in named]
    return Manifest(
        version=date.fromisoformat(version),
        title=str(raw.get("title") or raw.get("name") or folder.name),
        description=str(raw.get("description", "")),
        sources=sources,
        licence=", ".join(licences),
        retrieved=_retrieved(raw, sources),
    )


def read_rows(file: Path, report: Report) -> tuple[list[str], list[list[str]]] | None:
    """Header and rows of a CSV file as they stand; None where it cannot be read."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = [row for row in csv.reader(stream) if row]
    except FileNotFoundError:
        report(PackageError("is missing", file=str(file), rule="file"))
        return None
    except UnicodeDecodeError as error:
        report(PackageError(f"is not UTF-8 ({error.reason})", file=str(file), rule="encoding"))
        return None
    except csv.Error as error:
        report(PackageError(f"is no CSV: {error}", file=str(file), rule="csv"))
        return None
    if not rows:
        report(PackageError("is empty", file=str(file), row=1, rule="header"))
        return None
    return rows[0], rows[1:]


def read_series(folder: Path, key: str, report: Report) -> list[Series]:
    """The series of a package, in the order of series.csv."""
    file = folder / "series.csv"
    read = read_rows(file, report)
    if read is None:
        return []
    header, rows = read
    missing = [column for column in _REQUIRED if column not in header]
    for column in missing:
        report(
            PackageError("column is missing", file=str(file), row=1, column=column, rule="column")
        )
    if missing:
        return []
    found: list[Series] = []
    seen: dict[str, int] = {}
    ids = {row[header.index("series")] for row in rows if len(row) == len(header)}
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(header):
            message = f"has {len(cells)} cells, the header {len(header)}"
            report(PackageError(message, file=str(file), row=number, rule="width"))
            continue
        row = dict(zip(header, (x.strip() for x in cells), strict=True))
        if row["series"] in seen:
            message = f"series {row['series']!r} stands already in row {seen[row['series']]}"
            report(_fault(file, number, "series", message, "duplicate_key"))
            continue
        seen[row["series"]] = number
        faults: list[tuple[str, str, str]] = []
        series = _series(row, key, ids, faults)
        for column, message, rule in faults:
            report(_fault(file, number, column, message, rule))
        if series is not None:
            found.append(series)
    return found


def _fault(file: Path, row: int, column: str, message: str, rule: str) -> PackageError:
    return PackageError(message, file=str(file), row=row, column=column, rule=rule)


def _series(
    row: dict[str, str], key: str, ids: set[str], faults: list[tuple[str, str, str]]
) -> Series | None:
    """One row as a record; None where it breaks a rule: column, message and rule to `faults`."""
    faults.extend((column, "is empty", "required") for column in _REQUIRED if not row[column])
    for column, allowed in _ALLOWED.items():
        if row.get(column, "") not in allowed and row.get(column):
            known = ", ".join(sorted(x for x in allowed if x))
            faults.append((column, f"{row[column]!r} is none of {known}", "enum"))
    if row["unit_measure"] and not _UNIT.fullmatch(row["unit_measure"]):
        faults.append(("unit_measure", f"{row['unit_measure']!r} is no unit code", "unit"))
    if row.get("of") and row["of"] not in ids:
        faults.append(("of", f"no series {row['of']!r} in this dataset", "foreign_key"))
    if faults:
        return None
    values: dict[str, Any] = {k: row[k] for k in SERIES_COLUMNS if row.get(k)}
    values["aliases"] = tuple(x.strip() for x in row.get("aliases", "").split(";") if x.strip())
    values["unit_mult"] = int(row.get("unit_mult") or 0)
    values["ytd"] = row.get("ytd") == "true"
    try:
        return Series(dataset=key, **values)
    except ValidationError as error:
        first = error.errors()[0]
        faults.append((str(first["loc"][0]), first["msg"], "schema"))
        return None
