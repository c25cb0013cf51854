"""A statistic: a candidate of the match, read from the archive as an exact figure with cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from factcheck.records import Candidate, Observation, Series
from factcheck.records.calendar import period_span, span_label
from factcheck.series import Archive
from factcheck.verdicts.intervals import Interval
from factcheck.verdicts.units import factor_between

__all__ = ["Datum", "MadeOf", "Statistic", "growth_between", "statistic_of"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Datum:
    """A figure out of the tables.

    Args:
        value: the figure, in `unit`.
        low, high: what rounding in the tables leaves open.
        unit: canonical unit code.
        cells: the observations it rests on.
        formula: how it came out of them, with the figures in it.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    cells: tuple[Observation, ...]
    formula: str

    @property
    def interval(self) -> Interval:
        """What rounding leaves open."""
        return Interval(self.low, self.high)

    def scaled(self, factor: Decimal, unit: str, formula: str) -> Datum:
        """The figure times a factor, in another unit."""
        ends = sorted((self.low * factor, self.high * factor))
        return Datum(self.value * factor, ends[0], ends[1], unit, self.cells, formula)


def show(value: Decimal) -> str:
    """A figure for a formula: at most eight significant digits, thousands parted."""
    rounded = Decimal(f"{value:.8g}")
    return f"{rounded:,f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:,f}"


def shown(datum: Datum) -> str:
    """A figure as part of a larger formula: what it came out of, in brackets where it did."""
    plain = datum.formula.replace(",", "").replace(".", "").lstrip("-").isdigit()
    return datum.formula if plain else f"({datum.formula})"


def combine(
    a: Datum, b: Datum, by: Callable[[Decimal, Decimal], Decimal], unit: str, formula: str
) -> Datum | None:
    """Two figures under an operation that is monotone in each; None where it has no value."""
    try:
        ends = [by(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        value = by(a.value, b.value)
    except (ArithmeticError, ValueError):
        return None
    if b.low < 0 < b.high and by(Decimal(1), Decimal(2)) == Decimal("0.5"):
        return None
    cells = a.cells + tuple(c for c in b.cells if c not in a.cells)
    return Datum(value, min(ends), max(ends), unit, cells, formula)


def growth_between(new: Datum, old: Datum) -> Datum | None:
    """Growth from one figure to another, in percent; None where the old one is not positive."""
    if old.low <= 0:
        return None
    formula = f"({shown(new)} / {shown(old)} - 1) × 100"
    return combine(new, old, lambda x, y: (x / y - 1) * HUNDRED, "percent", formula)


MadeOf = tuple[str, str, str | None, str | None]
"""Key, operation, other key and other area of a candidate."""


def statistic_of(archive: Archive, candidate: Candidate, known: date | None) -> Statistic:
    """A candidate read from the archive, the same object each time it is asked for.

    Args:
        archive: reference statistics.
        candidate: series and operation.
        known: day of which vintages are taken; None: the newest.
    """
    made_of = candidate.key, candidate.op, candidate.other, candidate.other_area
    return _statistic(archive, made_of, known)


@lru_cache(maxsize=1024)
def _statistic(archive: Archive, made_of: MadeOf, known: date | None) -> Statistic:
    return Statistic(archive, made_of, known)


class Statistic:
    """One or two series under an operation, with the figures read so far.

    Args:
        archive: reference statistics.
        made_of: key, operation, other key and other area, as in `Candidate`.
        known: day of which vintages are taken; None: the newest.
    """

    def __init__(self, archive: Archive, made_of: MadeOf, known: date | None) -> None:
        self.archive, self.known = archive, known
        key, self.op, other, self.other_area = made_of
        self.series: Series = archive.get(key)
        self.other: Series | None = archive.get(other) if other else None
        left, _, right = self.series.unit_measure.partition("/")
        self._price = all(len(x) == len("USD") and x.isupper() for x in (left, right))
        self._figures: dict[tuple[str, str], Datum | None] = {}

    def is_rate(self) -> bool:
        """Whether the series is itself a published rate of growth."""
        return self.series.measure.startswith("growth")

    def is_price(self) -> bool:
        """Whether it is the price of one currency in another."""
        return self._price

    def adds_up(self) -> bool:
        """Whether figures of several areas may be added."""
        return self.op == "series" and _adds_up(self.series)

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
        return known[0] if len(known) == 1 else _together(known, how)

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
        if not _adds_up(series):
            return None
        members = self.archive.members(group, period_span(label)[1])
        if not members:
            return None
        held = self.archive.areas(series.key)
        parts = [self._cell(series, m, label) for m in members if m in held]
        known = [p for p in parts if p is not None]
        return _together(known, "sum") if len(known) == len(members) else None

    def labels(self, area: str | None) -> list[str]:
        """Periods with a row for an area, by time."""
        area = self.area_of(area)
        if area is None:
            return []
        return self.archive.periods(self.series.key, area, vintage=self.vintage(self.series.key))


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


def _together(parts: list[Datum], how: str) -> Datum:
    """Sum or mean of several figures of one unit."""
    by = Decimal(1) if how == "sum" else Decimal(len(parts))
    cells = tuple(c for p in parts for c in p.cells)
    inner = " + ".join(shown(p) for p in parts[:12])
    formula = inner if how == "sum" else f"({inner}) / {len(parts)}"
    return Datum(
        sum((p.value for p in parts), Decimal(0)) / by,
        sum((p.low for p in parts), Decimal(0)) / by,
        sum((p.high for p in parts), Decimal(0)) / by,
        parts[0].unit,
        cells,
        formula,
    )


def labels_for(series: Series, label: str) -> tuple[list[str], str] | None:
    """The periods of a series that make up a period of a claim, and how they are put together.

    Returns:
        Labels and `single`, `sum` or `mean`; None where they do not tile it or where putting them
        together has no meaning.
    """
    try:
        start, end = period_span(label)
    except ValueError:
        return None
    if series.ytd:
        if (start.month, start.day) != (1, 1) or start.year != end.year:
            return None
        last = span_label(date(end.year, end.month, 1), end)
        return ([last], "single") if len(last) == 7 else None
    tiles = _tiles(series.freq, start, end)
    if tiles is None:
        return None
    if len(tiles) == 1:
        return tiles, "single"
    how = _how(series)
    return (tiles, how) if how and len(tiles) <= 12 and start.year == end.year else None


def _tiles(freq: str, start: date, end: date) -> list[str] | None:
    months = {"A": 12, "Q": 3, "M": 1}.get(freq)
    if months is None:
        return [start.isoformat()] if start == end else None
    found, at = [], start
    while at <= end:
        if at.day != 1 or (at.month - 1) % months:
            return None
        place = at.year * 12 + at.month - 1 + months
        after = date(place // 12, place % 12 + 1, 1)
        found.append(span_label(at, after - timedelta(days=1)))
        at = after
    return found if at == end + timedelta(days=1) else None


def _how(series: Series) -> str | None:
    if series.measure == "index" or (series.measure == "level" and "/" in series.unit_measure):
        return "mean"
    if series.measure == "level" and series.unit_measure == "percent":
        return "mean"
    if series.measure == "level" and series.price_basis == "current":
        return "sum"
    return None


def in_unit(datum: Datum, unit: str) -> Datum | None:
    """The figure in another unit of the same kind, None where there is no fixed factor."""
    if datum.unit == unit:
        return datum
    factor = factor_between(datum.unit, unit)
    if factor is None:
        return None
    return datum.scaled(factor, unit, f"{datum.formula} × {factor.normalize():f}")
