"""Nouns by which a claim says that it is of a rate or share."""

from __future__ import annotations

import pytest

from factcheck.lexicon import load_rows, normalise

ROWS = load_rows("ratio_nouns", ("words", "side", "example", "source"))


@pytest.mark.parametrize("row", ROWS, ids=[r["words"] for r in ROWS])
def test_the_example_has_the_noun(row: dict[str, str]) -> None:
    assert row["words"] in normalise(row["example"]).split()
