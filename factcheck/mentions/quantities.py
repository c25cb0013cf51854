"""Finds every number with its unit in a text, exactly and without a parser."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from factcheck.mentions.currencies import named_before
from factcheck.mentions.figures import Figure, View, iter_figures
from factcheck.mentions.fractions import iter_multiples, join_ratio, read_fraction, read_times
from factcheck.mentions.nouns import next_word
from factcheck.mentions.qualifiers import Cue, comparator_at, direction_at
from factcheck.mentions.ranges import Bounds, link
from factcheck.mentions.units import point_unit
from factcheck.records import Comparator, Direction, Quantity, QuantityMention, Span

__all__ = ["find_quantities"]

_PER_MANY = re.compile(
    r" (?:[a-z-]{3,20} ){0,2}per (1,000|10,000|100,000|1000|10000|100000|million|1 million)\b"
)
_PER_MONEY = re.compile(r" (?:per|to the|to a|against the) ")
_SENTENCE_END = re.compile(r"[.!?][\"')]?\s+[A-Z]|\n")
_MANY = {"million": "1000000", "1 million": "1000000"}


def find_quantities(text: str, published: date | str | None = None) -> list[QuantityMention]:
    """Every number with a unit and every plain number of a text, in text order.

    Years, dates, times, labels, ordinals and the digits of names are left out. Values are exact
    decimals in plain units (45.47 trillion yuan is 45470000000000 CNY; 25 basis points are 0.25
    percentage points; one in five is 20 percent; doubled is ratio 2).

    Args:
        text: any text; spans are code points into it.
        published: date of publication; taken for the common signature, not needed.

    Returns:
        Mentions that do not overlap.
    """
    del published
    view = View.of(text)
    figures = _combine(view)
    mentions: list[QuantityMention] = []
    before: Figure | None = None
    for item in link(view, figures):
        figure = item.upper if isinstance(item, Bounds) else item
        _settle(view, figure, before)
        if isinstance(item, Bounds):
            item.lower.unit, item.lower.per = figure.unit or item.lower.unit, figure.per
        mentions.append(_mention(view, item, before))
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
    """Whether a hyphen makes the number part of an adjective ("two-sided", "five-year plan")."""
    numeral, norm = figure.numeral, view.norm
    if figure.unit is not None and figure.unit.kind == "time":
        return norm[numeral.end : numeral.end + 1] == "-"
    if figure.bare and figure.scale == 1 and not numeral.grouped:
        glued = (
            norm[figure.end : figure.end + 1] == "-"
            and norm[figure.end + 1 : figure.end + 2].isalpha()
        )
        lead = (
            norm[figure.start - 1 : figure.start] == "-"
            and norm[max(0, figure.start - 2) : figure.start - 1].isalpha()
        )
        if glued or lead:
            return True
        if norm[figure.start : figure.end] == "one":
            return _is_pronoun(view, figure)
    return False


def _is_pronoun(view: View, figure: Figure) -> bool:
    """Whether "one" stands for a person or thing and counts nothing."""
    return not figure.counted and next_word(view.norm, figure.end) != "of"


def _settle(view: View, figure: Figure, before: Figure | None) -> None:
    """Decides what depends on the words around: points, rates, a unit carried over."""
    if figure.unit is not None and len(figure.unit.candidates) > 1:
        _settle_candidates(view, figure)
    elif figure.bare and figure.plural:
        hit = _PER_MANY.match(view.norm, figure.end + len(figure.counted) + 1)
        hit = hit or _PER_MANY.match(view.norm, figure.end)
        if hit:
            figure.per = _MANY.get(hit.group(1), hit.group(1).replace(",", ""))
    elif figure.bare:
        _settle_bare(view, figure, before)


def _settle_candidates(view: View, figure: Figure) -> None:
    unit = figure.unit
    if unit is None or unit.code != "index_point":
        return
    kind = point_unit(view.flat, figure.numeral.start, figure.end)
    if kind == "percentage_point":
        figure.unit = type(unit)(kind, unit.factor, unit.end, unit.kind, "", (kind, "index_point"))
    if kind is None:
        figure.ambiguous = "index points or percentage points"


def _settle_bare(view: View, figure: Figure, before: Figure | None) -> None:
    hit = _PER_MONEY.match(view.flat, figure.end)
    if hit and _exchange_rate(view, figure, hit.end()):
        return
    if before is None:
        return
    gap = view.text[before.end : figure.start]
    if len(gap) > 160:
        return
    near = not _SENTENCE_END.search(gap)
    if before.bare:
        figure.per = figure.per or before.per
        return
    same = before.value and Decimal("0.01") < abs(figure.value / before.value) < 100
    if same and (near or not before.money and before.unit and before.unit.code != "percent"):
        if before.unit and before.unit.kind in ("fraction", "multiple", "band"):
            return
        figure.unit, figure.money, figure.per = before.unit, before.money, before.per
        if before.unit:
            figure.raw = figure.raw
        figure.factor = before.factor
        figure.shared = True
        figure.ambiguous = "unit carried over from the figure before"


def _exchange_rate(view: View, figure: Figure, at: int) -> bool:
    """ "7.19 per dollar": units of the currency named before, where one is."""
    from factcheck.mentions.currencies import currency_at  # noqa: PLC0415

    base = currency_at(view.text, view.flat, at - 1, view.passage)
    if base is None or base.factor != 1:
        return False
    quote = named_before(view.flat, figure.start, view.passage)
    if quote is None or quote.codes[0] == base.codes[0]:
        return False
    figure.money, figure.per, figure.end = quote.codes[:1], base.codes[0], base.at
    return True


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


def _form(figure: Figure) -> str:
    if figure.unit is not None and figure.unit.kind in ("fraction", "multiple"):
        return figure.unit.kind
    if figure.unit is not None and figure.unit.kind == "age":
        return "bare"
    if figure.shared and figure.ambiguous and not figure.plural:
        return "bare" if figure.scale == 1 and not figure.numeral.grouped else "figure"
    if not figure.bare:
        return "figure"
    if figure.plural or figure.scale > 1 or figure.numeral.grouped:
        return "count"
    return "bare"


def _mention(view: View, item: Figure | Bounds, before: Figure | None) -> QuantityMention:
    figure = item.upper if isinstance(item, Bounds) else item
    cue = comparator_at(view.flat, item.start, item.end)
    if (
        cue
        and before is not None
        and cue.start - before.end < 2
        and cue.comparator in ("gt", "lt", "over")
    ):
        cue = None
    direction = direction_at(view.flat, item.start, item.end, cue)
    if figure.negative and direction is None:
        direction = "down"
    unit, candidates = _unit_code(figure)
    value: Decimal | None = figure.value
    low = high = None
    comparator: Comparator = cue.comparator if cue else _own_comparator(figure)
    if isinstance(item, Bounds):
        low, high, value, comparator = item.lower.value, figure.value, None, "between"
    elif figure.numeral.form == "fuzzy":
        low, high, value, comparator = figure.value, figure.value * 10, None, "between"
    quantity = Quantity.model_construct(
        text=view.text[item.start : item.end],
        value=value,
        unit=unit,
        comparator=comparator,
        low=low,
        high=high,
        counted=figure.counted or None,
        step=figure.step,
        unit_candidates=candidates,
    )
    return QuantityMention(
        anchor=_span(view.text, item.start, item.end),
        quantity=quantity,
        direction=direction,
        form=_form(figure),  # type: ignore[arg-type]
        cue=_span(view.text, cue.start, cue.end) if cue else None,
        ambiguous=figure.ambiguous
        or ("order of magnitude" if figure.numeral.form == "fuzzy" else ""),
    )


def _own_comparator(figure: Figure) -> Comparator:
    """What the words of the figure itself say ("double-digit" is ten or more)."""
    if figure.unit is not None and figure.unit.kind == "band":
        return "lt" if figure.counted == "lt" else "ge"
    return "eq"


def _span(text: str, start: int, end: int) -> Span:
    return Span.model_construct(start=start, end=end, exact=text[start:end])
