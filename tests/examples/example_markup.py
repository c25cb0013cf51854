"""Reads example sentences in which each claim is marked where it stands.

    Exports rose [change value=3.8 unit=percent direction=up|3.8 percent] in 2025.

One passage a line. `[kind field=value …|anchor]` marks a claim; values with blanks stand in
quotes, and `none` says that a field is empty. What a passage marks is all that it claims: a line
without brackets holds no claim. A line that starts with `#` is a remark. `@ 2026-02-06` sets the
day on which the lines after it were published, `@ none` leaves it open.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from factcheck.records import Claim

_MARK = re.compile(r"\[([a-z_]+)((?: [a-z_]+=(?:\"[^\"]*\"|[^\s|\"]+))*)\|([^\]]+)\]")


@dataclass(frozen=True)
class Marked:
    """A claim as an example states it."""

    kind: str
    start: int
    exact: str
    fields: dict[str, str] = field(hash=False)


@dataclass(frozen=True)
class Example:
    """A passage without its marks, and the claims that they mark."""

    text: str
    published: date | None
    claims: tuple[Marked, ...]
    place: str


def read_examples(path: Path) -> Iterator[Example]:
    """The examples of a file, in order."""
    published: date | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            day = line[1:].strip()
            published = None if day == "none" else date.fromisoformat(day)
            continue
        yield parse_example(line, published, f"{path.stem}:{number}")


def parse_example(line: str, published: date | None, place: str) -> Example:
    """One marked passage; a bracket that is no mark is a mistake of the example."""
    text, claims, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        fields = dict(part.split("=", 1) for part in shlex.split(match.group(2)))
        unknown = set(fields) - set(READERS)
        if unknown:
            raise ValueError(f"{place}: no such field: {sorted(unknown)}")
        claims.append(Marked(match.group(1), len(text), match.group(3), fields))
        text += match.group(3)
        at = match.end()
    text += line[at:]
    if "|" in text:
        raise ValueError(f"{place}: a mark that cannot be read")
    return Example(text, published, tuple(claims), place)


def _number(value: object) -> str:
    return "none" if value is None else f"{float(str(value)):.10g}"


def _word(value: object) -> str:
    return "none" if value in (None, "") else str(value)


READERS: dict[str, Callable[[Claim], str]] = {
    "value": lambda c: _number(c.quantity and c.quantity.value),
    "low": lambda c: _number(c.quantity and c.quantity.low),
    "high": lambda c: _number(c.quantity and c.quantity.high),
    "unit": lambda c: _word(c.quantity and c.quantity.unit),
    "comparator": lambda c: _word(c.quantity and c.quantity.comparator),
    "counted": lambda c: _word(c.quantity and c.quantity.counted),
    "indicator": lambda c: c.indicator.text,
    "area": lambda c: _word(c.ref_area and c.ref_area.code),
    "partner": lambda c: _word(c.counterpart and c.counterpart.code),
    "period": lambda c: _word(c.period and c.period.label),
    "base": lambda c: _word(c.base_period and c.base_period.label),
    "basis": lambda c: _word(c.basis),
    "direction": lambda c: _word(c.direction),
    "position": lambda c: _word(c.rank and c.rank.position),
    "order": lambda c: _word(c.rank and c.rank.order),
    "scope": lambda c: _word(c.rank and c.rank.scope),
    "length": lambda c: _word(c.streak and c.streak.length),
    "each": lambda c: _word(c.streak and c.streak.unit),
    "modality": lambda c: c.modality,
    "negated": lambda c: str(c.negated).lower(),
    "said_by": lambda c: _word(c.attribution),
    "event": lambda c: _word(c.event and c.event.type),
}


def differences(example: Example, claims: list[Claim]) -> list[str]:
    """What an example says and the claims do not, or the other way round."""
    found = {(c.kind, c.anchor.start, c.anchor.exact): c for c in claims}
    wanted = {(m.kind, m.start, m.exact): m for m in example.claims}
    missing = [
        f"missing {kind} “{exact}”" for kind, at, exact in wanted if (kind, at, exact) not in found
    ]
    beside = [
        f"beside {kind} “{exact}”" for kind, at, exact in found if (kind, at, exact) not in wanted
    ]
    fields = [
        f"{key[0]} “{key[2]}”: {name} is {given}, not {value}"
        for key, marked in wanted.items()
        if key in found
        for name, value in marked.fields.items()
        if (given := READERS[name](found[key])) != _wanted(name, value)
    ]
    return missing + beside + fields


def _wanted(name: str, value: str) -> str:
    return _number(value) if name in ("value", "low", "high") and value != "none" else value
