"""Arithmetic that the article itself allows: a change between two levels that it also states."""

from __future__ import annotations

from decimal import Decimal

from factcheck.lexicon import normalise
from factcheck.records import Claim
from factcheck.verdicts.case import Case, sign_of
from factcheck.verdicts.datum import Datum, growth_between, show
from factcheck.verdicts.growth import ends_of
from factcheck.verdicts.intervals import fit, said_by

__all__ = ["contradiction"]


def contradiction(case: Case) -> tuple[str, str] | None:
    """Where the article's own levels give another rate than its claim of change.

    Args:
        case: a claim, with all claims of its article.

    Returns:
        Words and formula; None where the article states no such levels, or they agree.
    """
    claim, ends = case.claim, ends_of(case.claim)
    figure = claim.quantity
    if claim.kind != "change" or figure is None or figure.unit != "percent" or ends is None:
        return None
    old, new = (_level(case, label) for label in ends)
    rate = growth_between(new, old) if old is not None and new is not None else None
    said = said_by(figure, sign=sign_of(claim.direction))
    if rate is None or said is None or fit(said, rate.interval) != "apart":
        return None
    words = f"the article's own figures give {rate.value:.1f} percent, it says {figure.text}"
    return words, rate.formula


def _level(case: Case, label: str) -> Datum | None:
    """The level that the article states for the same indicator, area and period."""
    for other in case.claims:
        figure = other.quantity
        if not _same(case.claim, other) or figure is None or figure.value is None:
            continue
        if other.period is None or other.period.label != label or figure.comparator != "eq":
            continue
        half = (figure.step or Decimal(0)) / 2
        low, high = figure.value - half, figure.value + half
        return Datum(figure.value, low, high, figure.unit or "", (), show(figure.value))
    return None


def _same(claim: Claim, other: Claim) -> bool:
    return (
        other.kind == "level"
        and other.modality == "asserted"
        and other.ref_area == claim.ref_area
        and other.counterpart == claim.counterpart
        and normalise(other.indicator.text) == normalise(claim.indicator.text)
    )
