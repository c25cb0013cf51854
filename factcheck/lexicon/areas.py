"""Areas: what they are called, which are groups, and who belonged to a group when.

Codes are ISO 3166-1 alpha-3 for countries, ISO 3166-2 for their parts, and the project's own list
(`aggregates.csv`) for groups. States that are no more (`former_states.csv`) have the code they had
(ISO 3166-3, or the Correlates of War list), so that none is taken for a state of today.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise

__all__ = [
    "Anaphor",
    "AreaWord",
    "Case",
    "Form",
    "anaphors",
    "area_names",
    "area_words",
    "context_words",
    "currency_nouns",
    "is_classified",
    "members",
    "parent_area",
    "person_names",
    "traps",
]

_FORMER = ("words", "code", "kind", "form", "case", "until", "example", "source")

Form = Literal["name", "demonym", "people", "metonym", "aggregate", "subdivision"]
Case = Literal["capital", "upper", "any"]


@dataclass(frozen=True, slots=True)
class AreaWord:
    """Words for an area.

    Args:
        text: as written; `upper` words are only meant in just this form.
        codes: every area they may mean, likeliest first.
        form: as in `AreaMention`.
        case: `capital` (begins with a capital), `upper` (exactly as written), `any`.
    """

    text: str
    codes: tuple[str, ...]
    form: Form
    case: Case


def _word(row: dict[str, str], text: str, form: str, case: str) -> AreaWord:
    codes = (row["code"], *filter(None, row.get("others", "").split(";")))
    return AreaWord(row[text], codes, cast("Form", form), cast("Case", case))


def _all_words() -> Iterable[AreaWord]:
    """Words of all files; where two files have the same words, the first one counts."""
    former = load_rows("former_states", _FORMER)
    yield from (_word(row, "words", row["form"], row["case"]) for row in former)
    aliases = load_rows(
        "area_aliases", ("alias", "code", "form", "case", "example", "source"), ("others",)
    )
    yield from (_word(row, "alias", row["form"], row["case"]) for row in aliases)
    names = load_rows("area_names", ("name", "code", "kind", "example", "source"))
    yield from (_word(row, "name", "name", "capital") for row in names)
    demonyms = load_rows("demonyms", ("word", "code", "form", "example", "source"), ("others",))
    yield from (_word(row, "word", row["form"], "capital") for row in demonyms)
    parts = load_rows("subdivisions", ("name", "code", "example", "source"), ("others",))
    yield from (_word(row, "name", "subdivision", "capital") for row in parts)


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that point back to an area.

    Args:
        text: as written.
        codes: the areas they may mean.
        alone: words, in normal form, whose presence tells the first of them where none is named.
    """

    text: str
    codes: tuple[str, ...]
    alone: tuple[str, ...]


@cache
def area_words() -> dict[str, AreaWord]:
    """All words for areas by their normal form."""
    found: dict[str, AreaWord] = {}
    for word in _all_words():
        found.setdefault(normalise(word.text), word)
    return found


@cache
def traps() -> frozenset[str]:
    """Phrases that hold an area's name and name none ("South China Sea"), in normal form."""
    rows = load_rows("area_traps", ("phrase", "example", "source"))
    return frozenset(normalise(row["phrase"]) for row in rows)


@cache
def anaphors() -> dict[str, Anaphor]:
    """Words such as "the bloc" by their normal form.

    Words with a capital ("the Union") are only meant with it.
    """
    rows = load_rows("area_anaphora", ("words", "codes", "example", "source"), ("alone",))
    return {
        normalise(r["words"]): Anaphor(
            r["words"],
            tuple(r["codes"].split(";")),
            tuple(filter(None, r["alone"].split("|"))),
        )
        for r in rows
    }


@cache
def context_words(place: str) -> dict[str, str]:
    """Words beside a name that change what it is, with their effect (`drop`, `metonym`, `keep`).

    Args:
        place: `before` or `after` the name, `person` (a title before it), `opener` (a word that
            begins a sentence and is no first name), `member` (a noun for one of a region's many).
    """
    rows = load_rows("area_context", ("words", "place", "effect", "example", "source"))
    return {row["words"]: row["effect"] for row in rows if row["place"] == place}


@cache
def person_names() -> frozenset[str]:
    """Names of areas that are names of people too, in normal form."""
    rows = load_rows("area_persons", ("name", "example", "source"))
    return frozenset(normalise(row["name"]) for row in rows)


@cache
def currency_nouns() -> frozenset[str]:
    """Nouns that make a currency of the area's name before them ("Hong Kong dollar")."""
    rows = load_rows("area_currencies", ("noun", "example", "source"))
    return frozenset(row["noun"] for row in rows)


@cache
def _display_names() -> dict[str, str]:
    parts = load_rows("subdivisions", ("name", "code", "example", "source"), ("others",))
    names = {row["code"]: row["name"] for row in reversed(parts)}
    countries = load_rows("area_names", ("name", "code", "kind", "example", "source"))
    names |= {row["code"]: row["name"] for row in countries if row["kind"] == "display"}
    names |= {
        r["code"]: r["words"] for r in load_rows("former_states", _FORMER) if r["kind"] == "display"
    }
    groups = load_rows("aggregates", ("code", "name", "source"))
    return names | {row["code"]: row["name"] for row in groups}


def area_names(code: str) -> str:
    """The English name of an area to show; the code itself where none is known."""
    return _display_names().get(code, code)


@cache
def _parents() -> dict[str, str]:
    rows = load_rows("subdivision_parents", ("prefix", "code", "source"))
    return {row["prefix"]: row["code"] for row in rows}


def parent_area(code: str) -> str | None:
    """The country that a part of one belongs to ("US-CA" → "USA"); None for other codes."""
    prefix, dash, _ = code.partition("-")
    return _parents().get(prefix) if dash else None


@cache
def _memberships() -> dict[str, tuple[dict[str, str], ...]]:
    head = ("group", "area", "source")
    dated = load_rows("memberships", ("group", "area", "from", "source"), ("to", "status"))
    regions = load_rows("regions", head, ("from", "to"))
    found: dict[str, list[dict[str, str]]] = {}
    for row in (*dated, *regions):
        found.setdefault(row["group"], []).append(row)
    return {group: tuple(rows) for group, rows in found.items()}


def members(group: str, on: date) -> tuple[str, ...] | None:
    """Areas that belonged to a group on a day, sorted by code.

    Returns:
        None for a group whose members are not known, or not agreed on, for that day.
    """
    rows = _memberships().get(group)
    if rows is None:
        return None
    day = on.isoformat()
    held = [r for r in rows if r["from"] <= day and (not r["to"] or day <= r["to"])]
    if not held or any(row.get("status") == "disputed" for row in held):
        return None
    return tuple(sorted({row["area"] for row in held}))


def is_classified(group: str) -> bool:
    """Whether a group's members are put into it anew each year, as the income groups' are.

    Its published total then follows the newest list for all years, so that no sum over the
    members of a day is that total.
    """
    return any(row.get("status") == "classified" for row in _memberships().get(group, ()))
