"""How someone's table is laid out: where its periods, areas, indicators, units and values stand.

Three forms are told apart: periods across (a column a year), areas across (a column a country),
and columns (a column of periods, and one or more of values). Title rows above and notes below
are set aside; what was read how is said in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from factcheck.errors import PackageError
from factcheck.series.cells import Unit, is_missing, read_area, read_period, read_unit
from factcheck.series.grids import Grid
from factcheck.series.headers import find_header
from factcheck.series.roles import (
    BRACKETS,
    CODE,
    Table,
    find_roles,
    named,
    place_of,
    stated_unit,
    told,
)

__all__ = ["Layout", "Value", "read_layout"]


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
    table = Table(file, grid, head, names, decimal, area, indicator or "")
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
    bracket = BRACKETS.search(title)
    tail = re.split(r"[,:;]\s", title)[-1]
    return read_unit(bracket[1]) if bracket else read_unit(tail) if len(tail) < 60 else None


def _sections(table: Table) -> dict[int, str]:
    """For each row, the heading that stands alone in a row above it, within the table."""
    found, last = {}, ""
    for number, row in enumerate(table.grid[table.head + 1 :], start=table.head + 2):
        if sum(map(bool, row)) == 1 and row[0] and not is_missing(row[0]):
            last = row[0]
        found[number] = last
    return found


def _periods_across(table: Table, periods: dict[int, str]) -> Iterator[Value]:
    first = min(periods)
    labels = [n for n in range(len(table.names)) if n not in periods and n < first]
    roles = find_roles(table, labels)
    area = place_of(roles, "area")
    name = place_of(roles, "indicator")
    name = place_of(roles, "text") if name is None else name
    sections = _sections(table)
    units = [n for n, role in roles.items() if role == "unit"]
    table.how.append(f"periods across, {len(periods)} of them from {periods[first]}")
    table.how.append(told("areas", table, area) + "; " + told("indicators", table, name))
    for number, row in table.body():
        code = table.area if area is None else table.area_of(row[area])
        if code is None and area is not None:
            continue
        indicator, own = named(row[name] if name is not None else sections[number])
        stated = stated_unit(units, row) or own
        for place, label in periods.items():
            if not row[place]:
                continue
            text, status, percent = table.number(number, place, row[place])
            shown = stated or (Unit("percent", 0, "%") if percent else None)
            yield Value(indicator or table.indicator, shown, code or "", label, text, status,
                        number)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which column holds what, where each row has a period of its own."""

    period: int
    month: int | None
    area: int | None
    name: int | None
    status: int | None
    units: tuple[int, ...]
    values: tuple[int, ...]
    across: dict[int, str]

    def heading(self, table: Table, place: int) -> str:
        """Heading that names the indicator of a column of values."""
        return table.indicator if self.across else table.names[place]


def _plan(table: Table) -> _Plan:
    roles = find_roles(table, range(len(table.names)))
    period = place_of(roles, "period")
    if period is None:
        message = "no column of periods and no periods across"
        raise PackageError(message, file=table.file, row=table.head + 1, rule="time_period")
    area = place_of(roles, "area")
    values = [n for n, role in roles.items() if role == "value"]
    values = values or [n for n, role in roles.items() if role == "text"]
    codes = {n: code for n in values if (code := read_area(table.names[n]))}
    across = area is None and len(codes) * 2 > len(values)
    if across:
        other = (n for n in values if n not in codes and CODE.fullmatch(table.names[n]))
        codes |= {n: table.names[n].upper() for n in other}
        values = [n for n in values if n in codes]
    name = place_of(roles, "indicator")
    if name is None and len(values) == 1:
        name = next((n for n, r in roles.items() if r == "text" and n not in values), None)
    units = tuple(n for n, role in roles.items() if role == "unit")
    month, status = place_of(roles, "month"), place_of(roles, "status")
    table.how.append(told("periods", table, period))
    table.how.append(
        f"areas across, {len(values)} of them" if across else told("areas", table, area)
    )
    held = codes if across else {}
    return _Plan(period, month, area, name, status, units, tuple(values), held)


def _columns(table: Table) -> Iterator[Value]:
    plan = _plan(table)
    for number, row in table.body():
        label = _label(table, number, plan.period, plan.month)
        code = table.area if plan.area is None else table.area_of(row[plan.area])
        if label is None or (code is None and plan.area is not None):
            continue
        of_row = stated_unit(plan.units, row)
        for place in plan.values:
            if not row[place]:
                continue
            text, flag, percent = table.number(number, place, row[place])
            heading = row[plan.name] if plan.name is not None else plan.heading(table, place)
            indicator, own = named(heading)
            unit = of_row or own or (Unit("percent", 0, "%") if percent else None)
            if not flag and plan.status is not None:
                flag = row[plan.status][:1].upper()
            where = plan.across.get(place, code or "")
            yield Value(indicator, unit, where, label, text, flag, number)


def _label(table: Table, number: int, period: int, month: int | None) -> str | None:
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
