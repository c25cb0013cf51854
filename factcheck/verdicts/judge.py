"""The door: a claim, its match and the archive in, a verdict out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.records import Area, Article, Claim, Match, Verdict
from factcheck.series import Archive
from factcheck.verdicts.case import Case
from factcheck.verdicts.crossed import crossed
from factcheck.verdicts.diagnose import SURE, diagnose, suspects
from factcheck.verdicts.doubt import (
    doubt,
    of_other_unit,
    other_order,
    spot,
    undated,
    unread_qualifier,
)
from factcheck.verdicts.grounds import open_key
from factcheck.verdicts.readings import OPERATORS, Read, read_all, read_one
from factcheck.verdicts.write import write_nothing, write_verdict

__all__ = ["judge_claim"]

_PRICED = frozenset({"change", "trend", "comparison", "rank", "share"})
"""Kinds that sums at other prices (constant, or of equal purchasing power) may bear out."""
_SAME = 0.005


def judge_claim(  # noqa: PLR0913 - what a verdict may look at
    claim: Claim,
    match: Match,
    archive: Archive,
    *,
    article: Article,
    claims: Sequence[Claim] = (),
    area: str | None = None,
) -> Verdict:
    """What the tables say of a claim.

    Args:
        claim: the claim.
        match: candidates for it.
        archive: reference statistics.
        article: where it stands.
        claims: all claims of the article, for context.
        area: whose figure it is, where the claim does not say and `settled_area` does.

    Returns:
        A verdict that holds everything needed to replay it. Refuted only where the indicator,
        area, period, unit and basis are known to match and every reading fails clearly.
    """
    case = Case(claim, match, archive, article, tuple(claims))
    if area is not None and claim.ref_area is None:
        case = case.having(ref_area=Area(text="", code=area))
    early = _without_tables(case)
    if early is not None:
        return write_nothing(case, *early)
    if case.match.partners:
        return judge_partners(case)
    reads = read_all(_placed(case))
    answered = [r for r in reads if r.outcome.status != "unknown"]
    if not answered:
        first = reads[0].outcome
        return write_nothing(case, first.reason, first.missing)
    return _decide(case, answered)


def judge_partners(case: Case) -> Verdict:
    """A comparison of several partners with the whole: each must hold, any that fails decides."""
    reads: list[Read] = []
    for partner in case.match.partners:
        mine = tuple(
            c for c in case.match.candidates if case.archive.get(c.key).counterpart == partner
        )
        part = replace(case, match=case.match.model_copy(update={"candidates": mine}))
        answered = [r for r in read_all(part) if r.outcome.status != "unknown"] if mine else []
        if not answered:
            words = f"no figures for {partner}"
            return write_nothing(case, "no_matching_series", words)
        best = next((r for r in answered if r.outcome.status == "holds"), answered[0])
        named = replace(best.outcome, notes=(*best.outcome.notes, f"with {partner}"))
        reads.append(replace(best, outcome=named))
    worst = min(reads, key=lambda r: ("fails", "close", "holds").index(r.outcome.status))
    formulas = "; ".join(f"{r.outcome.formula} ({r.outcome.notes[-1]})" for r in reads)
    cells = tuple(c for r in reads for c in r.outcome.cells)
    whole = replace(worst, outcome=replace(worst.outcome, formula=formulas, cells=cells))
    if worst.outcome.status == "holds":
        return write_verdict(case, "supported", worst.outcome.reason, whole, reads)
    if worst.outcome.status == "close" or not worst.candidate.strict:
        return write_verdict(case, "not_enough_evidence", "too_close_to_call", whole, reads)
    return _refuted(case, [whole], reads)


def _without_tables(case: Case) -> tuple[str, str] | None:
    claim, match = case.claim, case.match
    if claim.modality != "asserted":
        return "not_asserted", claim.modality
    if not match.candidates:
        return match.reason or "no_matching_series", "; ".join(match.undecided)
    rate = "/" in case.archive.get(match.candidates[0].key).unit_measure
    if claim.ref_area is None and not rate and _placed(case) is case:
        return "area_unknown", ""
    return None


def _placed(case: Case) -> Case:
    """A claim without an area, read for the only one that the best candidate's table holds."""
    if case.claim.ref_area is not None or not case.match.candidates:
        return case
    held = case.archive.areas(case.match.candidates[0].key)
    if len(held) != 1 or case.match.candidates[0].op == "inverse":
        return case
    code = next(iter(held))
    if "/" in case.archive.get(case.match.candidates[0].key).unit_measure:
        return case
    return case.having(ref_area=Area(text="", code=code))


def _decide(case: Case, answered: list[Read]) -> Verdict:
    holds = [r for r in answered if r.outcome.status == "holds"]
    fails = [r for r in answered if r.outcome.status == "fails"]
    close = [r for r in answered if r.outcome.status == "close"]
    torn = [r for r in holds if r.vintages == "vintages_disagree"]
    if torn and len(torn) == len(holds):
        return write_verdict(case, "conflicting", "vintages_disagree", torn[0], answered)
    if answered[0].outcome.extra.get("readings") == "disagree":
        return write_verdict(case, "conflicting", "readings_disagree", answered[0], answered)
    if holds:
        return _held(case, answered, holds, fails)
    if fails and not close and any(r.candidate.strict for r in fails) and answered[0] in fails:
        return _refuted(case, [r for r in fails if r.candidate.strict], answered)
    first = close[0] if close else fails[0]
    reason = "too_close_to_call" if close else "indicator_ambiguous"
    return write_verdict(case, "not_enough_evidence", reason, first, answered)


def _refuted(case: Case, fails: list[Read], answered: list[Read]) -> Verdict:
    """A claim that fails on every reading, unless the passage gives the figure to another."""
    named = [(r, diagnose(case, r.candidate, r.outcome)) for r in fails]
    read, diagnoses = next((x for x in named if x[1][0].kind in SURE), named[0])
    stale = _other_vintage(case, read)
    if stale is not None:
        return write_verdict(case, "conflicting", "vintages_disagree", stale, [*answered, stale])
    near = suspects(case, read.candidate, read.outcome)
    doubtful = (
        undated(case)
        or crossed(case)
        or spot(case, read.candidate)
        or other_order(case, read.outcome, diagnoses)
        or of_other_unit(case, read.candidate, diagnoses)
        or open_key(case, read.candidate, read.outcome)
        or doubt(case, (*near, *diagnoses))
        or ((diagnoses[0].kind not in SURE and unread_qualifier(case, read.candidate)) or None)
    )
    other = _other_price(case, answered)
    if other is not None:
        return write_verdict(case, "conflicting", "readings_disagree", other, [*answered, other])
    if doubtful is None and case.claim.ref_area is not None:
        return write_verdict(
            case, "refuted", read.outcome.reason, read, answered, diagnoses=diagnoses
        )
    why = doubtful or "the text names no area"
    outcome = replace(read.outcome, notes=(*read.outcome.notes, why))
    open_read = replace(read, outcome=outcome)
    return write_verdict(case, "not_enough_evidence", "readings_undecided", open_read, answered)


def _other_vintage(case: Case, read: Read) -> Read | None:
    """An earlier or later vintage of the same statistic under which the claim holds."""
    for vintage in reversed(case.archive.vintages(read.candidate.key)):
        then = replace(case, known=vintage)
        outcome = OPERATORS[case.claim.kind](then, read.candidate)
        if outcome.status == "holds":
            note = f"it holds on the figures of {vintage.isoformat()}"
            return replace(read, outcome=replace(outcome, notes=(*outcome.notes, note)))
    return None


def _other_price(case: Case, answered: list[Read]) -> Read | None:
    """A reading on another price basis under which the claim holds, where the text names none."""
    tried = {r.candidate.key for r in answered}
    for candidate in case.match.candidates:
        if candidate.key in tried or not any(w.feature == "price" for w in candidate.reasons):
            continue
        read = read_one(case, candidate)
        if read.outcome.status == "holds":
            return read
    return None


def _held(case: Case, answered: list[Read], holds: list[Read], fails: list[Read]) -> Verdict:
    """At least one reading holds: supported, unless the text points to one that fails."""
    best = next((r for r in holds if r.vintages != "vintages_disagree"), holds[0])
    if not fails:
        return write_verdict(case, "supported", best.outcome.reason, best, answered)
    if _same_thing(case, best, fails) or answered[0] is best:
        return write_verdict(case, "supported", best.outcome.reason, best, answered)
    return write_verdict(case, "conflicting", "readings_disagree", best, answered)


def _same_thing(case: Case, best: Read, fails: list[Read]) -> bool:
    """Whether the failing readings are the same statistic: published, recomputed, or elsewhere."""
    mine = case.archive.get(best.candidate.key)
    base = mine.of or mine.series
    for read in fails:
        other = case.archive.get(read.candidate.key)
        if other.dataset == mine.dataset and base in (other.of, other.series):
            continue
        equal = abs(read.candidate.score - best.candidate.score) < _SAME
        if other.dataset != mine.dataset and equal and other.unit_measure == mine.unit_measure:
            continue
        return False
    return True
