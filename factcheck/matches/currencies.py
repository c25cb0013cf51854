"""Which currencies a passage speaks of."""

from __future__ import annotations

from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.phrases import Phrases, is_word

__all__ = ["currencies_in", "without_currencies"]

_HEADER = ("code", "names", "example", "source")
_GENERICS = ("form", "place", "factor", "candidates", "example", "source")


@lru_cache(maxsize=1)
def _names() -> tuple[Phrases, tuple[str, ...]]:
    names: dict[str, str] = {}
    traps = {r["word"] for r in load_rows("currency_traps", ("word", "example", "source"))}
    for row in load_rows("currencies", _HEADER, ("symbols", "minor", "cues")):
        for name in (*row["names"].split(";"), *row["symbols"].split(";")):
            _add(names, name, row["code"], traps)
    for row in load_rows("currency_generics", _GENERICS):
        if row["factor"] == "1":
            _add(names, row["form"], row["candidates"].partition(";")[0], traps)
    return Phrases(tuple(names), _stands), tuple(names.values())


def _stands(text: str, start: int, end: int) -> bool:
    """Words are whole; a symbol may touch what is beside it ("US$5")."""
    if start and text[start].isalpha() and is_word(text[start - 1]):
        return False
    return end == len(text) or not (text[end - 1].isalpha() and is_word(text[end]))


def _add(names: dict[str, str], name: str, code: str, traps: set[str]) -> None:
    plain = normalise(name.strip())
    if plain and plain not in traps:
        names.setdefault(plain, code)
        if plain.isalpha() and len(plain) > 3:
            names.setdefault(f"{plain}s", code)


@lru_cache(maxsize=512)
def currencies_in(text: str) -> frozenset[str]:
    """ISO 4217 codes of the currencies named in a text; a bare dollar is that of the United States.

    Args:
        text: a sentence or passage.
    """
    phrases, codes = _names()
    return frozenset(codes[place] for _, _, place in phrases.find(normalise(text)))


@lru_cache(maxsize=2048)
def without_currencies(text: str) -> str:
    """A text in normal form with the names of currencies blanked.

    Args:
        text: an indicator's name.
    """
    plain = normalise(text)
    for start, end, _ in reversed(list(_names()[0].find(plain))):
        plain = f"{plain[:start]} {plain[end:]}"
    return plain
