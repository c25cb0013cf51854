from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.records import Observation
from factcheck.series import derive, histories
from factcheck.series.intervals import Interval, interval_of


def seen(value: str | None, period: str = "2025", area: str = "CHN") -> Observation:
    number = None if value is None else Decimal(value)
    exponent = 0 if number is None else int(number.as_tuple().exponent)
    step = Decimal(0) if number is None else Decimal(1).scaleb(exponent)
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


def years(first: int, values: Sequence[str | None]) -> list[Observation]:
    return [seen(v, str(first + n)) for n, v in enumerate(values)]


def replayed(formula: str) -> tuple[Decimal, Decimal]:
    """Both sides of a formula, the left one worked out anew."""
    left, _, right = formula.rpartition(" = ")
    assert re.fullmatch(r"[-+*/(). \d]+", left)
    exact = re.sub(r"\d+(?:\.\d+)?", lambda m: f"Decimal('{m[0]}')", left)
    return eval(exact, {"Decimal": Decimal}), Decimal(right)  # noqa: S307 - figures and signs only


FIGURES = [
    (derive.growth(seen("45.47"), seen("43.85")), "3.6945", "3.67", "3.72", "percent"),
    (derive.difference(seen("26.99"), seen("18.48")), "8.51", "8.50", "8.52", ""),
    (derive.ratio(seen("26.99"), seen("18.48")), "1.4605", "1.4598", "1.4612", "ratio"),
    (derive.share(seen("26.04"), seen("45.47")), "57.2685", "57.251", "57.286", "percent"),
    (derive.total([seen("26.99"), seen("18.48")]), "45.47", "45.46", "45.48", ""),
    (derive.mean([seen("1.0"), seen("2.0"), seen("6.0")]), "3", "2.95", "3.05", ""),
    (derive.average_growth(seen("100"), seen("121"), 2), "10", "9.5", "10.5", "percent"),
    (derive.difference(seen("-1.5"), seen("-2.5")), "1", "0.9", "1.1", ""),
]


@pytest.mark.parametrize("case", FIGURES)
def test_a_figure_has_value_bounds_unit_and_a_formula_that_replays(
    case: tuple[derive.Derived, str, str, str, str],
) -> None:
    made, value, low, high, unit = case
    assert made.value is not None
    assert made.low is not None
    assert made.high is not None
    assert abs(made.value - Decimal(value)) < Decimal("0.0001")
    assert abs(made.low - Decimal(low)) < Decimal("0.05")
    assert abs(made.high - Decimal(high)) < Decimal("0.05")
    assert made.low <= made.value <= made.high
    assert made.unit == unit
    left, right = replayed(made.formula)
    assert abs(left - right) <= abs(right) * Decimal("1e-9")


@pytest.mark.parametrize(
    "made",
    [
        derive.growth(seen("1"), seen("-3")),
        derive.growth(seen("1"), seen("0.4")).interval and derive.growth(seen("1"), seen("0")),
        derive.growth(seen(None), seen("1")),
        derive.ratio(seen("1"), seen("0")),
        derive.total([seen("1"), seen(None)]),
        derive.mean([]),
        derive.average_growth(seen("-1"), seen("2"), 3),
    ],
)
def test_what_is_not_defined_has_no_value_and_says_why(made: derive.Derived) -> None:
    assert (made.value, made.interval) == (None, None)
    assert made.formula


decimals = st.decimals(min_value=-1000, max_value=1000, places=2)
steps = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(1)])
parts = st.decimals(min_value=0, max_value=1, places=3)


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value in it."""
    made = Interval.around(draw(decimals), draw(steps))
    return made, made.low + (made.high - made.low) * draw(parts)


@given(chosen(), chosen())
def test_arithmetic_keeps_every_value_the_figures_allow(
    one: tuple[Interval, Decimal], other: tuple[Interval, Decimal]
) -> None:
    (x, p), (y, q) = one, other
    assert p + q in x + y
    assert p - q in x - y
    assert p * q in x * y
    if not y.low <= 0 <= y.high:
        quotient = x / y
        assert quotient.low * abs(q) <= p * (1 if q > 0 else -1) <= quotient.high * abs(q)


@given(st.decimals(min_value="0.01", max_value=1000, places=2), st.integers(1, 40))
def test_a_root_lies_in_its_bounds(value: Decimal, degree: int) -> None:
    made = Interval.exactly(value).root(degree)
    assert made.low**degree <= value <= made.high**degree
    assert made.high - made.low < Decimal("1e-15")


def test_a_missing_value_is_no_interval() -> None:
    with pytest.raises(ValueError, match="no value"):
        interval_of(seen(None))


SECTION = [
    seen("5.0", area="AAA"),
    seen("4.0", area="BBB"),
    seen("4.0", area="CCC"),
    seen("3", area="DDD"),
    seen(None, area="EEE"),
    seen("100.0", area="WLD"),
]
COUNTRIES = frozenset(("AAA", "BBB", "CCC", "DDD", "EEE"))
RANKS = [
    ("AAA", "largest", (1, 1, 1)),
    ("BBB", "largest", (2, 2, 3)),
    ("DDD", "largest", (4, 4, 4)),
    ("DDD", "smallest", (1, 1, 1)),
    ("AAA", "smallest", (4, 4, 4)),
]


@pytest.mark.parametrize(("area", "order", "places"), RANKS)
def test_a_rank_has_its_best_and_worst_place(
    area: str, order: str, places: tuple[int, int, int]
) -> None:
    end = "largest" if order == "largest" else "smallest"
    made = derive.rank(SECTION, area, order=end, among=COUNTRIES)  # type: ignore[arg-type]
    assert (made.value, made.low, made.high) == places
    assert any("no value" in note for note in made.notes)


def test_a_tie_is_named_and_a_missing_area_has_no_rank() -> None:
    assert "level with CCC" in derive.rank(SECTION, "BBB", among=COUNTRIES).notes
    assert derive.rank(SECTION, "EEE", among=COUNTRIES).value is None
    assert derive.rank(SECTION, "AAA").value == 2


HISTORY = years(2019, ["31.5", "32.1", "39.1", None, "41.7", "43.8", "45.4"])


def test_a_record_says_from_when_and_what_is_lacking() -> None:
    found = histories.record(HISTORY, "2025")
    assert found is not None
    assert (found.holds, found.first, found.gaps) == (True, "2019", ("2022",))
    assert found.rival == HISTORY[5]
    assert "2025 45.4 > 2024 43.8" in found.formula


RECORDS = [
    (["1", "3", "2"], "2021", "up", None, False),
    (["1.2", "3.0", "3.0"], "2021", "up", None, None),
    (["3", "1", "0"], "2021", "down", None, True),
    (["9", "1", "5"], "2021", "up", "2020", True),
    (["3"], "2019", "up", None, None),
]


@pytest.mark.parametrize("case", RECORDS)
def test_records_broken_tied_lowest_since_and_alone(
    case: tuple[list[str], str, str, str | None, bool | None],
) -> None:
    values, period, direction, since, holds = case
    side = "up" if direction == "up" else "down"
    found = histories.record(years(2019, values), period, direction=side, since=since)  # type: ignore[arg-type]
    assert found is not None
    assert found.holds is holds


def test_a_streak_counts_back_to_what_broke_it() -> None:
    rates = years(2015, ["2", "-0.9", "14.2", "9.7", "3.4", "1.9", "21.4"])
    run = histories.streak_of(rates, "2021")
    assert run is not None
    assert (run.length, run.low, run.high, run.first, run.is_open) == (5, 5, 5, "2017", False)
    assert run.breaker == rates[1]


STREAKS = [
    (["1.0", "2.0", "3.0", "4.0"], (3, 3, 3, True)),
    (["5.0", "2.0", "3.0", "4.0"], (2, 2, 2, False)),
    (["5.0", "2.0", "2.0", "4.0"], (1, 1, 2, False)),
    (["5.0", "2.0", None, "4.0"], (0, 0, 0, True)),
    (["5.0", "2.0", "3.0", "2.5"], (0, 0, 0, False)),
]


@pytest.mark.parametrize(("values", "expected"), STREAKS)
def test_streaks_of_levels(values: list[str | None], expected: tuple[int, int, int, bool]) -> None:
    run = histories.streak(years(2020, values), "2023")
    assert run is not None
    assert (run.length, run.low, run.high, run.is_open) == expected


def test_a_crossing_is_the_first_and_says_from_when() -> None:
    found = histories.first_crossing(HISTORY, Decimal(40))
    assert found is not None
    assert (found.period, found.surely, found.first, found.gaps) == (
        "2023",
        True,
        "2019",
        ("2022",),
    )
    never = histories.first_crossing(HISTORY, Decimal(50))
    assert never is not None
    assert never.period is None
    close = histories.first_crossing(HISTORY, Decimal("43.78"))
    assert close is not None
    assert (close.period, close.surely) == ("2024", False)


def test_gaps_are_the_periods_between_without_a_value() -> None:
    months = [seen("1", "2024-11"), seen("1", "2025-02")]
    assert histories.gaps(months) == ("2024-12", "2025-01")
    assert histories.gaps([]) == ()
