"""Shares and multiples: "half", "two-thirds", "one in five", "doubled", "2.4-fold"."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from factcheck.lexicon import load_rows
from factcheck.lexicon.measures import (
    MultipleRow,
    load_multiples,
    load_number_words,
    load_words,
)
from factcheck.mentions.figures import Figure, View
from factcheck.mentions.nouns import next_word, noun_at
from factcheck.mentions.numerals import Numeral
from factcheck.mentions.qualifiers import comparator_at
from factcheck.mentions.units import UnitHit, unit_at

__all__ = ["iter_multiples", "join_ratio", "read_fraction", "read_times"]

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_AS_MUCH = re.compile(
    r" as (?:much|many)\b| as [a-z]{3,14}(?: as\b|[.,;:)]|$| (?:in|than|to|for|on|by|when)\b)"
)
_OF_A = re.compile(r"(?: of)? (?:an?|one) ")
_IN = re.compile(r" (?:(?:in|out of|of) every|in|out of) ")
_OVER = re.compile(r" over ")
_LAST_WORD = re.compile(r"([\w']{1,20})[ -]$")
_YARDSTICK = re.compile(r" of (?:the|its|their|his|her|our) (?:[\w.'-]{1,20} ){0,3}?([a-z]{4,7})\b")


def _percent(figure: Figure, share: Decimal, end: int) -> Figure:
    """The figure as a percentage; its step is what a reader takes such a fraction to mean."""
    value = (share * _HUNDRED).quantize(Decimal("0.01")).normalize()
    if value == value.to_integral_value():
        value = value.quantize(_ONE)
    width = Decimal(5) if value >= 15 else (value / 5).quantize(Decimal("0.001")).normalize()
    return _set(figure, value, width, UnitHit("percent", _ONE, end, "fraction"))


def _set(figure: Figure, value: Decimal, step: Decimal, unit: UnitHit) -> Figure:
    numeral = replace(figure.numeral, value=value, step=step, scale=_ONE, form="fraction")
    figure.numeral, figure.raw, figure.scale, figure.unit = numeral, value, _ONE, unit
    figure.pronoun = False
    return figure


def _ratio(figure: Figure, value: Decimal, step: Decimal) -> Figure:
    return _set(figure, value, step, UnitHit("ratio", _ONE, figure.end, "multiple"))


def _previous_word(flat: str, start: int) -> str:
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
            return figure
    elif figure.unit is None or figure.unit.kind != "time" or figure.numeral.value >= 1:
        return figure
    else:
        return None
    word = view.flat[figure.numeral.start : figure.numeral.end]
    if not word[-1].isalpha():
        return _in_digits(view, figure)
    if figure.numeral.value > 1:
        return figure
    if not _is_share(view, figure, word):
        return None
    if figure.numeral.article:
        figure.start = figure.numeral.start + word.index(" ") + 1
    return _as_share(view, figure)


def _as_share(view: View, figure: Figure) -> Figure:
    flat, share = view.flat, figure.numeral.value
    after = next_word(flat, figure.end)
    yardstick = _YARDSTICK.match(flat, figure.end)
    measured = yardstick is not None and yardstick.group(1) in load_words("yardsticks")
    if after == "as" or measured:
        return _ratio(figure, share, share / 5)
    if _previous_word(flat, figure.start) == "in":
        return _ratio(figure, share, share / 10)
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
    before = _previous_word(flat, figure.start)
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
    return _ratio(first, value, value / 10)


def read_times(view: View, figure: Figure) -> Figure | None:
    """Reads "three times that of", "3x" as a multiple; None where the number counts occasions."""
    flat = view.flat
    if not figure.bare or figure.numeral.form == "fraction":
        return None
    if view.norm[figure.end : figure.end + 1] == "x" and not flat[figure.end + 1].isalnum():
        figure.end += 1
    elif (
        flat.startswith(" times", figure.end)
        and not flat[figure.end + 6 : figure.end + 7].isalnum()
    ):
        after = next_word(view.norm, figure.end + 6)
        follows = load_words("multiple_followers")
        if not after or (after in load_words("times_stops") and after not in follows):
            return None
        figure.end += 6
        if after not in ("as", "the", "that") and (after.endswith("er") or after == "more"):
            figure.ambiguous = "times more: of the base, or on top of it"
    else:
        return None
    figure.counted = ""
    return _ratio(figure, figure.raw * figure.scale, figure.numeral.step)


@cache
def _multiples() -> tuple[re.Pattern[str], dict[str, MultipleRow]]:
    rows = {row.word: row for row in load_multiples()}
    bands = "|".join(row["word"] for row in _bands())
    words = "|".join(sorted((w.word for w in load_number_words()), key=len, reverse=True))
    inner = "|".join(sorted(rows, key=len, reverse=True))
    return (
        re.compile(
            rf"\b(?:(?P<band>{bands})|(?P<word>{inner})|"
            rf"(?P<fold>{words}|\d{{1,5}}(?:\.\d{{1,3}})?)[ -]?fold)\b"
        ),
        rows,
    )


@cache
def _bands() -> tuple[dict[str, str], ...]:
    return tuple(load_rows("digit_bands", ("word", "example", "source", "value", "comparator")))


def iter_multiples(view: View) -> list[Figure]:
    """Words that are multiples by themselves, in order."""
    pattern, rows = _multiples()
    values = {row.word: Decimal(row.value) for row in load_number_words()}
    found = []
    for hit in pattern.finditer(view.norm):
        figure = None
        if hit["band"]:
            figure = _band(view, hit)
        elif hit["word"]:
            figure = _multiple(view, hit, rows[hit["word"]])
        else:
            value = values.get(hit["fold"]) or Decimal(hit["fold"])
            figure = _new(hit.start(), hit.end(), value)
            _ratio(figure, value, _step_of(hit["fold"], value))
        if figure is not None:
            found.append(figure)
    return found


def _step_of(written: str, value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if written[0].isdigit() and isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent)
    return max(_ONE, value / 10)


def _new(start: int, end: int, value: Decimal) -> Figure:
    return Figure(start, end, Numeral(start, end, value, _ONE, form="words"), value)


def _band(view: View, hit: re.Match[str]) -> Figure:
    row = next(row for row in _bands() if row["word"] == hit["band"])
    value = Decimal(row["value"])
    figure = _set(
        _new(hit.start(), hit.end(), value),
        value,
        _ONE,
        UnitHit("percent", _ONE, hit.end(), "band"),
    )
    figure.ambiguous = "an order of magnitude"
    figure.counted = noun_at(view.norm, hit.end())[0]
    return figure


def _multiple(view: View, hit: re.Match[str], row: MultipleRow) -> Figure | None:
    start, end = hit.span()
    if view.norm[end : end + 1] == "-" or (
        row.direction is None and view.norm[start - 1 : start] == "-"
    ):
        return None
    if row.direction is None:
        after = next_word(view.norm, end)
        before = _previous_word(view.flat, start)
        if after == "as":
            return _as_many(view, hit, row)
        if after not in load_words("multiple_followers") and (
            row.word == "twice" or before not in load_words("infinitive_cues")
        ):
            return None
    return _ratio(_new(start, end, row.value), row.value, row.value / 10)


def _as_many(view: View, hit: re.Match[str], row: MultipleRow) -> Figure | None:
    """Reads "twice as much as", not the "twice, as" of a clause that follows."""
    start, end = hit.span()
    if not _AS_MUCH.match(view.norm, end):
        return None
    return _ratio(_new(start, end, row.value), row.value, row.value / 10)
