from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from factcheck.series import Archive, open_archive
from factcheck.series.rates import find_rate
from factcheck.series.search import Index, stem

Write = Callable[..., Path]
SERIES = (
    "cny,Yuan per dollar,Mean of daily fixings,,CNY/USD,0,A,level,,\n"
    "cny.m,Yuan per dollar,Mean of daily fixings,,CNY/USD,0,M,level,,\n"
    "cny.end,Yuan per dollar,End of period,,CNY/USD,0,A,level,,\n"
    "jpy,Yen per dollar,Mean of daily fixings,,JPY/USD,0,A,level,,\n"
)
VALUES = (
    "cny,CHN,2025,7.20,,\ncny.end,CHN,2025,7.00,,\njpy,JPN,2025,150,,\n"
    "cny.m,CHN,2026-01,7.0,,\ncny.m,CHN,2026-02,6.9,,\ncny.m,CHN,2026-03,6.8,,\n"
)


@pytest.fixture
def archive(write_package: Write) -> Archive:
    return open_archive([write_package(SERIES, VALUES)])


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (("USD", "CNY", "2025", "average"), Decimal("7.20")),
        (("USD", "CNY", "2025", "end"), Decimal("7.00")),
        (("CNY", "JPY", "2025", "average"), Decimal(150) / Decimal("7.20")),
        (("CNY", "USD", "2025", "average"), 1 / Decimal("7.20")),
        (("USD", "CNY", "2026-Q1", "average"), Decimal("6.9")),
        (("USD", "CNY", "2026-02", "average"), Decimal("6.9")),
        (("USD", "CNY", "2026-01/2026-02", "average"), Decimal("6.95")),
        (("USD", "CNY", "2026", "average"), None),
        (("USD", "EUR", "2025", "average"), None),
        (("USD", "USD", "2025", "average"), None),
    ],
)
def test_rates(archive: Archive, key: tuple[str, str, str, str], value: Decimal | None) -> None:
    base, quote, period, kind = key
    found = archive.rate(base, quote, period, kind=kind)
    assert (None if found is None else found[0]) == value
    if found is not None:
        assert found[1].dataset == "office/things"


def test_a_crossed_rate_shows_both_cells_and_bounds(archive: Archive) -> None:
    found = find_rate(archive, "CNY", "JPY", "2025")
    assert found is not None
    assert [x.series for x in found.observations] == ["office/things#jpy", "office/things#cny"]
    assert found.formula == "150 / 7.20"
    assert found.bounds.low < found.value < found.bounds.high


@pytest.mark.parametrize(
    "group",
    [
        ("export", "exports", "exported", "exporting"),
        ("economy", "economies"),
        ("price", "prices", "priced"),
        ("emission", "emissions"),
        ("country", "countries"),
    ],
)
def test_forms_of_a_word_have_one_stem(group: tuple[str, ...]) -> None:
    assert len({stem(word) for word in group}) == 1


SEARCHED = (
    "wind,Share of electricity from wind,,wind power share,percent,0,A,share,,\n"
    "coal,Coal consumption,,,t,6,A,level,,\n"
    "gdp,Gross domestic product,,GDP; national output,USD,9,A,level,,\n"
    "gdp.yoy,Gross domestic product,At constant prices,GDP growth,percent,0,A,growth_yoy,gdp,\n"
)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("wind share of power", "wind"),
        ("consumption of coal", "coal"),
        ("GDP growth", "gdp.yoy"),
        ("national output", "gdp"),
        ("wind in power", "wind"),
        ("size of the economy", "gdp"),
        ("renewables or wind generators", "wind"),
    ],
)
def test_search_finds_by_the_meaning_of_the_fields(
    write_package: Write, query: str, best: str
) -> None:
    archive = open_archive([write_package(SEARCHED, "wind,CHN,2025,1,,\n")])
    hits = archive.search(query, limit=3)
    assert hits[0].series.series == best
    assert hits[0].score == pytest.approx(sum(x[2] for x in hits[0].reasons), abs=1e-3)
    assert all(word in query.lower() for word, _, _ in hits[0].reasons)


def test_a_hit_by_meaning_says_so_and_idle_words_find_nothing(write_package: Write) -> None:
    rows = "jobs,Unemployment rate,,,percent,0,A,level,,\nrain,Sum of rain,,,mm,0,A,level,,\n"
    archive = open_archive([write_package(rows, "jobs,CHN,2025,1,,\nrain,CHN,2025,1,,\n")])
    (hit,) = archive.search("total of joblessness")
    assert (hit.series.series, hit.reasons[0][:2]) == (
        "jobs",
        ("joblessness", "meaning (unemployment)"),
    )
    assert archive.search("of the") == []


def test_search_without_a_hit_is_empty(archive: Archive) -> None:
    assert archive.search("zebra") == []
    assert Index([]).search("anything") == []
