"""What a period is for: the words right before it decide."""

from __future__ import annotations

import re

from factcheck.lexicon.periods import role_cues, word_class
from factcheck.mentions.periods_passage import Found, Passage, Reading
from factcheck.records.calendar import period_frequency, shift_period

__all__ = ["role_of", "step_basis"]

_CUE_CHARS = 48
_CUE_WORDS = 6
_OPENERS = "(\"'[-—"


def role_of(passage: Passage, match: Found, label: str | None, reading: Reading) -> tuple[str, str]:
    """Role and basis that the words right before a match give it."""
    role = reading.role or match.row.role
    if role in {"basis", "duration", "name", "base"}:
        return role, reading.basis
    before = passage.normal[max(0, match.start - _CUE_CHARS) : match.start].rstrip(" ")
    freq = period_frequency(label) if label else None
    for held in (before, _without_determiner(before)):
        for words in _endings(held):
            for cue in role_cues().get(words, ()):
                if _allows(cue.when, freq, match, passage):
                    return cue.role, cue.basis or reading.basis
    if match.row.read == "day" and _stands_apart(passage, match, before):
        return "name", ""
    kept = reading.basis if match.row.read not in {"one_earlier", "then", "unit_before"} else ""
    return role, kept


_DATELINE = re.compile(
    r" ?(?:\([a-z ./]{2,40}\)|\[[a-z ./]{2,40}\]) ?-|,? ?\((?:xinhua|reuters|ap)\)| -- ?"
)


def _stands_apart(passage: Passage, match: Found, before: str) -> bool:
    """Whether a day dates the text or glosses a name ("LIMA, May 5 (Reuters) -")."""
    return before.endswith((",", "(")) or _DATELINE.match(passage.normal, match.end) is not None


def _endings(text: str) -> list[str]:
    """The last words of a text, the most words first."""
    words = text.split(" ")[-_CUE_WORDS:]
    return [" ".join(words[place:]).lstrip(_OPENERS) for place in range(len(words))]


def _without_determiner(before: str) -> str:
    """The text without words such as "that of" at its end; empty where there are none."""
    for words in _endings(before):
        if words in word_class("det"):
            return before[: -len(words)].rstrip(" ")
    return ""


_LEANING = frozenset(
    {"one_earlier", "n_earlier", "then", "unit_before", "same_last", "same_year", "now"}
)
"""Readings that lean on another period, and are its base after "from", "on" or "over"."""


def _allows(when: str, freq: str | None, match: Found, passage: Passage) -> bool:
    if when == "level":
        after = _NEXT.match(passage.normal, match.end)
        return after is not None and after[1] in word_class("level")
    return {
        "any": True,
        "single": match.row.read in _LEANING or freq in {"A", "H", "Q", "M"},
        "day": freq == "D",
        "year": freq == "A",
    }[when]


_NEXT = re.compile(r" ([a-z]+)")


def step_basis(current: str | None, base: str) -> str:
    """The basis of a comparison with the period just before, or a year before."""
    if current is None or current == base or "/" in current + base:
        return ""
    freq = period_frequency(base)
    if freq != period_frequency(current) or freq is None or freq == "D":
        return ""
    if shift_period(current, years=-1) == base:
        return "yoy"
    months = {"Q": 3, "M": 1}.get(freq, 0)
    if months and shift_period(current, months=-months) == base:
        return {"Q": "qoq", "M": "mom"}[freq]
    return ""
