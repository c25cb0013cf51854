"""Packages made on the spot, so that each test shows the rows it is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SERIES = "series,indicator,description,aliases,unit_measure,unit_mult,freq,measure,of,ytd\n"
VALUES = "series,ref_area,time_period,obs_value,obs_status,obs_comment\n"


def manifest(version: str, **more: Any) -> dict[str, Any]:
    """A datapackage.json with an origin."""
    source = {"title": "Office of Examples; retrieved 2026-11-20", "path": "https://example.org/"}
    return {
        "name": "example",
        "title": "Example",
        "version": version,
        "sources": [source],
        "licenses": [{"name": "CC0-1.0"}],
        **more,
    }


@pytest.fixture
def write_package(tmp_path: Path) -> Callable[..., Path]:
    """Writes a package under `tmp_path/tables` and returns its folder."""

    def write(
        series: str, values: str, *, at: str = "office/things/2026-01-14", **more: Any
    ) -> Path:
        folder = tmp_path / "tables" / at
        folder.mkdir(parents=True, exist_ok=True)
        described = manifest(folder.name, **more)
        (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        (folder / "series.csv").write_text(SERIES + series, encoding="utf-8")
        (folder / "observations.csv").write_text(VALUES + values, encoding="utf-8")
        return folder

    return write


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keeps the tests out of the user's cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("FACTCHECK_CACHE", str(folder))
    return folder
