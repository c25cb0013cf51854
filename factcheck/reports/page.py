"""A report as one HTML file: no script, nothing from elsewhere, a policy that allows nothing else.

The style sheet stands in the page; its digest is the only thing the policy lets in.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from factcheck.records import Cell, CheckedClaim, Report
from factcheck.reports.chart import Point, draw_chart, fill_gaps
from factcheck.reports.outlook import what_would_change
from factcheck.reports.segments import Segment, cut
from factcheck.reports.wording import (
    STYLES,
    Style,
    clean,
    evidence_line,
    figure,
    reading_rows,
    safe_href,
    say_claimed,
    say_computed,
    say_counts,
)

if TYPE_CHECKING:
    from factcheck.series import Archive

__all__ = ["Card", "draw_claim", "make_cards", "template_environment", "write_html"]

_LONGEST = {"A": 40, "Q": 40, "M": 60, "W": 60, "D": 60}


@dataclass(frozen=True, slots=True)
class Card:
    """What the page shows of one claim."""

    claim: CheckedClaim
    style: Style
    rows: list[tuple[str, str]]
    claimed: str
    given: str
    chart: Markup | None
    outlook: str


def write_html(report: Report, *, archive: Archive | None = None) -> str:
    """The report as a page.

    Args:
        report: a finished report.
        archive: gives the history of a series for the charts; None draws the cited cells alone.
    """
    style = files("factcheck.reports").joinpath("templates/report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        template_environment("factcheck.reports")
        .get_template("report.html.j2")
        .render(
            report=report,
            article=report.article,
            cards=make_cards(report, archive),
            paragraphs=_paragraphs(report),
            counts=report.counts(),
            said=say_counts(report.counts()),
            style=Markup(style),  # noqa: S704 - our own file, no value of a report in it
            digest=digest,
        )
    )


def make_cards(report: Report, archive: Archive | None = None) -> list[Card]:
    """One card a claim, in text order.

    Args:
        report: a finished report.
        archive: gives histories for charts.
    """
    return [
        Card(
            claim=claim,
            style=STYLES[claim.verdict.label],
            rows=reading_rows(claim),
            claimed=say_claimed(claim),
            given=say_computed(claim.verdict.computed),
            chart=draw_claim(claim, archive),
            outlook=what_would_change(claim),
        )
        for claim in report.claims
    ]


def draw_claim(claim: CheckedClaim, archive: Archive | None = None) -> Markup | None:
    """Chart of the series that the first cell cites, None where there is too little to draw.

    Args:
        claim: with its verdict.
        archive: gives the history; None draws the cited cells of that series.
    """
    if not claim.verdict.evidence:
        return None
    cell = claim.verdict.evidence[0]
    points = _history(cell, archive) or _cited(cell, claim.verdict.evidence)
    title = f"{cell.indicator}, {cell.ref_area}, {points[0].period} to {points[-1].period}"
    return draw_chart(points, cell.unit, claimed=_claimed_point(claim, cell), title=clean(title))


def _history(cell: Cell, archive: Archive | None) -> list[Point]:
    if archive is None:
        return []
    key = f"{cell.dataset}#{cell.series}"
    try:
        history = archive.history(key, cell.ref_area, vintage=cell.vintage)
        longest = _LONGEST[archive.get(key).freq]
    except KeyError:
        return []
    points = fill_gaps([Point(o.time_period, o.value) for o in history])
    place = next((i for i, p in enumerate(points) if p.period == cell.period), len(points) - 1)
    first = max(0, min(place + longest // 4, len(points)) - longest)
    shown = points[first : first + longest]
    begin = next((i for i, p in enumerate(shown) if p.value is not None), 0)
    return shown[begin:]


def _cited(cell: Cell, cells: tuple[Cell, ...]) -> list[Point]:
    same = {
        c.period: Point(c.period, c.value)
        for c in cells
        if (c.dataset, c.series, c.ref_area) == (cell.dataset, cell.series, cell.ref_area)
    }
    return fill_gaps([same[period] for period in sorted(same)])


def _claimed_point(claim: CheckedClaim, cell: Cell) -> Point | None:
    """The figure of the text, where it is of the same unit and kind as the series drawn."""
    quantity = claim.quantity
    if quantity is None or quantity.value is None or quantity.unit != cell.unit:
        return None
    value = -quantity.value if claim.direction == "down" else quantity.value
    return Point(cell.period, value)


def _paragraphs(report: Report) -> list[list[Segment]]:
    """Segments of the article, a list a line of the text that is not blank."""
    lines: list[list[Segment]] = [[]]
    for segment in cut(report.article.text, report.claims):
        parts = clean(segment.text).split("\n")
        at = segment.start
        for index, part in enumerate(parts):
            if index:
                lines.append([])
            last = index == len(parts) - 1
            piece = Segment(at, part, segment.claims, segment.ending if last else ())
            lines[-1].append(piece)
            at += len(part) + 1
    return [line for line in lines if any(piece.text.strip() for piece in line)]


@cache
def template_environment(package: str) -> Environment:
    """The templates of a package; every value is escaped, and a name that is missing is an error.

    Args:
        package: whose folder `templates` they stand in.
    """
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "clean": clean,
        "href": safe_href,
        "figure": figure,
        "evidence": evidence_line,
        "computed": say_computed,
    }
    environment.filters.update(filters)
    environment.globals["STYLES"] = STYLES
    return environment
