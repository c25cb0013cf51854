"""Shares: "half", "two-thirds", "one in five", "three out of every four"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from factcheck.lexicon.measures import (
    load_words,
)
from factcheck.mentions.nouns import next_word
from factcheck.mentions.qualifiers import comparator_at, movement_before
from factcheck.mentions.reading import Figure, View
from factcheck.mentions.units import UnitHit, unit_at

__all__ = ["join_ratio", "previous_word", "ratio", "read_fraction", "set_value"]

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_OF_A = re.compile(r"(?: of)? (?:an?|one) ")
_IN = re.compile(r" (?:(?:in|out of|of) every|in|out of) ")
_OVER = re.compile(r" over ")
_LAST_WORD = re.compile(r"(?<![\w'])([\w']{1,20})[ -]$")
_YARDSTICK = re.compile(r" of (?:the|its|their|his|her|our) (?:[\w.'-]{1,20} ){0,3}?([a-z]{4,7})\b")


def _percent(figure: Figure, share: Decimal, end: int) -> Figure:
    """The figure as a percentage; its step is what a reader takes such a fraction to mean."""
    value = (share * _HUNDRED).quantize(Decimal("0.01")).normalize()
    if value == value.to_integral_value():
        value = value.quantize(_ONE)
    width = Decimal(5) if value >= 15 else (value / 5).quantize(Decimal("0.001")).normalize()
    return set_value(figure, value, width, UnitHit("percent", _ONE, end, "fraction"))


def set_value(figure: Figure, value: Decimal, step: Decimal, unit: UnitHit) -> Figure:
    """The figure with another value, step and unit; any multiplier is dropped."""
    numeral = replace(figure.numeral, value=value, step=step, scale=_ONE, form="fraction")
    figure.numeral, figure.raw, figure.scale, figure.unit = numeral, value, _ONE, unit
    figure.pronoun = False
    return figure


def ratio(figure: Figure, value: Decimal, step: Decimal) -> Figure:
    """The figure as a multiple."""
    return set_value(figure, value, step, UnitHit("ratio", _ONE, figure.end, "multiple"))


def previous_word(flat: str, start: int) -> str:
    """The word before `start`, empty where there is none."""
    hit = _LAST_WORD.search(flat[max(0, start - 22) : start])
    return hit.group(1) if hit else ""


def read_fraction(view: View, figure: Figure) -> Figure | None:
    """A fraction as a share, as a ratio, or as part of a unit; None where it is no quantity.

    Args:
        view: the text.
        figure: a figure whose numeral is a fraction.
    """
    if figure.bare:
        hit = _OF_A.match(view.flat, figure.end)
        unit = unit_at(view.text, view.flat, hit.end() - 1) if hit else None
        if unit:
            figure.unit, figure.end = unit, unit.end
            figure.numeral = replace(figure.numeral, step=Decimal("0.1"))
            return _without_article(view, figure)
    elif figure.unit is None or figure.unit.kind != "time" or figure.numeral.value >= 1:
        return _without_article(view, figure)
    else:
        return None
    word = view.flat[figure.numeral.start : figure.numeral.end]
    if not word[-1].isalpha():
        return _in_digits(view, figure)
    if figure.numeral.value > 1:
        return figure
    if not _is_share(view, figure, word):
        return None
    return _as_share(view, _without_article(view, figure))


def _without_article(view: View, figure: Figure) -> Figure:
    """The figure with its anchor behind the article ("a third")."""
    if figure.numeral.article and figure.start == figure.numeral.start:
        figure.start = view.norm.index(" ", figure.start) + 1
    return figure


def _as_share(view: View, figure: Figure) -> Figure:
    flat, share = view.flat, figure.numeral.value
    after = next_word(flat, figure.end)
    yardstick = _YARDSTICK.match(flat, figure.end)
    measured = yardstick is not None and yardstick.group(1) in load_words("yardsticks")
    if after == "as" or measured:
        return ratio(figure, share, share / 5)
    if previous_word(flat, figure.start) == "in":
        move = movement_before(flat, figure.start - 3)
        figure.moved = move.direction if move else None
        return ratio(figure, share, share / 10)
    figure.counted = ""
    return _percent(figure, share, figure.end)


def _in_digits(view: View, figure: Figure) -> Figure:
    """Reads "3/4 of", "½": a share where "of" follows, else the number itself."""
    if next_word(view.flat, figure.end) == "of":
        return _percent(figure, figure.numeral.value, figure.end)
    return figure


def _is_share(view: View, figure: Figure, word: str) -> bool:
    """Whether the words are a share and not an ordinal or a stretch of time."""
    flat = view.flat
    before = previous_word(flat, figure.start)
    after = next_word(view.norm, figure.end)
    if view.norm[figure.end : figure.end + 1] == "-":
        return False
    if word.endswith(("half", "halves")):
        return before not in load_words("period_halves")
    if "quarter" in word:
        return before not in load_words("period_halves") and (
            after == "of"
            or "-" in view.norm[figure.start : figure.end]
            or before in ("by", "to", "than")
            or not before + after
            or comparator_at(flat, figure.start, figure.end) is not None
        )
    if not figure.numeral.article:
        return True
    return not after or after in load_words("noun_stops") or after.endswith("er")


def join_ratio(view: View, first: Figure, second: Figure) -> Figure | None:
    """Reads "one in five", "three out of every four" as one share, None where it is none."""
    gap = view.flat[first.end : second.start]
    if _OVER.fullmatch(gap) and not (first.counted or second.counted):
        return _divided(first, second)
    if (
        not _IN.fullmatch(gap)
        or not (first.bare and second.bare)
        or first.scale * second.scale != 1
    ):
        return None
    if not 0 < first.raw < second.raw or first.raw != first.raw.to_integral_value():
        return None
    if second.numeral.form == "fraction" or first.numeral.form == "fraction":
        return None
    share = first.raw / second.raw
    figure = _percent(first, share, second.end)
    figure.end = second.end
    figure.counted = second.counted
    return figure


def _divided(first: Figure, second: Figure) -> Figure | None:
    """Reads "one over three" as a number."""
    if not (first.bare and second.bare) or not second.raw or second.numeral.form == "fraction":
        return None
    value = first.raw * first.scale / (second.raw * second.scale)
    first.end = second.end
    return ratio(first, value, value / 10)
