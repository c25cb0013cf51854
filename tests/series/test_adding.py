"""A CSV of one's own becomes a package, or one plain error with row and column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from factcheck.cli import app
from factcheck.errors import DataError, UsageError
from factcheck.series import open_archive, validate_package
from factcheck.series.adding import TableFacts, add_table

FACTS = TableFacts(
    key="harbour/catch",
    title="Catches",
    unit="t",
    source_title="Harbour book",
    source_url="https://harbour.example/book",
    retrieved=date(2025, 3, 1),
)
WIDE = 'Year,Country,Catch of cod,Catch of herring\n2023,nor,"1,200",80.50\n2024,NOR,1250,..\n'


def write(folder: Path, text: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_become_series(tmp_path: Path) -> None:
    folder = add_table(write(tmp_path, WIDE), tmp_path / "mine", FACTS)
    assert folder == tmp_path / "mine" / "harbour" / "catch" / "2025-03-01"
    assert validate_package(folder) == []
    archive = open_archive([tmp_path / "mine"], cache=tmp_path / "cache")
    cod = archive.observation("harbour/catch#catch_of_cod", "NOR", "2023")
    herring = archive.history("harbour/catch#catch_of_herring", "NOR")
    assert cod is not None
    assert cod.value == Decimal(1200)
    assert (herring[0].value, herring[0].step) == (Decimal("80.50"), Decimal("0.01"))
    assert herring[1].value is None
    assert archive.cell(cod).source_url == "https://harbour.example/book"
    assert archive.cell(cod).retrieved == date(2025, 3, 1)
    assert sorted(p.name for p in (tmp_path / "mine" / "harbour" / "catch").iterdir()) == [
        "2025-03-01"
    ]


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2024", "2024"),
        ("2024-Q3", "2024-Q3"),
        ("2024Q3", "2024-Q3"),
        ("2024 q3", "2024-Q3"),
        ("2024-09", "2024-09"),
        ("2024/9", "2024-09"),
        ("2024M9", "2024-09"),
        ("2024-09-30", "2024-09-30"),
    ],
)
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_periods_and_separators(tmp_path: Path, written: str, label: str, comma: str) -> None:
    text = f"period{comma}Catch\n{written}{comma}-3.50\n"
    add_table(write(tmp_path, text), tmp_path, replace(FACTS, area="ISL"))
    archive = open_archive([tmp_path], cache=tmp_path / "cache")
    found = archive.observation("harbour/catch#catch", "ISL", label)
    assert found is not None
    assert found.value == Decimal("-3.5")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("year,ref_area,Catch\n2024,NOR,many\n", "row 2, column Catch: 'many'"),
        ("year,ref_area,Catch\n2024,NOR,12\n2024x,NOR,3\n", "row 3, column year: '2024x'"),
        ("year,ref_area,Catch\n2024,NOR\n", "row 2: wrong number of cells"),
        ("year,ref_area,Catch\n", "no rows"),
        ("when,ref_area,Catch\nlately,NOR,1\n", "no column of periods"),
        ("year,Catch\n2024,1\n", "--area"),
        ("year,ref_area,Catch,catch\n2024,NOR,1,2\n", "names no series of its own"),
        ("year,ref_area,Catch\n2024,NOR,1\n2024,NOR,2\n", ""),
    ],
)
def test_faults_leave_nothing(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises((DataError, UsageError)) as caught:
        add_table(write(tmp_path, text), tmp_path / "mine", FACTS)
    assert words in str(caught.value)
    assert not list((tmp_path / "mine").rglob("*.csv"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "../../etc/x"}, "no key"),
        ({"key": "../x"}, "no key"),
        ({"key": "onlyone"}, "no key"),
        ({"source_url": "javascript:x"}, "no address"),
        ({"unit": "a b c"}, ""),
        ({"measure": "guess"}, ""),
    ],
)
def test_bad_facts(tmp_path: Path, change: dict[str, str], words: str) -> None:
    with pytest.raises((DataError, UsageError)) as caught:
        add_table(write(tmp_path, WIDE), tmp_path / "mine", replace(FACTS, **change))
    assert words in str(caught.value)
    assert not list(tmp_path.rglob("series.csv"))


def test_a_vintage_is_never_overwritten(tmp_path: Path) -> None:
    add_table(write(tmp_path, WIDE), tmp_path, FACTS)
    with pytest.raises(UsageError, match="already there"):
        add_table(write(tmp_path, WIDE), tmp_path, FACTS)
    assert add_table(write(tmp_path, WIDE), tmp_path, replace(FACTS, vintage=date(2025, 4, 1)))


def test_command_line(tmp_path: Path) -> None:
    source = str(write(tmp_path, WIDE))
    common = ["--unit", "t", "--source-title", "Harbour book", "--retrieved", "2025-03-01"]
    key = ["--key", "harbour/catch"]
    address = ["--source-url", "https://harbour.example/book"]
    result = CliRunner().invoke(
        app,
        ["tables", "add", source, "-o", str(tmp_path / "mine"), *key, *address, *common],
    )
    assert (result.exit_code, result.stdout) == (0, "")
    assert "--tables" in result.stderr
    missing = CliRunner().invoke(app, ["tables", "add", source, "-o", str(tmp_path), *common])
    assert missing.exit_code == 2
    assert "--key" in missing.stderr
    sheet = CliRunner().invoke(
        app,
        ["tables", "add", "a.xlsx", "-o", str(tmp_path), *key, *address, *common],
    )
    assert "a.xlsx: is missing" in sheet.stderr
