"""A statistic: a candidate of the match, read from the archive as an exact figure with cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.areas import is_classified
from factcheck.records import Candidate, Series
from factcheck.records.calendar import period_span
from factcheck.series import Archive
from factcheck.verdicts.datum import HUNDRED, Datum, combine, put_together, shown
from factcheck.verdicts.tiles import labels_for

__all__ = ["MadeOf", "Statistic", "statistic_of"]

MadeOf = tuple[str, str, str | None, str | None, tuple[str, ...]]
"""Key, operation, other key, other area and further keys of a candidate."""


def statistic_of(archive: Archive, candidate: Candidate, known: date | None) -> Statistic:
    """A candidate read from the archive, the same object each time it is asked for.

    Args:
        archive: reference statistics.
        candidate: series and operation.
        known: day of which vintages are taken; None: the newest.
    """
    made_of = candidate.key, candidate.op, candidate.other, candidate.other_area, candidate.parts
    return _statistic(archive, made_of, known)


@lru_cache(maxsize=1024)
def _statistic(archive: Archive, made_of: MadeOf, known: date | None) -> Statistic:
    return Statistic(archive, made_of, known)


class Statistic:
    """One or two series under an operation, with the figures read so far.

    Args:
        archive: reference statistics.
        made_of: key, operation, other key, other area and parts, as in `Candidate`.
        known: day of which vintages are taken; None: the newest.
    """

    def __init__(self, archive: Archive, made_of: MadeOf, known: date | None) -> None:
        self.archive, self.known = archive, known
        key, self.op, other, self.other_area, parts = made_of
        self.series: Series = archive.get(key)
        self.other: Series | None = archive.get(other) if other else None
        self._rate = self.series.measure.startswith("growth") or _is_named_rate(self.series)
        self.parts: tuple[Series, ...] = tuple(archive.get(part) for part in parts)
        left, _, right = self.series.unit_measure.partition("/")
        self._price = all(len(x) == len("USD") and x.isupper() for x in (left, right))
        self._figures: dict[tuple[str, str], Datum | None] = {}

    def is_rate(self) -> bool:
        """Whether the series is itself a published rate of growth."""
        return self._rate

    def is_price(self) -> bool:
        """Whether it is the price of one currency in another."""
        return self._price

    def adds_up(self) -> bool:
        """Whether figures of several areas may be added."""
        return self.op == "series" and not self.parts and _adds_up(self.series)

    def unit(self) -> str:
        """Canonical unit of what `at` gives."""
        if self.op in ("share", "complement"):
            return "percent"
        if self.op == "inverse":
            left, _, right = self.series.unit_measure.partition("/")
            return f"{right}/{left}"
        return self.series.unit_measure

    def vintage(self, key: str) -> date | None:
        """The vintage looked at: of `known`, None for the newest."""
        return self.archive.vintage_for(key, self.known) if self.known else None

    def area_of(self, area: str | None) -> str | None:
        """The area to look up: an exchange rate is listed once, under the area of one side."""
        if self.is_price():
            held = sorted(self.archive.areas(self.series.key))
            return held[0] if held else None
        return area

    def at(self, area: str | None, label: str) -> Datum | None:
        """The figure of an area in a period, None where a cell is missing.

        Args:
            area: code; of a group that the tables do not list, the sum over its members.
            label: of the period (claims.md).
        """
        area = self.area_of(area)
        if area is None:
            return None
        if (area, label) not in self._figures:
            self._figures[area, label] = self._at(area, label)
        return self._figures[area, label]

    def _at(self, area: str, label: str) -> Datum | None:
        first = self._read(self.series, area, label)
        if first is None:
            return None
        if self.parts:
            more = [self._read(part, area, label) for part in self.parts]
            known = [part for part in more if part is not None]
            if len(known) < len(more):
                return None
            first = put_together([first, *known], "sum")
        op = self.op
        if op == "series":
            return first
        if op == "negated":
            return first.scaled(Decimal(-1), first.unit, f"-({first.formula})")
        if op == "complement":
            turned = first.scaled(Decimal(-1), "percent", "")
            return replace(
                turned,
                value=turned.value + HUNDRED,
                low=turned.low + HUNDRED,
                high=turned.high + HUNDRED,
                formula=f"100 - {first.formula}",
            )
        if op == "inverse":
            if first.low <= 0:
                return None
            one = Decimal(1)
            return Datum(
                one / first.value, one / first.high, one / first.low, self.unit(), first.cells,
                f"1 / {first.formula}",
            )  # fmt: skip
        return self._two(first, area, label)

    def _two(self, first: Datum, area: str, label: str) -> Datum | None:
        if self.other is None:
            return None
        second = self._read(self.other, self.other_area or area, label)
        if second is None:
            return None
        op = self.op
        a, b = shown(first), shown(second)
        if op == "sum":
            return combine(first, second, lambda x, y: x + y, self.unit(), f"{a} + {b}")
        if op == "difference":
            return combine(first, second, lambda x, y: x - y, self.unit(), f"{a} - {b}")
        if second.low <= 0:
            return None
        if op == "share":
            by = lambda x, y: x / y * HUNDRED  # noqa: E731 - the operation is the argument
            return combine(first, second, by, "percent", f"{a} / {b} × 100")
        return combine(first, second, lambda x, y: x / y, self.unit(), f"{a} / {b}")

    def _read(self, series: Series, area: str, label: str) -> Datum | None:
        found = labels_for(series, label)
        if found is None:
            return None
        labels, how = found
        parts = [self._cell(series, area, x) for x in labels]
        if any(p is None for p in parts):
            return None
        known = [p for p in parts if p is not None]
        return known[0] if len(known) == 1 else put_together(known, how)

    def _cell(self, series: Series, area: str, label: str) -> Datum | None:
        vintage = self.vintage(series.key)
        seen = self.archive.observation(series.key, area, label, vintage=vintage)
        if seen is not None and seen.value is not None:
            half = seen.step / 2
            value = seen.value
            return Datum(
                value, value - half, value + half, series.unit_measure, (seen,), f"{value:,f}"
            )
        if seen is None and area not in self.archive.areas(series.key):
            return self._group(series, area, label)
        return None

    def _group(self, series: Series, group: str, label: str) -> Datum | None:
        """Sum over the members of a group, where a sum is meaningful and all are there."""
        if not _adds_up(series) or is_classified(group):
            return None
        members = self.archive.members(group, period_span(label)[1])
        if not members:
            return None
        held = self.archive.areas(series.key)
        parts = [self._cell(series, m, label) for m in members if m in held]
        known = [p for p in parts if p is not None]
        return put_together(known, "sum") if len(known) == len(members) else None

    def labels(self, area: str | None) -> list[str]:
        """Periods with a row for an area, by time."""
        area = self.area_of(area)
        if area is None:
            return []
        return self.archive.periods(self.series.key, area, vintage=self.vintage(self.series.key))


@lru_cache(maxsize=1)
def _rate_nouns() -> frozenset[str]:
    rows = load_rows("ratio_nouns", ("words", "side", "example", "source"))
    return frozenset(r["words"] for r in rows if r["side"] == "rate")


def _is_named_rate(series: Series) -> bool:
    """Whether a table that does not say so holds rates of growth, by the name of the series."""
    if series.unit_measure != "percent" or series.measure != "level":
        return False
    return not _rate_nouns().isdisjoint(normalise(series.indicator).split())


def _adds_up(series: Series) -> bool:
    per = any(x in series.indicator.lower() for x in ("per capita", "per person", "/capita"))
    plain = "/" not in series.unit_measure and series.unit_measure not in (
        "percent",
        "index_point",
        "a",
        "h",
        "kg",
    )
    whole = series.unit_measure != "count" or series.universe is not None
    return series.measure == "level" and plain and whole and not per
