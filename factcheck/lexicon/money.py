"""Rows of the vocabulary of money: currencies, and forms that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.measures import Place, read_choice, read_decimal, split_forms

__all__ = ["CurrencyRow", "GenericCurrencyRow", "load_currencies", "load_generic_currencies"]


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


@cache
def load_currencies() -> tuple[CurrencyRow, ...]:
    """Currencies (`currencies.csv`); codes from ISO 4217."""
    rows = load_rows(
        "currencies", ("code", "names", "example", "source"), ("symbols", "minor", "cues")
    )
    made = []
    for r in rows:
        pairs = (item.split("=") for item in split_forms(r["minor"]))
        minor = tuple((name, read_decimal(v, "currencies", "minor")) for name, v in pairs)
        made.append(
            CurrencyRow(
                r["code"],
                split_forms(r["names"]),
                split_forms(r["symbols"]),
                minor,
                split_forms(r["cues"]),
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
            cast("Place", read_choice(r["place"], Place, "currency_generics", "place")),
            read_decimal(r["factor"], "currency_generics", "factor"),
            split_forms(r["candidates"]),
            r["example"],
        )
        for r in rows
    )
