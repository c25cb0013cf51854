"""Workbooks and other files as grids."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from factcheck.errors import PackageError
from factcheck.series import open_archive
from factcheck.series.adding import TableFacts, add_table
from factcheck.series.grids import read_grid

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = (
    f'<workbook {MAIN} xmlns:r="{REL}"><sheets><sheet name="Notes" sheetId="1" r:id="r1"/>'
    '<sheet name="Data" sheetId="2" r:id="r2"/></sheets></workbook>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
)
STRINGS = f"<sst {MAIN}><si><t>Month</t></si><si><r><t>Cod </t></r><r><t>(t)</t></r></si></sst>"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="mmm yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
)
TOP, END = f"<worksheet {MAIN}><sheetData>", "</sheetData></worksheet>"
NOTES = f'{TOP}<row><c t="inlineStr"><is><t>About</t></is></c></row>{END}'
DATA = (
    f'{TOP}<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" s="1"><v>45292</v></c><c r="C2"><v>0.30000000000000004</v></c></row>'
    f'<row r="3"><c r="A3" s="1"><v>45323</v></c><c r="C3"><v>12</v></c></row>{END}'
)


def workbook(path: Path, **changed: str) -> Path:
    parts = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": LINKS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": NOTES,
        "xl/worksheets/sheet2.xml": DATA,
    } | changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return path


def test_a_sheet_is_read_with_dates_and_the_digits_typed(tmp_path: Path) -> None:
    grid = read_grid(workbook(tmp_path / "own.xlsx"), sheet="Data")
    assert grid == [
        ["Month", "", "Cod (t)"],
        ["2024-01-01", "", "0.3"],
        ["2024-02-01", "", "12"],
    ]
    assert read_grid(workbook(tmp_path / "own.xlsx")) == [["About"]]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"xl/worksheets/sheet2.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "xlsx"),
        ({"xl/worksheets/sheet2.xml": "<broken"}, "xlsx"),
        ({"xl/worksheets/sheet2.xml": " " * 201_000_000}, "size"),
    ],
)
def test_hostile_workbooks_are_refused(tmp_path: Path, changed: dict[str, str], rule: str) -> None:
    file = workbook(tmp_path / "own.xlsx", **changed)
    with pytest.raises(PackageError) as caught:
        read_grid(file, sheet="Data")
    assert caught.value.rule == rule


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("own.xlsx", b"no workbook", "xlsx"),
        ("own.pdf", b"%PDF", "format"),
        ("own.csv", b"PK\x03\x04", "format"),
        ("own.parquet", b"PAR0", "parquet"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes, rule: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(PackageError) as caught:
        read_grid(file)
    assert caught.value.rule == rule


def test_a_missing_sheet_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="'Notes', 'Data'"):
        read_grid(workbook(tmp_path / "own.xlsx"), sheet="Tables")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes("Région;2024\nCôte d'Ivoire;1,5\n".encode(encoding))
    assert read_grid(file) == [["Région", "2024"], ["Côte d'Ivoire", "1,5"]]


def test_parquet_and_workbook_become_packages(tmp_path: Path) -> None:
    facts = TableFacts(
        key="harbour/catch",
        title="Catches",
        source_title="Harbour book",
        source_url="https://harbour.example/book",
        retrieved=date(2025, 3, 1),
        area="NOR",
        sheet="Data",
    )
    add_table(workbook(tmp_path / "own.xlsx"), tmp_path / "mine", facts)
    table = {"Country": ["Iceland"], "2024": ["7.5"]}
    pq.write_table(pa.table(table), tmp_path / "own.parquet")
    more = TableFacts(
        key="harbour/eels",
        title="Eels (t)",
        source_title="Harbour book",
        source_url="https://harbour.example/book",
        retrieved=date(2025, 3, 1),
        unit="t",
    )
    add_table(tmp_path / "own.parquet", tmp_path / "mine", more)
    archive = open_archive([tmp_path / "mine"])
    cod = archive.observation("harbour/catch#cod", "NOR", "2024-01")
    eels = archive.observation("harbour/eels#eels_t", "ISL", "2024")
    assert cod is not None
    assert eels is not None
    assert (str(cod.value), str(eels.value)) == ("0.3", "7.5")
    assert archive.get("harbour/catch#cod").unit_measure == "t"
