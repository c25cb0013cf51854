"""Multiples: "doubled", "twice the size", "2.4-fold", "three times that of", "double-digit"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import cast

from factcheck.lexicon import load_rows
from factcheck.lexicon.measures import MultipleRow, load_multiples, load_words
from factcheck.mentions.fractions import previous_word, ratio, set_value
from factcheck.mentions.nouns import next_word, noun_at
from factcheck.mentions.numbertokens import vocabulary
from factcheck.mentions.numerals import Numeral
from factcheck.mentions.reading import Figure, View
from factcheck.mentions.units import UnitHit
from factcheck.records import Comparator

__all__ = ["iter_multiples", "read_times"]

_ONE = Decimal(1)
_AS_MUCH = re.compile(
    r" as (?:much|many)\b| as [a-z]{3,14}(?: as\b|[.,;:)]|$| (?:in|than|to|for|on|by|when)\b)"
)
_FOLDED = re.compile(r"(?<![\w.])(\d{1,5}(?:\.\d{1,3})?|[a-z]{3,9})[ -]?$")


def read_times(view: View, figure: Figure) -> Figure | None:
    """Reads "three times that of", "3x" as a multiple; None where the number counts occasions."""
    flat = view.flat
    if not figure.bare or figure.numeral.form == "fraction":
        return None
    if (
        view.norm[figure.end : figure.end + 1] == "x"
        and not flat[figure.end + 1 : figure.end + 2].isalnum()
    ):
        figure.end += 1
    elif (
        flat.startswith(" times", figure.end)
        and not flat[figure.end + 6 : figure.end + 7].isalnum()
    ):
        after = next_word(view.norm, figure.end + 6)
        follows = load_words("multiple_followers")
        occasions = not after or (after in load_words("times_stops") and after not in follows)
        if occasions and figure.raw == figure.raw.to_integral_value():
            return None
        figure.end += 6
        if after not in ("as", "the", "that") and (after.endswith("er") or after == "more"):
            figure.ambiguous = "times more: of the base, or on top of it"
    elif not _by_factor().search(flat, max(0, figure.start - 24), figure.start):
        return None
    figure.counted = ""
    return ratio(figure, figure.raw * figure.scale, figure.numeral.step)


@cache
def _by_factor() -> re.Pattern[str]:
    """The words that make a multiple of a bare number: "by a factor of"."""
    leads = "|".join(sorted(load_words("factor_leads")))
    return re.compile(rf"\b(?:{leads}) (?:about |around |nearly |almost |roughly )?$")


@cache
def _bands() -> tuple[dict[str, str], ...]:
    return tuple(load_rows("digit_bands", ("word", "example", "source", "value", "comparator")))


@cache
def _rows() -> dict[str, MultipleRow]:
    return {row.word: row for row in load_multiples()}


def iter_multiples(view: View) -> list[Figure]:
    """Words that are multiples by themselves, in order."""
    found = []
    for start, end in view.seeds.multiples:
        row = _rows().get(view.norm[start:end])
        figure = _band(view, start, end) if row is None else _multiple(view, start, end, row)
        if figure is not None:
            found.append(figure)
    found += [figure for span in view.seeds.folds if (figure := _fold(view, *span))]
    return sorted(found, key=lambda figure: figure.start)


def _fold(view: View, start: int, end: int) -> Figure | None:
    """Reads "2.4-fold", "sixfold", from where "fold" stands."""
    hit = _FOLDED.search(view.norm, max(0, start - 20), start)
    if hit is None:
        return None
    written = hit.group(1)
    row = vocabulary().get(written)
    if row is None and not written[0].isdigit():
        return None
    value = Decimal(row.value) if row else Decimal(written)
    return ratio(_new(hit.start(), end, value), value, _step_of(written, value))


def _step_of(written: str, value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if written[0].isdigit() and isinstance(exponent, int) and exponent < 0:
        return Decimal(1).scaleb(exponent)
    return max(_ONE, value / 10)


def _new(start: int, end: int, value: Decimal) -> Figure:
    return Figure(start, end, Numeral(start, end, value, _ONE, form="words"), value)


def _band(view: View, start: int, end: int) -> Figure:
    row = next(row for row in _bands() if row["word"] == view.norm[start:end])
    value = Decimal(row["value"])
    figure = set_value(
        _new(start, end, value),
        value,
        _ONE,
        UnitHit("percent", _ONE, end, "band"),
    )
    figure.bound = cast("Comparator", row["comparator"])
    figure.ambiguous = "an order of magnitude"
    figure.counted = noun_at(view.norm, end)[0]
    return figure


def _multiple(view: View, start: int, end: int, row: MultipleRow) -> Figure | None:
    if view.norm[end : end + 1] == "-" or (
        row.direction is None and view.norm[start - 1 : start] == "-"
    ):
        return None
    if row.direction is None:
        after = next_word(view.norm, end)
        before = previous_word(view.flat, start)
        if after == "as":
            return _as_many(view, start, end, row)
        if after not in load_words("multiple_followers") and (
            row.word == "twice" or before not in load_words("infinitive_cues")
        ):
            return None
    figure = _new(start, end, row.value)
    figure.moved = row.direction
    return ratio(figure, row.value, row.value / 10)


def _as_many(view: View, start: int, end: int, row: MultipleRow) -> Figure | None:
    """Reads "twice as much as", not the "twice, as" of a clause that follows."""
    if not _AS_MUCH.match(view.norm, end):
        return None
    return ratio(_new(start, end, row.value), row.value, row.value / 10)
