from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.records import Observation
from factcheck.series import open_archive

Write = Callable[..., Path]
KEY = "office/things#x"
LEVEL = "x,Exports of goods,,,CNY,{mult},A,level,,\n"

PRINTED = [
    ("43.85", 12, "43850000000000", "10000000000", "10000000000"),
    ("3770", 9, "3770000000000", "1000000000", "10000000000"),
    ("1.915", 0, "1.915", "0.001", "0.001"),
    ("-0.5", 0, "-0.5", "0.1", "0.1"),
    ("0", 0, "0", "1", "1"),
    ("1200", 0, "1200", "1", "100"),
    ("1e3", 0, "1000", "1000", "1000"),
    ("12345678901234567890.12", 0, "12345678901234567890.12", "0.01", "0.01"),
    ("405586592.18", 0, "405586592.18", "0.01", "0.01"),
    ("+7", 0, "7", "1", "1"),
    (".5", 0, "0.5", "0.1", "0.1"),
]


@pytest.mark.parametrize("case", PRINTED)
def test_a_value_is_exact_and_knows_its_last_digit(
    write_package: Write, case: tuple[str, int, str, str, str]
) -> None:
    text, mult, value, step, coarse = case
    root = write_package(LEVEL.format(mult=mult), f"x,CHN,2025,{text},P,first release\n")
    found = open_archive([root]).observation(KEY, "CHN", "2025")
    assert found is not None
    assert (found.value, found.step, found.coarse_step) == tuple(
        map(Decimal, (value, step, coarse))
    )
    assert (found.status, found.comment, found.row) == ("P", "first release", 2)


@given(
    st.lists(
        st.decimals(
            allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
        ),
        min_size=1,
        max_size=30,
    )
)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_every_printed_decimal_comes_back(write_package: Write, values: list[Decimal]) -> None:
    rows = "".join(f"x,CHN,{1900 + n},{v:f},,\n" for n, v in enumerate(values))
    history = open_archive([write_package(LEVEL.format(mult=0), rows)]).history(KEY, "CHN")
    assert [x.value for x in history] == values
    assert all(x.step == Decimal("0.0001") for x in history)


def test_history_is_sorted_and_keeps_missing_values(write_package: Write) -> None:
    root = write_package(LEVEL.format(mult=9), "x,CHN,2025,3,,\nx,CHN,2023,1,,\nx,CHN,2024,,M,\n")
    history = open_archive([root]).history(KEY, "CHN")
    assert [(x.time_period, x.value) for x in history] == [
        ("2023", Decimal(10**9)),
        ("2024", None),
        ("2025", Decimal(3 * 10**9)),
    ]
    assert [x.row for x in history] == [3, 4, 2]


def test_cross_section_gives_each_area_once(write_package: Write) -> None:
    rows = "x,USA,2025,3,,\nx,CHN,2025,1,,\nx,CHN,2024,9,,\nx,DEU,2024,,,\n"
    archive = open_archive([write_package(LEVEL.format(mult=0), rows)])
    section = archive.cross_section(KEY, "2025")
    assert [(x.ref_area, x.value) for x in section] == [("CHN", 1), ("USA", 3)]
    assert archive.areas(KEY) == {"CHN", "USA", "DEU"}
    assert archive.periods(KEY, "CHN") == ["2024", "2025"]


def test_what_is_not_there_is_none(write_package: Write) -> None:
    archive = open_archive([write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")])
    assert archive.observation(KEY, "CHN", "2024") is None
    assert archive.observation(KEY, "USA", "2025") is None
    assert archive.observation(KEY, "CHN", "2025-Q1") is None
    assert archive.observation("office/things#y", "CHN", "2025") is None
    assert archive.observation(KEY, "CHN", "2025", vintage=date(2020, 1, 1)) is None
    assert archive.history(KEY, "USA") == []
    assert archive.cross_section(KEY, "1990") == []


def two_vintages(write: Write) -> Path:
    write(LEVEL.format(mult=0), "x,CHN,2023,42.07,,\n", at="office/things/2024-01-12")
    both = LEVEL.format(mult=0) + "new,Later,,,CNY,0,A,level,,\n"
    late = write(both, "x,CHN,2023,41.76,,\nnew,CHN,2023,1,,\n", at="office/things/2025-01-13")
    return late.parents[2]


def test_the_vintage_in_force_answers(write_package: Write) -> None:
    root = two_vintages(write_package)
    newest = open_archive([root])
    then = open_archive([root], as_of=date(2024, 6, 1))
    assert getattr(newest.observation(KEY, "CHN", "2023"), "value", None) == Decimal("41.76")
    assert getattr(then.observation(KEY, "CHN", "2023"), "value", None) == Decimal("42.07")
    first = newest.observation(KEY, "CHN", "2023", vintage=date(2024, 1, 12))
    assert first is not None
    assert (first.value, first.vintage) == (Decimal("42.07"), date(2024, 1, 12))


def test_a_series_that_came_later_is_shown_and_can_be_told(write_package: Write) -> None:
    archive = open_archive([two_vintages(write_package)], as_of=date(2024, 6, 1))
    new = "office/things#new"
    assert archive.vintages(new) == [date(2025, 1, 13)]
    assert archive.vintage_for(new, date(2024, 6, 1)) is None
    assert archive.vintage_for(KEY, date(2024, 6, 1)) == date(2024, 1, 12)
    assert archive.observation(new, "CHN", "2023") is not None
    assert {x.key for x in archive.series()} == {KEY, new}


def test_the_later_root_wins(write_package: Write, tmp_path: Path) -> None:
    first = write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")
    moved = tmp_path / "first"
    first.parents[2].rename(moved)
    second = write_package(LEVEL.format(mult=0), "x,CHN,2025,2,,\n").parents[2]
    found = open_archive([moved, second]).observation(KEY, "CHN", "2025")
    assert found is not None
    assert found.value == 2


def test_a_cell_says_where_it_stands_and_whence_it_came(write_package: Write) -> None:
    sources = [
        {"title": "Office; retrieved 2026-11-20", "path": "https://example.org/"},
        {"title": "Press conference", "path": "https://example.org/talk"},
    ]
    rows = "x,CHN,2024,1,,\nx,CHN,2025,2,,first release; https://example.org/talk; 3 pages\n"
    archive = open_archive([write_package(LEVEL.format(mult=0), rows, sources=sources)])
    cells = [archive.cell(x) for x in archive.history(KEY, "CHN")]
    assert [(x.source_title, x.source_url) for x in cells] == [
        ("Office; retrieved 2026-11-20", "https://example.org/"),
        ("Press conference", "https://example.org/talk"),
    ]
    assert cells[1].location == "office/things/2026-01-14/observations.csv, row 3"
    assert (cells[1].retrieved, cells[1].vintage) == (date(2026, 11, 20), date(2026, 1, 14))


def test_parquet_reads_as_csv_does(write_package: Write) -> None:
    root = write_package(LEVEL.format(mult=6), "x,CHN,2025,1,,\n")
    (root / "observations.csv").unlink()
    columns = {
        "series": ["x", "x"],
        "ref_area": ["CHN", "CHN"],
        "time_period": ["2024", "2025"],
        "obs_value": [1.25, None],
    }
    pq.write_table(pa.table(columns), root / "observations.parquet")
    history = open_archive([root]).history(KEY, "CHN")
    assert [(x.value, x.step, x.row) for x in history] == [(1250000, 10000, 1), (None, 0, 2)]


def test_a_changed_file_is_read_again(write_package: Write, own_cache: Path) -> None:
    root = write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")
    open_archive([root])
    write_package(LEVEL.format(mult=0), "x,CHN,2025,2,,\n")
    found = open_archive([root]).observation(KEY, "CHN", "2025")
    assert found is not None
    assert found.value == 2
    assert len(list((own_cache / "packages").iterdir())) == 2


def test_a_damaged_cache_is_built_again(write_package: Write, own_cache: Path) -> None:
    root = write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")
    open_archive([root])
    (entry,) = (own_cache / "packages").iterdir()
    for damage in (b"", b"FCTSTOR1", entry.read_bytes()[:-8], b"x" * 300):
        entry.unlink()
        entry.write_bytes(damage)
        assert open_archive([root]).observation(KEY, "CHN", "2025") is not None


def test_it_works_where_nothing_can_be_written(write_package: Write, tmp_path: Path) -> None:
    root = write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")
    blocked = tmp_path / "file"
    blocked.write_text("a file where the cache folder should be", encoding="utf-8")
    archive = open_archive([root], cache=blocked / "cache")
    assert archive.observation(KEY, "CHN", "2025") is not None


def _open(root: str) -> str:
    found = open_archive([Path(root)]).observation(KEY, "CHN", "1999")
    return str(found)


def test_processes_that_start_at_once_agree(write_package: Write, own_cache: Path) -> None:
    rows = "".join(f"x,CHN,{1000 + n},{n},,\n" for n in range(2000))
    root = str(write_package(LEVEL.format(mult=0), rows))
    with multiprocessing.get_context("fork").Pool(4) as pool:
        answers = set(pool.map(_open, [root] * 8))
    assert len(answers) == 1
    assert [x.suffix for x in (own_cache / "packages").iterdir()] == [".bin"]


def test_opening_a_finished_archive_needs_neither_pandas_nor_pyarrow(write_package: Write) -> None:
    root = write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")
    open_archive([root])
    code = (
        "import sys; from pathlib import Path; from factcheck.series import open_archive; "
        f"a = open_archive([Path({str(root)!r})]); a.observation({KEY!r}, 'CHN', '2025'); "
        "print([m for m in ('pandas', 'pyarrow', 'spacy', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ.copy(),
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_an_observation_is_what_the_record_would_make_of_it(write_package: Write) -> None:
    root = write_package(LEVEL.format(mult=12), "x,CHN,2025,45.47,P,first release\n")
    found = open_archive([root]).observation(KEY, "CHN", "2025")
    assert found is not None
    assert found == Observation(**found.model_dump())
    assert Observation.model_validate_json(found.model_dump_json()) == found
    assert found.model_copy(update={"row": 3}).row == 3
    assert hash(found)


def test_members_are_dated(write_package: Write) -> None:
    archive = open_archive([write_package(LEVEL.format(mult=0), "x,CHN,2025,1,,\n")])
    before = archive.members("ASEAN", date(2024, 1, 1))
    after = archive.members("ASEAN", date(2026, 1, 1))
    assert before is not None
    assert after is not None
    assert set(after) - set(before) == {"TLS"}
    assert archive.members("NOBODY", date(2024, 1, 1)) is None
