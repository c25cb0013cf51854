"""Which currencies a passage speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise

__all__ = ["currencies_in", "without_currencies"]

_HEADER = ("code", "names", "example", "source")
_GENERICS = ("form", "place", "factor", "candidates", "example", "source")


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    traps = {r["word"] for r in load_rows("currency_traps", ("word", "example", "source"))}
    for row in load_rows("currencies", _HEADER, ("symbols", "minor", "cues")):
        for name in (*row["names"].split(";"), *row["symbols"].split(";")):
            _add(names, name, row["code"], traps)
    for row in load_rows("currency_generics", _GENERICS):
        if row["factor"] == "1":
            _add(names, row["form"], row["candidates"].partition(";")[0], traps)
    longest = sorted(names, key=len, reverse=True)
    pattern = "|".join(
        (r"\b" if n[0].isalpha() else "") + re.escape(n) + (r"\b" if n[-1].isalpha() else "")
        for n in longest
    )
    return re.compile(pattern), names


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
    pattern, names = _names()
    return frozenset(names[m[0]] for m in pattern.finditer(normalise(text)))


def without_currencies(text: str) -> str:
    """A text in normal form with the names of currencies blanked.

    Args:
        text: an indicator's name.
    """
    return _names()[0].sub(" ", normalise(text))
