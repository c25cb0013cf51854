"""What would change a verdict, in a sentence, from the verdict alone."""

from __future__ import annotations

from decimal import Decimal

from factcheck.records import CheckedClaim
from factcheck.reports.wording import figure, say_computed

__all__ = ["claimed_interval", "what_would_change"]

_MISSING = {
    "no_matching_series": "A table that holds this indicator; `factcheck tables add` makes one.",
    "area_not_covered": "A table that holds this indicator for the area named.",
    "period_not_covered": "A vintage of the table that reaches the period claimed.",
    "period_unknown": "Knowing the period: the date of publication, or the year named in the text.",
    "area_unknown": "Knowing whose figure it is.",
    "indicator_ambiguous": "Words that tell which of the indicators listed below is meant.",
    "unit_ambiguous": "Knowing the unit or the currency that is meant.",
    "unit_mismatch": "A table in the unit of the claim, or a rate that turns one into the other.",
    "history_too_short": "A table that reaches further back, without gaps.",
    "universe_incomplete": "A ranking that covers the whole scope of the claim.",
    "not_asserted": "The period coming to its end: a forecast or an aim is not checked.",
    "too_close_to_call": "A table that prints more digits.",
    "readings_undecided": "Words that decide between the readings listed below.",
    "value_missing": "A value where the table has a gap.",
    "kind_not_decidable": "A statement that figures alone can settle.",
    "vintage_not_known": "A vintage of the table that was out when the article appeared.",
}


def claimed_interval(claim: CheckedClaim) -> tuple[Decimal, Decimal] | None:
    """The values that round to what the claim prints (half a step either side), where it is exact.

    Returns:
        Lower and upper bound in the unit of the quantity; None where the claim has no exact
        figure.
    """
    quantity = claim.quantity
    if quantity is None or quantity.value is None or quantity.step is None:
        return None
    if quantity.comparator != "eq":
        return None
    half = quantity.step / 2
    return quantity.value - half, quantity.value + half


def what_would_change(claim: CheckedClaim) -> str:
    """One or two sentences; never empty."""
    verdict = claim.verdict
    if verdict.label == "not_enough_evidence":
        return _MISSING.get(verdict.reason, "More evidence than the tables hold.")
    if verdict.label == "conflicting":
        return "Knowing which of the sources, vintages or readings listed is the one meant."
    interval = claimed_interval(claim)
    given = say_computed(verdict.computed)
    unit = claim.quantity.unit if claim.quantity else None
    if interval is not None:
        low, high = (figure(bound, unit) for bound in interval)
        said = f"The text holds for values from {low} to {high}"
        return f"{said}; the table gives {given}." if given else f"{said}."
    if verdict.label == "refuted":
        return "Another value in the cells cited, or another reading of the sentence."
    return "Another value in the cells cited, or a later revision of them."
