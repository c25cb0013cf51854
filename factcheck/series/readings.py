"""Reads the values of a table: periods across, areas across, or a row for each value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from factcheck.errors import PackageError
from factcheck.series.area_cells import read_area
from factcheck.series.cells import Unit, heading_role, is_missing, read_period, read_unit
from factcheck.series.headers import part_of
from factcheck.series.naming import name_columns
from factcheck.series.roles import (
    CODE,
    Table,
    find_roles,
    named,
    place_of,
    stated_unit,
    told,
)

__all__ = ["Value", "read_values"]

_LEAST_PARTS = 3
"""Columns headed by months or quarters that make a table of years down."""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as read: `row` says where it stands. A unit may have a power and no code."""

    indicator: str
    unit: Unit | None
    area: str
    period: str
    number: str
    status: str
    row: int


def read_values(table: Table) -> Iterator[Value]:
    """All values of a table, its empty cells left out.

    Raises:
        PackageError: where periods are not found, or a cell is neither number nor mark.
    """
    return _periods_across(table) if table.header.periods else _columns(table)


def _sections(table: Table) -> dict[int, str]:
    """For each row, the heading that stands alone in a row above it, within the table."""
    found, last = {}, ""
    start = table.header.row + 1
    for number, row in enumerate(table.grid[start:], start=start + 1):
        if (
            sum(map(bool, row)) == 1
            and row[0]
            and not is_missing(row[0])
            and not heading_role(row[0])
        ):
            last = row[0]
        found[number] = last
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which columns label the rows of a table with periods across."""

    area: int | None
    name: tuple[int, ...]
    units: list[int]
    powers: list[int]
    forecasts: int | None
    flags: frozenset[int]
    corner: Unit | None


def _rows_plan(table: Table) -> _Rows:
    periods = table.header.periods
    first = min(periods)
    roles = find_roles(table, [n for n in range(first) if n not in periods])
    area = place_of(roles, "area")
    name = name_columns(table, roles, [] if area is None else [area], several=False)
    names = table.names
    after = [n for n in range(len(names)) if heading_role(names[n]) == "forecast"]
    flags = frozenset(n + 1 for n in periods if n + 1 < len(names) and not names[n + 1])
    label = next((names[n] for n in (area, *name) if n is not None), "")
    corner = read_unit(label) if label and heading_role(label) is None else None
    table.how.append(f"periods across, {len(periods)} of them from {periods[first]}")
    table.how.append(
        told("areas", table, area) + "; " + told("indicators", table, name[0] if name else None)
    )
    units = [n for n, role in roles.items() if role == "unit"]
    powers = [n for n, role in roles.items() if role == "power"]
    return _Rows(area, name, units, powers, next(iter(after), None), flags, corner)


def _periods_across(table: Table) -> Iterator[Value]:
    plan = _rows_plan(table)
    sections = _sections(table)
    headed = {n: named(x) for n, x in table.header.measures.items()}
    beside = bool(headed) and len(headed) < len(table.header.periods)
    left_out = 0
    for number, row in table.body():
        code = table.area if plan.area is None else table.area_of(row[plan.area])
        if code is None and plan.area is not None:
            continue
        name, own = _joined([row[n] for n in plan.name] or [sections[number]])
        stated = stated_unit(plan.units, plan.powers, row) or own
        last = _last_known(plan, row)
        for place, label in table.header.periods.items():
            if not row[place]:
                continue
            if last and label[:4] > last:
                left_out += 1
                continue
            text, status, percent = table.number(number, place, row[place])
            measure, unit = headed.get(place, ("", None))
            unit = stated or unit or (None if measure and beside else plan.corner)
            if percent and not (unit and unit.code == "percent"):
                unit = Unit("percent", 0, "%")
            if not status and place + 1 in plan.flags and row[place + 1].isalpha():
                status = row[place + 1][:1].upper()
            whose = name or (table.indicator if beside else "")
            indicator = ", ".join(filter(None, (whose, measure))) or table.indicator
            yield Value(indicator, unit, code or "", label, text, status, number)
    if left_out:
        table.how.append(f"{left_out} values left out that are forecasts by the table's own word")


def _joined(cells: list[str]) -> tuple[str, Unit | None]:
    """The words of several cells as one name, and the unit that one of them states."""
    read = [named(cell) for cell in cells]
    unit = next((unit for _, unit in read if unit), None)
    return ", ".join(filter(None, (word for word, _ in read))), unit


def _last_known(plan: _Rows, row: list[str]) -> str:
    """The last year that is no forecast; empty where the table does not say."""
    cell = row[plan.forecasts] if plan.forecasts is not None else ""
    return cell if re.fullmatch(r"\d{4}", cell) else ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which column holds what, where each row has a period of its own."""

    period: int
    month: int | None
    area: int | None
    name: tuple[int, ...]
    status: int | None
    units: tuple[int, ...]
    powers: tuple[int, ...]
    values: tuple[int, ...]
    across: dict[int, str] = field(default_factory=dict)
    parts: dict[int, str] = field(default_factory=dict)

    def indicator(self, table: Table, row: list[str], place: int) -> tuple[str, Unit | None]:
        """Indicator and unit of a value, by the row's words and the column's heading."""
        words, own = _joined([row[n] for n in self.name])
        heading, unit = "", None
        if not (_is_generic(table, place) or self.across or self.parts):
            heading, unit = named(table.names[place])
        return ", ".join(filter(None, (words, heading))) or table.indicator, own or unit


def _plan(table: Table) -> _Plan:
    roles = find_roles(table, range(len(table.names)))
    period = place_of(roles, "period")
    if period is None:
        message = "no column of periods and no periods across"
        raise PackageError(message, file=table.file, row=table.header.row + 1, rule="time_period")
    area = place_of(roles, "area")
    values = [n for n, role in roles.items() if role == "value"]
    values = values or [n for n, role in roles.items() if role == "text"]
    parts = _parts(table, roles)
    across = {} if area is not None or parts else _areas_across(table, values)
    values = [*parts] or [n for n in values if not across or n in across]
    month, status = place_of(roles, "month"), place_of(roles, "status")
    keys = [n for n in (period, month, area) if n is not None]
    name = name_columns(
        table,
        {n: role for n, role in roles.items() if n not in values},
        keys,
        several=len(values) > 1 or not all(_is_generic(table, n) for n in values),
    )
    units = tuple(n for n, role in roles.items() if role == "unit")
    powers = tuple(n for n, role in roles.items() if role == "power")
    table.how.append(told("periods", table, period))
    table.how.append(
        f"areas across, {len(values)} of them" if across else told("areas", table, area)
    )
    table.how += [told("indicators", table, n) for n in name]
    if parts:
        table.how.append(f"years down, months or quarters across, {len(parts)} columns")
    return _Plan(period, month, area, name, status, units, powers, tuple(values), across, parts)


def _is_generic(table: Table, place: int) -> bool:
    """Whether a column of values is headed by no more than that ("Value", "OBS_VALUE")."""
    return heading_role(table.names[place]) == "value"


def _areas_across(table: Table, values: list[int]) -> dict[int, str]:
    """Columns headed by areas, where most are; three letters then count as a code."""
    codes = {n: code for n in values if (code := read_area(table.names[n]))}
    if len(codes) * 2 <= len(values):
        return {}
    other = (n for n in values if n not in codes and CODE.fullmatch(table.names[n]))
    codes |= {n: table.names[n].upper() for n in other}
    lost = [table.names[n] for n in values if n not in codes]
    if lost:
        some = ", ".join(map(repr, lost[:5]))
        table.how.append(f"{len(lost)} columns left out, no area is known as {some}")
    return codes


def _parts(table: Table, roles: dict[int, str]) -> dict[int, str]:
    """Columns headed by months or quarters, and the one of the year, beside a column of years."""
    held = {
        n: x for n, x in enumerate(table.names) if roles[n] in ("value", "text", "empty", "annual")
    }
    parts = {n: x for n, x in held.items() if part_of(x, "2000")}
    if len(parts) < _LEAST_PARTS:
        return {}
    year = next((n for n, x in held.items() if heading_role(x) == "annual"), None)
    return parts if year is None else parts | {year: ""}


def _columns(table: Table) -> Iterator[Value]:
    plan = _plan(table)
    for number, row in table.body():
        label = _label(table, number, plan.period, plan.month)
        code = table.area if plan.area is None else table.area_of(row[plan.area])
        if label is None or (code is None and plan.area is not None):
            continue
        of_row = stated_unit(plan.units, plan.powers, row)
        for place in plan.values:
            if not row[place]:
                continue
            text, flag, percent = table.number(number, place, row[place])
            indicator, own = plan.indicator(table, row, place)
            unit = of_row or own or (Unit("percent", 0, "%") if percent else None)
            if not flag and plan.status is not None:
                flag = row[plan.status][:1].upper()
            part = plan.parts.get(place)
            when = part_of(part, label) if part else label
            where = plan.across.get(place, code or "")
            yield Value(indicator, unit, where, when or label, text, flag, number)


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
