"""`record`: a value is an extreme of its own history."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factcheck.records import Candidate, Computed
from factcheck.verdicts.case import Case, Outcome, band_of, unknown
from factcheck.verdicts.datum import Datum, shown
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.paces import pace_of
from factcheck.verdicts.reach import Reach, reach_of
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
    case, moving = _of_movement(case)
    if moving and case.claim.direction is None:
        return unknown("kind_not_decidable", "which movement is meant is not clear")
    growth = (case.match.growth or moving) and not statistic.is_rate()
    track = track_of(statistic, case.area, claim.period.label, growth=growth)
    if track is None:
        return not_covered(case, statistic)
    reach = None if claim.base_period else reach_of(case)
    if reach is not None and reach.base is None:
        return unknown("history_too_short", "how far back it is meant to reach is not clear")
    base = claim.base_period.label if claim.base_period else reach.base if reach else None
    if base and period_after(track.points[0].label, base):
        return unknown("history_too_short", f"the table starts in {track.points[0].label}")
    past = track.since(base)
    if len(past.points) < 2:
        return unknown("history_too_short", f"the table starts in {track.points[0].label}")
    room = band_of(case, past.last, statistic.series)
    return _read(case, past, bare=base is None, reach=reach, room=room)


def _of_movement(case: Case) -> tuple[Case, bool]:
    """The case with the extreme of growth that is meant, and whether growth is meant."""
    way, moving = pace_of(case)
    if not moving or case.match.growth:
        return case, False
    return case.having(direction=way), True


def period_after(label: str, base: str) -> bool:
    """Whether a period starts later than a year after the end of another."""
    return int(label[:4]) > int(base.rpartition("/")[2][:4]) + 1


def _read(case: Case, past: Track, *, bare: bool, reach: Reach | None, room: Decimal) -> Outcome:
    down = case.claim.direction == "down"
    last = past.last
    earlier = past.points[:-1]
    best = _extreme(earlier, down=down)
    computed = Computed(value=last.value, unit=last.unit, low=last.low, high=last.high)
    first = past.points[0].label
    formula = f"{case.label}: {_show(past.points[-1])}; before it {best.label}: {_show(best)}"
    cells = last.cells + best.datum.cells + past.points[0].datum.cells
    notes = (f"the table looks back to {first}{GAPS if past.gaps else ''}",) if bare else ()
    inner = [p for p in earlier if reach is None or int(p.label[:4]) > reach.doubtful]
    rival = _extreme(inner, down=down).datum if inner else None
    if rival is not None and _beyond(rival, last, down=down) > room:
        extra = {"best": str(rival.value), "own": str(last.value)}
        return Outcome("fails", "record_broken", computed, formula, cells, notes, extra=extra)
    beaten = best.datum.value < last.value if down else best.datum.value > last.value
    if beaten:
        return Outcome("close", "too_close_to_call", computed, formula, cells, notes)
    if (past.gaps and not bare) or (bare and len(earlier) < _FEW):
        return unknown("history_too_short", f"the table looks back only to {first}, or has gaps")
    return Outcome("holds", "statement_holds", computed, formula, cells, notes)


def _extreme(points: Sequence[Point], *, down: bool) -> Point:
    return (min if down else max)(points, key=lambda p: p.datum.value)


def _beyond(rival: Datum, last: Datum, *, down: bool) -> Decimal:
    """By how much an earlier figure goes past the last, rounding left aside."""
    return last.low - rival.high if down else rival.low - last.high


def _show(point: Point) -> str:
    return shown(point.datum)
