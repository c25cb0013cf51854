"""`level`: an indicator had this value."""

from __future__ import annotations

from dataclasses import replace

from factcheck.records import Candidate
from factcheck.verdicts.case import Case, Outcome, compare, sign_of, unknown
from factcheck.verdicts.datum import Datum, in_unit
from factcheck.verdicts.growth import growth_of
from factcheck.verdicts.intervals import Interval, Said, fit, said_by, tolerance
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.statistic import Statistic
from factcheck.verdicts.units import is_money

__all__ = ["judge_level"]


def judge_level(case: Case, candidate: Candidate) -> Outcome:
    """Whether the indicator had the claimed value.

    Needs one cell (or those that make it up). A claim about a rate of growth takes the published
    rate or recomputes it; a claim in another currency is converted at the mean rate of the period.
    """
    figure, label = case.claim.quantity, case.label
    if figure is None or figure.unit is None:
        return unknown("unit_ambiguous", "the claim's figure has no unit")
    if label is None:
        return unknown("period_unknown", "the text does not say of which period")
    statistic = case.statistic(candidate)
    if case.match.growth and not statistic.is_rate():
        return growth_of(case, statistic, label)
    datum = statistic.at(case.area, label)
    if datum is None:
        return not_covered(case, statistic)
    sign = sign_of(case.claim.direction) if statistic.is_rate() else 1
    said = said_by(figure, sign=sign, negated=case.claim.negated)
    plain = in_unit(datum, figure.unit)
    if plain is None and statistic.is_rate() and figure.unit == "percentage_point":
        plain = datum
    if plain is not None:
        return compare(case, said, plain, series=statistic.series)
    if is_money(figure.unit) and is_money(datum.unit):
        return _converted(case, statistic, datum, label)
    return unknown("unit_mismatch", f"the claim is in {figure.unit}, the series in {datum.unit}")


def _converted(case: Case, statistic: Statistic, datum: Datum, label: str) -> Outcome:
    """A sum in another currency: holds within a conversion's slack, fails only where far off."""
    figure = case.claim.quantity
    if figure is None or figure.unit is None:
        return unknown("unit_ambiguous")
    rate = case.archive.rate(datum.unit, figure.unit, label)
    if rate is None:
        return unknown("unit_mismatch", f"no rate from {datum.unit} to {figure.unit} for {label}")
    turned = datum.scaled(
        rate[0], figure.unit, f"{datum.formula} {datum.unit} × {rate[0]:.6g} {figure.unit}"
    )
    slack = abs(turned.value) * tolerance("rate", "relative")
    wide = replace(turned, low=turned.low - slack, high=turned.high + slack)
    said = said_by(figure, negated=case.claim.negated)
    found = compare(case, said, wide, series=statistic.series)
    far = said is not None and said.loose.gap(wide.interval) > abs(turned.value) * tolerance(
        "rate", "far"
    )
    note = f"converted from {datum.unit} at the mean rate of the period"
    if found.status == "fails" and not (far and said is not None and _fits(said, datum)):
        return unknown("unit_mismatch", f"only in {datum.unit}; {note}")
    return replace(found, notes=(*found.notes, note), extra={"currency": datum.unit})


def _fits(said: Said, datum: Datum) -> bool:
    return fit(said, Interval(datum.low, datum.high)) not in ("apart", "close")
