"""FRED and ALFRED: missing values, pages, versions, keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factcheck.errors import SourceError, UsageError
from factcheck.series import open_archive
from factcheck.series.sources import Client, Wanted, pull, read_source

from .conftest import Replay

ABOUT = {
    "id": "OUTPUT",
    "title": "Gross Output of Widgets",
    "frequency": "Quarterly",
    "frequency_short": "Q",
    "units": "Billions of Dollars",
    "seasonal_adjustment": "Seasonally Adjusted Annual Rate",
    "seasonal_adjustment_short": "SAAR",
    "last_updated": "2026-10-30 07:54:01-05",
    "notes": "A measure of our own.",
}
USA = Wanted("OUTPUT", ("USA",))


def values(*rows: tuple[str, str, str, str], count: int | None = None) -> dict[str, Any]:
    """Rows of day, value, first and last day on which it stood."""
    listed = [
        {"date": day, "value": value, "realtime_start": start, "realtime_end": end}
        for day, value, start, end in rows
    ]
    return {"count": len(rows) if count is None else count, "observations": listed}


NOW = ("2026-10-30", "9999-12-31")


def test_a_point_is_a_missing_value(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/series", {"seriess": [ABOUT]})
    replay.add("/series/observations", values(
        ("2026-01-01", ".", *NOW), ("2026-04-01", "123.4", *NOW)))  # fmt: skip
    (found,) = read_source(client_of("fred", key="k"), USA)
    assert [(v.area, v.period, v.text) for v in found.values] == [("USA", "2026-Q2", "123.4")]
    series = found.series[0]
    assert (series["unit_measure"], series["unit_mult"], series["adjustment"]) == ("USD", "9", "sa")
    assert found.vintage == date(2026, 10, 30)


def test_all_pages_are_read(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/series", {"seriess": [ABOUT]})
    replay.add("/series/observations", values(("2026-01-01", "1", *NOW), count=2))
    replay.add("/series/observations", values(("2026-04-01", "2", *NOW), count=2))
    (found,) = read_source(client_of("fred", key="k"), USA)
    assert [v.text for v in found.values] == ["1", "2"]
    assert [a[1].get("offset") for a in replay.asked[1:]] == ["0", "1"]


def test_versions_stand_side_by_side(
    client_of: Callable[..., Client], replay: Replay, tmp_path: Path
) -> None:
    replay.add("/series", {"seriess": [ABOUT]})
    replay.add("/series/observations", values(
        ("2026-01-01", "100.0", "2026-04-29", "2026-07-29"),
        ("2026-01-01", "101.5", "2026-07-30", "9999-12-31"),
        ("2026-04-01", "103.0", "2026-07-30", "9999-12-31")))  # fmt: skip
    folders = pull(client_of("fred", key="k"), Wanted("OUTPUT", ("USA",), vintages=2), tmp_path)
    assert [f.name for f in folders] == ["2026-04-29", "2026-07-30"]
    key = "fred/output#OUTPUT"
    for as_of, value in ((date(2026, 5, 1), "100.0"), (date(2026, 8, 1), "101.5")):
        found = open_archive([tmp_path], as_of=as_of).observation(key, "USA", "2026-Q1")
        assert found is not None
        assert found.value == Decimal(value) * 10**9


def test_too_many_requests_wait(
    client_of: Callable[..., Client], replay: Replay, waits: list[float]
) -> None:
    replay.add("/series", {"error_message": "Too Many Requests"}, status=429, Retry_After="20")
    replay.add("/series", {"seriess": [ABOUT]})
    replay.add("/series/observations", values(("2026-01-01", "1", *NOW)))
    assert read_source(client_of("fred", key="k"), USA)
    assert waits[0] == 20.0


def test_a_key_is_asked_for(client_of: Callable[..., Client]) -> None:
    with pytest.raises(UsageError, match="FRED_API_KEY"):
        read_source(client_of("fred"), USA)


def test_a_bad_key_says_so(client_of: Callable[..., Client], replay: Replay) -> None:
    said = {"error_code": 400, "error_message": "Bad Request. Key is not registered."}
    replay.add("/series", said, status=400)
    with pytest.raises(SourceError, match="Key is not registered"):
        read_source(client_of("fred", key="k"), USA)


@pytest.mark.parametrize(
    ("title", "area"), [("Output of Widgets for China", "CHN"), ("Rate in the Euro Area", "EMU")]
)
def test_a_title_may_say_the_area(
    client_of: Callable[..., Client], replay: Replay, title: str, area: str
) -> None:
    replay.add("/series", {"seriess": [{**ABOUT, "title": title}]})
    replay.add("/series/observations", values(("2026-01-01", "1", *NOW)))
    (found,) = read_source(client_of("fred", key="k"), Wanted("OUTPUT"))
    assert {v.area for v in found.values} == {area}


def test_an_area_nobody_says_is_asked_for(client_of: Callable[..., Client], replay: Replay) -> None:
    replay.add("/series", {"seriess": [ABOUT]})
    with pytest.raises(UsageError, match="--areas CODE"):
        read_source(client_of("fred", key="k"), Wanted("OUTPUT"))


def test_real_replies(
    client_of: Callable[..., Client], replay: Replay, real: Callable[[str], bytes], tmp_path: Path
) -> None:
    replay.add("/series", real("fred/test_get_series_info.json"))
    replay.add("/series/observations", real("fred/test_get_series_all_releases_json.json"))
    folders = pull(client_of("fred", key="k"), Wanted("GDP", ("USA",), vintages=3), tmp_path)
    assert [f.name for f in folders] == ["2024-08-29", "2024-09-26", "2024-10-30"]
    archive = open_archive([tmp_path])
    seen = [
        archive.observation("fred/gdp#GDP", "USA", "2024-Q2", vintage=day)
        for day in archive.vintages("fred/gdp#GDP")
    ]
    assert len({o.value for o in seen if o}) > 1, "revised from version to version"
    assert archive.observation("fred/gdp#GDP", "USA", "1946-Q1") is None
