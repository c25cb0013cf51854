"""A cheap check that a text is English: the share of English function words among its words."""

from __future__ import annotations

import re
from functools import cache

from factcheck.lexicon import load_rows, normalise

__all__ = ["english_share", "find_language"]

_WORD = re.compile(r"[^\W\d_]{1,40}")
_LOOKED_AT = 20_000
_FEWEST_WORDS = 20
_LEAST_SHARE = 0.18


@cache
def _function_words() -> frozenset[str]:
    return frozenset(r["word"] for r in load_rows("english_words", ("word", "example", "source")))


def english_share(text: str) -> float:
    """Share (0 to 1) of English function words among the words of the text's beginning."""
    words = _WORD.findall(normalise(text[:_LOOKED_AT]))
    return sum(w in _function_words() for w in words) / len(words) if words else 0.0


def find_language(text: str) -> str:
    """`en`, or `und` where the text does not read as English.

    A text of fewer than twenty words is taken as English unless most of its letters are not
    Latin.
    """
    sample = text[:_LOOKED_AT]
    letters = [c for c in sample if c.isalpha()]
    if letters and sum(ord(c) < 0x250 for c in letters) < len(letters) / 2:
        return "und"
    if len(_WORD.findall(sample)) < _FEWEST_WORDS:
        return "en"
    return "en" if english_share(sample) >= _LEAST_SHARE else "und"
