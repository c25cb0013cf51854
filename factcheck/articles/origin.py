"""Lines that know where they stood, joined to a text that knows it too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factcheck.records import Place

__all__ = ["Line", "Stand", "blocks", "join_lines", "numbered", "placed"]


class Stand(NamedTuple):
    """Where the rest of a line stands, from `offset` on; the fields are those of `Place`."""

    offset: int = 0
    line: int | None = None
    column: int | None = None
    page: int | None = None


class Line(NamedTuple):
    """A line of text and where its parts stood in the source, in order."""

    text: str
    stands: tuple[Stand, ...] = ()


def numbered(raw: str, first: int = 1) -> list[Line]:
    """The lines of a text, numbered from `first` on."""
    return [
        Line(text, (Stand(line=number, column=1),))
        for number, text in enumerate(raw.split("\n"), start=first)
    ]


def blocks(lines: Iterable[Line]) -> list[Line]:
    """Paragraphs parted by an empty line."""
    out: list[Line] = []
    for line in lines:
        out += [Line(""), line] if out else [line]
    return out


def join_lines(lines: Sequence[Line], *, tidy: bool) -> tuple[str, tuple[Place, ...]]:
    """The text of lines, and where its stretches stood.

    Args:
        lines: in order.
        tidy: whether runs of blank lines become one, and empty lines at both ends go: what a
            line that was taken out leaves behind.
    """
    kept = _tidied(lines) if tidy else list(lines)
    runs: list[_Run] = []
    at = 0
    for line in kept:
        ends = [*(s.offset for s in line.stands[1:]), len(line.text)]
        for stand, end in zip(line.stands, ends, strict=False):
            _add(runs, stand, at + stand.offset, at + end)
        at += len(line.text) + 1
    places = tuple(
        Place(start=r.start, end=r.end, line=r.stand.line, column=r.stand.column, page=r.stand.page)
        for r in runs
        if r.start < r.end
    )
    return "\n".join(line.text for line in kept), places


@dataclass(slots=True)
class _Run:
    """A stretch that is still growing; `last` is the line of the source it has reached."""

    stand: Stand
    start: int
    end: int
    last: int | None


def _add(runs: list[_Run], stand: Stand, start: int, end: int) -> None:
    """Adds a stretch, as part of the one before where they follow each other in the source."""
    if runs:
        run = runs[-1]
        lines = stand.column == 1 and run.last is not None and stand.line == run.last + 1
        pages = stand.page is not None and (stand.page, stand.line) == (run.stand.page, run.last)
        if pages or (lines and start == run.end + 1 and run.stand.column is not None):
            run.end, run.last = end, stand.line
            return
    runs.append(_Run(stand, start, end, stand.line))


def placed(places: Iterable[Place], shift: int) -> tuple[Place, ...]:
    """Places of a text that got `shift` code points in front."""
    return tuple(
        p.model_copy(update={"start": p.start + shift, "end": p.end + shift}) for p in places
    )


def _tidied(lines: Sequence[Line]) -> list[Line]:
    kept: list[Line] = []
    for index, line in enumerate(lines):
        if not line.text.strip():
            if kept and not kept[-1].text.strip():
                kept[-1] = kept[-1]._replace(text="")
                continue
            follows = index + 1 < len(lines) and not lines[index + 1].text.strip()
            line = line._replace(text="") if follows else line  # noqa: PLW2901 - the same line
        kept.append(line)
    said = [index for index, line in enumerate(kept) if line.text]
    return kept[said[0] : said[-1] + 1] if said else []
