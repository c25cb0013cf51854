"""A parsed sentence, and the few questions the claims room asks of a parse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from factcheck.claims.vocabulary import head_nouns, words_of
from factcheck.lexicon import normalise
from factcheck.records import Mentions, Span

__all__ = [
    "Sentence",
    "Stretch",
    "governor",
    "is_measurable",
    "is_pronoun",
    "is_verb",
    "preposed",
    "subject_of",
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where something stands, and the part of its sentence that belongs to it alone.

    Args:
        start: offset of what is read.
        end: offset behind it.
        left: where the figure before it ends, or the sentence starts.
        right: where the next figure starts, or the sentence ends.
    """

    start: int
    end: int
    left: int
    right: int


@dataclass(slots=True)
class Sentence:
    """One parsed sentence of an article; offsets are code points into the article's text."""

    text: str
    start: int
    end: int
    doc: Any
    mentions: Mentions
    low: str = field(init=False)
    words: list[Any] = field(init=False)
    _starts: list[int] = field(init=False)
    _ends: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.low = normalise(self.text[self.start : self.end])
        self.words = list(self.doc)
        self._starts = [t.idx for t in self.words]
        self._ends = [start + len(t) for start, t in zip(self._starts, self.words, strict=True)]

    def between(self, start: int, end: int) -> str:
        """Normalised text of `[start, end)`, cut to the sentence."""
        return self.low[max(0, start - self.start) : max(0, end - self.start)]

    def tokens(self, start: int, end: int) -> list[Any]:
        """Tokens that overlap `[start, end)`."""
        a, b = start - self.start, end - self.start
        return self.words[bisect_right(self._ends, a) : bisect_left(self._starts, b)]

    def root_of(self, start: int, end: int) -> Any | None:
        """The token in `[start, end)` whose head lies outside it."""
        inside = self.tokens(start, end)
        ids = {t.i for t in inside}
        for token in inside:
            if token.head.i not in ids or token.head.i == token.i:
                return token
        return inside[-1] if inside else None

    def at(self, token: Any) -> int:
        """Offset of a token in the article."""
        return int(self.start + token.idx)

    def end_of(self, token: Any) -> int:
        """Offset behind a token in the article."""
        return int(self.start + token.idx + len(token))

    def span_of(self, token: Any) -> Span:
        """A token's span in the article."""
        return Span.of(self.text, self.at(token), self.end_of(token))

    def within(self, span: Span) -> bool:
        """Whether a span lies in this sentence."""
        return self.start <= span.start and span.end <= self.end

    def pick(self, mentions: Iterable[Any]) -> list[Any]:
        """Those of the mentions that lie in this sentence."""
        return [m for m in mentions if self.within(m.anchor)]


def preposed(token: Any, *prepositions: str) -> Any | None:
    """The last noun that `token` governs through one of the prepositions."""
    found = None
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in prepositions:
            found = next((c for c in prep.children if c.dep_ == "pobj"), None)
    return found


def governor(token: Any) -> Any:
    """The verb (or root) that a figure depends on, climbing through nouns and prepositions."""
    seen = 0
    while token.head.i != token.i and seen < 40:
        seen += 1
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "compound"):
            return token
        token = token.head
    return token


def subject_of(verb: Any) -> Any | None:
    """The noun that a verb says something of, looking up through coordination and participles."""
    for _ in range(12):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") and child.i < verb.i + 6:
                return _antecedent(child, verb)
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            verb = governor(verb.head.head)
            continue
        if verb.head.i == verb.i:
            return None
        if verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep", "parataxis", "auxpass", "aux"):
            up = verb.head
            if up.pos_ in ("NOUN", "PROPN"):
                return up
            verb = up
            continue
        up = governor(verb.head)
        if up.i == verb.i:
            return None
        verb = up
    return None


def _antecedent(child: Any, verb: Any) -> Any:
    """For "which fell", the noun that "which" stands for."""
    if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        noun = verb.head
        above = noun.head.head if noun.dep_ == "pobj" else noun
        named = noun.pos_ == "PROPN" and is_measurable(above)
        return above if named else noun
    if child.dep_ == "csubj":
        return next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), child)
    return child


def is_measurable(token: Any) -> bool:
    """Whether a noun can head an indicator."""
    return token.lower_ in head_nouns()


def is_pronoun(token: Any) -> bool:
    """Whether a word only points back to something named before."""
    return token.lower_ in words_of("pronoun")


def is_verb(token: Any) -> bool:
    """Whether a word is a verb; "exports" and "imports" read as one stay nouns."""
    return token.pos_ in ("VERB", "AUX") and token.lower_ not in words_of("flow")
