"""Writes a verdict: sentence, evidence, readings, notes and confidence out of what was read."""

from __future__ import annotations

from factcheck.records import Cell, Diagnosis, Label, Observation, Reading, Verdict
from factcheck.verdicts.asides import asides
from factcheck.verdicts.case import Case
from factcheck.verdicts.confidence import confidence_in, confidence_of
from factcheck.verdicts.explain import explain, missing
from factcheck.verdicts.inside import contradiction
from factcheck.verdicts.readings import Read

__all__ = ["write_nothing", "write_verdict"]

_MOST_CELLS = 24


def write_nothing(case: Case, reason: str, words: str) -> Verdict:
    """The verdict where no table answers.

    Args:
        case: the claim.
        reason: a `not_enough_evidence` code.
        words: what is missing.
    """
    own = contradiction(case) if case.claim.modality == "asserted" else None
    if own is not None:
        return Verdict(
            label="conflicting",
            reason="text_contradicts_itself",
            explanation=f"“{case.claim.anchor.exact}” does not fit the article itself: {own[0]}.",
            formula=own[1],
            confidence=confidence_of("conflicting"),
            match=case.match,
        )
    return Verdict(
        label="not_enough_evidence",
        reason=reason,
        explanation=missing(case, reason, words),
        confidence=confidence_of("nothing held"),
        match=case.match,
    )


def write_verdict(  # noqa: PLR0913 - the parts of a verdict
    case: Case,
    label: Label,
    reason: str,
    read: Read,
    answered: list[Read],
    *,
    diagnoses: tuple[Diagnosis, ...] = (),
) -> Verdict:
    """The verdict of a label and the reading that decided.

    Args:
        case: the claim.
        label: what was decided.
        reason: a code of that label.
        read: the reading that decided.
        answered: all readings that gave an answer.
        diagnoses: for a refuted claim, likeliest first.
    """
    if reason == "too_close_to_call" and contradiction(case) is not None:
        return write_nothing(case, reason, "")
    outcome = read.outcome
    first = diagnoses[0] if diagnoses else None
    others = [r for r in answered if r is not read]
    cells = list(outcome.cells)
    if label == "conflicting":
        cells += [c for r in others for c in r.outcome.cells]
        cells += list(read.other.cells) if read.other else []
    return Verdict(
        label=label,
        reason=reason,
        explanation=explain(case, label, outcome, read.candidate, first),
        computed=outcome.computed,
        formula=outcome.formula,
        evidence=_cells(case, cells),
        diagnoses=diagnoses,
        confidence=confidence_in(label, read, answered),
        readings=tuple(_reading(r) for r in answered),
        notes=_notes(outcome.notes, read, others)
        + (asides(case, read) if label == "supported" else ())
        + _inside(case),
        match=case.match,
    )


def _notes(notes: tuple[str, ...], read: Read, others: list[Read]) -> tuple[str, ...]:
    differ = [
        f"{r.candidate.indicator} ({', '.join(r.candidate.qualifiers)}) gives another figure"
        for r in others
        if r.outcome.status != read.outcome.status
    ]
    return (*notes, *differ)


def _inside(case: Case) -> tuple[str, ...]:
    own = contradiction(case)
    return () if own is None else (f"{own[0]} ({own[1]})",)


def _cells(case: Case, observations: list[Observation]) -> tuple[Cell, ...]:
    seen: dict[tuple[object, ...], Cell] = {}
    for seen_at in observations[:_MOST_CELLS]:
        key = (seen_at.series, seen_at.ref_area, seen_at.time_period, seen_at.vintage)
        if key not in seen:
            seen[key] = case.archive.cell(seen_at)
    return tuple(seen.values())


def _reading(read: Read) -> Reading:
    outcome = read.outcome
    label: Label = {
        "holds": "supported",
        "fails": "refuted",
    }.get(outcome.status, "not_enough_evidence")  # type: ignore[assignment]
    name = f"{read.candidate.indicator} [{', '.join(read.candidate.qualifiers)}]"
    text = "; ".join(outcome.notes) or outcome.reason.replace("_", " ")
    return Reading(
        name=name, label=label, text=text, computed=outcome.computed, formula=outcome.formula
    )
