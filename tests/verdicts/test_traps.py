"""Mistakes that other checkers are known for, through the whole line on the shipped tables."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.articles import article_from_text
from factcheck.pipeline import Checker
from factcheck.records import CheckedClaim

PUBLISHED = date(2026, 2, 1)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def first(checker: Checker, text: str, at: str) -> CheckedClaim:
    report = checker.check(article_from_text(text, id="trap", published=PUBLISHED))
    found = [c for c in report.claims if c.anchor.exact == at]
    assert found, [c.anchor.exact for c in report.claims]
    return found[0]


TRAPS = [
    ("China's foreign trade rose 3.8% in 2025.", "3.8%", "supported"),
    ("China's foreign trade fell 3.8% in 2025.", "3.8%", "refuted"),
    (
        "China's foreign trade came to 45.47 trillion yuan in 2025.",
        "45.47 trillion yuan",
        "supported",
    ),
    ("China's foreign trade came to 47.0 trillion yuan in 2025.", "47.0 trillion yuan", "refuted"),
    ("China's exports grew 6.4% in 2025.", "6.4%", "refuted"),
    ("China's exports grew 5.8% in 2025.", "5.8%", "refuted"),
    ("China's imports rose 0.5% in 2025.", "0.5%", "supported"),
    ("China's imports rose 50% in 2025.", "50%", "refuted"),
    ("India had a population of 1.4 billion in 2021.", "1.4 billion", "supported"),
    ("India had a population of 1,400 crore in 2021.", "1,400 crore", "refuted"),
]


@pytest.mark.parametrize(("text", "at", "label"), TRAPS, ids=[t[0] for t in TRAPS])
def test_trap(checker: Checker, text: str, at: str, label: str) -> None:
    verdict = first(checker, text, at).verdict
    assert verdict.label == label, verdict.explanation


def test_near_misses_on_either_side_are_treated_alike(checker: Checker) -> None:
    for low, high in (("5.8", "6.4"), ("6.0", "6.2"), ("5.1", "7.1")):
        pair = [
            first(checker, f"China's exports grew {x}% in 2025.", f"{x}%").verdict
            for x in (low, high)
        ]
        assert pair[0].label == pair[1].label, [v.explanation for v in pair]


def test_a_half_percent_never_matches_fifty_and_is_never_skipped(checker: Checker) -> None:
    verdict = first(checker, "China's imports rose 0.5% in 2025.", "0.5%").verdict
    assert verdict.evidence
    verdict = first(checker, "In 2020, 0.5% of people in Norway used the internet.", "0.5%").verdict
    assert verdict.label != "supported"


def test_the_figure_of_another_year_never_passes(checker: Checker) -> None:
    text = "China's foreign trade came to 43.85 trillion yuan in 2025."
    verdict = first(checker, text, "43.85 trillion yuan").verdict
    assert verdict.label == "refuted"
    assert verdict.diagnoses[0].kind == "wrong_period"


def test_no_data_is_never_support(checker: Checker) -> None:
    for text, at in (
        ("Sales of garden gnomes in Chile rose 4% in 2023.", "4%"),
        ("China's foreign trade came to 45.47 trillion yuan in 1931.", "45.47 trillion yuan"),
    ):
        verdict = first(checker, text, at).verdict
        assert verdict.label == "not_enough_evidence"
        assert verdict.reason in ("no_matching_series", "period_not_covered")
        assert "cannot be settled" in verdict.explanation


def test_true_under_one_definition_and_false_under_another_says_so(checker: Checker) -> None:
    text = "In purchasing power terms China's GDP exceeded that of the United States in 2023."
    report = checker.check(article_from_text(text, id="trap", published=PUBLISHED))
    assert all(c.verdict.label != "refuted" for c in report.claims)
    text = "China's GDP exceeded that of the United States in 2023."
    report = checker.check(article_from_text(text, id="trap", published=PUBLISHED))
    labels = [c.verdict.label for c in report.claims if c.kind == "comparison"]
    assert labels
    assert labels[0] != "supported"


def test_a_name_printed_word_for_word_is_not_overruled_by_the_other_half(checker: Checker) -> None:
    text = (
        "Kenya's GNI per capita PPP was $4,610 in 2019, while its gross national income per "
        "capita was 1,880 dollars."
    )
    for at in ("$4,610", "1,880 dollars"):
        assert first(checker, text, at).verdict.label == "supported"


@pytest.mark.parametrize(
    ("text", "at", "code"),
    [
        ("The Soviet Union's population was 280 million in 1985.", "280 million", "SUN"),
        ("East Germany's population was 78 million in 1985.", "78 million", "DDR"),
        ("West German unemployment was 2% in 1985.", "2%", "GFR"),
        ("Yugoslavia's GDP was $6 trillion in 1985.", "$6 trillion", "YUG"),
        ("The GDP of Czechoslovakia grew 90% in 1990.", "90%", "CSK"),
    ],
)
def test_a_former_state_is_never_held_against_one_of_today(
    checker: Checker, text: str, at: str, code: str
) -> None:
    claim = first(checker, text, at)
    assert claim.ref_area is not None
    assert (claim.ref_area.code, claim.verdict.label) == (code, "not_enough_evidence")
    assert claim.verdict.reason == "area_not_covered"
