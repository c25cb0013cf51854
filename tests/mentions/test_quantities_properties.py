"""Properties: what is written is read back; spans are exact; other text changes nothing."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.lexicon import normalise
from factcheck.mentions.masks import is_date_like
from factcheck.mentions.quantities import find_quantities

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(number: int) -> str:
    """A number below a billion in English words."""
    for scale, word in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joint = "" if not rest else " and " if rest < 100 else " "
            tail = in_words(rest) if rest else ""
            return f"{in_words(number // scale)} {word}{joint}{tail}"
    if number < 20:
        return ONES[number]
    rest = number % 10
    return TENS[number // 10] + (f"-{ONES[rest]}" if rest else "")


def grouped(number: int, sign: str) -> str:
    return f"{number:,}".replace(",", sign)


def indian(number: int) -> str:
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    parts = []
    while head:
        parts.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*parts, tail])


@given(st.integers(2, 10**9 - 1))
@settings(deadline=None)
def test_words_are_read_back(number: int) -> None:
    (mention,) = find_quantities(f"They counted {in_words(number)} tonnes.")
    assert mention.quantity.value == number


@given(st.integers(1000, 10**13), st.sampled_from([",", "\u00a0", "\u202f", " ", "'", "’"]))
@settings(deadline=None)
def test_thousands_are_read_back(number: int, sign: str) -> None:
    (mention,) = find_quantities(f"They counted {grouped(number, sign)} tonnes.")
    assert mention.quantity.value == number


@given(st.integers(10**5, 10**11))
@settings(deadline=None)
def test_indian_groups_are_read_back(number: int) -> None:
    (mention,) = find_quantities(f"They counted {indian(number)} tonnes.")
    assert mention.quantity.value == number


@given(
    st.decimals("0.001", "999.999", places=3, allow_nan=False),
    st.sampled_from(
        [("million ", 6), ("bn ", 9), ("trillion ", 12), ("lakh ", 5), ("crore ", 7), ("", 0)]
    ),
    st.sampled_from([("tonnes", "t"), ("euros", "EUR"), ("yuan", "CNY"), ("hectares", "har")]),
)
@settings(deadline=None)
def test_multiplied_decimals_are_read_back(
    number: Decimal, scale: tuple[str, int], unit: tuple[str, str]
) -> None:
    (mention,) = find_quantities(f"They counted {number} {scale[0]}{unit[0]}.")
    assert mention.quantity.value == number.scaleb(scale[1])
    assert mention.quantity.unit == unit[1]
    assert mention.quantity.step == Decimal("0.001").scaleb(scale[1])


@given(st.integers(1, 98), st.integers(2, 99))
@settings(deadline=None)
def test_ratios_are_shares(part: int, whole: int) -> None:
    found = find_quantities(f"About {part} in {whole} firms closed.")
    if part < whole:
        (mention,) = found
        assert mention.quantity.unit == "percent"
        assert abs(mention.quantity.value - Decimal(100 * part) / whole) < Decimal("0.006")  # type: ignore[operator]


PIECES = st.sampled_from(
    [
        *(
            "1,234",
            "5.5",
            "million",
            "$3",
            "€4bn",
            "12%",
            "percent",
            "points",
            "half",
            "a",
            "third",
        ),
        *("of", "one", "in", "five", "doubled", "to", "-", "–", "and", "or", "between", "from"),
        *("twenty", "hundred", "tonnes", "barrels", "per", "day", ".", ",", "(", ")", "more"),
        *("than", "about", "up", "fell", "2024", "May", "3rd", "x10^4", "½", "7/8", "−3", "yuan"),
        *("\u00a0", "\n", "people", "2-1", "(3.8)%", "per 1,000", "by", "increase", "each"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    last = 0
    for mention in find_quantities(text):
        anchor = mention.anchor
        assert text[anchor.start : anchor.end] == anchor.exact == mention.quantity.text
        assert last <= anchor.start < anchor.end
        last = anchor.end
        quantity = mention.quantity
        assert (quantity.value is None) == (quantity.comparator == "between")
        assert quantity.step is not None
        assert quantity.step > 0
        if quantity.value is None:
            assert quantity.low is not None
            assert quantity.high is not None
            assert quantity.low < quantity.high


def key(mention: Any, shift: int = 0) -> tuple[object, ...]:
    q = mention.quantity
    return (
        mention.anchor.start - shift,
        q.value,
        q.low,
        q.high,
        q.unit,
        q.comparator,
        mention.direction,
    )


@given(st.lists(PIECES, max_size=20).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_text_before_a_paragraph_moves_spans_only(text: str) -> None:
    lead = "The committee met again and said nothing of note. " * 6 + "\n\n"
    alone = [key(m) for m in find_quantities("\n\n" + text)]
    moved = [key(m, len(lead) - 2) for m in find_quantities(lead + text)]
    assert moved == alone


@given(
    st.integers(1700, 2199),
    st.sampled_from(["In {} output rose", "since {},", "({})", "the {} results", "{}"]),
)
@settings(deadline=None)
def test_a_year_is_never_a_count(year: int, frame: str) -> None:
    assert find_quantities(frame.format(year)) == []


@pytest.mark.parametrize(
    ("text", "word", "is_date"),
    [
        ("in 2025", "2025", True),
        ("on April 11", "11", True),
        ("at 14:30", "14", True),
        ("12 ships", "12", False),
        ("on 5 May 2024", "5", True),
    ],
)
def test_is_date_like(text: str, word: str, is_date: bool) -> None:
    at = text.index(word)
    assert is_date_like(text, at, at + len(word)) is is_date


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1.", ",", "%", "$", "-", " ", "a", "a ", "one", "(", "1'", "12/", "1e9", "½"],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    text = unit * (30_000 // len(unit))
    find_quantities(text[:300])
    start = time.process_time()
    find_quantities(text)
    assert time.process_time() - start < 8


def test_normal_form_keeps_length() -> None:
    text = "İ −3％ “x” \u00a0ẞ"
    assert len(normalise(text)) == len(text)
