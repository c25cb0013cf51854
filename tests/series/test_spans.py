"""Sums over months and quarters, totals that run since January, values per person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from factcheck.records import Observation
from factcheck.series import spans
from factcheck.series.derive import Derived


def seen(period: str, value: str | None, area: str = "KOR") -> Observation:
    number = None if value is None else Decimal(value)
    step = Decimal(0) if number is None else Decimal(1).scaleb(int(number.as_tuple().exponent))
    return Observation(
        series="office/things#x",
        ref_area=area,
        time_period=period,
        value=number,
        step=step,
        coarse_step=step,
        vintage=date(2026, 1, 14),
        row=2,
    )


MONTHS = [seen(f"2025-{n:02d}", f"{n}.5") for n in range(1, 13)]
QUARTERS = [seen(f"2025-Q{n}", f"{n}") for n in range(1, 5)]
RUNNING = [
    seen("2025-01", "10"),
    seen("2025-02", "25"),
    seen("2025-03", "45"),
    seen("2025-05", "9"),
]


@pytest.mark.parametrize(
    ("made", "name", "value", "low", "high", "cells"),
    [
        (spans.sum_over(MONTHS, "2025"), "sum", "84", "83.4", "84.6", 12),
        (spans.sum_over(MONTHS, "2025-Q3"), "sum", "25.5", "25.35", "25.65", 3),
        (spans.sum_over(MONTHS, "2025-01/2025-08"), "sum", "40", "39.6", "40.4", 8),
        (spans.sum_over(QUARTERS, "2025"), "sum", "10", "8", "12", 4),
        (spans.mean_over(QUARTERS, "2025"), "mean", "2.5", "2", "3", 4),
        (spans.since_january(MONTHS, "2025-03"), "year_to_date", "7.5", "7.35", "7.65", 3),
        (spans.since_january(QUARTERS, "2025-Q2"), "year_to_date", "3", "2", "4", 2),
        (spans.within_year(RUNNING, "2025-01"), "within_year", "10", "9.5", "10.5", 1),
        (spans.within_year(RUNNING, "2025-03"), "within_year", "20", "19", "21", 2),
        (spans.per_person(seen("2025", "900"), seen("2025", "45")), "per_person", "20", "19.769",
         "20.236", 2),
    ],
)  # fmt: skip
def test_a_figure_has_value_bounds_cells_and_formula(
    made: Derived, *, name: str, value: str, low: str, high: str, cells: int
) -> None:
    assert (made.name, made.value, len(made.observations)) == (name, Decimal(value), cells)
    assert made.low is not None
    assert made.high is not None
    assert round(made.low, 3) == Decimal(low)
    assert round(made.high, 3) == Decimal(high)
    assert made.formula.endswith(f"= {value}")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (spans.sum_over(MONTHS[:-1], "2025"), "lacks 2025-12"),
        (spans.sum_over([*MONTHS[:-1], seen("2025-12", None)], "2025"), "lacks 2025-12"),
        (spans.sum_over(QUARTERS, "2025-01/2025-05"), "lacks parts that make up"),
        (spans.sum_over([], "2025"), "lacks parts"),
        (spans.since_january(MONTHS[2:], "2025-04"), "lacks 2025-01, 2025-02"),
        (spans.within_year(RUNNING, "2025-05"), "lacks 2025-04"),
        (spans.within_year(RUNNING, "2025-07"), "lacks 2025-07"),
        (spans.per_person(seen("2025", "9"), seen("2024", "3")), "lacks population of KOR in 2025"),
        (spans.per_person(seen("2025", "9"), seen("2025", None)), "a value is missing"),
    ],
)
def test_what_is_lacking_is_named_and_nothing_is_made_up(made: Derived, said: str) -> None:
    assert (made.value, made.interval) == (None, None)
    assert said in made.formula
