"""Signing in and out, and what each role may do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from factcheck.errors import UsageError
from factcheck.web.forms import read_form
from factcheck.web.people import ROLES
from factcheck.web.render import desk_of, person_of, render

__all__ = ["SESSION", "needs", "people", "people_form", "sign_in", "sign_in_form", "sign_out"]

SESSION = "factcheck_session"
Endpoint = Callable[[Request], Any]


def needs(role: str, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for people of a role; others are sent to sign in, or refused."""

    async def guarded(request: Request) -> Response:
        desk = desk_of(request)
        token = request.cookies.get(SESSION, "")
        person = await run_in_threadpool(desk.person, token)
        if person is None:
            if request.method == "POST":
                raise HTTPException(401, "Sign in first.")
            way = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?next={quote(way, safe='')}", 303)
        request.state.person = person
        if not person.may(role):
            raise HTTPException(403, f"This is for people with the role {role}.")
        if request.method == "POST" and not desk.writes.allows(person.name):
            raise HTTPException(429, "That was too much at once; wait a minute.")
        if asyncio.iscoroutinefunction(endpoint):
            answer: Response = await endpoint(request)
            return answer
        return await run_in_threadpool(endpoint, request)

    return guarded


def way_on(value: str) -> str:
    """An address of this page, the queue for any other."""
    plain = value.isascii() and value.isprintable() and "\\" not in value
    return value if plain and value.startswith("/") and not value.startswith("//") else "/"


def sign_in_form(request: Request) -> Response:
    """The page that asks for name and password."""
    return render(
        request, "sign_in", problem="", name="", next=way_on(request.query_params.get("next", "/"))
    )


async def sign_in(request: Request) -> Response:
    """Begins a session."""
    form, desk = await read_form(request), desk_of(request)
    name, way = form.get("name", "").strip()[:100], way_on(form.get("next", "/"))
    address = request.client.host if request.client else ""
    # both are counted: one name tried from many addresses, many names tried from one; a whole
    # office may share an address
    counted = [desk.tries.allows(name.lower()), desk.senders.allows(address)]
    if not all(counted):
        raise HTTPException(429, "Too many tries to sign in; wait five minutes.")
    token = await run_in_threadpool(desk.people.sign_in, name, form.get("password", ""))
    if token is None:
        problem = "Name or password is wrong."
        return render(request, "sign_in", status=401, problem=problem, name=name, next=way)
    response = RedirectResponse(way, 303)
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION, token, httponly=True, samesite="strict", secure=secure)
    # a new form token for the new session
    response.delete_cookie(desk.tokens.cookie)
    return response


async def sign_out(request: Request) -> Response:
    """Ends a session."""
    await read_form(request)
    token = request.cookies.get(SESSION, "")
    await run_in_threadpool(desk_of(request).people.sign_out, token)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(SESSION)
    return response


def people_form(
    request: Request, problem: str = "", form: Mapping[str, str] | None = None
) -> Response:
    """Who may sign in."""
    return render(
        request,
        "people",
        status=422 if problem else 200,
        everybody=desk_of(request).people.everybody(),
        roles=ROLES,
        problem=problem,
        form=form or {},
    )


async def people(request: Request) -> Response:
    """Adds somebody or lets somebody in no more."""
    form = await read_form(request)
    try:
        await run_in_threadpool(change_people, request, form)
    except UsageError as error:
        return await run_in_threadpool(people_form, request, str(error), form)
    return RedirectResponse("/people", 303)


def change_people(request: Request, form: Mapping[str, str]) -> None:
    """Does what the form about people says.

    Raises:
        UsageError: for a name, a role or a password that cannot be, and for oneself.
    """
    known, person, name = desk_of(request).people, person_of(request), form.get("name", "").strip()
    if form.get("action") != "remove":
        known.add(name, form.get("role", ""), form.get("password", ""))
    elif person is not None and name == person.name:
        raise UsageError("nobody removes themselves")
    else:
        known.remove(name)
