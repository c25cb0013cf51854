"""`share`: a part is this much of a whole."""

from __future__ import annotations

from dataclasses import replace

from factcheck.records import Candidate, Quantity
from factcheck.verdicts.case import Case, Outcome, compare, unknown
from factcheck.verdicts.intervals import said_by
from factcheck.verdicts.lacking import not_covered

__all__ = ["judge_share"]


def judge_share(case: Case, candidate: Candidate) -> Outcome:
    """Whether the part is the claimed share of the whole.

    A published share is taken as it stands, else the part over the whole. "Three in five do not"
    is read as the rest.
    """
    figure = case.claim.quantity
    if figure is None:
        return unknown("kind_not_decidable", "no share is stated")
    label = case.label
    if label is None:
        return unknown("period_unknown", "the text does not say of which period")
    turned = candidate
    if case.claim.negated and candidate.op == "series" and figure.comparator in _PLAIN:
        turned = candidate.model_copy(update={"op": "complement"})
    statistic = case.statistic(turned)
    datum = statistic.at(case.area, label)
    if datum is None:
        return not_covered(case, statistic)
    if datum.unit != "percent":
        return unknown("unit_mismatch", f"the series is in {datum.unit}")
    figure = _as_percent(figure)
    negated = case.claim.negated and turned is candidate
    found = compare(case, said_by(figure, negated=negated), datum, series=statistic.series)
    if found.status == "holds" and found.reason == "value_matches" and turned.op == "share":
        return replace(found, reason="recomputed_matches")
    return found


_PLAIN = frozenset({"eq", "approx", "nearly", "between"})


def _as_percent(figure: Quantity) -> Quantity:
    if figure.unit != "ratio" or figure.value is None:
        return figure
    step = None if figure.step is None else figure.step * 100
    return figure.model_copy(update={"unit": "percent", "value": figure.value * 100, "step": step})
