"""Whether a claim is asserted, forecast, aimed at or only supposed; and whether it is denied."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from factcheck.claims.syntax import Sentence, governor
from factcheck.claims.times import ended
from factcheck.claims.vocabulary import class_pattern, modality_words, words_of
from factcheck.records import Modality, Period

__all__ = ["attribution_of", "is_aim", "is_exhortation", "is_negated", "modality_of"]

_STRONGEST_FIRST: tuple[Modality, ...] = ("hypothetical", "forecast", "target")
_PARTS = re.compile(r"[;:,]|\b(?:where|which|because|since|while|as)\b")


def modality_of(
    sentence: Sentence, start: int, end: int, *, period: Period | None, published: date | None
) -> Modality:
    """The modality of what stands at `[start, end)`.

    A period that had ended when the article came out is asserted, whatever the tense.
    """
    behind = sentence.between(end, end + 30)
    if _expected().search(_own_words(sentence, start)) or _by_others().match(behind):
        return "forecast"
    if ended(period, published) or _revised().match(sentence.between(end, end + 60)):
        return "asserted"
    root = sentence.root_of(start, end)
    if (
        root is not None
        and _told(governor(root))
        and not (period and published and period.start > published)
    ):
        return "asserted"
    clause = _past_infinitive().sub("", _clause(sentence, start, end))
    running = period is None or published is None or period.end >= published
    said = {m for pattern, m in modality_words() if pattern.search(clause)}
    if running:
        for modality in _STRONGEST_FIRST:
            if modality in said:
                return modality
    if period is not None and published is not None and period.start > published:
        return "forecast"
    return "asserted"


def _own_words(sentence: Sentence, start: int) -> str:
    """What leads to an anchor, back to the last break."""
    before = sentence.between(max(sentence.start, start - 90), start)
    return re.split(r"[;:,]|\b(?:but|while|after|whereas)\b", before)[-1]


@cache
def _past_infinitive() -> re.Pattern[str]:
    """Words that report what has happened ("is estimated to have risen")."""
    return re.compile(rf"\b{class_pattern('reckoned')} to have\b")


@cache
def _expected() -> re.Pattern[str]:
    """Words for what others had expected of a period, which it need not have brought."""
    return re.compile(rf"\b{class_pattern('poll')}\b")


@cache
def _revised() -> re.Pattern[str]:
    """What follows a figure that tells how far a forecast was moved ("from its July forecast")."""
    return re.compile(rf" from (?:[a-z-]{{1,12}} ){{1,3}}?{class_pattern('forecast_noun')}\b")


@cache
def _by_others() -> re.Pattern[str]:
    """Words behind a figure that some had only expected ("expected by analysts")."""
    return re.compile(rf" (?:[a-z]{{2,12}} )?{class_pattern('expected_by')}\b")


def is_aim(word: str) -> bool:
    """Whether a verb states an aim ("targets")."""
    return any(m == "target" and pattern.fullmatch(word) for pattern, m in modality_words())


def _told(verb: Any) -> bool:
    """Whether a verb tells of the past: simple past, with no modal, and itself no forecast."""
    if verb.tag_ != "VBD" or any(c.tag_ == "MD" or c.lower_ == "if" for c in verb.children):
        return False
    return not any(pattern.search(verb.lower_) for pattern, _ in modality_words())


def _clause(sentence: Sentence, start: int, end: int) -> str:
    """The stretch from the last strong break to the anchor, and the words that govern it."""
    before = sentence.between(sentence.start, start)
    cut = max(before.rfind(";"), before.rfind(", although"), before.rfind(" -- "))
    tail = sentence.between(end, end + 30)
    tail = re.split(r"[,;]", tail)[0]
    return before[cut + 1 :] + " " + tail


def is_exhortation(sentence: Sentence, start: int, *, whole: bool = False) -> bool:
    """Whether the clause wishes or urges ("we must expand imports").

    Args:
        sentence: where it stands.
        start: offset of the word in question.
        whole: whether all that stands before it in the sentence counts, not its clause alone.
    """
    before = sentence.between(sentence.start, start)
    if whole:
        before = re.sub(r"[;:,]", " ", before)
    before = _PARTS.split(before)[-1]
    pattern = next(p for p, m in modality_words() if m == "exhortation")
    return bool(pattern.search(before))


def is_negated(token: Any | None) -> bool:
    """Whether the governing verb is denied ("did not exceed 3%")."""
    if token is None:
        return False
    verb = governor(token)
    return any(c.dep_ == "neg" for c in verb.children)


def attribution_of(sentence: Sentence) -> str | None:
    """Who the sentence says it from: the subject of a verb of saying."""
    for token in sentence.words:
        if token.lower_ in words_of("speech") and token.pos_ == "VERB":
            for child in token.children:
                if child.dep_ in ("nsubj", "pobj") and child.pos_ in ("NOUN", "PROPN"):
                    left, right = child.left_edge.i, child.i
                    return str(token.doc[left : right + 1].text)
    return None
