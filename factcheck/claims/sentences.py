"""Cuts a text into sentences without a parser, and picks those that can hold a claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from factcheck.claims.vocabulary import (
    abbreviations,
    comparatives,
    head_nouns,
    modality_words,
    movements,
    overtaking,
    words_of,
)
from factcheck.lexicon import normalise
from factcheck.records import Mentions

__all__ = ["MentionsByPlace", "candidate_sentences", "split_sentences"]

_SHORT = re.compile(r"(?:[a-z]\.){0,10}[a-z]")
_OPENER = re.compile(r"(?:The|In|It|A|But|That|This|Its|He|She|By|For|And|At|On)\s")
_END = re.compile(r"[.!?]['\"”’)\]]{0,2}(?=\s|[A-Z\"“]|$)|\n\s{0,20}\n|[。！？]|\n")
_BACK = re.compile(r"\b(?:[Tt]heir|[Ii]ts)\b")
_WORD = re.compile(r"[\w.&-]{1,40}\Z")
_TERM = re.compile(r"[a-z-]{2,20}")


class MentionsByPlace:
    """The mentions of a text, picked by place without looking at all of them.

    Args:
        mentions: all that the text holds.
    """

    def __init__(self, mentions: Mentions) -> None:
        lists = (mentions.quantities, mentions.periods, mentions.areas, mentions.triggers)
        self._lists = [_Placed(each) for each in lists]

    def touching(self, start: int, end: int) -> Mentions:
        """Those that have a part in `[start, end)`, in text order."""
        return Mentions(*(each.touching(start, end) for each in self._lists))


class _Placed:
    """Mentions in text order, with where they start and the length of the longest."""

    def __init__(self, mentions: tuple[Any, ...]) -> None:
        self._mentions = mentions
        self._starts = [m.anchor.start for m in mentions]
        self._longest = max((m.anchor.end - m.anchor.start for m in mentions), default=0)

    def touching(self, start: int, end: int) -> tuple[Any, ...]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return tuple(m for m in self._mentions[first:last] if m.anchor.end > start)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets `[start, end)` of the sentences, blanks trimmed, in text order."""
    spans = []
    start = 0
    for match in _END.finditer(text):
        if text[match.start()] == "." and not _ends(text, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the full stop at `match` ends a sentence."""
    dot = match.start()
    word = _WORD.search(text, max(0, dot - 40), dot)
    before = word.group().lower() if word else ""
    after = text[match.end() : match.end() + 2]
    if after[:1].isupper() and not after[:1].isspace():
        return len(before) > 1 and before.islower() and "." not in before
    if before in abbreviations() or _SHORT.fullmatch(before):
        following = text[match.end() :].lstrip()[:12]
        return before.endswith(tuple(words_of("closing_abbreviation"))) and bool(
            _OPENER.match(following)
        )
    following = text[match.end() :].lstrip()[:1]
    return not following.islower()


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def candidate_sentences(text: str, mentions: Mentions) -> list[tuple[int, int]]:
    """The sentences that hold a figure, a trigger, or a movement of something measurable."""
    starts = sorted(
        [q.anchor.start for q in mentions.quantities if q.form != "ordinal"]
        + [t.anchor.start for t in mentions.triggers]
    )
    kept: list[tuple[int, int]] = []
    previous: tuple[int, int] | None = None
    for start, end in split_sentences(text):
        at = bisect_left(starts, start)
        if (at < len(starts) and starts[at] < end) or _moves(text[start:end]):
            points_back = _BACK.search(text, start, min(end, start + 60))
            if points_back and previous is not None and previous not in kept[-1:]:
                kept.append(previous)
            kept.append((start, end))
        previous = (start, end)
    return kept


def _moves(sentence: str) -> bool:
    """Whether a word of movement or of overtaking and a measurable noun stand in it.

    One that only wishes or urges, from before its first word of movement on, does not count.
    """
    low = normalise(sentence)
    words = set(_TERM.findall(low))
    if words.isdisjoint(head_nouns()):
        return False
    moving = words & _moving() or {form for form in _phrasal() if form in low}
    if not moving and not words.isdisjoint(words_of("yardstick")):
        moving = words & _holding_against()
    if not moving:
        return False
    first = min(low.find(w) for w in moving)
    urged = _urging().search(low)
    return urged is None or urged.start() > first


@cache
def _moving() -> frozenset[str]:
    return frozenset(movements()) | frozenset(overtaking())


@cache
def _phrasal() -> tuple[str, ...]:
    """Movements of two words ("bounced back")."""
    return tuple(form for form in movements() if " " in form)


@cache
def _holding_against() -> frozenset[str]:
    """Prepositions that hold a thing against a yardstick ("below its old level")."""
    sides = (word for word, (_, form) in comparatives().items() if form == "preposition")
    return frozenset(sides) - words_of("spatial")


@cache
def _urging() -> re.Pattern[str]:
    return next(pattern for pattern, m in modality_words() if m == "exhortation")
