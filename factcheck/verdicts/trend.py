"""`trend`: an indicator went up or down, with no figure."""

from __future__ import annotations

import re
from decimal import Decimal

from factcheck.records import Candidate, Computed
from factcheck.verdicts.case import Case, Outcome, Status, band_of, unknown
from factcheck.verdicts.datum import Datum, combine, shown
from factcheck.verdicts.growth import ends_of, growth_datum, previous
from factcheck.verdicts.intervals import tolerance
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.statistic import Statistic

__all__ = ["judge_trend", "moved"]

_YARDSTICK = re.compile(r"\s{1,2}(?:short\s{1,2}of\b|of\s{1,2}(?:that|those)\b)")


def judge_trend(case: Case, candidate: Candidate) -> Outcome:
    """Whether the indicator moved the way the claim says.

    A published rate is read by its sign; a level is compared with the period before (a year
    earlier unless the text states another base). How fast it moved is not judged.
    """
    claim = case.claim
    if claim.period is None:
        return unknown("period_unknown", "the text does not say when")
    if claim.direction is None:
        return unknown("kind_not_decidable", "no direction is claimed")
    after = case.article.text[claim.anchor.end : claim.anchor.end + 20]
    if _YARDSTICK.match(after):
        return unknown("kind_not_decidable", "it is set beside another figure")
    statistic = case.statistic(candidate)
    datum = _pace(case, statistic) if case.match.growth else moved(case, statistic)
    if datum is None:
        return not_covered(case, statistic)
    return _read(case, datum, band_of(case, datum, statistic.series))


def moved(case: Case, statistic: Statistic) -> Datum | None:
    """The movement up to the claim's period, in percent where it has a rate."""
    claim = case.claim
    if statistic.is_rate() and claim.period is not None:
        return statistic.at(case.area, claim.period.label)
    ends = ends_of(claim)
    if ends is None:
        return None
    rate = growth_datum(statistic, case.area, ends)
    if rate is not None:
        return rate
    new, old = statistic.at(case.area, ends[1]), statistic.at(case.area, ends[0])
    if new is None or old is None:
        return None
    text = f"{shown(new)} - {shown(old)}"
    return combine(new, old, lambda x, y: x - y, new.unit, text)


def _pace(case: Case, statistic: Statistic) -> Datum | None:
    """How far growth itself rose or fell, in points."""
    ends = ends_of(case.claim)
    if ends is None:
        return None
    rates = []
    for label in ends:
        if statistic.is_rate():
            rates.append(statistic.at(case.area, label))
            continue
        base = previous(label, "yoy")
        rates.append(growth_datum(statistic, case.area, (base, label)) if base else None)
    old, new = rates
    if new is None or old is None:
        return None
    text = f"{shown(new)} - {shown(old)}"
    return combine(new, old, lambda x, y: x - y, "percentage_point", text)


def _read(case: Case, datum: Datum, room: Decimal) -> Outcome:
    claimed = case.claim.direction
    computed = Computed(value=datum.value, unit=datum.unit, low=datum.low, high=datum.high)
    flat = tolerance("flat", "absolute")
    status: Status
    if claimed == "flat":
        inside = -flat <= datum.low and datum.high <= flat
        status = "holds" if inside else "fails" if abs(datum.value) > 3 * flat else "close"
    else:
        way = datum.value if claimed == "up" else -datum.value
        edge = min(abs(datum.low), abs(datum.high)) if datum.low * datum.high > 0 else 0
        sure = edge > 0 and abs(datum.value) >= room
        status = "holds" if way > 0 and edge > 0 else "fails" if way < 0 and sure else "close"
    reason = {"holds": "statement_holds", "fails": "direction_differs"}.get(
        status, "too_close_to_call"
    )
    return Outcome(status, reason, computed, datum.formula, datum.cells)
