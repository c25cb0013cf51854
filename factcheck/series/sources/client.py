"""Asks a service over HTTP: politely, patiently, and not twice for the same thing.

Every request has a time limit; one that fails for the moment is asked again, later each time, and
no sooner than the service says (`Retry-After`). Replies are kept on disk for a day. What is kept
never holds a caller's key.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

from factcheck.errors import SourceError
from factcheck.series.cache import Cache
from factcheck.series.sources.services import Service

__all__ = ["Client", "Reply"]

MOST_SECONDS = 60.0
MOST_BYTES = 300_000_000
MOST_ASKS = 5
MOST_PATIENCE = 120.0
FRESH_SECONDS = 86_400.0
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_SECRETS = frozenset({"api_key", "subscription-key"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered.

    Args:
        url: address asked, without any key.
        content: bytes of the answer.
        retrieved: day on which the service gave it.
    """

    url: str
    content: bytes
    retrieved: date

    def text(self) -> str:
        """The answer as text, a byte order mark left out.

        Raises:
            SourceError: it is not UTF-8.
        """
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise SourceError(f"{self.url}: the answer is no UTF-8 text") from None

    def json(self) -> Any:
        """The answer as JSON, numbers kept as they are printed.

        Raises:
            SourceError: it is no JSON.
        """
        try:
            return json.loads(self.text(), parse_float=str, parse_int=str)
        except ValueError:
            start = self.text()[:80].strip()
            raise SourceError(f"{self.url}: the answer is no JSON: {start!r}") from None


def _silent(_message: str) -> None:
    """Says nothing."""


def _unseen(_done: int, _total: int) -> None:
    """Shows nothing."""


@dataclass
class Client:
    """One service, asked one thing at a time.

    Args:
        service: whom to ask; its `per_minute` spaces the requests.
        address: another address of the same service (a mirror); None: its own.
        cache: folder for replies; None: nothing is kept.
        refresh: ask again even for what is kept.
        say: is told what is being asked.
        progress: is told how many rows or pages of how many have come.
        key: of the caller, where the service needs one.
        transport: how to reach it; None: the network.
        wait: sleeps so many seconds.
        clock: seconds that only go up.
    """

    service: Service
    address: str | None = None
    cache: Path | None = None
    refresh: bool = False
    say: Callable[[str], None] = _silent
    progress: Callable[[int, int], None] = _unseen
    key: str = ""
    transport: httpx.BaseTransport | None = None
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: float = field(default=-1e9, init=False)

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Reply:
        """The answer to a request.

        Args:
            path: below the address of the service.
            params: of the request; those of the service are added.

        Raises:
            SourceError: the service cannot be reached, or refuses, or keeps failing.
        """
        base = (self.address or self.service.address).rstrip("/")
        fixed = dict(part.split("=", 1) for part in self.service.params.split("&") if part)
        asked = httpx.URL(f"{base}/{path}", params={**fixed, **(params or {})})
        shown = _without_key(asked)
        kept = self._kept(shown)
        if kept is not None:
            return kept
        self.say(str(shown))
        return self._keep(self._ask(asked, shown), shown)

    def _ask(self, asked: httpx.URL, shown: httpx.URL) -> Reply:
        why, pause = "", 0.0
        for turn in range(MOST_ASKS):
            if turn:
                self.say(f"{why}; asking again in {pause:.0f} s")
                self.wait(pause)
            self._space()
            try:
                status, headers, content = self._send(asked)
            except httpx.HTTPError as broken:
                why, pause = f"{shown.host}: {broken or type(broken).__name__}", 2.0**turn
                continue
            if status == 200:
                return Reply(str(shown), content, _day(headers))
            why = f"{shown} answered {status}{_words(content)}"
            if status not in _PASSING:
                raise SourceError(why)
            pause = _retry_after(headers) or 2.0**turn
            if pause > MOST_PATIENCE:
                raise SourceError(f"{why}, and to come back in {pause:.0f} seconds")
        raise SourceError(f"{why} ({MOST_ASKS} times)")

    def _send(self, url: httpx.URL) -> tuple[int, httpx.Headers, bytes]:
        headers = {"User-Agent": "factcheck-stats"}
        if self.service.accept:
            headers["Accept"] = self.service.accept
        with (
            httpx.Client(
                transport=self.transport, timeout=MOST_SECONDS, follow_redirects=True
            ) as client,
            client.stream("GET", url, headers=headers) as response,
        ):
            content = bytearray()
            for part in response.iter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    raise SourceError(f"{url.host}: larger than {MOST_BYTES // 1_000_000} MB")
            return response.status_code, response.headers, bytes(content)

    def _space(self) -> None:
        """Waits until the service takes another request."""
        least = 60.0 / self.service.per_minute
        early = self._last + least - self.clock()
        if early > 0:
            self.wait(early)
        self._last = self.clock()

    def _path(self, shown: httpx.URL) -> Path | None:
        if self.cache is None:
            return None
        name = hashlib.blake2b(f"{shown}|{self.service.accept}".encode(), digest_size=20)
        return self.cache / "replies" / f"{name.hexdigest()}.bin"

    def _kept(self, shown: httpx.URL) -> Reply | None:
        path = self._path(shown)
        if path is None or self.refresh or not path.is_file():
            return None
        if time.time() - path.stat().st_mtime > FRESH_SECONDS:
            return None
        day, _, content = path.read_bytes().partition(b"\n")
        try:
            return Reply(str(shown), content, date.fromisoformat(day.decode("ascii")))
        except ValueError:
            return None

    def _keep(self, reply: Reply, shown: httpx.URL) -> Reply:
        path = self._path(shown)
        if path is not None and self.cache is not None:
            day = reply.retrieved.isoformat().encode("ascii")
            Cache(self.cache).write(path, day + b"\n" + reply.content)
        return reply


def _without_key(url: httpx.URL) -> httpx.URL:
    pairs = [(k, v) for k, v in url.params.multi_items() if k not in _SECRETS]
    return url.copy_with(params=pairs or None)


def _day(headers: httpx.Headers) -> date:
    """Day of a reply by the service's clock, by ours where it gives none."""
    try:
        return parsedate_to_datetime(headers["date"]).astimezone(UTC).date()
    except (KeyError, ValueError):
        return datetime.now(UTC).date()


def _retry_after(headers: httpx.Headers) -> float | None:
    """Seconds until the service wants to be asked again (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
        now = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError):
        return None
    return max(0.0, (until - now).total_seconds())


def _words(content: bytes) -> str:
    """What an error says, in one line."""
    text = re.sub(r"<[^<>]{0,500}>", " ", content[:2000].decode("utf-8", "replace"))
    line = " ".join(text.split())[:200]
    return f": {line}" if line else ""
