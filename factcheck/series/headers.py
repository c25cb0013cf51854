"""Where the header of someone's table is, under its title rows, and what its columns are headed.

A header may stand in two rows: years over quarters, flows over years, years over indicators.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.errors import PackageError
from factcheck.series.cells import is_missing, read_number, read_period
from factcheck.series.grids import Grid

__all__ = ["Header", "find_header", "part_of"]

_PART = re.compile(r"(?:q|t)[1-4]|[1-4]q", re.IGNORECASE)
_FRONT = re.compile(r"(\d{4}(?:[MQK-]\d{1,2})?)\s(\D{3,80}|[^\d\s]\D{2,80}.{0,80})", re.IGNORECASE)
_BACK = re.compile(r"([^\d].{1,80}?)[\s,:;_]{1,3}(\d{4}(?:[MQK-]\d{1,2})?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Args:
        row: where it ends, from 0.
        names: what each column is headed.
        periods: label of the period of each column that is one.
        measures: what such a column says beside its period ("Exports" over 2025).
    """

    row: int
    names: list[str]
    periods: dict[int, str]
    measures: dict[int, str] = field(default_factory=dict)


def part_of(cell: str, year: str) -> str | None:
    """Label of a quarter or month within a year; None for another cell."""
    if _PART.fullmatch(cell):
        return read_period(f"{cell} {year}") or read_period(f"{year}Q{re.sub(r'[^1-4]', '', cell)}")
    return None if read_period(cell) else read_period(f"{cell} {year}")


def find_header(grid: Grid, file: str) -> Header:
    """The header of a table.

    Raises:
        PackageError: where no row looks like one.
    """
    widths = [sum(map(bool, row)) for row in grid]
    usual = sorted(w for w in widths if w > 1)
    if not usual:
        raise PackageError("no rows below the header", file=file, row=1, rule="empty")
    least = max(2, round(usual[len(usual) // 2] * 0.6), round(usual[-1] * 0.3))
    for place, row in enumerate(grid[:60]):
        if place + 1 < len(grid) and (found := _two_rows(row, grid[place + 1], place)):
            return found
        if widths[place] >= least or (widths[place] == usual[-1]):
            better = _row_of_periods(grid, place, widths)
            return _one_row(grid[better], better)
    raise PackageError("no header found", file=file, row=1, rule="header")


def _row_of_periods(grid: Grid, place: int, widths: Sequence[int]) -> int:
    """A row of labels and periods alone, wider than a first candidate above it; or that one."""
    for n in range(place, min(place + 15, len(grid))):
        cells = [x for x in grid[n][1:] if x]
        if len(cells) > 1 and all(map(read_period, cells)):
            return n if widths[n] > widths[place] else place
    return place


def _one_row(row: list[str], place: int) -> Header:
    """Columns headed by periods; or, where several are, by a period and what is measured."""
    periods = {n: label for n, name in enumerate(row) if (label := read_period(name))}
    if periods:
        return Header(place, row, _once(periods, {}), {})
    split = {n: parts for n, name in enumerate(row) if (parts := _split(name))}
    if len(split) < 2:
        return Header(place, row, {}, {})
    measures = {n: measure for n, (_, measure) in split.items()}
    return Header(place, row, {n: label for n, (label, _) in split.items()}, measures)


def _split(name: str) -> tuple[str, str] | None:
    """Period and measure of "2025M01 Value (EUR)" or "Exports, 2025"."""
    if (found := _FRONT.fullmatch(name)) and (label := read_period(found[1])):
        return label, found[2].strip()
    if (found := _BACK.fullmatch(name)) and (label := read_period(found[2])):
        return label, found[1].strip()
    return None


def _two_rows(top: Sequence[str], below: Sequence[str], place: int) -> Header | None:
    """A header of two rows; None where the first is a title, or the second already data."""
    width = max(len(top), len(below))
    top, below = [*top, *[""] * (width - len(top))], [*below, *[""] * (width - len(below))]
    start = next((n for n in range(width) if top[n] and below[n]), None)
    if not start or sum(map(bool, below)) < 2:
        return None
    over, last = dict[int, str](), ""
    for n in range(start, width):
        last = top[n] or last
        if below[n]:
            over[n] = last
    lower = [below[n] for n in over]
    names = [below[n] if n in over else top[n] or below[n] for n in range(width)]
    years = all(read_period(x) for x in over.values())
    if (
        years
        and (parts := {n: part_of(below[n], x) for n, x in over.items()})
        and all(parts.values())
    ):
        return Header(place + 1, names, {n: str(label) for n, label in parts.items()}, {})
    if years and all(_is_words(x) for x in lower):
        periods = {n: str(read_period(x)) for n, x in over.items()}
        return Header(place + 1, names, periods, {n: below[n] for n in over})
    if all(read_period(x) for x in lower) and all(_is_words(x) for x in over.values()):
        left = {n: label for n, x in enumerate(below[:start]) if (label := read_period(x))}
        periods = left | {n: str(read_period(below[n])) for n in over}
        return Header(place + 1, names, _once(periods, over), over)
    return None


def _is_words(cell: str) -> bool:
    return not (is_missing(cell) or read_period(cell) or read_number(cell))


def _once(periods: dict[int, str], measures: dict[int, str]) -> dict[int, str]:
    """Columns by their periods; what repeats one (a change, a share) at the right is left out."""
    seen: Counter[tuple[str, str]] = Counter()
    kept: dict[int, str] = {}
    for n, label in periods.items():
        key = (label, measures.get(n, ""))
        seen[key] += 1
        if seen[key] == 1:
            kept[n] = label
    return kept
