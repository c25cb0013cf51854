"""The loop that adds a folder of tables: what goes in is faithful, what is refused says why."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import own_tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    held = tmp_path / "held" / "csv"
    held.mkdir(parents=True)
    (held / "wheat.csv").write_text("Date,FRA,OWID_WRL\n2023,2000,9.5\n2024,2000,\n", "utf-8")
    (held / "ice.csv").write_text("Date,ARC\n2023,16.1\n", "utf-8")
    about = [{"filename": "wheat.csv", "title": "Wheat harvest", "unit": "million tonnes"}]
    (held.parent / "metadata.json").write_text(json.dumps(about), "utf-8")
    return held


def test_a_folder_is_added_in_one_loop(folder: Path) -> None:
    found = own_tables.measure(folder)
    assert (found["files"], found["added"], found["values"], found["faults"]) == (2, 1, 3, [])
    assert found["last value as printed"] == 1
    assert "--area CODE" in found["refused"]["ice.csv"]


def test_a_folder_may_say_that_a_heading_is_an_area(folder: Path) -> None:
    (folder.parent / "country_codes.yaml").write_text("ARC:\n- Arctic\nFRA:\n- France\n", "utf-8")
    found = own_tables.measure(folder)
    assert (found["added"], found["refused"], found["faults"]) == (2, {}, [])
    assert found["last value as printed"] == 2
