"""Units of measure behind a figure, "per" units with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from factcheck.lexicon.measures import UnitRow, load_units
from factcheck.mentions.phrases import Phrases

__all__ = ["UnitHit", "denominator_at", "unit_at"]

_OF = re.compile(r" (?:of|per|a|an|in) | ")
_PER = re.compile(r" ?/ ?| per | a | an ")
_LONG = 1_000_000  # money "a month" above this is a flow of a country, below it a wage or a price


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit as read: canonical code, factor from the written form to it, end of the words."""

    code: str
    factor: Decimal
    end: int
    kind: str
    counted: str = ""
    candidates: tuple[str, ...] = ()


def _plural(form: str) -> tuple[str, ...]:
    """A form and its plural: the word before "of", "per" or "a" takes the ending."""
    if not form[-1].isalpha():
        return (form,)
    hit = _OF.search(form) if re.search(r" (?:of|per|a|an) ", form) else None
    head, tail = (form[: hit.start()], form[hit.start() :]) if hit else (form, "")
    first, _, rest = form.partition(" ")
    plurals = [f"{head}es{tail}" if head.endswith(("ch", "sh", "x")) else f"{head}s{tail}"]
    if rest:
        plurals.append(f"{first}s {rest}")
    return form, *plurals


@cache
def _words() -> Phrases[UnitRow]:
    entries = []
    for row in load_units():
        for form in row.words:
            flat = form.lower().replace("-", " ")
            entries += [(plural, row) for plural in _plural(flat)]
    return Phrases(entries)


@cache
def _symbols() -> Phrases[UnitRow]:
    return Phrases((form, row) for row in load_units() for form in row.symbols)


@cache
def _denominators() -> Phrases[UnitRow]:
    words = [(form.replace("-", " "), row) for row in load_units() for form in row.words]
    symbols = [(form.lower(), row) for row in load_units() for form in row.symbols]
    return Phrases(words + symbols)


def unit_at(text: str, flat: str, end: int) -> UnitHit | None:
    """The unit that stands right behind a figure.

    Args:
        text: the text as read (symbols are told apart by case).
        flat: its normal form with hyphens as blanks, same length.
        end: code point after the figure.
    """
    at = end + 1 if flat[end : end + 1] == " " else end
    if flat[at : at + 1] in "{<":
        at += 1
    word, symbol = _words().at(flat, at), _symbols().at(text, at)
    found = [hit for hit in (symbol, word) if hit is not None]
    if not found:
        return None
    row, stop = max(found, key=lambda hit: hit[1])
    return UnitHit(row.code, row.factor, stop, row.kind, row.counted, row.candidates)


def denominator_at(flat: str, end: int, value: Decimal, *, money: bool) -> tuple[str, int] | None:
    """The unit after "per", "a" or "/", and its end; None where it is no part of the unit.

    A year is never one ("30 million tonnes a year" is a yearly figure in tonnes), and shorter
    times only for money of the size of a wage or a price.
    """
    hit = _PER.match(flat, end)
    if hit is None:
        return None
    found = _denominators().at(flat, hit.end())
    if found is None:
        return None
    row, stop = found
    if row.kind == "time":
        if row.code == "a" or not money or value >= _LONG or row.factor != 1:
            return None
    elif (
        row.kind == "age"
        or row.code in ("percent", "percentage_point", "index_point")
        or row.factor != 1
        or "/" in row.code
    ):
        return None
    return row.code, stop
