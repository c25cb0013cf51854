"""PDF that are traps: parsed in a child, stopped by its limits, one plain error each."""

from __future__ import annotations

import gzip
import io
import pickle
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from guards import Guard, broken_without
from makers import CATALOG, SENTENCE, one_page, packed, pdf_file, stream, words_on_a_page
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from factcheck.articles import apart, pdf
from factcheck.articles.apart import parse_apart
from factcheck.errors import NotText

LINE = stream(words_on_a_page(SENTENCE[:70]))
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"


@dataclass(frozen=True)
class Case:
    """A trap, by the name of what makes it, and what is said of it."""

    name: str
    words: str

    def __str__(self) -> str:
        return self.name


def locked(owner: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("reader's own", owner, strength=128))
    canvas.drawString(72, 700, SENTENCE[:70])
    canvas.save()
    return out.getvalue()


def pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (6 + i) for i in range(count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    shared = one_page(LINE)
    shared[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return pdf_file({**shared, **{6 + i: page for i in range(count)}})


def laughs() -> bytes:
    """Forms that draw the next one ten times each: a billion lines from eleven objects."""
    objects = one_page(stream(b"/X Do " * 10), resources=b"/XObject << /X 6 0 R >>")
    for number in range(6, 15):
        objects[number] = stream(b"/X Do " * 10, FORM % (number + 1))
    objects[15] = stream(words_on_a_page("ha"), FORM % 15)
    return pdf_file(objects)


def with_itself() -> bytes:
    objects = one_page(stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>")
    objects[6] = stream(b"/X Do", FORM % 6)
    return pdf_file(objects)


def pages_in_a_circle() -> bytes:
    objects = one_page(LINE)
    objects[2] = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"
    return pdf_file(objects)


def many_words(count: int) -> bytes:
    text = b"".join(
        b"BT /F1 1 Tf 2 %d Td (%s) Tj ET " % (790 - i * 2, b"fish " * 80) for i in range(count)
    )
    return pdf_file(one_page(stream(text)))


@cache
def made(name: str) -> bytes:
    """The trap of that name."""
    makers: dict[str, Callable[[], bytes]] = {
        "locked": lambda: locked("owner"),
        "pages": lambda: pages(pdf.MOST_PAGES + 1),
        "a picture": lambda: pdf_file(one_page(stream(b"0 0 9 9 re f"))),
        "cut": lambda: pdf_file(one_page(LINE))[:300],
        "noise": lambda: b"%PDF-1.7\n" + b"\x00\xff" * 5_000,
        "nothing but a head": lambda: b"%PDF-1.7",
        "bomb": lambda: pdf_file(one_page(packed(b" " * 200_000_000))),
        "bomb in a bomb": lambda: pdf_file(
            one_page(
                packed(zlib.compress(b" " * 200_000_000, 9)).replace(
                    b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]", 1
                )
            )
        ),
        "laughs": laughs,
        "much text": lambda: many_words(60),
        "a picture as catalog": lambda: pdf_file({1: CATALOG, 2: b"<< /Type /Pages >>"}),
        "with itself": with_itself,
        "open brackets": lambda: pdf_file(one_page(stream(b"[" * 200_000))),
    }
    return makers[name]()


TRAPS = (
    Case("locked", "locked with a password"),
    Case("pages", "more than 300 pages"),
    Case("a picture", "without text"),
    Case("with itself", "without text"),
    Case("open brackets", "without text"),
    Case("a picture as catalog", "without text"),
    Case("cut", "cannot be read as PDF"),
    Case("noise", "cannot be read as PDF"),
    Case("nothing but a head", "cannot be read as PDF"),
    Case("bomb", "more memory"),
    Case("bomb in a bomb", "more memory"),
    Case("laughs", "took longer than"),
    Case("much text", "MB of text"),
)
"""What is refused."""
LOW = {
    "much text": ("MOST_ANSWER", 4_000),
    "laughs": ("MOST_SECONDS", 3),
    "bomb": ("MOST_MEMORY", 300_000_000),
    "bomb in a bomb": ("MOST_MEMORY", 300_000_000),
}
"""Limits that are set lower than they are, so that what runs into them is soon made."""


def refuses(case: Case) -> None:
    """The child is stopped, and the parent says in plain words by what."""
    with pytest.MonkeyPatch.context() as change:
        if case.name in LOW:
            change.setattr(apart, *LOW[case.name])
        begin = time.monotonic()
        with pytest.raises(NotText) as caught:
            parse_apart("pdf", made(case.name), "trap.pdf")
    assert str(caught.value).startswith("trap.pdf: ")
    assert case.words in str(caught.value)
    assert time.monotonic() - begin < 25


@pytest.mark.parametrize("case", TRAPS, ids=str)
def test_refused(case: Case) -> None:
    refuses(case)


def reads(name: str) -> None:
    """A PDF whose trap is stepped over: what it prints is read, and nothing else happens."""
    found = parse_apart("pdf", HARMLESS[name](), "odd.pdf")
    text = " ".join(block["text"] for block in found["blocks"])
    assert SENTENCE[:20] in text
    assert "MARK" not in text


def acting(action: bytes) -> bytes:
    objects = one_page(LINE)
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << %s >> >>" % action
    return pdf_file(objects)


def embedding() -> bytes:
    objects = one_page(LINE)
    objects[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec"
        b" /F (a.exe) /EF << /F 6 0 R >> >>] >> >> >>"
    )
    objects[6] = stream(b"MARK", b"/Type /EmbeddedFile")
    return pdf_file(objects)


HARMLESS: dict[str, Callable[[], bytes]] = {
    "table of objects that points to itself": lambda: pdf_file(
        one_page(LINE), trailer=b"/Root 1 0 R /Prev 9"
    ),
    "pages in a circle": pages_in_a_circle,
    "script": lambda: acting(b"/S /JavaScript /JS (app.alert\\(MARK\\))"),
    "program": lambda: acting(b"/S /Launch /F (MARK.exe)"),
    "address": lambda: acting(b"/S /URI /URI (http://127.0.0.1/MARK)"),
    "file inside": embedding,
    "deep objects": lambda: pdf_file({**one_page(LINE), 6: b"[" * 50_000 + b"]" * 50_000}),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_stepped_over(name: str) -> None:
    reads(name)


class Payload:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.write_text, (self.path, "MARK")


def test_a_font_cannot_name_a_file_to_be_loaded(tmp_path: Path) -> None:
    """Character maps were once unpickled from any path that a PDF named (CVE-2025-64512)."""
    mark = tmp_path / "mark.txt"
    with gzip.open(tmp_path / "evil.pickle.gz", "wb") as out:
        out.write(pickle.dumps(Payload(mark)))
    path = str(tmp_path / "evil").replace("/", "#2F").encode()
    objects = one_page(LINE)
    objects[5] = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /%s /DescendantFonts [<< /Type "
        b"/Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering "
        b"(Identity) /Supplement 0 >> >>] >>" % path
    )
    with pytest.raises(NotText):
        parse_apart("pdf", pdf_file(objects), "trap.pdf")
    assert not mark.exists()


def without(limit: str, value: int) -> Callable[[pytest.MonkeyPatch], None]:
    """Takes a limit of the child out."""

    def take_out(change: pytest.MonkeyPatch) -> None:
        for name, (low, _) in LOW.items():
            if low == limit:
                change.setitem(LOW, name, (limit, value))

    return take_out


def soon(case: Case) -> None:
    """The child is stopped after the three seconds that it is given here."""
    begin = time.monotonic()
    refuses(case)
    assert time.monotonic() - begin < 5


def pages_do_not_count(_: Case) -> None:
    with pytest.raises(NotText, match="more than 300 pages"):
        pdf.parse(made("pages"))


def no_page_limit(change: pytest.MonkeyPatch) -> None:
    change.setattr(pdf, "MOST_PAGES", 10**9)


def of(*names: str) -> tuple[Case, ...]:
    return tuple(case for case in TRAPS if case.name in names)


GUARDS = (
    Guard(
        "no limit of memory",
        without("MOST_MEMORY", 6 * 10**9),
        refuses,
        of("bomb", "bomb in a bomb"),
    ),
    Guard("no limit of the answer", without("MOST_ANSWER", 10**9), refuses, of("much text")),
    Guard("no limit of time", without("MOST_SECONDS", 6), soon, of("laughs")),
    Guard("no limit of pages", no_page_limit, pages_do_not_count, of("pages")),
)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=str
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_the_child_gets_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    real = apart.subprocess.Popen

    def note(command: list[str], **options: Any) -> Any:
        asked.update(options, command=command)
        return real(command, **options)

    monkeypatch.setenv("API_TOKEN", "secret")
    monkeypatch.setattr(apart.subprocess, "Popen", note)
    parse_apart("pdf", pdf_file(one_page(LINE)), "a.pdf")
    assert set(asked["env"]) == {"PYTHONPATH", "PYTHONUTF8", "SYSTEMROOT"}
    assert "shell" not in asked


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(TRAPS) + len(HARMLESS) >= 14
