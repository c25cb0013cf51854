"""`factcheck tables` and the faults of tables, over a package made here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from factcheck.cli import app

runner = CliRunner()
SERIES = """series,indicator,description,aliases,unit_measure,unit_mult,freq,measure,of,\
price_basis,adjustment,ytd,product,counterpart,universe
catch,Catch of fish,Landed weight,fish catch;landings,t,3,A,level,,,,,herring,,
catch.yoy,Catch of fish,,,percent,0,A,growth_yoy,catch,,,,,,
"""
OBSERVATIONS = """series,ref_area,time_period,obs_value,obs_status,obs_comment
catch,NOR,2020,1250,,
catch,NOR,2021,1300.5,P,
catch,NOR,2023,1400,,
catch,ISL,2023,900,,
catch.yoy,NOR,2021,-4.0,,
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "nordstat" / "fish" / "2024-02-01"
    folder.mkdir(parents=True)
    manifest = {
        "name": "fish",
        "title": "Fish landed",
        "version": "2024-02-01",
        "sources": [{"title": "Yearbook", "path": "https://stat.example/fish"}],
        "licenses": [{"name": "CC0-1.0"}],
        "retrieved": "2024-02-02",
        "resources": [
            {"name": "series", "path": "series.csv"},
            {"name": "observations", "path": "observations.csv"},
        ],
    }
    (folder / "datapackage.json").write_text(json.dumps(manifest))
    (folder / "series.csv").write_text(SERIES)
    (folder / "observations.csv").write_text(OBSERVATIONS)
    return tmp_path


def run(tables: Path, *arguments: str) -> Any:
    return runner.invoke(
        app, ["tables", *arguments, "--tables", str(tables), "--no-default-tables"]
    )


def test_list(tables: Path) -> None:
    result = run(tables, "list")
    assert result.stdout == "nordstat/fish\t2024-02-01\t1 vintage\t2 series\tFish landed\n"


def test_search_says_why(tables: Path) -> None:
    first = run(tables, "search", "fish", "landings").stdout.splitlines()[0].split("\t")
    assert first[:2] == ["nordstat/fish#catch", "Catch of fish, herring"]
    assert "landings in aliases" in first[4]
    nothing = run(tables, "search", "zeppelins")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "no series found" in nothing.stderr


def test_show(tables: Path) -> None:
    text = run(tables, "show", "catch", "--area", "nor").stdout
    for line in ("unit: t", "areas: ISL, NOR", "also called: fish catch; landings"):
        assert line in text
    assert "2022 missing" in " ".join(text.split())
    assert "1.3005 million" in text
    assert "[P]" in text
    assert "https://stat.example/fish" in text
    assert "row 4" in text
    assert "−−−" in run(tables, "show", "nordstat/fish#catch.yoy").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "nordstat/fish#catsh"), "did you mean nordstat/fish#catch?"),
        (("show", "nordstat/fich#catch"), "did you mean nordstat/fish?"),
        (("show", "zeppelin"), "tables search"),
        (("show", "catch", "--area", "NOO"), "did you mean NOR?"),
        (("search", "fish", "--limit", "0"), "--limit"),
    ],
)
def test_unknown_names(tables: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(tables, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    assert words in result.stderr


def break_value(tables: Path) -> None:
    path = next(tables.rglob("observations.csv"))
    path.write_text(OBSERVATIONS.replace("1300.5", "lots"))


def test_validate(tables: Path) -> None:
    sound = runner.invoke(app, ["tables", "validate", str(tables)])
    assert (sound.exit_code, sound.stdout) == (0, "")
    break_value(tables)
    broken = runner.invoke(app, ["tables", "validate", str(tables)])
    assert broken.exit_code == 2
    assert "observations.csv, row 3, column obs_value" in broken.stdout


def test_a_broken_table_stops_a_check(tables: Path, tmp_path: Path) -> None:
    break_value(tables)
    out = tmp_path / "out.json"
    result = runner.invoke(
        app, ["claim", "Catches rose by 3%.", "--tables", str(tables), "-o", str(out)]
    )
    assert (result.exit_code, result.stdout) == (2, "")
    assert "observations.csv, row 3, column obs_value" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()


@pytest.mark.slow
def test_a_missing_model_names_the_way_out(tables: Path) -> None:
    command = [sys.executable, "-m", "factcheck", "claim", "Catches rose by 3% in 2023."]
    done = subprocess.run(
        [*command, "--tables", str(tables), "--no-default-tables"],
        env={**os.environ, "FACTCHECK_SPACY_MODEL": "no_such_model"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the language model 'no_such_model' is not installed")
    assert "pip install" in done.stderr
    assert done.stderr.count("\n") == 1


def test_as_of_shows_what_was_known_then(tables: Path) -> None:
    older = tables / "nordstat" / "fish" / "2024-02-01"
    newer = tables / "nordstat" / "fish" / "2025-02-01"
    newer.mkdir()
    for name in ("datapackage.json", "series.csv", "observations.csv"):
        text = (older / name).read_text().replace("2024-02-01", "2025-02-01")
        (newer / name).write_text(text.replace("catch,NOR,2023,1400", "catch,NOR,2023,1450"))
    assert "1.45 million" in run(tables, "show", "catch", "--area", "NOR").stdout
    then = run(tables, "show", "catch", "--area", "NOR", "--as-of", "2024-12-31").stdout
    assert "1.4 million" in then
    assert "1.45 million" not in then
    assert "(vintage 2024-02-01)" in then
    assert "2 vintages" in run(tables, "list").stdout
