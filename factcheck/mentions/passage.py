"""What a whole text says that bears on its figures: countries named, kinds of point."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from factcheck.lexicon.measures import load_point_cues
from factcheck.lexicon.money import load_currencies

__all__ = ["Passage"]

_US = re.compile(r"\bu\.s\b|\bus(?=\$| (?:dollars?|exports|imports|economy|gdp|trade|prices))")
_BACK = 160  # code points before "points" in which a word tells which kind
_AHEAD = 60  # and behind it


class Passage:
    """A text's cues, each kind worked out when first asked.

    Args:
        flat: normal form of the text with hyphens as blanks.
    """

    __slots__ = ("_ends", "_flat", "_kinds", "_named", "_places")

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self._named: dict[str, int] | None = None
        self._places: list[tuple[int, str]] = []
        self._ends: list[int] | None = None
        self._kinds: list[str] = []

    def named(self) -> dict[str, int]:
        """Codes of currencies whose country the text names, with where it first does."""
        if self._named is None:
            self._named = {}
            for code, start, _ in _found(_country_cues(), self._flat):
                self._named.setdefault(code, start)
                self._places.append((start, code))
            if _US.search(self._flat):
                self._named.setdefault("USD", 0)
        return self._named

    def nearest(self, codes: tuple[str, ...], at: int) -> str | None:
        """The one of `codes` whose country is named last before `at` in the same sentence."""
        self.named()
        first = max(self._flat.rfind(". ", 0, at), 0)
        for start, code in reversed(self._places[: bisect_left(self._places, (at, ""))]):
            if start < first:
                break
            if code in codes:
                return code
        return None

    def point_unit(self, start: int, end: int, value: Decimal, *, after: int = 0) -> str | None:
        """The kind of point that the words around `[start, end)` speak of, None where none do.

        The nearest word before decides; a hundred points and more are those of an index.

        Args:
            start: start of the figure.
            end: its end.
            value: its value as written.
            after: where to begin looking before the figure.
        """
        if self._ends is None:
            cues = _found(_point_cues(), self._flat)
            self._ends, self._kinds = [cue[2] for cue in cues], [cue[0] for cue in cues]
        stop = bisect_left(self._ends, start + 1)
        before = self._kinds[bisect_left(self._ends, max(start - _BACK, after)) : stop]
        if value >= 100:
            return "index_point" if "index_point" in before else None
        if before:
            return before[-1]
        if stop >= len(self._ends) or not end <= self._ends[stop] <= end + _AHEAD:
            return None
        apart = self._flat.find(". ", end, self._ends[stop]) >= 0
        return None if apart else self._kinds[stop]

    def is_weak(self, start: int) -> bool:
        """Whether the cue before `start` is a mere percentage, which leaves the kind open."""
        at = bisect_left(self._ends or [], start + 1) - 1
        if self._ends is None or at < 0:
            return False
        return self._flat.endswith(_weak_cues(), 0, self._ends[at])


def _found(cues: tuple[AhoCorasick, list[str]], flat: str) -> list[tuple[str, int, int]]:
    """Meaning, start and end of every cue that stands as a whole word."""
    automaton, meanings = cues
    found = []
    for index, start, end in automaton.find_matches_as_indexes(flat):
        if flat[end : end + 1].isalnum() and flat[end - 1].isalnum():
            continue
        if start and flat[start - 1].isalnum() and flat[start].isalnum():
            continue
        found.append((meanings[index], start, end))
    return found


def _automaton(meanings: dict[str, str]) -> tuple[AhoCorasick, list[str]]:
    kind = MatchKind.LeftmostLongest
    return AhoCorasick(list(meanings), matchkind=kind), list(meanings.values())


@cache
def _country_cues() -> tuple[AhoCorasick, list[str]]:
    """Words that point to a currency's country."""
    codes: dict[str, str] = {}
    for row in load_currencies():
        for cue in row.cues:
            codes.setdefault(cue, row.code)
    return _automaton(codes)


@cache
def _point_cues() -> tuple[AhoCorasick, list[str]]:
    return _automaton({cue.words: cue.unit for cue in load_point_cues()})


@cache
def _weak_cues() -> tuple[str, ...]:
    return tuple(cue.words for cue in load_point_cues() if cue.weak)
