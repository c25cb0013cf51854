"""One package as a block of arrays, in memory or mapped from the cache.

Layout of the file: a mark, the length of a JSON header, the length of all, the header (manifest,
series, names of the codes, place of each array), then the arrays. Pages are read when touched and
shared between processes.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Context, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.records import Series
from factcheck.series.columns import AS_PRINTED, MISSING, Columns
from factcheck.series.packages import Manifest

__all__ = ["Store", "build_block"]

_MARK = b"FCTSTOR1"
_EXACT = Context(prec=80)
_ARRAYS = ("group_start", "mantissa", "group_area", "ordinal", "comment", "row", "decimals",
           "status")  # fmt: skip


Facts = tuple[int, int, int, int, int, int, int]
"""A value as held: its place, mantissa, decimals, ordinal, status, comment and row."""


class Store:
    """Values of one vintage, looked up by series, area and period.

    Args:
        block: bytes in the layout above.
    """

    def __init__(self, block: bytes | mmap.mmap) -> None:
        if block[:8] != _MARK:
            raise ValueError("no block of values")
        size = int.from_bytes(block[8:16], "little")
        if len(block) != int.from_bytes(block[16:24], "little"):
            raise ValueError("a block of values that is cut short")
        head = json.loads(block[24 : 24 + size])
        start = 24 + size
        self.manifest = _manifest(head["manifest"])
        self.rows: list[dict[str, Any]] = head["series"]
        self.areas: list[str] = head["areas"]
        self.statuses: list[str] = head["statuses"]
        self.comments: list[str] = head["comments"]
        self.printed = {int(k): v for k, v in head["printed"].items()}
        self.groups: list[int] = head["groups"]
        self.places = {row["series"]: n for n, row in enumerate(self.rows)}
        arrays: dict[str, NDArray[Any]] = {
            name: np.frombuffer(block, np.dtype(kind), count, start + offset)
            for name, kind, offset, count in head["arrays"]
        }
        self.group_start: NDArray[np.int64] = arrays["group_start"]
        self.group_area: NDArray[np.int32] = arrays["group_area"]
        self.ordinal: NDArray[np.int32] = arrays["ordinal"]
        self.mantissa: NDArray[np.int64] = arrays["mantissa"]
        self.decimals: NDArray[np.int8] = arrays["decimals"]
        self.status: NDArray[np.uint8] = arrays["status"]
        self.comment: NDArray[np.int32] = arrays["comment"]
        self.row: NDArray[np.int32] = arrays["row"]
        self._spans: dict[int, dict[str, tuple[int, int]]] = {}

    @classmethod
    def open(cls, path: Path) -> Store:
        """The store of a file, mapped.

        Raises:
            OSError: where there is none.
            ValueError: where it is none or cut short.
        """
        with path.open("rb") as stream:
            return cls(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))

    def spans(self, place: int) -> dict[str, tuple[int, int]]:
        """For the series at `place`: area → first value and the one past the last."""
        found = self._spans.get(place)
        if found is None:
            low, high = self.groups[place], self.groups[place + 1]
            starts = self.group_start[low : high + 1].tolist()
            names = [self.areas[a] for a in self.group_area[low:high].tolist()]
            found = {name: (starts[n], starts[n + 1]) for n, name in enumerate(names)}
            self._spans[place] = found
        return found

    def find(self, place: int, area: str, period: int) -> int | None:
        """Where the value of a series, area and period (ordinal) lies."""
        span = self.spans(place).get(area)
        if span is None:
            return None
        low, high = span
        at = low + int(self.ordinal[low:high].searchsorted(period))
        return at if at < high and self.ordinal[at] == period else None

    def across(self, place: int, period: int) -> Iterator[tuple[str, int]]:
        """Each area that has the period, with where its value lies, in order of code."""
        low = int(self.group_start[self.groups[place]])
        high = int(self.group_start[self.groups[place + 1]])
        found = np.flatnonzero(self.ordinal[low:high] == period) + low
        if len(found):
            first, last = self.groups[place], self.groups[place + 1]
            group = self.group_start[first:last].searchsorted(found, side="right") - 1 + first
            codes = self.group_area[group].tolist()
            yield from zip((self.areas[c] for c in codes), found.tolist(), strict=True)

    def facts(self, places: Sequence[int]) -> Iterator[Facts]:
        """What is held at each place, as plain numbers, in one go over each array."""
        columns = (
            self.mantissa, self.decimals, self.ordinal, self.status, self.comment, self.row
        )  # fmt: skip
        if len(places) == 1:
            at = places[0]
            return iter([(at, *(int(column[at]) for column in columns))])  # type: ignore[list-item]
        where = np.asarray(places, dtype=np.int64)
        return zip(places, *(column[where].tolist() for column in columns), strict=True)

    def number(
        self, at: int, mantissa: int, decimals: int, unit_mult: int
    ) -> tuple[Decimal | None, Decimal, Decimal]:
        """Value in plain units, weight of its last digit, and that of its last digit but zeros.

        The two weights differ for an integer that ends in zeros (1200), which may have been
        rounded further than it shows.
        """
        if decimals == MISSING:
            return None, Decimal(0), Decimal(0)
        if decimals == AS_PRINTED:
            sign, digits, exponent = Decimal(self.printed[at]).as_tuple()
            whole = int("".join(map(str, digits)))
            mantissa, decimals = -whole if sign else whole, -int(exponent)
        weight = unit_mult - decimals
        step = _weight(weight)
        value = Decimal(mantissa * 10**weight if weight >= 0 else mantissa)
        if weight < 0:
            value = value.scaleb(weight, _EXACT)
        if decimals > 0 or mantissa % 10 or not mantissa:
            return value, step, step
        return value, step, _weight(weight + _zeros(mantissa))

    def series(self, place: int, key: str) -> Series:
        """The record of the series at `place`, in the dataset `key`."""
        row = self.rows[place]
        return Series.model_construct(dataset=key, **(row | {"aliases": tuple(row["aliases"])}))


def _zeros(mantissa: int) -> int:
    text = str(mantissa)
    return len(text) - len(text.rstrip("0"))


@cache
def _weight(power: int) -> Decimal:
    """10^`power`, printed without an exponent where it is an integer."""
    return Decimal(10**power) if power >= 0 else Decimal(1).scaleb(power)


def _manifest(raw: dict[str, Any]) -> Manifest:
    retrieved = raw["retrieved"]
    return Manifest(
        version=date.fromisoformat(raw["version"]),
        title=raw["title"],
        description=raw["description"],
        sources=tuple((title, path) for title, path in raw["sources"]),
        licence=raw["licence"],
        retrieved=date.fromisoformat(retrieved) if retrieved else None,
    )


def build_block(manifest: Manifest, series: list[Series], columns: Columns) -> bytes:
    """A package as bytes in the layout above."""
    count = len(columns.series)
    change = np.ones(count, dtype=bool)
    change[1:] = (np.diff(columns.series) != 0) | (np.diff(columns.area) != 0)
    starts = np.flatnonzero(change)
    groups = np.searchsorted(columns.series[starts], np.arange(len(series) + 1))
    arrays: dict[str, NDArray[Any]] = {
        "group_start": np.append(starts, count).astype(np.int64),
        "group_area": columns.area[starts],
        "ordinal": columns.ordinal,
        "mantissa": columns.mantissa,
        "decimals": columns.decimals,
        "status": columns.status,
        "comment": columns.comment,
        "row": columns.row,
    }
    places, offset = [], 0
    for name in _ARRAYS:
        places.append([name, arrays[name].dtype.str, offset, len(arrays[name])])
        offset += arrays[name].nbytes + (-arrays[name].nbytes % 8)
    head: dict[str, Any] = {
        "manifest": asdict(manifest)
        | {
            "version": manifest.version.isoformat(),
            "retrieved": manifest.retrieved.isoformat() if manifest.retrieved else None,
        },
        "series": [x.model_dump(mode="json", exclude={"dataset"}) for x in series],
        "areas": columns.areas,
        "statuses": columns.statuses,
        "comments": columns.comments,
        "printed": columns.printed,
        "groups": groups.tolist(),
        "arrays": places,
    }
    text = json.dumps(head, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    body = b"".join(a.tobytes() + b"\0" * (-a.nbytes % 8) for a in (arrays[n] for n in _ARRAYS))
    size = 24 + len(text) + len(body)
    return b"".join(
        (_MARK, len(text).to_bytes(8, "little"), size.to_bytes(8, "little"), text, body)
    )
