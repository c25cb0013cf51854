"""Slips that print has really made, in sentences of our own, each with what must come of it.

The list of slips is third-party text and not kept here; where it is at hand its length and its
figures are held against ours.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from factcheck.articles import article_from_text
from factcheck.pipeline import Checker
from factcheck.records import CheckedClaim

HERE = Path(__file__).parent
LIST = HERE.parents[2] / "shared" / "reference" / "facts" / "contradictions.csv"
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


SLIPS = read(HERE / "printed_slips.csv")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def judged(checker: Checker, slip: dict[str, str]) -> CheckedClaim:
    day = date.fromisoformat(slip["published"]) if slip["published"] else None
    report = checker.check(article_from_text(slip["text"], id=slip["number"], published=day))
    found = [c for c in report.claims if slip["figure"].startswith(c.anchor.exact)]
    assert found, [c.anchor.exact for c in report.claims]
    return found[0]


@pytest.mark.parametrize("slip", SLIPS, ids=[s["why"] for s in SLIPS])
def test_the_slip_gets_its_diagnosis_or_a_reason(checker: Checker, slip: dict[str, str]) -> None:
    verdict = judged(checker, slip).verdict
    assert verdict.label == slip["label"], verdict.explanation
    assert slip["why"]
    if slip["diagnosis"]:
        assert verdict.diagnoses[0].kind == slip["diagnosis"]
    if verdict.label == "not_enough_evidence":
        assert verdict.explanation
        assert not verdict.diagnoses


@pytest.mark.parametrize("number", ["10", "11"])
def test_what_the_article_adds_up_to_is_said(checker: Checker, number: str) -> None:
    verdict = judged(checker, SLIPS[int(number) - 1]).verdict
    said = [verdict.explanation, *verdict.notes]
    assert any("the article's own figures give" in words for words in said), said


def test_a_cut_figure_is_said_to_be_cut(checker: Checker) -> None:
    verdict = judged(checker, SLIPS[24]).verdict
    assert verdict.reason == "value_matches_truncated"


def test_every_slip_of_the_list_is_covered() -> None:
    if not LIST.exists():
        pytest.skip(f"the list of printed slips is not at hand ({LIST.name})")
    listed = read(LIST)
    assert len(listed) == len(SLIPS)
    for row, slip in zip(listed, SLIPS, strict=True):
        theirs = set(_FIGURE.findall(row["claim_as_printed"] + row["reference"] + row["diagnosis"]))
        assert theirs & set(_FIGURE.findall(f"{slip['text']} {slip['published'][:4]}")), row[
            "where"
        ]
