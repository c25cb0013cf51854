from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.series.periods import bounds, freq_of, ordinal, period_label, shift, year_before


@given(st.sampled_from("AQMWD"), st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(0, 40))
def test_labels_and_ordinals_are_inverse(freq: str, day: date, by: int) -> None:
    start = {
        "A": day.year,
        "Q": day.year * 4 + 1,
        "M": day.year * 12 + 3,
        "W": day.toordinal() // 7,
        "D": day.toordinal(),
    }[freq]
    label = period_label(start + by, freq)
    assert (ordinal(label, freq), freq_of(label)) == (start + by, freq)


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-W01", date(2024, 1, 1), date(2024, 1, 7)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_bounds(label: str, first: date, last: date) -> None:
    assert bounds(label) == (first, last)


@pytest.mark.parametrize(
    "label", ["2024-H1", "24", "2024-13", "2023-02-29", "2024-Q5", "2023-W53", ""]
)
def test_what_is_no_period(label: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        bounds(label)


@pytest.mark.parametrize(
    ("label", "before", "twin"),
    [
        ("2024", "2023", "2023"),
        ("2024-Q1", "2023-Q4", "2023-Q1"),
        ("2024-01", "2023-12", "2023-01"),
        ("2024-03-01", "2024-02-29", None),
    ],
)
def test_neighbours(label: str, before: str, twin: str | None) -> None:
    assert (shift(label, -1), year_before(label)) == (before, twin)
