"""A server on loopback that replays replies of our own, in the shapes that services document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from factcheck.series.sources import Client, find_service

DAY = "Tue, 24 Nov 2026 09:30:00 GMT"
REAL = Path(__file__).resolve().parents[4] / "shared" / "reference" / "api"
"""Replies that services really gave, beside a checkout; not part of the project."""


class Replay:
    """Answers by path; `asked` keeps each request, so that a test can say what was sent."""

    def __init__(self) -> None:
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.address = ""

    def add(self, path: str, body: Any, *, status: int = 200, **headers: str) -> None:
        """One more answer to a path; the last one is repeated."""
        data = body if isinstance(body, bytes) else (
            body.encode() if isinstance(body, str) else json.dumps(body).encode()
        )  # fmt: skip
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, data))

    def answer(self, target: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(target)
        self.asked.append((parts.path, dict(parse_qsl(parts.query)), headers))
        waiting = self.answers.get(parts.path)
        if not waiting:
            return 404, {}, b"no such path"
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.fixture
def replay() -> Iterator[Replay]:
    held = Replay()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = held.answer(self.path, dict(self.headers))
            self.send_response_only(status)
            for name, value in {"Date": DAY, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Keeps quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield held
    server.shutdown()
    server.server_close()


@pytest.fixture
def waits() -> list[float]:
    """Pauses that were asked for."""
    return []


@pytest.fixture
def client_of(replay: Replay, waits: list[float], tmp_path: Path) -> Callable[..., Client]:
    """A client of a service that talks to the replay server and never sleeps."""

    def make(name: str, **more: Any) -> Client:
        options = {"address": replay.address, "wait": waits.append, **more}
        return Client(find_service(name), **options)

    return make


@pytest.fixture
def real() -> Callable[[str], bytes]:
    """Bytes of a reply that a service really gave."""

    def read(name: str) -> bytes:
        file = REAL / name
        if not file.is_file():
            pytest.skip(f"no recorded reply {name} beside this checkout")
        return file.read_bytes()

    return read
