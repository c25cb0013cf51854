"""What a text leaves open keeps its claim from being denied; what it says itself does not."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.articles import article_from_text
from factcheck.lexicon import load_rows, normalise
from factcheck.pipeline import Checker
from factcheck.records import Verdict
from factcheck.settings import Settings

PAD = "Shops opened late and the square stayed quiet through the afternoon. " * 8
US = date(2023, 3, 1)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings())


def _verdict(checker: Checker, text: str, exact: str, published: date = US) -> Verdict:
    article = article_from_text(text, published=published)
    found = [c for c in checker.check(article).claims if c.anchor.exact == exact]
    assert len(found) == 1, text
    return found[0].verdict


NAMED = [
    ("Germany's population was 93.1 million in 2020.", "93.1 million"),
    ("Germany's unemployment rate rose in 2022.", "rose"),
    ("Brazil's population was the world's second-largest in 2021.", "second-largest"),
    ("In 2021, Germany's population was the lowest since 1990.", "lowest"),
    ("In 2019, inflation in Norway reached 12.4%.", "12.4%"),
    ("In 2021 Japan was the world's second-largest economy.", "second-largest"),
    ("Germany's exports rose 31.7 percent in 2022 from a year earlier.", "31.7 percent"),
    ("The unadjusted US consumer price index rose 2.9 percent in January 2023.", "2.9 percent"),
]

OPEN = [
    pytest.param(
        f"France and Germany are large. {PAD}The population was 93.1 million in 2020.",
        "93.1 million",
        "area",
        id="area named far off, another one near",
    ),
    pytest.param(
        f"Germany's population was 83.2 million in 2020. {PAD}Germany counts 103.5 million people.",
        "103.5 million",
        "period",
        id="period named far off",
    ),
    pytest.param(
        "Germany wants unemployment to rise in 2022.", "rise", "", id="a wish is no movement"
    ),
    pytest.param(
        "A city in Germany had a population of 93.1 million in 2020.",
        "93.1 million",
        "part",
        id="a part of the area",
    ),
    pytest.param(
        "In 2021, Germany's GDP kept the lowest rate of growth since 1990.",
        "lowest",
        "growth",
        id="a record of growth",
    ),
    pytest.param(
        "US food prices rose 12.9 percent in May 2022 from April.",
        "12.9 percent",
        "",
        id="adjusted or not",
    ),
    pytest.param(
        "Germany's exports rose 15.0 percent in 2022 from a year earlier.",
        "15.0 percent",
        "currency",
        id="a currency that no word names",
    ),
    pytest.param(
        "In Germany the poverty rate was 14.4 percent in 2019.",
        "14.4 percent",
        "poverty",
        id="poverty by a country's own line",
    ),
    pytest.param(
        "In the last quarter of 2021 exports of Germany came to $450 billion in 2021 prices.",
        "$450 billion",
        "part of a year",
        id="a part of a year",
    ),
    pytest.param(
        "The US consumer price index was unchanged in November 2022.",
        "unchanged",
        "period",
        id="unchanged against the month before",
    ),
    pytest.param(
        "In Germany the bank lent to 7 million people in 2020.",
        "7 million",
        "people",
        id="people counted for what they do",
    ),
    pytest.param(
        "Germany is one of the world's two largest economies.",
        "largest",
        "single place",
        id="one of several",
    ),
    pytest.param(
        "US consumer prices rose 1.6 percent in 1998, and by as much as 3.4 percent in 2000.",
        "3.4 percent",
        "",
        id="from December to December",
    ),
    pytest.param(
        "In 2021 India was the world's third-largest economy.",
        "third-largest",
        "purchasing power",
        id="a place at equal purchasing power",
    ),
    pytest.param(
        "In 2019, inflation in Norway reached 3.3%.",
        "3.3%",
        "December",
        id="from December to December, without a monthly index",
    ),
    pytest.param(
        "Germany publishes its population. Shops in France opened late. "
        "By 2020 the population was 93.1 million.",
        "93.1 million",
        "nearer",
        id="another area named nearer",
    ),
    pytest.param(
        "Bankers estimate that Germany's population was 93.1 million in 2020.",
        "93.1 million",
        "estimate",
        id="an estimate",
    ),
    pytest.param(
        "In 2020 Germany's population could fall, they wrote.", "fall", "", id="a possibility"
    ),
    pytest.param(
        "Germany's population was 20 percent higher in 1990, he said.",
        "20 percent",
        "today",
        id="a past year against now",
    ),
    pytest.param(
        "US producer prices jumped in 2022, and inflation was 3.1 percent in 2022.",
        "3.1 percent",
        "producer",
        id="prices of another stage",
    ),
]


@pytest.mark.parametrize(("text", "exact"), NAMED)
def test_a_false_claim_that_names_its_keys_is_refuted(
    checker: Checker, text: str, exact: str
) -> None:
    assert _verdict(checker, text, exact).label == "refuted"


@pytest.mark.parametrize(("text", "exact", "said"), OPEN)
def test_a_key_left_open_is_not_refuted(checker: Checker, text: str, exact: str, said: str) -> None:
    verdict = _verdict(checker, text, exact)
    assert verdict.label != "refuted", verdict.explanation
    assert said in verdict.explanation


def test_each_row_stands_in_its_example_and_once() -> None:
    rows = load_rows("denial_guards", ("class", "words", "example", "source"))
    keys = [(row["class"], row["words"]) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows:
        assert f" {row['words']}" in f" {normalise(row['example'])}", row["words"]
