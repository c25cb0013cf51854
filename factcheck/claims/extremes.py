"""Records: a value that is an extreme of its own history."""

from __future__ import annotations

from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.leads import movement_of
from factcheck.claims.subjects import named
from factcheck.claims.syntax import is_measurable
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import words_of
from factcheck.records import Direction, Event, Indicator, TriggerMention

__all__ = ["RecordReader"]


class RecordReader(TriggerReader):
    """Reads "a record high", "the lowest since 2009", "a record surplus"."""

    def read(self, trigger: TriggerMention) -> Draft | None:
        """The record, with period and area of the figure right behind it, where there is one."""
        token = self.token(trigger)
        if token is None:
            return None
        if trigger.row == "record.plain" and (token.pos_ == "VERB" or token.tag_ == "NNS"):
            return None
        draft = self.draft(trigger, self._indicator(trigger, token))
        draft.direction = self._sunk(trigger) or trigger.direction or "up"
        draft.event = Event(type="occurs", direction=draft.direction)
        near = self.near_figure(trigger, 3)
        if near is not None:
            draft.period, draft.ref_area = near.period, near.ref_area
            draft.counterpart, draft.modality = near.counterpart, near.modality
        return draft

    def _sunk(self, trigger: TriggerMention) -> Direction | None:
        """Reads "the biggest monthly drop since 2020" as an extreme of falling."""
        if trigger.direction != "up":
            return None
        for token in self.sentence.tokens(trigger.anchor.end, trigger.anchor.end + 40)[:4]:
            move = movement_of(token)
            if move is not None and move.pos == "noun" and move.direction == "down":
                return "down"
            if token.pos_ not in ("ADJ", "NOUN", "PUNCT") or token.text == ",":
                return None
        return None

    def _indicator(self, trigger: TriggerMention, token: Any) -> Indicator:
        """Names "a record trade deficit" by itself, "hit a record high" by its subject."""
        near = self.near_figure(trigger, 3)
        if near is not None:
            return near.indicator
        own = self._own(trigger, token)
        phrase = self.indicators.without(trigger.anchor).phrase(own)
        if own is None or phrase is None:
            return self.subject_indicator(trigger)
        if own.lower_ in words_of("weak") and named(phrase.text) == phrase.text:
            return self.subject_indicator(trigger)
        return self.indicators.finish(phrase, self.scene.topic)

    def _own(self, trigger: TriggerMention, token: Any) -> Any | None:
        """The noun that the trigger itself describes or ends with."""
        if token.dep_ in ("amod", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
            return token.head
        inside = self.sentence.at(token) >= trigger.anchor.start
        return token if inside and token.pos_ == "NOUN" and is_measurable(token) else None
