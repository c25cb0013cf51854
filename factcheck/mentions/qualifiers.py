"""Words beside a figure: how they bound its value and which way they say it moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from factcheck.lexicon import load_rows
from factcheck.lexicon.measures import (
    ComparatorRow,
    MovementRow,
    load_comparators,
    load_movements,
    load_words,
)
from factcheck.mentions.phrases import Phrases
from factcheck.records import Comparator, Direction

__all__ = [
    "Cue",
    "Move",
    "comparator_at",
    "is_qualifier",
    "moved_before",
    "movement_at",
    "movement_before",
]

Measured = Literal["rate", "count", "amount"]

_LAST_WORD = re.compile(r"(?:^|[^\w])([\w']{1,20})$")
_FROM = re.compile(r" from (?:about |around |just )?[^a-z]")
_NEXT = re.compile(r" ([a-z]{2,14})")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decided, as a span of the text."""

    comparator: Comparator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Move:
    """A movement word, as a span of the text."""

    direction: Direction
    start: int
    end: int
    of_rates: bool = False


@cache
def _comparators(place: str) -> Phrases[ComparatorRow]:
    rows = load_comparators()
    return Phrases((row.words.replace("-", " "), row) for row in rows if row.place == place)


@cache
def _movements(place: str) -> Phrases[MovementRow]:
    rows = load_movements()
    places = ("before", "rate") if place == "before" else (place,)
    return Phrases((row.words.replace("-", " "), row) for row in rows if row.place in places)


@cache
def _fillers(kind: str) -> frozenset[str]:
    rows = load_rows("qualifier_fillers", ("word", "kind", "example", "source"))
    return frozenset(row["word"] for row in rows if row["kind"] == kind)


def _back(flat: str, at: int) -> int:
    """`at` moved back over blanks and an opening bracket."""
    while at and flat[at - 1] in " (~" and flat[at - 1] != "~":
        at -= 1
    return at


def _word_before(flat: str, at: int) -> tuple[str, int] | None:
    hit = _LAST_WORD.search(flat[max(0, at - 22) : at])
    return (hit.group(1), at - len(hit.group(1))) if hit else None


def comparator_at(flat: str, start: int, end: int) -> Cue | None:
    """The comparator before or behind the figure at `[start, end)`, None for a plain one.

    Args:
        flat: normal form with hyphens as blanks.
        start: start of the figure's anchor.
        end: its end.
    """
    before = _comparator_before(flat, start)
    if before is not None and flat.startswith("up to", before.start) and _FROM.match(flat, end):
        before = None
    if before is None or before.comparator in ("eq", "approx"):
        return _comparator_after(flat, end) or before
    return before


def _comparator_before(flat: str, start: int) -> Cue | None:
    at = _back(flat, start)
    for _ in range(3):
        found = _comparators("before").before(flat, at)
        if found is not None:
            row, begin = found
            if row.words == "up to" and _is_moved_up(flat, begin):
                return None
            return Cue(row.comparator, begin, at)
        word = _word_before(flat, at)
        if word is None or word[0] not in _fillers("comparator"):
            return None
        at = _back(flat, word[1])
    return None


def _is_moved_up(flat: str, at: int) -> bool:
    """Whether the "up" of "up to" belongs to a movement: "rose up to", "pick up to"."""
    moved = moved_before(flat, at)
    if moved is not None and moved.direction == "up":
        return True
    phrasal = moved_before(flat, at + len("up"))
    return phrasal is not None and " " in phrasal.words


def _comparator_after(flat: str, end: int) -> Cue | None:
    at = end + 1 if flat[end : end + 1] == " " else end
    found = _comparators("after").at(flat, at)
    if found is None:
        return None
    row, stop = found
    if flat.startswith(" than ", stop) and flat[stop + 6 : stop + 7].isalnum():
        return None
    return Cue(row.comparator, at, stop)


def is_qualifier(flat: str, end: int) -> bool:
    """Whether words that bound or move a figure end at `end` ("Some", "Up", "Another")."""
    word = _word_before(flat, end)
    if word is not None and word[0] in _fillers("movement") | _fillers("comparator"):
        return True
    found = _comparators("before").before(flat, end) or _movements("before").before(flat, end)
    return found is not None


def moved_before(flat: str, at: int) -> MovementRow | None:
    """The movement word that ends right before `at`, blanks aside."""
    found = _movements("before").before(flat, _back(flat, at))
    return found[0] if found else None


def movement_at(
    flat: str, start: int, end: int, cue: Cue | None, *, kind: Measured = "amount"
) -> Move | None:
    """The movement that words right beside the figure state.

    Args:
        flat: normal form with hyphens as blanks.
        start: start of the figure's anchor.
        end: its end.
        cue: the comparator already read, which is stepped over.
        kind: what the figure measures: the name of things counted stands where an adjective
            would, and words such as "loss" are movements of rates only.
    """
    if cue is not None and cue.end <= start:
        start = cue.start
    before = movement_before(flat, start)
    if before is not None and before.of_rates and kind != "rate":
        before = None
    return before or _movement_after(flat, end, 1 if kind == "count" else 3)


def movement_before(flat: str, start: int) -> Move | None:
    """The movement word before a figure, words such as "by" or "sharply" stepped over.

    Behind "by" the verb may have an object ("cut rates by 25 basis points"), behind "of" the
    noun a subject ("an increase in exports of 5%").
    """
    at = _back(flat, start)
    for _ in range(5):
        found = _movements("before").before(flat, at)
        if found is not None:
            return Move(found[0].direction, found[1], at, found[0].place == "rate")
        word = _word_before(flat, at)
        if word is None:
            return None
        if word[0] in ("by", "of") and (far := _movement_far(flat, word[1], word[0])):
            return far
        if word[0] not in _fillers("movement") and not word[0].endswith("ly"):
            return None
        at = _back(flat, word[1])
    return None


def _movement_far(flat: str, at: int, link: str) -> Move | None:
    """A movement word up to six words before "by", or with "in" up to six before "of"."""
    inside = False
    at = _back(flat, at)
    if link == "by" and flat[at - 1 : at] == ",":
        at -= 1
    for _ in range(6):
        at = _back(flat, at)
        found = _movements("before").before(flat, at)
        if found is not None and found[0].words in _verbal() and (link == "by" or inside):
            return Move(found[0].direction, found[1], at, found[0].place == "rate")
        word = _word_before(flat, at)
        if word is None or word[0] in _clause_words():
            return None
        inside = word[0] == "in"
        at = word[1]
    return None


@cache
def _verbal() -> frozenset[str]:
    """Movement words that are one word and no adverb ("up")."""
    rows = load_movements()
    words = frozenset(row.words for row in rows if row.place == "before")
    return words - load_words("noun_stops")


@cache
def _clause_words() -> frozenset[str]:
    return load_words("clause_words")


def _movement_after(flat: str, end: int, words: int) -> Move | None:
    """A movement noun up to two adjectives behind the figure ("5% annual drop")."""
    at = end
    for place in range(words):
        found = _movements("after").at(flat, at + 1) if flat[at : at + 1] == " " else None
        if found is not None and (place == 0 or found[0].words in _nouns()):
            return Move(found[0].direction, at + 1, found[1])
        hit = _NEXT.match(flat, at)
        if hit is None or hit.group(1) in load_words("noun_stops"):
            return None
        at = hit.end()
    return None


@cache
def _nouns() -> frozenset[str]:
    """Words that are movement nouns: both behind a figure and before "of"."""
    before = {row.words for row in load_movements() if row.place == "before"}
    after = {row.words for row in load_movements() if row.place == "after"}
    return frozenset((before & after) - load_words("noun_stops"))
