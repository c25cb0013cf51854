"""Streaks: the same thing in so many successive periods."""

from __future__ import annotations

from factcheck.claims.draft import Draft
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import movements
from factcheck.records import Event, Indicator, Period, Streak, TriggerMention
from factcheck.records.calendar import period_frequency

__all__ = ["StreakReader"]


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
        draft.event = Event(type="turn" if draft.direction else "occurs", direction=draft.direction)
        return draft

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


def _unit_of(period: Period | None) -> str:
    freq = period_frequency(period.label) if period else None
    return {"H": "half", "Q": "quarter", "M": "month", "D": "day"}.get(freq or "", "year")
