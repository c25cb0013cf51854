"""Bar charts as inline SVG; every bar has its figure in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["rates", "stacked"]

ROW, LEFT, WIDTH, RIGHT = 22, 250, 380, 90
PARTS = ("supported", "refuted", "conflicting", "not_enough_evidence")
HATCHED = {"refuted": "M0 6L6 0", "conflicting": "M0 3H6"}
"""Errors are told apart by texture too, for print and for readers who see few colours."""


def stacked(title: str, rows: Sequence[tuple[str, tuple[int, int, int, int]]]) -> str:
    """Bars of counts by label (PARTS), one a row; lengths share one scale."""
    most = max((sum(counts) for _, counts in rows), default=0) or 1
    chart = "-".join("".join(c if c.isalnum() else " " for c in title).split())
    body = [hatches(chart)]
    for index, (name, counts) in enumerate(rows):
        y, x = index * ROW, float(LEFT)
        body.append(row_name(name, y))
        for part, count in zip(PARTS, counts, strict=True):
            width = WIDTH * count / most
            if count:
                words = f"{name}: {count} {part.replace('_', ' ')}"
                body.append(bar((x, y, width), part, words, chart=chart))
            x += width
        body.append(f'<text x="{x + 6:.1f}" y="{y + 15}">{sum(counts)}</text>')
    return drawing(title, body, len(rows))


def rates(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """Points between 0 and 1 with their intervals, one a row."""
    top = min(1.0, max((high for *_, high in rows), default=0.0) * 1.05) or 1.0
    body = []
    for index, (name, share, low, high) in enumerate(rows):
        y = index * ROW
        a, at, b = (LEFT + WIDTH * value / top for value in (low, share, high))
        words = f"{share:.1%} ({low:.1%} to {high:.1%})"
        body += [
            row_name(name, y),
            f'<path class="whisker" d="M{a:.1f} {y + 11}H{b:.1f}"/>',
            point(at, y + 11, f"{name}: {words}"),
            f'<text x="{b + 6:.1f}" y="{y + 15}">{share:.1%}</text>',
        ]
    return drawing(title, body, len(rows))


def point(x: float, y: int, words: str) -> str:
    """A dot that says what it stands for."""
    title = f"<title>{escape(words)}</title>"
    return f'<circle class="refuted" cx="{x:.1f}" cy="{y}" r="4">{title}</circle>'


def row_name(name: str, y: int) -> str:
    """The name at the left of a row, shortened to what fits."""
    short = name if len(name) <= 30 else name[:29] + "…"
    return f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(short)}</text>'


def hatches(chart: str) -> str:
    """The textures of a chart; a page has several, so their names have the chart's in them."""
    patterns = "".join(
        f'<pattern id="p-{part}-{chart}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" class="{part}"/><path d="{line}" class="hatch"/></pattern>'
        for part, line in HATCHED.items()
    )
    return f"<defs>{patterns}</defs>"


def bar(place: tuple[float, int, float], part: str, words: str, *, chart: str) -> str:
    """One piece of a bar: `place` is its left end, its row's top and its width."""
    x, y, width = place
    # an attribute, because a policy may forbid inline style; a class would go before it
    shade = f'fill="url(#p-{part}-{chart})"' if part in HATCHED else f'class="{part}"'
    return (
        f'<rect {shade} x="{x:.1f}" y="{y + 3}" width="{max(width, 0.8):.1f}" '
        f'height="{ROW - 6}"><title>{escape(words)}</title></rect>'
    )


def drawing(title: str, body: Sequence[str], rows: int) -> str:
    """The whole chart under its title, which screen readers say too."""
    box = f"0 0 {LEFT + WIDTH + RIGHT} {max(rows, 1) * ROW}"
    name = escape(title)
    svg = f'<svg viewBox="{box}" role="img" aria-label="{name}">{"".join(body)}</svg>'
    return f"<figure><figcaption>{name}</figcaption>{svg}</figure>"
