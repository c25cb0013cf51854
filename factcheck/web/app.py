"""The application: routes, guards, and what an error looks like."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from factcheck.errors import FactcheckError, ReportError
from factcheck.settings import Settings
from factcheck.web import access, export, pages, tables, writes
from factcheck.web.access import needs
from factcheck.web.desk import Desk
from factcheck.web.guard import HEADERS, Guard
from factcheck.web.judgements import Overtaken
from factcheck.web.render import message, static

__all__ = ["make_app"]

CLAIM = "/articles/{slug}/claims/{claim}"
ROUTES = [
    Route("/", needs("reader", pages.queue)),
    Route("/articles/{slug}", needs("reader", pages.article)),
    Route(CLAIM, needs("reader", pages.claim)),
    Route(f"{CLAIM}/judgements", needs("reviewer", writes.judge), methods=["POST"]),
    Route(f"{CLAIM}/undo", needs("reviewer", writes.undo), methods=["POST"]),
    Route("/series", needs("reader", tables.series)),
    Route("/audit", needs("reader", tables.audit)),
    Route("/check", needs("reviewer", pages.check_form)),
    Route("/check", needs("reviewer", writes.check), methods=["POST"]),
    Route("/export/claims.csv", needs("reader", export.as_csv)),
    Route("/export/claims.jsonl", needs("reader", export.as_jsonl)),
    Route("/export/claimreview.json", needs("reader", export.as_claimreview)),
    Route("/export/readings.jsonl", needs("reader", export.as_readings)),
    Route("/people", needs("admin", access.people_form)),
    Route("/people", needs("admin", access.people), methods=["POST"]),
    Route("/sign-in", access.sign_in_form),
    Route("/sign-in", access.sign_in, methods=["POST"]),
    Route("/sign-out", access.sign_out, methods=["POST"]),
    Route("/static/{name}", static),
]


def make_app(  # noqa: PLR0913 - one keyword an option of the command line
    out: Path,
    *,
    settings: Settings | None = None,
    reviewer: str = "reviewer",
    port: int | None = None,
    database: str | None = None,
    names: Iterable[str] = (),
    sign_in: bool = False,
) -> Starlette:
    """The review page of a batch, on loopback or for a desk.

    Args:
        out: folder that `run_batch` wrote; `review.db` and `pasted/` are made in it.
        settings: of the checks of pasted texts.
        reviewer: name that judgements are logged under where nobody signs in.
        port: that a Host header must name on loopback; None takes any.
        database: URL of the review database, SQLite or PostgreSQL; None takes `review.db`.
        names: further host names that the page answers to; with any, people sign in.
        sign_in: whether people sign in on loopback too.

    Raises:
        UsageError: when the table of claims or the database cannot be read.
    """
    also = frozenset(name.lower() for name in names)
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Guard, port=port, names=also)],
        exception_handlers={
            HTTPException: refused,
            Overtaken: overtaken,
            ReportError: missing,
            FactcheckError: unmeant,
            Exception: broken,
        },
    )
    app.state.desk = Desk(
        Path(out),
        settings or Settings(),
        reviewer,
        database=database,
        signs_in=sign_in or bool(also),
    )
    return app


def refused(request: Request, error: Exception) -> Response:
    """A request that the server will not answer."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    words = error.detail if isinstance(error, HTTPException) else str(error)
    return message(request, "This cannot be done", words, status)


def missing(request: Request, error: Exception) -> Response:
    """An article or claim that is not there."""
    return message(request, "Not found", str(error), 404)


def unmeant(request: Request, error: Exception) -> Response:
    """A form that cannot be meant."""
    return message(request, "This cannot be done", str(error), 400)


def overtaken(request: Request, error: Exception) -> Response:
    """A judgement on a claim that somebody else has just judged."""
    return message(request, "Judged meanwhile", str(error), 409)


def broken(_request: Request, _error: Exception) -> Response:
    """A fault of ours; it says nothing of what is inside."""
    return PlainTextResponse("Something went wrong here.\n", 500, headers=HEADERS)
