"""What the tables say of a claim, kind by kind, on tables made up for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from factcheck.matches import match_claim
from factcheck.records import Verdict
from factcheck.series import Archive
from factcheck.verdicts import judge_claim

from .conftest import build_article, build_claim

Judge = Callable[..., Verdict]

GDP = {"kind": "level", "indicator": "GDP", "unit": "USD"}
GREW = {"kind": "change", "indicator": "GDP", "unit": "percent", "basis": "yoy"}
JOBLESS = {"kind": "level", "indicator": "unemployment rate", "unit": "percent"}
MOVED = {"kind": "change", "indicator": "unemployment rate", "basis": "yoy", "direction": "up"}
PEOPLE = {"kind": "level", "indicator": "population", "unit": "count"}
TRADE = {"indicator": "total goods trade", "area": "CHN"}

Case = tuple[str, str, dict[str, Any], str]

CASES: list[Case] = [
    ("rounds to it", "$2.67 trillion", {**GDP, "value": 2.67e12, "step": 1e10}, "supported"),
    (
        "cut off",
        "$2.83 trillion",
        {**GDP, "value": 2.83e12, "step": 1e10, "period": "2019"},
        "supported",
    ),
    ("off by more", "$2.93 trillion", {**GDP, "value": 2.93e12, "step": 1e10}, "refuted"),
    (
        "about",
        "2.7 trillion",
        {**GDP, "value": 2.7e12, "step": 1e11, "comparator": "approx"},
        "supported",
    ),
    (
        "over",
        "$2.6 trillion",
        {**GDP, "value": 2.6e12, "step": 1e11, "comparator": "over"},
        "supported",
    ),
    (
        "nearly",
        "$2.7 trillion",
        {**GDP, "value": 2.7e12, "step": 1e11, "comparator": "nearly"},
        "supported",
    ),
    (
        "more than",
        "$2.8 trillion",
        {**GDP, "value": 2.8e12, "step": 1e11, "comparator": "gt"},
        "refuted",
    ),
    (
        "real, not nominal",
        "5.7%",
        {**GREW, "value": 5.7, "step": 0.1, "direction": "down"},
        "supported",
    ),
    ("down for up", "5.7%", {**GREW, "value": 5.7, "step": 0.1, "direction": "up"}, "refuted"),
    ("rate", "7.1%", {**JOBLESS, "value": 7.1, "step": 0.1}, "supported"),
    (
        "points",
        "1.8 points",
        {**MOVED, "value": 1.8, "unit": "percentage_point", "step": 0.1},
        "supported",
    ),
    (
        "percent for points",
        "1.8%",
        {**MOVED, "value": 1.8, "unit": "percent", "step": 0.1},
        "refuted",
    ),
    ("millions", "1.38 billion", {**PEOPLE, "value": 1.38e9, "step": 1e7}, "supported"),
    (
        "a million for a billion",
        "1.38 million",
        {**PEOPLE, "value": 1.38e6, "step": 1e4},
        "refuted",
    ),
    (
        "share of the world",
        "3.1 percent",
        {
            "kind": "share",
            "indicator": "share of world GDP",
            "value": 3.1,
            "unit": "percent",
            "step": 0.1,
        },
        "supported",
    ),
    (
        "share of the world, wrong",
        "4.6 percent",
        {
            "kind": "share",
            "indicator": "share of world GDP",
            "value": 4.6,
            "unit": "percent",
            "step": 0.1,
        },
        "refuted",
    ),
    (
        "per head of two series",
        "$1,936",
        {"kind": "level", "indicator": "GDP per head", "value": 1936, "unit": "USD", "step": 1},
        "supported",
    ),
    (
        "rank",
        "most populous",
        {"kind": "rank", "indicator": "population", "rank": (1, "largest", "world")},
        "supported",
    ),
    (
        "wrong rank",
        "second",
        {"kind": "rank", "indicator": "population", "rank": (2, "largest", "world")},
        "refuted",
    ),
    (
        "rank outdone in a table that is not complete",
        "highest",
        {"kind": "rank", "indicator": "unemployment rate", "rank": (1, "largest", "world")},
        "refuted",
    ),
    (
        "rank without a complete table",
        "second-highest",
        {"kind": "rank", "indicator": "unemployment rate", "rank": (2, "largest", "world")},
        "not_enough_evidence",
    ),
    (
        "one of the largest, among few areas",
        "one of the largest",
        {"kind": "rank", "indicator": "unemployment rate", "rank": (1, "largest", "world")},
        "not_enough_evidence",
    ),
    (
        "record",
        "highest since 2017",
        {"kind": "record", "indicator": "unemployment rate", "direction": "up", "base": "2017"},
        "supported",
    ),
    (
        "no record",
        "record high",
        {"kind": "record", "indicator": "coal consumption", "direction": "up"},
        "refuted",
    ),
    (
        "history too short",
        "highest since 1990",
        {"kind": "record", "indicator": "unemployment rate", "direction": "up", "base": "1990"},
        "not_enough_evidence",
    ),
    (
        "streak",
        "fifth straight",
        {"kind": "streak", "indicator": "population", "direction": "up", "streak": 5},
        "supported",
    ),
    (
        "wrong streak",
        "third straight",
        {"kind": "streak", "indicator": "population", "direction": "up", "streak": 3},
        "refuted",
    ),
    (
        "longer streak said as a short count",
        "two straight years",
        {"kind": "streak", "indicator": "population", "direction": "up", "streak": 2},
        "not_enough_evidence",
    ),
    (
        "comparison",
        "larger",
        {"kind": "comparison", "indicator": "GDP", "counterpart": "BRA", "direction": "up"},
        "supported",
    ),
    (
        "comparison fails",
        "larger",
        {"kind": "comparison", "indicator": "GDP", "counterpart": "USA", "direction": "up"},
        "refuted",
    ),
    (
        "times as large",
        "1.8 times",
        {
            "kind": "comparison",
            "indicator": "GDP",
            "counterpart": "BRA",
            "direction": "up",
            "value": 1.8,
            "unit": "ratio",
            "step": 0.1,
        },
        "supported",
    ),
    ("trend", "fell", {"kind": "trend", "indicator": "GDP", "direction": "down"}, "supported"),
    (
        "trend fails",
        "rose",
        {"kind": "trend", "indicator": "coal consumption", "direction": "up"},
        "refuted",
    ),
    (
        "forecast",
        "9.0%",
        {**GREW, "value": 9.0, "step": 0.1, "direction": "up", "modality": "forecast"},
        "not_enough_evidence",
    ),
    (
        "another year",
        "7.1%",
        {**JOBLESS, "value": 7.1, "step": 0.1, "period": "2012"},
        "not_enough_evidence",
    ),
    (
        "no year, as in the newest",
        "7.1%",
        {**JOBLESS, "value": 7.1, "step": 0.1, "period": None},
        "supported",
    ),
    (
        "no year, near the newest",
        "5.8%",
        {**JOBLESS, "value": 5.8, "step": 0.1, "period": None},
        "not_enough_evidence",
    ),
    (
        "no area",
        "7.1%",
        {**JOBLESS, "value": 7.1, "step": 0.1, "area": None},
        "not_enough_evidence",
    ),
    (
        "area not held",
        "7.1%",
        {**JOBLESS, "value": 7.1, "step": 0.1, "area": "US-CA"},
        "not_enough_evidence",
    ),
]


@pytest.mark.parametrize(("name", "at", "given", "label"), CASES, ids=[c[0] for c in CASES])
def test_label(judge: Judge, name: str, at: str, given: dict[str, Any], label: str) -> None:
    verdict = judge(f"In India it was {at} in 2020.", at=at, **given)
    assert verdict.label == label, (name, verdict.reason, verdict.explanation, verdict.formula)


QUALIFIED = [
    "youth unemployment rate",
    "unemployment rate among women",
    "unemployment rate in the textile industry",
    "long-term unemployment rate",
]


@pytest.mark.parametrize("indicator", QUALIFIED)
def test_a_qualified_claim_is_never_judged_by_the_total(judge: Judge, indicator: str) -> None:
    verdict = judge(
        f"In India the {indicator} was 30.3% in 2020.",
        at="30.3%",
        **{**JOBLESS, "indicator": indicator, "value": 30.3, "step": 0.1},
    )
    cited = {cell.series for cell in verdict.evidence}
    assert "unemp" not in cited
    assert verdict.label == ("refuted" if "youth" in indicator else "not_enough_evidence")


TRAPS = [
    # a sign never passes, a near miss on either side is treated alike, a half is no fifty
    ("change", {**GREW, "value": 5.7, "step": 0.1, "direction": "up"}),
    ("level", {**GDP, "value": 2.84e12, "step": 1e10}),
    ("low", {**JOBLESS, "value": 6.8, "step": 0.1}),
    ("high", {**JOBLESS, "value": 7.4, "step": 0.1}),
    (
        "half",
        {
            "kind": "share",
            "indicator": "internet use",
            "value": 0.5,
            "unit": "percent",
            "step": 0.1,
        },
    ),
    ("stale year", {**GDP, "value": 2.836e12, "step": 1e9}),
    ("crore", {**PEOPLE, "value": 13.8e9, "step": 1e8}),
]


@pytest.mark.parametrize(("name", "given"), TRAPS, ids=[t[0] for t in TRAPS])
def test_traps_of_peers_never_pass(judge: Judge, name: str, given: dict[str, Any]) -> None:
    verdict = judge("In India it was 12,3 in 2020.", at="12,3", **given)
    assert verdict.label == "refuted", (name, verdict.reason, verdict.formula)


DIAGNOSES = [
    ("wrong_direction", {**GREW, "value": 5.7, "step": 0.1, "direction": "up"}),
    ("wrong_magnitude", {**PEOPLE, "value": 1.38e6, "step": 1e4}),
    ("percent_vs_points", {**MOVED, "value": 1.8, "unit": "percent", "step": 0.1}),
    ("digit_swap", {**GDP, "value": 2.76e12, "step": 1e10}),
    ("wrong_period", {**GDP, "value": 2.295e12, "step": 1e9}),
    ("wrong_indicator", {**JOBLESS, "value": 24.9, "step": 0.1}),
    ("wrong_area", {**JOBLESS, "value": 13.8, "step": 0.1}),
    (
        "wrong_currency",
        {"kind": "level", "indicator": "exports of goods", "area": "CHN", "period": "2021"}
        | {"value": 3.36e12, "unit": "EUR", "step": 1e10},
    ),
    ("wrong_rank", {"kind": "rank", "indicator": "population", "rank": (3, "largest", "world")}),
    ("false_record", {"kind": "record", "indicator": "coal consumption", "direction": "up"}),
    ("wrong_streak", {"kind": "streak", "indicator": "population", "direction": "up", "streak": 4}),
]


@pytest.mark.parametrize(("kind", "given"), DIAGNOSES, ids=[d[0] for d in DIAGNOSES])
def test_the_error_is_named(judge: Judge, kind: str, given: dict[str, Any]) -> None:
    verdict = judge("The figure given was 12,3 in 2020, exactly.", at="12,3", **given)
    if kind == "wrong_currency":
        assert verdict.label in ("refuted", "not_enough_evidence")
        return
    assert verdict.label == "refuted", (verdict.reason, verdict.explanation)
    assert kind in [d.kind for d in verdict.diagnoses]
    assert len(verdict.diagnoses) <= 3


def test_the_vintage_in_force_decides_and_the_later_one_is_told(judge: Judge) -> None:
    said = {**TRADE, "kind": "level", "value": 35.0e12, "unit": "CNY", "step": 1e11}
    verdict = judge(
        "It came to 35.0 trillion yuan.", date(2021, 3, 1), at="35.0 trillion yuan", **said
    )
    assert (verdict.label, verdict.reason) == ("conflicting", "vintages_disagree")
    verdict = judge(
        "It came to 34.5 trillion yuan.", at="34.5 trillion yuan", **{**said, "value": 34.5e12}
    )
    assert verdict.label == "supported"


def test_published_growth_comes_before_recomputed(judge: Judge) -> None:
    said = {**TRADE, "kind": "change", "unit": "percent", "basis": "yoy", "direction": "up"}
    verdict = judge("It rose 13.1%.", at="13.1%", period="2021", value=13.1, step=0.1, **said)
    assert (verdict.label, verdict.reason) == ("supported", "published_rate_matches")
    verdict = judge("It rose 13.3%.", at="13.3%", period="2021", value=13.3, step=0.1, **said)
    assert verdict.label == "supported"
    verdict = judge("It rose 15.9%.", at="15.9%", period="2021", value=15.9, step=0.1, **said)
    assert verdict.label == "refuted"


def test_first_time_looks_back(judge: Judge) -> None:
    line = {"text": "1.35 billion", "value": 1.35e9, "unit": "count", "step": 1e7}
    event = {"type": "threshold", "direction": "up", "quantity": line}
    said = {"kind": "first_time", "indicator": "population", "event": event}
    text = "It topped the line for the first time."
    assert judge(text, at="for the first time", period="2018", **said).label == "supported"
    assert judge(text, at="for the first time", period="2019", **said).label == "refuted"


def test_every_cell_of_the_formula_is_cited(judge: Judge) -> None:
    verdict = judge(
        "It was 3.1 percent of world GDP in 2020.",
        at="3.1 percent",
        kind="share",
        indicator="share of world GDP",
        value=3.1,
        unit="percent",
        step=0.1,
    )
    assert {(c.ref_area, c.period) for c in verdict.evidence} == {("IND", "2020"), ("WLD", "2020")}
    assert "2,671,600,000,000 / 85,200,300,000,000" in (verdict.formula or "")


def test_a_figure_the_passage_gives_to_another_area_is_not_denied(judge: Judge) -> None:
    text = "In 2020 the rate of Brazil climbed to 13.8%, well beyond what was seen in India."
    verdict = judge(text, at="13.8%", **{**JOBLESS, "value": 13.8, "step": 0.1})
    assert verdict.label == "not_enough_evidence"
    text = "The rate was 13.8% in India and lower than that in Brazil in 2020."
    assert judge(text, at="13.8%", **{**JOBLESS, "value": 13.8, "step": 0.1}).label == "refuted"


def test_an_article_that_contradicts_itself_says_so(archive: Archive) -> None:
    text = "Sales of tractors rose 50% to 120 in 2021, from 100 in 2020."
    given = {"indicator": "sales of tractors", "area": "IND", "unit": "count", "step": 1}
    claims = [
        build_claim(
            text,
            id="c1",
            kind="change",
            at="50%",
            period="2021",
            basis="yoy",
            direction="up",
            **{**given, "value": 50, "unit": "percent"},
        ),
        build_claim(text, id="c2", kind="level", at="120", value=120, period="2021", **given),
        build_claim(text, id="c3", kind="level", at="100", value=100, period="2020", **given),
    ]
    article = build_article(text)
    match = match_claim(claims[0], archive, article)
    verdict = judge_claim(claims[0], match, archive, article=article, claims=claims)
    assert (verdict.label, verdict.reason) == ("conflicting", "text_contradicts_itself")
    assert "20.0 percent" in verdict.explanation
