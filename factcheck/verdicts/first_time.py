"""`first_time`: an event had not happened before, or not since a stated date."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from factcheck.records import Candidate, Claim, Computed, Event
from factcheck.records.calendar import make_period, period_span
from factcheck.verdicts.case import Case, Outcome, unknown
from factcheck.verdicts.datum import Datum, combine, in_unit, shown
from factcheck.verdicts.intervals import Interval
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.reach import reach_of
from factcheck.verdicts.statistic import Statistic
from factcheck.verdicts.track import Point, Track, track_of

__all__ = ["event_of", "judge_first_time"]

_FEW = 3


def event_of(case: Case) -> Event | None:
    """What is said to have happened: the claim's own event, else that of its sentence.

    "topped 45 trillion yuan for the first time" makes a level claim of the same area and period
    beside the first-time claim; "overtaking France for the first time" a comparison.
    """
    claim = case.claim
    if claim.event is not None:
        return claim.event
    near = [c for c in case.claims if _beside(claim, c)]
    for other in sorted(near, key=lambda c: abs(c.anchor.start - claim.anchor.start)):
        figure = other.quantity
        if other.kind in ("level", "share") and figure and figure.comparator in _BEYOND:
            side = "down" if figure.comparator in ("lt", "le") else "up"
            return Event(type="threshold", direction=side, quantity=figure)
        if other.kind == "comparison" and other.quantity is None and other.counterpart:
            return Event(type="exceeds", direction=other.direction, other=other.counterpart.code)
    return None


_BEYOND = frozenset({"gt", "ge", "lt", "le", "over"})


def _beside(claim: Claim, other: Claim) -> bool:
    return (
        other.id != claim.id
        and other.ref_area == claim.ref_area
        and abs(other.anchor.start - claim.anchor.start) < 160
    )


def judge_first_time(case: Case, candidate: Candidate) -> Outcome:
    """Whether the event happened in the claim's period and in no earlier one.

    Needs the history back to the claim's base; without one, as far back as the table looks.
    """
    claim, event = case.claim, event_of(case)
    if claim.period is None:
        return unknown("period_unknown", "the text does not say when")
    if event is None:
        return unknown("kind_not_decidable", "what happened for the first time is not clear")
    statistic = case.statistic(candidate)
    growth = event.type == "turn" or case.match.growth
    track = track_of(
        statistic, case.area, claim.period.label, growth=growth and not statistic.is_rate()
    )
    if track is None:
        return not_covered(case, statistic)
    test = _test(case, event, statistic)
    if test is None:
        return unknown("kind_not_decidable", "the event cannot be tested on the tables")
    return _read(case, track, test)


Test = Callable[[Point], "tuple[bool | None, Datum]"]
"""Whether the event happened at a point: None where rounding leaves it open."""


def _test(case: Case, event: Event, statistic: Statistic) -> Test | None:
    down = event.direction == "down"
    if event.type == "threshold" and event.quantity is not None:
        line, unit = event.quantity.value, event.quantity.unit
        if line is None:
            return None

        def passed(point: Point) -> tuple[bool | None, Datum]:
            held = in_unit(point.datum, unit) if unit else point.datum
            if held is None:
                return None, point.datum
            return _side(held, Interval(line, line), down=down, slack=case.band), held

        return passed
    if event.type == "turn":
        return lambda p: (_side(p.datum, Interval(_ZERO, _ZERO), down=down, slack=False), p.datum)
    if event.type == "exceeds":
        return _exceeds(case, event, statistic, down=down)
    return None


_ZERO = Decimal(0)


def _exceeds(case: Case, event: Event, statistic: Statistic, *, down: bool) -> Test | None:
    other_area = case.claim.counterpart.code if case.claim.counterpart else event.other
    against = case.match.against
    other = case.statistic(against[0]) if against else statistic
    area = case.area if against else other_area
    if area is None or (not against and area not in case.archive.areas(statistic.series.key)):
        return None

    def above(point: Point) -> tuple[bool | None, Datum]:
        second = other.at(area, point.label)
        if second is None:
            return None, point.datum
        text = f"{shown(point.datum)} - {shown(second)}"
        gap = combine(point.datum, second, lambda x, y: x - y, point.datum.unit, text)
        if gap is None:
            return None, point.datum
        return _side(gap, Interval(_ZERO, _ZERO), down=down, slack=False), gap

    return above


def _side(datum: Datum, line: Interval, *, down: bool, slack: bool) -> bool | None:
    room = abs(datum.value) / 500 if slack else 0
    if line.high is not None and datum.low - room > line.high:
        return not down
    if line.low is not None and datum.high + room < line.low:
        return down
    exact = datum.value == datum.low == datum.high == line.low
    return False if exact else None


def _read(case: Case, track: Track, test: Test) -> Outcome:
    now, datum = test(track.points[-1])
    base = case.claim.base_period
    reach = None if base else reach_of(case)
    if reach is not None and reach.base is None:
        return unknown("history_too_short", "how far back it is meant to reach is not clear")
    if reach is not None and reach.base is not None:
        base = make_period(reach.base)
    past = [p for p in track.points[:-1] if base is None or _after(p.label, base.end.isoformat())]
    seen = [(p, *test(p)) for p in past]
    earlier = next((x for x in reversed(seen) if x[1] is True), None)
    computed = Computed(value=bool(now), unit=None)
    first = track.points[0].label
    formula = f"{case.label}: {datum.formula}"
    cells = datum.cells + (earlier[2].cells if earlier else track.points[0].datum.cells)
    holes = ", not without gaps" if track.gaps else ""
    notes = () if base else (f"the table looks back to {first}{holes}",)
    if now is False:
        return Outcome("fails", "not_first", computed, formula, cells, notes)
    if earlier is not None and reach is not None and int(earlier[0].label[:4]) <= reach.doubtful:
        return Outcome("close", "too_close_to_call", computed, formula, cells, notes)
    if earlier is not None:
        notes = (*notes, f"it had happened before, in {earlier[0].label}")
        computed = Computed(value=False, unit=None)
        return Outcome("fails", "not_first", computed, formula, cells, notes)
    if not now or any(x[1] is None for x in seen[-3:]):
        return Outcome("close", "too_close_to_call", computed, formula, cells, notes)
    reaches = base is None or not seen or int(seen[0][0].label[:4]) <= base.end.year + 1
    gaps = track.gaps and base is not None
    if (len(seen) < _FEW and base is None) or gaps or not reaches or not seen:
        return unknown("history_too_short", f"the table looks back only to {first}, or has gaps")
    if case.claim.base_period and _not_then(track, test, case.claim.base_period.label):
        notes = (*notes, f"it did not happen in {case.claim.base_period.label} either")
        return Outcome("close", "too_close_to_call", computed, formula, cells, notes)
    return Outcome("holds", "statement_holds", computed, formula, cells, notes)


def _not_then(track: Track, test: Test, label: str) -> bool:
    """Whether the table denies that it happened in the period it is said to have last happened."""
    then = next((p for p in track.points if p.label == label), None)
    return then is not None and test(then)[0] is False


def _after(label: str, day: str) -> bool:
    return period_span(label)[0].isoformat() > day
