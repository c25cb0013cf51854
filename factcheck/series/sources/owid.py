"""Our World in Data, chart data: one CSV and one file of metadata a chart.

Known of it: the code of a group is of its own kind (`OWID_WRL`) or empty; a day may stand in place
of the year; a chart may hold projections, which are left out by year.

Source: https://docs.owid.io/projects/etl/api/chart-api/
"""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from factcheck.errors import SourceError
from factcheck.series.sources.client import Client
from factcheck.series.sources.services import area_of
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_owid"]


def read_owid(client: Client, wanted: Wanted) -> list[Pulled]:
    """All columns of a chart.

    Raises:
        SourceError: the service refuses, or its answer is of another shape.
        UsageError: the unit of a column is not known.
    """
    table = client.get(f"{wanted.code}.csv", {"v": "1", "csvType": "full"})
    about = client.get(f"{wanted.code}.metadata.json", {"v": "1", "csvType": "full"})
    facts = about.json()
    rows = list(csv.reader(io.StringIO(table.text(), newline="")))
    if not rows or rows[0][:2] != ["Entity", "Code"] or len(rows[0]) < 4:
        raise SourceError(f"{table.url}: no chart data (Entity, Code, Year, …)")
    columns = facts.get("columns", {})
    days = [str(c["lastUpdated"]) for c in columns.values() if c.get("lastUpdated")]
    pulled = Pulled(
        title=str(facts.get("chart", {}).get("title") or wanted.code),
        address=f"https://ourworldindata.org/grapher/{wanted.code}",
        vintage=date.fromisoformat(max(days)) if days else table.retrieved,
        replies=[table, about],
        description=str(facts.get("chart", {}).get("citation", "")),
    )
    freq = "D" if rows[0][2] == "Day" else "A"
    for place, name in enumerate(rows[0][3:], start=3):
        _column(columns.get(name, {}), (name, place), freq, pulled, wanted)
        for row in rows[1:]:
            _take(row, place, pulled, wanted, client.service.area_codes)
    return [pulled]


def _column(
    facts: dict[str, Any], column: tuple[str, int], freq: str, pulled: Pulled, wanted: Wanted
) -> None:
    name, place = column
    title = str(facts.get("titleShort") or name)
    words = str(facts.get("unit") or facts.get("shortUnit") or "")
    short = str(facts.get("shortName") or f"{wanted.code}_{place}")
    pulled.series.append(
        series_row(
            short,
            title,
            freq,
            stated(words, wanted),
            wanted,
            description=str(facts.get("descriptionShort") or facts.get("citationShort") or ""),
            universe="" if wanted.areas else "world",
        )
    )


def _take(row: list[str], place: int, pulled: Pulled, wanted: Wanted, codes: str) -> None:
    value = row[place].strip()
    if not value:
        return
    area = area_of(row[1], codes, row[0]) if row[1] else area_of("", codes, row[0])
    if area is None:
        pulled.leave_out("of areas that the archive has no code for")
    elif int(row[2][:4]) > pulled.vintage.year:
        pulled.leave_out("projections")
    elif not wanted.areas or area in wanted.areas:
        pulled.values.append(Value(pulled.series[-1]["series"], area, row[2], value))
