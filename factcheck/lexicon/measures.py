"""Rows of the vocabulary of numbers: words, multipliers, units, currencies, comparators.

Each loader reads one file once. Forms are kept as written; matching is done on the normal form.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal, cast, get_args

from factcheck.errors import LexiconError
from factcheck.lexicon.loader import load_rows
from factcheck.records import Comparator, Direction

__all__ = [
    "ComparatorRow",
    "CurrencyRow",
    "GenericCurrencyRow",
    "MovementRow",
    "MultipleRow",
    "MultiplierRow",
    "NumberWord",
    "PointCue",
    "UnitRow",
    "load_comparators",
    "load_currencies",
    "load_generic_currencies",
    "load_movements",
    "load_multiples",
    "load_multipliers",
    "load_number_words",
    "load_point_cues",
    "load_units",
    "load_words",
]

NumberKind = Literal["digit", "teen", "ten", "scale", "dozen", "part"]
Style = Literal["word", "abbr", "money"]
Place = Literal["before", "after", "both", "amount"]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of a number; `part` names the denominator of a fraction."""

    word: str
    value: int
    kind: NumberKind
    example: str


@dataclass(frozen=True, slots=True)
class MultiplierRow:
    """A word or letter behind a figure; `money` forms need a currency or a noun to count."""

    form: str
    value: Decimal
    style: Style
    example: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's code, the factor that turns the written form into it, and the forms.

    `words` are matched in any case and may take a plural; `symbols` exactly as written.
    `candidates` are the codes that the form may also stand for, likeliest first.
    """

    code: str
    factor: Decimal
    words: tuple[str, ...]
    symbols: tuple[str, ...]
    kind: str
    counted: str
    candidates: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class CurrencyRow:
    """A currency: names, symbols, minor units with their factor, and words that point to it."""

    code: str
    names: tuple[str, ...]
    symbols: tuple[str, ...]
    minor: tuple[tuple[str, Decimal], ...]
    cues: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class GenericCurrencyRow:
    """A form that several currencies share; `candidates`, the default first."""

    form: str
    place: Place
    factor: Decimal
    candidates: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class ComparatorRow:
    """Words beside a figure that say how it bounds the value."""

    words: str
    comparator: Comparator
    place: Place
    example: str


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A word beside a figure that says which way something moved."""

    words: str
    direction: Direction
    place: Place
    example: str


@dataclass(frozen=True, slots=True)
class MultipleRow:
    """A word that is a multiple by itself ("doubled")."""

    word: str
    value: Decimal
    direction: Direction | None
    example: str


@dataclass(frozen=True, slots=True)
class PointCue:
    """A word near "points" that says which kind of point is meant."""

    words: str
    unit: str
    example: str


def _choice(value: str, options: object, file: str, column: str) -> str:
    if value not in get_args(options):
        raise LexiconError(f"{value!r} is not one of {get_args(options)}", file=file, column=column)
    return value


def _decimal(value: str, file: str, column: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise LexiconError(
            f"{value!r} is no number", file=file, column=column, rule="number"
        ) from None


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())


@cache
def load_number_words() -> tuple[NumberWord, ...]:
    """Words of numbers (`numbers.csv`)."""
    rows = load_rows("numbers", ("word", "value", "kind", "example", "source"))
    return tuple(
        NumberWord(
            r["word"],
            int(_decimal(r["value"], "numbers", "value")),
            cast("NumberKind", _choice(r["kind"], NumberKind, "numbers", "kind")),
            r["example"],
        )
        for r in rows
    )


@cache
def load_multipliers() -> tuple[MultiplierRow, ...]:
    """Multipliers behind figures (`multipliers.csv`); values are plain factors."""
    rows = load_rows("multipliers", ("form", "value", "style", "example", "source"))
    return tuple(
        MultiplierRow(
            r["form"],
            _decimal(r["value"], "multipliers", "value"),
            cast("Style", _choice(r["style"], Style, "multipliers", "style")),
            r["example"],
        )
        for r in rows
    )


@cache
def load_units() -> tuple[UnitRow, ...]:
    """Units of measure (`units.csv`); codes from UCUM or the claims contract."""
    rows = load_rows(
        "units",
        ("code", "factor", "kind", "example", "source"),
        ("words", "symbols", "counted", "candidates"),
    )
    return tuple(
        UnitRow(
            r["code"],
            _decimal(r["factor"], "units", "factor"),
            _split(r["words"]),
            _split(r["symbols"]),
            r["kind"],
            r["counted"],
            _split(r["candidates"]),
            r["example"],
        )
        for r in rows
    )


@cache
def load_currencies() -> tuple[CurrencyRow, ...]:
    """Currencies (`currencies.csv`); codes from ISO 4217."""
    rows = load_rows(
        "currencies", ("code", "names", "example", "source"), ("symbols", "minor", "cues")
    )
    made = []
    for r in rows:
        pairs = (item.split("=") for item in _split(r["minor"]))
        minor = tuple((name, _decimal(v, "currencies", "minor")) for name, v in pairs)
        made.append(
            CurrencyRow(
                r["code"],
                _split(r["names"]),
                _split(r["symbols"]),
                minor,
                _split(r["cues"]),
                r["example"],
            )
        )
    return tuple(made)


@cache
def load_generic_currencies() -> tuple[GenericCurrencyRow, ...]:
    """Forms that several currencies share (`currency_generics.csv`)."""
    rows = load_rows(
        "currency_generics", ("form", "place", "factor", "candidates", "example", "source")
    )
    return tuple(
        GenericCurrencyRow(
            r["form"],
            cast("Place", _choice(r["place"], Place, "currency_generics", "place")),
            _decimal(r["factor"], "currency_generics", "factor"),
            _split(r["candidates"]),
            r["example"],
        )
        for r in rows
    )


@cache
def load_comparators() -> tuple[ComparatorRow, ...]:
    """Approximators and comparators (`comparators.csv`)."""
    rows = load_rows("comparators", ("words", "comparator", "place", "example", "source"))
    return tuple(
        ComparatorRow(
            r["words"],
            cast("Comparator", _choice(r["comparator"], Comparator, "comparators", "comparator")),
            cast("Place", _choice(r["place"], Place, "comparators", "place")),
            r["example"],
        )
        for r in rows
    )


@cache
def load_movements() -> tuple[MovementRow, ...]:
    """Movement words beside a figure (`movements.csv`)."""
    rows = load_rows("movements", ("words", "direction", "place", "example", "source"))
    return tuple(
        MovementRow(
            r["words"],
            cast("Direction", _choice(r["direction"], Direction, "movements", "direction")),
            cast("Place", _choice(r["place"], Place, "movements", "place")),
            r["example"],
        )
        for r in rows
    )


@cache
def load_multiples() -> tuple[MultipleRow, ...]:
    """Words that are multiples by themselves (`multiples.csv`)."""
    rows = load_rows("multiples", ("word", "value", "example", "source"), ("direction",))
    return tuple(
        MultipleRow(
            r["word"],
            _decimal(r["value"], "multiples", "value"),
            cast("Direction", r["direction"]) if r["direction"] else None,
            r["example"],
        )
        for r in rows
    )


@cache
def load_point_cues() -> tuple[PointCue, ...]:
    """Words that tell index points from percentage points (`point_cues.csv`)."""
    rows = load_rows("point_cues", ("words", "unit", "example", "source"))
    return tuple(PointCue(r["words"], r["unit"], r["example"]) for r in rows)


@cache
def load_words(name: str) -> frozenset[str]:
    """A plain list of words, from a file with the columns `word`, `example`, `source`."""
    return frozenset(r["word"] for r in load_rows(name, ("word", "example", "source")))
