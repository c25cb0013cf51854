"""Reference statistics: datasets, series, observations (tables.md; names from SDMX)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from factcheck.records.claims import Number
from factcheck.records.spans import Record

__all__ = ["Cell", "Dataset", "Observation", "Series"]

Measure = Literal["level", "growth_yoy", "growth_qoq", "growth_mom", "share", "rank", "index"]


class Dataset(Record):
    """One vintage of one data package.

    `key` is `source/dataset`; `vintage` the ISO date of the version; `sources` pairs of title and
    address; `retrieved` the date the figures were taken from there.
    """

    key: str
    vintage: date
    title: str
    description: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    retrieved: date | None = None
    path: str = ""


class Series(Record):
    """One row of series.csv, in the dataset it belongs to (all its vintages)."""

    dataset: str
    series: str
    indicator: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    unit_measure: str
    unit_mult: int = 0
    freq: Literal["A", "Q", "M", "W", "D"]
    measure: Measure = "level"
    of: str | None = None
    price_basis: Literal["current", "constant", "chained"] | None = None
    adjustment: Literal["sa", "nsa", "wda"] | None = None
    ytd: bool = False
    product: str | None = None
    counterpart: str | None = None
    universe: str | None = None

    def qualifiers(self) -> tuple[str, ...]:
        """What tells the series from others of the same indicator, in words."""
        measures = {
            "growth_yoy": "published growth on the year before",
            "growth_qoq": "published growth on the quarter before",
            "growth_mom": "published growth on the month before",
            "share": "share",
            "rank": "rank",
            "index": "index",
        }
        adjustments = {
            "sa": "seasonally adjusted",
            "nsa": "not seasonally adjusted",
            "wda": "adjusted for working days",
        }
        words = (
            self.product,
            f"with {self.counterpart}" if self.counterpart else None,
            measures.get(self.measure),
            f"{self.price_basis} prices" if self.price_basis else None,
            adjustments.get(self.adjustment or ""),
            "cumulative since January" if self.ytd else None,
        )
        return tuple(word for word in words if word)

    @property
    def key(self) -> str:
        """`source/dataset#series`, unique in an archive."""
        return f"{self.dataset}#{self.series}"


class Observation(Record):
    """One value. `value` is in the series' plain unit (unit_mult applied), None where missing.

    `series` is the key of the series (`source/dataset#series`); `row` the row of the file, header
    1. `step` is the weight of the last digit the table prints, in the same unit: the true value
    lies within half a step. `coarse_step` is larger where an integer ends in zeros that may be
    padding (1200 billion may be 1.2 trillion): the widest step the print allows.
    """

    series: str
    ref_area: str
    time_period: str
    value: Number | None
    step: Number = Decimal(0)
    coarse_step: Number = Decimal(0)
    status: str = "A"
    comment: str = ""
    vintage: date
    row: int


class Cell(Record):
    """An observation as a report cites it: enough to find the cell again.

    `qualifiers` say in words what else the series is: product, partner, published growth,
    prices, adjustment, cumulative.
    """

    dataset: str
    series: str
    indicator: str
    ref_area: str
    period: str
    value: Number | None
    unit: str
    source_title: str
    source_url: str
    retrieved: date | None
    vintage: date
    location: str
    status: str = "A"
    comment: str = ""
    qualifiers: tuple[str, ...] = ()
