"""Each source once more from a recording, with the network blocked: from its answer to a value.

The recordings are of the replay server over replies of our own; `pytest --record-mode=rewrite` on
this file takes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factcheck.series import open_archive
from factcheck.series.sources import Client, Wanted, pull

from . import test_fred, test_others, test_sdmx, test_worldbank
from .conftest import Replay

ADDRESS = "http://replay.example"
GDP = test_worldbank.GDP
Fill = Callable[[Replay], None]


def world_bank(replay: Replay) -> None:
    rows = [test_worldbank.row("CHN", "2024", 18743803170827.3)]
    replay.add(f"/country/CHN/indicator/{GDP}", [test_worldbank.head(), rows])
    replay.add("/country", test_worldbank.ECONOMIES)


def fred(replay: Replay) -> None:
    replay.add("/series", {"seriess": [test_fred.ABOUT]})
    rows = test_fred.values(
        ("2026-01-01", ".", *test_fred.NOW), ("2026-04-01", "123.4", *test_fred.NOW)
    )
    replay.add("/series/observations", rows)


def owid(replay: Replay) -> None:
    replay.add("/widgets.csv", test_others.CHART)
    replay.add("/widgets.metadata.json", test_others.METADATA)


def nbs(replay: Replay) -> None:
    replay.add("/easyquery.htm", test_others.nbs(("202608", 102.8434701, "102.8", True)))


def comtrade(replay: Replay) -> None:
    test_others.offer(replay, test_others.trade("X", 251, 5.0), test_others.trade("X", 490, 6.0))


SOURCES: list[tuple[str, Wanted, Fill, tuple[str, str, str]]] = [
    ("worldbank", Wanted(GDP, ("CHN",)), world_bank, ("CHN", "2024", "18743803170827.3")),
    ("fred", test_fred.USA, fred, ("USA", "2026-Q2", "123400000000")),
    ("eurostat", test_sdmx.JOBS, lambda r: r.add("/data/jobs", test_sdmx.EUROSTAT),
     ("GRC", "2024", "10.1")),
    ("oecd", Wanted("OECD,JOBS,1.0/FRA", key="oecd/jobs"),
     lambda r: r.add("/data/OECD,JOBS,1.0/FRA", test_sdmx.OECD), ("FRA", "2026-08", "28750000")),
    ("ecb", Wanted("EXR/M.USD.EUR.SP00.A", ("EMU",)),
     lambda r: r.add("/data/EXR/M.USD.EUR.SP00.A", test_sdmx.ECB), ("EMU", "2026-09", "1.1732")),
    ("dbnomics", Wanted(test_others.CODE),
     lambda r: r.add(f"/series/{test_others.CODE}", test_others.page(test_others.doc())),
     ("GRC", "2022", "12.5")),
    ("owid", Wanted("widgets"), owid, ("CHN", "2024", "5.25")),
    ("comtrade", test_others.USA, comtrade, ("USA", "2024", "5.0")),
    ("nbs", test_others.OUTPUT, nbs, ("CHN", "2026-08", "10280000000")),
]  # fmt: skip


def _elsewhere(request: Any) -> Any:
    """A request as recorded: to no real host, and without a key."""
    request.uri = re.sub(r"^https?://[^/]+", ADDRESS, request.uri)
    return request


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, Any]:
    return {
        "before_record_request": _elsewhere,
        "filter_query_parameters": ["api_key"],
        "filter_headers": ["user-agent", "host"],
        "match_on": ["method", "path", "query"],
    }


@pytest.mark.vcr
@pytest.mark.parametrize("source", SOURCES, ids=[name for name, *_ in SOURCES])
def test_a_recording_becomes_a_package(
    source: tuple[str, Wanted, Fill, tuple[str, str, str]],
    replay: Replay,
    client_of: Callable[..., Client],
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    name, wanted, fill, (area, period, value) = source
    records = request.config.getoption("--record-mode") not in (None, "none")
    if records:
        fill(replay)
    key = "k" if name == "fred" else ""
    client = client_of(name, address=replay.address if records else ADDRESS, key=key)
    pull(client, wanted, tmp_path / "mine")
    archive = open_archive([tmp_path / "mine"], cache=tmp_path / "cache")
    found = [archive.observation(one.key, area, period) for one in archive.series()]
    assert [x.value for x in found if x] == [Decimal(value)]
    assert all(archive.cell(x).source_url.startswith("http") for x in found if x)
    assert records or not replay.asked
