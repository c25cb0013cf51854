"""Word documents that are traps: one plain error each, before anything large is unpacked."""

from __future__ import annotations

import tracemalloc
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from guards import Guard, broken_without
from lxml import etree
from makers import PLAIN, SENTENCE, dense, link_member, paragraph, word_file, word_xml

from factcheck.articles import docx
from factcheck.articles.documents import read_document
from factcheck.errors import NotText

LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)
OUTSIDE = "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"


@dataclass(frozen=True)
class Case:
    """A trap, by the name of what makes it, and what is said of it."""

    name: str
    words: str

    def __str__(self) -> str:
        return self.name


def bit_flipped(data: bytes, sign: bytes, offset: int, mask: int) -> bytes:
    """Every header of the archive that begins with `sign`, with one bit set."""
    out = bytearray(data)
    at = out.find(sign)
    while at >= 0:
        out[at + offset] |= mask
        at = out.find(sign, at + 4)
    return bytes(out)


def locked() -> bytes:
    data = bit_flipped(word_file(), b"PK\x03\x04", 6, 1)
    return bit_flipped(data, b"PK\x01\x02", 8, 1)


def lying() -> bytes:
    """An archive that declares a hundredth of what it holds."""
    out = bytearray(word_file(main=word_xml(paragraph(SENTENCE * 500))))
    for sign, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        begin = out.find(sign)
        size = int.from_bytes(out[begin + at : begin + at + 4], "little") // 100
        out[begin + at : begin + at + 4] = size.to_bytes(4, "little")
    return bytes(out)


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return word_file([("word/document.xml", PLAIN)])


def member(name: str) -> bytes:
    return word_file({name: b"x"})


@cache
def made(name: str) -> bytes:
    """The trap of that name."""
    makers: dict[str, Any] = {
        "members": lambda: word_file({f"x/{i}": b"" for i in range(docx.MOST_MEMBERS + 1)}),
        "unpacked": lambda: word_file({f"x/{i}": bytes(999_999) for i in range(101)}),
        "ratio": lambda: word_file(main=word_xml(paragraph("a" * 5_000_000))),
        "ratio of a picture": lambda: word_file({"word/media/a.bmp": bytes(5_000_000)}),
        "part": lambda: word_file(
            main=word_xml(paragraph(SENTENCE) + f"<!--{dense(docx.MOST_PART).decode()}-->")
        ),
        "part of properties": lambda: word_file(
            {"docProps/core.xml": b"<a><!--" + dense(docx.MOST_PART) + b"--></a>"}
        ),
        "upwards": lambda: member("../evil.xml"),
        "upwards inside": lambda: member("word/../../evil.xml"),
        "root": lambda: member("/etc/cron.d/evil"),
        "backslashes": lambda: member("..\\evil.xml"),
        "drive": lambda: member("C:/evil.xml"),
        "stream of a file": lambda: member("a:evil/b"),
        "link": lambda: word_file([link_member("word/media/a.png", b"/etc/passwd")]),
        "twice": twice,
        "locked": locked,
        "laughs": lambda: word_file(main=word_xml(paragraph("&h;"), head=LAUGHS + "]>")),
        "outside": lambda: word_file(main=word_xml(paragraph("&e;"), head=OUTSIDE)),
        "outside in properties": lambda: word_file(
            {"docProps/core.xml": f"{OUTSIDE}<a>&e;</a>".encode()}
        ),
        "depth": lambda: word_file(
            main=word_xml("<w:sdt>" * 400 + paragraph(SENTENCE) + "</w:sdt>" * 400)
        ),
        "no document": lambda: word_file({"xl/workbook.xml": b"<a/>"}, main=None),
        "cut": lambda: word_file()[:200],
        "lying": lying,
        "broken": lambda: word_file(main=PLAIN[:-30]),
        "empty": lambda: word_file(main=word_xml("")),
    }
    return bytes(makers[name]())


TRAPS = (
    Case("members", "more than 2000 members"),
    Case("unpacked", "unpacks to more than 100 MB"),
    Case("ratio", "200 to 1"),
    Case("ratio of a picture", "200 to 1"),
    Case("part", "word/document.xml unpacks to more than 30 MB"),
    Case("part of properties", "docProps/core.xml unpacks to more than 30 MB"),
    Case("upwards", "points outside"),
    Case("upwards inside", "points outside"),
    Case("root", "points outside"),
    Case("backslashes", "points outside"),
    Case("drive", "points outside"),
    Case("stream of a file", "points outside"),
    Case("link", "is a link"),
    Case("twice", "two members"),
    Case("locked", "locked with a password"),
    Case("laughs", "declares XML entities"),
    Case("outside", "declares XML entities"),
    Case("outside in properties", "declares XML entities"),
    Case("depth", "broken XML"),
    Case("no document", "without a Word document"),
    Case("cut", "broken ZIP archive"),
    Case("lying", "broken ZIP archive"),
    Case("broken", "broken XML"),
)


def refuses(case: Case) -> None:
    """The parser says in plain words what is wrong."""
    data = made(case.name)
    with pytest.raises(NotText) as caught:
        docx.parse(data)
    assert case.words in str(caught.value)


@pytest.mark.parametrize("case", TRAPS, ids=str)
def test_refused(case: Case) -> None:
    refuses(case)


@pytest.mark.parametrize("name", ["ratio", "laughs", "upwards", "locked", "lying", "depth"])
def test_refused_in_the_child_by_name(name: str) -> None:
    with pytest.raises(NotText, match=r"\Atrap\.docx: "):
        read_document("docx", made(name), "trap.docx")


@pytest.mark.parametrize("name", ["ratio", "unpacked", "members", "part"])
def test_little_is_unpacked_of_what_is_refused(name: str) -> None:
    data = made(name)
    tracemalloc.start()
    with pytest.raises(NotText):
        docx.parse(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 80_000_000


def without(**values: int) -> Any:
    """Takes limits of the room out."""

    def take_out(change: pytest.MonkeyPatch) -> None:
        for name, value in values.items():
            change.setattr(docx, name, value)

    return take_out


def unvetted(change: pytest.MonkeyPatch) -> None:
    change.setattr(docx, "_vet", lambda _: None)


def entities(change: pytest.MonkeyPatch) -> None:
    change.setattr(docx, "_tree", etree.fromstring)


def depth(change: pytest.MonkeyPatch) -> None:
    parser = etree.XMLParser(huge_tree=True)
    change.setattr(docx, "_tree", lambda content: etree.fromstring(content, parser))


def unchecked(change: pytest.MonkeyPatch) -> None:
    """Reads on though a member is not what was declared of it."""
    change.setattr(zipfile.ZipExtFile, "_update_crc", lambda *_: None)
    change.setattr(docx, "_tree", lambda _: etree.fromstring(PLAIN))


def forgiving(change: pytest.MonkeyPatch) -> None:
    parser = etree.XMLParser(recover=True)
    change.setattr(docx, "_tree", lambda content: etree.fromstring(content, parser))


def of(*names: str) -> tuple[Case, ...]:
    return tuple(case for case in TRAPS if case.name in names)


GUARDS = (
    Guard("no limit of members", without(MOST_MEMBERS=10**9), refuses, of("members")),
    Guard("no limit of size", without(MOST_UNPACKED=10**12), refuses, of("unpacked")),
    Guard(
        "no limit of ratio", without(MOST_RATIO=10**9), refuses, of("ratio", "ratio of a picture")
    ),
    Guard(
        "no limit of parts", without(MOST_PART=10**12), refuses, of("part", "part of properties")
    ),
    Guard(
        "members are not vetted",
        unvetted,
        refuses,
        of(
            *("upwards", "upwards inside", "root", "backslashes", "drive", "stream of a file"),
            *("link", "twice", "locked"),
        ),
    ),
    Guard("entities are read", entities, refuses, of("laughs", "outside", "outside in properties")),
    Guard("any depth", depth, refuses, of("depth")),
    Guard("sizes are believed", unchecked, refuses, of("lying")),
    Guard("broken XML is read", forgiving, refuses, of("broken")),
)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=str
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    held = {case for guard in GUARDS for case in guard.cases}
    assert len(TRAPS) >= 16
    assert len(held) >= 16
    assert {c.name for c in TRAPS} - {c.name for c in held} == {"no document", "cut"}
