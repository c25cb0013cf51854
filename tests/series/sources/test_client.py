"""Patience, politeness and memory of the client that asks services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from factcheck.errors import SourceError
from factcheck.series.sources import Client, find_service, load_services

from .conftest import Replay


def test_a_failure_of_the_moment_is_asked_again(
    client_of: Callable[..., Client], replay: Replay, waits: list[float]
) -> None:
    replay.add("/series", "busy", status=503)
    replay.add("/series", "[1]")
    assert client_of("owid").get("series").json() == ["1"]
    assert waits[0] == 1.0
    assert len(replay.asked) == 2


@pytest.mark.parametrize(
    ("said", "pause"),
    [("7", 7.0), ("Tue, 24 Nov 2026 09:30:45 GMT", 45.0), ("soon", 1.0)],
)
def test_it_waits_as_long_as_the_service_says(
    client_of: Callable[..., Client], replay: Replay, waits: list[float], said: str, pause: float
) -> None:
    replay.add("/series", "slow down", status=429, Retry_After=said)
    replay.add("/series", "[]")
    client_of("fred").get("series")
    assert waits[0] == pause


def test_it_does_not_wait_for_hours(
    client_of: Callable[..., Client], replay: Replay, waits: list[float]
) -> None:
    replay.add("/series", "come tomorrow", status=429, Retry_After="86400")
    with pytest.raises(SourceError, match="answered 429: come tomorrow, and to come back in 86400"):
        client_of("fred").get("series")
    assert waits == []


def test_pauses_grow_and_end(
    client_of: Callable[..., Client], replay: Replay, waits: list[float]
) -> None:
    replay.add("/series", "<h1>down</h1>", status=502)
    with pytest.raises(SourceError, match=r"answered 502: down \(5 times\)"):
        client_of("owid").get("series")
    assert [x for x in waits if x in (1.0, 2.0, 4.0, 8.0)] == [1.0, 2.0, 4.0, 8.0]


def test_a_refusal_is_not_asked_again(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/series", "no such series", status=404)
    with pytest.raises(SourceError, match="answered 404: no such series"):
        client_of("owid").get("series")
    assert len(replay.asked) == 1


def test_a_service_out_of_reach_says_so(waits: list[float]) -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("timed out", request=request)

    client = Client(find_service("ecb"), transport=httpx.MockTransport(broken), wait=waits.append)
    with pytest.raises(SourceError, match=r"data-api\.ecb\.europa\.eu: timed out"):
        client.get("data/EXR/M.USD.EUR.SP00.A")


def test_requests_are_spaced_as_the_service_allows(
    client_of: Callable[..., Client], replay: Replay, waits: list[float]
) -> None:
    replay.add("/a", "1")
    client = client_of("fred", clock=lambda: 100.0)
    client.get("a")
    client.get("a")
    assert waits == [pytest.approx(60 / find_service("fred").per_minute)]
    assert 60 / waits[0] < 120, "FRED answers 429 at 120 a minute"


def test_what_was_asked_today_is_not_asked_again(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/a", "first")
    replay.add("/a", "second")
    first = client_of("owid", cache=tmp_path).get("a")
    again = client_of("owid", cache=tmp_path).get("a")
    assert again == first
    assert again.retrieved == date(2026, 11, 24)
    fresh = client_of("owid", cache=tmp_path, refresh=True).get("a")
    assert fresh.text() == "second"


def test_a_key_is_neither_kept_nor_shown(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/series", "{}")
    said: list[str] = []
    client = client_of("fred", cache=tmp_path, say=said.append)
    reply = client.get("series", {"series_id": "GDP", "api_key": "hidden"})
    assert replay.asked[0][1]["api_key"] == "hidden"
    kept = b"".join(f.read_bytes() for f in tmp_path.rglob("*.bin"))
    assert "hidden" not in reply.url + "".join(said)
    assert b"hidden" not in kept


def test_what_is_no_json_says_what_it_is(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/a", "<html>maintenance</html>")
    with pytest.raises(SourceError, match="no JSON: '<html>maintenance"):
        client_of("owid").get("a").json()


@pytest.mark.parametrize("name", sorted(load_services()))
def test_each_service_has_a_reader_and_terms(name: str) -> None:
    service = find_service(name)
    assert service.address.startswith("https://")
    assert service.licence[0]
    assert service.example
