"""Addresses that are never fetched, and limits on those that are."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from factcheck.articles import fetch as door
from factcheck.articles import read_article
from factcheck.articles.fetch import fetch, is_public
from factcheck.errors import ArticleNotFound, FactcheckError, FetchRefused, NotText

NOT_PUBLIC = """127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 10.255.1.2 172.16.0.1 172.31.9.9 192.168.1.1
169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8
fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd12:3456::1 ff02::1 ff0e::1 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:808:808:: 5f00::1 ::7f00:1 nonsense
""".split()  # noqa: SIM905


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "93.184.216.34"])
def test_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/a",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://224.0.0.1/",
        "http://user:secret@example.org/",
        "http:///nohost",
        "http://exa mple/",
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(FactcheckError) as caught:
        fetch(url)
    assert isinstance(caught.value, FetchRefused | ArticleNotFound)


def test_credentials_in_an_address_are_not_sent() -> None:
    with pytest.raises(FetchRefused, match="user name"):
        fetch("http://user:secret@example.org/")


def test_every_address_of_a_name_is_vetted(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(*_: Any, **__: Any) -> list[Any]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.7"):
        fetch("http://two-faced.example/")


PAGE = (
    b"<html><body><article><p>"
    + b"Output rose by 3% in the year. " * 20
    + b"</p></article></body></html>"
)


ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/page": (200, PAGE, {}),
    "/gzip": (200, gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
    "/away": (302, b"", {"Location": "http://10.0.0.9/"}),
    "/file": (302, b"", {"Location": "file:///etc/passwd"}),
    "/large": (200, b"a" * 11_000_000, {}),
    "/bomb": (200, gzip.compress(b"a" * 60_000_000, 1), {"Content-Encoding": "gzip"}),
    "/brotli": (200, b"zz", {"Content-Encoding": "br"}),
    "/badgzip": (200, b"zz", {"Content-Encoding": "gzip"}),
    "/image": (200, b"x", {"Content-Type": "image/png"}),
    "/error": (500, b"", {}),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/hop/"):
            left = int(self.path.split("/")[2])
            self.answer(302, b"", {"Location": f"/hop/{left - 1}" if left else "/page"})
        elif self.path == "/slow":
            self.slow()
        else:
            self.answer(*ANSWERS.get(self.path, (404, b"", {})))

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(60):
                self.wfile.write(b"a")
                self.wfile.flush()
                threading.Event().wait(0.05)
        except OSError:
            return

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on loopback, which alone counts as public while the test runs."""
    monkeypatch.setattr(door, "is_public", lambda address: address == "127.0.0.1")
    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.mark.parametrize("path", ["/page", "/gzip", "/hop/4"])
def test_pages(server: str, path: str) -> None:
    article = read_article(server + path)
    assert "Output rose by 3%" in article.text
    assert article.url is not None


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("/hop/6", FetchRefused, "redirects"),
        ("/away", FetchRefused, "10.0.0.9"),
        ("/file", FetchRefused, "only http and https"),
        ("/large", FetchRefused, "larger than 10 MB"),
        ("/bomb", FetchRefused, "larger than 10 MB"),
        ("/brotli", FetchRefused, "encoding"),
        ("/badgzip", FetchRefused, "gzip"),
        ("/image", NotText, "image/png"),
        ("/error", FetchRefused, "500"),
        ("/none", ArticleNotFound, "no such page"),
    ],
)
def test_limits(server: str, path: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error) as caught:
        fetch(server + path)
    assert words in str(caught.value)


def test_time_limit_over_a_dripping_body(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST_SECONDS", 0.4)
    with pytest.raises(FetchRefused, match="longer than"):
        fetch(server + "/slow")
