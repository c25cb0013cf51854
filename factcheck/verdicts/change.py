"""`change`: an indicator moved by this much between two periods."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from factcheck.records import Candidate, Quantity
from factcheck.records.calendar import period_span, shift_period
from factcheck.verdicts.case import Case, Outcome, compare, sign_of, unknown
from factcheck.verdicts.datum import Datum, combine, growth_between, in_unit, shown
from factcheck.verdicts.growth import annual_rate, ends_of, growth_datum
from factcheck.verdicts.intervals import Said, said_by
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.statistic import Statistic

__all__ = ["change_datum", "judge_change"]


def judge_change(case: Case, candidate: Candidate) -> Outcome:
    """Whether the indicator moved by the claimed amount.

    A published rate is taken as it stands; otherwise the change is recomputed from the two
    periods: in percent, in points of a rate, as a multiple, or in the indicator's own unit.
    """
    claim, figure = case.claim, case.claim.quantity
    if figure is None or figure.unit is None:
        return unknown("unit_ambiguous", "the claim's figure has no unit")
    if claim.period is None:
        return unknown("period_unknown", "the text does not say of which period")
    statistic = case.statistic(candidate)
    datum = change_datum(case, statistic, figure)
    if datum is None:
        return not_covered(case, statistic)
    size = _size(statistic, figure, datum)
    found = compare(case, _said(case, figure, datum), datum, series=statistic.series, of=size)
    if found.status == "fails" and found.computed is not None:
        reason = _turned(case, datum)
        found = replace(found, reason=reason)
    if found.status == "holds" and found.reason == "value_matches":
        direct = statistic.is_rate() and figure.unit == "percent"
        name = "published_rate_matches" if direct else "recomputed_matches"
        found = replace(found, reason=name)
    return found


def _size(statistic: Statistic, figure: Quantity, datum: Datum) -> Decimal | None:
    """Size of the levels that a change in the indicator's own unit is the difference of."""
    if figure.unit in ("percent", "percentage_point", "ratio") or statistic.is_rate():
        return None
    values = [c.value for c in datum.cells if c.value is not None]
    if not values:
        return None
    whole = in_unit(Datum(max(values), _ZERO, _ZERO, statistic.unit(), (), ""), datum.unit)
    return None if whole is None else whole.value


_ZERO = Decimal(0)


def _said(case: Case, figure: Quantity, datum: Datum) -> Said | None:
    """What the claim covers, signed by its direction; a multiple has no sign."""
    direction = case.claim.direction
    if figure.unit == "ratio" and datum.unit == "ratio":
        return said_by(figure, negated=case.claim.negated)
    if direction is None and datum.value < 0 and figure.value is not None and figure.value > 0:
        return said_by(figure, sign=-1, negated=case.claim.negated)
    return said_by(figure, sign=sign_of(direction), negated=case.claim.negated)


def _turned(case: Case, datum: Datum) -> str:
    claimed = case.claim.direction
    moved = "up" if datum.low > 0 else "down" if datum.high < 0 else None
    return (
        "direction_differs"
        if claimed in ("up", "down") and moved not in (None, claimed)
        else ("value_differs")
    )


def change_datum(case: Case, statistic: Statistic, figure: Quantity) -> Datum | None:
    """The change that the tables give, in the unit of the claim's figure.

    Args:
        case: the claim, whose period, base and basis say between what.
        statistic: what moved.
        figure: the claim's figure.
    """
    claim = case.claim
    ends = ends_of(claim)
    if figure.unit == "percentage_point":
        return _points(case, statistic)
    if statistic.is_rate():
        plain = figure.unit == "percent" and claim.period is not None
        return statistic.at(case.area, claim.period.label) if plain and claim.period else None
    if ends is None or not _alike(statistic, ends):
        return None
    new, old = statistic.at(case.area, ends[1]), statistic.at(case.area, ends[0])
    if new is None or old is None:
        return None
    if figure.unit == "percent" and claim.basis == "average_annual":
        years = period_span(ends[1])[1].year - period_span(ends[0])[1].year
        return annual_rate(new, old, years)
    return _moved(new, old, figure.unit or "")


def _moved(new: Datum, old: Datum, unit: str) -> Datum | None:
    """The change between two figures: in percent, as a multiple, or in their own unit."""
    if unit == "percent":
        return growth_between(new, old)
    if unit == "ratio":
        text = f"{shown(new)} / {shown(old)}"
        return combine(new, old, lambda x, y: x / y, "ratio", text) if old.low > 0 else None
    moved = _less(new, old, new.unit)
    return None if moved is None else in_unit(moved, unit)


def _alike(statistic: Statistic, ends: tuple[str, str]) -> bool:
    """Whether the two periods can be set beside each other: sums only where equally long."""
    if statistic.series.measure == "index" or "/" in statistic.unit():
        return True
    spans = [period_span(x) for x in ends]
    days = [(b - a).days for a, b in spans]
    return statistic.unit() == "percent" or abs(days[0] - days[1]) <= 3


def _less(new: Datum, old: Datum, unit: str) -> Datum | None:
    text = f"{shown(new)} - {shown(old)}"
    return combine(new, old, lambda x, y: x - y, unit, text)


def _points(case: Case, statistic: Statistic) -> Datum | None:
    """A change in points: of a rate or share, else of the growth of a level."""
    ends = ends_of(case.claim)
    if ends is None:
        return None
    if statistic.unit() == "percent":
        new, old = statistic.at(case.area, ends[1]), statistic.at(case.area, ends[0])
    else:
        try:
            before = tuple(shift_period(x, years=-1) for x in ends)
        except ValueError:
            return None
        new = growth_datum(statistic, case.area, (before[1], ends[1]))
        old = growth_datum(statistic, case.area, (before[0], ends[0]))
    if new is None or old is None:
        return None
    return _less(new, old, "percentage_point")
