"""Each row of the claims room's vocabularies is needed by its own example.

The example is read with the whole vocabulary and with the row left out; a row whose example reads
the same is dead, or its example does not show what it is for.
"""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from claim_rows import Row, RowReader

from factcheck.claims import vocabulary

_VOCABULARIES = (
    "abbreviations",
    "basis_defaults",
    "change_words",
    "claim_words",
    "comparatives",
    "currency_heads",
    "indicator_forms",
    "indicator_heads",
    "modality",
    "overtaking",
    "places",
    "rank_nouns",
    "streak_units",
    "superlative_measures",
    "superlatives",
    "triggers",
    "verb_nouns",
)


def _rows(name: str) -> list[Row]:
    text = files("factcheck.lexicon").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return [{key: value.strip() for key, value in row.items()} for row in rows]


@pytest.fixture(scope="module")
def reader() -> RowReader:
    return RowReader()


@pytest.mark.slow
@pytest.mark.parametrize("name", _VOCABULARIES)
def test_each_row_is_exercised_by_its_example(reader: RowReader, name: str) -> None:
    idle = [row for row in _rows(name) if not reader.is_exercised(name, row)]
    assert idle == []


@pytest.mark.parametrize("name", _VOCABULARIES)
def test_each_row_says_where_it_comes_from(name: str) -> None:
    rows = _rows(name)
    assert rows
    assert all(row["example"].strip() and row["source"].strip() for row in rows)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_a_class_of_words_holds_each_word_once() -> None:
    rows = [(row["class"], row["word"]) for row in _rows("claim_words")]
    assert len(set(rows)) == len(rows)


def test_a_row_left_out_is_missed_only_meanwhile(reader: RowReader) -> None:
    row = next(r for r in _rows("overtaking") if r["forms"].startswith("exceed|"))
    with reader.without("overtaking", row):
        assert "exceeded" not in vocabulary.overtaking()
    assert vocabulary.overtaking()["exceeded"] == "up"


def test_a_class_without_words_matches_nothing() -> None:
    assert vocabulary.class_pattern("no such class") == "(?!)"
