"""Documents made for the tests: Word archives part by part, PDF object by object."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Iterable, Mapping

SENTENCE = "Nordland sold 4.25 billion crowns' worth of fish abroad in 2024, up 6.2% on the year. "
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_xml(body: str, *, head: str = "") -> bytes:
    """The main part of a Word document around `body`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f'<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}</w:body></w:document>'
    ).encode()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of WordprocessingML; `text` is escaped by nobody."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


PLAIN = word_xml(paragraph(SENTENCE) * 3)


def word_file(
    parts: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]] = (),
    *,
    main: bytes | None = PLAIN,
) -> bytes:
    """A Word archive: the main part and whatever else."""
    given = list(parts.items()) if isinstance(parts, Mapping) else list(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if main is not None:
            archive.writestr("word/document.xml", main)
        for name, content in given:
            archive.writestr(name, content)
    return out.getvalue()


def link_member(name: str, target: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    """A member that unpacks as a symbolic link."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, target


def dense(size: int) -> bytes:
    """XML text of `size` bytes that packs about 30 to 1: under any limit of ratio."""
    rng = random.Random(7)  # noqa: S311 - the same bytes each time
    unit = "".join(f"{rng.randrange(10**6)} " + "fish " * 60 for _ in range(64)).encode()
    return (unit * (size // len(unit) + 1))[:size]


def pdf_file(objects: Mapping[int, bytes], *, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a true table of offsets."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begin, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        at = places.get(number)
        out += b"%010d 00000 %s \n" % (at or 0, b"n" if at else b"f")
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, begin)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object, not packed."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra, content)


def packed(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object, packed with Flate."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + extra)


def words_on_a_page(text: str) -> bytes:
    """Content of a page that prints one line."""
    return b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode("latin-1")


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def one_page(content: bytes, **other: bytes) -> dict[int, bytes]:
    """Objects of a document of one page; `other` gives `resources` or `page` entries."""
    resources = other.get("resources", b"/Font << /F1 5 0 R >>")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R %s " % other.get(
        "page", b""
    )
    return {
        1: CATALOG,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: page + b"/Resources << %s >> >>" % resources,
        4: content,
        5: FONT,
    }
