"""Errors planted into true claims are never supported; true claims are never denied."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from factcheck.records import Observation, Verdict
from factcheck.series import Archive

from .conftest import build_article, build_claim, judge_claim, match_claim

Judge = Callable[..., Verdict]

NAMES = {
    "gdp": "GDP",
    "pop": "population",
    "unemp": "unemployment rate",
    "coal": "coal consumption",
    "net": "internet use",
    "total": "total goods trade",
    "exports": "goods exports",
    "imports": "goods imports",
}
FACTORS = ("1000", "0.001", "10", "1.3", "0.7")


def rounded(value: Decimal, digits: int) -> tuple[Decimal, Decimal]:
    """A value as print gives it, and the weight of its last digit."""
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).to_integral_value() * step, step


def figures(archive: Archive) -> Iterator[tuple[Observation, str, str]]:
    for series in archive.series():
        if series.series in NAMES and series.measure in ("level", "share"):
            for area in sorted(archive.areas(series.key)):
                for seen in archive.history(series.key, area):
                    if seen.value and area != "WLD":
                        yield seen, NAMES[series.series], series.unit_measure


def judged(
    archive: Archive, seen: Observation, name: str, unit: str, printed: tuple[Decimal, Decimal]
) -> Verdict:
    value, step = printed
    text = f"In {seen.time_period} the {name} was {value:f}."
    claim = build_claim(
        text,
        at=f"{value:f}",
        kind="share" if name == "internet use" else "level",
        indicator=name,
        area=seen.ref_area,
        period=seen.time_period,
        value=value,
        unit=unit,
        step=step,
    )
    article = build_article(text)
    match = match_claim(claim, archive, article)
    return judge_claim(claim, match, archive, article=article, claims=[claim])


def test_true_figures_are_never_denied(archive: Archive) -> None:
    counted = 0
    for seen, name, unit in figures(archive):
        for digits in (2, 3, 4):
            value, step = rounded(Decimal(seen.value or 0), digits)
            verdict = judged(archive, seen, name, unit, (value, step))
            assert verdict.label in ("supported", "conflicting"), (name, seen, verdict.explanation)
            counted += 1
    assert counted > 200


def test_planted_figures_are_never_supported(archive: Archive) -> None:
    rnd = random.Random(20261125)  # noqa: S311 - reproducible cases
    refuted = counted = 0
    for seen, name, unit in figures(archive):
        for factor in FACTORS:
            wrong = Decimal(seen.value or 0) * Decimal(factor)
            if unit == "percent" and wrong > 100:
                continue
            value, step = rounded(wrong, rnd.choice((2, 3)))
            verdict = judged(archive, seen, name, unit, (value, step))
            assert verdict.label in ("refuted", "not_enough_evidence"), (name, seen, value)
            refuted += verdict.label == "refuted"
            counted += 1
    assert counted > 300
    assert refuted / counted > 0.9


@pytest.mark.parametrize("factor", ["1000", "1000000"])
def test_scaling_units_leaves_the_verdict(archive: Archive, factor: str) -> None:
    seen = archive.observation("office/economy#coal", "IND", "2020")
    assert seen is not None
    value, step = rounded(Decimal(seen.value or 0), 3)
    for said, unit in ((value, "t"), (value * 1000, "kg")):
        weight = step if unit == "t" else step * 1000
        assert judged(archive, seen, "coal consumption", unit, (said, weight)).label == "supported"
    wrong = value * Decimal(factor)
    assert judged(archive, seen, "coal consumption", "t", (wrong, step)).label == "refuted"
