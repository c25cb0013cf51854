"""One verdict in full, for the terminal: reading, series, cells, arithmetic, other readings."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.records import Cell, CheckedClaim
from factcheck.reports.outlook import what_would_change
from factcheck.reports.terminal import paint, wrap
from factcheck.reports.wording import (
    STYLES,
    evidence_line,
    reading_rows,
    say_claimed,
    say_computed,
)

__all__ = ["explain"]


def explain(claim: CheckedClaim, *, color: bool = False, width: int = 100) -> str:
    """Everything a verdict rests on, enough to replay it.

    Args:
        claim: with its verdict.
        color: whether SGR codes are used.
        width: columns.
    """
    verdict, style = claim.verdict, STYLES[claim.verdict.label]
    head = f"{style.icon} {claim.id} {style.word} ({verdict.reason.replace('_', ' ')})"
    lines = [paint(head, style.sgr, color=color)]
    lines += wrap(f"“{claim.quote.exact}”", width)
    lines += ["", *wrap(verdict.explanation, width)]
    readings = [f"{r.name}: {STYLES[r.label].word}. {r.text}" for r in verdict.readings]
    parts: list[tuple[str, Iterable[str]]] = [
        ("how it was read", (f"{name}: {value}" for name, value in reading_rows(claim))),
        ("compared", _compared(claim)),
        ("cells", (line for cell in verdict.evidence for line in _cell(cell))),
        ("slips that would explain it", (d.text for d in verdict.diagnoses)),
        ("readings tried", readings),
        ("series considered", _candidates(claim)),
        ("undecided", verdict.match.undecided),
        ("notes", verdict.notes),
        ("what would change it", [what_would_change(claim)]),
    ]
    for title, items in parts:
        body = [line for item in items for line in wrap(item, width, "  ", "    ")]
        if body:
            lines += ["", paint(title, "1", color=color), *body]
    return "\n".join(lines) + "\n"


def _compared(claim: CheckedClaim) -> list[str]:
    verdict = claim.verdict
    rows = [
        ("claimed", say_claimed(claim)),
        ("table gives", say_computed(verdict.computed)),
        ("formula", verdict.formula or ""),
        ("confidence", f"{verdict.confidence:g}"),
    ]
    return [f"{name}: {value}" for name, value in rows if value]


def _cell(cell: Cell) -> list[str]:
    origin = [
        cell.source_title,
        cell.source_url,
        f"vintage {cell.vintage}",
        f"retrieved {cell.retrieved}" if cell.retrieved else "",
        cell.location,
        f"status {cell.status}" if cell.status != "A" else "",
        cell.comment,
    ]
    return [f"{evidence_line(cell)} — {'; '.join(part for part in origin if part)}"]


def _candidates(claim: CheckedClaim) -> list[str]:
    lines = []
    for candidate in claim.verdict.match.candidates[:5]:
        why = "; ".join(f"{w.text} ({w.score:+g})" for w in candidate.reasons)
        lines.append(f"{candidate.score:.2f} {candidate.key} — {candidate.indicator}: {why}")
    return lines
