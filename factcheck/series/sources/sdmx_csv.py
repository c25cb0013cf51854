"""SDMX-CSV, with and without columns of labels.

Source: https://github.com/sdmx-twg/sdmx-csv
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime

from factcheck.errors import SourceError
from factcheck.series.sources.client import Reply
from factcheck.series.sources.dimensions import role_of
from factcheck.series.sources.sdmx_message import Message, Point

__all__ = ["read_sdmx_csv"]

_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_HEADS = frozenset({"DATAFLOW", "KEY", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"})
_UPDATED = ("LAST UPDATE", "UPDATED")


def read_sdmx_csv(reply: Reply) -> Message:
    """The values of an answer in SDMX-CSV.

    Raises:
        SourceError: it has no columns of times and values.
    """
    rows = list(csv.reader(io.StringIO(reply.text(), newline="")))
    header = [name.strip() for name in rows[0]] if rows else []
    if _TIME not in header or _VALUE not in header:
        raise SourceError(f"{reply.url}: no SDMX-CSV (it begins {reply.text()[:60]!r})")
    split = header.index(_TIME)
    labels = _label_columns(header)
    points: list[Point] = []
    for row in rows[1:]:
        if len(row) != len(header):
            raise SourceError(f"{reply.url}: a row has {len(row)} cells, the header {len(header)}")
        points.append(_point(header, row, labels, split))
    updated = [d for name in _UPDATED if name in header for r in rows[1:]
               if (d := _day(r[header.index(name)]))]  # fmt: skip
    title = ""
    if "STRUCTURE_NAME" in header and len(rows) > 1:
        title = rows[1][header.index("STRUCTURE_NAME")]
    return Message(points, title, max(updated, default=None))


def _point(header: list[str], row: list[str], labels: dict[int, str], split: int) -> Point:
    dimensions, attributes, words = {}, {}, {}
    for place, (name, cell) in enumerate(zip(header, row, strict=True)):
        if place in labels:
            words[labels[place]] = cell
        elif name in _HEADS or name in _UPDATED or name in (_TIME, _VALUE):
            continue
        elif place < split and role_of(name) not in ("status", "title", "multiplier"):
            dimensions[name] = cell
        else:
            attributes[name] = cell
    period, value = row[split].strip(), row[header.index(_VALUE)].strip()
    return Point(dimensions, period, value, attributes, words)


def _label_columns(header: list[str]) -> dict[int, str]:
    """Places of columns that say in words what the one before them codes."""
    if "STRUCTURE_NAME" not in header:
        return {}
    return {
        place: header[place - 1]
        for place, name in enumerate(header)
        if place and name not in _HEADS and re.search(r"[a-z]", name)
    }


def _day(text: str) -> date | None:
    """`2021-01-22T13:15:41Z`, or Eurostat's `22/01/21 11:00:00`."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        return datetime.strptime(text[:8], "%d/%m/%y").date()  # noqa: DTZ007 - only the day
    except ValueError:
        return None
