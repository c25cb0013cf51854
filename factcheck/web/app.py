"""The application: routes, guards, and what an error looks like."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from factcheck.errors import FactcheckError, ReportError
from factcheck.settings import Settings
from factcheck.web import export, pages, writes
from factcheck.web.desk import Desk
from factcheck.web.guard import HEADERS, Guard
from factcheck.web.judgements import Overtaken

__all__ = ["make_app"]

ROUTES = [
    Route("/", pages.queue),
    Route("/articles/{slug}", pages.article),
    Route("/articles/{slug}/claims/{claim}", pages.claim),
    Route("/articles/{slug}/claims/{claim}/judgements", writes.judge, methods=["POST"]),
    Route("/articles/{slug}/claims/{claim}/undo", writes.undo, methods=["POST"]),
    Route("/check", pages.check_form),
    Route("/check", writes.check, methods=["POST"]),
    Route("/export/claims.csv", export.as_csv),
    Route("/export/claims.jsonl", export.as_jsonl),
    Route("/static/{name}", pages.static),
]


def make_app(
    out: Path,
    *,
    settings: Settings | None = None,
    reviewer: str = "reviewer",
    port: int | None = None,
) -> Starlette:
    """The review page of a batch, for a server on loopback.

    Args:
        out: folder that `run_batch` wrote; `review.db` and `pasted/` are made in it.
        settings: of the checks of pasted texts.
        reviewer: name that judgements are logged under.
        port: that a Host header must name; None takes any.

    Raises:
        UsageError: when the table of claims cannot be read.
    """
    app = Starlette(
        routes=ROUTES,
        middleware=[Middleware(Guard, port=port)],
        exception_handlers={
            HTTPException: refused,
            Overtaken: overtaken,
            ReportError: missing,
            FactcheckError: unmeant,
            Exception: broken,
        },
    )
    app.state.desk = Desk(Path(out), settings or Settings(), reviewer)
    return app


def refused(request: Request, error: Exception) -> Response:
    """A request that the server will not answer."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    words = error.detail if isinstance(error, HTTPException) else str(error)
    return pages.message(request, "This cannot be done", words, status)


def missing(request: Request, error: Exception) -> Response:
    """An article or claim that is not there."""
    return pages.message(request, "Not found", str(error), 404)


def unmeant(request: Request, error: Exception) -> Response:
    """A form that cannot be meant."""
    return pages.message(request, "This cannot be done", str(error), 400)


def overtaken(request: Request, error: Exception) -> Response:
    """A judgement on a claim that somebody else has just judged."""
    return pages.message(request, "Judged meanwhile", str(error), 409)


def broken(_request: Request, _error: Exception) -> Response:
    """A fault of ours; it says nothing of what is inside."""
    return PlainTextResponse("Something went wrong here.\n", 500, headers=HEADERS)
