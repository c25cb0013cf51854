"""The run of a statistic over time: what records, streaks, first times and trends look at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from factcheck.records.calendar import period_span
from factcheck.series.periods import ordinal
from factcheck.verdicts.datum import Datum
from factcheck.verdicts.growth import growth_datum, previous
from factcheck.verdicts.statistic import Statistic

__all__ = ["Point", "Track", "track_of"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a track."""

    label: str
    datum: Datum


@dataclass(frozen=True, slots=True)
class Track:
    """Points by time, ending with the period of the claim.

    Args:
        points: those that have a figure.
        gaps: whether a period between the first and the last is missing.
    """

    points: tuple[Point, ...]
    gaps: bool

    @property
    def last(self) -> Datum:
        """The figure of the claim's period."""
        return self.points[-1].datum

    def since(self, label: str | None) -> Track:
        """The part after a period; all of it for None."""
        if label is None:
            return self
        end = period_span(label)[1]
        kept = tuple(p for p in self.points if period_span(p.label)[0] > end)
        return Track(kept, _gaps(kept))


def track_of(
    statistic: Statistic, area: str | None, label: str, *, growth: bool = False
) -> Track | None:
    """A statistic from its first period up to the claim's.

    Args:
        statistic: what is looked at.
        area: code of the area.
        label: period of the claim; must be one period of the series.
        growth: whether rates of growth are looked at, recomputed year on year.

    Returns:
        None where the period itself has no figure.
    """
    points = []
    for held in statistic.labels(area):
        if period_span(held)[1] > period_span(label)[1]:
            break
        if statistic.series.ytd and held[5:] != _month(label):
            continue
        datum = _figure(statistic, area, held, growth=growth)
        if datum is not None:
            points.append(Point(held, datum))
    if not points or period_span(points[-1].label)[1] != period_span(label)[1]:
        return None
    if not statistic.series.ytd and period_span(points[-1].label) != period_span(label):
        return None
    return Track(tuple(points), _gaps(tuple(points)))


def _month(label: str) -> str:
    return f"{period_span(label)[1]:%m}"


def _figure(statistic: Statistic, area: str | None, label: str, *, growth: bool) -> Datum | None:
    if not growth or statistic.is_rate():
        return statistic.at(area, _named(statistic, label))
    base = previous(label, "yoy")
    return None if base is None else growth_datum(statistic, area, (base, label))


def _named(statistic: Statistic, label: str) -> str:
    """A cumulative series lists the month that the count ends with."""
    if statistic.series.ytd and len(label) == len("2025-09") and not label.endswith("-01"):
        return f"{label[:4]}-01/{label}"
    return label


def _gaps(points: tuple[Point, ...]) -> bool:
    if len(points) < 2:
        return False
    places = [_place(p.label) for p in points]
    steps = [b - a for a, b in pairwise(places)]
    return any(s > min(steps) for s in steps)


def _place(label: str) -> int:
    for freq in ("A", "Q", "M", "W", "D"):
        place = ordinal(label, freq)
        if place is not None:
            return place
    return 0
