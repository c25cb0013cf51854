"""The values of a package as sorted arrays, exact.

A value is an integer mantissa and a number of decimals, so that `43.85` stays 43.85 and its last
digit is known. What does not fit (more than 18 digits) is kept as printed, beside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["AS_PRINTED", "MISSING", "Columns"]

MISSING = -128
"""Number of decimals that marks a missing value."""

AS_PRINTED = 127
"""Number of decimals that marks a value kept as a string in `Columns.printed`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The values of one package, sorted by series, area and period.

    `series` and `area` are places in series.csv and in `areas`; `row` is the row of the file
    (header 1), `comment` a place in `comments`, whose first entry is empty.
    """

    areas: list[str]
    statuses: list[str]
    comments: list[str]
    printed: dict[int, str]
    series: NDArray[np.int32]
    area: NDArray[np.int32]
    ordinal: NDArray[np.int32]
    mantissa: NDArray[np.int64]
    decimals: NDArray[np.int8]
    status: NDArray[np.uint8]
    comment: NDArray[np.int32]
    row: NDArray[np.int32]
