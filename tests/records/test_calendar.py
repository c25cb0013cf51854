"""Labels to days and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.records.calendar import (
    join_labels,
    make_period,
    period_frequency,
    period_span,
    shift_period,
    span_label,
)


@pytest.mark.parametrize(
    ("label", "start", "end", "freq"),
    [
        ("2025", "2025-01-01", "2025-12-31", "A"),
        ("2025-H2", "2025-07-01", "2025-12-31", "H"),
        ("2025-Q3", "2025-07-01", "2025-09-30", "Q"),
        ("2024-02", "2024-02-01", "2024-02-29", "M"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "D"),
        ("2025-01/2025-09", "2025-01-01", "2025-09-30", None),
        ("2021/2025", "2021-01-01", "2025-12-31", None),
        ("2026-05-01/2026-05-05", "2026-05-01", "2026-05-05", None),
    ],
)
def test_a_label_has_its_days(label: str, start: str, end: str, freq: str | None) -> None:
    first, last = period_span(label)
    assert (first.isoformat(), last.isoformat()) == (start, end)
    assert period_frequency(label) == freq
    assert make_period(label, "words").text == "words"


@pytest.mark.parametrize("label", ["", "25", "2025-13", "2025-Q5", "2023-02-29", "2025/2024"])
def test_what_no_calendar_has_is_refused(label: str) -> None:
    with pytest.raises(ValueError, match=r"period|month|day|ends before"):
        period_span(label)


@pytest.mark.parametrize(
    ("label", "step", "want"),
    [
        ("2025", {"years": -1}, "2024"),
        ("2025-Q1", {"quarters": -1}, "2024-Q4"),
        ("2025-Q1", {"years": -1}, "2024-Q1"),
        ("2025-H1", {"months": -6}, "2024-H2"),
        ("2025-01", {"months": -1}, "2024-12"),
        ("2025-12", {"months": 1}, "2026-01"),
        ("2024-02-29", {"years": -1}, "2023-02-28"),
        ("2025-01/2025-09", {"years": -1}, "2024-01/2024-09"),
    ],
)
def test_periods_shift_by_their_own_kind(label: str, step: dict[str, int], want: str) -> None:
    assert shift_period(label, **step) == want


def test_a_year_does_not_shift_by_a_month() -> None:
    with pytest.raises(ValueError, match="cannot be shifted"):
        shift_period("2025", months=1)


@pytest.mark.parametrize(
    ("start", "end", "want"),
    [
        ((2025, 1, 1), (2025, 12, 31), "2025"),
        ((2025, 7, 1), (2025, 12, 31), "2025-H2"),
        ((2025, 4, 1), (2025, 6, 30), "2025-Q2"),
        ((2025, 5, 1), (2025, 7, 31), "2025-05/2025-07"),
        ((2024, 4, 1), (2025, 3, 31), "2024-04/2025-03"),
        ((2024, 2, 1), (2024, 2, 29), "2024-02"),
        ((2020, 1, 1), (2029, 12, 31), "2020/2029"),
        ((2025, 5, 1), (2025, 5, 5), "2025-05-01/2025-05-05"),
    ],
)
def test_days_take_the_shortest_label(
    start: tuple[int, int, int], end: tuple[int, int, int], want: str
) -> None:
    assert span_label(date(*start), date(*end)) == want


def test_joined_labels_lose_an_end_said_twice() -> None:
    assert join_labels("2021", "2025") == "2021/2025"
    assert join_labels("2025-01", "2025-01") == "2025-01"
    assert join_labels("2021/2022", "2025") == "2021/2025"


@given(
    st.dates(date(1500, 1, 1), date(2200, 1, 1)),
    st.integers(min_value=0, max_value=4000),
)
def test_a_label_keeps_its_days(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    assert period_span(span_label(start, end)) == (start, end)
