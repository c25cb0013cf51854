"""A table while it is read: its rows, and what each of its columns holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from factcheck.errors import PackageError
from factcheck.series.area_cells import read_area, read_short_code
from factcheck.series.cells import (
    Unit,
    heading_role,
    is_missing,
    read_number,
    read_period,
    read_scale,
    read_unit,
)
from factcheck.series.grids import Grid
from factcheck.series.headers import Header

__all__ = ["BRACKETS", "CODE", "Table", "find_roles", "named", "place_of", "stated_unit", "told"]

BRACKETS = re.compile(r"\s{0,9}[(\[]([^()\[\]]{1,80})[)\]]\s{0,9}$")
"""The last words of a heading where they stand in brackets."""

CODE = re.compile(r"[A-Za-z]{3}")
"""What may be the code of an area."""


@dataclass(slots=True)
class Table:
    """A grid while it is read; `short_codes`: its areas are codes of two letters."""

    file: str
    grid: Grid
    header: Header
    decimal: str
    area: str | None
    indicator: str
    how: list[str] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    short_codes: bool = False
    _body: list[tuple[int, list[str]]] | None = None

    @property
    def names(self) -> list[str]:
        """What the columns are headed."""
        return self.header.names

    def body(self) -> list[tuple[int, list[str]]]:
        """Rows under the head that have more than a note in them, with their row of the file."""
        if self._body is None:
            self._body = list(self._rows())
        return self._body

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.names)
        rows = self.grid[self.header.row + 1 :]
        full = max((n for n, row in enumerate(rows) if len(row) >= width), default=-1)
        ended = False
        for n, row in enumerate(rows):
            ended = ended or (n > full and not any(row))
            if sum(map(bool, row)) < 2 and not (width == 1 and any(row)):
                continue
            if ended or all(len(x) == 1 and x.isalpha() for x in row[1:] if x):
                continue
            number = n + self.header.row + 2
            if len(row) < width:
                message = "wrong number of cells"
                raise PackageError(message, file=self.file, row=number, rule="width")
            yield number, row

    def column(self, place: int) -> list[str]:
        """Cells of a column that are not empty."""
        return [row[place] for _, row in self.body() if row[place]]

    def fault(self, row: int, place: int, rule: str, message: str) -> PackageError:
        """An error at a cell."""
        name = self.names[place] or f"column {place + 1}"
        return PackageError(message, file=self.file, row=row, column=name, rule=rule)

    def area_of(self, cell: str) -> str | None:
        """Code of an area; three letters count even where they are not a known code."""
        found = read_short_code(cell) if self.short_codes else None
        found = found or read_area(cell) or read_area(cell.upper())
        if found is None and CODE.fullmatch(cell):
            found = cell.upper()
        if found is None:
            self.lost[cell] += 1
        return found

    def number(self, row: int, place: int, cell: str) -> tuple[str, str, bool]:
        """Value, status and whether it carries a percent sign; an error for what is no number."""
        if is_missing(cell):
            return "", "", False
        read = read_number(cell, decimal=self.decimal)
        if read is None:
            raise self.fault(row, place, "number", f"{cell!r} is no plain number")
        return read.text, read.status, read.is_percent


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    """Share of the cells, missing ones left out, that pass a test."""
    told = [x for x in cells[:400] if not is_missing(x)]
    return sum(1 for x in told if test(x)) / len(told) if told else 0.0


def find_roles(table: Table, places: Sequence[int]) -> dict[int, str]:
    """What each column holds, by its heading and then by its cells."""
    found: dict[int, str] = {}
    for place in places:
        cells = table.column(place)
        role = _role(table, place, cells) if cells else "empty"
        if role == "area" and role in found.values():
            role = "skip"
        if role == "period" and role in found.values():
            role = _second_period(table, place, cells, found)
        found[place] = role
    return found


def _role(table: Table, place: int, cells: Sequence[str]) -> str:
    role = heading_role(table.names[place])
    known = _share(cells, lambda x: read_area(x) or CODE.fullmatch(x)) if role == "area" else 1.0
    if role == "area" and _share(cells, read_short_code) > max(known, 0.5):
        table.short_codes = True
        return "area"
    if known < 0.3:
        other = _by_cells(table, cells)
        named_so = read_area(table.names[place]) is None
        return "skip" if named_so and other in ("value", "period") else other
    if role == "power" and _share(cells, str.isdigit) < 1:
        role = "skip"
    if role == "period" and _share(cells, lambda x: read_period(x) or x[:4].isdigit()) < 0.3:
        role = None if _share(cells, read_area) >= 0.6 else role
    if role == "month" and _share(cells, read_period) >= 0.7:
        role = "period"
    return role or _by_cells(table, cells)


def _second_period(table: Table, place: int, cells: Sequence[str], found: dict[int, str]) -> str:
    """What a further column that reads as periods holds: figures may look like years."""
    first = next(n for n, role in found.items() if role == "period")
    if table.column(first) == list(cells):
        return "skip"
    is_figure = _share(cells, lambda x: read_number(x, decimal=table.decimal)) >= 0.5
    if heading_role(table.names[place]) == "period" and heading_role(table.names[first]) is None:
        found[first] = "skip"
        return "period"
    return "value" if is_figure else "text"


def _by_cells(table: Table, cells: Sequence[str]) -> str:
    if _share(cells, read_period) >= 0.7 and not _share(cells, lambda x: len(x) < 4):
        return "period"
    if _share(cells, lambda x: read_number(x, decimal=table.decimal)) >= 0.5:
        return "value"
    if _share(cells, read_area) >= 0.6:
        return "area"
    return "text" if any(not is_missing(x) for x in cells) else "empty"


def place_of(roles: dict[int, str], role: str) -> int | None:
    """The first column of a role."""
    return next((n for n, r in roles.items() if r == role), None)


@lru_cache(maxsize=4096)
def named(heading: str) -> tuple[str, Unit | None]:
    """Indicator and unit of a heading: "Exports (US$ million)", "Output, thousand tonnes"."""
    bracket = BRACKETS.search(heading)
    if bracket and (unit := read_unit(bracket[1]) or read_scale(bracket[1])):
        return heading[: bracket.start()].strip(), unit
    start, comma, tail = heading.rpartition(", ")
    if comma and (unit := read_unit(tail) or read_scale(tail)):
        return start.strip(), unit
    return heading.strip(), None


def told(what: str, table: Table, place: int | None) -> str:
    """Where something stands, in words."""
    if place is None:
        return f"{what}: none in the table"
    return f"{what} in column {place + 1} ({table.names[place] or 'no heading'})"


def stated_unit(units: Sequence[int], powers: Sequence[int], row: Sequence[str]) -> Unit | None:
    """Unit of a row that has columns for it (one may hold the multiplier, in words or a power)."""
    words = " ".join(dict.fromkeys(row[n] for n in units))
    scales = (read_scale(row[n]) for n in units)
    unit = read_unit(words) or next(filter(None, scales), None)
    power = sum(int(row[n]) for n in powers[:1] if row[n])
    return (
        Unit(unit.code if unit else "", (unit.mult if unit else 0) + power, words)
        if (unit or power)
        else None
    )
