"""FRED and ALFRED of the Federal Reserve Bank of St. Louis: series and their earlier versions.

Known of it: a missing value is "."; more than 120 requests a minute are answered 429; each value
carries the days from which and until which it stood (`realtime_start`, `realtime_end`), so that
every version of a series comes out of one answer. A key of the caller is needed.

Source: https://fred.stlouisfed.org/docs/api/fred/
"""

from __future__ import annotations

from datetime import date
from typing import Any

from factcheck.errors import SourceError, UsageError
from factcheck.series.cells import read_area
from factcheck.series.periods import period_label
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.services import area_of
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_fred"]

_MOST = 100_000
_FIRST = "1776-07-04"
_LAST = "9999-12-31"
_FREQS = frozenset("DWMQA")


def read_fred(client: Client, wanted: Wanted) -> list[Pulled]:
    """One series, in as many versions as wanted, oldest first.

    Raises:
        SourceError: the service refuses, or its answer is of another shape.
        UsageError: the unit, the area or the frequency cannot be told.
    """
    key = {"api_key": client.key, "file_type": "json", "series_id": wanted.code}
    about = client.get("series", key)
    facts = _only(about)
    freq = str(facts["frequency_short"])
    if freq not in _FREQS:
        raise UsageError(f"{wanted.code} is {facts['frequency']}; the archive has no such periods")
    area = _area(str(facts["title"]), wanted)
    rows, replies = _values(client, key, every=wanted.vintages > 1)
    series = _series(facts, freq, wanted)
    found = []
    for day in _days(rows, facts, wanted):
        pulled = Pulled(
            title=str(facts["title"]),
            address=f"https://fred.stlouisfed.org/series/{wanted.code}",
            vintage=date.fromisoformat(day),
            replies=[*replies, about],
            description=f"{facts['units']}, {facts['seasonal_adjustment'].lower()}.",
            series=[series],
        )
        for row in rows:
            if row["realtime_start"] <= day <= row["realtime_end"] and row["value"] != ".":
                period = _period(row["date"], freq)
                pulled.values.append(Value(wanted.code, area, period, row["value"]))
        found.append(pulled)
    return found


def _only(about: Reply) -> dict[str, Any]:
    listed = about.json().get("seriess", [])
    if not listed:
        raise SourceError(f"{about.url}: no such series")
    first: dict[str, Any] = listed[0]
    return first


def _values(
    client: Client, key: dict[str, str], *, every: bool
) -> tuple[list[dict[str, str]], list[Reply]]:
    """Rows of all pages; with `every`, of all versions."""
    span = {"realtime_start": _FIRST, "realtime_end": _LAST} if every else {}
    rows: list[dict[str, str]] = []
    replies: list[Reply] = []
    while True:
        asked = {**key, **span, "limit": str(_MOST), "offset": str(len(rows))}
        reply = client.get("series/observations", asked)
        said = reply.json()
        page = said.get("observations")
        if page is None:
            raise SourceError(f"{reply.url}: {said.get('error_message', 'no observations')}")
        rows += page
        client.progress(len(rows), int(said["count"]))
        replies.append(reply)
        if not page or len(rows) >= int(said["count"]):
            return rows, replies


def _days(rows: list[dict[str, str]], facts: dict[str, Any], wanted: Wanted) -> list[str]:
    """Days of the versions that are wanted, oldest first."""
    if wanted.vintages == 1:
        return [str(facts["last_updated"])[:10]]
    days = {row["realtime_start"] for row in rows}
    return sorted(days)[-wanted.vintages :]


def _area(title: str, wanted: Wanted) -> str:
    """The area by option, else the one that the title ends in ("… for China")."""
    if len(wanted.areas) == 1:
        return area_of(wanted.areas[0]) or wanted.areas[0]
    for word in (" for ", " in "):
        _, found, tail = title.rpartition(word)
        area = read_area(tail.removeprefix("the ")) if found else None
        if area:
            return area
    raise UsageError(f"{wanted.code} ({title}) does not say its area; --areas CODE (like USA)")


def _series(facts: dict[str, Any], freq: str, wanted: Wanted) -> dict[str, str]:
    short = str(facts["seasonal_adjustment_short"])
    unit = stated(str(facts["units"]), wanted)
    annual = "Annual rate: a quarter times four. " if short.endswith("AAR") else ""
    return series_row(
        wanted.code,
        str(facts["title"]),
        freq,
        unit,
        wanted,
        adjustment="nsa" if short == "NSA" else "sa",
        description=annual + str(facts.get("notes", ""))[:400].replace("\n", " "),
        aliases=wanted.code,
    )


def _period(day: str, freq: str) -> str:
    """Label of the period that begins on a day (a week, that ends on it)."""
    when = date.fromisoformat(day)
    if freq == "A":
        return period_label(when.year, "A")
    if freq == "Q":
        return period_label(when.year * 4 + (when.month - 1) // 3, "Q")
    if freq == "M":
        return period_label(when.year * 12 + when.month - 1, "M")
    if freq == "W":
        return period_label((when.toordinal() - 1) // 7, "W")
    return day
