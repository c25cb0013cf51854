"""Reads a claim against each candidate and vintage, and puts the outcomes together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from factcheck.records import Candidate, Claim
from factcheck.records.calendar import make_period, period_span
from factcheck.verdicts.case import Case, Operator, Outcome, unknown
from factcheck.verdicts.change import judge_change
from factcheck.verdicts.comparison import judge_comparison
from factcheck.verdicts.first_time import judge_first_time
from factcheck.verdicts.intervals import tolerance
from factcheck.verdicts.level import judge_level
from factcheck.verdicts.rank import judge_rank
from factcheck.verdicts.recent import is_recent, judge_recent
from factcheck.verdicts.record import judge_record
from factcheck.verdicts.share import judge_share
from factcheck.verdicts.streak import judge_streak
from factcheck.verdicts.trend import judge_trend

__all__ = ["OPERATORS", "Read", "read_all", "read_one"]

OPERATORS: dict[str, Operator] = {
    "level": judge_level,
    "change": judge_change,
    "share": judge_share,
    "rank": judge_rank,
    "record": judge_record,
    "first_time": judge_first_time,
    "streak": judge_streak,
    "comparison": judge_comparison,
    "trend": judge_trend,
}
"""One operator a kind of claim."""

_EQUAL = 0.05
_MANY = 4
_TIMELESS = frozenset({"rank", "share", "comparison", "level", "record", "trend"})
_LOOK_BACK = 3
_LAG = 200
_CLEAR = Decimal(5)

Agreement = Literal["one", "agree", "vintages_disagree"]


@dataclass(frozen=True, slots=True)
class Read:
    """One candidate as read.

    Args:
        candidate: the statistic.
        outcome: what came of it, over the vintages.
        vintages: whether the vintage in force at publication and the newest agree.
        other: the outcome on the newest vintage, where it differs.
    """

    candidate: Candidate
    outcome: Outcome
    vintages: Agreement = "one"
    other: Outcome | None = None


def read_all(case: Case) -> list[Read]:
    """The claim against its best candidates, and further ones where none of those answers."""
    found: list[Read] = []
    best = case.match.candidates[0].score if case.match.candidates else 0.0
    for candidate in case.match.candidates:
        answered = any(r.outcome.status != "unknown" for r in found)
        if candidate.score < best - _EQUAL and answered:
            break
        if candidate.score < best - _EQUAL:
            best = candidate.score
        found.append(read_one(case, candidate))
        if sum(r.outcome.status != "unknown" for r in found) >= _MANY:
            break
    return found


def read_one(case: Case, candidate: Candidate) -> Read:
    """One candidate, at the vintage in force when the article came out and at the newest."""
    if case.claim.period is None:
        return _timeless(case, candidate)
    published = case.article.published
    keys = [k for k in (candidate.key, candidate.other) if k]
    held = case.archive.vintages(candidate.key)
    if published is None or not all(case.archive.vintage_for(k, published) for k in keys):
        return _later(case, candidate, held[:1] if published else [])
    first = _run(replace(case, known=published, band=False), candidate)
    if first.status == "unknown":
        return _later(case, candidate, [v for v in held if v > published])
    if held[-1] == case.archive.vintage_for(candidate.key, published):
        return Read(candidate, first)
    return _together(candidate, first, _run(replace(case, known=None, band=False), candidate))


def _later(case: Case, candidate: Candidate, vintages: list[date]) -> Read:
    """The first print after publication, where the vintage then in force had no figure yet."""
    newest = _run(replace(case, known=None, band=True), candidate)
    for vintage in vintages[:-1] if len(vintages) > 1 else []:
        first = _run(replace(case, known=vintage, band=True), candidate)
        if first.status != "unknown":
            return _together(candidate, first, newest)
    return Read(candidate, newest)


def _run(case: Case, candidate: Candidate) -> Outcome:
    return OPERATORS[case.claim.kind](case, candidate)


def _together(candidate: Candidate, then: Outcome, now: Outcome) -> Read:
    """The vintage then in force decides; that a later one contradicts it is said."""
    if now.status in ("unknown", then.status):
        return Read(candidate, then, "agree")
    if then.status == "holds" and now.status == "close":
        note = "a later vintage differs slightly"
        return Read(candidate, replace(then, notes=(*then.notes, note)), "agree", now)
    if then.status == "holds" or (now.status == "holds" and then.status == "fails"):
        held = then if then.status == "holds" else now
        return Read(candidate, held, "vintages_disagree", now if held is then else then)
    if now.status == "holds":
        return Read(candidate, now, "agree", then)
    if then.status == "close":
        return Read(candidate, then, "agree", now)
    return Read(candidate, now, "agree", then)


def _timeless(case: Case, candidate: Candidate) -> Read:
    """No period: the newest years before publication; all must fail before one is denied."""
    undated = case.article.published is None
    open_trend = case.claim.kind == "trend" and case.claim.base_period is None
    if open_trend and not undated and is_recent(case):
        return Read(candidate, judge_recent(case, candidate, _newest(case, candidate)))
    if case.claim.kind not in _TIMELESS or undated or open_trend or _in_brackets(case):
        return Read(candidate, unknown("period_unknown", "the text does not say when"))
    labels = [] if case.statistic(candidate).is_price() else _newest(case, candidate)
    if not labels:
        return Read(candidate, unknown("period_unknown", "no period before publication is held"))
    outcomes = [(x, _at(case, candidate, x)) for x in labels]
    answered = [(x, o) for x, o in outcomes if o.status != "unknown"]
    if not answered:
        return Read(candidate, outcomes[0][1])
    label, first = _in_use(case, answered)
    note = f"the text names no year; {label} is the newest that the table holds"
    first = replace(first, notes=(*first.notes, note))
    wide = all(_is_wide(case, o) for _, o in answered)
    if first.status == "fails" and not (wide and all(o.status == "fails" for _, o in answered)):
        first = replace(first, status="close", reason="too_close_to_call")
    return Read(candidate, first)


def _in_use(case: Case, answered: list[tuple[str, Outcome]]) -> tuple[str, Outcome]:
    """The newest year; the one before where that had ended too lately to be in print."""
    label, first = answered[0]
    published = case.article.published
    if first.status == "holds" or published is None or len(answered) < 2:
        return label, first
    fresh = (published - period_span(label)[1]).days < _LAG
    return answered[1] if fresh and answered[1][1].status == "holds" else answered[0]


def _in_brackets(case: Case) -> bool:
    """Whether the figure stands in brackets: a restatement of something just said."""
    before = case.article.text[max(0, case.claim.anchor.start - 60) : case.claim.anchor.start]
    return before.rfind("(") > before.rfind(")")


def _is_wide(case: Case, outcome: Outcome) -> bool:
    """Whether a figure without a year is off by so much that no near year could mend it."""
    figure, computed = case.claim.quantity, outcome.computed
    if case.claim.kind in ("record", "rank"):
        return _is_far(outcome)
    if case.claim.kind == "trend" and computed is not None:
        value = computed.value
        return isinstance(value, Decimal) and computed.unit == "percent" and abs(value) > _CLEAR
    if figure is None or figure.value is None or computed is None:
        return True
    if not isinstance(computed.value, Decimal) or computed.unit != figure.unit:
        return case.claim.kind != "level"
    room = tolerance("timeless", "relative") * max(abs(computed.value), abs(figure.value))
    return abs(abs(figure.value) - abs(computed.value)) > room


def _is_far(outcome: Outcome) -> bool:
    """Whether a rival figure goes so far beyond that no month or later year could match it."""
    best, own = outcome.extra.get("best"), outcome.extra.get("own")
    if best is None or own is None:
        return True
    room = 3 * tolerance("timeless", "relative")
    return abs(Decimal(best) - Decimal(own)) > room * abs(Decimal(own))


def _newest(case: Case, candidate: Candidate) -> list[str]:
    published = case.article.published or date.max
    statistic = case.statistic(candidate)
    held = [x for x in statistic.labels(case.area) if period_span(x)[1] <= published]
    return held[::-1][:_LOOK_BACK]


def _at(case: Case, candidate: Candidate, label: str) -> Outcome:
    claim: Claim = case.claim.model_copy(update={"period": make_period(label)})
    return read_one(replace(case, claim=claim), candidate).outcome
