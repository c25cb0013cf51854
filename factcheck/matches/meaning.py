"""What an indicator's name means: concept words, and facets that exclude each other.

The names that a text uses and the names that a table uses are read by the same vocabulary
(`indicator_terms.csv`), so that a table nobody has seen before is matched by the meaning of its
fields. A word the vocabulary does not know stands for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from factcheck.errors import LexiconError
from factcheck.lexicon import load_rows, normalise

__all__ = ["FACETS", "Meaning", "phrases", "read_meaning", "stem"]

FACETS = frozenset(
    {
        *("flow", "cover", "sign", "per", "price", "scope", "sex", "age", "share", "growth"),
        *("rank", "core", "span", "adj", "loose"),
    }
)
"""Facets that a term of the vocabulary may name; each has one value in a meaning."""

_WORD = re.compile(r"[^\W_]+(?:[.$][^\W_]+){0,3}\$?|%")
_PER_MANY = re.compile(r"\bper\s{1,3}\d[\d,]{0,9}\s{1,3}(?:live\s{1,3})?[a-z]{3,20}")
_YEAR_OR_BASE = re.compile(r"\d{4}|\d{1,4}000|100|[\d.]{1,4}\$")
_LONGEST = 7
_FOLDED = str.maketrans({"₂": "2", "-": " "})


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name as read.

    Args:
        words: concept words, and words that stand for themselves.
        facets: values of the facets that the name states.
        unknown: those of the words that the vocabulary does not list.
    """

    words: frozenset[str]
    facets: dict[str, str] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def has(self, facet: str) -> bool:
        """Whether the name states a value for a facet."""
        return facet in self.facets

    def joined(self, other: Meaning) -> Meaning:
        """Both names together; where they disagree on a facet the first counts."""
        return Meaning(
            self.words | other.words,
            {**other.facets, **self.facets},
            self.unknown | other.unknown,
        )


@lru_cache(maxsize=1)
def phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """The vocabulary: phrase, as stemmed words, to terms.

    Raises:
        LexiconError: for a term of an unknown facet.
    """
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, row in enumerate(
        load_rows("indicator_terms", ("phrase", "terms", "example", "source")), start=2
    ):
        terms = tuple(row["terms"].split())
        for term in terms:
            if ":" in term and term.partition(":")[0] not in FACETS:
                raise LexiconError(
                    f"{term!r} names no facet",
                    file="lexicon/indicator_terms.csv",
                    row=number,
                    column="terms",
                    rule="facet",
                )
        found[_words(row["phrase"])] = terms
    return found


@lru_cache(maxsize=1)
def _lengths() -> dict[str, int]:
    """The most words that a phrase has, by its first."""
    found: dict[str, int] = {}
    for phrase in phrases():
        if len(phrase) <= _LONGEST:
            found[phrase[0]] = max(found.get(phrase[0], 0), len(phrase))
    return found


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _words(text: str) -> tuple[str, ...]:
    plain = normalise(text).replace("'s ", " ").translate(_FOLDED)
    return tuple(stem(w.replace(".", "")) for w in _WORD.findall(plain))


@lru_cache(maxsize=2048)
def read_meaning(text: str, *, without: tuple[str, ...] = ()) -> Meaning:
    """The meaning of an indicator's name.

    Args:
        text: the name, as a text or a table prints it.
        without: names of areas that stand in it and are no part of the meaning.
    """
    plain = _PER_MANY.sub(" ", normalise(text))
    for name in without:
        if name:
            plain = re.sub(rf"\b{re.escape(normalise(name))}(?:'s|'|\b)", " ", plain)
    words, table, lengths = _words(plain), phrases(), _lengths()
    terms: set[str] = set()
    unknown: set[str] = set()
    facets: dict[str, str] = {}
    at = 0
    while at < len(words):
        longest = min(lengths.get(words[at], 0), len(words) - at)
        size = next((n for n in range(longest, 0, -1) if words[at : at + n] in table), 0)
        for term in table[words[at : at + size]] if size else ():
            _take(term, terms, facets)
        if not size and not _YEAR_OR_BASE.fullmatch(words[at]):
            unknown.add(words[at])
        at += max(size, 1)
    return Meaning(frozenset(terms | unknown), facets, frozenset(unknown))


def _take(term: str, terms: set[str], facets: dict[str, str]) -> None:
    name, _, value = term.partition(":")
    if name == "growth":
        facets["growth"] = "yes"
    elif name == "rank":
        facets["rank"] = "yes"
    elif value and not (name == "flow" and value == "total" and "flow" in facets):
        facets[name] = (
            value
            if facets.get(name, value) == value or name != "flow"
            else _flow(facets[name], value)
        )
    elif not value and name != "-":
        terms.add(name)


def _flow(first: str, second: str) -> str:
    """Exports beside imports is the total; anything more exact than a total counts."""
    if {first, second} == {"exports", "imports"}:
        return "total"
    return second if first == "total" else first
