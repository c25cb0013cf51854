"""What words for an indicator mean: "power" is electricity, "joblessness" unemployment.

The vocabulary is that by which claims are matched (`indicator_terms.csv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise
from factcheck.lexicon.phrases import Phrases, is_word

__all__ = ["concepts"]


@cache
def _vocabulary() -> tuple[Phrases, tuple[tuple[str, ...], ...]]:
    rows = load_rows("indicator_terms", ("phrase", "terms", "example", "source"))
    terms = tuple(tuple(t for t in row["terms"].split() if t != "-") for row in rows)
    return Phrases([normalise(row["phrase"]) for row in rows], _stands), terms


def _stands(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before and is_word(before)) and not (after and is_word(after))


def concepts(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each phrase of a text that the vocabulary knows, with what it means.

    Words that say nothing of what is measured ("of", "total") come with no meaning.
    """
    plain = normalise(text)
    phrases, terms = _vocabulary()
    for start, end, place in phrases.find(plain):
        yield plain[start:end], terms[place]
