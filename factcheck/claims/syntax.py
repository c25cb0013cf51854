"""A parsed sentence, and the few questions the claims room asks of a parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from factcheck.claims.vocabulary import head_nouns, movement_at, words_of
from factcheck.lexicon import normalise
from factcheck.records import Mentions, Span

__all__ = [
    "Phrase",
    "Sentence",
    "Stretch",
    "governor",
    "is_measurable",
    "is_pronoun",
    "is_verb",
    "noun_phrase",
    "preposed",
    "subject_of",
]

_INSIDE = {"compound", "amod", "nmod", "poss", "case", "cc", "conj", "advmod", "npadvmod", "punct"}
_KEPT_PREPS = {
    "of", "in", "to", "from", "with", "by", "for", "on", "at", "between", "into",
    "against", "under", "among", "per", "using", "less", "excluding", "without",
}  # fmt: skip
_BEFORE = frozenset(
    (
        "compound",
        "amod",
        "nmod",
        "poss",
        "case",
        "advmod",
        "npadvmod",
        "punct",
        "quantmod",
        "nummod",
    )
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as an indicator names it: its words, its span, and its head token."""

    text: str
    span: Span
    head: Any


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

    def __post_init__(self) -> None:
        self.low = normalise(self.text[self.start : self.end])

    def between(self, start: int, end: int) -> str:
        """Normalised text of `[start, end)`, cut to the sentence."""
        return self.low[max(0, start - self.start) : max(0, end - self.start)]

    def tokens(self, start: int, end: int) -> list[Any]:
        """Tokens that overlap `[start, end)`."""
        a, b = start - self.start, end - self.start
        return [t for t in self.doc if t.idx < b and t.idx + len(t) > a]

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
        return verb.head
    if child.dep_ == "csubj":
        return next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), child)
    return child


def noun_phrase(sentence: Sentence, token: Any, drop: Iterable[Span] = ()) -> Phrase | None:
    """The noun phrase around `token` with its modifiers and the prepositions that belong to it.

    Args:
        sentence: where the token stands.
        token: the head noun.
        drop: spans to leave out (the reference area, periods, figures).
    """
    dropped = list(drop)

    def gone(tok: Any) -> bool:
        start, end = sentence.at(tok), sentence.end_of(tok)
        return any(s.start < end and start < s.end for s in dropped)

    tokens = sorted(set(_phrase_tokens(token, gone)), key=lambda t: t.i)
    tokens = _trimmed([t for t in tokens if not gone(t)])
    if not tokens:
        return None
    text = _joined(tokens)
    if not text:
        return None
    start, end = sentence.at(tokens[0]), sentence.end_of(tokens[-1])
    return Phrase(text, Span.of(sentence.text, start, end), token)


def _phrase_tokens(token: Any, gone: Any, depth: int = 0) -> Iterator[Any]:
    yield token
    for child in token.children:
        if child.i < token.i:
            if _narrows(token, child, gone):
                yield from _modifier(child)
        elif child.dep_ == "prep" and child.lower_ in _KEPT_PREPS and depth < 3:
            yield from _prepositional(child, gone, depth)
        elif child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and depth < 3:
            yield from _coordinated(token, child, gone, depth)
        elif child.dep_ in ("case", "punct") and child.text in ("'s", "’s", "-"):
            yield child
        elif child.dep_ == "acl" and child.i == token.i + 1:
            yield from _described(child, gone)


def _described(participle: Any, gone: Any) -> Iterator[Any]:
    """Reads "cases linked to smoking", "people using the Internet": a participle right behind.

    One that moves, or that leads to a figure, says something of its own.
    """
    if movement_at(participle.lower_, participle.tag_) or participle.tag_ not in ("VBG", "VBN"):
        return
    found = []
    for token in participle.doc[participle.i : participle.i + 8]:
        inside = token.i == participle.i or participle.is_ancestor(token)
        if not inside or token.is_punct or gone(token) or token.like_num:
            break
        found.append(token)
    if len(found) > 1:
        yield from found


def _narrows(token: Any, child: Any, gone: Any) -> bool:
    """Whether a word before a noun belongs to its name."""
    if child.dep_ not in _BEFORE:
        return False
    if any(t.text in (",", ";") for t in token.doc[child.i + 1 : token.i]):
        return False
    if child.dep_ == "nummod" and child.text[:1].isdigit():
        return False
    if child.dep_ == "poss" and (gone(child) or child.tag_ == "PRP$" or _is_owner(child)):
        return False
    return not (child.lower_ in words_of("degree") and child.dep_ in ("amod", "advmod"))


def _is_owner(token: Any) -> bool:
    """Whether "the country's" only says whose figure it is, as "its" does."""
    bare = all(c.dep_ in ("det", "case", "poss") for c in token.children)
    return bare and token.lower_ in words_of("owner")


def _modifier(token: Any) -> Iterator[Any]:
    yield token
    for child in token.children:
        if child.dep_ in _INSIDE and child.text not in (",", "(", ")", ";", ":", "--", "—"):
            yield from _modifier(child)


def _prepositional(prep: Any, gone: Any, depth: int) -> Iterator[Any]:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ in (
            "NOUN",
            "PROPN",
            "PRON",
            "VERB",
            "ADJ",
            "NUM",
        ):
            counted = child.like_num and not any(c.dep_ == "amod" for c in child.children)
            if gone(child) or counted or child.pos_ == "PRON":
                continue
            if child.lower_ in words_of("time_noun") and prep.lower_ != "of":
                continue
            yield prep
            yield from _phrase_tokens(child, gone, depth + 1)


def _coordinated(token: Any, child: Any, gone: Any, depth: int) -> Iterator[Any]:
    """Goes on over "imports and exports", not over "exports …, and imports of $3"."""
    links = [c for c in token.children if c.dep_ == "cc" and c.i < child.i]
    far = child.i - token.i > 12
    own = any(c.dep_ in ("nummod", "acl", "relcl") for c in child.children)
    if far or own or child.like_num:
        return
    if links:
        yield links[-1]
    yield from _phrase_tokens(child, gone, depth + 1)


def _trimmed(tokens: list[Any]) -> list[Any]:
    """Leaves out prepositions, conjunctions and marks at either end."""
    loose = ("ADP", "CCONJ", "PUNCT", "PART", "DET", "SCONJ")
    while tokens and (tokens[0].pos_ in loose or tokens[0].tag_ == "POS"):
        tokens = tokens[1:]
    while tokens and (tokens[-1].pos_ in loose or tokens[-1].tag_ == "POS"):
        tokens = tokens[:-1]
    return tokens


def _joined(tokens: list[Any]) -> str:
    words: list[str] = []
    previous = None
    for token in tokens:
        if token.tag_ == "POS" and (previous is None or previous.i != token.i - 1):
            continue
        glue = previous is not None and previous.i == token.i - 1 and not previous.whitespace_
        if glue and words:
            words[-1] += token.text
        else:
            words.append(token.text)
        previous = token
    return " ".join(words).strip(" ,;:'\"“”")


def is_measurable(token: Any) -> bool:
    """Whether a noun can head an indicator."""
    return token.lower_ in head_nouns()


def is_pronoun(token: Any) -> bool:
    """Whether a word only points back to something named before."""
    return token.lower_ in words_of("pronoun")


def is_verb(token: Any) -> bool:
    """Whether a word is a verb; "exports" and "imports" read as one stay nouns."""
    return token.pos_ in ("VERB", "AUX") and token.lower_ not in words_of("flow")
