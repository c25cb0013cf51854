"""Where a number in words, a multiple or "-fold" may stand: one pass over the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from factcheck.lexicon import load_rows
from factcheck.lexicon.measures import load_multiples
from factcheck.mentions.numbertokens import vocabulary

__all__ = ["Seeds", "find_seeds"]

_FOLD = "fold"


@dataclass(frozen=True, slots=True)
class Seeds:
    """Spans of number words, of words that are multiples by themselves, and of "fold"."""

    numbers: tuple[tuple[int, int], ...]
    multiples: tuple[tuple[int, int], ...]
    folds: tuple[tuple[int, int], ...]


@cache
def _automaton() -> tuple[AhoCorasick, list[str]]:
    """The automaton, and for each pattern which list of `Seeds` it belongs to."""
    kinds = dict.fromkeys(vocabulary(), "number")
    bands = load_rows("digit_bands", ("word", "example", "source", "value", "comparator"))
    kinds |= dict.fromkeys((row["word"] for row in bands), "multiple")
    kinds |= dict.fromkeys((row.word for row in load_multiples()), "multiple")
    kinds[_FOLD] = _FOLD
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), list(kinds.values())


def find_seeds(norm: str) -> Seeds:
    """The seeds of a normal form; whole words only, but a number word may run into "fold"."""
    automaton, kinds = _automaton()
    numbers, multiples, folds = [], [], []
    for index, start, end in automaton.find_matches_as_indexes(norm):
        if end < len(norm) and norm[end].isalnum():
            continue
        kind = kinds[index]
        if kind == _FOLD:
            folds.append((start, end))
        elif start and norm[start - 1].isalnum():
            continue
        elif kind == "number":
            numbers.append((start, end))
        else:
            multiples.append((start, end))
    return Seeds(tuple(numbers), tuple(multiples), tuple(folds))
