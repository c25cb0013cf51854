"""World Bank, Indicators API v2.

Known of it: an error arrives with HTTP status 200 and a `message`; `per_page` is a string or a
number; 79 of its "countries" are groups of countries; the three-letter code of a group may be
empty, so that only the list of countries tells it.

Source: https://datahelpdesk.worldbank.org/knowledgebase/articles/889392
"""

from __future__ import annotations

from datetime import date
from typing import Any

from factcheck.errors import SourceError
from factcheck.lexicon.loader import load_rows
from factcheck.series.roles import BRACKETS
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.services import measured
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_worldbank"]

_PER_PAGE = 1000


def read_worldbank(client: Client, wanted: Wanted) -> list[Pulled]:
    """One indicator, by year.

    Raises:
        SourceError: the service refuses, or its answer is of another shape.
        UsageError: the unit of the indicator is not known.
    """
    areas = ";".join(wanted.areas) or "all"
    params = {"date": f"{wanted.since}:{wanted.until}"} if wanted.since and wanted.until else {}
    path = f"country/{areas}/indicator/{wanted.code}"
    head, rows, replies = _pages(client, path, params)
    if not rows:
        raise SourceError(f"{replies[0].url}: no values for {wanted.code}")
    name = str(rows[0]["indicator"]["value"])
    short, words = _words(name)
    pulled = Pulled(
        title=name,
        address=f"https://data.worldbank.org/indicator/{wanted.code}",
        vintage=_day(head, replies[0]),
        replies=replies,
        description="World Development Indicators, as the API of the World Bank gives them.",
    )
    unit = stated(words, wanted)
    more = {"universe": "" if wanted.areas else "world"}
    pulled.series = [series_row(wanted.code, short, "A", unit, wanted, aliases=name, **more)]
    economies = _economies(client, pulled, rows)
    for row in rows:
        _take(row, wanted.code, economies, pulled)
    return [pulled]


def _pages(
    client: Client, path: str, params: dict[str, str]
) -> tuple[dict[str, Any], list[dict[str, Any]], list[Reply]]:
    """All pages of a list: the head of the first, the rows, the replies."""
    found: list[dict[str, Any]] = []
    replies: list[Reply] = []
    head: dict[str, Any] = {}
    page, pages = 1, 1
    while page <= pages:
        asked = {"format": "json", "per_page": str(_PER_PAGE), "page": str(page), **params}
        reply = client.get(path, asked)
        replies.append(reply)
        top, rows = _checked(reply)
        head = head or top
        pages = int(top.get("pages") or 0)  # a string in some lists, a number in others
        found += rows
        client.progress(page, pages)
        page += 1
    return head, found, replies


def _checked(reply: Reply) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Head and rows of a page; what the service calls an error is one."""
    said = reply.json()
    if not isinstance(said, list) or not said or not isinstance(said[0], dict):
        raise SourceError(f"{reply.url}: no list of the World Bank")
    if "message" in said[0]:
        first = said[0]["message"][0]
        words = f"{first.get('key', '')}: {first.get('value', '')}".strip(": ")
        raise SourceError(f"{reply.url}: error {first.get('id')}, {words}")
    rows = said[1] if len(said) > 1 and said[1] else []
    return said[0], rows


def _words(name: str) -> tuple[str, str]:
    """Indicator and the words for its unit: "GDP (current US$)", "Population, total"."""
    bracket = BRACKETS.search(name)
    if bracket:
        return name[: bracket.start()].strip(), bracket[1]
    start, comma, tail = name.rpartition(", ")
    return (start, tail) if comma and measured(tail) else (name, name)


def _day(head: dict[str, Any], reply: Reply) -> date:
    try:
        return date.fromisoformat(str(head.get("lastupdated", "")))
    except ValueError:
        return reply.retrieved


def _economies(
    client: Client, pulled: Pulled, rows: list[dict[str, Any]]
) -> dict[str, tuple[str, bool]]:
    """Code of each economy by either of its codes, and whether it is a group of several.

    The list of economies is only asked for where a row may be of a group.
    """
    known = {r["code"] for r in load_rows("aggregate_codes", ("code", "name", "example", "source"))}
    codes = {str(r.get("countryiso3code", "")) for r in rows}
    if codes <= known:
        return {code: (code, True) for code in codes}
    _, listed, replies = _pages(client, "country", {})
    pulled.replies = [*pulled.replies, *replies]
    found: dict[str, tuple[str, bool]] = {}
    for row in listed:
        group = str(row.get("region", {}).get("value", "")) == "Aggregates"
        if not group or row["id"] in known:
            found[row["id"]] = found[row["iso2Code"]] = (row["id"], group)
    return found


def _take(
    row: dict[str, Any], series: str, economies: dict[str, tuple[str, bool]], pulled: Pulled
) -> None:
    if row.get("value") is None:
        return
    code = str(row.get("countryiso3code") or "") or str(row["country"]["id"])
    economy = economies.get(code)
    if economy is None:
        pulled.leave_out("of a group of economies that the archive has no code for")
        return
    status = str(row.get("obs_status") or "")[:1].upper()
    pulled.values.append(Value(series, economy[0], str(row["date"]), str(row["value"]), status))
