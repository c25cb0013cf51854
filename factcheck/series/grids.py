"""Files of tables as grids of text: CSV, TSV, XLSX, Parquet.

An XLSX file is a ZIP archive from anywhere: how much it unpacks to is checked before anything is
unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from factcheck.errors import PackageError

__all__ = ["Grid", "read_grid"]

Grid = list[list[str]]
"""Rows of cells; a row may be shorter than others where its file has it so."""

_DELIMITERS = ",;\t|"
_MOST_UNPACKED = 200_000_000
_MOST_MEMBERS = 2000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATE_FORMATS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_EPOCH = date(1899, 12, 30)


def read_grid(file: Path, *, sheet: str | None = None) -> Grid:
    """The cells of a file as text, blank columns at the right left out.

    Args:
        file: by its ending .csv, .tsv, .txt, .xlsx or .parquet.
        sheet: name of the sheet of a workbook; None: the first.

    Raises:
        PackageError: for a file that is missing, of another kind, or cannot be read.
    """
    if not file.is_file():
        raise PackageError("is missing", file=str(file), rule="file")
    ending = file.suffix.lower()
    if ending in (".csv", ".tsv", ".txt"):
        grid = _read_text(file)
    elif ending in (".xlsx", ".xlsm"):
        grid = _read_workbook(file, sheet)
    elif ending == ".parquet":
        grid = _read_parquet(file)
    else:
        message = f"is no table of a known kind ({ending or 'no ending'}): CSV, TSV, XLSX, Parquet"
        raise PackageError(message, file=str(file), rule="format")
    return _trimmed(grid)


def _trimmed(grid: Grid) -> Grid:
    rows = [[cell.strip() for cell in row] for row in grid]
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]


def _read_text(file: Path) -> Grid:
    raw = file.read_bytes()
    if raw[:4] == b"PK\x03\x04" or (
        b"\0" in raw[:1000] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise PackageError("is no text", file=str(file), rule="format")
    for encoding in (
        ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    ):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise PackageError("is in an encoding that cannot be told", file=str(file), rule="encoding")
    best: Grid = []
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        if _regularity(rows) > _regularity(best):
            best = rows
    return best


def _regularity(rows: Grid) -> tuple[int, int]:
    """How many rows have the commonest width above one, and that width."""
    widths = [len(row) for row in rows[:200] if len(row) > 1]
    if not widths:
        return (0, 0)
    common = max(set(widths), key=lambda x: (widths.count(x), x))
    return widths.count(common), common


def _read_parquet(file: Path) -> Grid:
    import pyarrow as pa  # noqa: PLC0415 - only where a Parquet file is added
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        table = pq.read_table(file)
    except (pa.ArrowInvalid, OSError) as error:
        raise PackageError(f"is no Parquet: {error}", file=str(file), rule="parquet") from error
    columns = [
        ["" if x is None else str(x) for x in column.to_pylist()] for column in table.columns
    ]
    return [list(table.column_names), *map(list, zip(*columns, strict=True))]


def _read_workbook(file: Path, sheet: str | None) -> Grid:
    try:
        with zipfile.ZipFile(file) as book:
            members = book.infolist()
            if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > _MOST_UNPACKED:
                raise PackageError("unpacks to too much", file=str(file), rule="size")
            return _sheet(book, sheet, file)
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise PackageError(f"is no workbook: {error}", file=str(file), rule="xlsx") from error


def _parse(book: zipfile.ZipFile, name: str) -> ET.Element:
    raw = book.read(name)
    if b"<!DOCTYPE" in raw[:2000] or b"<!ENTITY" in raw:
        raise ET.ParseError("holds a document type")
    return ET.fromstring(raw)  # noqa: S314 - no document type, size checked


def _sheet(book: zipfile.ZipFile, sheet: str | None, file: Path) -> Grid:
    names = [x.get("name", "") for x in _parse(book, "xl/workbook.xml").iter(f"{_MAIN}sheet")]
    if sheet is not None and sheet not in names:
        message = f"has no sheet {sheet!r}, but {', '.join(map(repr, names))}"
        raise PackageError(message, file=str(file), rule="sheet")
    ids = [
        next(v for k, v in x.attrib.items() if k.endswith("}id"))
        for x in _parse(book, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    ]
    wanted = ids[names.index(sheet) if sheet else 0]
    links = _parse(book, "xl/_rels/workbook.xml.rels")
    target = next(x.get("Target", "") for x in links if x.get("Id") == wanted)
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    shared: list[str] = []
    if "xl/sharedStrings.xml" in book.namelist():
        items = _parse(book, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
        shared = ["".join(t.text or "" for t in item.iter(f"{_MAIN}t")) for item in items]
    dates = _date_styles(book)
    grid: Grid = []
    for row in _parse(book, path).iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.iter(f"{_MAIN}c")):
            cells[_column(cell.get("r", ""), place)] = _cell(cell, shared, dates)
        grid.append([cells.get(n, "") for n in range(max(cells, default=-1) + 1)])
    width = max(map(len, grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid]


def _column(reference: str, place: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if not letters:
        return place
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _date_styles(book: zipfile.ZipFile) -> frozenset[str]:
    """Numbers of the cell styles that show dates."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    styles = _parse(book, "xl/styles.xml")
    own = {
        int(x.get("numFmtId", "0")): x.get("formatCode", "") for x in styles.iter(f"{_MAIN}numFmt")
    }
    dates = {
        n for n, code in own.items() if re.search(r"y", re.sub(r'"[^"]*"|\[[^\]]*\]', "", code))
    }
    formats = styles.find(f"{_MAIN}cellXfs")
    used: Iterator[ET.Element] = iter(formats if formats is not None else ())
    return frozenset(
        str(n) for n, x in enumerate(used) if int(x.get("numFmtId", "0")) in dates | _DATE_FORMATS
    )


def _cell(cell: ET.Element, shared: list[str], dates: frozenset[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s" and value:
        return shared[int(value)]
    if kind != "n" or not value:
        return "" if kind == "e" else value
    number = float(value)
    if cell.get("s") in dates and 1 <= number < 200_000:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    # a workbook holds binary numbers: 15 digits are what the person typed
    return f"{number:.15g}" if "." in value or "E" in value.upper() else value
