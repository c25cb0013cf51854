"""Six doors that take anything: a target feeds bytes to one and holds what comes out to its word.

A finding is an exception that is no `FactcheckError`, a broken promise, or more than `MOST_SECONDS`
of processor time for one input.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from factcheck.articles import article_from_text, docx, pages, pdf
from factcheck.articles.decode import decode
from factcheck.articles.furniture import read_page
from factcheck.articles.kinds import find_kind
from factcheck.articles.many import entries_of, rows_of
from factcheck.errors import FactcheckError
from factcheck.mentions import find_mentions
from factcheck.records import REASONS, Article, Cell, CheckedClaim, Indicator, Report, Span, Verdict
from factcheck.reports import FORMATS, write_report

__all__ = ["MOST_SECONDS", "TARGETS", "Finding", "run_one", "seeds_of"]

MOST_SECONDS = 10.0
ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "tests" / "articles" / "pages"


class Finding(Exception):
    """A promise that an input broke."""


def hold(promise: bool, what: str) -> None:
    """Raises a finding where a promise does not hold."""
    if not promise:
        raise Finding(what)


def text(data: bytes) -> None:
    """Bytes to text to an article without furniture; places lead back into the text."""
    find_kind(data, "a.txt")
    raw = decode(data, "a.txt")
    page = read_page(raw)
    hold("\0" not in page.text, "a NUL in the text")
    for place in page.places:
        hold(0 <= place.start <= place.end <= len(page.text), "a place outside the text")
    article = article_from_text(page.text, title=page.title, published=page.published)
    for offset in range(0, len(article.text), 97):
        article.place_of(offset)


def html(data: bytes) -> None:
    """A page of HTML; what is read of it was in it."""
    page = pages.read_html(decode(data, "a.html"), "a.html")
    hold(bool(page.text.strip()), "a page without text and without an error")
    article = article_from_text(page.text, title=page.title)
    for place in page.places:
        hold(0 <= place.start <= place.end <= len(article.text), "a place outside the text")


def mentions(data: bytes) -> None:
    """Quantities, periods, areas and triggers; every span says what stands there."""
    raw = data.decode("utf-8", "replace")
    found = find_mentions(raw, date(2025, 3, 14))
    everything = (*found.quantities, *found.periods, *found.areas, *found.triggers)
    for mention in everything:
        span = mention.anchor
        hold(raw[span.start : span.end] == span.exact, f"a span that says otherwise: {mention}")


def documents(data: bytes) -> None:
    """PDF and Word documents, parsed here and not in a child."""
    kind = find_kind(data, "a")
    if kind not in {"pdf", "docx"}:
        return
    try:
        found = (pdf if kind == "pdf" else docx).parse(data)
    except FactcheckError:
        raise
    except (RecursionError, MemoryError):
        return
    except Exception:
        return
    for block in found["blocks"]:
        for at, _ in block["pages"]:
            hold(0 <= at <= len(block["text"]), "a page that begins outside its block")


def feeds(data: bytes) -> None:
    """Entries of feeds and rows of JSONL; ids are there and alone."""
    of = entries_of if data.lstrip()[:1] == b"<" else rows_of
    ids = []
    for fields in of(data, "a"):
        article_from_text(**fields)
        ids.append(fields["id"])
    hold(all(ids), "an article without an id")
    hold(of is rows_of or len(ids) == len(set(ids)), "two entries with one id")


def reports(data: bytes) -> None:
    """Every format of a report of a claim in any text; its JSON reads back as it was."""
    raw = data.decode("utf-8", "replace").replace("\0", "")
    if not raw.strip():
        return
    middle = len(raw) // 2
    span = Span.of(raw, middle, min(len(raw), middle + 1 + data[0] % 40))
    label = ("refuted", "conflicting", "not_enough_evidence")[data[-1] % 3]
    verdict = Verdict(
        label=label,
        reason=REASONS[label][0],
        explanation=raw[:200],
        evidence=(_cell(raw),),
        confidence=0.5,
    )
    claim = CheckedClaim(
        id="c1",
        kind="level",
        anchor=span,
        quote=span,
        indicator=Indicator(text=raw[:80]),
        verdict=verdict,
    )
    article = Article(id="a", text=raw, title=raw[:60], outlet=raw[-60:], url=raw[:90])
    report = Report(generator="factcheck 0", article=article, claims=(claim,), tables=(), notes=())
    for name in FORMATS:
        written = write_report(report, name)
        if isinstance(written, str):
            written.encode("utf-8")
    again = Report.model_validate_json(write_report(report, "json"))
    hold(again == report, "a report that reads back otherwise")


def _cell(said: str) -> Cell:
    return Cell(
        dataset="a/b",
        series="c",
        indicator=said[:40],
        ref_area=said[:3],
        period="2024",
        value=Decimal(len(said)).scaleb(-2),
        unit="CNY",
        source_title=said[:50],
        source_url=said[:70],
        retrieved=date(2025, 1, 2),
        vintage=date(2025, 1, 1),
        location=said[:30],
        comment=said[-40:],
    )


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": text,
    "html": html,
    "mentions": mentions,
    "documents": documents,
    "feeds": feeds,
    "reports": reports,
}
"""The six targets."""


def run_one(name: str, data: bytes) -> bool:
    """Feeds one input to a target; whether it took it without an error of its own kind.

    Raises:
        Finding: a promise was broken, or it took too long.
        Exception: anything that is no `FactcheckError`.
    """
    begin = time.process_time()
    try:
        TARGETS[name](data)
    except FactcheckError:
        taken = False
    else:
        taken = True
    spent = time.process_time() - begin
    hold(spent < MOST_SECONDS, f"{spent:.1f} seconds for {len(data)} bytes")
    return taken


def seeds_of(name: str) -> Iterator[bytes]:
    """Inputs to begin with, of the kind that the target knows."""
    corpora = sorted((ROOT / "corpora").rglob("*.txt"))[:12]
    plain = [path.read_bytes()[:6_000] for path in corpora]
    if name == "html":
        yield from (path.read_bytes() for path in sorted(SAMPLES.glob("*.html")))
    elif name == "documents":
        yield from _documents(plain[0].decode("utf-8"))
    elif name == "feeds":
        yield from _feeds()
    else:
        yield from plain
        yield from (path.read_bytes()[:4_000] for path in sorted(SAMPLES.glob("*.txt")))


def _feeds() -> Iterator[bytes]:
    yield (
        b"<?xml version='1.0'?><rss version='2.0'><channel><title>Wire</title><item><title>Fish "
        b"sales rise</title><link>https://wire.example/a</link><pubDate>Sat, 25 Jan 2025 06:00:00 "
        b"+0100</pubDate><description>&lt;p&gt;Sales rose 3%.&lt;/p&gt;</description></item>"
        b"</channel></rss>"
    )
    yield (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><id>urn:1</id><title>"
        b"Fish</title><updated>2025-01-25T06:00:00Z</updated><author><name>A</name></author><link "
        b"href='https://wire.example/a'/><content type='html'>&lt;b&gt;3%&lt;/b&gt;</content>"
        b"</entry></feed>"
    )
    yield b'{"id": "a", "text": "Sales rose by 3%.", "published": "2025-01-25"}\n{"text": "b"}\n'


def _documents(said: str) -> Iterator[bytes]:
    import io
    import zipfile

    out = io.BytesIO()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:document xmlns:w='{name}'><w:body><w:p><w:r><w:t>{said[:300]}</w:t></w:r></w:p>"
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    # stored, not packed, so that a changed byte of the text is no broken archive
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", f"{body}{table}</w:body></w:document>")
    yield out.getvalue()
    lines = b" ".join(
        b"BT /F1 11 Tf 72 %d Td (Sales rose by %d%%) Tj ET" % (700 - i * 14, i) for i in range(9)
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lines), lines),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    numbered = b"".join(b"%d 0 obj\n%s\nendobj\n" % pair for pair in enumerate(objects, 1))
    yield b"%PDF-1.4\n" + numbered + b"trailer\n<< /Size 7 /Root 1 0 R >>\n%%EOF\n"
