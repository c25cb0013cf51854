"""Word documents: paragraphs, tables and captions of the main part, with tracked changes taken.

Read with the standard library's ZIP and lxml, so that sizes are looked at before anything is
unpacked and no entity is ever resolved. Source: ECMA-376, WordprocessingML.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from factcheck.articles.captions import is_caption
from factcheck.errors import NotText

__all__ = ["MOST_MEMBERS", "MOST_RATIO", "MOST_UNPACKED", "parse"]

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100_000_000
"""Bytes of all members together, as the archive declares them."""
MOST_PART = 30_000_000
"""Bytes of a part that is read."""
MOST_RATIO = 200
"""Unpacked bytes for each packed one, of a member over a megabyte."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
# deleted and moved-away text, the second form of what a drawing says, instructions of fields
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "instrText", "delText", "pict", "drawing", "pPr", "rPr", "sectPr"}
)


def parse(data: bytes) -> dict[str, Any]:
    """What `parse_apart` returns, of a Word document.

    Raises:
        NotText: no Word document, or an archive that is not unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _vet(archive)
            names = set(archive.namelist())
            if _MAIN not in names:
                raise NotText("a ZIP archive without a Word document in it; save it as DOCX or PDF")
            body = _tree(_part(archive, _MAIN))
            core = _tree(_part(archive, _CORE)) if _CORE in names else None
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError) as broken:
        raise NotText(f"a broken ZIP archive ({broken})") from None
    except etree.XMLSyntaxError as broken:
        raise NotText(f"broken XML in the document ({broken.msg})") from None
    blocks = list(_blocks(body))
    return {
        "title": _fact(core, "title") or _first_title(blocks),
        "author": _fact(core, "creator"),
        "blocks": [b for b in blocks if b["role"] != "table"],
        "tables": [{"rows": b["rows"], "page": b["pages"][0][1]} for b in blocks if "rows" in b],
    }


def _vet(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise NotText(f"an archive of more than {MOST_MEMBERS} members")
    if sum(m.file_size for m in members) > MOST_UNPACKED:
        raise NotText(f"unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
            raise NotText(f"an archive whose member {name[:60]!r} points outside")
        if name in seen:
            raise NotText(f"an archive with two members {name[:60]!r}")
        seen.add(name)
        if member.flag_bits & 1:
            raise NotText("locked with a password")
        if member.external_attr >> 28 == 0o12:
            raise NotText(f"an archive whose member {name[:60]!r} is a link")
        if member.file_size > 1_000_000 and member.file_size > member.compress_size * MOST_RATIO:
            raise NotText(f"packed more than {MOST_RATIO} to 1; not unpacked")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        # the declared size may lie: no more than the limit is ever unpacked
        content = stream.read(MOST_PART + 1)
    if len(content) > MOST_PART:
        raise NotText(f"{name} unpacks to more than {MOST_PART // 1_000_000} MB")
    return content


def _tree(content: bytes) -> Any:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotText("declares XML entities; no Word document does")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(content, parser)


def _fact(core: Any, name: str) -> str | None:
    found = core.findtext(f".//{_DC}{name}") if core is not None else None
    return (found or "").strip() or None


def _first_title(blocks: list[dict[str, Any]]) -> str | None:
    return next((b["text"] for b in blocks[:3] if b["role"] == "title"), None)


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_W).removeprefix(_STRICT)


def _value(element: Any) -> str:
    return element.get(f"{_W}val") or element.get(f"{_STRICT}val") or ""


class _Pages:
    """Counts the page breaks that the program which saved the document left in it."""

    def __init__(self, root: Any) -> None:
        self.number = 1
        self.known = any(_name(e) == "lastRenderedPageBreak" for e in root.iter())

    def turn(self, element: Any) -> None:
        self.number += _name(element) == "lastRenderedPageBreak"

    def __call__(self) -> int | None:
        return self.number if self.known else None


def _blocks(root: Any) -> Iterator[dict[str, Any]]:
    """Paragraphs and tables of the body, in order."""
    pages = _Pages(root)
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        name = _name(element)
        if name == "tbl":
            page = pages()
            rows = list(_rows(element, pages))
            if any(any(row) for row in rows):
                yield {"text": "", "role": "table", "rows": rows, "pages": [[0, page]]}
        elif name == "p":
            yield from _paragraph(element, pages)
        elif name not in _LEFT_OUT:
            stack.extend(reversed(element))


def _paragraph(element: Any, pages: _Pages) -> Iterator[dict[str, Any]]:
    begin = pages()
    text, turns = _text(element, pages)
    lead = len(text) - len(text.lstrip())
    if not text.strip():
        return
    style = next((_value(e).lower() for e in element.iter() if _name(e) == "pStyle"), "")
    role = "caption" if style == "caption" or is_caption(text) else "paragraph"
    if role == "paragraph" and style in {"title", "heading1"}:
        role = "title"
    stands = [[0, begin], *([max(0, at - lead), page] for at, page in turns)]
    yield {"text": text.strip(), "role": role, "pages": stands}


def _rows(table: Any, pages: _Pages) -> Iterator[list[str]]:
    for row in table.iterchildren():
        if _name(row) == "tr":
            cells = [c for c in row.iterchildren() if _name(c) == "tc"]
            yield [" ".join(_text(cell, pages)[0].split()) for cell in cells]


def _text(element: Any, pages: _Pages) -> tuple[str, list[list[Any]]]:
    """The text of an element, and at which code points a new page begins."""
    out: list[str] = []
    turns: list[list[Any]] = []
    size = 0
    stack = [element]
    while stack:
        part = stack.pop()
        name = _name(part)
        if name in _LEFT_OUT or part.tag == f"{_MC}Fallback":
            continue
        said = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
        if name == "t":
            said = part.text or ""
        elif name == "lastRenderedPageBreak":
            pages.turn(part)
            turns.append([size, pages()])
        elif name == "p" and out:
            said = " "
        out.append(said)
        size += len(said)
        stack.extend(reversed(part))
    return "".join(out), turns
