"""Comparisons without a figure: one thing above, below or ahead of another."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.figureless import FigurelessReader
from factcheck.claims.modality import is_exhortation
from factcheck.claims.syntax import Stretch, governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.vocabulary import (
    class_pattern,
    comparatives,
    movement_at,
    overtaking,
    words_of,
)
from factcheck.records import Area, AreaMention, Direction, Event, Indicator, Span

__all__ = ["ComparisonReader"]

_RANKED = 60
_THAN = re.compile(r"\s?(?:[a-z-]{1,20} ){0,3}?than\b\s*")
_OTHER = re.compile(
    r"(?:(?:that of|those of|in|it did in|they did in|the|its) ){0,4}([a-z][a-z' -]{2,50})"
)
_LAST = re.compile(r"(?:\s+(?:in|of|to|from|by|on|at|since|over|during))?\s*$")
_OPPOSITE: dict[Direction, Direction] = {"up": "down", "down": "up"}


class ComparisonReader(FigurelessReader):
    """Reads "exports exceeded imports", "faster than the whole", "above its 1990 level"."""

    def leads(self) -> frozenset[str]:
        """Verbs of overtaking, comparatives, and prepositions that compare."""
        return _leads()

    def claim_at(self, token: Any) -> Draft | None:
        """The comparison that a verb of overtaking or a comparative states."""
        start = self.sentence.at(token)
        if any(d.anchor.start <= start < d.anchor.end for d in self.drafts):
            return None
        if token.pos_ == "VERB":
            return self._overtaking(token) if token.lower_ in overtaking() else None
        side = comparatives().get(token.lower_)
        if side is None:
            return None
        return (
            self._than(token, side[0]) if side[1] == "comparative" else self._above(token, side[0])
        )

    # ------------------------------------------------------------------ verbs
    def _overtaking(self, token: Any) -> Draft | None:
        """Reads "exports exceeded imports", "overtaking France's"."""
        end = self.sentence.end_of(token)
        if any(d.source is not None and d.source.i == token.i for d in self.drafts):
            return None
        objects = (c for c in token.children if c.dep_ in ("dobj", "pobj") and c.i > token.i)
        obj = next(objects, None)
        if obj is None or self._is_figure(end, 12) or obj.like_num:
            return None
        area = self.scene.places.first_in(end, end + 30)
        if area is not None and " in " in self.sentence.between(end, area.anchor.start):
            area = None
        if area is None and not any(map(_is_yardstick, obj.subtree)):
            return None
        return self._compared(token, overtaking()[token.lower_], area, self._name(obj))

    def _is_figure(self, offset: int, reach: int) -> bool:
        """Whether a figure starts within `reach` behind an offset."""
        return any(offset <= d.anchor.start < offset + reach for d in self.figures())

    def _name(self, noun: Any) -> str:
        phrase = self.indicators.phrase(noun)
        return phrase.text if phrase else ""

    # ------------------------------------------------------------------ comparatives
    def _than(self, token: Any, direction: Direction) -> Draft | None:
        """Reads "faster than the overall rate", "smaller than China's"."""
        sentence = self.sentence
        start, end = sentence.at(token), sentence.end_of(token)
        quantities = (q.anchor for q in sentence.pick(sentence.mentions.quantities))
        if any(0 <= start - anchor.end < 4 for anchor in quantities):
            return None
        gap = _THAN.match(sentence.between(end, end + 60))
        if not gap:
            return self._faster(token, direction)
        if self._is_figure(end, gap.end() + 14):
            return None
        if re.search(rf"\b{class_pattern('not_than')}\s*$", sentence.between(start - 12, start)):
            return None
        after = end + gap.end()
        if any(t.like_num or t.tag_ == "VBN" for t in sentence.tokens(after, after + 1)):
            return None
        if any(w in words_of("downward") for w in sentence.between(end, after).split()[:1]):
            direction = _OPPOSITE.get(direction, direction)
        area = self.scene.places.first_in(after, after + 25)
        if area is not None and " in " in sentence.between(after, area.anchor.start):
            area = None
        timely = self.scene.times.against(after - 1, 31) is not None
        following = sentence.tokens(after, after + 50)[:7]
        measurable = any(map(_is_yardstick, following)) or _points_back(following[:1])
        if area is None and not timely and not measurable:
            return None
        other = _OTHER.match(sentence.between(after, sentence.end))
        named = _LAST.sub("", other.group(1)) if other and not timely and area is None else ""
        draft = self._compared(token, direction, area, named)
        if draft is not None and gap.group().strip() == "than":
            reach = after if gap.end() <= 6 else end
            close = end + len(sentence.between(end, reach).rstrip())
            draft.anchor = Span.of(sentence.text, draft.anchor.start, close)
        return draft

    def _faster(self, token: Any, direction: Direction) -> Draft | None:
        """Reads "grew significantly faster" of a part, in a text that speaks of the whole."""
        if token.lower_ not in words_of("speed") or token.dep_ not in ("advmod", "acomp"):
            return None
        verb = governor(token)
        if movement_at(verb.lower_, verb.tag_) is None:
            return None
        return self._compared(token, direction, None, "")

    # ------------------------------------------------------------------ prepositions
    def _above(self, token: Any, direction: Direction) -> Draft | None:
        """Reads "above its 1990 level", "beneath the target", "ahead of Japan"."""
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        if token.lower_ in words_of("spatial") and not _falls_short(token, direction):
            return None
        if any(self.sentence.between(d.anchor.end, start) == " " for d in self.figures()):
            return None
        if _size_class().match(self.sentence.between(end, end + 30)):
            return None
        area = self.scene.places.first_in(end, end + 20)
        if self._is_threshold(end, area) or self._is_next_place(token):
            return None
        head = _governed(token)
        if head is None:
            return self._compared(token, direction, area, "") if area is not None else None
        if any(
            t.lower_ in words_of("yardstick") or (is_measurable(t) and t.i == head.i)
            for t in head.subtree
            if t.i - token.i < 10
        ):
            return self._compared(token, direction, None, self._name(head))
        if area is None or area.anchor.start - end >= 12:
            return None
        return self._compared(token, direction, area, self._name(head))

    def _is_next_place(self, token: Any) -> bool:
        """Whether it only says who comes next in an order: "the fourth-largest, ahead of Japan"."""
        start = self.sentence.at(token)
        ranks = (d.anchor.end for d in self.drafts if d.kind == "rank")
        end = next((end for end in ranks if 0 <= start - end < _RANKED), None)
        if end is None:
            return False
        return not any(t.pos_ in ("VERB", "AUX") for t in self.sentence.tokens(end, start))

    def _is_threshold(self, end: int, area: AreaMention | None) -> bool:
        """Whether what follows is a bare figure, and not one with an owner or a name."""
        nearest = next((d for d in self.figures() if end <= d.anchor.start < end + 24), None)
        if nearest is None:
            return False
        if area is not None and area.anchor.start < nearest.anchor.start:
            return False
        close = nearest.anchor.end
        noun = self.sentence.between(close, close + 14).split()[:1]
        article = self.sentence.between(end, nearest.anchor.start).split()[:1]
        named = bool(noun) and noun[0].strip(".,") in words_of("yardstick")
        return not (article == ["the"] and named)

    # ------------------------------------------------------------------ the claim
    def _compared(
        self, token: Any, direction: Direction, area: AreaMention | None, other: str
    ) -> Draft | None:
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        indicator = None if is_exhortation(self.sentence, start) else self._indicator(token)
        if indicator is None:
            return None
        indicator = self.scene.places.with_partners(indicator, start)
        than = _THAN.match(self.sentence.between(end, end + 60))
        behind = end + than.end() if than else end
        base = None if area is not None else self.scene.times.against(behind, 30)
        spot = self.scene.stretch_of(Span.of(self.sentence.text, start, end), self.drafts)
        if base is not None or area is not None:
            spot = Stretch(start, end, spot.left, end)
        draft = self.scene.draft("comparison", spot, indicator)
        draft.direction, draft.source = direction, token
        if area is not None:
            self._against_area(draft, area)
        elif other and " against " not in indicator.text:
            text = f"{indicator.text} against {other}"
            draft.indicator = Indicator(text=text, span=indicator.span)
        if base is not None:
            draft.base_period = base.period
            if draft.period and base.period and draft.period.label == base.period.label:
                draft.period = self.topic.period
        draft.event = Event(type="exceeds", direction=direction, other=other or None)
        return draft

    def _against_area(self, draft: Draft, area: AreaMention) -> None:
        """Makes an area the counterpart, and whoever else is spoken of the subject."""
        draft.counterpart = Area(text=area.anchor.exact, code=area.code)
        if draft.ref_area is None or draft.ref_area.code != area.code:
            return
        topic = self.topic
        if topic.area and topic.area.code != area.code:
            draft.ref_area = topic.area
            return
        others = [
            a
            for a in self.scene.places.areas
            if a.code != area.code and a.anchor.start < area.anchor.start
        ]
        last = others[-1] if others else None
        draft.ref_area = Area(text=last.anchor.exact, code=last.code) if last else topic.home

    def _indicator(self, token: Any) -> Indicator | None:
        """What is compared: the clause's subject, else what was read before it."""
        subject = subject_of(governor(token))
        if subject is not None and not is_pronoun(subject):
            found = self.phrased(subject) if self.is_indicator(subject) else None
            if found is not None:
                return found
            if self.indicators.is_area(subject):
                ranked = self._ranked_by(token)
                return ranked or self._named_before(token) or self.topic.indicator
        before = [d for d in self.drafts if d.anchor.start < self.sentence.at(token)]
        if before:
            return before[-1].indicator
        return self._named_before(token) or self.topic.indicator

    def _ranked_by(self, token: Any) -> Indicator | None:
        """Reads "Peru overtook Chile as the largest exporter of grapes": what they rank by."""
        start = self.sentence.at(token)
        near = (d for d in self.drafts if d.kind == "rank" and 0 < d.anchor.start - start < _RANKED)
        return next((d.indicator for d in near), None)

    def _named_before(self, token: Any) -> Indicator | None:
        """The nearest measurable noun before a word."""
        left = [t for t in self.sentence.words if t.i < token.i and is_measurable(t)]
        return self.phrased(left[-1]) if left else None


def _is_yardstick(token: Any) -> bool:
    return is_measurable(token) or token.lower_ in words_of("yardstick")


def _points_back(tokens: list[Any]) -> bool:
    """Whether what follows is "that of" or "those of"."""
    return any(t.lower_ in ("that", "those") for t in tokens)


def _falls_short(token: Any, direction: Direction) -> bool:
    """Whether a word of place completes a verb that moves the same way ("fell short of")."""
    verb = governor(token)
    move = movement_at(verb.lower_, verb.tag_)
    following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    return move is not None and move.direction == direction and following == "of"


def _governed(token: Any) -> Any | None:
    """The noun that "above" or "ahead of" leads to."""
    for link in (token, *(c for c in token.children if c.dep_ == "prep")):
        head = next((c for c in link.children if c.dep_ == "pobj"), None)
        if head is not None:
            return head
    return None


@cache
def _size_class() -> re.Pattern[str]:
    """What "above" leads to in the name of a class of firms ("above designated size")."""
    return re.compile(rf"\s+(?:the )?{class_pattern('size_class')}\b")


@cache
def _leads() -> frozenset[str]:
    return frozenset(overtaking()) | frozenset(comparatives())
