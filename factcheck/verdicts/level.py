"""`level`: an indicator had this value."""

from __future__ import annotations

import re
from dataclasses import replace

from factcheck.records import Candidate
from factcheck.records.calendar import make_period
from factcheck.verdicts.case import Case, Outcome, compare, sign_of, unknown
from factcheck.verdicts.datum import Datum, in_unit, put_together
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
    if figure.unit == "a" and _is_lasting(case):
        return unknown("kind_not_decidable", "it is how long something took")
    statistic = case.statistic(candidate)
    if case.match.growth and not statistic.is_rate():
        return growth_of(case, statistic, label)
    datum = statistic.at(case.area, label)
    if datum is None:
        return _over_years(case, candidate, label) or not_covered(case, statistic)
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


_YEARS = re.compile(r"(\d{4})/(\d{4})")
_NUMBER = re.compile(r"\d{2,4}")
_MANY_YEARS = 6
_LASTING = re.compile(r"\b(?:in|for|within|last|past|next)(?: the| nearly| almost| about)?\s{1,2}$")


def _is_lasting(case: Case) -> bool:
    """Whether a number of years is how long something took ("in a hundred years")."""
    start = case.claim.anchor.start
    return bool(_LASTING.search(case.article.text[max(0, start - 24) : start]))


def _over_years(case: Case, candidate: Candidate, label: str) -> Outcome | None:
    """A figure "between 2011 and 2014": each year, their mean and their sum; all must fail.

    None where a year is missing. What one of the readings gives is not support: which one is
    meant is not said.
    """
    if not _YEARS.fullmatch(label) or case.claim.basis is not None:
        return None
    first, last = (int(x) for x in label.split("/"))
    said_so = case.claim.period.text if case.claim.period else ""
    if len(_NUMBER.findall(said_so or "")) < len((first, last)):
        return None
    years = [str(y) for y in range(first, last + 1)]
    if not 1 < len(years) <= _MANY_YEARS:
        return None
    reads = [judge_level(case.having(period=make_period(y)), candidate) for y in years]
    statistic = case.statistic(candidate)
    data = [d for y in years if (d := statistic.at(case.area, y)) is not None]
    if len(data) < len(years) or any(r.status == "unknown" for r in reads):
        return None
    figure = case.claim.quantity
    mean = put_together(data, "mean")
    for whole in (mean, put_together(data, "sum"), put_together(data[1:], "sum")):
        held = in_unit(whole, figure.unit) if figure is not None and figure.unit else None
        if held is None or figure is None:
            return None
        said = said_by(figure, negated=case.claim.negated)
        reads.append(compare(case, said, held, series=statistic.series))
    note = "each year, their mean and their sum were tried"
    if all(r.status == "fails" for r in reads):
        return replace(reads[len(years)], notes=(note,))
    return replace(reads[len(years)], status="close", reason="too_close_to_call", notes=(note,))


def _fits(said: Said, datum: Datum) -> bool:
    return fit(said, Interval(datum.low, datum.high)) not in ("apart", "close")
