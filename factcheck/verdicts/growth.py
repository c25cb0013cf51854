"""Rates of growth: published where the series is one, recomputed from levels elsewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from factcheck.records import Basis, Claim
from factcheck.records.calendar import shift_period
from factcheck.verdicts.case import Case, Outcome, compare, sign_of, unknown
from factcheck.verdicts.datum import HUNDRED, Datum, growth_between
from factcheck.verdicts.intervals import said_by
from factcheck.verdicts.statistic import Statistic

__all__ = ["ends_of", "growth_datum", "growth_of", "previous"]


def previous(label: str, basis: Basis | None) -> str | None:
    """The period that a basis compares with, None where it names none.

    Args:
        label: of the claim's period.
        basis: None is read as year on year.
    """
    try:
        if basis == "qoq":
            return shift_period(label, quarters=-1)
        if basis == "mom":
            return shift_period(label, months=-1)
        if basis in ("yoy", None):
            return shift_period(label, years=-1)
    except ValueError:
        return None
    return None


def ends_of(claim: Claim) -> tuple[str, str] | None:
    """The two periods that a change runs between: earlier, later.

    A span of years names both itself; a base period, where the text states one, is the earlier.
    """
    if claim.period is None:
        return None
    label = claim.period.label
    first, mark, last = label.partition("/")
    yearly = mark and len(first) == 4 and len(last) == 4
    if claim.basis in ("yoy", "qoq", "mom") and not yearly:
        before = previous(label, claim.basis)
        return None if before is None else (before, label)
    if claim.base_period is not None:
        base = claim.base_period.label
        later = last if yearly else label
        if "/" in base:
            return None
        return (base, later) if base != later else None
    if claim.basis in ("since", "average_annual") or (claim.basis is None and yearly):
        return (first, last) if yearly else None
    if yearly:
        return None
    before = previous(label, claim.basis)
    return None if before is None else (before, label)


def growth_datum(statistic: Statistic, area: str | None, ends: tuple[str, str]) -> Datum | None:
    """Growth in percent between two periods, recomputed from the statistic's levels."""
    new, old = statistic.at(area, ends[1]), statistic.at(area, ends[0])
    return None if new is None or old is None else growth_between(new, old)


def growth_of(case: Case, statistic: Statistic, label: str) -> Outcome:
    """A rate of growth that the claim states as a level ("growth slowed to 3 percent")."""
    base = previous(label, case.claim.basis)
    if base is None or case.claim.quantity is None:
        return unknown("period_not_covered", f"no period before {label} to compare with")
    datum = growth_datum(statistic, case.area, (base, label))
    if datum is None:
        return unknown("period_not_covered", f"no values for {base} and {label}")
    sign = sign_of(case.claim.direction)
    said = said_by(case.claim.quantity, sign=sign, negated=case.claim.negated)
    found = compare(case, said, datum, series=statistic.series)
    return _named(found)


def _named(found: Outcome) -> Outcome:
    if found.status == "holds" and found.reason == "value_matches":
        return replace(found, reason="recomputed_matches")
    return found


def annual_rate(new: Datum, old: Datum, years: int) -> Datum | None:
    """Average annual growth over a span of years, in percent."""
    whole = growth_between(new, old)
    if whole is None or years < 1:
        return None

    def rate(percent: Decimal) -> Decimal:
        return ((1 + percent / HUNDRED) ** (Decimal(1) / years) - 1) * HUNDRED

    return Datum(
        rate(whole.value),
        rate(whole.low),
        rate(whole.high),
        "percent",
        whole.cells,
        f"(1 + {whole.formula} / 100)^(1/{years}) - 1",
    )
