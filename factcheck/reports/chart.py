"""A small chart of a series with the claimed point, as SVG that needs no script and no style.

Colours come from the classes of the page; shape tells the claimed point from the series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from factcheck.reports.wording import figure
from factcheck.series.periods import freq_of, ordinal, period_label

__all__ = ["Point", "draw_chart", "fill_gaps"]

WIDTH, HEIGHT = 340, 150
_MOST_PLACES = 5_000
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 12, 22, 24


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a period; None where the table has a gap."""

    period: str
    value: Decimal | None


def fill_gaps(points: Sequence[Point]) -> list[Point]:
    """The points with a None for each period between them that the table leaves out.

    Daily series stay as they are: there, a gap is a weekend.
    """
    freq = freq_of(points[0].period) if points else None
    if freq is None or freq == "D":
        return list(points)
    held = {ordinal(p.period, freq): p for p in points}
    places = [place for place in held if place is not None]
    if len(places) != len(points) or max(places) - min(places) > _MOST_PLACES:
        return list(points)
    everywhere = range(min(places), max(places) + 1)
    return [held.get(place) or Point(period_label(place, freq), None) for place in everywhere]


def draw_chart(
    points: Sequence[Point], unit: str, *, claimed: Point | None = None, title: str = ""
) -> Markup | None:
    """The series as a line with dots, the claimed value as a diamond.

    Args:
        points: by time.
        unit: of all values.
        claimed: what the text says, at one of the periods; left out where its period is none
            of theirs.
        title: what a screen reader says.

    Returns:
        An `svg` element, None where there are fewer than two values.
    """
    values = [float(p.value) for p in points if p.value is not None]
    if len(values) < 2:
        return None
    places = {p.period: i for i, p in enumerate(points)}
    shown = claimed if claimed and claimed.value is not None and claimed.period in places else None
    everything = values + ([float(shown.value)] if shown and shown.value is not None else [])
    scale = _Scale(min(everything), max(everything), len(points))
    parts = [_axis(points, scale), *_lines(points, scale), *_dots(points, scale)]
    if shown is not None and shown.value is not None:
        parts.append(_claimed(scale, places[shown.period], shown.value, unit))
    parts.append(_last(points, unit))
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{title}">{body}</svg>'
    ).format(w=WIDTH, h=HEIGHT, title=title, body=Markup("").join(parts))


class _Scale:
    """Values and places to pixels."""

    def __init__(self, low: float, high: float, count: int) -> None:
        spread = (high - low) or abs(high) or 1.0
        self.low, self.high, self.count = low - 0.08 * spread, high + 0.08 * spread, count

    def x(self, place: int) -> str:
        return f"{_LEFT + (WIDTH - _LEFT - _RIGHT) * place / max(self.count - 1, 1):.1f}"

    def y(self, value: Decimal | float) -> str:
        part = (float(value) - self.low) / (self.high - self.low)
        return f"{HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * part:.1f}"


def _axis(points: Sequence[Point], scale: _Scale) -> Markup:
    base = HEIGHT - _BOTTOM
    line = Markup('<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
        _LEFT, base, WIDTH - _RIGHT, base
    )
    zero = Markup("")
    if any(p.value is not None and p.value < 0 for p in points) and scale.high > 0:
        y = scale.y(0)
        zero = Markup('<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
            _LEFT, y, WIDTH - _RIGHT, y
        )
    ends = Markup('<text x="{}" y="{}">{}</text><text x="{}" y="{}" text-anchor="end">{}</text>')
    return (
        line
        + zero
        + ends.format(
            _LEFT, base + 16, points[0].period, WIDTH - _RIGHT, base + 16, points[-1].period
        )
    )


def _lines(points: Sequence[Point], scale: _Scale) -> list[Markup]:
    """One line a stretch without gaps."""
    runs: list[list[str]] = [[]]
    for place, point in enumerate(points):
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(f"{scale.x(place)},{scale.y(point.value)}")
    return [
        Markup('<polyline class="line" points="{}"/>').format(" ".join(run))
        for run in runs
        if len(run) > 1
    ]


def _dots(points: Sequence[Point], scale: _Scale) -> list[Markup]:
    radius = 2.5 if len(points) <= 40 else 1.5
    return [
        Markup('<circle class="dot" cx="{}" cy="{}" r="{}"/>').format(
            scale.x(place), scale.y(point.value), radius
        )
        for place, point in enumerate(points)
        if point.value is not None
    ]


def _claimed(scale: _Scale, place: int, value: Decimal, unit: str) -> Markup:
    x, y = float(scale.x(place)), float(scale.y(value))
    diamond = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
    label = Markup('<text class="said" x="{}" y="{}" text-anchor="end">◇ text: {}</text>')
    return Markup('<polygon class="claimed" points="{}"/>').format(diamond) + label.format(
        WIDTH - _RIGHT, 13, figure(value, unit)
    )


def _last(points: Sequence[Point], unit: str) -> Markup:
    """The last value in words, above the chart, so that it never hides a point."""
    last = next(p for p in reversed(points) if p.value is not None)
    text = f"● {last.period}: {figure(last.value or Decimal(0), unit)}"
    return Markup('<text x="{}" y="{}">{}</text>').format(_LEFT, 13, escape(text))
