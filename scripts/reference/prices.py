"""Consumer prices of the United States from open statistics."""

from __future__ import annotations

import re
from pathlib import Path

from reference.bulk import RETRIEVED, table, value_row
from reference.facts import HERE, rows_of

from factcheck.series.writing import Package, Row


def consumer_prices(bulk: Path) -> Package:
    """Consumer price indexes of the United States, monthly and annual averages."""
    items = {row["item"]: row for row in rows_of(HERE / "cpi_items.csv")}
    wanted = {f"{kind}0000{item}" for kind in ("CUUR", "CUSR") for item in items}
    series: dict[str, Row] = {}
    observations = []
    for row in table(bulk, "bls_cpi_us", wanted):
        freq = "A" if re.fullmatch(r"\d{4}", row["period"]) else "M"
        if not re.fullmatch(r"\d{4}(-\d{2})?", row["period"]):
            continue
        code = row["indicator"]
        adjusted, item = code.startswith("CUSR"), items[code[8:]]
        name = f"{code}.{freq}"
        said = "Seasonally adjusted" if adjusted else "Not seasonally adjusted"
        base = "1982-84 is 100 unless the item began later"
        kind = "annual average" if freq == "A" else "monthly"
        series[name] = {
            "series": name,
            "indicator": item["indicator"],
            "description": f"{said}, {kind}; all urban consumers, U.S. city average; {base}. "
            "October 2025 was not published.",
            "aliases": item["aliases"],
            "unit_measure": "index_point",
            "unit_mult": "0",
            "freq": freq,
            "measure": "index",
            "adjustment": "sa" if adjusted else "nsa",
        }
        observations.append(value_row(name, row))
    return Package(
        "bls/cpi",
        RETRIEVED,
        "United States: consumer price index",
        "Consumer Price Index for All Urban Consumers (CPI-U).",
        [("U.S. Bureau of Labor Statistics, Consumer Price Index", "https://www.bls.gov/cpi/"),
         ("Series as packed in cpi 2.1.0", "https://pypi.org/project/cpi/2.1.0/")],
        ("US public domain", "https://www.bls.gov/bls/linksite.htm"),
        RETRIEVED,
        list(series.values()),
        observations,
    )  # fmt: skip
