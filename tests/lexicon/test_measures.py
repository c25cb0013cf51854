"""Each row of the vocabulary of numbers proves itself with its example."""

from __future__ import annotations

import pytest

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.measures import (
    load_comparators,
    load_movements,
    load_multiples,
    load_multipliers,
    load_number_words,
    load_point_cues,
    load_units,
)
from factcheck.lexicon.money import load_currencies, load_generic_currencies
from factcheck.mentions.quantities import find_quantities

LISTS = (
    *("clause_words", "crossing_words", "infinitive_cues", "irregular_plurals", "length_cues"),
    "month_names",
    *(
        "factor_leads",
        "multiple_followers",
        "noun_stops",
        "number_labels",
        "period_halves",
        "pronoun_cues",
    ),
    *("range_cues", "rate_verbs", "times_stops", "vague_words", "yardsticks"),
)


def only(text: str):
    found = find_quantities(text)
    assert len(found) == 1, [m.anchor.exact for m in found]
    return found[0]


@pytest.mark.parametrize("row", load_number_words(), ids=lambda row: row.word)
def test_number_words(row) -> None:
    q = only(row.example).quantity
    if row.kind == "part":
        assert q.unit in ("percent", "count")
    elif row.word == "tens":
        assert q.low == row.value
    else:
        assert q.value in (row.value, 2 * row.value)


@pytest.mark.parametrize("row", load_multipliers(), ids=lambda row: row.form)
def test_multipliers(row) -> None:
    assert only(row.example).quantity.value == 3 * row.value


@pytest.mark.parametrize("row", load_units(), ids=lambda row: row.example)
def test_units(row) -> None:
    mention = only(row.example)
    assert row.code in (mention.quantity.unit, *mention.quantity.unit_candidates)


@pytest.mark.parametrize("row", load_units(), ids=lambda row: row.example)
def test_every_form_of_a_unit(row) -> None:
    for form in (*row.words, *row.symbols):
        mention = only(f"It measured 7 {form} then")
        codes = (mention.quantity.unit, *mention.quantity.unit_candidates)
        assert row.code in codes, form
        if row.code == mention.quantity.unit:
            assert mention.quantity.value == 7 * row.factor, form


@pytest.mark.parametrize("row", load_currencies(), ids=lambda row: row.code)
def test_currencies(row) -> None:
    assert only(row.example).quantity.unit == row.code
    for name in row.names:
        mention = only(f"They paid 7 million {name} then")
        assert (mention.quantity.unit, mention.quantity.value) == (row.code, 7_000_000), name


@pytest.mark.parametrize("row", load_generic_currencies(), ids=lambda row: row.form)
def test_generic_currencies(row) -> None:
    unit = only(row.example).quantity.unit
    if row.form != "pound":
        assert unit == row.candidates[0]


@pytest.mark.parametrize("row", load_comparators(), ids=lambda row: row.words)
def test_comparators(row) -> None:
    assert only(row.example).quantity.comparator == row.comparator


@pytest.mark.parametrize("row", load_movements(), ids=lambda row: f"{row.words} {row.place}")
def test_movements(row) -> None:
    assert only(row.example).direction == row.direction


@pytest.mark.parametrize("row", load_multiples(), ids=lambda row: row.word)
def test_multiples(row) -> None:
    mention = only(row.example)
    assert (mention.quantity.value, mention.quantity.unit) == (row.value, "ratio")


@pytest.mark.parametrize("row", load_point_cues(), ids=lambda row: row.words)
def test_point_cues(row) -> None:
    mention = find_quantities(row.example)[-1]
    assert mention.quantity.unit == row.unit


@pytest.mark.parametrize("name", LISTS)
def test_word_lists_have_no_word_twice_and_show_each_in_use(name: str) -> None:
    rows = load_rows(name, ("word", "example", "source"))
    words = [row["word"] for row in rows]
    assert len(words) == len(set(words))
    for row in rows:
        assert row["word"] == normalise(row["word"])
        assert row["word"] in normalise(row["example"])


def test_digit_bands() -> None:
    for row in load_rows("digit_bands", ("word", "example", "source", "value", "comparator")):
        q = only(row["example"]).quantity
        assert (str(q.value), q.comparator) == (row["value"], row["comparator"])


def test_compound_units() -> None:
    for row in load_rows("compound_units", ("major", "minor", "ratio", "example", "source")):
        assert only(row["example"]).quantity.unit == row["major"]
