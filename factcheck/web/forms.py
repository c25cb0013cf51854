"""Forms as they come back from a browser."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request

from factcheck.web.render import desk_of

__all__ = ["read_form", "seen_in"]


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
