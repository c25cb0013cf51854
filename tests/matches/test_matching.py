"""Which series a claim is about, on tables made up for it: keys, never values."""

from __future__ import annotations

import pytest

from factcheck.matches import match_claim
from factcheck.records import Match
from factcheck.series import Archive
from tests.verdicts.conftest import build_article, build_claim


def found(archive: Archive, indicator: str, **given: object) -> Match:
    text = f"The {indicator} came to 12.3 in 2021."
    given = {"at": "12.3", "value": 12.3, "step": 0.1, "kind": "level", "area": "CHN", **given}
    claim = build_claim(text, indicator=indicator, period="2021", **given)
    return match_claim(claim, archive, build_article(text))


BEST = [
    ("exports", "CNY", {}, "exports"),
    ("overseas shipments", "CNY", {}, "exports"),
    ("exports", "USD", {}, "exports_usd"),
    ("import bill", "CNY", {}, "imports"),
    ("foreign trade", "CNY", {}, "total"),
    ("exports of industrial robots", "USD", {}, "robots"),
    ("exports to America", "CNY", {"counterpart": "USA"}, "usa"),
    ("growth of total trade", "percent", {"basis": "yoy"}, "total_yoy"),
]


@pytest.mark.parametrize(("indicator", "unit", "given", "series"), BEST)
def test_best_candidate(
    archive: Archive, indicator: str, unit: str, given: dict[str, object], series: str
) -> None:
    match = found(archive, indicator, unit=unit, **given)
    assert match.candidates[0].key == f"office/trade#{series}"
    assert match.candidates[0].reasons


NONE = [
    ("exports of services", "CNY"),
    ("exports of private enterprises", "CNY"),
    ("exports of wine", "CNY"),
    ("industrial robot density", "count"),
    ("exports", "t"),
]


@pytest.mark.parametrize(("indicator", "unit"), NONE)
def test_no_candidate(archive: Archive, indicator: str, unit: str) -> None:
    match = found(archive, indicator, unit=unit)
    assert match.candidates == ()
    assert match.reason == "no_matching_series"


def test_an_area_that_no_table_holds_is_named(archive: Archive) -> None:
    match = found(archive, "exports", unit="CNY", area="FRA")
    assert match.reason == "area_not_covered"
    assert "FRA" in match.undecided[0]


def test_a_balance_is_composed_of_exports_and_imports(archive: Archive) -> None:
    match = found(archive, "trade surplus", unit="CNY")
    assert (match.candidates[0].op, match.candidates[0].other) == (
        "difference",
        "office/trade#imports",
    )


@pytest.mark.parametrize("value", [1, 12.3, 1e12])
def test_values_play_no_part(archive: Archive, value: float) -> None:
    keys = [c.key for c in found(archive, "exports", unit="CNY", value=value).candidates]
    assert keys == [c.key for c in found(archive, "exports", unit="CNY").candidates]
