"""A claim being put together: what the readers of one sentence hand to the finder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factcheck.records import (
    Area,
    Basis,
    Direction,
    Event,
    Indicator,
    Kind,
    Modality,
    Period,
    Quantity,
    Rank,
    Span,
    Streak,
)

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """The fields of a claim, before it has its id and its quote; lives within one sentence."""

    kind: Kind
    anchor: Span
    indicator: Indicator
    ref_area: Area | None = None
    counterpart: Area | None = None
    period: Period | None = None
    base_period: Period | None = None
    quantity: Quantity | None = None
    basis: Basis | None = None
    direction: Direction | None = None
    rank: Rank | None = None
    streak: Streak | None = None
    modality: Modality = "asserted"
    negated: bool = False
    event: Event | None = None
    source: Any | None = None
