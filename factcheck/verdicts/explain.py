"""Words for a verdict: one plain sentence a fact-checker could print."""

from __future__ import annotations

from decimal import Decimal

from factcheck.records import Candidate, Computed, Diagnosis
from factcheck.verdicts.case import Case, Outcome

__all__ = ["amount", "explain", "missing"]

_WORDS = (
    (Decimal("1e12"), "trillion"),
    (Decimal("1e9"), "billion"),
    (Decimal("1e6"), "million"),
)


def amount(computed: Computed | None) -> str:
    """A computed value as prose writes it."""
    if computed is None or computed.value is None:
        return "no value"
    value, unit = computed.value, computed.unit or ""
    if isinstance(value, bool):
        return "that it holds" if value else "that it does not hold"
    if isinstance(value, str):
        return value
    name = {
        "percent": "percent",
        "percentage_point": "percentage points",
        "count": "",
        "a": "years",
    }
    return f"{_number(Decimal(value))} {name.get(unit, unit)}".strip()


def _number(value: Decimal) -> str:
    for size, word in _WORDS:
        if abs(value) >= size:
            return f"{value / size:.4g} {word}"
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}"


def explain(
    case: Case, label: str, outcome: Outcome, candidate: Candidate, first: Diagnosis | None
) -> str:
    """The sentence for a verdict with an answer.

    Args:
        case: the claim.
        label: of the verdict.
        outcome: what came of the reading that decided.
        candidate: the statistic that decided.
        first: the likeliest diagnosis of a refuted claim.
    """
    claim = case.claim
    where = f"{candidate.indicator}, {case.area or ''} {case.label or ''}".strip(", ")
    said = claim.anchor.exact
    gives = f"the table gives {amount(outcome.computed)} ({where})"
    if label == "supported":
        return f"“{said}” holds: {gives}."
    if label == "refuted":
        tail = f"; {first.text}" if first and first.kind != "wrong_value" else ""
        return f"“{said}” does not hold: {gives}{tail}."
    if label == "conflicting":
        return f"“{said}” holds on one reading and not on another: {gives}."
    if outcome.status != "fails":
        return f"“{said}” cannot be settled: {gives}, which is too near to tell."
    why = outcome.notes[-1] if outcome.notes else "the tables hold readings that differ"
    return f"“{said}” cannot be settled: {gives}, but {why}."


def missing(case: Case, reason: str, words: str) -> str:
    """The sentence for a claim without an answer."""
    plain = {
        "no_matching_series": "the tables hold no series of this indicator",
        "area_not_covered": "the tables hold nothing for this area",
        "period_not_covered": "the tables hold no value for this period",
        "period_unknown": "the text does not say of which period",
        "area_unknown": "the text does not say whose figure it is",
        "not_asserted": "it is a forecast, an aim or a supposition",
        "history_too_short": "the history in the tables is too short",
        "universe_incomplete": "the tables do not cover all that it is compared with",
        "unit_mismatch": "the tables hold it in another unit only",
        "too_close_to_call": "the figures lie too near to tell",
    }.get(reason, reason.replace("_", " "))
    tail = f" ({words})" if words else ""
    return f"“{case.claim.anchor.exact}” cannot be settled: {plain}{tail}."
