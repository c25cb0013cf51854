"""PDF: paragraphs in reading order, each with its pages; running heads, tables, captions apart.

pdfminer.six finds lines and boxes; what stands here turns boxes into paragraphs.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from factcheck.articles.captions import is_caption, is_table
from factcheck.errors import NotText

__all__ = ["MOST_PAGES", "parse"]

MOST_PAGES = 300
_MARGIN = 0.09
"""Share of a page's height, at top and bottom, in which running heads stand."""
_GAP = 1.0
"""Width of the gap between two cells, in sizes of the type; a blank is a quarter of one."""
_WORDS_OF_A_CELL = 4
_CELLS_OF_A_TABLE = 4
_PAGE_NUMBER = re.compile(r"\W{0,4}(?:[Pp]age\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\W{0,4}")
_SAVED_AS = re.compile(
    r"\.(?:docx?|indd|pdf|qxd|pptx?|xlsx?)$|^Microsoft |^untitled", re.IGNORECASE
)


@dataclass(slots=True)
class Row:
    """A printed line: its text, page, place on the page (points, from below) and type size.

    `cells` are the parts of the text between which there is a gap as in a table.
    """

    text: str
    cells: list[str]
    page: int
    x0: float
    x1: float
    y: float
    size: float
    height: float


def parse(data: bytes) -> dict[str, Any]:
    """What `parse_apart` returns, of a PDF.

    Raises:
        NotText: locked, broken, too long, or without text.
    """
    boxes, facts = _read(data)
    boxes = list(_without_running_heads(boxes))
    if not boxes:
        raise NotText("a PDF without text in it (a scan?); only text is read")
    body = median(row.size for box in boxes for row in box)
    blocks: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    for box in _without_grids(boxes, tables):
        lines = [row.text for row in box]
        if is_table(lines):
            split = any(len(row.cells) > 1 for row in box)
            rows = [row.cells if split else row.text.split() for row in box]
            tables.append({"rows": rows, "page": box[0].page})
            continue
        for paragraph in _paragraphs(box):
            _add(blocks, paragraph, body)
    big = next((b for b in blocks[:6] if b["role"] == "title"), None)
    return {
        "title": _title(facts) or (big["text"] if big else None),
        "author": None,
        "blocks": [{k: v for k, v in b.items() if k != "size"} for b in blocks],
        "tables": tables,
    }


def _read(data: bytes) -> tuple[list[list[Row]], dict[str, Any]]:
    try:
        from pdfminer.high_level import extract_pages  # noqa: PLC0415 - an extra
        from pdfminer.layout import LAParams, LTTextBox, LTTextLine  # noqa: PLC0415
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect  # noqa: PLC0415
        from pdfminer.pdfparser import PDFParser  # noqa: PLC0415
    except ImportError:
        raise NotText("PDF needs one more package: pip install 'factcheck-stats[pdf]'") from None
    boxes: list[list[Row]] = []
    try:
        facts = PDFDocument(PDFParser(io.BytesIO(data))).info
        for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=LAParams()), 1):
            if number > MOST_PAGES:
                raise NotText(f"more than {MOST_PAGES} pages, no article")
            for box in page:
                if isinstance(box, LTTextBox):
                    lines = [x for x in box if isinstance(x, LTTextLine)]
                    rows = [_row(line, number, page.height) for line in lines]
                    boxes.append([row for row in rows if row.text])
    except PDFPasswordIncorrect:
        raise NotText("locked with a password") from None
    return [box for box in boxes if box], dict(facts[0]) if facts else {}


def _row(line: Any, page: int, height: float) -> Row:
    text = " ".join(line.get_text().replace("\u00ad\n", "\u00ad").split())
    sizes = [float(c.size) for c in line if hasattr(c, "size")]
    size = round(median(sizes), 1) if sizes else 0.0
    return Row(text, _cells(line, size), page, line.x0, line.x1, line.y0, size, height)


def _cells(line: Any, size: float) -> list[str]:
    cells = [""]
    end = None
    for char in line:
        if hasattr(char, "size"):
            if end is not None and char.x0 - end > size * _GAP:
                cells.append("")
            end = char.x1
        cells[-1] += char.get_text()
    return [plain for cell in cells if (plain := " ".join(cell.split()))]


def _without_running_heads(boxes: list[list[Row]]) -> Iterator[list[Row]]:
    """Boxes without what recurs at the edges of pages, and without page numbers."""
    pages = len({row.page for box in boxes for row in box})
    edge = Counter(
        key for key in {(_shape(row), row.page) for box in boxes for row in box if _at_edge(row)}
    )
    recurring = Counter(shape for shape, _ in edge)
    for box in boxes:
        kept = [
            row
            for row in box
            if not _at_edge(row)
            or not (
                _PAGE_NUMBER.fullmatch(row.text)
                or (recurring[_shape(row)] >= 2 and recurring[_shape(row)] * 2 >= pages)
            )
        ]
        if kept:
            yield kept


def _at_edge(row: Row) -> bool:
    return row.y < row.height * _MARGIN or row.y > row.height * (1 - _MARGIN)


def _shape(row: Row) -> str:
    return re.sub(r"\d{1,10}", "#", row.text)


def _without_grids(boxes: list[list[Row]], tables: list[dict[str, Any]]) -> Iterator[list[Row]]:
    """Boxes without runs of short ones, a third of them figures: those are cells of a table."""
    run: list[list[Row]] = []
    for box in [*boxes, []]:
        words = sum(len(row.text.split()) for row in box)
        cell = 0 < words <= _WORDS_OF_A_CELL and not box[-1].text.endswith((".", "!", "?"))
        if cell and (not run or run[-1][0].page == box[0].page):
            run.append(box)
            continue
        texts = [row.text for held in run for row in held]
        if len(run) >= _CELLS_OF_A_TABLE and is_table(texts, least=1 / 3):
            tables.append({"rows": _grid(run), "page": run[0][0].page})
        else:
            yield from run
        run = [box] if cell else []
        if box and not cell:
            yield box


def _grid(cells: list[list[Row]]) -> list[list[str]]:
    """Cells as rows, by their height on the page, each from left to right."""
    rows: dict[int, list[Row]] = {}
    for row in (row for cell in cells for row in cell):
        near = next((y for y in rows if abs(y - row.y) < row.size / 2), round(row.y))
        rows.setdefault(near, []).append(row)
    ordered = sorted(rows.items(), reverse=True)
    return [
        [cell for r in sorted(line, key=lambda r: r.x0) for cell in r.cells] for _, line in ordered
    ]


def _paragraphs(box: list[Row]) -> Iterator[list[Row]]:
    """A box's lines, parted where type changes, a line is indented, or one ends well short."""
    left, right = min(row.x0 for row in box), max(row.x1 for row in box)
    width = right - left
    held: list[Row] = []
    for row in box:
        if held:
            before = held[-1]
            ended = before.text.endswith((".", "!", "?", ":", "”", '"'))
            short = before.x1 < right - width * 0.15
            indented = row.x0 > left + row.size * 0.8 > before.x0 + row.size * 0.4
            if abs(row.size - before.size) > 1 or (ended and (short or indented)):
                yield held
                held = []
        held.append(row)
    if held:
        yield held


def _add(blocks: list[dict[str, Any]], rows: list[Row], body: float) -> None:
    """Adds a paragraph, or goes on with the one that a column or page broke off."""
    text = ""
    pages: list[list[int]] = []
    for row in rows:
        text = _joined(text, row.text)
        if not pages or pages[-1][1] != row.page:
            pages.append([len(text) - len(row.text), row.page])
    size = max(row.size for row in rows)
    last = next((b for b in reversed(blocks) if b["role"] != "caption"), None)
    if (
        last is not None
        and last["role"] == "paragraph"
        and abs(last["size"] - size) <= 0.5
        and not last["text"].endswith((".", "!", "?", ":", "”", '"'))
        and text[:1].islower()
    ):
        whole = _joined(last["text"], text)
        shift = len(whole) - len(text)
        turned = [[at + shift, page] for at, page in pages if page != last["pages"][-1][1]]
        last.update(text=whole, pages=last["pages"] + turned)
        return
    role = "caption" if is_caption(text) else "title" if size > body * 1.25 else "paragraph"
    blocks.append({"text": text, "role": role, "pages": pages, "size": size})


def _joined(before: str, after: str) -> str:
    """Two lines as running text; a word that was parted at the end of a line is whole again."""
    if not before:
        return after
    if before.endswith("\u00ad"):
        return before[:-1] + after
    word = before.rsplit(" ", 1)[-1]
    if re.fullmatch(r"[^\W\d_]{2,30}-", word) and after[:1].islower():
        return before[:-1] + after
    return before + after if word.endswith("-") and len(word) > 1 else f"{before} {after}"


def _title(facts: dict[str, Any]) -> str | None:
    raw = facts.get("Title")
    if not isinstance(raw, bytes | str):
        return None
    if isinstance(raw, bytes):
        utf16 = raw.startswith((b"\xfe\xff", b"\xff\xfe"))
        raw = raw.decode("utf-16" if utf16 else "latin-1", "replace")
    title = " ".join(raw.split())
    return title if len(title.split()) >= 3 and not _SAVED_AS.search(title) else None
