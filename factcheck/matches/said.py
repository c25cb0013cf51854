"""What a feature says of a claim and a name of a series."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from factcheck.matches.asked import Asked
from factcheck.matches.catalogue import Entry
from factcheck.matches.meaning import Meaning

__all__ = ["Feature", "Said", "no"]


class Said(NamedTuple):
    """What a feature says of a pair: `records.Why`, made many times for each one that is kept."""

    feature: str
    score: float
    text: str
    veto: bool = False


Feature = Callable[[Asked, Entry, Meaning], Said | None]


def no(feature: str, text: str) -> Said:
    """A veto: the series is ruled out."""
    return Said(feature, 0.0, text, veto=True)
