"""`trend` of "recent years": each of several spans that end with the newest year must agree."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Candidate
from factcheck.records.calendar import make_period, shift_period
from factcheck.verdicts.case import Case, Outcome, unknown
from factcheck.verdicts.trend import judge_trend

__all__ = ["is_recent", "judge_recent"]

_SPANS = (1, 3, 5)
_NEAR = 60


@lru_cache(maxsize=1)
def _cues() -> tuple[str, ...]:
    return tuple(r["words"] for r in load_rows("recent_cues", ("words", "example", "source")))


def is_recent(case: Case) -> bool:
    """Whether the words around the claim's trigger place it in the last few years."""
    anchor, text = case.claim.anchor, case.article.text
    around = normalise(text[max(0, anchor.start - _NEAR) : anchor.end + _NEAR])
    return any(f" {cue} " in f" {around} ".replace(".", " ").replace(",", " ") for cue in _cues())


def judge_recent(case: Case, candidate: Candidate, labels: list[str]) -> Outcome:
    """Whether the indicator moved as claimed over one, three and five years up to the newest.

    Args:
        case: a trend without a period.
        candidate: the statistic.
        labels: periods held before publication, newest first.

    Returns:
        What the spans say where they agree; `close` with all of them in the formula where not.
    """
    if not labels or len(labels[0]) != len("2025"):
        return unknown("period_unknown", "the text does not say when")
    outcomes = []
    for years in _SPANS:
        before = shift_period(labels[0], years=-years)
        dated = case.having(
            period=make_period(labels[0]), base_period=make_period(before), basis="since"
        )
        outcomes.append((before, judge_trend(dated, candidate)))
    known = [(x, o) for x, o in outcomes if o.status != "unknown"]
    if len(known) < len(_SPANS):
        return unknown("period_not_covered", "too few years are held")
    formula = "; ".join(f"{x} to {labels[0]}: {o.formula}" for x, o in known)
    cells = tuple(dict.fromkeys(c for _, o in known for c in o.cells))
    first = replace(known[-1][1], formula=formula, cells=cells)
    if len({o.status for _, o in known}) == 1:
        return first
    note = "the spans of one, three and five years do not agree"
    torn = {"readings": "disagree"} if {"holds", "fails"} <= {o.status for _, o in known} else {}
    notes = (*first.notes, note)
    return replace(first, status="close", reason="too_close_to_call", notes=notes, extra=torn)
