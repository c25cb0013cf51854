"""Asserted, forecast, aimed at or only supposed; denied or not; and who says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.claims.modality import attribution_of, is_aim, is_exhortation, is_negated
from factcheck.claims.scene import Scene
from factcheck.records import Claim


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Exports rose 3 percent in 2025.", "asserted"),
        ("Exports will rise 3 percent in 2025.", "asserted"),
        ("Exports are expected to rise 3 percent in 2026.", "forecast"),
        ("Exports will rise 3 percent in 2027.", "forecast"),
        ("The plan aims to raise exports by 3 percent in 2026.", "target"),
        ("If tariffs fell, exports would rise 3 percent.", "hypothetical"),
    ],
)
def test_modality(claims_of: Callable[..., list[Claim]], text: str, modality: str) -> None:
    (claim,) = claims_of(text)
    assert claim.modality == modality


def test_a_period_that_was_not_over_then_is_forecast(
    claims_of: Callable[..., list[Claim]],
) -> None:
    (claim,) = claims_of("Exports will rise 3 percent in 2025.", published=date(2024, 5, 1))
    assert claim.modality == "forecast"


@pytest.mark.parametrize(
    ("text", "word", "urged"),
    [
        ("We must expand imports.", "expand", True),
        ("Ministers should raise exports.", "raise", True),
        ("Exports rose while we must wait.", "rose", False),
        ("Exports rose.", "rose", False),
    ],
)
def test_wishes(scene_of: Callable[[str], Scene], text: str, word: str, urged: bool) -> None:
    assert is_exhortation(scene_of(text).sentence, text.index(word)) is urged


def test_denial(scene_of: Callable[[str], Scene]) -> None:
    denied = scene_of("Inflation did not exceed 3 percent.").sentence
    said = scene_of("Inflation exceeded 3 percent.").sentence
    assert is_negated(next(t for t in denied.doc if t.text == "percent"))
    assert not is_negated(next(t for t in said.doc if t.text == "percent"))
    assert not is_negated(None)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The bureau said exports rose 3 percent.", "The bureau"),
        ("Exports rose 3 percent, the ministry said.", "the ministry"),
        ("Exports rose 3 percent.", None),
    ],
)
def test_who_says_so(scene_of: Callable[[str], Scene], text: str, who: str | None) -> None:
    assert attribution_of(scene_of(text).sentence) == who


def test_aims() -> None:
    assert is_aim("targets")
    assert not is_aim("reached")
