"""Areas named inside an indicator's words ("Greek joblessness", "share of world GDP")."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise

__all__ = ["blank_places", "places_in"]

_LONG = 5
_WORLD = "WLD"
_SOURCES = (
    ("area_names", "name"),
    ("area_aliases", "alias"),
    ("demonyms", "word"),
    ("aggregates", "name"),
)


def _rows(name: str) -> list[dict[str, str]]:
    """Rows of an area list, whatever columns it has beside name and code."""
    import csv
    from importlib.resources import files

    source = files("factcheck.lexicon").joinpath(f"{name}.csv")
    if not source.is_file():
        load_rows(name, ("code",))
    with source.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def _tables() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str]]:
    """Short names as written, and long ones in normal form, each with its code."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for file, column in _SOURCES:
        for row in _rows(file):
            name = row[column].strip()
            if not name or row["code"] == _WORLD:
                continue
            if len(name) < _LONG or "." in name:
                exact.setdefault(name, row["code"])
            else:
                folded.setdefault(normalise(name), row["code"])
    return _pattern(exact), exact, _pattern(folded), folded


def _pattern(names: dict[str, str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{longest})(?![\w])(?:'s|')?")


def places_in(text: str) -> list[str]:
    """Codes of the areas named in a few words, in text order.

    Args:
        text: an indicator's name, in the article's own capitals where it has them.
    """
    exact, codes, folded, more = _tables()
    plain = normalise(text)
    found = [(m.start(), codes[_bare(m[0], codes)]) for m in exact.finditer(text)]
    found += [(m.start(), more[_bare(m[0], more)]) for m in folded.finditer(plain)]
    return [code for _, code in sorted(found)]


def _bare(name: str, known: dict[str, str]) -> str:
    if name in known:
        return name
    return name[:-2] if name.endswith("'s") else name[:-1]


def blank_places(text: str) -> str:
    """The words with the names of areas taken out, the rest unchanged.

    Args:
        text: an indicator's name.
    """
    exact, _, folded, _ = _tables()
    text = exact.sub(lambda m: " " * len(m[0]), text)
    plain = normalise(text)
    out = list(text)
    for m in folded.finditer(plain):
        out[m.start() : m.end()] = " " * (m.end() - m.start())
    return "".join(out)
