"""Finds every number with its unit in a text, exactly and without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from factcheck.lexicon.measures import load_number_words, load_words
from factcheck.mentions.context import settle
from factcheck.mentions.figures import iter_figures
from factcheck.mentions.fractions import join_ratio, read_fraction
from factcheck.mentions.multiples import iter_multiples, read_times
from factcheck.mentions.qualifiers import Cue, Measured, Move, comparator_at, movement_at
from factcheck.mentions.ranges import Bounds, link
from factcheck.mentions.reading import Figure, View
from factcheck.records import Comparator, Direction, Quantity, QuantityMention, Span

__all__ = ["find_quantities"]

_RATIO = re.compile(r"-(?:in|out-of|to|or)-")
_LAST_WORD = re.compile(r"(?<![a-z])([a-z]{1,14}) $")
_SERIES = (", ", " and ", ", and ", ", or ", " or ")
_CONVERTED = (" (", " / ")
_CHANGES = ("percent", "percentage_point", "index_point", "ratio")


Form = Literal["figure", "count", "fraction", "multiple", "ordinal", "bare"]


@dataclass(frozen=True, slots=True)
class _Said:
    """A mention with what the next one may take from it."""

    figure: Figure
    end: int
    mention: QuantityMention
    cue: Cue | None
    move: Move | None


def find_quantities(
    text: str, published: date | str | None = None, *, plain: bool = False
) -> list[QuantityMention]:
    """Every number with a unit and every plain number of a text, in text order.

    Years, dates, times, labels, ordinals and the digits of names are left out. Values are exact
    decimals in plain units (45.47 trillion yuan is 45470000000000 CNY; 25 basis points are 0.25
    percentage points; one in five is 20 percent; doubled is ratio 2).

    Args:
        text: any text; spans are code points into it.
        published: date of publication; taken for the common signature, not needed.
        plain: whether the numbers of dates, labels and names are wanted too, as `bare` ones.

    Returns:
        Mentions that do not overlap.
    """
    del published
    view = View.of(text, plain=plain)
    mentions: list[QuantityMention] = []
    before: Figure | None = None
    last: _Said | None = None
    read = 0
    for item in link(view, _combine(view)):
        figure = item.upper if isinstance(item, Bounds) else item
        if figure.start < read or (figure.pronoun and not figure.shared):
            continue
        read = settle(view, figure, before)
        last = _mention(view, item, last)
        mentions.append(last.mention)
        if figure.unit is None or figure.unit.kind not in ("fraction", "multiple", "band"):
            before = figure
    return mentions


def _combine(view: View) -> list[Figure]:
    """Figures with fractions, ratios and multiples read, without overlaps."""
    multiples = iter_multiples(view)
    plain: list[Figure] = []
    for figure in iter_figures(view):
        if figure.numeral.form == "fraction":
            kept = read_fraction(view, figure)
        elif not _is_compound(view, figure):
            kept = read_times(view, figure) or figure
        else:
            kept = None
        if kept is None:
            continue
        joined = join_ratio(view, plain[-1], kept) if plain else None
        if joined is None:
            plain.append(kept)
    found = sorted([*multiples, *plain], key=lambda f: (f.start, -f.end))
    out: list[Figure] = []
    for figure in found:
        if not out or figure.start >= out[-1].end:
            out.append(figure)
    return out


def _is_compound(view: View, figure: Figure) -> bool:
    """Whether the number is part of an adjective ("two-sided", "five-year plan") or vague."""
    numeral, norm = figure.numeral, view.norm
    if view.plain:
        return False
    if figure.unit is not None and figure.unit.kind == "time":
        return norm[numeral.end : numeral.end + 1] == "-"
    if numeral.form == "words" and figure.bare and norm[numeral.start : numeral.end] in _scales():
        return True
    if numeral.form == "words" and _previous(view, numeral.start) in load_words("vague_words"):
        return True
    if not figure.bare or figure.scale > 1 or numeral.grouped:
        return False
    if numeral.form == "words":
        figure.pronoun = _is_pronoun(view, figure)
    ahead = norm[max(0, figure.start - 2) : figure.start]
    if ahead[1:] == "-" and ahead[0].isalpha():
        return not _RATIO.search(norm, max(0, figure.start - 8), figure.start)
    behind = norm[figure.end : figure.end + 2]
    glued = behind[:1] == "-" and behind[1:].isalpha() and not _RATIO.match(norm, figure.end)
    return glued and comparator_at(view.flat, figure.start, figure.end) is None


@cache
def _scales() -> frozenset[str]:
    """Multipliers that count nothing without an article or number ("the million mark")."""
    return frozenset(row.word for row in load_number_words() if row.kind in ("scale", "dozen"))


def _is_pronoun(view: View, figure: Figure) -> bool:
    """Whether the word stands for persons or things ("the two", "that one") and counts none."""
    after_cue = _previous(view, figure.start) in load_words("pronoun_cues")
    if view.norm[figure.start : figure.end] in ("one", "zero"):
        return after_cue or not figure.counted
    return after_cue and not figure.counted


def _previous(view: View, start: int) -> str:
    hit = _LAST_WORD.search(view.norm[max(0, start - 16) : start])
    return hit.group(1) if hit else ""


def _unit_code(figure: Figure) -> tuple[str, tuple[str, ...]]:
    """Canonical code of the unit and, where the text leaves it open, all readings."""
    tail = f"/{figure.per}" if figure.per else ""
    if figure.money:
        codes = tuple(code + tail for code in figure.money)
    elif figure.unit is not None:
        codes = (figure.unit.code + tail, *(c + tail for c in figure.unit.candidates[1:]))
    else:
        codes = ("count" + tail,)
    return codes[0], codes if len(codes) > 1 else ()


def _form(figure: Figure) -> Form:
    if figure.unit is not None and figure.unit.kind == "fraction":
        return "fraction"
    if figure.unit is not None and figure.unit.kind == "multiple":
        return "multiple"
    if figure.idle or (figure.unit is not None and figure.unit.kind == "age"):
        return "bare"
    if figure.shared and figure.ambiguous and figure.numeral.plain and not figure.money:
        index = figure.unit is not None and figure.unit.code == "index_point"
        return "figure" if index else "bare"
    if not figure.bare:
        return "figure"
    if figure.plural or figure.scale > 1 or figure.numeral.grouped:
        return "count"
    return "bare"


def _mention(view: View, item: Figure | Bounds, last: _Said | None) -> _Said:
    """The finished mention of a figure or range."""
    figure = item.upper if isinstance(item, Bounds) else item
    cue, move = _beside(view, item, last)
    unit, candidates = _unit_code(figure)
    value: Decimal | None = figure.value
    low = high = None
    comparator: Comparator = cue.comparator if cue else figure.bound
    if isinstance(item, Bounds):
        low, high, value, comparator = item.lower.value, figure.value, None, "between"
    elif figure.numeral.form == "fuzzy":
        low, high, value, comparator = figure.value, figure.value * 10, None, "between"
    bare = figure.scale == 1 and not figure.numeral.grouped
    quantity = Quantity.model_construct(
        text=view.text[item.start : item.end],
        value=value,
        unit=unit,
        comparator=comparator,
        low=low,
        high=high,
        counted=_counted(figure) if figure.plural or not figure.bare or bare else None,
        step=min(item.lower.step, figure.step) if isinstance(item, Bounds) else figure.step,
        unit_candidates=candidates,
    )
    fuzzy = "order of magnitude" if figure.numeral.form == "fuzzy" else ""
    mention = QuantityMention(
        anchor=_span(view.text, item.start, item.end),
        quantity=quantity,
        direction=_direction(figure, move),
        form=_form(figure),
        cue=_span(view.text, cue.start, cue.end) if cue else None,
        ambiguous=figure.ambiguous or fuzzy,
        movement=_span(view.text, move.start, move.end) if move else None,
    )
    return _Said(figure, item.end, mention, cue, move)


def _counted(figure: Figure) -> str | None:
    """What is counted: of "a 12 page document", which has one head in the singular, pages."""
    if figure.counted and figure.bare and not figure.plural and figure.value > 1:
        return figure.counted.split()[0]
    return figure.counted or None


def _beside(
    view: View, item: Figure | Bounds, last: _Said | None
) -> tuple[Cue | None, Move | None]:
    """Comparator and movement: from the words beside, or from the figure this one restates."""
    cue = comparator_at(view.flat, item.start, item.end)
    if cue and last and cue.start - last.end < 2 and cue.comparator in ("gt", "lt", "over"):
        cue = None
    figure = item.upper if isinstance(item, Bounds) else item
    if cue and view.flat[cue.start : cue.end] in load_words("crossing_words"):
        return cue, None
    move = movement_at(view.flat, item.start, item.end, cue, kind=_kind(figure))
    if last is None or cue or move:
        return cue, move
    gap = view.norm[last.end : item.start]
    if gap in _CONVERTED and _converts(last.figure, figure):
        return last.cue, last.move
    if gap == ", or " or (gap in _SERIES and _unit_code(last.figure)[0] == _unit_code(figure)[0]):
        return None, last.move
    return None, None


def _kind(figure: Figure) -> Measured:
    """What the figure measures, as far as movement words ask."""
    if figure.bare or figure.counted:
        return "count"
    code = figure.unit.code if figure.unit is not None else ""
    return "rate" if code in _CHANGES else "amount"


def _converts(first: Figure, second: Figure) -> bool:
    """Whether a figure in brackets is the one before in another unit or currency."""
    if first.money or second.money:
        return bool(first.money and second.money) and first.money[0] != second.money[0]
    if first.unit is None or second.unit is None:
        return False
    return {first.unit.kind, second.unit.kind} == {"unit"} and first.unit.code != second.unit.code


def _direction(figure: Figure, move: Move | None) -> Direction | None:
    if move is not None or figure.moved:
        return move.direction if move else figure.moved
    if not figure.negative:
        return None
    changes = figure.money or figure.unit is None or figure.unit.code in _CHANGES
    return "down" if changes else None


def _span(text: str, start: int, end: int) -> Span:
    return Span.model_construct(start=start, end=end, exact=text[start:end])
