"""The lexicon as the claims room looks things up: one cached table an idea."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factcheck.lexicon import load_rows
from factcheck.records import Basis, Direction

__all__ = [
    "Movement",
    "abbreviations",
    "basis_default",
    "class_pattern",
    "comparatives",
    "currency_heads",
    "currency_rows",
    "head_nouns",
    "indicator_forms",
    "modality_words",
    "movement_at",
    "movements",
    "number_labels",
    "overtaking",
    "rank_nouns",
    "superlative_measures",
    "verb_nouns",
    "words_in",
    "words_of",
]

_TAIL = ("example", "source")


@dataclass(frozen=True, slots=True)
class Movement:
    """A word of movement: `pos` is verb, noun or adjective; `valency` of verbs."""

    words: str
    pos: str
    direction: Direction
    valency: str


@cache
def movements() -> dict[str, tuple[Movement, ...]]:
    """Every form → the movements it can express (verb and noun readings side by side)."""
    found: dict[str, tuple[Movement, ...]] = {}
    rows = load_rows("change_words", ["id", "forms", "pos", "direction"], ["valency", *_TAIL])
    for row in rows:
        for form in row["forms"].split("|"):
            move = Movement(form, row["pos"], row["direction"], row["valency"])  # type: ignore[arg-type]
            found[form] = (*found.get(form, ()), move)
    return found


def movement_at(word: str, tag: str, particle: str = "") -> Movement | None:
    """The movement that `word` expresses, read by its part of speech.

    Args:
        word: the token in lower case.
        tag: its Penn tag.
        particle: the verb's particle ("up" of "went up"), empty when there is none.
    """
    if particle:
        phrasal = movements().get(f"{word} {particle}")
        if phrasal:
            return phrasal[0]
    options = movements().get(word, ())
    wanted = {"V": "verb", "N": "noun", "J": "adjective", "R": "adjective", "I": "adjective"}
    pos = wanted.get(tag[:1])
    exact = [m for m in options if m.pos == pos]
    if exact:
        return exact[0]
    if pos == "noun" and tag == "NN":
        return None
    loose = [m for m in options if (m.pos == "adjective") == (pos == "adjective")]
    return loose[0] if loose else None


@cache
def comparatives() -> dict[str, tuple[Direction, str]]:
    """Word → (side the subject is on, `comparative` or `preposition`)."""
    rows = load_rows("comparatives", ["word", "direction", "form", *_TAIL])
    return {r["word"]: (r["direction"], r["form"]) for r in rows}  # type: ignore[misc]


@cache
def overtaking() -> dict[str, Direction]:
    """Verb form → the side on which it puts its subject ("exceeded": up)."""
    rows = load_rows("overtaking", ["forms", "direction", *_TAIL])
    return {f: r["direction"] for r in rows for f in r["forms"].split("|")}  # type: ignore[misc]


@cache
def head_nouns() -> dict[str, str]:
    """Noun that can head an indicator → its group."""
    rows = load_rows("indicator_heads", ["word", "group", *_TAIL])
    return {r["word"]: r["group"] for r in rows}


@cache
def modality_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of modality, in the order of the file, each with what it says."""
    rows = load_rows("modality", ["forms", "modality", *_TAIL])
    grouped: dict[str, list[str]] = {}
    for row in rows:
        grouped.setdefault(row["modality"], []).extend(row["forms"].split("|"))
    return tuple(
        (re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)"), modality)
        for modality, forms in grouped.items()
    )


@cache
def indicator_forms() -> dict[str, str]:
    """Words of the text → how the indicator is named."""
    rows = load_rows("indicator_forms", ["words", "indicator", *_TAIL])
    return {r["words"]: r["indicator"] for r in rows}


@cache
def abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence."""
    return frozenset(r["word"] for r in load_rows("abbreviations", ["word", *_TAIL]))


@cache
def number_labels() -> frozenset[str]:
    """Words that name the number behind them ("section 3.2")."""
    return frozenset(r["word"] for r in load_rows("number_labels", ["word", *_TAIL]))


@cache
def words_of(name: str) -> frozenset[str]:
    """Words of one class of `claim_words.csv` ("share": "accounting for", "degree": "sharply")."""
    rows = load_rows("claim_words", ["word", "class", *_TAIL])
    return frozenset(r["word"] for r in rows if r["class"] == name)


@cache
def class_pattern(name: str) -> str:
    """The words of a class as alternatives of a regular expression, the longest first."""
    words = sorted(words_of(name), key=lambda word: (-len(word), word))
    if not words:
        return "(?!)"
    return "(?:" + "|".join(map(re.escape, words)) + ")"


def words_in(text: str) -> list[str]:
    """The plain words of a text in lower case, in order."""
    return re.findall(r"[a-z]+", text.lower())


@cache
def basis_default() -> dict[tuple[str, str], Basis]:
    """(area or `*`, frequency letter) → the basis a bare movement is meant on."""
    rows = load_rows("basis_defaults", ["area", "freq", "basis", *_TAIL])
    return {(r["area"], r["freq"]): r["basis"] for r in rows}  # type: ignore[misc]


@cache
def verb_nouns() -> dict[str, str]:
    """Verb form → how its object is named as an indicator ("imported" → "{object} imports")."""
    rows = load_rows("verb_nouns", ["forms", "indicator", *_TAIL])
    return {f: r["indicator"] for r in rows for f in r["forms"].split("|")}


@cache
def rank_nouns() -> dict[str, str]:
    """Noun for an entity that can be ranked → what it is ranked by ("exporter" → "exports")."""
    rows = load_rows("rank_nouns", ["word", "indicator", *_TAIL])
    return {r["word"]: r["indicator"] for r in rows}


@cache
def superlative_measures() -> dict[str, str]:
    """Word of a superlative that says itself what is ranked ("populous") → the indicator."""
    rows = load_rows("superlative_measures", ["word", "indicator", *_TAIL])
    return {r["word"]: r["indicator"] for r in rows}


@cache
def currency_heads() -> dict[str, str]:
    """Noun for a currency as the thing priced ("the euro fetched") → its code."""
    return {r["word"]: r["code"] for r in currency_rows()}


@cache
def currency_rows() -> tuple[dict[str, str], ...]:
    """Nouns for currencies with code and home area."""
    return tuple(load_rows("currency_heads", ["word", "code", "area", *_TAIL]))
