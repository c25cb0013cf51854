"""Addresses that are never connected to, on whatever hop they come up, and limits on the rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import pytest
from guards import Guard, broken_without
from network import PUBLIC, Network, network

from factcheck.articles import fetch as door
from factcheck.articles.fetch import fetch
from factcheck.errors import ArticleNotFound, FetchRefused, NotText

HIDDEN = """127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.254 192.168.1.1
169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1
239.255.255.250 240.0.0.1 255.255.255.255
[::] [::1] [::ffff:127.0.0.1] [::ffff:10.0.0.1] [fe80::1] [fec0::1]
[fc00::1] [fd12:3456::1] [ff02::1] [ff0e::1] [64:ff9b::7f00:1] [64:ff9b:1::1] [100::1] [2001::1]
[2001:db8::1] [2002:7f00:1::] [5f00::1] [::7f00:1]""".split()  # noqa: SIM905
WRITTEN_ODDLY = ["2130706433", "0x7f000001", "127.1", "0x7f.1", "3232235777", "017700000001"]
SPLIT = {"two.example": [PUBLIC, "10.0.0.7"], "inside.example": ["192.168.0.4"]}
TURNED = {"turn.example": [f"{PUBLIC}|127.0.0.1"]}


@dataclass(frozen=True)
class Case:
    """An address that must be refused; `names` are what the name service knows besides."""

    url: str
    words: str = "not an address of the public internet"
    names: dict[str, list[str]] = field(default_factory=dict)
    error: type[Exception] = FetchRefused

    def __str__(self) -> str:
        return self.url


def behind(url: str) -> str:
    """A public page that redirects to `url`."""
    return f"http://public.example/to?at={quote(url, safe='')}"


BY_ADDRESS = (
    *(Case(f"http://{host}/page") for host in [*HIDDEN, *WRITTEN_ODDLY]),
    *(Case(f"https://{host}/page") for host in ("127.0.0.1", "[::1]", "169.254.169.254")),
    *(
        Case(behind(f"http://{host}/page"))
        for host in (
            "127.0.0.1",
            "[::1]",
            "10.0.0.1",
            "2130706433",
            "[64:ff9b::7f00:1]",
            "224.0.0.1",
        )
    ),
    Case(behind(behind("http://169.254.169.254/page"))),
    Case(behind("//127.0.0.1/page")),
    Case("http://two.example/page", names=SPLIT),
    Case("http://inside.example/page", names=SPLIT),
    Case(behind("http://inside.example/page"), names=SPLIT),
    Case("http://127.0.0.1:22/page"),
)
BY_WRITING = (
    Case("http://0177.0.0.1/page", "not an address"),
    Case("file:///etc/passwd", "only http and https"),
    Case("ftp://public.example/page", "only http and https"),
    Case("gopher://public.example/page", "only http and https"),
    Case("data://text/plain,x", "only http and https"),
    Case("http://user:secret@public.example/page", "user name"),
    Case("http:///page", "no host"),
    Case(behind("file:///etc/passwd"), "only http and https"),
    Case(behind("ftp://public.example/page"), "only http and https"),
    Case(behind("http://user:secret@public.example/page"), "user name"),
)


def refuses(case: Case) -> None:
    """The address is refused in plain words, and nobody but the public host was called."""
    with network(case.names) as net:
        with pytest.raises(case.error) as caught:
            fetch(case.url)
        assert case.words in str(caught.value)
        assert net.strangers() == []


@pytest.mark.parametrize("case", [*BY_ADDRESS, *BY_WRITING], ids=str)
def test_refused(case: Case) -> None:
    refuses(case)


def turned(_: Any) -> None:
    """A name that is public when it is vetted and private when it is asked again."""
    with network(TURNED) as net:
        fetch("http://turn.example/page")
        assert net.opened == [PUBLIC]
        assert net.asked == ["turn.example"]


def test_a_name_that_turns_is_called_at_the_address_that_was_vetted() -> None:
    turned(None)
    with network(TURNED) as net:
        with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
            fetch(f"http://turn.example/to?at={quote('https://turn.example/page', safe='')}")
        assert net.strangers() == []


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with network() as net:
        assert b"Fish sales" in fetch("http://public.example/page").content
        assert net.opened == [PUBLIC]


@pytest.mark.parametrize(
    "url",
    [
        "http://public.example/page",
        "https://public.example/page",
        "http://six.example/page",
        f"http://{PUBLIC}/page",
        "http://public.example/hop/4",
        behind("https://six.example/page"),
    ],
)
def test_the_public_internet_is_read(url: str) -> None:
    with network() as net:
        assert b"Fish sales" in fetch(url).content
        assert net.strangers() == []


LIMITS = (
    Case("http://public.example/large", "larger than 10 MB"),
    Case("http://public.example/bomb", "larger than 10 MB"),
    Case("http://public.example/bomb-in-parts", "larger than 10 MB"),
    Case("http://public.example/hop/5", "redirects"),
    Case("http://public.example/hop/900", "redirects"),
    Case("http://public.example/slow", "longer than"),
    Case("http://public.example/br", "content encoding"),
    Case("http://public.example/twice", "content encoding"),
    Case("http://public.example/broken", "broken gzip"),
    Case("http://public.example/picture", "image/png", error=NotText),
    Case("http://public.example/program", "octet-stream", error=NotText),
    Case("http://public.example/error", "500"),
    Case("http://public.example/none", "no such page", error=ArticleNotFound),
)


def limits(case: Case) -> None:
    """A page over a limit is refused, having taken no more than the limit."""
    with network() as net, pytest.MonkeyPatch.context() as change:
        change.setattr(door, "MOST_SECONDS", 0.2 if "/slow" in case.url else 15.0)
        net.drip = Clock()
        with pytest.raises(case.error) as caught:
            fetch(case.url)
        assert case.words in str(caught.value)
        assert len(net.opened) <= 1 + door.MOST_REDIRECTS


class Clock:
    """Drips: a little wait for each byte, and no end of bytes but for the test's own patience."""

    def __init__(self) -> None:
        self.end = time.monotonic() + 1.5

    def __call__(self) -> None:
        time.sleep(0.01)
        if time.monotonic() > self.end:
            raise AssertionError("still reading")


@pytest.mark.parametrize("case", LIMITS, ids=str)
def test_limited(case: Case) -> None:
    limits(case)


def everything_is_public(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "is_public", lambda _: True)


def any_address(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "_vet_url", lambda _: None)


def names_go_through(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "_vetted_address", lambda host, _: host)


def first_hop_only(change: pytest.MonkeyPatch) -> None:
    """Vets the address that was given, as most fetchers do, and no redirect."""
    change.setattr(door, "_vet_hop", lambda _: None)
    seen: list[str] = []

    def once(address: str, port: int) -> str:
        if not seen:
            seen.append(address)
            return VETTED(address, port)
        return address

    change.setattr(door, "_vetted_address", once)


VETTED = door._vetted_address


def no_end_of_bytes(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "MOST_BYTES", 10**12)


def no_end_of_hops(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "MOST_REDIRECTS", 10**6)


def no_deadline(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "_left", lambda _: 60.0)


def any_answer(change: pytest.MonkeyPatch) -> None:
    change.setattr(door, "_vet_response", lambda *_: None)


def of(cases: tuple[Case, ...], *parts: str) -> tuple[Case, ...]:
    """The cases whose address holds one of `parts`."""
    return tuple(case for case in cases if any(part in case.url for part in parts))


GUARDS = (
    Guard("every address is public", everything_is_public, refuses, BY_ADDRESS),
    Guard("any way to write an address", any_address, refuses, BY_WRITING),
    Guard("names are resolved by the connection", names_go_through, turned, (None,)),
    Guard("redirects are not vetted", first_hop_only, refuses, of(BY_ADDRESS, "/to?at=")),
    Guard("no limit of size", no_end_of_bytes, limits, of(LIMITS, "/large", "/bomb")),
    Guard("no limit of redirects", no_end_of_hops, limits, of(LIMITS, "/hop")[:1]),
    Guard("no deadline", no_deadline, limits, of(LIMITS, "/slow")),
    Guard("any answer", any_answer, limits, of(LIMITS, "/picture", "/program", "/error", "/none")),
)


@pytest.mark.parametrize(
    ("guard", "case"),
    [(guard, case) for guard in GUARDS for case in guard.cases],
    ids=str,
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len({str(case) for case in (*BY_ADDRESS, *BY_WRITING)}) >= 40
    assert len(LIMITS) >= 10
    assert isinstance(Network(), Network)
