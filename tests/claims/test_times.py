"""When a figure holds, and what it is measured against."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.claims.scene import Scene
from factcheck.claims.times import before_period, ended
from factcheck.records import Claim
from factcheck.records.calendar import make_period


@pytest.mark.parametrize(
    ("text", "period", "base", "basis"),
    [
        ("Exports rose 3 percent in 2024.", "2024", None, "yoy"),
        ("In May 2024, exports rose 3 percent.", "2024-05", None, "yoy"),
        ("Exports rose 3 percent month on month in May 2024.", "2024-05", None, "mom"),
        ("Exports rose 3 percent in May 2024 from April 2024.", "2024-05", "2024-04", "mom"),
        ("Exports rose 3 percent in May 2024 compared with May 2023.", "2024-05", "2023-05", "yoy"),
        ("Exports have risen 30 percent since 2015.", None, "2015", "since"),
        ("US GDP grew 3 percent in the second quarter of 2025.", "2025-Q2", None, "annualised"),
        ("Exports rose 3 percent.", None, None, "yoy"),
    ],
)
def test_period_base_and_basis(
    claims_of: Callable[..., list[Claim]],
    text: str,
    period: str | None,
    base: str | None,
    basis: str,
) -> None:
    (claim,) = claims_of(text)
    assert (claim.period.label if claim.period else None) == period
    assert (claim.base_period.label if claim.base_period else None) == base
    assert claim.basis == basis


def test_from_and_to_have_each_their_period(claims_of: Callable[..., list[Claim]]) -> None:
    claims = claims_of("Unemployment fell from 6 percent in 2020 to 4 percent in 2024.")
    assert [(c.kind, c.period and c.period.label) for c in claims] == [
        ("level", "2020"),
        ("level", "2024"),
    ]


def test_the_period_is_carried_to_the_next_sentence(claims_of: Callable[..., list[Claim]]) -> None:
    claims = claims_of("Exports rose 3 percent in 2024. Imports fell 4 percent.")
    assert [c.period and c.period.label for c in claims] == ["2024", "2024"]


@pytest.mark.parametrize(
    ("label", "before"),
    [("2024", "2023"), ("2024-01", "2023-12"), ("2024-Q1", "2023-Q4"), ("2024-H1", "2023-H2")],
)
def test_the_period_right_before(label: str, before: str) -> None:
    found = before_period(make_period(label))
    assert found is not None
    assert found.label == before


def test_a_day_has_no_period_before_it() -> None:
    assert before_period(make_period("2024-05-03")) is None


def test_a_period_has_ended_when_its_last_day_is_past() -> None:
    assert ended(make_period("2024"), date(2025, 1, 1))
    assert not ended(make_period("2024"), date(2024, 12, 31))
    assert not ended(None, date(2025, 1, 1))
    assert not ended(make_period("2024"), None)


@pytest.mark.parametrize(
    ("text", "behind", "label"),
    [
        ("Output was above its 2019 level.", "above", "2019"),
        ("Output was higher than in 2019.", "than", "2019"),
        ("Output exceeded imports in 2019.", "exceeded", None),
        ("Output was higher than those of goods in 2019.", "than", None),
    ],
)
def test_the_time_that_something_is_held_against(
    scene_of: Callable[[str], Scene], text: str, behind: str, label: str | None
) -> None:
    found = scene_of(text).times.against(text.index(behind) + len(behind), 40)
    assert (found.period.label if found and found.period else None) == label
