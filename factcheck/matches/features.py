"""Named features: each compares one thing a claim says with one thing a series is.

A feature gives a `Said`: what it adds to the score (0 to 1 is all of it) and the words for it. A
veto rules the series out. No feature looks at a value. Those of `naming` compare words, those of
`measuring` units, bases, partners and periods.
"""

from __future__ import annotations

from factcheck.matches.measuring import (
    adjustment,
    counterpart,
    cumulative,
    freq,
    growth,
    rank,
    ratio,
    share,
    unit,
)
from factcheck.matches.naming import cover, exclusive, flow, price, printed, product, scope
from factcheck.matches.said import Feature

__all__ = ["OF_NAMES", "OF_SERIES"]

OF_SERIES: tuple[Feature, ...] = (product, counterpart, cumulative, freq, printed)
"""Features that look at the series alone, whatever it is called."""

OF_NAMES: tuple[Feature, ...] = (
    flow,
    cover,
    price,
    scope,
    growth,
    rank,
    share,
    unit,
    ratio,
    exclusive("per", "per head or in all"),
    exclusive("sex", "sex"),
    exclusive("age", "age group"),
    exclusive("core", "core measure"),
    exclusive("span", "length of spell"),
    adjustment,
)
"""Features that look at one of its names; a report lists `words`, then these, then the others."""
