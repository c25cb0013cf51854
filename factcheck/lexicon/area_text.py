"""Areas named in a few words: found, and taken out ("Greek joblessness", "US GDP").

A plain scan for short texts such as an indicator's name; articles are read by `mentions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from factcheck.lexicon.areas import area_words
from factcheck.lexicon.normal import normalise
from factcheck.lexicon.phrases import Phrases, is_word

__all__ = ["blank_places", "places_at", "places_in"]

_LONG = 5
_WORLD = "WLD"


@dataclass(frozen=True, slots=True)
class _Names:
    """Names, with the likeliest code of each."""

    phrases: Phrases
    codes: tuple[str, ...]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and code of each name; a genitive's ending belongs to it."""
        for start, end, place in self.phrases.find(text):
            yield start, _with_genitive(text, end), self.codes[place]


def _stands(text: str, start: int, end: int) -> bool:
    if start and (is_word(text[start - 1]) or text[start - 1] == "."):
        return False
    return end == len(text) or not is_word(text[end])


def _with_genitive(text: str, end: int) -> int:
    return end + (2 if text.startswith("'s", end) else 1 if text.startswith("'", end) else 0)


@cache
def _tables() -> tuple[_Names, _Names]:
    """Short names as written, and long ones in normal form."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name, word in area_words().items():
        if not word.codes or word.codes[0] == _WORLD:
            continue
        if len(word.text) < _LONG or "." in word.text or word.case == "upper":
            exact.setdefault(word.text, word.codes[0])
        else:
            folded.setdefault(name, word.codes[0])
    return _names(exact), _names(folded)


def _names(codes: dict[str, str]) -> _Names:
    return _Names(Phrases(tuple(codes), _stands), tuple(codes.values()))


@lru_cache(maxsize=512)
def places_at(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and code of each area named, in text order; the world is none of them.

    Args:
        text: with the article's own capitals where it has them.
    """
    exact, folded = _tables()
    return tuple(sorted([*exact.find(text), *folded.find(normalise(text))]))


def places_in(text: str) -> list[str]:
    """Codes of the areas named, in text order.

    Args:
        text: with the article's own capitals where it has them.
    """
    return [code for _, _, code in places_at(text)]


def blank_places(text: str) -> str:
    """The words with the names of areas blanked, the rest unchanged and of the same length.

    Args:
        text: an indicator's name.
    """
    out = list(text)
    for start, end, _ in places_at(text):
        out[start:end] = " " * (end - start)
    return "".join(out)
