"""What the readers of triggers share: the claim around a trigger, and what it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.leads import movement_of
from factcheck.claims.modality import is_negated
from factcheck.claims.scene import Scene
from factcheck.claims.syntax import governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.vocabulary import class_pattern, movement_at
from factcheck.records import Direction, Indicator, TriggerMention

__all__ = ["TriggerReader"]


class TriggerReader:
    """Base of the readers of one kind of trigger.

    Args:
        scene: the sentence, its figures already read.
        figures: the drafts of the sentence's figures.
    """

    def __init__(self, scene: Scene, figures: Sequence[Draft]) -> None:
        self.scene, self.figures = scene, figures
        self.sentence = scene.sentence
        self.indicators = scene.indicators(f.anchor for f in figures)

    def read(self, trigger: TriggerMention) -> Draft | None:
        """The claim that a trigger carries; None when it carries none."""
        raise NotImplementedError

    def token(self, trigger: TriggerMention) -> Any | None:
        """The token of the trigger that hangs on the rest of the sentence."""
        return self.sentence.root_of(trigger.anchor.start, trigger.anchor.end)

    def draft(self, trigger: TriggerMention, indicator: Indicator) -> Draft:
        """The claim of a trigger, with all that its place in the sentence says."""
        spot = self.scene.stretch_of(trigger.anchor, self.figures)
        draft = self.scene.draft(trigger.kind, spot, indicator)
        base = self.scene.times.base_at(spot)
        if base is not None and base.basis in (None, "since"):
            draft.base_period = base.period
        draft.negated = is_negated(self.token(trigger))
        return draft

    def near_figure(self, trigger: TriggerMention, reach: int) -> Draft | None:
        """The figure that a trigger stands right before ("a record $730 billion").

        Args:
            trigger: the mention.
            reach: characters that may lie in between, whatever they say.
        """
        for figure in self.figures:
            if figure.anchor.start < trigger.anchor.end:
                continue
            gap = self.sentence.between(trigger.anchor.end, figure.anchor.start)
            if figure.anchor.start - trigger.anchor.end <= reach or _leads().fullmatch(gap):
                return figure
        return None

    def subject_indicator(self, trigger: TriggerMention) -> Indicator:
        """What the clause around the trigger speaks of."""
        near = self.near_figure(trigger, 12)
        if near is not None:
            return near.indicator
        token = self.token(trigger)
        subject = subject_of(governor(token)) if token is not None else None
        if subject is not None and trigger.anchor.overlaps(self.sentence.span_of(subject)):
            subject = None
        if subject is not None and not is_pronoun(subject):
            phrase = self.indicators.phrase(subject)
            if phrase is not None and is_measurable(subject):
                return self.indicators.finish(phrase, self.scene.topic)
        behind = self._said_behind(token) if subject is not None and is_pronoun(subject) else None
        if behind is not None:
            return behind
        before = [f for f in self.figures if f.anchor.end <= trigger.anchor.start]
        if before:
            return before[-1].indicator
        return (
            self._nearest_measurable(trigger)
            or self.scene.topic.indicator
            or (Indicator(text=self.scene.topic.share) if self.scene.topic.share else None)
            or self._plain_subject(subject)
            or Indicator(text=trigger.anchor.exact)
        )

    def _plain_subject(self, subject: Any | None) -> Indicator | None:
        """What the clause speaks of, though it is no word of statistics ("bankruptcies")."""
        if subject is None or is_pronoun(subject) or subject.pos_ not in ("NOUN", "PROPN"):
            return None
        phrase = None if self.indicators.is_area(subject) else self.indicators.phrase(subject)
        return self.indicators.finish(phrase, self.scene.topic) if phrase is not None else None

    def _said_behind(self, token: Any) -> Indicator | None:
        """Reads "it was the third straight month that exports have fallen": what follows."""
        for near in token.doc[token.i + 1 : token.i + 9]:
            if near.dep_ in ("nsubj", "nsubjpass") and is_measurable(near):
                phrase = self.indicators.phrase(near)
                return self.indicators.finish(phrase, self.scene.topic) if phrase else None
        return None

    def _nearest_measurable(self, trigger: TriggerMention) -> Indicator | None:
        for token in reversed(self.sentence.tokens(self.sentence.start, trigger.anchor.start)):
            phrase = self.indicators.phrase(token) if is_measurable(token) else None
            if phrase is not None:
                return self.indicators.finish(phrase, self.scene.topic)
        return None

    def movement(self, trigger: TriggerMention) -> Direction | None:
        """Which way the clause around a trigger moves."""
        token = self.token(trigger)
        if token is None:
            return None
        own = self.sentence.tokens(trigger.anchor.end, trigger.anchor.end + 30)[:3]
        if own and own[0].lower_ == "of":
            named = next((m for t in own[1:] if (m := movement_of(t)) is not None), None)
            if named is not None:
                return named.direction
        verb = governor(token)
        for candidate in (verb, *verb.children, verb.head):
            move = movement_of(candidate)
            if move is not None and abs(candidate.i - token.i) < 25:
                return move.direction
        start, end = trigger.anchor.start, trigger.anchor.end
        behind = self.sentence.tokens(end, end + 50)
        for near in [*behind, *reversed(self.sentence.tokens(start - 60, start))]:
            move = movement_at(near.lower_, near.tag_)
            if move is not None:
                return move.direction
        return None


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:of|at|:)?\s*(?:(?:a|{class_pattern('approximator')}) )?")
