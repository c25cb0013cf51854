"""The fuzz targets take their seeds and a few changed ones; long runs are `fuzz/run.py`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "fuzz"))
import targets
from mutate import mutated

# what runs have found: a zone that no number of the machine holds, an encoding in the wrong place
FOUND = {
    "html": b'<?xml version="1.0" encoding="U"NE<!\n>?"8-FT "x.dtd">\n<html><body><p>'
    + b"Sales rose by 3% in the year. " * 9,
    "feeds": b"<rss><channel><item><title>a</title><pubDate>Sat, 25 Jan 2025 06:00:00 +"
    + b"01" * 30
    + b"</pubDate></item></channel></rss>",
    "text": b"2024-02-30\n\n" + b"\x00\xd8" * 8,
}


@pytest.mark.parametrize("name", targets.TARGETS)
def test_seeds_and_what_runs_have_found(name: str) -> None:
    taken = [targets.run_one(name, data) for data in targets.seeds_of(name)]
    assert all(taken)
    if name in FOUND:
        assert targets.run_one(name, FOUND[name]) in {True, False}


@pytest.mark.parametrize("name", targets.TARGETS)
def test_changed_seeds(name: str) -> None:
    rng, seeds = random.Random(11), list(targets.seeds_of(name))  # noqa: S311 - the same each time
    taken = [
        targets.run_one(name, mutated(rng.choice(seeds), rng.choice(seeds), rng)) for _ in range(25)
    ]
    assert len(taken) == 25


def test_a_broken_promise_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> None:
        targets.hold(not data, "no bytes")

    monkeypatch.setitem(targets.TARGETS, "text", broken)
    with pytest.raises(targets.Finding, match="no bytes"):
        targets.run_one("text", b"x")


def test_an_input_that_takes_long_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "MOST_SECONDS", -1.0)
    with pytest.raises(targets.Finding, match="seconds"):
        targets.run_one("text", b"Sales rose by 3%.")


def test_there_are_six() -> None:
    assert len(targets.TARGETS) == 6
