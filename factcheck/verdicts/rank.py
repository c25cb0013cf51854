"""`rank`: an entity holds this place in an ordering."""

from __future__ import annotations

from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Candidate
from factcheck.records.calendar import period_span
from factcheck.verdicts.case import Case, Outcome, unknown
from factcheck.verdicts.scope import is_world, scope_of
from factcheck.verdicts.standing import among_the_first, outdone, placed, standing
from factcheck.verdicts.statistic import Statistic

__all__ = ["judge_rank"]


def judge_rank(case: Case, candidate: Candidate) -> Outcome:
    """Whether the area holds the claimed place.

    A published place is taken as it stands; else the areas of a table that claims to be complete
    for the scope are put in order. Aggregates are left out. Where rounding or revision could
    change the order, no refutation follows.
    """
    claim = case.claim
    if claim.rank is None:
        return unknown("kind_not_decidable", "no place is stated")
    label = case.label
    if label is None:
        return unknown("period_unknown", "the text does not say when")
    if case.area is None:
        return unknown("area_unknown", "the text does not say who")
    statistic = case.statistic(candidate)
    members = scope_of(case, statistic.series)
    if _hedged(case):
        return among_the_first(case, statistic, label, members)
    if statistic.series.measure == "rank":
        return _published(case, statistic, label)
    if members is None:
        words = f"no complete table for {claim.rank.scope!r}"
        return outdone(case, statistic, label) or unknown("universe_incomplete", words)
    return standing(case, statistic, label, members)


@lru_cache(maxsize=1)
def _hedges() -> tuple[str, ...]:
    rows = load_rows("rank_hedges", ("words", "example", "source"))
    return tuple(r["words"] for r in rows)


def _hedged(case: Case) -> bool:
    """Whether the words before the place leave it open ("one of the largest")."""
    start = case.claim.anchor.start
    before = normalise(case.article.text[max(0, start - 24) : start]).rstrip()
    said = normalise(case.claim.anchor.exact)
    words = _hedges()
    return said.startswith(words) or any(before.endswith(f" {w}") or before == w for w in words)


def _published(case: Case, statistic: Statistic, label: str) -> Outcome:
    claim = case.claim
    seen = statistic.at(case.area, label)
    if seen is None:
        return unknown("period_not_covered", _last_place(case, statistic, label))
    if claim.rank is None or claim.rank.order != "largest" or not is_world(case):
        return unknown("universe_incomplete", "the list is of the largest in the world")
    return placed(case, (int(seen.value),) * 3, [seen], label)


def _last_place(case: Case, statistic: Statistic, label: str) -> str:
    """What the list says of the newest year it holds before the one claimed."""
    before = [x for x in statistic.labels(case.area) if period_span(x) < period_span(label)]
    last = before[-1] if before else None
    seen = statistic.at(case.area, last) if last else None
    if seen is None:
        return f"no place listed for {label}"
    return f"no place is listed for {label}; in {last} it was place {int(seen.value)}"
