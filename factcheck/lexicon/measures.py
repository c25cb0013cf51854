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
    "MovementRow",
    "MultipleRow",
    "MultiplierRow",
    "NumberWord",
    "Place",
    "PointCue",
    "UnitRow",
    "load_comparators",
    "load_movements",
    "load_multiples",
    "load_multipliers",
    "load_number_words",
    "load_point_cues",
    "load_units",
    "load_words",
    "read_choice",
    "read_decimal",
    "split_forms",
]

NumberKind = Literal["digit", "teen", "ten", "scale", "dozen", "part"]
Style = Literal["word", "abbr", "money"]
Place = Literal["before", "after", "both", "amount", "rate"]


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
    """A word near "points" that says which kind of point is meant.

    A `weak` one (a percentage nearby) makes one kind likelier and leaves the other open.
    """

    words: str
    unit: str
    weak: bool
    example: str


def read_choice(value: str, options: object, file: str, column: str) -> str:
    """The cell, which must be one of a closed list.

    Raises:
        LexiconError: for any other.
    """
    if value not in get_args(options):
        raise LexiconError(f"{value!r} is not one of {get_args(options)}", file=file, column=column)
    return value


def read_decimal(value: str, file: str, column: str) -> Decimal:
    """The cell as an exact decimal.

    Raises:
        LexiconError: where it is no number.
    """
    try:
        return Decimal(value)
    except InvalidOperation:
        raise LexiconError(
            f"{value!r} is no number", file=file, column=column, rule="number"
        ) from None


def split_forms(value: str) -> tuple[str, ...]:
    """The parts of a cell that holds several forms with `;` between."""
    return tuple(part.strip() for part in value.split(";") if part.strip())


@cache
def load_number_words() -> tuple[NumberWord, ...]:
    """Words of numbers (`numbers.csv`)."""
    rows = load_rows("numbers", ("word", "value", "kind", "example", "source"))
    return tuple(
        NumberWord(
            r["word"],
            int(read_decimal(r["value"], "numbers", "value")),
            cast("NumberKind", read_choice(r["kind"], NumberKind, "numbers", "kind")),
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
            read_decimal(r["value"], "multipliers", "value"),
            cast("Style", read_choice(r["style"], Style, "multipliers", "style")),
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
            read_decimal(r["factor"], "units", "factor"),
            split_forms(r["words"]),
            split_forms(r["symbols"]),
            r["kind"],
            r["counted"],
            split_forms(r["candidates"]),
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
            cast(
                "Comparator", read_choice(r["comparator"], Comparator, "comparators", "comparator")
            ),
            cast("Place", read_choice(r["place"], Place, "comparators", "place")),
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
            cast("Direction", read_choice(r["direction"], Direction, "movements", "direction")),
            cast("Place", read_choice(r["place"], Place, "movements", "place")),
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
            read_decimal(r["value"], "multiples", "value"),
            cast("Direction", r["direction"]) if r["direction"] else None,
            r["example"],
        )
        for r in rows
    )


@cache
def load_point_cues() -> tuple[PointCue, ...]:
    """Words that tell index points from percentage points (`point_cues.csv`)."""
    rows = load_rows("point_cues", ("words", "unit", "example", "source"), ("weak",))
    return tuple(PointCue(r["words"], r["unit"], r["weak"] == "yes", r["example"]) for r in rows)


@cache
def load_words(name: str) -> frozenset[str]:
    """A plain list of words, from a file with the columns `word`, `example`, `source`."""
    return frozenset(r["word"] for r in load_rows(name, ("word", "example", "source")))
