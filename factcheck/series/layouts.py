"""How someone's table is laid out: where its periods, areas, indicators, units and values stand.

The shapes of offices' files are first brought into one (`shapes`); then three forms are told apart:
periods across (a column a year), areas across (a column a country), and columns (a column of
periods, and one or more of values). Title rows above and notes below are set aside; what was read
how is said in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from factcheck.errors import PackageError
from factcheck.series.cells import Unit, read_scale, read_unit
from factcheck.series.grids import Grid
from factcheck.series.headers import find_header
from factcheck.series.readings import Value, read_values
from factcheck.series.roles import BRACKETS, Table
from factcheck.series.shapes import in_shape

__all__ = ["Layout", "Told", "Value", "read_layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as read: its values, title lines, notes below, and how it was read in words."""

    values: tuple[Value, ...]
    titles: tuple[str, ...]
    notes: tuple[str, ...]
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a table.

    Args:
        area: code of the area where the table has no areas in it.
        indicator: what is measured where the table does not say.
        decimal: decimal mark, `.` or `,`.
        dates: `day-first` or `month-first` where dates in numbers may be meant either way.
    """

    area: str | None = None
    indicator: str = ""
    decimal: str = "."
    dates: str | None = None


def read_layout(grid: Grid, file: str, told: Told | None = None) -> Layout:
    """Finds out how a table is laid out and reads its values.

    Args:
        grid: its cells.
        file: its name, for errors.
        told: what a person says of it.

    Raises:
        PackageError: where periods or values are not found, or a cell is neither number nor
            mark of a missing value.
    """
    told = told or Told()
    shaped, how = in_shape(grid, file, dates=told.dates)
    header = find_header(shaped, file)
    head = header.row
    titles = [" ".join(filter(None, row)) for row in grid[:head] if any(row)]
    table = Table(file, shaped, header, told.decimal, told.area, told.indicator, how)
    if not any(True for _ in table.body()):
        raise PackageError("no rows below the header", file=file, row=head + 1, rule="empty")
    values = tuple(read_values(table))
    unit = next((u for title in titles if (u := _title_unit(title))), None)
    if unit is not None:
        values = tuple(v if v.unit else replace(v, unit=unit) for v in values)
        table.how.append(f"unit in a title line: {unit.words}")
    if table.lost:
        some = ", ".join(repr(x) for x, _ in table.lost.most_common(5))
        table.how.append(
            f"{sum(table.lost.values())} rows left out, no area or period is known as {some}"
        )
    notes = [row[0] for row in grid[head + 1 :] if row and row[0] and sum(map(bool, row)) == 1]
    return Layout(values, tuple(titles), tuple(notes), tuple(table.how))


def _title_unit(title: str) -> Unit | None:
    """Unit that a title line states in brackets, after a comma or colon, or as all of it."""
    bracket = BRACKETS.search(title) or re.match(r"[(\[]([^()\[\]]{1,80})[)\]]", title)
    tail = bracket[1] if bracket else re.split(r"[,:;]\s", title)[-1]
    return read_unit(tail) or read_scale(tail) if bracket or len(tail) < 60 else None
