"""First times: an event that had not happened before."""

from __future__ import annotations

from factcheck.claims.draft import Draft
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import overtaking
from factcheck.records import Area, Event, TriggerMention

__all__ = ["FirstTimeReader"]

_UPWARD = ("gt", "ge", "over")
_DOWNWARD = ("lt", "le")


class FirstTimeReader(TriggerReader):
    """Reads "topped 45 trillion for the first time", "the first fall in nine years"."""

    def read(self, trigger: TriggerMention) -> Draft | None:
        """The first time, with what happened."""
        draft = self.draft(trigger, self.subject_indicator(trigger))
        draft.direction = self.movement(trigger)
        draft.event = (
            self._threshold(trigger, draft)
            or self._overtaking(trigger, draft)
            or Event(type="turn" if draft.direction else "occurs", direction=draft.direction)
        )
        if draft.event.type == "exceeds":
            draft.direction = None
        return draft

    def _threshold(self, trigger: TriggerMention, draft: Draft) -> Event | None:
        """A threshold passed close by; the draft then speaks of what passed it."""
        near = [
            f
            for f in self.figures
            if f.kind in ("level", "share")
            and f.quantity
            and f.quantity.comparator in _UPWARD + _DOWNWARD
            and abs(f.anchor.start - trigger.anchor.start) < 90
        ]
        if not near:
            return None
        figure = min(near, key=lambda f: abs(f.anchor.start - trigger.anchor.start))
        below = figure.quantity is not None and figure.quantity.comparator in _DOWNWARD
        draft.indicator = figure.indicator
        return Event(
            type="threshold", direction="down" if below else "up", quantity=figure.quantity
        )

    def _overtaking(self, trigger: TriggerMention, draft: Draft) -> Event | None:
        """Another overtaken before the trigger; an area becomes the counterpart."""
        start = trigger.anchor.start
        for token in reversed(self.sentence.tokens(start - 120, start)):
            if token.lower_ in overtaking() and token.pos_ == "VERB":
                end = self.sentence.end_of(token)
                other = self.sentence.between(end, start).strip()
                area = self.scene.places.first_in(end, start)
                beside = area is not None and " in " in self.sentence.between(
                    end, area.anchor.start
                )
                if area is not None and not beside:
                    draft.counterpart = Area(text=area.anchor.exact, code=area.code)
                direction = overtaking()[token.lower_]
                return Event(type="exceeds", direction=direction, other=other or None)
        return None
