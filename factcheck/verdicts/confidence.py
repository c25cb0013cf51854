"""How often a verdict of a kind is right, as measured (`benchmarks/calibration.py`)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows
from factcheck.records import Label
from factcheck.verdicts.readings import Read

__all__ = ["confidence_in", "confidence_of"]


@lru_cache(maxsize=1)
def _rows() -> dict[str, Decimal]:
    rows = load_rows("confidence", ("standing", "value", "example", "source"))
    return {r["standing"]: Decimal(r["value"]) for r in rows}


def confidence_of(standing: str) -> float:
    """The share of verdicts of a standing that were right.

    Args:
        standing: a row of `confidence.csv`.

    Returns:
        0 to 1.
    """
    return float(_rows()[standing])


def confidence_in(label: Label, read: Read, answered: list[Read]) -> float:
    """The confidence of a verdict that rests on a reading.

    Args:
        label: what was decided.
        read: the reading that decided.
        answered: all readings that gave an answer.

    Returns:
        0 to 1.
    """
    if label == "not_enough_evidence":
        return confidence_of("undecided")
    if label == "conflicting":
        return confidence_of("conflicting")
    agree = all(r.outcome.status == read.outcome.status for r in answered)
    if label == "refuted":
        return confidence_of("refuted")
    if not read.candidate.strict:
        return confidence_of("supported, loosely")
    return confidence_of("supported" if agree else "supported, readings differ")
