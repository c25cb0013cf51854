"""Names of indicators, as texts and as tables write them, come to the same meaning."""

from __future__ import annotations

import pytest

from factcheck.lexicon.area_text import blank_places, places_in
from factcheck.matches.currencies import currencies_in, without_currencies
from factcheck.matches.meaning import read_meaning

SAME = [
    ("joblessness", "Unemployment rate (%)"),
    ("economy", "GDP (current US$)"),
    ("people", "Population, total"),
    ("imports and exports of goods", "Total value of imports and exports of goods"),
    ("doctors per 1,000 inhabitants", "Medical Doctors (per 1000 people)"),
    ("inflation", "Inflation, consumer prices (annual %)"),
    ("coal use", "Coal consumption, total"),
    ("defence spending as a share of GDP", "Military expenditure (% of GDP)"),
    ("shipments of wind turbines", "Exports: wind turbines"),
    ("life expectancy at birth", "Life expectancy, at birth"),
]


@pytest.mark.parametrize(("text", "table"), SAME)
def test_same_words(text: str, table: str) -> None:
    assert read_meaning(text).words == read_meaning(table).words


DIFFER = [
    ("exports", "imports", "flow"),
    ("trade surplus", "trade deficit", "sign"),
    ("exports of goods", "exports of services", "cover"),
    ("GDP per head", "GDP", "per"),
    ("real GDP", "GDP in current prices", "price"),
    ("youth unemployment", "unemployment", "age"),
    ("literacy of women", "literacy", "sex"),
    ("core inflation", "inflation", "core"),
    ("carbon footprint", "territorial carbon emissions", "scope"),
]


@pytest.mark.parametrize(("first", "second", "facet"), DIFFER)
def test_facets_part_what_words_do_not(first: str, second: str, facet: str) -> None:
    a, b = read_meaning(first), read_meaning(second)
    assert a.words == b.words
    assert a.facets.get(facet) != b.facets.get(facet)


def test_areas_are_no_part_of_an_indicator() -> None:
    assert places_in("Greek joblessness and that of the United States") == ["GRC", "USA"]
    assert read_meaning(blank_places("Greek joblessness")).words == {"unemployment"}


def test_currencies_are_no_part_of_an_indicator() -> None:
    assert currencies_in("It came to 5 yuan and $3") == {"CNY", "USD"}
    assert currencies_in("Real wages fell in sum") == set()
    assert read_meaning(without_currencies("goods trade in yuan")).words == {"trade"}
