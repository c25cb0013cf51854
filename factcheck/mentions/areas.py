"""Areas: the places and groups of places that a text names.

One Aho-Corasick scan over the normal form finds all words for areas, and the phrases that only
hold one ("South China Sea"); capitals, neighbours and the rest of the text then decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from factcheck.lexicon import normalise
from factcheck.lexicon.areas import (
    AreaWord,
    anaphors,
    area_words,
    context_words,
    currency_nouns,
    parent_area,
    person_names,
    traps,
)
from factcheck.records import AreaMention, Span

__all__ = ["find_areas"]

_NEXT_WORD = re.compile(r"[ \-]([A-Za-z]{1,30})")
_MONEY = re.compile(r" ?[$€£¥₹] ?\d")
_BREAK = re.compile(r"[.!?][\"')\]]{0,2} {1,3}(?=[A-Z])|\n")
_BEFORE_CHARS = 40
_LAST_WORD = re.compile(r"([A-Z][A-Za-z'.\-]{1,30}) $")


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """All phrases in one automaton; a phrase without a word is a trap or an anaphor."""

    automaton: AhoCorasick
    phrases: tuple[str, ...]
    words: tuple[AreaWord | None, ...]


@cache
def _gazetteer() -> _Gazetteer:
    words: dict[str, AreaWord | None] = dict(area_words())
    words.update(dict.fromkeys((*traps(), *anaphors())))
    phrases = tuple(sorted(words))
    automaton = AhoCorasick(phrases, matchkind=MatchKind.Standard)
    return _Gazetteer(automaton, phrases, tuple(words[p] for p in phrases))


def find_areas(text: str) -> list[AreaMention]:
    """Places and groups of places that a text names, in text order, none overlapping another.

    A currency ("US dollars"), an organisation ("Air France") or a person ("Michael Jordan") that
    carries an area's name is none. "Bank of Canada" and capitals are metonyms.
    """
    normal = normalise(text)
    table = _gazetteer()
    found: list[AreaMention] = []
    for place, start, end in _longest(table.automaton, normal):
        word = table.words[place]
        if word is not None:
            mention = _mention(text, normal, start, end, word)
        else:
            anchor = Span.of(text, start, end)
            mention = _pointing_back(text, normal, anchor, table.phrases[place], found)
        if mention is not None:
            found.append(mention)
    return _decided(found)


def _longest(automaton: AhoCorasick, normal: str) -> list[tuple[int, int, int]]:
    """Whole-word matches as (phrase, start, end): leftmost first, the longest of each start."""
    best: list[tuple[int, int, int]] = []
    matches = automaton.find_matches_as_indexes(normal, overlapping=True)
    whole = [m for m in matches if _is_whole(normal, m[1], m[2])]
    free = 0
    for match in sorted(whole, key=lambda m: (m[1], -m[2])):
        if match[1] >= free:
            best.append(match)
            free = match[2]
    return best


def _is_whole(normal: str, start: int, end: int) -> bool:
    """Whether a match is whole words and not negated ("non-EU")."""
    if start and (normal[start - 1].isalnum() or normal[start - 1] in "_@"):
        return False
    if normal[start - 4 : start] == "non-":
        return False
    return end == len(normal) or normal[end - 1] == "." or not normal[end].isalnum()


def _mention(text: str, normal: str, start: int, end: int, word: AreaWord) -> AreaMention | None:
    if not _has_its_case(text, start, end, word):
        return None
    following = _NEXT_WORD.match(text, end)
    after = following[1] if following else ""
    begin = _institution(normal, start) if word.form == "name" else start
    named = word.form != "aggregate" and begin == start
    if named and _is_other_name(text, normal, start, end, after):
        return None
    if word.form == "aggregate" and _is_one_of_many(normal, start, after.lower()):
        return None
    currency = after.lower() in currency_nouns() and word.form != "people"
    if currency or _MONEY.match(text, end):
        return None
    if word.case == "any" and text[start].isupper() and _goes_on_as_name(after):
        return None
    form = "metonym" if begin < start else word.form
    candidates = word.codes if len(word.codes) > 1 else ()
    return AreaMention(Span.of(text, begin, end), word.codes[0], candidates, form)


def _has_its_case(text: str, start: int, end: int, word: AreaWord) -> bool:
    if word.case == "any":
        return True
    if word.case == "upper":
        return text[start:end] == word.text
    return text[start].isupper()


def _is_other_name(text: str, normal: str, start: int, end: int, after: str) -> bool:
    """Whether the words are part of an organisation's or a person's name."""
    if after[:1].isupper() and context_words("after").get(after.lower()) == "drop":
        return True
    before = normal[max(0, start - _BEFORE_CHARS) : start]
    for words, effect in context_words("before").items():
        if effect == "drop" and _ends_with(before, words):
            return text[start - len(words) - 1].isupper()
    return normal[start:end] in person_names() and _is_person(text, before, start)


def _is_one_of_many(normal: str, start: int, after: str) -> bool:
    """Whether the words only say where one country lies ("the West African nation")."""
    before = normal[max(0, start - _BEFORE_CHARS) : start]
    return after in context_words("member") and _ends_with(before, "the")


def _ends_with(before: str, words: str) -> bool:
    left = len(before) - len(words) - 1
    return before.endswith(words + " ") and (left == 0 or not before[left - 1].isalnum())


def _is_person(text: str, before: str, start: int) -> bool:
    """Whether a title or a first name stands right before."""
    if any(_ends_with(before.replace(". ", " "), title) for title in context_words("person")):
        return True
    first = _LAST_WORD.search(text, max(0, start - _BEFORE_CHARS), start)
    if first is None or first[1].isupper() or first[1].endswith("."):
        return False
    word = first[1].lower()
    return word not in context_words("opener") and word not in area_words()


def _goes_on_as_name(after: str) -> bool:
    """Whether a capitalised "World" or its like is the start of a title: the next word is too."""
    return after[:1].isupper() and after[1:2].islower()


def _institution(normal: str, start: int) -> int:
    """Where a name such as "Bank of Canada" begins; `start` where there is none."""
    before = normal[max(0, start - _BEFORE_CHARS) : start]
    for words, effect in context_words("before").items():
        if effect == "metonym" and _ends_with(before, words):
            return start - len(words) - 1
    return start


def _pointing_back(
    text: str, normal: str, anchor: Span, phrase: str, found: list[AreaMention]
) -> AreaMention | None:
    """The group that "the bloc" means: what the nearest sentence that names one names first.

    Where none is named, some words tell by themselves what they mean ("my country's", as texts
    translated from Chinese say), unless another country is spoken of.
    """
    word = anaphors().get(phrase)
    if word is None:
        return None
    if word.text != phrase and anchor.exact[1:] != word.text[1:]:
        return None
    able = [m for m in found if m.code in word.codes]
    if not able:
        told = any(cue in normal for cue in word.alone)
        others = any(m.form in ("name", "people") for m in found)
        return AreaMention(anchor, word.codes[0], (), "aggregate") if told and not others else None
    breaks = [m.end() for m in _BREAK.finditer(text, 0, able[-1].anchor.start)]
    begin = breaks[-1] if breaks else 0
    first = next(m for m in able if m.anchor.start >= begin)
    return AreaMention(anchor, first.code, (), "aggregate")


def _decided(found: list[AreaMention]) -> list[AreaMention]:
    """Mentions with several readings, settled by what else the text names."""
    certain = {m.code for m in found if not m.candidates}
    siblings = {code.partition("-")[0] for code in certain if "-" in code}
    decided = []
    for mention in found:
        if mention.candidates and mention.form not in {"metonym", "aggregate"}:
            code = _likeliest(mention.candidates, certain, siblings)
            others = tuple(c for c in mention.candidates if c != code)
            decided.append(replace(mention, code=code, candidates=(code, *others)))
        else:
            decided.append(mention)
    return decided


def _likeliest(candidates: tuple[str, ...], certain: set[str], siblings: set[str]) -> str:
    """The first candidate named elsewhere, else one whose neighbours are, else the first.

    Where all are parts of countries, the one whose country is named comes before the first.
    """
    readings = [
        [code for code in candidates if code in certain],
        [code for code in candidates if code.partition("-")[0] in siblings and "-" in code],
    ]
    if all("-" in code for code in candidates):
        readings.append([code for code in candidates if parent_area(code) in certain])
    return next((reading[0] for reading in readings if reading), candidates[0])
