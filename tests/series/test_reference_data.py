"""The archive that comes with the program: sound, sourced, and adding up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from factcheck.records import Observation
from factcheck.series import Archive, open_archive, validate_package
from factcheck.series.derive import share, total
from factcheck.series.intervals import interval_of
from factcheck.series.packages import find_packages
from factcheck.settings import default_tables

ROOT = default_tables()
FOLDERS = find_packages(ROOT)
CUSTOMS = "gacc/goods_trade#{}.{}.{}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return open_archive([ROOT], cache=tmp_path_factory.mktemp("cache"))


def named(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_package_keeps_the_rules(folder: Path) -> None:
    assert validate_package(folder) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_package_is_a_frictionless_one(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"), limit_rows=3000)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]


def test_the_archive_stays_small() -> None:
    size = sum(file.stat().st_size for file in ROOT.rglob("*") if file.is_file())
    assert size < 40_000_000


def test_every_dataset_has_producer_address_licence_and_date(archive: Archive) -> None:
    for dataset in archive.datasets():
        assert dataset.sources, dataset.key
        assert all(title and url.startswith("http") for title, url in dataset.sources)
        assert dataset.licence
        assert dataset.retrieved is not None


def test_every_figure_from_a_page_names_the_page(archive: Archive) -> None:
    for series in archive.series():
        if series.dataset.split("/")[0] not in ("gacc", "wto", "nbs"):
            continue
        for vintage in archive.vintages(series.key):
            for area in archive.areas(series.key):
                for one in archive.history(series.key, area, vintage=vintage):
                    found = re.search(r"stated on \d+ pages? seen, one of them http", one.comment)
                    assert found, one


def test_published_rates_stand_beside_their_levels(archive: Archive) -> None:
    held = [x for x in archive.series() if x.measure == "growth_yoy" and x.of]
    assert len(held) > 40
    assert all(f"{x.dataset}#{x.of}" in archive for x in held)


def both(archive: Archive, *keys: tuple[str, str]) -> list[Observation] | None:
    found = [archive.observation(key, "CHN", period) for key, period in keys]
    kept = [x for x in found if x is not None and x.value is not None]
    return kept if len(kept) == len(found) else None


def sums(archive: Archive) -> Iterator[tuple[list[Observation], Observation]]:
    """Parts and whole: exports and imports in each currency and frequency."""
    for currency in ("cny", "usd"):
        for end in ("a", "q", "m", "ytd"):
            whole = CUSTOMS.format("goods_trade_total", currency, end)
            for period in archive.periods(whole, "CHN") if whole in archive else []:
                names = ("goods_exports", "goods_imports", "goods_trade_total")
                keys = [(CUSTOMS.format(name, currency, end), period) for name in names]
                found = both(archive, *keys)
                if found:
                    yield found[:2], found[2]


def test_exports_and_imports_add_up_to_the_total(archive: Archive) -> None:
    checked = list(sums(archive))
    assert len(checked) > 20
    for parts, whole in checked:
        bounds = total(parts, coarse=True).interval
        assert bounds is not None
        assert bounds.overlaps(interval_of(whole, coarse=True)), (whole, parts)


def test_balances_are_exports_less_imports(archive: Archive) -> None:
    checked = 0
    for currency in ("cny", "usd"):
        key = CUSTOMS.format("goods_balance", currency, "a")
        for balance in archive.history(key, "CHN"):
            names = ("goods_exports", "goods_imports")
            found = both(
                archive, *((CUSTOMS.format(n, currency, "a"), balance.time_period) for n in names)
            )
            if found:
                out, back = (interval_of(x, coarse=True) for x in found)
                cut = any(x.status == "E" for x in found)
                assert cut or (out - back).overlaps(interval_of(balance)), balance
                checked += 1
    assert checked > 10


def test_quarters_add_up_to_the_year_within_rounding_and_revision(archive: Archive) -> None:
    quarters = both(
        archive,
        *((CUSTOMS.format("goods_trade_total", "cny", "q"), f"2019-Q{n}") for n in range(1, 5)),
    )
    year = both(archive, (CUSTOMS.format("goods_trade_total", "cny", "a"), "2019"))
    assert quarters is not None
    assert year is not None
    added = total(quarters)
    assert added.value is not None
    assert year[0].value is not None
    assert abs(added.value - year[0].value) / year[0].value < Decimal("0.001")


def test_shares_of_partners_fit_their_levels(archive: Archive) -> None:
    checked = 0
    for series in archive.series():
        if series.measure != "share" or "share_of_goods_trade" not in series.series:
            continue
        start, _, end = series.key.rpartition(".")
        level = f"{start.replace('share_of_goods_trade', 'goods_trade_total')}.cny.{end}"
        for one in archive.history(series.key, "CHN"):
            found = both(
                archive,
                (level, one.time_period),
                (CUSTOMS.format("goods_trade_total", "cny", end), one.time_period),
            )
            if found and one.value is not None:
                made = share(*found)
                assert made.value is not None
                assert abs(made.value - one.value) < Decimal("0.3"), (one, made.formula)
                checked += 1
    assert checked > 10


def test_revisions_stand_in_their_vintages(archive: Archive) -> None:
    key = CUSTOMS.format("goods_trade_total", "cny", "a")
    levels = {
        vintage.isoformat(): one.value / 10**12
        for vintage in archive.vintages(key)
        if (one := archive.observation(key, "CHN", "2022", vintage=vintage)) and one.value
    }
    assert levels["2023-01-13"] == Decimal("42.07")
    assert levels["2024-01-12"] == Decimal("41.7")
    surplus = CUSTOMS.format("goods_balance", "usd", "a")
    seen = [
        one.value
        for vintage in archive.vintages(surplus)
        if (one := archive.observation(surplus, "CHN", "2008", vintage=vintage))
    ]
    assert seen[0] == Decimal(295470000000)
    assert seen[-1] == Decimal(298100000000)


def test_the_streak_of_growth_begins_after_2016(archive: Archive) -> None:
    rates = {
        x.time_period: x.value
        for x in archive.history(CUSTOMS.format("goods_trade_total", "cny_yoy", "a"), "CHN")
        if x.value is not None
    }
    assert rates["2016"] == Decimal("-0.9")
    assert all(rates[str(year)] > 0 for year in range(2017, 2026))


def test_no_projection_passes_for_an_observation(archive: Archive) -> None:
    for series in archive.series():
        newest = max(
            (archive.periods(series.key, area)[-1] for area in archive.areas(series.key)),
            default="",
        )
        assert newest < "2026-11", series.key
        if series.freq == "A":
            assert newest <= "2025", series.key


def test_known_values(archive: Archive) -> None:
    known = {
        ("worldbank/inflation#FP.CPI.TOTL.ZG", "USA", "2022"): Decimal("8.00"),
        ("gapminder/energy#co2_consumption_based", "CHN", "2022"): Decimal(10522022000),
        ("ecb/exchange_rates#CNY_per_USD.a", "CHN", "2025"): Decimal("7.19"),
        ("nbs/national_accounts#gdp.cny.a", "CHN", "2025"): Decimal(140187900000000),
    }
    for (key, area, period), value in known.items():
        found = archive.observation(key, area, period)
        assert found is not None, key
        assert found.value is not None
        assert abs(found.value - value) <= abs(value) * Decimal("0.001"), key


@pytest.mark.parametrize(
    ("key", "area", "period", "low", "high"),
    [
        ("gapminder/people#patents_in_force", "CHN", "2024", 5_290_000, 5_300_000),
        ("gapminder/economy#debt_service_share_of_exports", "KEN", "2024", 27, 27.5),
        ("gapminder/economy#aid_share_of_gni", "BGD", "2023", 4, 4.5),
        ("gapminder/energy#co2_intensity_of_gdp", "CHN", "2024", 0.39, 0.4),
        ("gapminder/energy#co2_cumulative", "USA", "2022", 4.2e11, 4.3e11),
        ("gapminder/people#manufacturing_share_of_employment", "CHN", "2023", 21, 22),
        ("gapminder/people#out_of_pocket_share", "CHN", "2022", 20, 45),
    ],
)  # fmt: skip
def test_scales_are_those_of_the_unit(
    archive: Archive, key: str, *, area: str, period: str, low: float, high: float
) -> None:
    found = archive.observation(key, area, period)
    assert found is not None
    assert found.value is not None
    assert low <= found.value <= high
    assert archive.cell(found).source_url.startswith("https://")
