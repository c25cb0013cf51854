"""Factors between units, and exchange rates: fixed factors are data, rates come from tables."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows

__all__ = ["factor_between", "is_money"]


@lru_cache(maxsize=1)
def _factors() -> dict[str, tuple[str, Decimal]]:
    rows = load_rows("unit_factors", ("unit", "base", "factor", "example", "source"))
    return {r["unit"]: (r["base"], Decimal(r["factor"])) for r in rows}


def factor_between(unit: str, other: str) -> Decimal | None:
    """How many of `other` one `unit` is; None where they are of different kinds."""
    table = _factors()
    if unit == other:
        return Decimal(1)
    if unit not in table or other not in table or table[unit][0] != table[other][0]:
        return None
    return table[unit][1] / table[other][1]


def is_money(unit: str | None) -> bool:
    """Whether a unit is a currency."""
    return unit is not None and len(unit) == 3 and unit.isalpha() and unit.isupper()
