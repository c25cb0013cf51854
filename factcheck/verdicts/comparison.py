"""`comparison`: one quantity is above, below, or so many times another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from factcheck.lexicon import normalise
from factcheck.records import Candidate, Computed, Quantity
from factcheck.verdicts.case import Case, Outcome, Status, band_of, compare, sign_of, unknown
from factcheck.verdicts.datum import HUNDRED, Datum, combine, in_unit, shown
from factcheck.verdicts.growth import growth_datum, previous
from factcheck.verdicts.intervals import said_by
from factcheck.verdicts.lacking import not_covered
from factcheck.verdicts.statistic import Statistic

__all__ = ["judge_comparison"]

_OF = re.compile(r"^\s{0,3}(?:of|that of|the (?:size|level) of|as)\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of a comparison, in one unit."""

    subject: Datum
    other: Datum


def judge_comparison(case: Case, candidate: Candidate) -> Outcome:
    """Whether the subject stands to the other side as claimed.

    The other side is another indicator, another area, or the same at another time. Rates of
    growth are compared where the claim is about growth.
    """
    if case.label is None:
        return unknown("period_unknown", "the text does not say when")
    pair = _pair(case, candidate)
    if isinstance(pair, Outcome):
        return pair
    if pair.subject.unit != pair.other.unit:
        turned = in_unit(pair.other, pair.subject.unit)
        if turned is None:
            return unknown("unit_mismatch", f"{pair.subject.unit} against {pair.other.unit}")
        pair = Pair(pair.subject, turned)
    figure = case.claim.quantity
    if figure is None or (figure.value is None and figure.low is None):
        return _plain(case, pair)
    return _measured(case, pair, figure)


def _pair(case: Case, candidate: Candidate) -> Pair | Outcome:
    """Both sides, or what is missing of one."""
    claim, label = case.claim, case.label or ""
    first = case.statistic(candidate)
    growth = case.match.growth
    subject = _figure(case, first, case.area, label, growth=growth)
    if subject is None:
        return not_covered(case, first)
    other, lacking = None, not_covered(case, first)
    if case.match.against:
        other = _best(case, first, label, growth=growth)
        lacking = not_covered(case, case.statistic(case.match.against[0]))
    elif claim.counterpart is not None:
        other = _figure(case, first, claim.counterpart.code, label, growth=growth)
        lacking = not_covered(case, first, area=claim.counterpart.code)
    elif claim.base_period is not None:
        other = _figure(case, first, case.area, claim.base_period.label, growth=growth)
        lacking = not_covered(case, first, claim.base_period.label)
    else:
        return unknown("readings_undecided", "what it is compared with is not clear")
    if other is not None and other.cells == subject.cells:
        return unknown("readings_undecided", "both sides are the same figure")
    return lacking if other is None else Pair(subject, other)


def _best(case: Case, first: Statistic, label: str, *, growth: bool) -> Datum | None:
    """The other indicator's figure, from the candidate most like the subject's."""
    options = sorted(
        case.match.against,
        key=lambda c: (
            c.key.partition("#")[0] != first.series.dataset,
            case.archive.get(c.key).unit_measure != first.series.unit_measure,
            case.archive.get(c.key).measure != first.series.measure,
            -c.score,
        ),
    )
    for option in options:
        statistic = case.statistic(option)
        if statistic.series.measure != first.series.measure:
            continue
        moves = growth and statistic.series.unit_measure != "percent"
        found = _figure(case, statistic, case.area, label, growth=moves)
        if found is not None:
            return found
    return None


def _figure(
    case: Case, statistic: Statistic, area: str | None, label: str, *, growth: bool
) -> Datum | None:
    if not growth or statistic.is_rate():
        return statistic.at(area, label)
    base = previous(label, case.claim.basis)
    return None if base is None else growth_datum(statistic, area, (base, label))


def _gap(pair: Pair) -> Datum | None:
    a, b = pair.subject, pair.other
    unit = "percentage_point" if a.unit == "percent" else a.unit
    return combine(a, b, lambda x, y: x - y, unit, f"{shown(a)} - {shown(b)}")


def _plain(case: Case, pair: Pair) -> Outcome:
    """Above, below, or level, with no figure."""
    gap = _gap(pair)
    if gap is None or case.claim.direction is None:
        return unknown("kind_not_decidable", "which side is said to be above is not clear")
    claimed = case.claim.direction
    computed = Computed(value=gap.value, unit=gap.unit, low=gap.low, high=gap.high)
    room = band_of(case, pair.subject) / 2
    status: Status
    if claimed == "flat":
        near = abs(gap.value) <= abs(pair.other.value) / 50
        status = "holds" if near else "close"
    else:
        low, high = (gap.low, gap.high) if claimed == "up" else (-gap.high, -gap.low)
        status = "holds" if low > 0 else "fails" if high < -room else "close"
    reason = {"holds": "statement_holds", "fails": "comparison_fails"}.get(
        status, "too_close_to_call"
    )
    return Outcome(status, reason, computed, gap.formula, gap.cells)


def _measured(case: Case, pair: Pair, figure: Quantity) -> Outcome:
    """With a figure: a difference, a multiple, or a percentage."""
    size = abs(pair.subject.value) if figure.unit == pair.subject.unit else None
    outcomes = [
        compare(case, said_by(figure, sign=sign, negated=case.claim.negated), datum, of=size)
        for sign, datum in _measures(case, pair, figure)
    ]
    if not outcomes:
        return unknown("unit_mismatch", f"nothing to compare {figure.unit} with")
    for status in ("holds", "close"):
        for found in outcomes:
            if found.status == status:
                return found
    return replace(outcomes[0], reason="comparison_fails")


def _measures(case: Case, pair: Pair, figure: Quantity) -> Iterable[tuple[int, Datum]]:
    """What the claim's figure may stand for, each with the sign the claim gives it."""
    sign = sign_of(case.claim.direction)
    if figure.unit == "ratio":
        return [(1, d) for d in _multiples(case, pair, figure)]
    if figure.unit == "percent":
        return _percentages(case, pair, sign)
    gap = _gap(pair)
    held = in_unit(gap, figure.unit) if gap is not None and figure.unit else None
    return [] if held is None else [(sign, held)]


def _multiples(case: Case, pair: Pair, figure: Quantity) -> list[Datum]:
    a, b = pair.subject, pair.other
    found = [_quotient(a, b)]
    if case.claim.direction == "down" and figure.value and figure.value > 1:
        found.append(_quotient(b, a))
    return [d for d in found if d is not None]


def _quotient(a: Datum, b: Datum) -> Datum | None:
    if b.low <= 0:
        return None
    return combine(a, b, lambda x, y: x / y, "ratio", f"{shown(a)} / {shown(b)}")


def _percentages(case: Case, pair: Pair, sign: int) -> list[tuple[int, Datum]]:
    """A quotient where the figure is "of" the other side, a difference where it is "more"."""
    a, b = pair.subject, pair.other
    after = normalise(case.article.text[case.claim.anchor.end : case.claim.anchor.end + 40])
    quotient = f"{shown(a)} / {shown(b)}"
    if b.low <= 0:
        return []
    if _OF.match(after) is not None:
        whole = combine(a, b, lambda x, y: x / y * HUNDRED, "percent", f"{quotient} × 100")
        return [] if whole is None else [(1, whole)]
    more = combine(a, b, lambda x, y: (x / y - 1) * HUNDRED, "percent", f"({quotient} - 1) × 100")
    gap = _gap(pair) if a.unit == "percent" else None
    found = [more, replace(gap, unit="percent") if gap is not None else None]
    return [(sign, d) for d in found if d is not None]
