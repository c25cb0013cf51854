"""What others make of the same figures: quantulum3, and a regular expression of eighty lines.

`PEERS` maps a name to a reader of a text; each gives (value or low and high, unit as named, move).
A peer that is not installed is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["PEERS", "PeerFigure"]

_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "t": 1e12,
}  # fmt: skip
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "half": 0.5, "third": 1 / 3, "quarter": 0.25,
}  # fmt: skip
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₹": "rupee"}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<sign>[$€£¥₹])?\s?(?P<minus>[-−])?(?P<n>{_NUMBER})(?:\s?(?P<scale>{_SCALE})\b)?"
    rf"(?:\s?(?P<unit>%|[A-Za-z]{{1,20}}))?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b(?:\s(?P<wscale>{_SCALE})\b)?(?:\s(?P<wunit>[a-z]{{2,20}}))?",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"({_NUMBER})\s?(?:-|–|to)\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UP = re.compile(r"(?i)\b(?:rose|up|grew|gain\w*|increas\w*|climb\w*|jump\w*)\W+(?:by\W+)?$")
_DOWN = re.compile(r"(?i)\b(?:fell|down|drop\w*|lost|declin\w*|decreas\w*|slip\w*)\W+(?:by\W+)?$")
_MORE = re.compile(r"(?i)\b(?:more than|over|above|at least)\W+$")
_LESS = re.compile(r"(?i)\b(?:less than|under|below|up to|at most)\W+$")
_ABOUT = re.compile(r"(?i)\b(?:about|around|some|nearly|almost|roughly|approximately)\W+$")
_MOVES = ((_UP, "up"), (_DOWN, "down"), (_MORE, ">"), (_LESS, "<"), (_ABOUT, "~"))


@dataclass(frozen=True, slots=True)
class PeerFigure:
    """A figure as a peer reads it: one value or two ends, its unit in words, and its move."""

    values: tuple[float, ...]
    unit: str
    move: str = "="


def read_by_pattern(text: str) -> list[PeerFigure]:
    """Figures by one regular expression, as a first attempt at the task would find them."""
    found: list[PeerFigure] = []
    for match in _FIGURE.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        if match["n"]:
            if _YEAR.fullmatch(match["n"]) and not match["sign"] and not match["scale"]:
                continue
            value = float(match["n"].replace(",", ""))
            value *= _SCALES.get((match["scale"] or "").lower(), 1.0)
            value = -value if match["minus"] and not before[-1:].isdigit() else value
            unit = _SIGNS.get(match["sign"] or "", "") or (match["unit"] or "")
        else:
            value = _WORDS[match["word"].lower()]
            value *= _SCALES.get((match["wscale"] or "").lower(), 1.0)
            unit = match["wunit"] or ""
        move = next((name for cue, name in _MOVES if cue.search(before)), "=")
        low = _RANGE.search(before)
        values = (float(low[1].replace(",", "")), value) if low else (value,)
        if low and found:
            found.pop()
        found.append(PeerFigure(values, "percent" if unit == "%" else unit.lower(), move))
    return found


def _quantulum() -> Callable[[str], list[PeerFigure]] | None:
    try:
        from quantulum3 import parser  # noqa: PLC0415 - an optional peer
    except ImportError:
        return None

    def read(text: str) -> list[PeerFigure]:
        return [PeerFigure((float(q.value),), _plain(q.unit.name)) for q in parser.parse(text)]

    return read


def _plain(unit: str) -> str:
    return {"percentage": "percent", "dimensionless": "", "pound sterling": "pound"}.get(unit, unit)


def _peers() -> Iterator[tuple[str, Callable[[str], list[PeerFigure]]]]:
    quantulum = _quantulum()
    if quantulum is not None:
        yield "quantulum3", quantulum
    yield "a regex of 80 lines", read_by_pattern


PEERS: dict[str, Callable[[str], list[PeerFigure]]] = dict(_peers())
"""Readers by name; those not installed are absent."""
