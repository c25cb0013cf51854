"""The report on the model article, whole: byte for byte, and each formula replayed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from replay import evaluate, replay

from factcheck.articles import read_article
from factcheck.pipeline import Checker
from factcheck.reports import write_report
from factcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "corpora" / "economic-daily"
NAMES = ["foreign-trade-2025", "foreign-trade-2025.planted"]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings())


def golden(name: str) -> Path:
    return Path(__file__).with_name(f"{name}.json")


def cited(name: str) -> list[Any]:
    report = json.loads(golden(name).read_text(encoding="utf-8"))
    return [pytest.param(c["verdict"], id=f"{name}-{c['id']}") for c in report["claims"]]


@pytest.mark.parametrize("name", NAMES)
def test_report_is_the_golden_one(checker: Checker, name: str) -> None:
    """Renew with: factcheck check ARTICLE --format json -o tests/golden/NAME.json"""
    report = checker.check(read_article(str(ARTICLES / f"{name}.txt")))
    written = write_report(report, "json")
    assert written == golden(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("verdict", [v for name in NAMES for v in cited(name)])
def test_formula_replays_from_the_cells_it_cites(verdict: dict[str, Any]) -> None:
    if verdict["formula"] is None:
        assert verdict["label"] == "not_enough_evidence"
        return
    value = replay(verdict)
    computed = Fraction(str(verdict["computed"]["value"]))
    assert abs(value - computed) <= abs(computed) * Fraction(1, 10**6)


def test_arithmetic_is_read_as_written() -> None:
    assert evaluate("(3 - 1) * 4 / 8 - -1") == 2


@pytest.mark.parametrize("formula", ["6.05 - 0.5", "7"])
def test_figure_without_a_cell_is_found_out(formula: str) -> None:
    verdict = {"formula": formula, "evidence": [{"period": "2025", "value": 0.5}]}
    with pytest.raises(ValueError, match="no cited cell"):
        replay(verdict)
