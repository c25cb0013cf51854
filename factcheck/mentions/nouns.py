"""The noun behind a number: what it counts."""

from __future__ import annotations

import re
from functools import cache

from factcheck.lexicon.measures import load_movements, load_words

__all__ = ["next_word", "noun_at"]

_WORD = re.compile(r"[ ]([^\W\d_][^\W_]{0,24}(?:['&.-][^\W_]{1,24}){0,3})")
_OF = re.compile(r" of(?: the| these| those| its| their| his| her| our| my| all)?(?= )")
_WHO = re.compile(r" who\b")
_LONGEST = 5  # words of a noun phrase


@cache
def _stops() -> frozenset[str]:
    return load_words("noun_stops")


@cache
def _moves() -> frozenset[str]:
    """Movement words behind a figure ("40,000 cheaper"), which are no nouns that are counted."""
    rows = load_movements()
    return frozenset(r.words for r in rows if r.place == "after" and r.words.endswith("er"))


@cache
def _irregular() -> frozenset[str]:
    return load_words("irregular_plurals")


def noun_at(norm: str, end: int) -> tuple[str, bool]:
    """The words up to the first plural noun behind `end`, and whether one was found.

    Without a plural the words up to the next function word or mark are given. Those "who" did
    something are people.
    """
    words: list[str] = []
    if _WHO.match(norm, end):
        return "people", False
    of = _OF.match(norm, end)
    at = of.end() if of else end
    while len(words) < _LONGEST:
        hit = _WORD.match(norm, at)
        if hit is None or _ends_phrase(hit.group(1)):
            break
        words.append(hit.group(1))
        at = hit.end()
        if is_plural(hit.group(1)):
            return " ".join(words), True
    return " ".join(words), False


def _ends_phrase(word: str) -> bool:
    """Whether a word, or the first part of one with hyphens ("to-5"), names nothing."""
    return word in _stops() or word in _moves() or word.partition("-")[0] in ("to", "or")


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    if word in _irregular():
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def next_word(norm: str, end: int) -> str:
    """The word behind `end` after one blank or hyphen, empty where a mark comes first."""
    hit = re.compile(r"[ -]([^\W\d_]{1,24})").match(norm, end)
    return hit.group(1) if hit else ""
