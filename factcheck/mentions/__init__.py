"""Mentions: quantities, periods, areas and triggers, from text and lexicon alone.

In: any text, and the date it came out. Out: frozen mentions in text order, each with the span that
carries it. No parser is needed; all patterns are bounded.
"""

from __future__ import annotations

from datetime import date

from factcheck.mentions.areas import find_areas
from factcheck.mentions.periods import find_periods
from factcheck.mentions.quantities import find_quantities
from factcheck.mentions.triggers import find_triggers
from factcheck.records import Mentions

__all__ = ["find_areas", "find_mentions", "find_periods", "find_quantities", "find_triggers"]


def find_mentions(
    text: str, published: date | str | None = None, title: str | None = None
) -> Mentions:
    """Everything found in a text.

    Args:
        text: any text.
        published: the day it came out, a date or its ISO form; relative periods count from it.
        title: its title, which may set the year of a bare "the first quarter".
    """
    return Mentions(
        quantities=tuple(find_quantities(text, published)),
        periods=tuple(find_periods(text, published, title)),
        areas=tuple(find_areas(text)),
        triggers=tuple(find_triggers(text)),
    )
