"""Pages of the reference tables and of the corpus as a whole."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from factcheck.audit import Table
from factcheck.audit.page import chart
from factcheck.errors import ReportError
from factcheck.reports.chart import Point, draw_chart, fill_gaps
from factcheck.reports.wording import clean
from factcheck.series import Archive
from factcheck.web.render import claim_url, desk_of, render
from factcheck.web.store import slug_of

__all__ = ["audit", "series"]

FOUND, SHOWN, DRAWN, TABLED = 40, 400, 60, 40
"""Series that a search gives; rows of a series, points of its chart, rows of an audit table."""


def series(request: Request) -> Response:
    """One series with its chart and origin, or a search for one."""
    archive = desk_of(request).archive()
    if archive is None:
        raise ReportError("the reference tables cannot be read here")
    key = request.query_params.get("key", "")[:500]
    if not key:
        words = request.query_params.get("q", "")[:200].strip()
        hits = archive.search(words, limit=FOUND) if words else []
        return render(request, "tables", words=words, hits=[hit.series for hit in hits])
    if key not in archive:
        raise ReportError("there is no such series in the reference tables")
    return render(request, "series", **values_of(archive, key, request))


def values_of(archive: Archive, key: str, request: Request) -> dict[str, Any]:
    """What the page of a series shows."""
    found, areas = archive.get(key), sorted(archive.areas(key))
    area = request.query_params.get("area", "")[:40]
    area = area if area in areas else preferred(areas)
    vintages = archive.vintages(key)
    asked = request.query_params.get("vintage")
    vintage = next((v for v in vintages if v.isoformat() == asked), None)
    history = archive.history(key, area, vintage=vintage) if area else []
    used = history[-1].vintage if history else vintages[-1]
    points = fill_gaps([Point(o.time_period, o.value) for o in history])[-DRAWN:]
    title = f"{found.indicator}, {area}"
    if points:
        title += f", {points[0].period} to {points[-1].period}"
    return {
        "series": found,
        "areas": areas,
        "area": area,
        "vintages": [v.isoformat() for v in vintages],
        "vintage": used.isoformat(),
        "dataset": archive.dataset(found.dataset, used),
        "chart": draw_chart(points, found.unit_measure, title=clean(title)),
        "history": list(reversed(history))[:SHOWN],
        "cell": archive.cell(history[-1]) if history else None,
    }


def preferred(areas: list[str]) -> str:
    """The area shown first: the world where it is there."""
    return "WLD" if "WLD" in areas else areas[0] if areas else ""


def audit(request: Request) -> Response:
    """What the whole corpus says."""
    result = desk_of(request).audit()
    return render(request, "audit", result=result, sections=[section(t) for t in result or ()])


def section(table: Table) -> dict[str, Any]:
    """A table of the audit as the page shows it."""
    # the charts escape each text of the corpus themselves
    drawn = Markup(chart(table))  # noqa: S704
    rows = table.rows[:TABLED]
    at = {name: index for index, name in enumerate(table.columns)}
    links = [""] * len(rows)
    if {"article_id", "claim_id"} <= at.keys():
        links = [claim_url(slug_of(r[at["article_id"]]), r[at["claim_id"]]) for r in rows]
    return {"table": table, "chart": drawn, "rows": list(zip(links, rows, strict=True))}
