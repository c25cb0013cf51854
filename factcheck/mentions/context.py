"""What the words around a figure decide: kinds of point, exchange rates, units carried over."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from factcheck.lexicon.measures import load_words
from factcheck.mentions.currencies import currency_at, named_before, rate_base
from factcheck.mentions.reading import Figure, View
from factcheck.mentions.units import UnitHit

__all__ = ["settle"]

_PER_MONEY = re.compile(r" (?:per|to the|to a|to one|against the) |/ ?")
_NUMBER_NEXT = re.compile(r" \d")
_SENTENCE_END = re.compile(r"[.!?][\"')]?\s+[A-Z]|\n")
_CARRIED = "unit carried over from the figure before"
_FAR = 160  # code points over which a unit is carried


def settle(view: View, figure: Figure, before: Figure | None) -> int:
    """Settles what is open in a figure from the words around it and from the figure before.

    Args:
        view: the text.
        figure: the figure, changed in place.
        before: the last figure that is no share or multiple, already settled.

    Returns:
        Up to where the text has been read: past "per 1,000 people", else the figure's end.
    """
    if figure.idle:
        return figure.end
    if figure.unit is not None:
        if figure.unit.code == "index_point":
            _settle_points(view, figure, before)
        return figure.end
    if figure.money:
        if not figure.per and figure.scale == 1 and not _exchange_rate(view, figure):
            _settle_rate(view, figure)
        return figure.end
    if figure.past:
        return figure.past
    if figure.plural:
        _carry_rate(figure, before)
    elif not _exchange_rate(view, figure) and not _settle_index(view, figure, before) and before:
        _carry(view, figure, before)
    return figure.end


def _settle_points(view: View, figure: Figure, before: Figure | None) -> None:
    unit = figure.unit
    if unit is None:
        return
    kind = view.passage.point_unit(figure.numeral.start, figure.end, figure.raw)
    if kind is None and before is not None and before.unit is not None:
        kind = before.unit.code if before.unit.code.endswith("_point") else None
    if kind is None:
        figure.ambiguous = "index points or percentage points"
    else:
        rivals = (kind, *(u for u in unit.candidates if u != kind))
        weak = view.passage.is_weak(figure.numeral.start)
        figure.unit = replace(unit, code=kind, candidates=rivals if weak else ())


def _carry_rate(figure: Figure, before: Figure | None) -> None:
    """Reads "... and 4.5 physicians": a broken number of things takes the "per 1,000" before it."""
    whole = figure.raw == figure.raw.to_integral_value()
    if before is not None and before.bare and before.per and figure.scale == 1 and not whole:
        figure.per = before.per
        figure.ambiguous = "per how many is carried over from the figure before"


def _carry(view: View, figure: Figure, before: Figure) -> None:
    """Gives a plain number the unit of the figure before, where the two may be compared."""
    gap = view.text[before.end : figure.start]
    if len(gap) > _FAR or figure.numeral.form in ("fraction", "fuzzy") or not before.raw:
        return
    if _NUMBER_NEXT.match(view.norm, figure.end):
        return
    if before.bare:
        if not figure.counted and (before.per or (before.plural and _comparable(figure, before))):
            figure.per, figure.counted = before.per, before.counted
            figure.plural = before.plural and not figure.numeral.plain
            figure.ambiguous = _CARRIED
        return
    if not _may_carry(figure, before, near=not _SENTENCE_END.search(gap)):
        return
    moved = gap == " to " and not (before.unit is not None and before.unit.code == "percent")
    if moved or _comparable(figure, before):
        figure.unit, figure.money, figure.per = before.unit, before.money, before.per
        figure.factor, figure.shared = before.factor, True
        figure.ambiguous = _CARRIED


def _comparable(figure: Figure, before: Figure) -> bool:
    """Whether two numbers are of one order, give or take two digits."""
    ratio = abs(figure.raw * figure.scale / (before.raw * before.scale))
    return Decimal("0.01") < ratio < 100


def _may_carry(figure: Figure, before: Figure, *, near: bool) -> bool:
    """Whether a unit may be carried: money and percent only within a sentence."""
    if before.unit is not None and before.unit.kind in ("fraction", "multiple", "band", "age"):
        return False
    if near:
        return True
    percent = before.unit is not None and before.unit.code == "percent"
    return not (percent or figure.counted or (before.money and not before.per))


def _settle_index(view: View, figure: Figure, before: Figure | None) -> bool:
    """Reads a plain number near an index's name as index points.

    A figure of another kind between the two breaks the tie; a rate of change does not.
    """
    if figure.counted or figure.scale > 1 or figure.numeral.form != "digits":
        return False
    after = 0
    if before is not None and not before.bare:
        code = before.unit.code if before.unit is not None else ""
        after = 0 if code in ("percent", "percentage_point", "index_point") else before.end
    start = figure.numeral.start
    if view.passage.point_unit(start, start, figure.raw, after=after) != "index_point":
        return False
    figure.unit = UnitHit("index_point", Decimal(1), figure.end, "unit")
    figure.shared, figure.ambiguous = True, "read as index points from the words before"
    return True


def _exchange_rate(view: View, figure: Figure) -> bool:
    """Reads "7.19 per dollar": units of the currency named before, where one is."""
    hit = _PER_MONEY.match(view.flat, figure.end)
    at = hit.end() - (view.flat[hit.end() - 1] == " ") if hit else 0
    base = currency_at(view.text, view.flat, at, view.passage) if hit else None
    if base is None or base.factor != 1:
        return False
    quote = None if figure.money else named_before(view.flat, figure.start, view.passage)
    codes = figure.money or (quote.codes if quote else ())
    if not codes or codes[0] == base.codes[0]:
        return False
    figure.money, figure.per, figure.end = codes[:1], base.codes[0], base.at
    return True


def _settle_rate(view: View, figure: Figure) -> None:
    """Reads "the euro fetched $0.99": the price of one unit of another currency."""
    base = rate_base(view.flat, figure.start, view.passage, _rate_verbs())
    if base is not None and base != figure.money[0]:
        figure.per = base


@cache
def _rate_verbs() -> frozenset[str]:
    return load_words("rate_verbs")
