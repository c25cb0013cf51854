"""A few of the sixty kill cases; `benchmarks/kills.py` runs them all."""

import pytest
from kill_cases import Case, all_cases, contents, run_case, write_source
from stub_checker import make_stub

from factcheck.batch import run_batch
from factcheck.settings import Settings

CALLS = {"replace": 200, "fsync": 220, "unlink": 3, "rmtree": 3}
SAMPLE = [
    Case("first rename of the driver", 1, "driver:replace:1:after"),
    Case("flush in the middle", 1, "driver:fsync:90:before"),
    Case("last clean-up", 1, "driver:rmtree:2:after"),
    Case("worker between report and part", 2, "worker:replace:21:before"),
    Case("whole group at some moment", 2, moment=0.6),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kills")
    source = write_source(folder)
    run_batch(source, folder / "whole", Settings(use_default_tables=False), make_checker=make_stub)
    return source, contents(folder / "whole")


@pytest.mark.slow
@pytest.mark.parametrize("case", SAMPLE, ids=[c.name for c in SAMPLE])
def test_killed_and_resumed_gives_the_same_bytes(case, whole, tmp_path):
    source, expected = whole
    assert run_case(case, source, tmp_path / "out")
    assert contents(tmp_path / "out") == expected


def test_there_are_sixty_cases_of_all_sorts():
    cases = all_cases(CALLS)
    assert len({c.name for c in cases}) == 60
    assert {c.jobs for c in cases} == {1, 2}
    assert {c.cut.split(":")[0] for c in cases} == {"driver", "worker", ""}
