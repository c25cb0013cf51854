"""`record`: a value is an extreme of its own history."""

from __future__ import annotations

from factcheck.records import Candidate, Computed
from factcheck.verdicts.case import Case, Outcome, band_of, unknown
from factcheck.verdicts.statistic import shown
from factcheck.verdicts.track import Point, Track, track_of

__all__ = ["judge_record"]

_FEW = 3
GAPS = ", not without gaps"


def judge_record(case: Case, candidate: Candidate) -> Outcome:
    """Whether no earlier value goes beyond that of the claim's period.

    "The lowest since 1982" leaves 1982 itself aside. A bare record is judged as far back as the
    table looks, and says from when.
    """
    claim = case.claim
    if claim.period is None:
        return unknown("period_unknown", "the text does not say when")
    if claim.direction not in ("up", "down"):
        return unknown("kind_not_decidable", "high or low is not stated")
    statistic = case.statistic(candidate)
    growth = case.match.growth and not statistic.is_rate()
    track = track_of(statistic, case.area, claim.period.label, growth=growth)
    if track is None:
        return unknown("period_not_covered", f"{candidate.indicator}: no value for {case.label}")
    base = claim.base_period.label if claim.base_period else None
    if base and period_after(track.points[0].label, base):
        return unknown("history_too_short", f"the table starts in {track.points[0].label}")
    past = track.since(base)
    if len(past.points) < 2:
        return unknown("history_too_short", f"the table starts in {track.points[0].label}")
    return _read(case, past, bare=base is None)


def period_after(label: str, base: str) -> bool:
    """Whether a period starts later than a year after the end of another."""
    return int(label[:4]) > int(base.rpartition("/")[2][:4]) + 1


def _read(case: Case, past: Track, *, bare: bool) -> Outcome:
    down = case.claim.direction == "down"
    last = past.last
    earlier = past.points[:-1]
    best = (min if down else max)(earlier, key=lambda p: p.datum.value)
    computed = Computed(value=last.value, unit=last.unit, low=last.low, high=last.high)
    first = past.points[0].label
    formula = f"{case.label}: {_show(past.points[-1])}; before it {best.label}: {_show(best)}"
    cells = last.cells + best.datum.cells + past.points[0].datum.cells
    notes = (f"the table looks back to {first}{GAPS if past.gaps else ''}",) if bare else ()
    gap = last.low - best.datum.high if down else best.datum.low - last.high
    if gap > band_of(case, last):
        return Outcome("fails", "record_broken", computed, formula, cells, notes)
    beaten = best.datum.value < last.value if down else best.datum.value > last.value
    if beaten:
        return Outcome("close", "too_close_to_call", computed, formula, cells, notes)
    if (past.gaps and not bare) or (bare and len(earlier) < _FEW):
        return unknown("history_too_short", f"the table looks back only to {first}, or has gaps")
    return Outcome("holds", "statement_holds", computed, formula, cells, notes)


def _show(point: Point) -> str:
    return shown(point.datum)
