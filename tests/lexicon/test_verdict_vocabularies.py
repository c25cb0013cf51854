"""Small vocabularies of the matcher and of the arithmetic inside an article."""

from __future__ import annotations

import pytest

from factcheck.lexicon import load_rows, normalise

ROWS = load_rows("ratio_nouns", ("words", "side", "example", "source"))


@pytest.mark.parametrize("row", ROWS, ids=[r["words"] for r in ROWS])
def test_the_example_has_the_noun(row: dict[str, str]) -> None:
    assert row["words"] in normalise(row["example"]).split()


SIDES = load_rows("trade_sides", ("word", "side", "example", "source"))


@pytest.mark.parametrize("row", SIDES, ids=[r["word"] for r in SIDES])
def test_the_example_has_the_word(row: dict[str, str]) -> None:
    assert row["word"] in normalise(row["example"]).split()
    assert row["side"] in ("exports", "imports", "total", "surplus", "deficit", "any")


STANDINGS = load_rows("confidence", ("standing", "value", "example", "source"))


def test_confidence_is_a_share_and_falls_with_the_standing() -> None:
    held = {row["standing"]: float(row["value"]) for row in STANDINGS}
    assert all(0 < value < 1 for value in held.values())
    assert held["supported"] >= held["supported, readings differ"] >= held["supported, loosely"]
    assert held["supported, loosely"] > held["conflicting"] > held["undecided"]
