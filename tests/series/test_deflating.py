"""Values at the prices of another period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from factcheck.records import Observation
from factcheck.series.deflating import at_prices_of


def seen(
    value: str | None, period: str, *, area: str = "KOR", series: str = "o/p#cpi"
) -> Observation:
    number = None if value is None else Decimal(value)
    step = Decimal(0) if number is None else Decimal(1).scaleb(int(number.as_tuple().exponent))
    return Observation(
        series=series,
        ref_area=area,
        time_period=period,
        value=number,
        step=step,
        coarse_step=step,
        vintage=date(2026, 1, 14),
        row=2,
    )


WAGE = seen("300", "2024", series="o/p#wage")
THEN, BASE = seen("120.0", "2024"), seen("100.0", "2020")


def test_a_value_at_earlier_prices_has_bounds_formula_and_says_by_what() -> None:
    made = at_prices_of(WAGE, THEN, BASE)
    assert (made.name, made.value, made.unit) == ("deflated", Decimal(250), "")
    assert made.low is not None
    assert made.high is not None
    assert made.low < Decimal("249.6") < made.value < Decimal("250.4") < made.high
    assert made.formula == "300 / 120 * 100 = 250"
    assert made.notes == ("at prices of 2020, by o/p#cpi",)
    assert made.observations == (WAGE, THEN, BASE)


@pytest.mark.parametrize(
    ("value", "index", "base", "said"),
    [
        (
            WAGE,
            THEN.model_copy(update={"time_period": "2023"}),
            BASE,
            "an index of 2023 for a value of 2024",
        ),
        (WAGE, THEN.model_copy(update={"ref_area": "JPN"}), BASE, "an index of JPN"),
        (WAGE, THEN.model_copy(update={"series": "o/p#ppi"}), BASE, "two indices"),
        (WAGE, seen("0.0", "2024"), BASE, "may be zero"),
        (WAGE, seen(None, "2024"), BASE, "missing"),
        (seen(None, "2024", series="o/p#wage"), THEN, BASE, "missing"),
    ],
)
def test_nothing_is_deflated_by_what_does_not_fit(
    value: Observation, index: Observation, base: Observation, said: str
) -> None:
    made = at_prices_of(value, index, base)
    assert (made.value, made.interval) == (None, None)
    assert said in made.formula
