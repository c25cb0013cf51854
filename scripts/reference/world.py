"""World trade ranks and China's national accounts from facts."""

from __future__ import annotations

from pathlib import Path

from reference.facts import QUOTED, Fact, addresses, rows_of, split_urls

from factcheck.series.writing import Package, Row

WTO = ("World Trade Organization (WTO)", "https://www.wto.org/english/res_e/statis_e/statis_e.htm")
NBS = ("National Bureau of Statistics of China (NBS)", "https://www.stats.gov.cn/english/")


def national_accounts(folder: Path) -> Package:
    """GDP of China: the level and the real growth of the release of January 2026."""
    series: list[Row] = [
        {
            "series": "gdp.cny.a",
            "indicator": "Gross domestic product",
            "description": "At current prices, preliminary.",
            "aliases": "GDP;economic output;size of the economy",
            "unit_measure": "CNY",
            "unit_mult": "9",
            "freq": "A",
            "measure": "level",
            "price_basis": "current",
        },
        {
            "series": "gdp.real_yoy.a",
            "indicator": "Gross domestic product",
            "description": "Growth on the year before at constant prices, as published.",
            "aliases": "GDP growth;economic growth;real GDP growth",
            "unit_measure": "percent",
            "unit_mult": "0",
            "freq": "A",
            "measure": "growth_yoy",
            "of": "gdp.cny.a",
            "price_basis": "constant",
        },
    ]
    facts = []
    for row in rows_of(folder / "china_trade_structure.csv"):
        if row["indicator"] == "gdp":
            name = "gdp.cny.a" if row["kind"] == "level" else "gdp.real_yoy.a"
            urls = split_urls(row["source_urls"])
            facts.append(Fact(name, row["period"], row["value"], row["release"],
                              int(row["n_pages"]), urls, row["note"], "P"))  # fmt: skip
    return Package(
        "nbs/national_accounts",
        "2026-01-19",
        "China: gross domestic product",
        "Preliminary annual figures as stated on public pages.",
        [NBS, *addresses(facts, "NBS")],
        QUOTED,
        "2026-11-23",
        series,
        [fact.row() for fact in facts],
    )


TRADERS = {
    "wto_merchandise_exports": ("Merchandise exports", "goods exports;exports of goods;exporter"),
    "wto_merchandise_imports": ("Merchandise imports", "goods imports;imports of goods;importer"),
    "wto_merchandise_trade_total": (
        "Merchandise trade (exports plus imports)",
        "goods trade;trade in goods;trading nation;trader;total trade",
    ),
}
SAME = {
    "share_world_exports": "wto_merchandise_exports",
    "wto_merchandise_exports_share": "wto_merchandise_exports",
    "wto_merchandise_trade": "wto_merchandise_exports",
}


def leading_traders(folder: Path) -> Package:
    """Ranks, values and shares of the leading traders of goods."""
    named = "Only the economies that the pages name for the year."
    series: list[Row] = []
    for name, (indicator, aliases) in TRADERS.items():
        shared = {"freq": "A", "unit_mult": "0", "of": f"{name}.usd"}
        series += [
            {"series": f"{name}.usd", "indicator": indicator, "description": named,
             "aliases": aliases, "unit_measure": "USD", "unit_mult": "9", "freq": "A",
             "measure": "level", "price_basis": "current"},
            {**shared, "series": f"{name}.rank", "indicator": f"{indicator}: rank in the world",
             "description": f"Place among all economies, 1 is the largest. {named}",
             "aliases": aliases, "unit_measure": "count", "measure": "rank", "universe": "world"},
            {**shared, "series": f"{name}.share", "indicator": f"{indicator}: share in world total",
             "description": named, "aliases": aliases, "unit_measure": "percent",
             "measure": "share"},
        ]  # fmt: skip
    observations: dict[tuple[str, str, str], dict[str, str]] = {}
    facts: list[Fact] = []
    for row in rows_of(folder / "wto_ranks_from_pages.csv"):
        name, urls = SAME.get(row["indicator"], row["indicator"]), split_urls(row["source_urls"])
        if name not in TRADERS or not urls:
            continue
        for column, end in (("value", "usd"), ("rank", "rank"), ("share_pct", "share")):
            if row[column]:
                fact = Fact(f"{name}.{end}", row["period"], row[column], "", int(row["n_pages"]),
                            urls, row["note"])  # fmt: skip
                facts.append(fact)
                key = fact.series, row["entity"], row["period"]
                observations.setdefault(key, fact.row(row["entity"]))
    return Package(
        "wto/leading_traders",
        "2026-11-23",
        "Leading exporters and importers of goods",
        "Ranks, values and shares in world merchandise trade of the economies that public pages "
        "name; the European Union's members are counted one by one.",
        [WTO, *addresses(facts, "WTO")],
        QUOTED,
        "2026-11-23",
        series,
        list(observations.values()),
    )
