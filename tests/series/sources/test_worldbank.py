"""World Bank v2: its traps, and the way from its address to a package."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factcheck import check
from factcheck.cli import app
from factcheck.errors import SourceError, UsageError
from factcheck.series import open_archive
from factcheck.series.sources import Client, Wanted, pull, read_source

from .conftest import Replay

GDP = "NY.GDP.MKTP.CD"


def row(
    iso3: str, year: str, value: float | None, *, code: str = "", **more: Any
) -> dict[str, Any]:
    """A value in the documented shape."""
    name = more.pop("name", "GDP (current US$)")
    return {
        "indicator": {"id": GDP, "value": name},
        "country": {"id": code or iso3[:2], "value": "somewhere"},
        "countryiso3code": iso3,
        "date": year,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 0,
        **more,
    }


def head(**more: Any) -> dict[str, Any]:
    return {
        "page": 1, "pages": 1, "per_page": "50", "total": 2, "lastupdated": "2026-10-07", **more
    }  # fmt: skip


def economy(code: str, iso2: str, region: str) -> dict[str, Any]:
    return {"id": code, "iso2Code": iso2, "name": code, "region": {"id": "X", "value": region}}


ECONOMIES = [
    head(pages="1"),
    [
        economy("CHN", "CN", "East Asia & Pacific"),
        economy("USA", "US", "North America"),
        economy("LMC", "XN", "Aggregates"),
        economy("QQX", "QX", "Aggregates"),
    ],
]


def test_pulled_values_can_be_looked_up_and_cited(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    path = f"/country/CHN;USA/indicator/{GDP}"
    replay.add(path, [head(), [row("CHN", "2024", 18.5e12 + 0.25), row("USA", "2024", 29000)]])
    replay.add("/country", ECONOMIES)
    (folder,) = pull(client_of("worldbank"), Wanted(GDP, ("CHN", "USA")), tmp_path)
    assert folder == tmp_path / "worldbank/ny.gdp.mktp.cd/2026-10-07"
    archive = open_archive([tmp_path])
    found = archive.observation(f"worldbank/ny.gdp.mktp.cd#{GDP}", "CHN", "2024")
    assert found is not None
    assert found.value == Decimal("18500000000000.25")
    cell = archive.cell(found)
    assert cell.source_title == "World Bank: GDP (current US$)"
    assert cell.source_url == f"https://data.worldbank.org/indicator/{GDP}"
    assert (cell.retrieved, cell.vintage) == (date(2026, 11, 24), date(2026, 10, 7))
    assert archive.get(found.series).unit_measure == "USD"
    dataset = archive.dataset(found.series, cell.vintage)
    assert dataset.licence.startswith("CC-BY-4.0")
    assert any("country/CHN;USA/indicator" in url for _, url in dataset.sources)


def test_an_error_that_arrives_as_success_is_one(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    said = {"id": "120", "key": "Invalid value", "value": "The provided value is not valid"}
    replay.add("/country/all/indicator/NO.SUCH", [{"message": [said]}])
    with pytest.raises(SourceError, match="error 120, Invalid value"):
        read_source(client_of("worldbank"), Wanted("NO.SUCH"))


@pytest.mark.parametrize("size", [50, "50"])
def test_all_pages_are_read_whatever_the_type_of_their_numbers(
    client_of: Callable[..., Client], replay: Replay, size: Any
) -> None:
    path = f"/country/all/indicator/{GDP}"
    pages: Any = type(size)(2)
    for number, year in ((1, "2024"), (2, "2023")):
        top = head(page=number, pages=pages, per_page=size)
        replay.add(path, [top, [row("CHN", year, 5)]])
    replay.add("/country", ECONOMIES)
    seen: list[tuple[int, int]] = []
    client = client_of("worldbank", progress=lambda *now: seen.append(now))
    (found,) = read_source(client, Wanted(GDP))
    assert [v.period for v in found.values] == ["2024", "2023"]
    assert seen[:2] == [(1, 2), (2, 2)]
    assert [asked[1]["page"] for asked in replay.asked[:2]] == ["1", "2"]


def test_groups_keep_their_codes_and_unknown_ones_are_left_out(
    client_of: Callable[..., Client], replay: Replay
) -> None:
    rows = [
        row("CHN", "2024", 5),
        row("", "2024", 6, code="XN"),
        row("QQX", "2024", 7, code="QX"),
        row("", "2024", 8, code="XX"),
    ]
    replay.add(f"/country/all/indicator/{GDP}", [head(), rows])
    replay.add("/country", ECONOMIES)
    (found,) = read_source(client_of("worldbank"), Wanted(GDP))
    assert [v.area for v in found.values] == ["CHN", "LMC"]
    assert list(found.left_out.values()) == [2]
    assert found.series[0]["universe"] == "world"


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("GDP growth (annual %)", ("percent", "growth_yoy", "GDP growth")),
        ("Population, total", ("count", "level", "Population")),
        ("Forest area (% of GDP)", ("percent", "share", "Forest area")),
        ("GDP (constant 2015 US$)", ("USD", "level", "GDP")),
    ],
)
def test_the_name_says_the_unit(
    client_of: Callable[..., Client], replay: Replay, name: str, read: tuple[str, str, str]
) -> None:
    replay.add(f"/country/CHN/indicator/{GDP}", [head(), [row("CHN", "2024", 5, name=name)]])
    replay.add("/country", ECONOMIES)
    (found,) = read_source(client_of("worldbank"), Wanted(GDP, ("CHN",)))
    series = found.series[0]
    assert (series["unit_measure"], series["measure"], series["indicator"]) == read


def test_a_unit_nobody_says_is_asked_for(client_of: Callable[..., Client], replay: Replay) -> None:
    rows = [row("CHN", "2024", 5, name="Ease of business score")]
    replay.add(f"/country/CHN/indicator/{GDP}", [head(), rows])
    with pytest.raises(UsageError, match="--unit CODE"):
        read_source(client_of("worldbank"), Wanted(GDP, ("CHN",)))


def test_a_package_is_not_written_over_unasked(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add(f"/country/CHN/indicator/{GDP}", [head(), [row("CHN", "2024", 5)]])
    replay.add("/country", ECONOMIES)
    wanted = Wanted(GDP, ("CHN",))
    pull(client_of("worldbank"), wanted, tmp_path)
    with pytest.raises(UsageError, match="--replace"):
        pull(client_of("worldbank"), wanted, tmp_path)
    assert pull(client_of("worldbank"), wanted, tmp_path, replace=True)


def test_real_replies(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    path = "/country/all/indicator/SP.POP.TOTL"
    replay.add(path, real("worldbank/pop_usa_2022_2023_recorded.json"))
    countries = real("worldbank/country_npl_recorded_2026-10-06.json").replace(b"NPL", b"USA")
    replay.add("/country", countries.replace(b'"NP"', b'"US"'))
    (found,) = read_source(client_of("worldbank"), Wanted("SP.POP.TOTL"))
    assert [(v.area, v.period, v.text) for v in found.values] == [
        ("USA", "2023", "336755052"),
        ("USA", "2022", "333996304"),
    ]
    assert found.vintage == date(2026, 7, 13)


def test_the_real_error(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes]
) -> None:
    replay.add("/country/all/indicator/X", real("worldbank/error_120_recorded.json"))
    with pytest.raises(SourceError, match="error 120"):
        read_source(client_of("worldbank"), Wanted("X"))


def test_from_an_address_to_a_verdict_that_cites_it(
    replay: Replay, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row("CHN", "2024", 18743803170827.3), row("CHN", "2023", 18270356654533.2)]
    replay.add(f"/country/CHN/indicator/{GDP}", [head(), rows])
    replay.add("/country", ECONOMIES)
    tables = tmp_path / "tables"
    app(
        ["tables", "pull", "worldbank", GDP, "--areas", "CHN", "-o", str(tables),
         "--address", replay.address],
        standalone_mode=False,
    )  # fmt: skip
    assert "pulled from World Bank" in capsys.readouterr().err
    report = check(
        "China's GDP reached $18.74 trillion in 2024.", tables=(tables,), use_default_tables=False
    )
    verdict = report.claims[0].verdict
    assert verdict.label == "supported"
    assert {cell.source_url for cell in verdict.evidence} == {
        f"https://data.worldbank.org/indicator/{GDP}"
    }
