"""Where the header of someone's table is, under its title rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.errors import PackageError
from factcheck.series.cells import read_period
from factcheck.series.grids import Grid

__all__ = ["find_header"]

_PART = re.compile(r"(?:q|t)[1-4]|[1-4]q", re.IGNORECASE)


def find_header(grid: Grid, file: str) -> tuple[int, list[str]]:
    """Row of the header (from 0) and its cells; quarters or months under years are put together.

    Raises:
        PackageError: where no row looks like one.
    """
    widths = [sum(map(bool, row)) for row in grid]
    usual = sorted(w for w in widths if w > 1)
    if not usual:
        raise PackageError("no rows below the header", file=file, row=1, rule="empty")
    least = max(2, round(usual[len(usual) // 2] * 0.6))
    for place, row in enumerate(grid[:60]):
        if _is_over_parts(grid, place):
            years = _filled(row, len(grid[place + 1]))
            below = grid[place + 1]
            return place + 1, [
                f"{cell} {year}" if _PART.fullmatch(cell) or read_period(f"{cell} {year}") else cell
                for year, cell in zip(years, below, strict=True)
            ]
        if widths[place] >= least or (widths[place] == usual[-1]):
            return place, row
    raise PackageError("no header found", file=file, row=1, rule="header")


def _is_over_parts(grid: Grid, place: int) -> bool:
    """Whether a row holds years over a row of quarters or months."""
    if place + 1 >= len(grid) or not any(read_period(x) for x in grid[place]):
        return False
    cells = [x for x in grid[place + 1][1:] if x]
    return len(cells) > 1 and all(
        _PART.fullmatch(x) or (not read_period(x) and read_period(f"{x} 2000")) for x in cells
    )


def _filled(row: Sequence[str], width: int) -> list[str]:
    found, last = [], ""
    for place in range(width):
        last = (row[place] if place < len(row) else "") or last
        found.append(last)
    return found
