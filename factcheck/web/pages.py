"""Pages that are looked at; they change nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, get_args
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from factcheck.records import Label, Report
from factcheck.reports.page import make_cards
from factcheck.reports.segments import cut
from factcheck.reports.wording import STYLES, clean, evidence_line, safe_href
from factcheck.web.desk import Desk
from factcheck.web.filters import FACETS, Filter
from factcheck.web.judgements import READING, history
from factcheck.web.store import PAGE

__all__ = ["article", "check_form", "claim", "message", "queue", "render", "static"]

AROUND = 400
"""Code points shown to either side of a claim's quote."""
SHEETS = {"report.css": "factcheck.reports", "review.css": "factcheck.web"}


@cache
def environment() -> Environment:
    """The templates; every value is escaped."""
    made = Environment(
        loader=PackageLoader("factcheck.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {
        "clean": clean,
        "href": safe_href,
        "evidence": evidence_line,
        "words": words,
    }
    made.filters.update(filters)
    made.globals.update(STYLES=STYLES, article_url=article_url, claim_url=claim_url)
    return made


def words(name: str) -> str:
    """A code as words: `not_enough_evidence` is `not enough evidence`."""
    return clean(name).replace("_", " ")


def article_url(slug: str) -> str:
    """Address of an article."""
    return f"/articles/{quote(slug, safe='=')}"


def claim_url(slug: str, claim_id: str, query: str = "") -> str:
    """Permanent address of a claim; the query only says where in the queue one is."""
    address = f"{article_url(slug)}/claims/{quote(claim_id, safe='')}"
    return f"{address}?{query}" if query else address


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page, with the browser's form token in it."""
    desk = desk_of(request)
    session = desk.tokens.session(request)
    body = environment().get_template(f"{template}.html.j2")
    page = body.render(token=desk.tokens.token(session), **values)
    response = HTMLResponse(page, status)
    response.set_cookie(desk.tokens.cookie, session, httponly=True, samesite="strict")
    return response


def desk_of(request: Request) -> Desk:
    """What the pages work with."""
    desk: Desk = request.app.state.desk
    return desk


def message(request: Request, title: str, text: str, status: int) -> Response:
    """A page that says what went wrong."""
    return render(request, "message", status=status, title=title, text=text)


def queue(request: Request) -> Response:
    """The work queue: claims with facets, search and pages."""
    desk, chosen = desk_of(request), Filter.from_query(request.query_params)
    total, facets = desk.store.counts(chosen)
    return render(
        request,
        "queue",
        chosen=chosen,
        claims=desk.store.claims(chosen),
        total=total,
        pages=max(1, -(-total // PAGE)),
        facets=[(name, facets[name], chosen.value(name)) for name in FACETS],
        done=done(request),
    )


def article(request: Request) -> Response:
    """An article with its claims marked, and their evidence beside it."""
    desk, slug = desk_of(request), request.path_params["slug"]
    report = desk.report(slug)
    return render(
        request,
        "article",
        slug=slug,
        report=report,
        pieces=list(cut(report.article.text, report.claims)),
        cards=make_cards(report, desk.archive()),
        counts=report.counts(),
    )


def claim(request: Request) -> Response:
    """One claim: where it stands, the evidence, and what people decided."""
    desk, slug = desk_of(request), request.path_params["slug"]
    report, found = desk.claim(slug, request.path_params["claim"])
    only = report.model_copy(update={"claims": (found,)})
    entries = history(desk.store, slug, found.id)
    place = report.claims.index(found)
    return render(
        request,
        "claim",
        slug=slug,
        report=report,
        card=make_cards(only, desk.archive())[0],
        context=context(report, found.quote.start, found.quote.end),
        entries=entries,
        current=next((e for e in entries if e["stands"] and e["quote"] == found.quote.exact), None),
        seen=entries[0]["id"] if entries else 0,
        labels=get_args(Label),
        reading=READING,
        before=report.claims[place - 1].id if place else None,
        after=report.claims[place + 1].id if place + 1 < len(report.claims) else None,
        query=Filter.from_query(request.query_params).query(),
        done=done(request),
    )


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
    with desk_of(request).store.connect() as db:
        row = db.execute("SELECT * FROM judgements WHERE id = ?", (int(number),)).fetchone()
    return dict(row) if row else None


def check_form(request: Request) -> Response:
    """The page that takes a text."""
    return render(request, "check", problem="", form={})


def static(request: Request) -> Response:
    """The style sheets, which are all that the pages load."""
    name = request.path_params["name"]
    if name not in SHEETS:
        return message(request, "Not found", "There is no such file.", 404)
    folder = "static" if name == "review.css" else "templates"
    sheet = files(SHEETS[name]).joinpath(folder, name).read_text("utf-8")
    return Response(sheet, media_type="text/css")
