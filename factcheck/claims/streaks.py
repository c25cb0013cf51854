"""Streaks: the same thing in so many successive periods."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.phrases import Phrase
from factcheck.claims.syntax import is_measurable
from factcheck.claims.times import before_period
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import Movement, class_pattern, movement_at, movements
from factcheck.records import Event, Indicator, Period, Span, Streak, TriggerMention
from factcheck.records.calendar import period_frequency

__all__ = ["StreakReader"]

_NEAR = 40


class StreakReader(TriggerReader):
    """Reads "for nine consecutive years", "the fourth straight monthly decline"."""

    def read(self, trigger: TriggerMention) -> Draft | None:
        """The streak; none that is shorter than two."""
        length = trigger.length
        if length is None or length < 2:
            return None
        draft = self.draft(trigger, self._indicator(trigger))
        unit = trigger.unit or _unit_of(draft.period)
        draft.streak = Streak.model_validate({"length": length, "unit": unit})
        beside = self._beside(trigger)
        draft.direction = beside[1].direction if beside else self.movement(trigger)
        if draft.period is not None and self._is_over(trigger) and not self._is_dated(trigger):
            draft.period = before_period(draft.period)
        draft.event = Event(type="turn" if draft.direction else "occurs", direction=draft.direction)
        return draft

    def _is_over(self, trigger: TriggerMention) -> bool:
        """Whether a streak is told of as ended ("after three straight months of gains")."""
        lead = self.sentence.between(self.sentence.start, trigger.anchor.start)
        return _ending().search(lead) is not None

    def _is_dated(self, trigger: TriggerMention) -> bool:
        """Whether a period stands right behind a streak, and is its own."""
        end = trigger.anchor.end
        return any(0 <= p.anchor.start - end < _NEAR for p in self.scene.times.references)

    def _indicator(self, trigger: TriggerMention) -> Indicator:
        """Goes on with the topic, unless a noun of movement names its own ("decline in stocks")."""
        anchor = trigger.anchor
        beside = self._beside(trigger)
        phrase = self._named_beside(beside[0]) if beside is not None else None
        phrase = phrase or self.indicators.without(anchor).phrase(self._described(anchor.end))
        if phrase is not None:
            return self.indicators.finish(phrase, self.scene.topic)
        if self.token(trigger) is not None:
            for noun in self.sentence.tokens(anchor.start - 40, anchor.end + 40):
                if noun.pos_ == "NOUN" and movements().get(noun.lower_):
                    found = self.indicators.object_of_noun(noun, anchor)
                    if found is not None:
                        return self.indicators.finish(found, self.scene.topic)
        return self.subject_indicator(trigger)

    def _described(self, end: int) -> Any | None:
        """The noun that a streak stands before ("back-to-back surpluses"), no word of movement."""
        for token in self.sentence.tokens(end, end + 60)[:4]:
            if token.pos_ == "NOUN" or token.dep_ == "compound":
                if token.dep_ == "compound" and token.head.i > token.i:
                    continue
                moves = movements().get(token.lower_) is not None
                return token if is_measurable(token) and not moves else None
            if token.pos_ not in ("ADJ", "PUNCT"):
                return None
        return None

    def _named_beside(self, noun: Any) -> Phrase:
        """A noun with the words right before it; a clause without a verb is parsed badly."""
        first = noun
        while first.i and first.nbor(-1).pos_ in ("NOUN", "ADJ"):
            first = first.nbor(-1)
        span = Span.of(self.sentence.text, self.sentence.at(first), self.sentence.end_of(noun))
        return Phrase(span.exact, span, noun)

    def _beside(self, trigger: TriggerMention) -> tuple[Any, Movement] | None:
        """Reads "enrolment up six years in a row": noun and movement right before, with no verb."""
        lead = self.sentence.tokens(self.sentence.start, trigger.anchor.start)
        lead = [t for t in lead if self.sentence.end_of(t) <= trigger.anchor.start]
        if len(lead) < 2 or not is_measurable(lead[-2]):
            return None
        move = movement_at(lead[-1].lower_, "R")
        plain = move is not None and move.pos == "adjective"
        return (lead[-2], move) if move is not None and plain else None


@cache
def _ending() -> re.Pattern[str]:
    """Words that end a streak right before it is named."""
    return re.compile(rf"\b{class_pattern('streak_end')} (?:(?:a|the|its) ){{0,1}}$")


def _unit_of(period: Period | None) -> str:
    freq = period_frequency(period.label) if period else None
    return {"H": "half", "Q": "quarter", "M": "month", "D": "day"}.get(freq or "", "year")
