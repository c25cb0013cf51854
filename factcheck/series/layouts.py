"""How someone's table is laid out: where its periods, areas, indicators, units and values stand.

Three forms are told apart: periods across (a column a year), areas across (a column a country),
and columns (a column of periods, and one or more of values). Title rows above and notes below
are set aside; what was read how is said in words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from factcheck.errors import PackageError
from factcheck.series.cells import (
    Unit,
    heading_role,
    is_missing,
    read_area,
    read_number,
    read_period,
    read_unit,
)
from factcheck.series.grids import Grid
from factcheck.series.headers import find_header

__all__ = ["Layout", "Value", "read_layout"]

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_CODE = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as read: `row` and `column` say where it stands."""

    indicator: str
    unit: Unit | None
    area: str
    period: str
    number: str
    status: str
    row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as read: its values, title lines, notes below, and how it was read in words."""

    values: tuple[Value, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    how: tuple[str, ...]


@dataclass(slots=True)
class _Table:
    """A grid while it is read."""

    file: str
    grid: Grid
    head: int
    names: list[str]
    decimal: str
    area: str | None
    indicator: str
    how: list[str] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    def body(self) -> Iterator[tuple[int, list[str]]]:
        """Rows under the head that have more than a note in them, with their row of the file."""
        width = len(self.names)
        for number, row in enumerate(self.grid[self.head + 1 :], start=self.head + 2):
            if sum(map(bool, row)) < 2 and not (width == 1 and any(row)):
                continue
            if len(row) < width:
                message = "wrong number of cells"
                raise PackageError(message, file=self.file, row=number, rule="width")
            yield number, row

    def column(self, place: int) -> list[str]:
        return [row[place] for _, row in self.body() if row[place]]

    def fault(self, row: int, place: int, rule: str, message: str) -> PackageError:
        name = self.names[place] or f"column {place + 1}"
        return PackageError(message, file=self.file, row=row, column=name, rule=rule)

    def number(self, row: int, place: int, cell: str) -> tuple[str, str, bool]:
        """Value, status and whether it carries a percent sign; an error for what is no number."""
        if is_missing(cell):
            return "", "", False
        read = read_number(cell, decimal=self.decimal)
        if read is None:
            raise self.fault(row, place, "number", f"{cell!r} is no plain number")
        return read.text, read.status, read.is_percent


def read_layout(
    grid: Grid, file: str, *, area: str | None = None, indicator: str = "", decimal: str = "."
) -> Layout:
    """Finds out how a table is laid out and reads its values.

    Args:
        grid: its cells.
        file: its name, for errors.
        area: code of the area where the table has no areas in it.
        indicator: what is measured where the table does not say; the title line counts first.
        decimal: decimal mark, `.` or `,`.

    Raises:
        PackageError: where periods or values are not found, or a cell is neither number nor
            mark of a missing value.
    """
    head, names = find_header(grid, file)
    titles = [" ".join(filter(None, row)) for row in grid[:head] if any(row)]
    table = _Table(file, grid, head, names, decimal, area, indicator or "")
    if not any(True for _ in table.body()):
        raise PackageError("no rows below the header", file=file, row=head + 1, rule="empty")
    periods = {n: p for n, name in enumerate(names) if (p := read_period(name))}
    values = _periods_across(table, periods) if periods else _columns(table)
    unit = next((u for title in titles if (u := _title_unit(title))), None)
    kept = tuple(v if v.unit or not unit else replace(v, unit=unit) for v in values)
    if table.lost:
        some = ", ".join(repr(x) for x, _ in table.lost.most_common(5))
        table.how.append(
            f"{sum(table.lost.values())} rows left out, no area or period is known as {some}"
        )
    notes = [row[0] for row in grid[head + 1 :] if row and row[0] and sum(map(bool, row)) == 1]
    return Layout(kept, tuple(titles), tuple(notes), tuple(table.how))


def _title_unit(title: str) -> Unit | None:
    """Unit that a title line states in brackets, after a comma or colon, or as all of it."""
    bracket = _BRACKETS.search(title)
    tail = re.split(r"[,:;]\s", title)[-1]
    return read_unit(bracket[1]) if bracket else read_unit(tail) if len(tail) < 60 else None


def _share(cells: Sequence[str], test: Callable[[str], object]) -> float:
    """Share of the cells, missing ones left out, that pass a test."""
    told = [x for x in cells[:400] if not is_missing(x)]
    return sum(1 for x in told if test(x)) / len(told) if told else 0.0


def _roles(table: _Table, places: Sequence[int]) -> dict[int, str]:
    """What each column holds, by its heading and then by its cells."""
    found: dict[int, str] = {}
    for place in places:
        role = heading_role(table.names[place])
        cells = table.column(place)
        if role == "area" and _share(cells, lambda x: read_area(x) or _CODE.fullmatch(x)) < 0.3:
            role = None
        if role == "indicator" and role in found.values():
            role = "text"
        if role == "month" and _share(cells, read_period) >= 0.7:
            role = "period"
        if role is None:
            role = _by_cells(table, cells)
        if role in ("area", "period") and role in found.values():
            role = "skip" if role == "area" else "text"
        found[place] = role
    return found


def _by_cells(table: _Table, cells: Sequence[str]) -> str:
    if _share(cells, read_period) >= 0.7 and not _share(cells, lambda x: len(x) < 4):
        return "period"
    if _share(cells, lambda x: read_number(x, decimal=table.decimal)) >= 0.5:
        return "value"
    if _share(cells, read_area) >= 0.6:
        return "area"
    return "text" if any(not is_missing(x) for x in cells) else "empty"


def _place_of(roles: dict[int, str], role: str) -> int | None:
    return next((n for n, r in roles.items() if r == role), None)


def _area(table: _Table, cell: str) -> str | None:
    """Code of an area; a code of three letters counts even where it is not a known one."""
    found = read_area(cell) or read_area(cell.upper())
    if found is None and _CODE.fullmatch(cell):
        found = cell.upper()
    if found is None:
        table.lost[cell] += 1
    return found


def _named(heading: str) -> tuple[str, Unit | None]:
    """Indicator and unit of a heading: "Exports (US$ million)", "Output, thousand tonnes"."""
    if (bracket := _BRACKETS.search(heading)) and (unit := read_unit(bracket[1])):
        return heading[: bracket.start()].strip(), unit
    start, comma, tail = heading.rpartition(", ")
    if comma and (unit := read_unit(tail)):
        return start.strip(), unit
    return heading.strip(), None


def _sections(table: _Table) -> dict[int, str]:
    """For each row, the heading that stands alone in a row above it, within the table."""
    found, last = {}, ""
    for number, row in enumerate(table.grid[table.head + 1 :], start=table.head + 2):
        if sum(map(bool, row)) == 1 and row[0] and not is_missing(row[0]):
            last = row[0]
        found[number] = last
    return found


def _periods_across(table: _Table, periods: dict[int, str]) -> Iterator[Value]:
    first = min(periods)
    labels = [n for n in range(len(table.names)) if n not in periods and n < first]
    roles = _roles(table, labels)
    area = _place_of(roles, "area")
    name = _place_of(roles, "indicator")
    name = _place_of(roles, "text") if name is None else name
    sections = _sections(table)
    table.how.append(f"periods across, {len(periods)} of them from {periods[first]}")
    table.how.append(_told("areas", table, area) + "; " + _told("indicators", table, name))
    for number, row in table.body():
        code = table.area if area is None else _area(table, row[area])
        if code is None and area is not None:
            continue
        indicator, own = _named(row[name] if name is not None else sections[number])
        stated = _stated(roles, row) or own
        for place, label in periods.items():
            if not row[place]:
                continue
            text, status, percent = table.number(number, place, row[place])
            shown = stated or (Unit("percent", 0, "%") if percent else None)
            yield Value(indicator or table.indicator, shown, code or "", label, text, status,
                        number)  # fmt: skip


def _told(what: str, table: _Table, place: int | None) -> str:
    if place is None:
        return f"{what}: none in the table"
    return f"{what} in column {place + 1} ({table.names[place] or 'no heading'})"


def _columns(table: _Table) -> Iterator[Value]:
    roles = _roles(table, range(len(table.names)))
    period, month = _place_of(roles, "period"), _place_of(roles, "month")
    if period is None:
        message = "no column of periods and no periods across"
        raise PackageError(message, file=table.file, row=table.head + 1, rule="time_period")
    area = _place_of(roles, "area")
    values = [n for n, role in roles.items() if role == "value"]
    if not values:
        values = [n for n, role in roles.items() if role == "text"]
    codes = {n: read_area(table.names[n]) for n in values}
    across = area is None and sum(1 for x in codes.values() if x) * 2 > len(values)
    name = _place_of(roles, "indicator")
    if name is None and len(values) == 1:
        name = next((n for n, r in roles.items() if r == "text" and n not in values), None)
    status = _place_of(roles, "status")
    table.how.append(_told("periods", table, period))
    table.how.append(
        f"areas across, {len(values)} of them" if across else _told("areas", table, area)
    )
    for number, row in table.body():
        label = _label(table, number, period, month)
        if label is None:
            continue
        code = table.area if area is None else _area(table, row[area])
        if code is None and area is not None:
            continue
        for place in values:
            if not row[place]:
                continue
            if across and codes[place] is None and not _CODE.fullmatch(table.names[place]):
                continue
            text, flag, percent = table.number(number, place, row[place])
            heading = table.indicator if across else table.names[place]
            indicator, own = _named(row[name] if name is not None else heading)
            stated = _stated(roles, row) or own
            shown = stated or (Unit("percent", 0, "%") if percent else None)
            where = (codes[place] or table.names[place].upper()) if across else code or ""
            flag = flag or (row[status][:1].upper() if status is not None else "")
            yield Value(indicator, shown, where, label, text, flag, number)


def _stated(roles: dict[int, str], row: Sequence[str]) -> Unit | None:
    """Unit of a row that has columns for it (one may hold the multiplier)."""
    return read_unit(" ".join(row[n] for n, role in roles.items() if role == "unit"))


def _label(table: _Table, number: int, period: int, month: int | None) -> str | None:
    """Period of a row; None, and counted, for a year that has no label of four digits."""
    cell = table.grid[number - 1][period]
    label = cell if re.fullmatch(r"1\d{3}", cell) else read_period(cell)
    if month is not None and label is not None:
        part = table.grid[number - 1][month]
        label = read_period(f"{label}-{part}" if part.isdigit() else f"{part} {label}") or label
    if label is None and re.fullmatch(r"-?\d{1,6}", cell):
        table.lost[cell] += 1
        return None
    if label is None:
        message = f"{cell!r} is no period (2025, 2025-Q3, 2025-09, 2025-09-30)"
        raise table.fault(number, period, "time_period", message)
    return label
