"""What all pages share: templates, addresses, the form token, the style sheet and the scripts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from factcheck.reports.page import template_environment
from factcheck.reports.wording import clean
from factcheck.web.desk import Desk
from factcheck.web.people import Person

__all__ = ["article_url", "claim_url", "desk_of", "message", "person_of", "render", "series_url"]

STATIC = {
    "report.css": ("factcheck.reports", "templates", "text/css"),
    "review.css": ("factcheck.web", "static", "text/css"),
    "review.js": ("factcheck.web", "static", "text/javascript"),
    "htmx.min.js": ("factcheck.web", "static", "text/javascript"),
}


@cache
def environment() -> Environment:
    """The templates, as those of a report, with the addresses of the pages."""
    made = template_environment("factcheck.web")
    made.filters["words"] = words
    made.globals.update(article_url=article_url, claim_url=claim_url, series_url=series_url)
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


def series_url(key: str, area: str = "", vintage: str = "") -> str:
    """Address of a series, for an area and in a vintage."""
    pairs = {"key": key, "area": area, "vintage": vintage}
    return "/series?" + urlencode({name: value for name, value in pairs.items() if value})


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page, with the browser's form token in it."""
    desk = desk_of(request)
    session = desk.tokens.session(request)
    body = environment().get_template(f"{template}.html.j2")
    page = body.render(
        token=desk.tokens.token(session),
        person=person_of(request),
        signs_in=desk.signs_in,
        **values,
    )
    response = HTMLResponse(page, status)
    secure = request.url.scheme == "https"
    response.set_cookie(
        desk.tokens.cookie, session, httponly=True, samesite="strict", secure=secure
    )
    return response


def desk_of(request: Request) -> Desk:
    """What the pages work with."""
    desk: Desk = request.app.state.desk
    return desk


def person_of(request: Request) -> Person | None:
    """Who asks, None before they signed in."""
    person: Person | None = getattr(request.state, "person", None)
    return person


def message(request: Request, title: str, text: str, status: int) -> Response:
    """A page that says what went wrong."""
    return render(request, "message", status=status, title=title, text=text)


def static(request: Request) -> Response:
    """The style sheets and scripts, which are all that the pages load."""
    name = request.path_params["name"]
    if name not in STATIC:
        return message(request, "Not found", "There is no such file.", 404)
    package, folder, kind = STATIC[name]
    content = files(package).joinpath(folder, name).read_text("utf-8")
    return Response(content, media_type=kind)
