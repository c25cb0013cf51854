"""A network of three hosts that exists in memory, and notes every connection that is opened."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpcore
import pytest

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1:248:1893:25c8:1946"
PAGE = b"<html><body><article><p>" + b"Fish sales rose by 3% in the year. " * 20
_REASONS = {200: b"OK", 302: b"Found"}

Reply = tuple[int, bytes, dict[str, str]]
REPLIES: dict[str, Reply] = {
    "/page": (200, PAGE, {}),
    "/large": (200, b"a" * 10_000_100, {}),
    "/bomb": (200, gzip.compress(b"a" * 40_000_000, 1), {"Content-Encoding": "gzip"}),
    "/bomb-in-parts": (
        200,
        gzip.compress(b"a" * 40_000_000, 1),
        {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
    ),
    "/br": (200, b"zz", {"Content-Encoding": "br"}),
    "/twice": (200, b"zz", {"Content-Encoding": "gzip, gzip"}),
    "/broken": (200, b"zz", {"Content-Encoding": "gzip"}),
    "/picture": (200, b"zz", {"Content-Type": "image/png"}),
    "/program": (200, b"zz", {"Content-Type": "application/octet-stream"}),
    "/error": (500, b"", {}),
    "/none": (404, b"", {}),
}


class Wire(httpcore.NetworkStream):
    """One connection: what is written is read as a request, and answered."""

    def __init__(self, drip: Callable[[], None]) -> None:
        self._asked, self._left, self._drip = bytearray(), b"", drip
        self._slow = False

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._asked += buffer
        if b"\r\n\r\n" in self._asked:
            target = bytes(self._asked).split(b" ", 2)[1].decode()
            self._slow = target.startswith("/slow")
            self._left = _answer(target)
            self._asked.clear()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._slow:
            self._drip()
            return b"a"
        part, self._left = self._left[:max_bytes], self._left[max_bytes:]
        return part

    def close(self) -> None:
        self._left = b""

    def start_tls(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


def _answer(target: str) -> bytes:
    parts = urlsplit(target)
    if parts.path == "/slow":
        return b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    if parts.path == "/to":
        status, body, headers = 302, b"", {"Location": parse_qs(parts.query)["at"][0]}
    elif parts.path.startswith("/hop/"):
        left = int(parts.path.rsplit("/", 1)[1])
        status, body = 302, b""
        headers = {"Location": f"/hop/{left - 1}" if left else "/page"}
    else:
        status, body, headers = REPLIES.get(parts.path, REPLIES["/page"])
    headers = {"Content-Type": "text/html", **headers}
    if "Transfer-Encoding" in headers:
        body = b"".join(
            b"%x\r\n%s\r\n" % (len(part), part)
            for part in (body[at : at + 4096] for at in range(0, len(body), 4096))
        )
        body += b"0\r\n\r\n"
    else:
        headers["Content-Length"] = str(len(body))
    lines = "".join(f"{k}: {v}\r\n" for k, v in headers.items()).encode("latin-1")
    return b"HTTP/1.1 %d %s\r\n%s\r\n%s" % (status, _REASONS.get(status, b"No"), lines, body)


class Network:
    """Names, addresses, and the connections that were opened to them."""

    def __init__(self, names: dict[str, list[str]] | None = None) -> None:
        self.names = {"public.example": [PUBLIC], "six.example": [PUBLIC_6], **(names or {})}
        self.opened: list[str] = []
        self.asked: list[str] = []
        self.drip: Callable[[], None] = lambda: None

    def resolve(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        """What the name service says; each asking may be answered anew (`a|b`)."""
        self.asked.append(host)
        found = self.names.get(host)
        if found is None:
            # the system's own reading of an address, however it is written
            return REAL_RESOLVE(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        turn = min(self.asked.count(host), len(found[0].split("|"))) - 1
        return [
            (socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port))
            for a in (entry.split("|")[min(turn, entry.count("|"))] for entry in found)
        ]

    def connect(self, host: str, *_: Any, **__: Any) -> Wire:
        """Notes who was called."""
        self.opened.append(host)
        return Wire(self.drip)

    def strangers(self) -> list[str]:
        """Connections to anything but the public host's vetted address."""
        return [host for host in self.opened if host not in {PUBLIC, PUBLIC_6}]


REAL_RESOLVE = socket.getaddrinfo


@contextmanager
def network(names: dict[str, list[str]] | None = None) -> Any:
    """The machine's network is the one in memory."""
    made = Network(names)
    with pytest.MonkeyPatch.context() as change:
        change.setattr(socket, "getaddrinfo", made.resolve)
        change.setattr(httpcore.SyncBackend, "connect_tcp", made.connect)
        yield made
