"""Each row of the indicator vocabulary reads its own example."""

from __future__ import annotations

import pytest

from factcheck.lexicon import load_rows
from factcheck.matches.meaning import FACETS, read_meaning

ROWS = load_rows("indicator_terms", ("phrase", "terms", "example", "source"))


@pytest.mark.parametrize("row", ROWS, ids=[r["phrase"] for r in ROWS])
def test_the_example_is_read_by_the_row(row: dict[str, str]) -> None:
    meaning = read_meaning(row["phrase"])
    for term in row["terms"].split():
        name, _, value = term.partition(":")
        if name in ("growth", "rank"):
            assert name in meaning.facets
        elif value:
            assert name in FACETS
            assert meaning.facets[name] == value
        elif name != "-":
            assert name in meaning.words
    assert read_meaning(row["example"]).words >= meaning.words


def test_no_phrase_stands_twice() -> None:
    assert len({r["phrase"] for r in ROWS}) == len(ROWS)


def test_defaults_name_known_concepts_and_facets() -> None:
    head = ("concept", "aspect", "facet", "value", "example", "source")
    concepts = {t for r in ROWS for t in r["terms"].split() if ":" not in t}
    for row in load_rows("indicator_defaults", head):
        assert row["concept"] in concepts
        assert row["facet"] in FACETS or row["facet"] == "omitted"


def test_unit_factors_share_a_base() -> None:
    rows = load_rows("unit_factors", ("unit", "base", "factor", "example", "source"))
    bases = {r["base"] for r in rows}
    assert bases <= {r["unit"] for r in rows}
