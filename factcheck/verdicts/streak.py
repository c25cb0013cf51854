"""`streak`: the same thing happened in n successive periods."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from factcheck.lexicon import normalise
from factcheck.records import Candidate, Computed, Observation
from factcheck.verdicts.case import Case, Outcome, unknown
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.track import Track, track_of

__all__ = ["Run", "judge_streak", "run_of"]

_CARDINAL = re.compile(
    r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\b[^.]{0,30}"
    r"\b(?:years|months|quarters|weeks|days|halves|times)\b"
)
_SHORT = 5
_UNITS = {"A": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}


@dataclass(frozen=True, slots=True)
class Run:
    """How long something has gone on.

    Args:
        length: successive periods with a clear movement the same way.
        least, most: bounds where a movement drowns in rounding.
        open_end: whether the table starts before the run ends.
        broken_at: the period that broke it.
        cells: observations looked at.
    """

    length: int
    least: int
    most: int
    open_end: bool
    broken_at: str | None
    cells: tuple[Observation, ...]


def judge_streak(case: Case, candidate: Candidate) -> Outcome:
    """Whether the run up to the claim's period has the claimed length.

    Rates of growth are read by sign, levels by comparison with the period before; where the text
    names the rate itself ("inflation rose"), either may be meant. A claim of
    "two straight months" is not false when the run is longer; an ordinal ("the second straight")
    or a long count is exact.
    """
    claim = case.claim
    if claim.streak is None or claim.period is None:
        return unknown("period_unknown", "the run or its last period is not stated")
    statistic = case.statistic(candidate)
    if _UNITS[statistic.series.freq] != claim.streak.unit or statistic.series.ytd:
        return unknown("no_matching_series", f"no series by {claim.streak.unit}")
    track = track_of(statistic, case.area, claim.period.label)
    if track is None:
        return not_covered(case, statistic)
    down = claim.direction == "down"
    run = run_of(track, rate=statistic.is_rate(), down=down)
    found = _read(case, run)
    if not (case.match.growth and statistic.is_rate()) or found.status == "holds":
        return found
    moved = _read(case, run_of(track, rate=False, down=down))
    if moved.status == "fails":
        return found
    note = "the rate itself is read, not the sign of it"
    return replace(moved, notes=(*moved.notes, note))


def run_of(track: Track, *, rate: bool, down: bool) -> Run:
    """The run that ends with the last point of a track.

    Args:
        track: points by time.
        rate: whether the points are rates of growth (read by sign) or levels (by difference).
        down: whether falls are counted.
    """
    moves = _moves(track, rate=rate)
    length = least = most = 0
    sure = broken = False
    broken_at: str | None = None
    certain = True
    for label, low, high in reversed(moves):
        way = (-high, -low) if down else (low, high)
        if way[1] < 0 or (way[0] == way[1] == 0):
            broken, broken_at = True, label
            break
        most += 1
        certain = certain and way[0] > 0
        least += 1 if certain else 0
        if not sure and way[0] + way[1] > 0:
            length += 1
        else:
            sure = True
            broken_at = broken_at or label
    cells = tuple(c for p in track.points[-(most + 2) :] for c in p.datum.cells)
    return Run(length, least, most, not broken and not track.gaps, broken_at, cells)


def _moves(track: Track, *, rate: bool) -> list[tuple[str, Decimal, Decimal]]:
    """Period and bounds of each movement, a hole in the table ending the list before it."""
    points = track.points
    if rate:
        return [(p.label, p.datum.low, p.datum.high) for p in points]
    found = []
    for before, now in pairwise(points):
        exact = now.datum.value - before.datum.value
        slack = (now.datum.high - now.datum.low + before.datum.high - before.datum.low) / 2
        bounds = (exact, exact) if slack == 0 else (exact - slack, exact + slack)
        found.append((now.label, *bounds))
    return found


def _read(case: Case, run: Run) -> Outcome:
    claim = case.claim
    claimed = claim.streak.length if claim.streak else 0
    computed = Computed(value=run.length, unit=claim.streak.unit if claim.streak else None)
    notes = (f"the run was broken in {run.broken_at}",) if run.broken_at else ()
    formula = f"{run.length} successive periods up to {case.label}"
    if run.open_end and claimed > run.most:
        return unknown("history_too_short", "the table starts after the run is said to begin")
    if claimed == run.length:
        if run.open_end:
            notes = ("the table starts where the run does",)
        return Outcome("holds", "statement_holds", computed, formula, run.cells, notes)
    if run.least <= claimed <= run.most:
        return Outcome("close", "too_close_to_call", computed, formula, run.cells, notes)
    words = normalise(f"{claim.anchor.exact} {claim.quote.exact}")
    if claimed < run.least and claimed < _SHORT and _CARDINAL.search(words):
        notes = (*notes, f"the run is longer than claimed: {run.length}")
        return Outcome("close", "too_close_to_call", computed, formula, run.cells, notes)
    return Outcome("fails", "streak_differs", computed, formula, run.cells, notes)
