"""Noun phrases as indicators are named: with their modifiers, without areas, dates and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.claims.syntax import Sentence
from factcheck.claims.vocabulary import movement_at, words_of
from factcheck.records import Span

__all__ = ["Phrase", "noun_phrase"]

_INSIDE = {"compound", "amod", "nmod", "poss", "case", "cc", "conj", "advmod", "npadvmod", "punct"}
_KEPT_PREPS = {
    "of", "in", "to", "from", "with", "by", "for", "on", "at", "between", "into",
    "against", "under", "among", "per", "using", "less", "excluding", "without",
}  # fmt: skip
_MARKS = (",", "(", ")", ";", ":", "--", "—")
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
            if f"{token.lower_} {child.lower_}" in words_of("set_phrase"):
                yield from _phrase_tokens(child, gone, depth + 1)
            else:
                yield from _described(child, gone)


def _described(participle: Any, gone: Any) -> Iterator[Any]:
    """Reads "cases linked to smoking", "people using the Internet": a participle right behind.

    One that moves, or that leads to a figure, says something of its own.
    """
    if movement_at(participle.lower_, participle.tag_) or participle.tag_ not in ("VBG", "VBN"):
        return
    found = []
    aged = participle.lower_ in words_of("age_word")
    for token in participle.doc[participle.i : participle.i + 8]:
        inside = token.i == participle.i or participle.is_ancestor(token)
        if token.like_num and inside and not aged:
            return
        if not inside or token.is_punct or gone(token):
            break
        found.append(token)
    if len(found) > 1:
        yield from found


def _narrows(token: Any, child: Any, gone: Any) -> bool:
    """Whether a word before a noun belongs to its name."""
    if child.dep_ not in _BEFORE:
        return False
    marks = [t for t in token.doc[child.i + 1 : token.i] if t.text in (",", ";")]
    if marks and not (child.dep_ in ("nmod", "compound") and _lists(child, marks)):
        return False
    if child.dep_ == "nummod" and child.text[:1].isdigit():
        return not child.whitespace_ and child.nbor(1).text != "-"
    if child.dep_ == "poss" and (gone(child) or child.tag_ == "PRP$" or _is_owner(child)):
        return False
    if child.tag_ == "FW":
        return False
    if child.tag_ == "JJS" and child.dep_ == "amod":
        return False
    return not (child.lower_ in words_of("degree") and child.dep_ in ("amod", "advmod"))


def _lists(first: Any, marks: list[Any]) -> bool:
    """Whether commas only part the members of a list ("corn, wheat and sugar prices")."""
    members = {first.i} | {t.i for t in first.subtree if t.dep_ == "conj"}
    return len(members) > 1 and all(m.head.i in members and m.text == "," for m in marks)


def _is_owner(token: Any) -> bool:
    """Whether "the country's" only says whose figure it is, as "its" does."""
    placed = ("det", "case", "poss", "amod", "compound")
    bare = all(c.dep_ in placed for c in token.children)
    return bare and token.lower_ in words_of("owner")


def _modifier(token: Any) -> Iterator[Any]:
    yield token
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of" and token.dep_ in ("compound", "nmod"):
            yield from child.subtree
        if child.dep_ == "nummod" and child.i + 1 < token.i and child.nbor(1).text == "-":
            yield child
        if child.dep_ == "nummod" and child.i + 1 == token.i and not child.whitespace_:
            yield child
        listed = child.text == "," and any(c.dep_ == "conj" for c in token.children)
        if child.dep_ in _INSIDE and (listed or child.text not in _MARKS):
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
            if gone(child) and prep.lower_ == "of" and child.tag_ in ("NNS", "NNPS"):
                yield from _of_people(prep, child, gone)
            if gone(child) or counted or child.pos_ == "PRON":
                continue
            if child.lower_ in words_of("time_noun") and prep.lower_ != "of":
                continue
            yield prep
            yield from _phrase_tokens(child, gone, depth + 1)


def _of_people(prep: Any, people: Any, gone: Any) -> Iterator[Any]:
    """Keeps what narrows the people of an area: "number of unemployed" of its citizens."""
    narrowing = [c for c in people.lefts if c.dep_ in ("amod", "compound") and not gone(c)]
    if narrowing:
        yield prep
        yield from narrowing


def _coordinated(token: Any, child: Any, gone: Any, depth: int) -> Iterator[Any]:
    """Goes on over "imports and exports", not over "exports …, and imports of $3"."""
    links = [c for c in token.children if c.dep_ == "cc" and c.i < child.i]
    far = child.i - token.i > 12
    own = any(c.dep_ in ("nummod", "acl", "relcl") for c in child.children)
    own = own or (token.nbor(1).like_num or token.nbor(1).tag_ == "$")
    if far or own or child.like_num:
        return
    if links:
        yield links[-1]
    yield from _phrase_tokens(child, gone, depth + 1)


def _trimmed(tokens: list[Any]) -> list[Any]:
    """Leaves out prepositions, conjunctions and marks at either end."""
    loose = ("ADP", "CCONJ", "PUNCT", "PART", "DET", "SCONJ")
    while tokens and (tokens[0].pos_ in loose or tokens[0].tag_ == "POS"):
        if tokens[0].pos_ == "ADP" and tokens[1:] and tokens[1].text == "-":
            break
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
