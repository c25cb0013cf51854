"""Words that may carry a rank, a record, a first time or a streak."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.mentions import find_triggers


@pytest.mark.parametrize(
    ("text", "kind", "exact"),
    [
        ("the world's largest exporter", "rank", "largest"),
        ("the second-largest importer of copper", "rank", "second-largest"),
        ("the 3rd biggest market", "rank", "3rd biggest"),
        ("Japan ranked fourth among exporters", "rank", "fourth"),
        ("it came in 12th", "rank", "12th"),
        ("Mexico was in fifth place", "rank", "fifth place"),
        ("the No. 2 exporter of steel", "rank", "No. 2"),
        ("first in the world", "rank", "first"),
        ("among the top three exporters", "rank", "top three"),
        ("hit a record high", "record", "record high"),
        ("at an all-time low", "record", "all-time low"),
        ("a seven-year high", "record", "seven-year high"),
        ("the highest reading since May 2011", "record", "highest reading"),
        ("the fastest growth in 20 years", "record", "fastest"),
        ("a record surplus", "record", "record"),
        ("passed $1 trillion for the first time", "first_time", "for the first time"),
        ("the first decline in nine years", "first_time", "first"),
        ("output first exceeded 10 million tonnes", "first_time", "first"),
        ("rose for nine consecutive years", "streak", "nine consecutive years"),
        ("the fourth straight month", "streak", "fourth straight month"),
        ("the fifth successive annual increase", "streak", "fifth successive annual"),
        ("for the third month running", "streak", "third month running"),
        ("six years in a row", "streak", "six years in a row"),
        ("in each of the past five years", "streak", "in each of the past five years"),
        ("back-to-back surpluses", "streak", "back-to-back"),
    ],
)
def test_a_trigger_is_found(text: str, kind: str, exact: str) -> None:
    (found,) = find_triggers(text)
    assert (found.kind, found.anchor.exact) == (kind, exact)


@pytest.mark.parametrize(
    "text",
    [
        "the record of the meeting",
        "a record company",
        "on record",
        "first of all",
        "he came second time around",
        "a straight road",
        "in the year of the plan",
        "consecutive numbers",
    ],
)
def test_near_misses_are_left_alone(text: str) -> None:
    assert find_triggers(text) == []


@pytest.mark.parametrize(
    ("text", "position", "order"),
    [
        ("the largest market", 1, "largest"),
        ("the fourth-smallest economy", 4, "smallest"),
        ("ranked 11th", 11, "largest"),
        ("the top five producers", 5, "largest"),
        ("the twenty-first largest city", 21, "largest"),
        ("ranked thirty-second", 32, "largest"),
    ],
)
def test_a_rank_has_place_and_order(text: str, position: int, order: str) -> None:
    (found,) = find_triggers(text)
    assert (found.position, found.order) == (position, order)


@pytest.mark.parametrize(
    ("text", "length", "unit"),
    [
        ("nine consecutive years", 9, "year"),
        ("16 straight quarters", 16, "quarter"),
        ("the fourth straight monthly decline", 4, "month"),
        ("two weeks in a row", 2, "week"),
        ("back to back", 2, None),
    ],
)
def test_a_streak_has_length_and_unit(text: str, length: int, unit: str | None) -> None:
    (found,) = find_triggers(text)
    assert (found.length, found.unit) == (length, unit)


def test_a_record_high_is_up_and_a_record_low_is_down() -> None:
    assert [t.direction for t in find_triggers("a record high, then a record low")] == [
        "up",
        "down",
    ]


@given(st.text(alphabet=st.sampled_from("a record high first time 2nd ‘’–é年😀\n-"), max_size=200))
def test_spans_are_exact_in_order_and_apart(text: str) -> None:
    found = find_triggers(text)
    assert all(text[t.anchor.start : t.anchor.end] == t.anchor.exact for t in found)
    assert all(a.anchor.end <= b.anchor.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["1", "a", " ", ",", "-", "largest ", "record ", "first a ", "1 a"]
)
def test_long_runs_are_read_quickly(unit: str) -> None:
    find_triggers("warm up")
    text = (unit * 100_000)[:100_000]
    started = time.perf_counter()
    find_triggers(text)
    assert time.perf_counter() - started < 2
