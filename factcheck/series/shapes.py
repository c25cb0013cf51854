"""Brings the shapes of offices' files into the one that a table is read from.

Each step takes a grid and gives one with as many rows, so that a fault names the row of the file;
a step that does not apply gives the grid back as it is.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache
from itertools import pairwise

from factcheck.errors import PackageError
from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise
from factcheck.series.cells import is_missing, read_period
from factcheck.series.grids import Grid
from factcheck.series.headers import part_of

__all__ = ["DATE_ORDERS", "in_shape"]

DATE_ORDERS = ("day-first", "month-first")
"""How a date in three numbers may be meant."""

_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_LEAST = 2
"""Rows that must agree before a shape is taken for one."""


def in_shape(grid: Grid, file: str, *, dates: str | None = None) -> tuple[Grid, list[str]]:
    """A grid whose rows are read one by one, and what was done to it in words.

    Args:
        grid: cells as the file has them.
        file: its name, for errors.
        dates: `day-first` or `month-first` for dates in numbers; None: what the table shows.

    Raises:
        PackageError: where dates may be meant either way.
    """
    how: list[str] = []
    grid = _codes_apart(grid, how)
    grid = _dates_plain(grid, file, dates, how)
    grid = _facts_below_names(grid, how)
    grid = _days_as_periods(grid, how)
    return _years_beside_months(grid, how), how


def _codes_apart(grid: Grid, how: list[str]) -> Grid:
    r"""Codes in one column ("freq,unit,geo\TIME_PERIOD") as columns of their own."""
    head = grid[0][0] if grid and grid[0] else ""
    left, slash, _ = head.partition("\\")
    names = left.split(",")
    if not slash or len(names) < 2:
        return grid
    body = [[*row[0].split(",", len(names) - 1), *row[1:]] if any(row) else row for row in grid[1:]]
    how.append(f"{len(names)} codes taken apart in the first column")
    return [[*names, *grid[0][1:]], *body]


@cache
def _facts() -> dict[str, str]:
    rows = load_rows("table_facts", ("role", "word", "example", "source"))
    return {row["word"]: row["role"] for row in rows}


def _facts_below_names(grid: Grid, how: list[str]) -> Grid:
    """Names and units of columns, stated in rows above the first date, as one header."""
    first = next((n for n, row in enumerate(grid) if row and read_period(row[0])), None)
    if first is None or first > 40:
        return grid
    roles: dict[str, int] = {}
    told = 0
    for n, row in enumerate(grid[:first]):
        word = normalise(row[0]).strip(" :") if row else ""
        role = _facts().get(word)
        told += role is not None
        if role in ("name", "unit") and sum(map(bool, row)) > 1:
            roles.setdefault(role, n)
        elif not word and sum(map(bool, row)) > 0 and not roles:
            roles["name"] = n
    if told < _LEAST or "name" not in roles:
        return grid
    names = grid[roles["name"]]
    units = grid[roles["unit"]] if "unit" in roles else []
    header = ["Period"]
    for n in range(1, len(names)):
        unit = units[n] if n < len(units) else ""
        name = " ".join(names[n].split()).strip(" ;")
        header.append(f"{name} ({unit})" if name and unit else name)
    how.append(f"names of columns in row {roles['name'] + 1}" + (
        f", units in row {roles['unit'] + 1}" if "unit" in roles else ""))  # fmt: skip
    return [*([""] for _ in grid[: first - 1]), header, *grid[first:]]


def _years_beside_months(grid: Grid, how: list[str]) -> Grid:
    """Months and quarters under rows that hold a year alone, with that year."""
    shaped: Grid = []
    year, changed = "", 0
    for row in grid:
        cell = row[0] if row else ""
        alone = bool(cell) and not any(row[1:])
        if alone and re.fullmatch(r"\d{4}", cell):
            year = cell
            shaped.append([""] * len(row))
        elif year and not alone and (label := part_of(cell, year)):
            changed += 1
            shaped.append([label, *row[1:]])
        else:
            shaped.append(row)
    if changed < _LEAST:
        return grid
    how.append("months below the year they belong to")
    return shaped


def _dates_plain(grid: Grid, file: str, dates: str | None, how: list[str]) -> Grid:
    """Dates in numbers (31/01/2026) as 2026-01-31, by the order that the column shows."""
    for place in range(min(3, max(map(len, grid), default=0))):
        cells = [row[place] for row in grid if place < len(row) and not is_missing(row[place])]
        found = [m for cell in cells if (m := _NUMBERS.fullmatch(cell))]
        if len(found) < max(1, len(cells) // 2):
            continue
        order = dates or _order([(int(m[1]), int(m[3])) for m in found])
        if order is None and len({match[0] for match in found}) < _LEAST:
            continue
        if order is None:
            message = f"{found[0][0]!r} may be day or month first; --dates day-first or month-first"
            raise PackageError(message, file=file, rule="date_order")
        how.append(f"dates in column {place + 1} read {order.replace('-', ' ')}")
        return [_with_date(row, place, order) for row in grid]
    return grid


def _with_date(row: list[str], place: int, order: str) -> list[str]:
    match = _NUMBERS.fullmatch(row[place]) if place < len(row) else None
    if match is None:
        return row
    first, second = match[1].zfill(2), match[3].zfill(2)
    day, month = (first, second) if order == "day-first" else (second, first)
    return [*row[:place], f"{match[4]}-{month}-{day}", *row[place + 1 :]]


def _order(dates: list[tuple[int, int]]) -> str | None:
    """Which number is the day: one above 12, or the one that is 1 while the other moves."""
    firsts, seconds = {a for a, _ in dates}, {b for _, b in dates}
    if max(firsts) > 12 or (firsts == {1} and len(seconds) > 1):
        return "day-first" if max(seconds) <= 12 else None
    if max(seconds) > 12 or (seconds == {1} and len(firsts) > 1):
        return "month-first"
    return None


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?(?:\.0{1,9})?)?")


def _days_as_periods(grid: Grid, how: list[str]) -> Grid:
    """Days that stand for months, quarters or years (all first days, or all last ones) as those."""
    columns = [[row[n] for row in grid if n < len(row)] for n in range(3)]
    lines = [cells for cells in (*columns, *grid[:60]) if sum(map(bool, cells)) > 1]
    for cells in lines:
        days = {cell: label for cell in cells if cell and (label := read_period(cell))}
        whole = {cell for cell in days if _DAY.fullmatch(days[cell])}
        if len(whole) < _LEAST or len(whole) < sum(map(bool, cells)) // 2:
            continue
        labels = _whole_periods({cell: days[cell] for cell in whole})
        if labels:
            how.append(
                f"days read as the periods they begin or end ({next(iter(labels.values()))})"
            )
            return [[labels.get(cell, cell) for cell in row] for row in grid]
    return grid


def _whole_periods(days: dict[str, str]) -> dict[str, str]:
    """Labels of months, quarters or years by day; empty where the days are only days."""
    parts = {cell: tuple(map(int, label.split("-"))) for cell, label in days.items()}
    firsts = all(day == 1 for _, _, day in parts.values())
    lasts = all(day == monthrange(year, month)[1] for year, month, day in parts.values())
    if not (firsts or lasts):
        return {}
    months = sorted({year * 12 + month for year, month, _ in parts.values()})
    apart = {b - a for a, b in pairwise(months)}
    if len(months) < len(parts):
        return {}
    edge = (months[0] - (0 if lasts else 1)) % 12
    if all(n % 12 == 0 for n in apart) and edge == 0:
        return {cell: f"{year}" for cell, (year, _, _) in parts.items()}
    if all(n % 3 == 0 for n in apart) and edge % 3 == 0:
        return {cell: f"{year}-Q{(month + 2) // 3}" for cell, (year, month, _) in parts.items()}
    return {cell: f"{year}-{month:02d}" for cell, (year, month, _) in parts.items()}
