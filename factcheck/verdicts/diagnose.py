"""Why a refuted claim fails: readings under which it would hold, likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from factcheck.records import Candidate, Diagnosis
from factcheck.verdicts.case import Case, Outcome
from factcheck.verdicts.readings import OPERATORS
from factcheck.verdicts.variants import MAKERS, Variant, magnitudes, named_areas, periods, siblings

__all__ = ["SURE", "diagnose", "suspects"]

_MOST = 3
_PLAIN = {
    "rank": ("wrong_rank", "another place in the ordering"),
    "record": ("false_record", "an earlier value goes further"),
    "first_time": ("false_first", "it had happened before, or did not happen"),
    "streak": ("wrong_streak", "the run has another length"),
    "comparison": ("false_comparison", "the two sides stand otherwise"),
    "share": ("wrong_share", "the share is another"),
    "trend": ("wrong_direction", "it moved the other way"),
    "level": ("wrong_value", "no other reading tried gives the claimed figure"),
    "change": ("wrong_value", "no other reading tried gives the claimed figure"),
}
_TELLING = 3
_REVISED = Decimal("0.005")
SURE = frozenset(
    {"wrong_direction", "percent_vs_points", "wrong_magnitude", "wrong_currency", "digit_swap"}
)
"""Diagnoses that hardly come about by chance."""


def diagnose(case: Case, candidate: Candidate, outcome: Outcome) -> tuple[Diagnosis, ...]:
    """Readings under which the claim would hold, at most three.

    Args:
        case: the refuted claim.
        candidate: the statistic that refutes it.
        outcome: what came of it.

    Returns:
        At least one; the plain one of the kind ("wrong_value") where no reading is telling.
    """
    found: list[Diagnosis] = []
    kind, words = _PLAIN[case.claim.kind]
    if case.claim.quantity is not None and case.claim.kind in ("level", "change", "share"):
        for make in MAKERS:
            hit = _first(make(case, candidate, outcome))
            if hit is not None:
                found.append(hit)
            if len(found) >= _MOST - 1 or (found and found[0].kind in SURE):
                break
    elif case.claim.kind == "comparison" and case.claim.quantity is not None:
        hit = _first(magnitudes(case, candidate, outcome))
        found += [hit] if hit else []
    if not found or found[0].kind not in SURE or kind == "false_comparison":
        found.append(Diagnosis(kind=kind, text=words))
    return tuple(found[:_MOST])


def suspects(case: Case, candidate: Candidate, outcome: Outcome) -> tuple[Diagnosis, ...]:
    """Readings that the passage itself may have meant: other series it names, areas, years.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.
        outcome: what came of it.
    """
    if case.claim.quantity is None:
        return ()
    near = replace(case, match=case.match.model_copy(update={"siblings": case.match.mentioned}))
    makers = (siblings, periods, named_areas)
    found = [_first(make(near, candidate, outcome)) for make in makers]
    return tuple(d for d in found if d is not None)


def _first(variants: Iterator[Variant]) -> Diagnosis | None:
    for kind, text, case, candidate in variants:
        several = kind not in ("wrong_area", "wrong_magnitude", "digit_swap")
        for known in _vintages(case, candidate) if several else (None,):
            got = OPERATORS[case.claim.kind](replace(case, known=known), candidate)
            if got.status == "holds" or (kind == "wrong_magnitude" and _all_but(case, got)):
                value = got.computed.value if got.computed else None
                number = value if isinstance(value, Decimal) else None
                cell = case.archive.cell(got.cells[0]) if got.cells else None
                return Diagnosis(kind=kind, text=text, value=number, cell=cell)
    return None


def _all_but(case: Case, got: Outcome) -> bool:
    """Whether three digits or more agree but for a revision: the multiplier is what is wrong."""
    figure, computed = case.claim.quantity, got.computed
    if figure is None or not figure.value or computed is None:
        return False
    if len(figure.value.normalize().as_tuple().digits) < _TELLING:
        return False
    held = computed.value
    return isinstance(held, Decimal) and abs(held / figure.value - 1) < _REVISED


def _vintages(case: Case, candidate: Candidate) -> list[date | None]:
    """The newest vintage, and those out before the article, newest first."""
    published = case.article.published
    held = case.archive.vintages(candidate.key)
    return [None, *(v for v in held[::-1][1:] if published and v <= published)][:4]
