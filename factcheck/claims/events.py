"""Claims that trigger words carry: rank, record, first_time, streak, comparison without a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from factcheck.claims.context import Topic
from factcheck.claims.draft import Draft
from factcheck.claims.indicators import IndicatorFinder
from factcheck.claims.modality import is_negated, modality_of
from factcheck.claims.places import PlaceFinder
from factcheck.claims.syntax import Sentence, governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.times import TimeFinder
from factcheck.claims.vocabulary import movement_at, movements, overtaking, rank_nouns, words_of
from factcheck.records import (
    Area,
    Direction,
    Event,
    Indicator,
    Period,
    Rank,
    Streak,
    TriggerMention,
)
from factcheck.records.calendar import period_frequency

__all__ = ["EventReader"]

_LEADS = re.compile(r"\s*(?:of|at|:)?\s*(?:a |about |around |roughly |nearly )?")


class EventReader:
    """Reads the triggers of one sentence into drafts.

    Args:
        sentence: the parsed sentence.
        places: its areas.
        times: its periods.
        topic: the running topic as it stood before the sentence.
        figures: the drafts of the sentence's figures.
    """

    def __init__(
        self,
        sentence: Sentence,
        places: PlaceFinder,
        times: TimeFinder,
        topic: Topic,
        figures: Sequence[Draft],
    ) -> None:
        self.sentence, self.places, self.times, self.topic = sentence, places, times, topic
        self.figures = figures
        drop = [*places.spans(), *(f.anchor for f in figures)]
        drop += [p.anchor for p in times.references + times.bases + times.basis_words]
        self.indicators = IndicatorFinder(sentence, drop)

    def read(self, triggers: Sequence[TriggerMention]) -> list[Draft]:
        """The drafts of the triggers that really carry a claim."""
        ways = {
            "rank": self._rank,
            "record": self._record,
            "first_time": self._first_time,
            "streak": self._streak,
        }
        drafts = []
        for trigger in triggers:
            way = ways.get(trigger.kind)
            draft = way(trigger) if way else None
            if draft is not None:
                drafts.append(draft)
        return drafts

    # ------------------------------------------------------------------ shared
    def _token(self, trigger: TriggerMention) -> Any | None:
        return self.sentence.root_of(trigger.anchor.start, trigger.anchor.end)

    def _stretch(self, trigger: TriggerMention) -> tuple[int, int]:
        """From the figure before the trigger to the one after it."""
        starts = [f.anchor.start for f in self.figures if f.anchor.start >= trigger.anchor.end]
        ends = [f.anchor.end for f in self.figures if f.anchor.end <= trigger.anchor.start]
        return max(ends, default=self.sentence.start), min(starts, default=self.sentence.end)

    def _draft(
        self,
        trigger: TriggerMention,
        indicator: Indicator,
        *,
        kind: Any = None,
        period: bool = True,
    ) -> Draft:
        left, right = self._stretch(trigger)
        anchor = trigger.anchor
        area = self.places.area_at(
            anchor, (left, right), self.topic, kind=trigger.kind, indicator=indicator.span
        )
        counterpart = self.places.counterpart_at(anchor, (left, right), indicator.text)
        when = (
            self.times.period_at(anchor.start, anchor.end, left, right, self.topic)
            if period
            else None
        )
        draft = Draft(kind or trigger.kind, anchor, indicator, area, counterpart, when)
        base = self.times.base_at(anchor.start, anchor.end, left, right)
        if base is not None and base.basis in (None, "since"):
            draft.base_period = base.period
        token = self._token(trigger)
        draft.negated = is_negated(self.sentence, token)
        draft.modality = modality_of(
            self.sentence,
            anchor.start,
            anchor.end,
            period=draft.period,
            published=self.topic.published,
        )
        return draft

    def _near_figure(self, trigger: TriggerMention, reach: int = 4) -> Draft | None:
        """The figure that a trigger stands right before ("a record $730 billion")."""
        for figure in self.figures:
            gap = self.sentence.between(trigger.anchor.end, figure.anchor.start)
            if 0 <= figure.anchor.start - trigger.anchor.end <= reach or _LEADS.fullmatch(gap):
                if figure.anchor.start >= trigger.anchor.end:
                    return figure
        return None

    def _subject_indicator(self, trigger: TriggerMention) -> Indicator:
        """What the clause around the trigger speaks of."""
        near = self._near_figure(trigger, 12)
        if near is not None:
            return near.indicator
        token = self._token(trigger)
        before = [f for f in self.figures if f.anchor.end <= trigger.anchor.start]
        if token is not None:
            subject = subject_of(governor(token))
            if subject is not None and not is_pronoun(subject):
                phrase = self.indicators.phrase(subject)
                if (
                    phrase is not None
                    and (is_measurable(subject) or is_measurable(phrase.head))
                    and self._apart(subject, before)
                ):
                    return self.indicators.finish(phrase, self.topic)
        if before:
            return before[-1].indicator
        named = self._nearest_measurable(trigger)
        if named is not None:
            return named
        return self.topic.indicator or Indicator(
            text=self.sentence.text[trigger.anchor.start : trigger.anchor.end]
        )

    def _apart(self, subject: Any, before: list[Draft]) -> bool:
        return True

    def _nearest_measurable(self, trigger: TriggerMention) -> Indicator | None:
        tokens = self.sentence.tokens(self.sentence.start, trigger.anchor.start)
        for token in reversed(tokens):
            if is_measurable(token):
                phrase = self.indicators.phrase(token)
                if phrase is not None:
                    return self.indicators.finish(phrase, self.topic)
        return None

    def _movement(self, token: Any | None, trigger: TriggerMention) -> Direction | None:
        """Which way the clause around a trigger moves."""
        if token is None:
            return None
        verb = governor(token)
        for candidate in (verb, *verb.children, verb.head):
            particle = next((c.lower_ for c in candidate.children if c.dep_ == "prt"), "")
            move = movement_at(candidate.lower_, candidate.tag_, particle)
            if move is not None and abs(candidate.i - token.i) < 25:
                return move.direction
        window = self.sentence.tokens(trigger.anchor.end, trigger.anchor.end + 50)
        window += list(
            reversed(self.sentence.tokens(trigger.anchor.start - 60, trigger.anchor.start))
        )
        for near in window:
            move = movement_at(near.lower_, near.tag_)
            if move is not None:
                return move.direction
        return None

    # ------------------------------------------------------------------ kinds
    def _record(self, trigger: TriggerMention) -> Draft | None:
        token = self._token(trigger)
        if token is None:
            return None
        if trigger.row == "record.plain" and (token.pos_ == "VERB" or token.tag_ == "NNS"):
            return None
        indicator = self._record_indicator(trigger, token)
        draft = self._draft(trigger, indicator)
        draft.direction = trigger.direction or "up"
        draft.event = Event(type="occurs", direction=draft.direction)
        near = self._near_figure(trigger, 3)
        if near is not None:
            draft.period, draft.ref_area = near.period, near.ref_area
            draft.counterpart, draft.modality = near.counterpart, near.modality
        return draft

    def _record_indicator(self, trigger: TriggerMention, token: Any) -> Indicator:
        """ "a record trade deficit" names it itself; "hit a record high" leaves it to the subject."""
        near = self._near_figure(trigger, 3)
        if near is not None:
            return near.indicator
        own = None
        if token.dep_ in ("amod", "compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
            own = token.head
        elif (
            self.sentence.at(token) >= trigger.anchor.start
            and token.pos_ == "NOUN"
            and is_measurable(token)
        ):
            own = token
        if (
            own is not None
            and own.lower_ not in words_of("weak")
            and own.lower_ not in ("high", "low")
        ):
            drop = [*self.indicators.drop, trigger.anchor]
            phrase = IndicatorFinder(self.sentence, drop).phrase(own)
            if phrase is not None:
                return self.indicators.finish(phrase, self.topic)
        return self._subject_indicator(trigger)

    def _first_time(self, trigger: TriggerMention) -> Draft | None:
        token = self._token(trigger)
        draft = self._draft(trigger, self._subject_indicator(trigger))
        draft.direction = self._movement(token, trigger)
        draft.event = self._event(token, trigger, draft)
        if draft.event.type == "exceeds":
            draft.direction = None
        return draft

    def _event(self, token: Any, trigger: TriggerMention, draft: Draft) -> Event:
        """What happened for the first time: a threshold passed, another overtaken, a turn."""
        near = [
            f for f in self.figures
            if f.kind in ("level", "share") and f.quantity and f.quantity.comparator in ("gt", "ge", "over", "lt", "le")
            and abs(f.anchor.start - trigger.anchor.start) < 90
        ]  # fmt: skip
        if near:
            figure = min(near, key=lambda f: abs(f.anchor.start - trigger.anchor.start))
            below = figure.quantity is not None and figure.quantity.comparator in ("lt", "le")
            draft.indicator = figure.indicator
            return Event(
                type="threshold", direction="down" if below else "up", quantity=figure.quantity
            )
        before = self.sentence.tokens(trigger.anchor.start - 120, trigger.anchor.start)
        for candidate in reversed(before):
            if candidate.lower_ in overtaking() and candidate.pos_ == "VERB":
                other = self.sentence.between(
                    self.sentence.end_of(candidate), trigger.anchor.start
                ).strip()
                area = self.places.first_in(self.sentence.end_of(candidate), trigger.anchor.start)
                if area is not None:
                    draft.counterpart = Area(text=area.anchor.exact, code=area.code)
                return Event(
                    type="exceeds", direction=overtaking()[candidate.lower_], other=other or None
                )
        return Event(type="turn" if draft.direction else "occurs", direction=draft.direction)

    def _streak(self, trigger: TriggerMention) -> Draft | None:
        token = self._token(trigger)
        length = trigger.length
        draft = self._draft(trigger, self._streak_indicator(trigger, token))
        unit = trigger.unit or self._unit(draft.period)
        if length is None or length < 2:
            return None
        draft.streak = Streak(length=length, unit=unit)  # type: ignore[arg-type]
        draft.direction = self._movement(token, trigger)
        draft.event = Event(type="turn" if draft.direction else "occurs", direction=draft.direction)
        return draft

    def _streak_indicator(self, trigger: TriggerMention, token: Any) -> Indicator:
        """ "growth for nine years" goes on with the topic; "decline in stocks" names its own."""
        if token is not None:
            near = self.sentence.tokens(trigger.anchor.start - 40, trigger.anchor.end + 40)
            for noun in near:
                move = movements().get(noun.lower_)
                if move and noun.pos_ == "NOUN":
                    found = self.indicators._object_of_noun(noun, _no_figure(trigger))
                    if found is not None:
                        return self.indicators.finish(found, self.topic)
        return self._subject_indicator(trigger)

    def _unit(self, period: Period | None) -> str:
        freq = period_frequency(period.label) if period else None
        return {"H": "half", "Q": "quarter", "M": "month", "D": "day"}.get(freq or "", "year")

    def _rank(self, trigger: TriggerMention) -> Draft | None:
        token = self._token(trigger)
        if token is None or trigger.position is None:
            return None
        if token.pos_ == "NOUN" and trigger.anchor.exact.lower() in ("top", "main"):
            return None
        led = trigger.row in ("rank.sup", "rank.nth_sup")
        if led and token.tag_ == "VBG" and token.dep_ not in ("amod", "compound"):
            return None
        noun = token.head if token.dep_ in ("amod", "compound", "nmod", "advmod") else token
        while (
            noun.lower_ not in rank_nouns()
            and noun.dep_ in ("compound", "nmod", "amod")
            and noun.head.pos_ in ("NOUN", "PROPN")
            and noun.head.i > noun.i
        ):
            noun = noun.head
        scope = self._scope(trigger)
        ranked = trigger.row in ("rank.ranked", "rank.place", "rank.no", "rank.first_in")
        behind = self.sentence.between(trigger.anchor.end, trigger.anchor.end + 60)
        known = noun.lower_ in rank_nouns() or is_measurable(noun)
        if not (
            ranked
            or trigger.anchor.exact.lower().endswith(" ever")
            or (scope and (known or noun.i == token.i))
            or (
                known
                and re.match(r"[^,.;]{0,40}\b(?:to|in|of|for|among)\b", behind)
                and noun.lower_ in rank_nouns()
            )
            or self._elliptic(noun, known)
        ):
            return None
        if ranked and noun.pos_ == "VERB" and trigger.row == "rank.place":
            return None
        indicator = self._rank_indicator(trigger, noun, ranked)
        draft = self._draft(trigger, indicator)
        draft.rank = Rank(
            position=trigger.position,
            order=trigger.order or "largest",
            scope=scope or self._default_scope(trigger, noun),
        )
        draft.ref_area = self._ranked_area(trigger, noun, draft.ref_area)
        if self._timeless(trigger, noun):
            draft.period = None
        return draft

    def _elliptic(self, noun: Any, known: bool) -> bool:
        """ "Japan's main export market": possessed by an area, so a place in its ordering."""
        return (
            known and noun.lower_ in rank_nouns() and any(c.dep_ == "poss" for c in noun.children)
        )

    def _scope(self, trigger: TriggerMention) -> str:
        """ "the world's", "in Asia", "among partners", "globally": what the ordering covers."""
        if trigger.anchor.exact.lower().endswith(" ever"):
            return "own history"
        before = self.sentence.between(trigger.anchor.start - 40, trigger.anchor.start)
        behind = self.sentence.between(trigger.anchor.end, trigger.anchor.end + 70)
        if (
            re.search(r"\b(?:world|globe)'s (?:[a-z-]+ ){0,2}$", before)
            or re.search(
                r"^[^.;]{0,50}\b(?:in the world|globally|worldwide|anywhere|on earth|in the globe)\b",
                behind,
            )
            or re.search(r"\bglobal(?:ly)? (?:[a-z-]+ ){0,2}$", before)
        ):
            return "world"
        own = re.search(r"\b([a-z .]{3,30})'s? (?:[a-z-]+ ){0,2}$", before)
        if own:
            return own.group(1).strip().removeprefix("the ")
        of = re.match(
            r"[^,.;]{0,40}?\b(?:among|in|of) (the |all |its )?([a-z][a-z' -]{2,40})", behind
        )
        return of.group(2).strip() if of else ""

    def _default_scope(self, trigger: TriggerMention, noun: Any) -> str:
        return "world"

    def _rank_indicator(self, trigger: TriggerMention, noun: Any, ranked: bool) -> Indicator:
        if ranked or noun.i == (self._token(trigger) or noun).i and not is_measurable(noun):
            return self._topical(trigger)
        drop = [*self.indicators.drop, trigger.anchor]
        phrase = IndicatorFinder(self.sentence, drop).phrase(noun)
        if "populous" in trigger.anchor.exact.lower():
            return Indicator(text="population")
        if phrase is None:
            return self._topical(trigger)
        measured = rank_nouns().get(noun.lower_)
        if measured is None:
            return self.indicators.finish(phrase, self.topic)
        left = [
            t.text
            for t in noun.lefts
            if t.dep_ in ("compound", "amod", "nmod")
            and not (trigger.anchor.start <= self.sentence.at(t) < trigger.anchor.end)
            and not self.indicators._is_area(t)
        ]
        goods = re.search(
            r"\b(?:of|in) (goods|merchandise|services)\b",
            self.sentence.between(trigger.anchor.end, trigger.anchor.end + 50),
        )
        left = [w for w in left if w.lower() not in ("trading",)]
        if goods and goods.group(1) not in left:
            left = [goods.group(1), *left]
        if measured in (
            "market",
            "cause",
            "source",
            "contribution",
            "destination",
            "commodity",
            "product",
        ):
            return Indicator(text=phrase.text, span=phrase.span)
        if measured == "size" and not left:
            return self._topical(trigger)
        return Indicator(text=" ".join([*left, measured]), span=phrase.span)

    def _topical(self, trigger: TriggerMention) -> Indicator:
        before = [f for f in self.figures if f.anchor.end <= trigger.anchor.start]
        if before:
            return before[-1].indicator
        return self._subject_indicator(trigger)

    def _ranked_area(self, trigger: TriggerMention, noun: Any, found: Area | None) -> Area | None:
        """The entity that holds the place: subject or apposition, never the scope."""
        for area in self.places.areas:
            gap = self.sentence.between(trigger.anchor.end, area.anchor.start)
            if (
                0 <= area.anchor.start - trigger.anchor.end < 45
                and not re.search(
                    r"[,.;]|\b(?:in|of|by|to|for|among|after|behind|ahead|with|from)\b", gap
                )
                and area.form == "name"
            ):
                return Area(text=area.anchor.exact, code=area.code)
        scoped = {
            a.code
            for a in self.places.areas
            if a.form == "aggregate"
            or self.sentence.between(a.anchor.end, a.anchor.end + 2) == "'s"
            and self.sentence.between(a.anchor.end, trigger.anchor.start).strip(" '") in ("s", "")
        }
        own = [
            a
            for a in self.places.areas
            if a.code not in scoped and a.anchor.start < trigger.anchor.start
        ]
        if own:
            subject = subject_of(governor(self._token(trigger)))
            if subject is not None:
                named = [
                    a
                    for a in own
                    if self.sentence.at(subject) <= a.anchor.end
                    and a.anchor.start <= self.sentence.end_of(subject)
                ]
                if named:
                    return Area(text=named[0].anchor.exact, code=named[0].code)
            return Area(text=own[-1].anchor.exact, code=own[-1].code)
        if found is not None and found.code in scoped | {"WLD"}:
            known = self.topic.area or self.topic.home
            return known if known is not None and known.code not in scoped else self.topic.home
        return found

    def _timeless(self, trigger: TriggerMention, noun: Any) -> bool:
        """A description ("the world's second-largest consumer") has no period of its own."""
        verb = governor(noun)
        beside = [f for f in self.figures if f.anchor.end <= trigger.anchor.start]
        before = self.sentence.between(trigger.anchor.start - 5, trigger.anchor.start)
        if beside and before.endswith("the "):
            return False
        predicate = noun.dep_ in ("attr", "acomp", "oprd", "dobj", "ROOT") or verb.i == noun.i
        stated = [
            p for p in self.times.references if abs(p.anchor.start - trigger.anchor.start) < 80
        ]
        if predicate or trigger.row != "rank.sup" and trigger.row != "rank.nth_sup":
            present = verb.tag_ in ("VBZ", "VBP")
            return present and not stated and verb.lower_ in ("is", "are")
        remained = re.search(
            r"\b(?:remain|position|status|place)",
            self.sentence.between(trigger.anchor.start - 60, trigger.anchor.end + 60),
        )
        return not remained


def _no_figure(trigger: TriggerMention) -> Any:
    """A trigger where a figure is asked for only by its anchor."""
    return trigger
