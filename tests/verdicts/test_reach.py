"""How far back the words after a superlative say that it reaches."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from factcheck.records import Area, Article, Claim, Indicator, Match, Span
from factcheck.records.calendar import make_period
from factcheck.series import Archive
from factcheck.verdicts.case import Case
from factcheck.verdicts.reach import reach_of


def _case(text: str, exact: str) -> Case:
    start = text.index(exact)
    anchor = Span.of(text, start, start + len(exact))
    claim = Claim(
        id="c1",
        kind="record",
        anchor=anchor,
        quote=anchor,
        indicator=Indicator(text="output"),
        ref_area=Area(text="Peru", code="PER"),
        period=make_period("2024"),
        direction="up",
    )
    return Case(claim, Match(), Archive([]), Article(id="a", text=text), (claim,))


@pytest.mark.parametrize(
    ("text", "exact", "base"),
    [
        ("Output was the highest in 50 years.", "highest", "1974"),
        ("Output was the highest in the past ten years.", "highest", "2014"),
        ("Output was the highest in more than half a century.", "highest", "1974"),
        ("Output was the highest over the last two decades, they said.", "highest", "2004"),
        ("Output reached a 14-year high.", "14-year high", "2010"),
    ],
)
def test_a_span_right_after_the_superlative_counts(text: str, exact: str, base: str) -> None:
    reach = reach_of(_case(text, exact))
    assert reach is not None
    assert reach.base == base


@pytest.mark.parametrize(
    "text",
    [
        "Output hit a new high for the period and kept growth for 9 consecutive years.",
        "Output hit a new high and rose for a third consecutive year.",
        "Output hit a new high in 2024. It had been falling for 3 years.",
    ],
)
def test_a_span_of_something_else_does_not(text: str) -> None:
    assert reach_of(_case(text, "new high")) is None


def test_a_span_without_a_number_has_no_base() -> None:
    reach = reach_of(_case("Output was the highest in several years.", "highest"))
    assert reach is not None
    assert reach.base is None


def test_each_word_between_is_needed_by_its_example() -> None:
    source = files("factcheck.lexicon").joinpath("reach_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(source.splitlines()):
        text = f"Output was {row['example']}."
        exact = row["example"].split()[1]
        assert row["word"] in row["example"].split()
        assert reach_of(_case(text, exact)) is not None
