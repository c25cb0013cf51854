"""Streaks: the same thing in so many successive periods."""

from __future__ import annotations

import re
from functools import cache

from factcheck.claims.draft import Draft
from factcheck.claims.times import before_period
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import class_pattern, movements
from factcheck.records import Event, Indicator, Period, Streak, TriggerMention
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
        draft.direction = self.movement(trigger)
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
        if self.token(trigger) is not None:
            for noun in self.sentence.tokens(anchor.start - 40, anchor.end + 40):
                if noun.pos_ == "NOUN" and movements().get(noun.lower_):
                    found = self.indicators.object_of_noun(noun, anchor)
                    if found is not None:
                        return self.indicators.finish(found, self.scene.topic)
        return self.subject_indicator(trigger)


@cache
def _ending() -> re.Pattern[str]:
    """Words that end a streak right before it is named."""
    return re.compile(rf"\b{class_pattern('streak_end')} (?:(?:a|the|its) ){{0,1}}$")


def _unit_of(period: Period | None) -> str:
    freq = period_frequency(period.label) if period else None
    return {"H": "half", "Q": "quarter", "M": "month", "D": "day"}.get(freq or "", "year")
