"""Adds every table of a folder to an archive, one `tables add` a file, and says how it went.

    python benchmarks/own_tables.py FOLDER [--json OUT]

Each file goes in or is refused with a reason; the archive is then opened, every package validated
and one value a package compared with the file.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from factcheck.errors import FactcheckError
from factcheck.series import Archive, open_archive, validate_package
from factcheck.series.adding import TableFacts, add_table
from factcheck.series.cells import read_area, read_unit

DAY = date(2026, 1, 1)


def facts_of(file: Path, number: int, about: dict[str, dict[str, str]]) -> TableFacts:
    """What the file does not say: title and unit as `metadata.json` has them, a name, an origin."""
    told = about.get(file.name, {})
    title = told.get("title") or file.stem.replace("-", " ")
    unit = read_unit(told.get("unit", "")) or read_unit(title)
    return TableFacts(
        key=f"folder/table_{number:03d}",
        title=title,
        source_title=title,
        source_url="https://example.org/tables",
        retrieved=DAY,
        unit=unit.code if unit else "count",
        unit_mult=unit.mult if unit else 0,
    )


def codes_of(folder: Path) -> frozenset[str]:
    """Codes of areas that a `country_codes.yaml` beside the folder lists, its keys."""
    file = folder.parent / "country_codes.yaml"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return frozenset(re.findall(r"^([A-Z_]{3,12}):", text, re.MULTILINE))


def only_area(file: Path, codes: frozenset[str]) -> str | None:
    """The code that heads the one column of values, where the folder lists it as an area's."""
    with file.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream), [])
    return header[1] if len(header) == 2 and header[1] in codes else None


def described(folder: Path) -> dict[str, dict[str, str]]:
    """What a `metadata.json` beside the folder says of its files, by their names."""
    file = folder.parent / "metadata.json"
    if not file.is_file():
        return {}
    return {one["filename"]: one for one in json.loads(file.read_text(encoding="utf-8"))}


def add_all(files: list[Path], out: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """Folders of what went in, reasons of what was refused, by name of the file."""
    added: dict[str, Path] = {}
    refused: dict[str, str] = {}
    about = described(files[0].parent) if files else {}
    codes = codes_of(files[0].parent) if files else frozenset()
    for number, file in enumerate(files, start=1):
        try:
            facts = replace(facts_of(file, number, about), area=only_area(file, codes))
            added[file.name] = add_table(file, out, facts)
        except FactcheckError as error:
            refused[file.name] = str(error).replace(f"{file.parent}/", "")
    return added, refused


def first_value(file: Path) -> tuple[str, str, Decimal]:
    """Area, year and value of the first filled cell in the file's last row."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    for row in reversed(rows[1:]):
        for area, cell in zip(rows[0][1:], row[1:], strict=True):
            code = read_area(area) or (area if len(area) == 3 else None)
            if cell and code:
                return code, row[0], Decimal(cell)
    raise ValueError(f"{file}: no value")


def faithful(archive: Archive, file: Path, folder: Path) -> bool:
    """Whether the archive gives back the value that the file prints."""
    area, period, value = first_value(file)
    dataset = f"{folder.parent.parent.name}/{folder.parent.name}"
    keys = [s.key for s in archive.series() if s.dataset == dataset]
    for key in keys:
        found = archive.observation(key, area, period)
        if found is not None and found.value == value.scaleb(archive.get(key).unit_mult):
            return True
    print(f"{file.name}: {area} {period} is not {value}")
    return False


def measure(folder: Path) -> dict[str, Any]:
    files = sorted(folder.glob("*.csv"))
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "tables"
        out.mkdir()
        start = time.perf_counter()
        added, refused = add_all(files, out)
        seconds = time.perf_counter() - start
        faults = [str(f) for place in added.values() for f in validate_package(place)]
        archive = open_archive([out], cache=Path(scratch) / "cache")
        by_name = {file.name: file for file in files}
        same = sum(faithful(archive, by_name[name], place) for name, place in added.items())
        values = sum(len(v.store.ordinal) for held in archive._datasets.values() for v in held)
    return {
        "files": len(files),
        "added": len(added),
        "refused": refused,
        "seconds": round(seconds, 1),
        "faults": faults,
        "last value as printed": same,
        "values": values,
    }


def main() -> int:
    if len(sys.argv) not in (2, 4):
        print(__doc__)
        return 2
    found = measure(Path(sys.argv[1]))
    if len(sys.argv) == 4:
        Path(sys.argv[3]).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    refused = found.pop("refused")
    for name, value in found.items():
        print(f"{name:24} {value}")
    print(f"{'refused':24} {len(refused)}")
    for name, reason in refused.items():
        print(f"  {name}: {reason}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
