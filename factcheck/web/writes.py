"""Pages that change something: judgements, and texts to be checked."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from factcheck.errors import ArticleError, UsageError
from factcheck.web.desk import Desk
from factcheck.web.filters import Filter
from factcheck.web.judgements import Judgement, record, take_back
from factcheck.web.pages import article_url, claim_url, desk_of, render

__all__ = ["check", "judge", "undo"]


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form that this process made for this browser.

    Raises:
        HTTPException: 403 for a form that is not ours, 400 for one that cannot be read.
    """
    if request.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise HTTPException(400, "A form is expected.")
    async with request.form(max_fields=50) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if not desk_of(request).tokens.is_valid(request, fields.get("token", "")):
        raise HTTPException(403, "This form is not of this session; load the page again.")
    return fields


def seen_in(form: Mapping[str, str]) -> int | None:
    """The newest log entry that the page had shown."""
    number = form.get("seen", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None


async def judge(request: Request) -> Response:
    """Logs a judgement and goes on to the next claim of the queue."""
    form = await read_form(request)
    address = await run_in_threadpool(
        judged, desk_of(request), request.path_params["slug"], request.path_params["claim"], form
    )
    return RedirectResponse(address, 303)


def judged(desk: Desk, slug: str, claim_id: str, form: Mapping[str, str]) -> str:
    """Logs a judgement; where to go next."""
    _, found = desk.claim(slug, claim_id)
    judgement = Judgement.from_form(slug, found, form)
    number = record(desk.store, judgement, reviewer=desk.reviewer, seen=seen_in(form))
    if "queue" not in form:
        return claim_url(slug, found.id, f"done={number}")
    chosen = Filter.from_query(dict(parse_qsl(form["queue"], max_num_fields=20)))
    query = "&".join(part for part in (chosen.query(), f"done={number}") if part)
    follower = desk.store.next_open(chosen, slug, found.id)
    if follower is None:
        return f"/?{query}"
    return claim_url(follower["slug"], follower["claim_id"], query)


async def undo(request: Request) -> Response:
    """Takes back the newest judgement of a claim and shows the claim."""
    form = await read_form(request)
    desk, slug = desk_of(request), request.path_params["slug"]
    _, found = await run_in_threadpool(desk.claim, slug, request.path_params["claim"])
    await run_in_threadpool(
        take_back, desk.store, slug, found.id, reviewer=desk.reviewer, seen=seen_in(form)
    )
    query = Filter.from_query(dict(parse_qsl(form.get("queue", ""), max_num_fields=20))).query()
    return RedirectResponse(claim_url(slug, found.id, query), 303)


async def check(request: Request) -> Response:
    """Checks a pasted text and shows its report."""
    form = await read_form(request)
    # browsers send line ends as CR LF whatever was pasted
    text = form.get("text", "").replace("\r\n", "\n")
    fields = {name: form.get(name, "").strip() for name in ("title", "published", "outlet")}
    try:
        slug = await run_in_threadpool(lambda: desk_of(request).check(text, **fields))
    except (UsageError, ArticleError) as error:
        shown = {"text": text, **fields}
        return render(request, "check", status=422, problem=str(error), form=shown)
    return RedirectResponse(article_url(slug), 303)
