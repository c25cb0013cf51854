"""Neighbouring figures: ranges, and units or multipliers that one lends the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from factcheck.lexicon import load_rows
from factcheck.lexicon.measures import load_words
from factcheck.mentions.qualifiers import comparator_at, movement_before
from factcheck.mentions.reading import Figure, View
from factcheck.mentions.units import denominator_at

__all__ = ["Bounds", "link"]

_DASH = re.compile(r" ?(?:-|~|–) ?| to-|-to-")
_TO = re.compile(r" to ")
_AND = re.compile(r" and ")
_OR = re.compile(r"[ -]or[ -]")
_COMMA = re.compile(r"(?:,|;)? ")
_LAST_LINK = re.compile(r",? (?:and|or|to|&|versus|vs\.?) |-(?:to|or)-")
_FROM = re.compile(r"\bfrom (?!the )(?:[a-z]{2,14} ){0,2}$")
_BETWEEN = re.compile(r"\bbetween (?:[a-z]{2,14} ){0,2}$")
_HEDGE = re.compile(r",? (?:to|and|or) ((?:[a-z]{2,12} ){1,3})$")
_ALSO = re.compile(r",? (?:and )?")
_RANGE_GAPS = ("to", "", "or")
_UNLENT = ("age", "fraction", "multiple", "band")
_NEAR = 32  # code points in which a word such as "ranging" governs "from"


@dataclass(slots=True)
class Bounds:
    """Two figures read as one range; `upper` carries the unit."""

    lower: Figure
    upper: Figure

    @property
    def start(self) -> int:
        """First code point of the range."""
        return self.lower.start

    @property
    def end(self) -> int:
        """Code point after the range."""
        return self.upper.end


@cache
def _range_cues() -> re.Pattern[str]:
    words = "|".join(sorted(load_words("range_cues")))
    return re.compile(rf"\b(?:{words})\b")


def link(view: View, figures: list[Figure]) -> list[Figure | Bounds]:
    """Figures with shared units filled in and ranges joined, in text order."""
    _share(view, figures)
    linked: list[Figure | Bounds] = []
    at = 0
    while at < len(figures):
        first = figures[at]
        second = figures[at + 1] if at + 1 < len(figures) else None
        listed = at and view.norm[figures[at - 1].end : first.start] == ", "
        if second is not None and not listed and _is_range(view, first, second):
            linked.append(Bounds(first, second))
        elif second is not None and _add_minor(view, first, second):
            linked.append(first)
        elif second is None or not _is_score(view, first, second):
            linked.append(first)
            at -= 1
        at += 2
    return linked


def _is_score(view: View, first: Figure, second: Figure) -> bool:
    """Whether two small numbers with a dash between are a score ("won 2-1")."""
    gap = view.norm[first.end : second.start]
    if view.plain or not (first.bare and second.bare) or gap != "-":
        return False
    return first.numeral.plain and second.numeral.plain


@cache
def _minors() -> dict[tuple[str, str], Decimal]:
    rows = load_rows("compound_units", ("major", "minor", "ratio", "example", "source"))
    return {(row["major"], row["minor"]): Decimal(row["ratio"]) for row in rows}


def _add_minor(view: View, first: Figure, second: Figure) -> bool:
    """Adds "6 inches" to "5 feet", "45 cents" to "13 dollars"; whether that was done."""
    if not _ALSO.fullmatch(view.norm[first.end : second.start]) or first.scale * second.scale != 1:
        return False
    if first.money and first.factor == 1 and second.factor == Decimal("0.01"):
        if second.money[:1] != first.money[:1] or second.raw >= 100:
            return False
        first.raw += second.raw / 100
    elif first.unit and second.unit:
        ratio = _minors().get((first.unit.code, second.unit.code))
        if ratio is None or second.raw >= ratio:
            return False
        first.raw += second.raw / ratio
    else:
        return False
    first.end = second.end
    return True


def _share(view: View, figures: list[Figure]) -> None:
    """Lends unit and multiplier to the left: "4, 9 and 6 percent", "$3 to 4 billion"."""
    tied = False
    for at in range(len(figures) - 2, -1, -1):
        first, second = figures[at], figures[at + 1]
        gap = view.norm[first.end : second.start]
        if not gap or len(gap) > 28:
            tied = False
            continue
        listed = _LAST_LINK.fullmatch(gap) is not None or (
            tied and _COMMA.fullmatch(gap) is not None
        )
        tied = listed and gap != " to "
        if listed or _ties(view, gap, second):
            _lend(first, second, near=gap.strip(" -") in _RANGE_GAPS)
            _complete(view, first, second)


def _ties(view: View, gap: str, second: Figure) -> bool:
    """Whether the words between make two figures of one kind."""
    if _DASH.fullmatch(gap):
        return True
    if not _HEDGE.fullmatch(gap):
        return False
    return comparator_at(view.flat, second.start, second.end) is not None


def _lend(first: Figure, second: Figure, *, near: bool) -> None:
    """Gives `first` what it lacks of the unit, currency and multiplier of `second`.

    Args:
        first: the figure on the left.
        second: the figure on the right.
        near: whether the words between may make a range, as "times" needs ("2 to 3 times").
    """
    if not _may_lend(first, second):
        return
    if first.scale == 1 and second.scale > 1 and _same_size(first, second):
        first.scale = second.scale
        first.shared = True
    if first.bare and not second.bare:
        _lend_unit(first, second, near=near)
    elif first.money and second.bare and not second.counted and first.prefixed:
        second.money, second.factor, second.shared = first.money, first.factor, True
        second.ambiguous = first.ambiguous
    elif first.money and second.per and not first.per:
        first.per = second.per
    elif first.bare and second.bare and second.counted and not first.counted:
        first.counted, first.plural = second.counted, second.plural
        first.per = first.per or second.per


def _may_lend(first: Figure, second: Figure) -> bool:
    """Whether the two may be of one kind: an amount in the millions is no percentage."""
    if first.idle or second.idle or (first.numeral.form == "fraction" and first.unit):
        return False
    if first.counted and not second.bare:
        return False
    big = first.scale > 1 or first.numeral.grouped
    return not big or second.scale > 1 or second.numeral.grouped


def _lend_unit(first: Figure, second: Figure, *, near: bool) -> None:
    if second.money:
        first.money, first.factor, first.per = second.money, second.factor, second.per
        first.ambiguous, first.shared = second.ambiguous, True
    elif second.unit is not None and (
        second.unit.kind not in _UNLENT or (near and second.unit.kind in ("multiple", "age"))
    ):
        first.unit, first.per, first.shared = second.unit, second.per, True
        first.counted = second.counted


def _complete(view: View, first: Figure, second: Figure) -> None:
    """Reads "a barrel" behind a figure that got its currency from the one before."""
    if second.shared and second.money and not second.per:
        per = denominator_at(view.flat, second.end, second.value, money=True)
        if per:
            second.per, second.end = per
            first.per = second.per


def _same_size(first: Figure, second: Figure) -> bool:
    """Whether a multiplier behind the second is meant for the first as well."""
    if first.raw >= 1000 or not (first.bare or first.prefixed):
        return False
    return first.raw < second.raw * 10 if first.bare else first.raw < second.raw


def _is_range(view: View, first: Figure, second: Figure) -> bool:
    gap = view.norm[first.end : second.start]
    if (
        first.idle
        or second.idle
        or not gap
        or len(gap) > 5
        or not _alike(first, second)
        or not first.value < second.value
    ):
        return False
    before = view.norm[max(0, first.start - 40) : first.start]
    if _AND.fullmatch(gap):
        return _BETWEEN.search(before) is not None
    if _DASH.fullmatch(gap):
        plain = first.bare and first.numeral.plain and second.numeral.plain
        return not (plain and second.value < 20 and not second.counted)
    if _OR.fullmatch(gap) and not first.money:
        return (first.shared and second.value <= 2 * first.value) or _next_to(first, second)
    if not _TO.fullmatch(gap):
        return False
    return _is_to_range(view, first, before)


def _is_to_range(view: View, first: Figure, before: str) -> bool:
    """Whether "a to b" is a range, and not a movement from one level to another."""
    if _range_cues().search(before[-_NEAR:]):
        return True
    if _FROM.search(before):
        return False
    if first.shared:
        return True
    return movement_before(view.flat, first.start) is None


def _next_to(first: Figure, second: Figure) -> bool:
    both = first.bare and second.bare and not first.scale > 1
    return both and second.value == first.value + 1


def _alike(first: Figure, second: Figure) -> bool:
    """Whether two figures have one unit."""
    for figure in (first, second):
        if figure.numeral.form == "fuzzy" or (
            figure.unit
            and figure.unit.kind
            in (
                "fraction",
                "band",
            )
        ):
            return False
    if first.money or second.money:
        return first.money[:1] == second.money[:1]
    if first.unit is None or second.unit is None:
        return first.unit is second.unit
    return replace(first.unit, end=0) == replace(second.unit, end=0)
