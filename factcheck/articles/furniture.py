"""Site furniture around a reprinted article: it gives outlet, date and author, and is left out.

The words are data (`lexicon/furniture.csv`). `place` is `head` or `tail`; `role` says what a line
is: `section`, `date`, `author`, `outlet`, `drop` (this line goes), `cut` (this line and the
headlines under it go).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from factcheck.articles.dates import read_date, read_date_line
from factcheck.articles.origin import Line, join_lines, numbered
from factcheck.lexicon import load_rows, normalise
from factcheck.records import Place, Table

__all__ = ["Page", "Row", "find_row", "furniture_rows", "read_fact_line", "read_lines", "read_page"]

_MOST_HEAD_LINES = 8
_MOST_HEAD_WORDS = 25
_MOST_LINK_WORDS = 16
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `match` is `line` (all of it), `label` (a colon follows) or `start`."""

    phrase: str
    place: str
    role: str
    match: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its furniture read and taken off."""

    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@cache
def furniture_rows() -> tuple[Row, ...]:
    """Rows of the vocabulary, longest phrase first."""
    columns = ("phrase", "place", "role", "match", "example", "source")
    rows = [
        Row(normalise(r["phrase"]), r["place"], r["role"], r["match"])
        for r in load_rows("furniture", columns)
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.phrase), row.phrase, row.place)))


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(row.phrase for row in furniture_rows())


def find_row(line: str, place: str) -> tuple[Row, str] | None:
    """The row that a line is, and what the line says after the row's phrase."""
    stripped = line.strip()
    if stripped[:1] in _BRACKETS and stripped[-1:] == _BRACKETS[stripped[0]]:
        stripped = stripped[1:-1].strip()
    plain = normalise(stripped)
    if not plain.startswith(_phrases()):
        return None
    for row in furniture_rows():
        if row.place not in {place, "both"} or not plain.startswith(row.phrase):
            continue
        rest = stripped[len(row.phrase) :]
        if row.match == "line" and not rest.strip(" .:>»|"):
            return row, ""
        if row.match == "label" and re.match(r"\s?[:：]", rest):
            return row, rest.lstrip(" :：").strip()
        if row.match == "start" and not rest[:1].isalnum():
            return row, rest.strip(" :：")
    return None


def read_page(raw: str) -> Page:
    """`read_lines` of a text as it stands; a text without furniture comes back unchanged."""
    page = read_lines(numbered(raw))
    return page if page.text != raw else replace(page, places=())


def read_lines(source: Sequence[Line]) -> Page:
    """Title, date, outlet and author of a page as saved, and the text without the furniture.

    The title stays in the text: headlines make claims too.

    Args:
        source: the lines of the page, each knowing where it stood.
    """
    lines = [line.text for line in source]
    facts: dict[str, str] = {}
    drop: set[int] = set()
    _read_tail(lines, facts, drop)
    title = _read_head(lines, facts, drop)
    text, places = join_lines([x for i, x in enumerate(source) if i not in drop], tidy=bool(drop))
    return Page(
        text=text,
        title=title,
        published=read_date(facts.get("date", "")),
        outlet=_spell_outlet(facts.get("outlet")),
        author=facts.get("author") or None,
        places=places,
    )


def read_fact_line(line: str) -> dict[str, str]:
    """What a short line on its own says of date, outlet and author; empty where it is no such line.

    Args:
        line: one line, such as `2024-03-08 09:26 Source:MORNING GAZETTE [Print]`.
    """
    facts: dict[str, str] = {}
    day = read_date_line(line.partition("[")[0].strip())
    if day is not None:
        facts["date"] = day[0].isoformat()
        _read_outlet_after_date(day[1], facts)
    elif (found := find_row(line, "tail")) and found[0].role in {"outlet", "author"}:
        facts[found[0].role] = found[1]
    outlet = _spell_outlet(facts.get("outlet"))
    return {**facts, "outlet": outlet} if outlet else facts


def _read_tail(lines: list[str], facts: dict[str, str], drop: set[int]) -> None:
    """Walk up from the last line; short lines are held until a `cut` row says what they were."""
    held: set[int] = set()
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if not line.strip():
            held.add(index)
            continue
        found = find_row(line, "tail")
        if found is None:
            if len(line.split()) > _MOST_LINK_WORDS or _is_sentence(line):
                break
            held.add(index)
            continue
        row, rest = found
        links = any(lines[i].strip() for i in held)
        if links and row.role != "cut":
            break
        drop |= held | {index}
        held = set()
        if row.role in {"outlet", "author", "date"}:
            facts[row.role] = rest


def _read_head(lines: list[str], facts: dict[str, str], drop: set[int]) -> str | None:
    head = _head_lines(lines)
    names: list[int] = []
    facts_seen = bool(drop)
    for index in head:
        line = lines[index].strip()
        found = find_row(line, "head")
        role, rest = (found[0].role, found[1]) if found else ("", line)
        day = read_date_line(rest) if role in {"", "date"} else None
        if day is not None:
            facts["date"] = day[0].isoformat()
            _read_outlet_after_date(day[1], facts)
        elif not role:
            names.append(index)
            continue
        elif role in {"outlet", "author"}:
            facts[role] = rest
        drop.add(index)
        facts_seen = True
    if not names:
        return None
    title = _choose_title(lines, names)
    if facts_seen:
        drop |= {i for i in names if i < title}
    return lines[title].strip().lstrip("# ").strip() or None


def _read_outlet_after_date(rest: str, facts: dict[str, str]) -> None:
    found = find_row(rest, "tail") or find_row(rest, "head") if rest else None
    if found and found[0].role == "outlet":
        facts["outlet"] = found[1]
    elif rest and rest[:1].isupper() and len(rest.split()) <= 5:
        facts["outlet"] = rest


def _head_lines(lines: list[str]) -> list[int]:
    """Leading lines that are no sentence of the body; none where no body follows."""
    head: list[int] = []
    for index, line in enumerate(lines):
        stripped = line.strip()
        if not stripped:
            continue
        question = not head and stripped.endswith(("?", "!"))
        sentence = _is_sentence(stripped) and not question
        if len(stripped.split()) > _MOST_HEAD_WORDS or (
            sentence and find_row(stripped, "head") is None
        ):
            return head
        if len(head) == _MOST_HEAD_LINES:
            return []
        head.append(index)
    return []


def _choose_title(lines: list[str], names: list[int]) -> int:
    """The first heading of four words or more, else the first: a section's name is short."""
    long = [i for i in names if len(lines[i].split()) >= 4 or lines[i].startswith("# ")]
    return (long or names)[0]


def _is_sentence(line: str) -> bool:
    return line.rstrip(" \"'”’)").endswith((".", "!", "?", "。")) and len(line.split()) > 5


def _spell_outlet(name: str | None) -> str | None:
    if not name:
        return None
    short = name.strip().strip("[]()").strip()
    if short.isupper() and len(short.split()) > 1:
        return short.title()
    return short or None
