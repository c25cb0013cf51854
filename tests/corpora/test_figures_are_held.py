"""The true figures of the gold stand in the reference tables that come with the program."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from factcheck.series import Archive, open_archive
from factcheck.settings import Settings

Row = tuple[Path, dict[str, Any]]

_COMPUTED = ("since",)
_MONTH_OF_HALF = {"H1": "06", "H2": "12"}


@pytest.fixture(scope="module")
def archive() -> Archive:
    return open_archive(Settings().table_roots())


def _as_of_table(label: str) -> str:
    """A claim's period as the tables write it: a cumulative stretch under its last month."""
    last = label.rpartition("/")[2]
    year, _, half = last.partition("-")
    return f"{year}-{_MONTH_OF_HALF[half]}" if half in _MONTH_OF_HALF else last


def _values(archive: Archive, claim: dict[str, Any]) -> list[Decimal]:
    """Every value held for the claim's area, period and unit, in all vintages."""
    found = []
    period = _as_of_table(claim["period"])
    for series in archive.series():
        if series.unit_measure != claim["unit"]:
            continue
        for vintage in archive.vintages(series.key):
            seen = archive.observation(series.key, claim["ref_area"], period, vintage=vintage)
            if seen is not None and seen.value is not None:
                found.append(abs(seen.value))
    return found


def _rounds_to(value: Decimal, claim: dict[str, Any]) -> bool:
    """Whether the value, rounded to the claim's digits, is the claim's."""
    wanted = Decimal(str(claim["value"]))
    if claim["comparator"] in {"gt", "nearly", "approx"}:
        return value > wanted if claim["comparator"] == "gt" else abs(value / wanted - 1) < 0.05
    if value == wanted:
        return True
    digits = len(str(claim["value"]).rstrip("0").replace(".", ""))
    return abs(value - wanted) <= abs(wanted) * Decimal(5) / Decimal(10) ** digits


def test_true_figures_are_held(archive: Archive, gold_row: Row) -> None:
    _, row = gold_row
    missing = [
        f"{c['kind']} {c['exact']!r} ({c['indicator']}, {c['period']})"
        for c in row["claims"]
        if c["kind"] in {"level", "change", "share"}
        and c["error"] is None
        and c["unit"] != "percentage_point"
        and c["basis"] not in _COMPUTED
        and not any(_rounds_to(value, c) for value in _values(archive, c))
    ]
    assert missing == []


def test_planted_levels_are_not_the_truth(archive: Archive, check_corpora: ModuleType) -> None:
    """A planted magnitude or digit swap is a value that no table holds for that year."""
    for gold in check_corpora.gold_files():
        for row in check_corpora.read_rows(gold):
            for claim in row["claims"]:
                if claim["error"] in {"wrong_magnitude", "digit_swap"}:
                    held = _values(archive, claim)
                    assert Decimal(str(claim["value"])) not in held, claim["exact"]
