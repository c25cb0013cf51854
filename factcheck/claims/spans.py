"""What a change is measured against: its basis, its base period, and the span it covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from factcheck.claims.context import Topic
from factcheck.claims.draft import Draft
from factcheck.claims.leads import Cue, movement_of
from factcheck.claims.scene import Scene
from factcheck.claims.syntax import Stretch
from factcheck.claims.times import before_period, is_two_years
from factcheck.claims.vocabulary import class_pattern, currency_heads, words_in, words_of
from factcheck.records import Basis, Indicator, Period, PeriodMention
from factcheck.records.calendar import make_period, month_label, period_frequency, shift_period

__all__ = ["SpanReader", "carried_period", "newest_period"]

_PRICE = re.compile(r"[A-Z]{3}/")
_YEAR = len("2010")
_SHORTEST = 20
"""Days of the shortest period that is carried on."""


class SpanReader:
    """Settles basis, base period and span of the figures of one sentence.

    Args:
        scene: the sentence.
    """

    def __init__(self, scene: Scene) -> None:
        self.sentence, self.topic, self.times = scene.sentence, scene.topic, scene.times

    def settle(self, draft: Draft, cue: Cue, spot: Stretch, read: Sequence[Draft]) -> None:
        """Fills in what a change, or the level of a rate of growth, is measured against.

        Args:
            draft: the claim so far; it is filled in.
            cue: how its figure is meant.
            spot: the figure and its stretch.
            read: the drafts of the sentence before it.
        """
        if draft.kind == "change":
            base = self.times.base_at(spot)
            draft.basis = self._basis(draft, base.basis if base else None, spot)
            if draft.basis == "yoy" and self._is_set(draft, cue, spot):
                draft.basis = None
            fits = base is not None and base.basis in (None, "since", draft.basis)
            if base is not None and fits and base.period is not None and draft.base_period is None:
                draft.base_period = _year_before(base, draft.period)
            self._twelve_months(draft)
            self._since_then(draft, spot, read)
            self._as_before(draft, cue, spot)
            self._as_listed(draft, cue, spot, read)
            self._cover(draft, spot)
        elif draft.kind == "level" and draft.quantity and draft.quantity.unit == "percent":
            self._pace_before(draft, cue, read)
            words = set(words_in(draft.indicator.text))
            if words & words_of("growth_rate") and not words & words_of("not_rate"):
                basis = self.times.basis_at(spot, period=draft.period, area=None)
                draft.basis = "average_annual" if basis == "since" else basis

    def _is_set(self, draft: Draft, cue: Cue, spot: Stretch) -> bool:
        """Whether someone moved a rate by points ("cut its key rate by 50 basis points")."""
        move = movement_of(cue.source) if cue.source is not None else None
        points = draft.quantity is not None and draft.quantity.unit == "percentage_point"
        if not points or move is None or move.valency != "transitive":
            return False
        return self.times.base_at(spot) is None and not self._is_based(spot)

    def _is_based(self, spot: Stretch) -> bool:
        """Whether words of a basis stand in the stretch."""
        marks = self.times.basis_words
        return any(spot.left <= p.anchor.start < spot.right for p in marks)

    def _pace_before(self, draft: Draft, cue: Cue, read: Sequence[Draft]) -> None:
        """Reads "grew 4.7 percent, slowing from 5.3 percent": the pace that growth came from."""
        last = read[-1] if read else None
        if cue.role not in ("from", "to") or last is None or last.kind != "change":
            return
        same = last.indicator.text == draft.indicator.text and last.direction == "up"
        percent = last.quantity is not None and last.quantity.unit == "percent"
        words = set(words_in(draft.indicator.text))
        if same and percent and not words & (words_of("growth_rate") | words_of("rate_head")):
            text = f"{draft.indicator.text} growth"
            draft.indicator = Indicator(text=text, span=draft.indicator.span)

    def _twelve_months(self, draft: Draft) -> None:
        """Reads "over the last twelve months" in a text on a month as the year to that month."""
        period, topic = draft.period, self.topic.period
        if period is None or topic is None or period_frequency(topic.label) != "M":
            return
        if len(period.label) == len("2024-08-14/2025-08-13") and _is_a_year(period):
            self.times.narrow(period.label, topic)
            draft.period, draft.base_period, draft.basis = topic, None, "yoy"

    def _basis(self, draft: Draft, stated: Basis | None, spot: Stretch) -> Basis | None:
        """The basis of a change, from its two periods, its words, or what is usual."""
        words = set(words_in(draft.indicator.text))
        if draft.base_period is not None and draft.period is not None and stated is None:
            found = _basis_between(draft.base_period, draft.period)
            if found is not None:
                return found
        base, published = draft.base_period, self.topic.published
        if draft.period is None and stated is None and _long().match(self._behind(spot)):
            return "since"
        if base is not None and draft.period is None and published is not None and stated is None:
            return "since" if base.end.year < published.year - 1 else None
        points = draft.quantity is not None and draft.quantity.unit == "percentage_point"
        if points and words & words_of("policy_rate") and stated is None:
            return None
        code = draft.ref_area.code if draft.ref_area else None
        quarter = draft.period is not None and period_frequency(draft.period.label) == "Q"
        if words & words_of("index_head"):
            code = "index"
        elif quarter and not words & words_of("annualised_head"):
            code = None
        traded = not words.isdisjoint(words_of("traded")) or not words.isdisjoint(currency_heads())
        unit = (draft.quantity.unit if draft.quantity is not None else "") or ""
        traded = traded or _PRICE.match(unit) is not None
        basis = self.times.basis_at(spot, period=draft.period, area=code, traded=traded)
        averaged = _averaged().search(self.sentence.between(spot.left, spot.right))
        return "average_annual" if basis == "since" and averaged else basis

    def _behind(self, spot: Stretch) -> str:
        return self.sentence.between(spot.end, spot.right)

    def _as_before(self, draft: Draft, cue: Cue, spot: Stretch) -> None:
        """A change told of with no dates of its own covers what the change before it covered."""
        last = self.topic.change
        noun = cue.source is not None and cue.source.tag_.startswith("N")
        if last is None or self.times.dated(spot) or draft.base_period is not None:
            return
        same = last.indicator.text == draft.indicator.text
        if last.basis == "since" and (cue.inherits or noun) and same:
            draft.period, draft.base_period, draft.basis = last.period, last.base_period, last.basis

    def _as_listed(self, draft: Draft, cue: Cue, spot: Stretch, read: Sequence[Draft]) -> None:
        """A change in a list has the basis of the one before it, where it states none."""
        last = read[-1] if read else None
        if not cue.inherits or last is None or last.kind != "change" or last.basis is None:
            return
        stated = [p for p in (*self.times.basis_words, *self.times.bases) if p.basis is not None]
        if any(spot.left <= p.anchor.start < spot.right for p in stated):
            return
        if last.period == draft.period and draft.base_period is None:
            draft.basis = last.basis

    def _since_then(self, draft: Draft, spot: Stretch, read: Sequence[Draft]) -> None:
        """Reads "since then", and "an increase of" behind a "from … to …"."""
        words = self.sentence.between(spot.left, spot.right)
        if "since then" in words and self.topic.period is not None and draft.base_period is None:
            draft.base_period, draft.basis = self.topic.period, "since"
            return
        if self.times.dated(spot) or draft.base_period is not None:
            return
        ends = [d.period for d in self._from_to(read) if d.period is not None]
        if len(ends) != 2 or not ends[0].end < ends[1].start:
            return
        first, last = ends
        found = _basis_between(first, last)
        draft.base_period = first
        if found == "since":
            draft.basis = found
            draft.period = make_period(f"{first.label}/{last.label}", last.text)
        elif found is not None:
            draft.basis, draft.period = found, last

    def settle_ends(self, drafts: Sequence[Draft], cues: Sequence[Cue]) -> None:
        """Reads "between 1990 and 2015 … fell from 1.9 to 0.7": one end of the span a figure.

        Args:
            drafts: the claims of the sentence's figures; their periods are put right.
            cues: how each is meant.
        """
        for first, last, one, two in zip(drafts, drafts[1:], cues, cues[1:], strict=False):
            years = [d.period.label for d in (first, last) if d.period is not None]
            if all(len(y) == _YEAR for y in years) and len(years) == 2 and years[0] < years[1]:
                self.topic.span = make_period(f"{years[0]}/{years[1]}")
            if (one.role, two.role) != ("from", "to") or last.period is None:
                continue
            if "level" not in (first.kind, last.kind) and first.kind != last.kind:
                continue
            span = last.period
            if self.topic.span is not None and not self.times.references:
                span = self.topic.span
            if not is_two_years(span):
                continue
            self.topic.span, label = span, span.label
            first.period, last.period = make_period(label[:4]), make_period(label[5:])

    def _from_to(self, read: Sequence[Draft]) -> list[Draft]:
        """The two levels of a "from … to …" right before."""
        ends = [d for d in read[-2:] if d.kind in ("level", "share") and d.period is not None]
        if len(ends) != 2:
            return []
        lead = self.sentence.between(ends[0].anchor.start - 14, ends[0].anchor.start)
        return ends if re.search(r"\bfrom\b", lead) else []

    def _cover(self, draft: Draft, spot: Stretch) -> None:
        """The span that a change covers, from a stated base to its period."""
        period, base = draft.period, draft.base_period
        if period is None:
            return
        if _is_a_year(period) and _year_to().search(self.sentence.between(spot.left, spot.right)):
            draft.period = make_period(month_label(period.end.year, period.end.month), period.text)
            draft.basis = "yoy"
            self.times.narrow(period.label, draft.period)
            return
        if draft.basis != "since" or base is None or len(base.label) != _YEAR:
            return
        last = period
        published = self.topic.published
        if len(period.label) == _YEAR and not self.times.dated(spot) and published is not None:
            last = make_period(str(published.year - 1))
        if len(last.label) == _YEAR and last.label > base.label:
            draft.period = make_period(f"{base.label}/{last.label}", base.text)


def _year_before(base: PeriodMention, period: Period | None) -> Period | None:
    """The year before a claim's own period, where words like "a year earlier" say no more."""
    if period is None or base.period is None or re.search(r"\d", base.anchor.exact):
        return base.period
    freq, other = period_frequency(period.label), period_frequency(base.period.label)
    fiscal = freq is None and other == "A" and _is_a_year(period)
    if fiscal or (base.basis == "yoy" and freq == other and freq in ("M", "Q")):
        return make_period(shift_period(period.label, years=-1))
    return base.period


def _is_a_year(period: Period) -> bool:
    return 360 < (period.end - period.start).days < 370


def carried_period(topic: Topic, period: Period | None) -> Period | None:
    """The period that what follows goes on with, of the running one and one just named.

    A week or a day is not carried on, nor is a look back ("a year earlier").
    """
    if period is None or topic.period is None:
        return period
    if (period.end - period.start).days < _SHORTEST:
        return topic.period
    back = not words_of("time_back").isdisjoint(words_in(period.text or ""))
    return topic.period if back and period.end < topic.period.start else period


def newest_period(draft: Draft) -> Period | None:
    """The period a claim leaves behind: of a change since 1990, the year it runs to."""
    period = draft.period
    if period is not None and draft.basis == "since" and re.fullmatch(r"\d{4}/\d{4}", period.label):
        return make_period(period.label[5:])
    return period


def _basis_between(base: Period, period: Period) -> Basis | None:
    """The basis that two periods make: the one before, the same a year before, or a longer span."""
    span = before_period(period)
    if span is None:
        return None
    freq = period_frequency(period.label)
    if span.label == base.label:
        return cast("Basis", {"M": "mom", "Q": "qoq"}.get(freq or "", "yoy"))
    year = re.sub(r"^\d{4}", lambda m: str(int(m.group()) - 1), period.label)
    if year == base.label or (freq is None and base.label == str(period.start.year - 1)):
        return "yoy"
    return "since"


@cache
def _long() -> re.Pattern[str]:
    """A stretch of years right behind a change: "in a decade", "within five years"."""
    years = rf"(?:an?|{class_pattern('few')}|\d{{1,3}}) (?:decades?|years|centur(?:y|ies))"
    return re.compile(rf" (?:in|within|over) (?:just |only |less than |under )?{years}\b(?! from)")


@cache
def _averaged() -> re.Pattern[str]:
    named = r"(?! [a-z]+s? (?:in|of|rose|fell|grew)\b)"
    return re.compile(rf"\b(?<!the ){class_pattern('averaging')}\b{named}")


@cache
def _year_to() -> re.Pattern[str]:
    return re.compile(rf"\b(?:year|(?:12|twelve) months) {class_pattern('year_to')}\b")
