"""Units that a number takes from what it measures, and fractions as percentages."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from factcheck.claims.leads import Cue
from factcheck.claims.vocabulary import class_pattern, currency_heads, words_in, words_of
from factcheck.records import Indicator, Quantity, QuantityMention

__all__ = ["per_head", "quantity_of", "with_unit"]


def with_unit(
    figure: QuantityMention, cue: Cue, indicator: Indicator, before: str
) -> QuantityMention:
    """The figure with the unit that a bare number takes from its context.

    Args:
        figure: the mention.
        cue: how it is meant.
        indicator: what it measures.
        before: unit of the figure before it, empty when there is none.
    """
    quantity = figure.quantity
    words = words_in(indicator.text)
    unit = quantity.unit
    if figure.form in ("bare", "count") and unit in (None, "count"):
        unit = _of_bare(figure, cue, words, before)
    elif unit == "index_point":
        points = "percentage_point"
        unit = points if points in quantity.unit_candidates and before == points else unit
    elif unit == "deg":
        unit = "kW.h" if words_of("electricity_head").intersection(words) else unit
    elif unit and len(unit) == 3 and unit.isupper() and cue.kind == "level":
        sold = next((currency_heads()[w] for w in words if w in currency_heads()), None)
        if sold and sold != unit and len(set(words)) <= 2:
            unit = f"{unit}/{sold}"
    if unit == quantity.unit:
        return figure
    return replace(figure, quantity=quantity.model_copy(update={"unit": unit}))


def _of_bare(figure: QuantityMention, cue: Cue, words: list[str], before: str) -> str | None:
    quantity = figure.quantity
    value = quantity.value
    large = value is not None and abs(value) >= 1000
    if cue.inherits and before and quantity.counted is None and not large:
        return before
    if words_of("index_head").intersection(words):
        return "index_point"
    if "/" in before and value is not None and value != value.to_integral_value():
        return before
    return quantity.unit


def quantity_of(figure: QuantityMention, cue: Cue) -> Quantity:
    """The figure as its kind writes it: shares and fractional changes in percent."""
    q = figure.quantity
    if cue.kind == "change" and q.value is not None and q.value < 0:
        q = q.model_copy(update={"value": -q.value})
    share = cue.kind == "share" and q.unit == "ratio"
    part = cue.kind == "change" and q.unit == "ratio" and figure.form == "fraction"
    if not (share or part):
        return q
    numbers = {"value": q.value, "low": q.low, "high": q.high, "step": q.step}
    scaled = {name: None if x is None else _percent(x) for name, x in numbers.items()}
    return q.model_copy(update={"unit": "percent", **scaled})


def _percent(ratio: Decimal) -> Decimal:
    """A ratio in percent, to two decimals where it is not whole."""
    scaled = ratio * 100
    if scaled == scaled.to_integral_value():
        return scaled
    return round(scaled, 2).normalize()


@cache
def per_head() -> re.Pattern[str]:
    """Words behind a figure that make it one per person ("19 tonnes per head")."""
    return re.compile(rf"\s?(?:per|a|for each|for every) {class_pattern('person')}\b")
