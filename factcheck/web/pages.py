"""Queue, article and claim: pages that are looked at; they change nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from factcheck.errors import FactcheckError
from factcheck.records import CheckedClaim, Label, Report
from factcheck.reports.page import make_cards
from factcheck.reports.segments import cut
from factcheck.web.desk import Desk
from factcheck.web.filters import FACETS, Filter
from factcheck.web.judgements import READING, history, reading_fields, reading_of
from factcheck.web.render import desk_of, person_of, render
from factcheck.web.store import PAGE

if TYPE_CHECKING:
    from factcheck.series import Archive

__all__ = ["article", "check_form", "claim", "queue"]

AROUND = 400
"""Code points shown to either side of a claim's quote."""
OFFERED, OFFERED_VALUES = 24, 300
"""Series that a search for another one gives; areas or periods of one that are offered."""


def queue(request: Request) -> Response:
    """The work queue: claims with facets, search and pages."""
    desk, chosen = desk_of(request), Filter.from_query(request.query_params)
    total, facets, claims = desk.store.look(chosen)
    return render(
        request,
        "queue",
        chosen=chosen,
        claims=claims,
        total=total,
        pages=max(1, -(-total // PAGE)),
        facets=[(name, facets[name], chosen.value(name)) for name in FACETS],
        done=done(request),
    )


def article(request: Request) -> Response:
    """An article with its claims marked, and their evidence beside it."""
    desk, slug = desk_of(request), request.path_params["slug"]
    report, cards = desk.article(slug)
    return render(
        request,
        "article",
        slug=slug,
        report=report,
        pieces=list(cut(report.article.text, report.claims)),
        cards=cards,
        counts=report.counts(),
    )


def claim(
    request: Request, *, status: int = 200, problem: str = "", form: Mapping[str, str] | None = None
) -> Response:
    """One claim: where it stands, the evidence, and what people decided.

    Args:
        request: for the page.
        status: of the answer.
        problem: why a judgement was not kept.
        form: that judgement, as it was typed, to be looked at again.
    """
    typed = form or {}
    query = dict(parse_qsl(typed.get("queue", ""), max_num_fields=20))
    desk, slug = desk_of(request), request.path_params["slug"]
    report, found = desk.claim(slug, request.path_params["claim"])
    only = report.model_copy(update={"claims": (found,)})
    entries = history(desk.store.db, slug, found.id)
    standing = [e for e in entries if e["stands"] and e["quote"] == found.quote.exact]
    person = person_of(request)
    place, chosen = report.claims.index(found), Filter.from_query(query or request.query_params)
    return render(
        request,
        "claim",
        status=status,
        trouble=problem,
        typed=typed,
        slug=slug,
        report=report,
        card=make_cards(only, desk.archive())[0],
        context=context(report, found.quote.start, found.quote.end),
        entries=entries,
        standing=newest_of_each(standing),
        mine=any(person and e["reviewer"] == person.name and e["stands"] for e in entries),
        seen=entries[0]["id"] if entries else 0,
        labels=get_args(Label),
        before=report.claims[place - 1].id if place else None,
        after=report.claims[place + 1].id if place + 1 < len(report.claims) else None,
        chosen=chosen,
        query=chosen.query(),
        done=done(request),
        **correction(request, desk, report, found, typed or request.query_params),
    )


def newest_of_each(standing: Sequence[Mapping[Any, Any]]) -> list[Mapping[Any, Any]]:
    """The newest standing judgement of each reviewer; entries come newest first."""
    found: dict[str, Mapping[Any, Any]] = {}
    for entry in standing:
        found.setdefault(entry["reviewer"], entry)
    return list(found.values())


def correction(
    request: Request, desk: Desk, report: Report, found: CheckedClaim, said: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows of another reading that its address, or a form, names."""
    words = said.get("find", "")[:200].strip()
    offered, problem, again = offers(desk, found, words), "", None
    fields: dict[str, str] = {}
    try:
        fields = reading_fields(said)
        if fields:
            person = person_of(request)
            reading = reading_of(report.article, found, fields, person.name if person else "")
            again = desk.rejudge(report, found, reading)
    except FactcheckError as error:
        problem = str(error)
    picked = fields.get("series")
    if picked and picked not in [key for key, _ in offered]:
        offered.insert(0, (picked, picked))
    card = None
    if again is not None:
        only = report.model_copy(update={"claims": (again,)})
        card = make_cards(only, desk.archive())[0]
    return {
        "find": words,
        "offered": offered,
        "fields": fields,
        "again": card,
        "problem": problem,
        "held": held_by(desk.archive(), found, fields),
        "reading": [name for name in READING if name != "series"],
        "now": present(found),
    }


def present(found: CheckedClaim) -> dict[str, str]:
    """How the machine read a claim, for the fields of a correction."""
    quantity = found.quantity
    value = quantity.value if quantity else None
    return {
        "indicator": found.indicator.text,
        "area": found.ref_area.code if found.ref_area else "",
        "period": found.period.label if found.period else "",
        "value": format(value, "f") if value is not None else "",
        "unit": (quantity.unit if quantity else None) or "",
    }


def held_by(
    archive: Archive | None, found: CheckedClaim, fields: Mapping[str, str]
) -> dict[str, list[str]]:
    """Areas, periods and units of the series in question, newest period first."""
    candidates = found.verdict.match.candidates
    key = fields.get("series") or (candidates[0].key if candidates else "")
    if archive is None or key not in archive:
        return {}
    areas = sorted(archive.areas(key))
    area = fields.get("area") or (found.ref_area.code if found.ref_area else None)
    area = area if area in areas else areas[0] if len(areas) == 1 else None
    periods = archive.periods(key, area) if area else []
    unit = archive.get(key).unit_measure
    return {
        "area": areas[:OFFERED_VALUES],
        "period": periods[::-1][:OFFERED_VALUES],
        "unit": [unit],
    }


def offers(desk: Desk, found: CheckedClaim, words: str) -> list[tuple[str, str]]:
    """Series that a person may choose: those searched for, then those the matcher found."""
    archive = desk.archive()
    named: dict[str, str] = {}
    if archive is not None and words:
        unit = present(found)["unit"]
        hits = [hit.series for hit in archive.search(words, limit=OFFERED)]
        # those in the unit of the claim first, else in the order of the search
        for series in sorted(hits, key=lambda x: x.unit_measure != unit):
            parts = (series.indicator, series.unit_measure, *series.qualifiers())
            named[series.key] = " · ".join(parts)
    for candidate in found.verdict.match.candidates[:OFFERED]:
        parts = (candidate.indicator, *candidate.qualifiers)
        named.setdefault(candidate.key, " · ".join(parts))
    return list(named.items())


def context(report: Report, start: int, end: int) -> tuple[str, str, str]:
    """The text before, in and after a span."""
    text = report.article.text
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    lead = "…" if start > AROUND else ""
    return lead + before, text[start:end], after + ("…" if end + AROUND < len(text) else "")


def done(request: Request) -> dict[str, Any] | None:
    """The judgement that was made just now, to be confirmed and, if need be, taken back."""
    number = request.query_params.get("done", "")
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    row = desk_of(request).store.db.row("SELECT * FROM judgements WHERE id = :id", id=int(number))
    if row is None:
        return None
    again = json.loads(row["recomputed"]) if row["recomputed"] else None
    return {**row, "again": again}


def check_form(request: Request) -> Response:
    """The page that takes a text."""
    return render(request, "check", problem="", form={})
