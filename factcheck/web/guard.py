"""Who may ask, and what an answer may load: checks on every request."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard", "Tokens"]

HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names of this machine; a page elsewhere that rebinds its own name to it is refused."""
HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9.-]{1,253})(?::([0-9]{1,5}))?", re.ASCII)
LARGEST_BODY = 2_000_000
"""Bytes of a request; a pasted text has at most a million characters."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "form-action 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer would make browsers send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Form tokens, bound to a cookie of the browser; the key lives as long as the process."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    cookie: str = "factcheck_review"

    def session(self, request: Request) -> str:
        """The browser's session, a new one where it has none."""
        known = request.cookies.get(self.cookie, "")
        return known if re.fullmatch(r"[A-Za-z0-9_-]{43}", known) else secrets.token_urlsafe(32)

    def token(self, session: str) -> str:
        """The token that forms of a session carry."""
        return hmac.new(self.key, session.encode(), hashlib.sha256).hexdigest()

    def is_valid(self, request: Request, token: str) -> bool:
        """Whether a form was made for this browser by this process."""
        known = request.cookies.get(self.cookie, "")
        expected = self.token(known).encode()
        return bool(known) and hmac.compare_digest(expected, token.encode("utf-8", "replace"))


class Guard:
    """Refuses foreign hosts, writes from other sites, and large bodies; adds HEADERS.

    Args:
        app: what is guarded.
        port: that the page is served on; None takes any.
        names: that it answers to beside those of this machine, behind a proxy on any port.
    """

    def __init__(
        self, app: ASGIApp, port: int | None = None, names: frozenset[str] = frozenset()
    ) -> None:
        self.app, self.port, self.names = app, port, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or refuses it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refusal = self.refusal(scope["method"], Headers(scope=scope))
        if refusal is not None:
            status, words = refusal
            await PlainTextResponse(words + "\n", status)(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """Why a request is refused, None where it is not."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self.is_ours(hosts[0]):
            return 400, "This page does not answer to that name."
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return 405, "Only GET, HEAD and POST are understood."
        if not same_site(headers, hosts[0]):
            return 403, "A form of another site cannot write here."
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return 411, "A form needs a Content-Length."
        if int(length[:12]) > LARGEST_BODY or len(length) > 12:
            return 413, f"At most {LARGEST_BODY} bytes can be sent."
        return None

    def is_ours(self, host: str) -> bool:
        """Whether a Host header is a name of ours, and the port where one is set."""
        found = HOST.fullmatch(host.lower())
        if found is not None and found[1] in self.names:
            return True
        if found is None or found[1] not in HOSTS:
            return False
        return self.port is None or int(found[2] or 80) == self.port


def same_site(headers: Headers, host: str) -> bool:
    """Whether a write comes from a page of ours, as far as the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()
