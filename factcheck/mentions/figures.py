"""A figure: numeral, multiplier, sign, currency, unit and "per" read together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from factcheck.lexicon.measures import MultiplierRow, load_multipliers, load_words
from factcheck.mentions.currencies import CurrencyHit, currency_at, currency_before
from factcheck.mentions.masks import address_spans, date_end, is_dated, is_label, is_name, is_year
from factcheck.mentions.nouns import noun_at
from factcheck.mentions.numberwords import iter_words, multiplier_words_at
from factcheck.mentions.numerals import Numeral, iter_digits
from factcheck.mentions.qualifiers import comparator_at
from factcheck.mentions.reading import Figure, View
from factcheck.mentions.units import UnitHit, denominator_at, unit_at

__all__ = ["iter_figures"]

_ABBREVIATION = re.compile(r"( ?)([a-z]{1,4})(?![a-z0-9]|/[a-z])")
_NEXT_WORD = re.compile(r" ([a-z]{1,12})")
_AND_DIGITS = re.compile(r" and (\d{1,2})(?![\d.,%])")
_PER_MANY = re.compile(
    r"(?: [a-z-]{3,20}){0,2} (?:per|for every|in every) "
    r"(100|1,?000|10,?000|100,?000|million|1 million)(?![,\d])\b"
)
_OF_A_POINT = re.compile(r" of an?(?= )")
_POINTS = ("percent", "percentage_point", "index_point")
_GOES_ON = ("-", " to ", " and ", ", ", " or ")  # between the numbers of labels and scores
_MANY = 1000
_MINUS = re.compile(r"(?:\bminus|\bnegative)[ -]$")
_PRICE_BASE = re.compile(r"\b(?:constant|in|at|of|since|from|by|the) $")


@cache
def _abbreviations() -> dict[str, MultiplierRow]:
    return {row.form: row for row in load_multipliers() if row.style != "word"}


@cache
def _length_cues() -> frozenset[str]:
    return load_words("length_cues")


def iter_figures(view: View) -> Iterator[Figure]:
    """Every number of a text with its unit, in order; dates, labels and names are left out."""
    numerals = sorted(
        [*iter_digits(view.norm), *iter_words(view.norm, view.seeds.numbers)],
        key=lambda numeral: numeral.start,
    )
    last, dropped = 0, -1
    addresses = address_spans(view.norm)
    for numeral in numerals:
        if numeral.start < last or any(a <= numeral.start < b for a, b in addresses):
            continue
        if numeral.form == "digits" or (numeral.form == "fraction" and not numeral.article):
            stop = date_end(view.text, view.norm, numeral)
            if stop is not None and not view.plain:
                last = stop
                continue
        figure = _read(view, numeral, last)
        goes_on = view.norm[dropped : numeral.start] in _GOES_ON and numeral.plain
        if figure is None or (figure.bare and figure.scale == 1 and goes_on):
            dropped = -1 if is_year(view.norm, numeral) else numeral.end
        else:
            last = figure.end
            yield figure


def _read(view: View, numeral: Numeral, floor: int) -> Figure | None:
    """The figure of a numeral; its currency may not begin before `floor`."""
    start, negative = _sign(view, numeral.start)
    money = currency_before(view.text, view.norm, start, view.passage)
    if money and money.amounts and numeral.plain and not _scaled(view.flat, numeral.end):
        money = None
    if money and money.at < floor:
        money = None
    if money and not negative:
        start, negative = _sign(view, money.at)
    elif money:
        start = money.at
    figure = Figure(start, numeral.end, numeral, numeral.value / numeral.scale, numeral.scale)
    figure.negative = negative
    figure.moved = "up" if view.norm[start - 1 : start] == "+" and start else None
    if money:
        _take_money(figure, money, prefixed=True)
    _bracketed(view, figure)
    _multiply(view, figure)
    _measure(view, figure)
    if numeral.form in ("words", "fuzzy") or figure.numeral.form == "fraction":
        return figure
    if _is_quantity(view, figure):
        return figure
    return _plain(figure) if view.plain else None


def _plain(figure: Figure) -> Figure:
    """A number of a date, label or name, without what seems to belong to it."""
    numeral = figure.numeral
    return Figure(numeral.start, numeral.end, numeral, numeral.value, idle=True)


def _bracketed(view: View, figure: Figure) -> None:
    """Reads "(3.8)%" and "$(45) million" as negative, as accounts print it."""
    norm, start, end = view.norm, figure.numeral.start, figure.end
    if norm[start - 1 : start] != "(" or norm[end : end + 1] != ")" or figure.negative or not start:
        return
    money = currency_before(view.text, norm, start - 1, view.passage)
    tight = money is not None and norm[start - 2] != " "
    if money is not None and tight:
        _take_money(figure, money, prefixed=True)
        figure.start = money.at
    elif norm[end + 1 : end + 2] == "%" or norm.startswith((" percent", " per cent"), end + 1):
        figure.start = start - 1
    else:
        return
    figure.end, figure.negative = end + 1, True


def _scaled(flat: str, end: int) -> bool:
    """Whether a multiplier stands right behind the digits."""
    hit = _ABBREVIATION.match(flat, end)
    return (
        bool(hit and hit.group(2) in _abbreviations()) or multiplier_words_at(flat, end + 1)[0] > 1
    )


def _sign(view: View, start: int) -> tuple[int, bool]:
    """Where a minus before `start` begins, and whether there is one."""
    norm = view.norm
    if norm[start - 1 : start] == "-" and start > 0:
        before = norm[start - 2 : start - 1] if start > 1 else ""
        if before in ("", " ", "(", "[", "$", "€", "£", "\n", "/", ":", ";", "<", ">", "="):
            return start - 1, True
    if norm[start - 1 : start] in (" ", "-"):
        hit = _MINUS.search(norm, max(0, start - 10), start)
        if hit:
            return hit.start(), True
    return start, False


def _take_money(figure: Figure, money: CurrencyHit, *, prefixed: bool) -> None:
    figure.money = money.codes
    figure.factor = money.factor
    figure.prefixed = prefixed
    figure.ambiguous = money.ambiguous


def _multiply(view: View, figure: Figure) -> None:
    """Reads the multiplier behind the digits."""
    if figure.numeral.form not in ("digits", "fraction"):
        return
    flat, end = view.flat, figure.end
    at = end + 1 if flat[end : end + 1] == " " else end
    product, stop, extra = multiplier_words_at(flat, at)
    if product > 1 or extra:
        figure.scale, figure.end = Decimal(product), stop
        figure.raw += extra
        hit = _AND_DIGITS.match(view.norm, stop)
        if hit and product == 100:
            figure.raw += Decimal(hit.group(1)) / 100
            figure.end = hit.end()
        return
    hit = _ABBREVIATION.match(flat, end)
    row = _abbreviations().get(hit.group(2)) if hit else None
    if hit is None or row is None:
        return
    spaced = hit.group(1) == " "
    if spaced and view.norm[end] == "-":
        return
    if _multiplies(view, figure, row, spaced=spaced, stop=hit.end()):
        figure.scale, figure.end = row.value, hit.end()


def _multiplies(view: View, figure: Figure, row: MultiplierRow, *, spaced: bool, stop: int) -> bool:
    """Whether an abbreviation is a multiplier here, not a unit or a letter of a name."""
    if row.style == "abbr" or figure.money:
        return True
    behind = currency_at(view.text, view.flat, stop, view.passage)
    if behind is not None:
        return True
    if row.form in ("t", "tr", "mm", "mil", "mill", "arab") or (spaced and row.form != "k"):
        return False
    if row.form == "m":
        word = _NEXT_WORD.match(view.flat, stop)
        return word is None or word.group(1) not in _length_cues()
    return not (row.form == "k" and view.text[stop - 1] == "K" and figure.raw < 10)


def _measure(view: View, figure: Figure) -> None:
    """Reads unit, currency and "per" behind the number, or the noun that is counted."""
    if figure.numeral.form == "fuzzy" and view.flat.startswith(" of ", figure.end):
        _measure_fuzzy(view, figure)
    unit = None if figure.money else unit_at(view.text, view.flat, figure.end)
    if unit is None and not figure.money and (hit := _OF_A_POINT.match(view.flat, figure.end)):
        unit = unit_at(view.text, view.flat, hit.end())
        unit = unit if unit is not None and unit.code in _POINTS else None
    money = currency_at(view.text, view.flat, figure.end, view.passage)
    if money and figure.money and money.codes[0] in figure.money:
        figure.end = money.at
    elif money and not figure.money and (unit is None or _is_money(view, figure, unit, money)):
        _take_money(figure, money, prefixed=False)
        figure.end = money.at
        if unit is not None and unit.kind == "pound" and figure.scale == 1:
            figure.money = (*figure.money, unit.code)
            figure.ambiguous = "pounds of money or of weight"
        unit = None
    if unit is not None:
        figure.unit, figure.end = unit, unit.end
        figure.counted = unit.counted
    if not figure.bare:
        per = denominator_at(view.flat, figure.end, figure.value, money=bool(figure.money))
        if per:
            figure.per, figure.end = per
    else:
        figure.counted, figure.plural = noun_at(view.norm, figure.end)
        figure.plural = figure.plural or (figure.counted == "people" and figure.value >= _MANY)
        _per_many(view, figure)


def _per_many(view: View, figure: Figure) -> None:
    """Reads "per 1,000 people" behind what is counted."""
    at = figure.end + len(figure.counted) + 1 if figure.counted else figure.end
    hit = _PER_MANY.match(view.norm, figure.end) or _PER_MANY.match(view.norm, at)
    if hit is not None:
        written = hit.group(1).replace(",", "")
        figure.per = "1000000" if "million" in written else written
        figure.past = hit.end()


def _measure_fuzzy(view: View, figure: Figure) -> None:
    """Steps over "of" in "billions of dollars", "thousands of tonnes"."""
    at = figure.end + 3
    unit = unit_at(view.text, view.flat, at)
    if (unit is not None and unit.kind == "unit") or currency_at(
        view.text, view.flat, at, view.passage
    ):
        figure.end = at


def _is_money(view: View, figure: Figure, unit: UnitHit, money: CurrencyHit) -> bool:
    """Whether words that name a unit and a currency ("pounds") mean the currency."""
    if unit.kind != "pound":
        return money.at > unit.end
    return figure.scale >= 1000 or any(code in view.passage.named() for code in money.codes)


def _hedged(view: View, figure: Figure) -> bool:
    """Whether a word such as "about" makes what looks like a year a number of things."""
    cue = comparator_at(view.flat, figure.start, figure.end)
    return cue is not None and cue.comparator in ("approx", "nearly")


def _is_quantity(view: View, figure: Figure) -> bool:
    """Whether digits are a quantity and no year, label or part of a name."""
    numeral = figure.numeral
    norm = view.norm
    if figure.money:
        return figure.prefixed or not (
            is_year(norm, numeral)
            and figure.end > numeral.end
            and figure.scale == 1
            and _PRICE_BASE.search(norm[max(0, numeral.start - 9) : numeral.start])
        )
    if figure.unit is not None:
        if is_year(norm, numeral) and is_dated(norm, numeral):
            return False
        return not is_name(norm, numeral.start, -1) or figure.negative
    if figure.scale > 1:
        return not is_name(norm, figure.start, figure.end)
    if figure.negative and not numeral.plain:
        return not is_name(norm, figure.start, figure.end)
    if is_name(norm, figure.start, figure.end):
        return False
    if is_year(norm, numeral):
        return figure.plural and numeral.value % 50 == 0 and _hedged(view, figure)
    return not is_label(view.text, norm, numeral, figure.start)
