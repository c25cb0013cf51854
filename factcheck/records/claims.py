"""A claim: the smallest statement in a text that a table of statistics could settle."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer

from factcheck.records.spans import Record, Span

__all__ = [
    "Area",
    "Basis",
    "Claim",
    "Comparator",
    "Direction",
    "Event",
    "Indicator",
    "Kind",
    "Modality",
    "Number",
    "Period",
    "Quantity",
    "Rank",
    "Streak",
]

Kind = Literal[
    "level", "change", "share", "rank", "record", "first_time", "streak", "comparison", "trend"
]
Basis = Literal["yoy", "qoq", "mom", "annualised", "average_annual", "since"]
Direction = Literal["up", "down", "flat"]
Modality = Literal["asserted", "forecast", "target", "hypothetical"]
Comparator = Literal["eq", "approx", "gt", "ge", "lt", "le", "between", "nearly", "over"]


def plain_number(value: Decimal) -> int | float:
    """A decimal as JSON writes it: an integer where it is one, else the shortest float."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal, PlainSerializer(plain_number, return_type=int | float, when_used="json")
]
"""An exact decimal in memory, a plain number in JSON."""


class Indicator(Record):
    """What is measured, as the article names it, completed from context.

    A comparison of two indicators is written ``A against B``. `span` is where the words stand,
    None where the text leaves them out and context supplied them.
    """

    text: str
    span: Span | None = None


class Area(Record):
    """Whose figure it is: ISO 3166-1 alpha-3, ISO 3166-2, or an aggregate's code (`WLD`, `EUU`)."""

    text: str
    code: str


class Period(Record):
    """A stretch of time; `start` and `end` are both inclusive.

    `label` is `2025`, `2025-Q3`, `2025-09`, `2025-H1`, `2025-09-30`, or two of these joined with
    `/` (`2025-01/2025-09` cumulative, `2021/2025`).
    """

    text: str
    label: str
    start: date
    end: date


class Quantity(Record):
    """A number with its unit, in plain units: 45.47 trillion is 45470000000000, 3.8% is 3.8.

    `step` is the weight of the last digit printed, in the same unit (45.47 trillion → 10^10):
    what the claim says is an interval of half a step to either side. `unit` is a canonical code
    (claims.md); `unit_candidates` lists the readings where the text leaves the unit open.
    """

    text: str
    value: Number | None
    unit: str | None
    comparator: Comparator = "eq"
    low: Number | None = None
    high: Number | None = None
    counted: str | None = None
    step: Number | None = None
    unit_candidates: tuple[str, ...] = ()


class Rank(Record):
    """A place in an ordering, 1-based; `order` says which end comes first."""

    position: int = Field(ge=1)
    order: Literal["largest", "smallest"]
    scope: str


class Streak(Record):
    """`length` successive periods of `unit`."""

    length: int = Field(ge=2)
    unit: Literal["year", "half", "quarter", "month", "week", "day"]


class Event(Record):
    """What is said to have happened, for first_time, record, streak and comparison claims.

    `type` is `threshold` (passed `quantity` in `direction`), `exceeds` (the subject above or
    below `other`), `turn` (the direction of movement changed to `direction`), `occurs`.
    """

    type: Literal["threshold", "exceeds", "turn", "occurs"]
    direction: Direction | None = None
    quantity: Quantity | None = None
    other: str | None = None


class Claim(Record):
    """One checkable statement; the fields are those of the contract (claims.md).

    `event` goes beyond it: what a first-time, record, streak or comparison claim
    says happened, in a form a program can test.
    """

    id: str
    kind: Kind
    anchor: Span
    quote: Span
    indicator: Indicator
    ref_area: Area | None = None
    counterpart: Area | None = None
    period: Period | None = None
    base_period: Period | None = None
    quantity: Quantity | None = None
    basis: Basis | None = None
    direction: Direction | None = None
    rank: Rank | None = None
    streak: Streak | None = None
    modality: Modality = "asserted"
    negated: bool = False
    attribution: str | None = None
    event: Event | None = None
