"""PDF and Word documents as pages: what the child found, its furniture read and taken off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factcheck.articles.apart import parse_apart
from factcheck.articles.furniture import Page, read_lines
from factcheck.articles.origin import Line, Stand, blocks, placed
from factcheck.errors import EmptyArticle
from factcheck.records import Place, Table

__all__ = ["read_document"]


def read_document(kind: str, data: bytes, name: str) -> Page:
    """A page of a document; its places know the page of the document.

    Args:
        kind: `pdf` or `docx`.
        data: the whole document.
        name: what to call it in an error.

    Raises:
        NotText: broken, locked or harmful, or over a limit.
        EmptyArticle: no text in it.
    """
    found = parse_apart(kind, data, name)
    lines = [
        Line(line, stands)
        for block in found["blocks"]
        if block["role"] != "caption"
        for line, stands in _lines(block)
    ]
    if not lines:
        raise EmptyArticle(f"{name}: no text in the document")
    page = read_lines(blocks(lines))
    title = found["title"] or page.title
    text, places = page.text, page.places
    if title and title not in text[:400]:
        text, places = f"{title}\n\n{text}", placed(places, len(title) + 2)
    # a place without line and page says that the text has no lines of its own
    unknown = (Place(start=0, end=len(text)),)
    known = any(p.page is not None for p in places)
    return replace(
        page,
        text=text,
        title=title,
        author=page.author or found["author"],
        places=tuple(p for p in places if p.page is not None) if known else unknown,
        tables=tuple(
            Table(rows=tuple(tuple(row) for row in t["rows"]), page=t["page"])
            for t in found["tables"]
        ),
        captions=tuple(b["text"] for b in found["blocks"] if b["role"] == "caption"),
    )


def _lines(block: dict[str, Any]) -> list[tuple[str, tuple[Stand, ...]]]:
    """The lines of a block, each with the pages its parts stand on."""
    turns = [(int(at), page) for at, page in block["pages"]]
    out = []
    at = 0
    for line in block["text"].split("\n"):
        before = [page for start, page in turns if start <= at]
        inside = [(start - at, page) for start, page in turns if at < start < at + len(line)]
        stands = [(0, before[-1] if before else None), *inside]
        if line.strip():
            out.append((line, tuple(Stand(offset=o, page=p) for o, p in stands)))
        at += len(line) + 1
    return out
