"""Every row of the furniture vocabulary reads its own example."""

from __future__ import annotations

import time

import pytest

from factcheck.articles.dates import read_date_line
from factcheck.articles.furniture import find_row, read_page
from factcheck.articles.language import english_share
from factcheck.lexicon import load_rows, normalise

ROWS = load_rows("furniture", ("phrase", "place", "role", "match", "example", "source"))
WORDS = load_rows("english_words", ("word", "example", "source"))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['place']}-{r['phrase']}-{r['match']}")
def test_row_reads_its_example(row: dict[str, str]) -> None:
    assert row["role"] in {"section", "date", "author", "outlet", "drop", "cut"}
    found = find_row(row["example"], "head" if row["place"] == "both" else row["place"])
    assert found is not None
    assert found[0].phrase == normalise(row["phrase"])
    assert found[0].role == row["role"]


def test_function_words_count_as_english() -> None:
    assert all(english_share(row["example"]) == 1.0 for row in WORDS)


@pytest.mark.parametrize(
    "line",
    [
        "By 2030 the share of wind will double.",
        "Business confidence fell in May.",
        "Sources of growth remain broad.",
        "Editing the figures took a week.",
        "Linkage of the two markets grew 3%.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    text = f"A headline of five words\n\n{line} And that is all there is to say of it here.\n"
    assert line in read_page(text).text


@pytest.mark.parametrize("unit", ["1", "1,", " ", "%", "a", "2024-", "\n", "Source:", "- 1 a\n"])
def test_hostile_length(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    read_page(text)
    read_date_line(text[:120])
    assert time.process_time() - begin < 1.0
