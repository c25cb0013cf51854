"""Web pages, fetched so that an address in a text cannot reach the machine's own network.

http and https only. The name is resolved once a connection, every address it has must be public,
and the connection goes to the address that was vetted. That happens at each hop, below the HTTP
client. Limits: size after decompression, time over all hops, number of redirects.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import httpcore
import httpx

from factcheck.errors import ArticleNotFound, FetchRefused, NotText

__all__ = ["Fetched", "fetch", "is_public"]

MOST_BYTES = 10_000_000
MOST_SECONDS = 15.0
MOST_REDIRECTS = 5
_TYPES = frozenset(
    {
        "text/html",
        "text/plain",
        "text/markdown",
        "text/xml",
        "application/xhtml+xml",
        "application/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }
)
"""Content types that are read; what the bytes are is looked at again."""
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_TUNNELS = tuple(ipaddress.ip_network(n) for n in ("2002::/16", "2001::/23", "2001:db8::/32"))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as fetched; `url` is the address after redirects."""

    url: str
    content: bytes
    content_type: str
    charset: str | None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet's.

    Stricter than `ipaddress.is_global`, which passes multicast and, for IPv6, NAT64: IPv6 must
    be global unicast (RFC 4291) outside the 6to4, Teredo and special-purpose blocks.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.is_multicast or ip.is_reserved or ip.is_unspecified or not ip.is_global:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GLOBAL_UNICAST and not any(ip in net for net in _TUNNELS)
    return True


def fetch(url: str) -> Fetched:
    """The page at `url`.

    Raises:
        FetchRefused: the address may not be fetched, or a limit was passed.
        ArticleNotFound: there is no such host or page.
        NotText: the page is no text.
    """
    _vet_url(url)
    deadline = time.monotonic() + MOST_SECONDS
    try:
        with (
            _client(deadline) as client,
            client.stream("GET", url) as response,
        ):
            _vet_response(response, url)
            content = _read_limited(response, url)
    except httpx.TooManyRedirects:
        raise FetchRefused(f"{url}: more than {MOST_REDIRECTS} redirects") from None
    except (httpcore.TimeoutException, httpx.TimeoutException):
        raise FetchRefused(f"{url}: took longer than {MOST_SECONDS:g} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError) as broken:
        raise FetchRefused(f"{url}: {broken or 'cannot be fetched'}") from None
    except (httpcore.NetworkError, OSError) as broken:
        raise ArticleNotFound(f"{url}: cannot be reached ({broken})") from None
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    return Fetched(str(response.url), content, kind, response.charset_encoding)


def _vet_url(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as broken:
        raise FetchRefused(f"{url}: not an address ({broken})") from None
    if parsed.scheme not in {"http", "https"}:
        raise FetchRefused(f"{url}: only http and https addresses are fetched")
    if not parsed.host:
        raise FetchRefused(f"{url}: no host in the address")
    if parsed.userinfo:
        raise FetchRefused(f"{url}: an address with a user name in it is not fetched")


def _vet_hop(request: httpx.Request) -> None:
    _vet_url(str(request.url))


def _client(deadline: float) -> httpx.Client:
    headers = {
        "Accept-Encoding": "gzip",
        "User-Agent": "factcheck-stats",
        "Accept": "text/*, application/pdf, application/xml",
    }
    return httpx.Client(
        transport=_VettedTransport(deadline),
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        trust_env=False,
        headers=headers,
        timeout=MOST_SECONDS,
        event_hooks={"request": [_vet_hop]},
    )


def _vet_response(response: httpx.Response, url: str) -> None:
    if response.status_code in {404, 410}:
        raise ArticleNotFound(f"{url}: no such page ({response.status_code})")
    if response.status_code != 200:
        raise FetchRefused(f"{url}: the server answered {response.status_code}")
    kind = response.headers.get("content-type", "text/html").split(";")[0].strip().lower()
    if kind not in _TYPES:
        raise NotText(f"{url}: {kind or 'unknown content'} is not read as an article")


def _read_limited(response: httpx.Response, url: str) -> bytes:
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", ""}:
        raise FetchRefused(f"{url}: unasked-for content encoding {coding!r}")
    unzip = zlib.decompressobj(wbits=31) if coding == "gzip" else None
    out = bytearray()
    try:
        for raw in response.iter_raw():
            room = MOST_BYTES + 1 - len(out)
            out += unzip.decompress(raw, room) if unzip else raw
            if len(out) > MOST_BYTES:
                raise FetchRefused(f"{url}: larger than {MOST_BYTES // 1_000_000} MB")
    except zlib.error:
        raise FetchRefused(f"{url}: broken gzip stream") from None
    return bytes(out)


class _DeadlineStream(httpcore.NetworkStream):
    """A connection on which no read or write waits past the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._inner.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._inner.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        inner = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _DeadlineStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _VettedBackend(httpcore.NetworkBackend):
    """Opens connections to vetted addresses only."""

    def __init__(self, deadline: float) -> None:
        self._inner, self._deadline = httpcore.SyncBackend(), deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        address = _vetted_address(host, port)
        stream = self._inner.connect_tcp(
            address, port, _left(self._deadline), local_address, socket_options
        )
        return _DeadlineStream(stream, self._deadline)


class _VettedTransport(httpx.BaseTransport):
    """httpx over an httpcore pool whose connections go through `_VettedBackend`."""

    def __init__(self, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            network_backend=_VettedBackend(deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        stream = _Body(cast("Iterable[bytes]", answer.stream))
        return httpx.Response(answer.status, headers=answer.headers, stream=stream)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, inner: Iterable[bytes]) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        if hasattr(self._inner, "close"):
            self._inner.close()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


def _vetted_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as broken:
        raise ArticleNotFound(f"{host}: no such host ({broken})") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not is_public(address):
            raise FetchRefused(f"{host}: {address} is not an address of the public internet")
    if not addresses:
        raise ArticleNotFound(f"{host}: no address")
    return addresses[0]
