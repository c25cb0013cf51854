"""Mentions: text that expresses something, found without a parser.

Mentions are plain frozen dataclasses: thousands are made a second. `anchor` is the span that
carries the thing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factcheck.records.claims import Basis, Direction, Period, Quantity
from factcheck.records.spans import Span

__all__ = ["AreaMention", "Mentions", "PeriodMention", "QuantityMention", "TriggerMention"]


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with its unit.

    Args:
        anchor: the figure with its unit, currency and multiplier; approximators stay outside.
        quantity: claims.md's fields; a fraction with no whole named is a `ratio`.
        direction: the movement that words right beside the figure state ("up 3%", "fell 2%").
        form: `figure` (has a unit of measure or currency), `count` (a number that may count the
            noun after it), `fraction` ("two-thirds", "one in five"), `multiple` ("doubled",
            "2.4-fold", "three times"), `ordinal`, `bare` (a number nothing says the unit of).
        cue: span of the words that decided (approximator, comparator), where there are any.
        ambiguous: what was left open, in words, empty when nothing was.
        movement: span of the word that states `direction`; None for a sign or a multiple.
    """

    anchor: Span
    quantity: Quantity
    direction: Direction | None = None
    form: Literal["figure", "count", "fraction", "multiple", "ordinal", "bare"] = "figure"
    cue: Span | None = None
    ambiguous: str = ""
    movement: Span | None = None


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A stretch of time named by the text.

    Args:
        anchor: the words that name it ("the first eleven months of 2025", "a year earlier").
        period: resolved against the publication date and the passage; None where the words
            only give a basis ("year on year").
        role: `reference` (when something was so), `base` (what it is measured against: "since
            2009", "from a year earlier", "compared with 2019"), `basis` ("month on month"),
            `duration` ("for three years": no stretch of the calendar by itself), `name` (part
            of a name such as "14th Five-Year Plan": no period of a claim by itself).
        basis: the basis the words state, where they state one.
        complete: False where the year or more came from context.
        stock: True for an end of period ("at the end of July").
    """

    anchor: Span
    period: Period | None
    role: Literal["reference", "base", "basis", "duration", "name"] = "reference"
    basis: Basis | None = None
    complete: bool = True
    stock: bool = False


@dataclass(frozen=True, slots=True)
class AreaMention:
    """A place or group of places.

    Args:
        anchor: the words.
        code: ISO 3166-1 alpha-3, ISO 3166-2, or an aggregate's code; the likeliest reading.
        candidates: every reading, likeliest first, where there are several ("Georgia").
        form: `name`, `demonym` ("Chinese"), `people` ("Americans"), `metonym` (a capital or
            institution that may stand for its government: "Beijing"), `aggregate` ("the
            eurozone", "the world"), `currency` (a currency's name that also names its area).
    """

    anchor: Span
    code: str
    candidates: tuple[str, ...] = ()
    form: Literal["name", "demonym", "people", "metonym", "aggregate", "subdivision"] = "name"


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """Words that may carry a claim without a figure, or say what kind of claim a figure makes.

    Args:
        anchor: the words.
        kind: what they trigger: `rank`, `record`, `first_time`, `streak`, `comparison`,
            `trend`, or `change` for a movement word that belongs to a figure.
        direction: movement or side, where the words state one.
        position, order: for ranks.
        length, unit: for streaks.
        row: id of the lexicon row that matched.
    """

    anchor: Span
    kind: Literal["rank", "record", "first_time", "streak", "comparison", "trend", "change"]
    direction: Direction | None = None
    position: int | None = None
    order: Literal["largest", "smallest"] | None = None
    length: int | None = None
    unit: str | None = None
    row: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything found in one text, each list in text order."""

    quantities: tuple[QuantityMention, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    areas: tuple[AreaMention, ...] = ()
    triggers: tuple[TriggerMention, ...] = ()
