"""What kind of document some bytes are, told by the bytes and only then by the name."""

from __future__ import annotations

import re
from typing import Literal

from factcheck.errors import NotText

__all__ = ["Kind", "find_kind"]

Kind = Literal["pdf", "docx", "feed", "html", "rows", "parquet", "text"]
"""Kinds of documents that are read."""

_HTML_NAMES = (".html", ".htm", ".xhtml")
_ROW_NAMES = (".jsonl", ".ndjson")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_ROW = re.compile(rb'\s{0,20}\{\s{0,20}"')
_WAYS_OUT = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file; save it as DOCX or PDF"),
    (b"{\\rtf", "a rich text file; save it as DOCX or plain text"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"\x89PNG", "a picture; only text is read"),
    (b"\xff\xd8\xff", "a picture; only text is read"),
    (b"GIF8", "a picture; only text is read"),
)


def find_kind(data: bytes, name: str) -> Kind:
    """The kind of a document.

    Args:
        data: the whole document.
        name: its name, whose ending decides where the bytes do not.

    Raises:
        NotText: a kind that is not read; the message says what to do instead.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(b"PAR1"):
        return "parquet"
    for sign, what in _WAYS_OUT:
        if data.startswith(sign):
            raise NotText(f"{name}: {what}")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:RDF", b"<!--")) and _FEED.search(head):
        return "feed"
    lower = name.lower()
    if lower.endswith(_HTML_NAMES) or head[:200].lower().startswith((*_HTML, b"<?xml")):
        return "html"
    if lower.endswith(_ROW_NAMES) or (name == "standard input" and _ROW.match(head)):
        return "rows"
    return "text"
