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
from factcheck.web.forms import read_form, seen_in
from factcheck.web.judgements import Judgement, Overtaken, reading_of, record, take_back
from factcheck.web.pages import claim
from factcheck.web.people import Person
from factcheck.web.render import article_url, claim_url, desk_of, person_of, render

__all__ = ["check", "judge", "undo"]


async def judge(request: Request) -> Response:
    """Logs a judgement and goes on to the next claim of the queue."""
    form, person = await read_form(request), person_of(request)
    slug, claim_id = request.path_params["slug"], request.path_params["claim"]
    try:
        address = await run_in_threadpool(
            lambda: judged(desk_of(request), slug, claim_id, form, person=person)
        )
    except UsageError as error:
        status, problem = 409 if isinstance(error, Overtaken) else 400, str(error)
        # what was typed is not lost: it comes back on the page as it is now
        return await run_in_threadpool(
            lambda: claim(request, status=status, problem=problem, form=form)
        )
    return RedirectResponse(address, 303)


def judged(
    desk: Desk, slug: str, claim_id: str, form: Mapping[str, str], *, person: Person | None
) -> str:
    """Logs a judgement; where to go next."""
    report, found = desk.claim(slug, claim_id)
    name = person.name if person else ""
    judgement = Judgement.from_form(slug, found, form)
    if judgement.reading:
        reading = reading_of(report.article, found, judgement.reading, name)
        again = desk.rejudge(report, found, reading)
        judgement = judgement.recomputed(again) if again else judgement
    number = record(desk.store.db, judgement, reviewer=name, seen=seen_in(form))
    if "queue" not in form:
        return claim_url(slug, found.id, f"done={number}")
    chosen = Filter.from_query(dict(parse_qsl(form["queue"], max_num_fields=20)))
    query = "&".join(part for part in (chosen.query(), f"done={number}") if part)
    follower = desk.store.next_open(chosen, slug, found.id)
    return claim_url(*follower, query) if follower else f"/?{query}"


async def undo(request: Request) -> Response:
    """Takes back one's newest judgement of a claim and shows the claim."""
    form, person = await read_form(request), person_of(request)
    desk, slug = desk_of(request), request.path_params["slug"]
    _, found = await run_in_threadpool(desk.claim, slug, request.path_params["claim"])
    name = person.name if person else ""
    await run_in_threadpool(
        lambda: take_back(desk.store.db, slug, found.id, reviewer=name, seen=seen_in(form))
    )
    query = Filter.from_query(dict(parse_qsl(form.get("queue", ""), max_num_fields=20))).query()
    return RedirectResponse(claim_url(slug, found.id, query), 303)


async def check(request: Request) -> Response:
    """Checks a pasted text and shows its report."""
    form, person = await read_form(request), person_of(request)
    if not desk_of(request).checks.allows(person.name if person else ""):
        raise HTTPException(429, "That was too many texts at once; wait a minute.")
    # browsers send line ends as CR LF whatever was pasted
    text = form.get("text", "").replace("\r\n", "\n")
    fields = {name: form.get(name, "").strip() for name in ("title", "published", "outlet")}
    try:
        slug = await run_in_threadpool(lambda: desk_of(request).check(text, **fields))
    except (UsageError, ArticleError) as error:
        shown = {"text": text, **fields}
        return render(request, "check", status=422, problem=str(error), form=shown)
    return RedirectResponse(article_url(slug), 303)
