"""Areas named in a few words: found, and taken out ("Greek joblessness", "US GDP").

A plain scan for short texts such as an indicator's name; articles are read by `mentions`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from factcheck.lexicon.areas import area_words
from factcheck.lexicon.normal import normalise

__all__ = ["blank_places", "places_at", "places_in"]

_LONG = 5
_WORLD = "WLD"


@cache
def _tables() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str]]:
    """Short names as written, and long ones in normal form, each with its likeliest code."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name, word in area_words().items():
        if not word.codes or word.codes[0] == _WORLD:
            continue
        if len(word.text) < _LONG or "." in word.text or word.case == "upper":
            exact.setdefault(word.text, word.codes[0])
        else:
            folded.setdefault(normalise(name), word.codes[0])
    return _pattern(exact), exact, _pattern(folded), folded


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])({longest})(?!\w)(?:'s|')?")


@lru_cache(maxsize=512)
def places_at(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and code of each area named, in text order; the world is none of them.

    Args:
        text: with the article's own capitals where it has them.
    """
    exact, codes, folded, more = _tables()
    plain = normalise(text)
    found = [(m.start(), m.end(), codes[m[1]]) for m in exact.finditer(text)]
    found += [(m.start(), m.end(), more[m[1]]) for m in folded.finditer(plain)]
    return tuple(sorted(found))


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
