"""`tables add` on tables in the shapes that offices publish, read back from the archive."""

from __future__ import annotations

import re
import tomllib
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from factcheck.cli import app
from factcheck.series import open_archive, validate_package

LAYOUTS = tomllib.loads(Path(__file__).with_name("own_layouts.toml").read_text(encoding="utf-8"))[
    "layout"
]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
COMMON = (
    *("--key", "office/table", "--source-title", "An office"),
    *("--source-url", "https://office.example/table", "--retrieved", "2026-02-20"),
)


def workbook(path: Path, rows: list[list[str]], merged: list[str]) -> None:
    """A workbook with a cover sheet, and the rows on its second one; numbers are numbers."""
    sheet = ""
    for row, cells in enumerate(rows, start=1):
        sheet += f'<row r="{row}">'
        for place, cell in enumerate(cells):
            at = f"{chr(65 + place)}{row}"
            if re.fullmatch(r"-?\d+(\.\d+)?", cell):
                sheet += f'<c r="{at}"><v>{cell}</v></c>'
            elif cell:
                sheet += f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        sheet += "</row>"
    joined = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    joined = f"<mergeCells>{joined}</mergeCells>" if merged else ""
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Sheet 1" sheetId="1" r:id="r1"/><sheet name="Notes" sheetId="2" r:id="r2"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData>{joined}"
        "</worksheet>",
        "xl/worksheets/sheet2.xml": f"<worksheet {MAIN}><sheetData/></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)


def written(folder: Path, layout: dict[str, Any]) -> Path:
    """The file of a layout."""
    file = folder / f"table.{layout['ending']}"
    if layout["ending"] == "xlsx":
        workbook(file, layout["rows"], layout.get("merged", []))
    elif layout["ending"] == "parquet":
        head, *body = layout["rows"]
        columns = [
            [float(x) if "." in x else x for x in column] for column in zip(*body, strict=True)
        ]
        pq.write_table(pa.table(dict(zip(head, columns, strict=True))), file)
    else:
        file.write_text(layout["text"].removeprefix("\n"), encoding="utf-8")
    return file


@pytest.mark.parametrize("layout", LAYOUTS, ids=[one["name"] for one in LAYOUTS])
def test_a_published_table_is_added(tmp_path: Path, layout: dict[str, Any]) -> None:
    file, mine = written(tmp_path, layout), tmp_path / "mine"
    options = [*layout.get("options", ()), "-o", str(mine)]
    done = CliRunner().invoke(app, ["tables", "add", str(file), *COMMON, *options])
    assert done.exit_code == 0, done.stderr
    assert validate_package(mine / "office" / "table" / "2026-02-20") == []
    archive = open_archive([mine], cache=tmp_path / "cache")
    held: dict[str, list[str]] = {}
    for series in archive.series():
        held.setdefault(series.indicator, []).append(series.key)
    for indicator, area, period, value in layout["want"]:
        assert indicator in held, sorted(held)
        found = [archive.observation(key, area, period) for key in held[indicator]]
        assert [o.value for o in found if o] == [Decimal(value)], (indicator, area, period)
    if "unit" in layout:
        assert {s.unit_measure for s in archive.series()} == {layout["unit"]}
    if "left" in layout:
        values = [
            o.value
            for series in archive.series()
            for area in archive.areas(series.key)
            for o in archive.history(series.key, area)
        ]
        assert len([v for v in values if v is not None]) == layout["left"]


def test_there_are_thirty_and_more() -> None:
    assert len(LAYOUTS) >= 30
    assert {one["ending"] for one in LAYOUTS} == {"csv", "tsv", "txt", "xlsx", "parquet"}
