"""Everyday names of indicators over the archive that comes with the program."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from factcheck.articles import article_from_text
from factcheck.matches import match_claim
from factcheck.series import Archive, open_archive
from factcheck.settings import default_tables
from tests.verdicts.conftest import build_claim

ROWS = list(csv.DictReader((Path(__file__).parent / "phrases.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def shipped() -> Archive:
    return open_archive([default_tables()])


@pytest.mark.parametrize("row", ROWS, ids=[r["indicator"] for r in ROWS])
def test_everyday_name(shipped: Archive, row: dict[str, str]) -> None:
    text = f"In 2019 the {row['indicator']} was 12.3."
    claim = build_claim(
        text,
        at="12.3",
        kind=row["kind"],
        indicator=row["indicator"],
        area="BRA",
        period="2019",
        value=12.3,
        unit=row["unit"],
        step=0.1,
    )
    article = article_from_text(text, id="sample", published=date(2024, 5, 1))
    match = match_claim(claim, shipped, article)
    best = match.candidates[0].key.partition("#")[2] if match.candidates else "none"
    assert best == row["series"]
