"""Official sources as the documentation's commands meet them: replies of our own, on loopback.

A reply is a file under `replies`, by service and path; a service is asked here because
`FACTCHECK_<SERVICE>_ADDRESS` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

REPLIES = Path(__file__).with_name("replies")
DAY = "Tue, 24 Nov 2026 09:30:00 GMT"


class _Replies(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        file = (REPLIES / f"{urlsplit(self.path).path.strip('/')}.json").resolve()
        held = file.is_file() and REPLIES.resolve() in file.parents
        body = file.read_bytes() if held else b"no such reply"
        self.send_response_only(200 if held else 404)
        self.send_header("Date", DAY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Keeps quiet."""


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sends every service that has replies here to loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Replies)
    Thread(target=server.serve_forever, daemon=True).start()
    for folder in REPLIES.iterdir():
        address = f"http://127.0.0.1:{server.server_port}/{folder.name}"
        monkeypatch.setenv(f"FACTCHECK_{folder.name.upper()}_ADDRESS", address)
    yield
    server.shutdown()
    server.server_close()
