"""Claims of movement and of order without a figure: trend and comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from factcheck.claims.context import Topic
from factcheck.claims.draft import Draft
from factcheck.claims.indicators import IndicatorFinder, named
from factcheck.claims.modality import is_exhortation, is_negated, modality_of
from factcheck.claims.places import PlaceFinder
from factcheck.claims.syntax import Sentence, governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.times import TimeFinder
from factcheck.claims.vocabulary import (
    Movement,
    comparatives,
    movement_at,
    overtaking,
    words_of,
)
from factcheck.records import Area, Direction, Event, Indicator, Span

__all__ = ["MovementReader"]


class MovementReader:
    """Reads trends and bare comparisons of one sentence.

    Args:
        sentence: the parsed sentence.
        places: its areas.
        times: its periods.
        topic: the running topic.
        drafts: the claims already read from the sentence.
    """

    def __init__(
        self,
        sentence: Sentence,
        places: PlaceFinder,
        times: TimeFinder,
        topic: Topic,
        drafts: Sequence[Draft],
    ) -> None:
        self.sentence, self.places, self.times, self.topic = sentence, places, times, topic
        self.drafts = list(drafts)
        drop = [*places.spans(), *(d.anchor for d in drafts if d.quantity is not None)]
        drop += [p.anchor for p in times.references + times.bases + times.basis_words]
        self.indicators = IndicatorFinder(sentence, drop)

    def read(self) -> list[Draft]:
        """Comparisons first, then the trends that nothing else in their clause states."""
        comparisons = [d for t in self.sentence.doc if (d := self._comparison(t)) is not None]
        self.drafts += comparisons
        trends = []
        for token in self.sentence.doc:
            draft = self._trend(token)
            if draft is not None:
                trends.append(draft)
                self.drafts.append(draft)
        return [*comparisons, *trends]

    # ------------------------------------------------------------------ comparison
    def _comparison(self, token: Any) -> Draft | None:
        if any(d.anchor.start <= self.sentence.at(token) < d.anchor.end for d in self.drafts):
            return None
        if token.pos_ == "VERB" and token.lower_ in overtaking():
            return self._overtaking(token)
        side = comparatives().get(token.lower_)
        if side is None or token.pos_ == "VERB":
            return None
        if side[1] == "comparative":
            return self._than(token, side[0])
        return self._above(token, side[0])

    def _overtaking(self, token: Any) -> Draft | None:
        """ "exports exceeded imports", "overtaking France's"."""
        end = self.sentence.end_of(token)
        if any(d.source is not None and d.source.i == token.i for d in self.drafts):
            return None
        obj = next(
            (c for c in token.children if c.dep_ in ("dobj", "pobj") and c.i > token.i), None
        )
        if obj is None or self._is_figure(end, 12) or obj.like_num:
            return None
        area = self.places.first_in(end, end + 30)
        if area is None and not any(
            is_measurable(t) or t.lower_ in words_of("yardstick") for t in obj.subtree
        ):
            return None
        other = self.indicators.phrase(obj)
        return self._compared(token, overtaking()[token.lower_], area, other.text if other else "")

    def _is_figure(self, offset: int, reach: int) -> bool:
        return any(
            d.quantity is not None and offset <= d.anchor.start < offset + reach
            for d in self.drafts
        )

    def _than(self, token: Any, direction: Direction) -> Draft | None:
        """ "faster than the overall rate", "smaller than China's", "grew significantly faster"."""
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        gap = re.match(r"\s?(?:[a-z-]+ ){0,3}?than\b\s*", self.sentence.between(end, end + 60))
        near = [d for d in self.drafts if d.quantity is not None and 0 <= start - d.anchor.end < 4]
        if near:
            return None
        if not gap:
            return self._faster(token, direction)
        if self._is_figure(end, gap.end() + 14):
            return None
        before = self.sentence.between(start - 12, start)
        if re.search(r"\b(?:rather|other|no)\s*$", before):
            return None
        after = end + gap.end()
        area = self.places.first_in(after, after + 25)
        rest = self.sentence.between(after, self.sentence.end)
        word = self.sentence.between(end, after).split()[:1]
        if word and word[0] in words_of("downward"):
            direction = {"up": "down", "down": "up"}.get(direction, direction)  # type: ignore[assignment]
        target = re.match(
            r"(?:that of |those of |in |it did in |they did in |the |its )*([a-z][a-z' -]{2,50})",
            rest,
        )
        timely = any(
            after - 1 <= p.anchor.start < after + 30
            for p in self.times.references + self.times.bases
        )
        measurable = any(
            is_measurable(t) or t.lower_ in words_of("yardstick")
            for t in self.sentence.tokens(after, after + 50)[:7]
        )
        if area is None and not timely and not measurable:
            return None
        anchor_end = end + gap.end() if gap.end() <= 6 else end
        draft = self._compared(
            token,
            direction,
            area,
            target.group(1).strip() if target and not timely and area is None else "",
        )
        if draft is not None and gap.group().strip() == "than":
            exact_end = end + len(self.sentence.between(end, anchor_end).rstrip())
            draft.anchor = Span.of(self.sentence.text, draft.anchor.start, exact_end)
        return draft

    def _faster(self, token: Any, direction: Direction) -> Draft | None:
        """ "grew significantly faster" of a part, in a text that speaks of the whole."""
        if token.lower_ not in ("faster", "slower") or token.dep_ not in ("advmod", "acomp"):
            return None
        verb = governor(token)
        if movement_at(verb.lower_, verb.tag_) is None:
            return None
        return self._compared(token, direction, None, "")

    def _above(self, token: Any, direction: Direction) -> Draft | None:
        """ "above its 1990 level", "beneath the target", "ahead of Japan"."""
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        if token.lower_ in ("over", "under", "short", "beyond", "behind") and token.dep_ not in (
            "prep",
        ):
            return None
        if any(
            d.quantity is not None and self.sentence.between(d.anchor.end, start) == " "
            for d in self.drafts
        ):
            return None
        area = self.places.first_in(end, end + 20)
        nearest = next(
            (d for d in self.drafts if d.quantity is not None and end <= d.anchor.start < end + 24),
            None,
        )
        if nearest is not None:
            owned = area is not None and area.anchor.start < nearest.anchor.start
            noun = self.sentence.between(nearest.anchor.end, nearest.anchor.end + 14).split()[:1]
            named = (
                self.sentence.between(end, nearest.anchor.start).split()[:1] == ["the"]
                and bool(noun)
                and noun[0].strip(".,") in words_of("yardstick")
            )
            if not (owned or named):
                return None
        tail = self.sentence.between(end, end + 60)
        tail = re.sub(r"^\s*of\b", "", tail)
        head = next((c for c in token.children if c.dep_ == "pobj"), None)
        if head is None and token.lower_ == "ahead":
            head = next(
                (
                    g
                    for c in token.children
                    if c.dep_ == "prep"
                    for g in c.children
                    if g.dep_ == "pobj"
                ),
                None,
            )
        if token.lower_ in ("over", "under", "behind", "beyond", "short"):
            return None
        if head is None and area is None:
            return None
        if head is None:
            return self._compared(token, direction, area, "")
        yard = any(
            t.lower_ in words_of("yardstick") or (is_measurable(t) and t.i == head.i)
            for t in head.subtree
            if t.i - token.i < 10
        )
        if not yard and not (area is not None and self._possessed(area, end)):
            return None
        other = self.indicators.phrase(head)
        return self._compared(
            token,
            direction,
            area if area is not None and not yard else None,
            other.text if other else "",
        )

    def _possessed(self, area: Any, offset: int) -> bool:
        return bool(area.anchor.start - offset < 12)

    def _compared(self, token: Any, direction: Direction, area: Any, other: str) -> Draft | None:
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        if is_exhortation(self.sentence, start):
            return None
        indicator = self._indicator(token)
        if indicator is None:
            return None
        indicator = self.places.with_partners(indicator, start)
        draft = self._draft("comparison", Span.of(self.sentence.text, start, end), indicator)
        draft.direction, draft.source = direction, token
        if area is not None:
            draft.counterpart = Area(text=area.anchor.exact, code=area.code)
            if draft.ref_area is not None and draft.ref_area.code == area.code:
                draft.ref_area = (
                    self.topic.area
                    if self.topic.area and self.topic.area.code != area.code
                    else self._other_area(area)
                )
        elif other and " against " not in indicator.text:
            draft.indicator = Indicator(
                text=f"{indicator.text} against {other}", span=indicator.span
            )
        base = next(
            (p for p in self.times.references + self.times.bases if 0 <= p.anchor.start - end < 30),
            None,
        )
        if base is not None and area is None:
            draft.base_period = base.period
            if (
                draft.period is not None
                and base.period is not None
                and draft.period.label == base.period.label
            ):
                draft.period = self.topic.period
        draft.event = Event(type="exceeds", direction=direction, other=other or None)
        return draft

    def _other_area(self, area: Any) -> Area | None:
        other = [
            a
            for a in self.places.areas
            if a.code != area.code and a.anchor.start < area.anchor.start
        ]
        return Area(text=other[-1].anchor.exact, code=other[-1].code) if other else self.topic.home

    # ------------------------------------------------------------------ trend
    def _trend(self, token: Any) -> Draft | None:
        particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
        move = movement_at(token.lower_, token.tag_, particle)
        if move is None:
            return None
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        if any(d.anchor.start < end and start < d.anchor.end for d in self.drafts):
            return None
        if any(d.quantity is not None and 0 <= start - d.anchor.end <= 2 for d in self.drafts):
            return None
        if any(d.kind == "rank" and 0 <= start - d.anchor.end <= 2 for d in self.drafts):
            return None
        if is_exhortation(self.sentence, start) or is_negated(self.sentence, token):
            return None
        if (
            token.tag_ == "VB"
            and token.dep_ == "conj"
            and is_exhortation(self.sentence, start, whole=True)
        ):
            return None
        indicator = {
            "verb": self._verb_trend,
            "noun": self._noun_trend,
            "adjective": self._adjective_trend,
        }[move.pos](token, move)
        if indicator is None or self._stated(token, indicator, move):
            return None
        if not self._is_indicator(indicator):
            return None
        draft = self._draft("trend", self._trend_span(token, move), indicator)
        draft.direction = move.direction
        if draft.modality in ("target", "hypothetical"):
            return None
        return draft

    def _trend_span(self, token: Any, move: Movement) -> Span:
        left = token
        if move.pos == "noun":
            for child in token.lefts:
                if child.dep_ == "amod" and child.i == left.i - 1:
                    left = child
        right = token
        for child in token.rights:
            if (
                child.dep_ == "prt" or (child.dep_ == "advmod" and child.tag_ == "RB")
            ) and child.i == right.i + 1:
                right = child
        return Span.of(self.sentence.text, self.sentence.at(left), self.sentence.end_of(right))

    def _verb_trend(self, token: Any, move: Movement) -> Indicator | None:
        if token.dep_ == "amod" and token.tag_ == "VBN" and move.direction == "flat":
            return self._measurable(token.head)
        if token.pos_ != "VERB" or token.dep_ in ("amod", "compound", "pcomp"):
            return None
        loose = token.tag_ == "VBG" and token.dep_ in ("ROOT", "advcl", "conj", "csubj")
        if loose and not any(c.dep_ in ("nsubj", "aux") for c in token.children):
            return None
        if move.valency == "transitive":
            obj = next((c for c in token.children if c.dep_ == "dobj"), None)
            return self._measurable(obj)
        if any(c.dep_ == "dobj" and not is_measurable(c) for c in token.children):
            return None
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children) and token.dep_ not in (
            "xcomp",
            "ccomp",
            "ROOT",
        ):
            return None
        obj = next((c for c in token.children if c.dep_ == "dobj"), None)
        if obj is not None:
            return self._measurable(obj)
        return self._measurable(subject_of(token))

    def _noun_trend(self, token: Any, move: Movement) -> Indicator | None:
        strong = any(c.lower_ in words_of("strength") or c.tag_ == "JJR" for c in token.lefts)
        verb = governor(token)
        rate = token.dep_ == "compound" and token.head.lower_ in ("rate", "trend", "momentum")
        subject = token.dep_ in ("nsubj", "nsubjpass") or (rate and token.head.dep_ == "nsubj")
        carried = (not subject and verb.lower_ in words_of("trend_verb")) or (
            token.dep_ == "pobj" and token.head.lower_ in words_of("trend_verb")
        )
        if rate:
            strong = strong or any(c.lower_ in words_of("strength") for c in token.head.lefts)
        if (
            (token.dep_ in ("compound", "nmod", "poss") and not rate)
            or token.lower_ in ("gains", "cut", "cuts")
            and not strong
            and not carried
        ):
            return None
        of = None
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in ("of", "in"):
                of = next((c for c in prep.children if c.dep_ == "pobj"), None)
        left = [
            c for c in token.lefts if c.dep_ in ("compound", "nmod", "amod") and (is_measurable(c))
        ]
        if not (strong or carried):
            return None
        found = self._measurable(of) or (self._grown(left[-1], token) if left else None)
        if found is not None:
            return found
        if carried or strong:
            return self._measurable(subject_of(verb)) if verb.i != token.i else None
        return None

    def _adjective_trend(self, token: Any, move: Movement) -> Indicator | None:
        if token.lower_ in ("up", "down") and token.dep_ not in ("advmod", "acomp", "prt", "ROOT"):
            return None
        verb = governor(token)
        if verb.lower_ not in (
            "was",
            "were",
            "is",
            "are",
            "be",
            "been",
            "remained",
            "stayed",
            "went",
            "held",
            "traded",
        ):
            return None
        if token.lower_ in ("stable", "steady") and verb.lower_ in ("is", "are", "remained", "be"):
            return None
        return self._measurable(subject_of(verb))

    def _measurable(self, token: Any) -> Indicator | None:
        if token is None:
            return None
        if self.indicators._is_area(token) and not is_pronoun(token):
            return self.topic.indicator
        if is_pronoun(token):
            return self.topic.indicator if token.lower_ in ("it", "they", "which", "that") else None
        if not any(is_measurable(t) for t in self._core(token)):
            return None
        return self._phrase(token)

    def _core(self, token: Any) -> list[Any]:
        """The noun, its compounds, and what its "of" or "in" names."""
        core = [
            token,
            *(c for c in token.children if c.dep_ in ("compound", "amod", "nmod", "conj")),
        ]
        if token.lower_ not in words_of("weak"):
            return core
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ == "of":
                core += [c for c in prep.children if c.dep_ == "pobj"]
        return core

    def _grown(self, part: Any, noun: Any) -> Indicator | None:
        """ "export growth of green products": exports of green products."""
        phrase = self.indicators.phrase(part)
        if phrase is None:
            return None
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        rest = self.indicators.phrase(whole) if whole is not None else None
        return Indicator(text=f"{phrase.text} of {rest.text}" if rest else named(phrase.text))

    def _phrase(self, token: Any) -> Indicator | None:
        phrase = self.indicators.phrase(token)
        return self.indicators.finish(phrase, self.topic) if phrase is not None else None

    def _is_indicator(self, indicator: Indicator) -> bool:
        return len(indicator.text.split()) <= 14

    def _stated(self, token: Any, indicator: Indicator, move: Movement) -> bool:
        """Whether another claim of the clause already states this movement."""
        verb = token if token.pos_ == "VERB" else governor(token)
        start = self.sentence.at(verb)
        for draft in self.drafts:
            if draft.kind == "trend" and draft.indicator.text != indicator.text:
                continue
            source = draft.source
            if source is not None and draft.kind != "comparison" and source.i in (token.i, verb.i):
                return True
            if draft.kind == "rank":
                continue
            if draft.kind in ("record", "streak", "first_time"):
                beside = draft.event is not None and draft.event.type == "exceeds"
                if beside or draft.direction not in (None, move.direction):
                    continue
            low, high = sorted((start, draft.anchor.start))
            gap = self.sentence.between(low, high)
            if draft.kind == "level" and not self._governs(verb, draft):
                continue
            same = (
                draft.indicator.text == indicator.text
                or indicator.text.lower() in draft.indicator.text.lower()
            )
            if draft.kind == "comparison":
                if source is not None and source.pos_ != "VERB" and governor(source).i == verb.i:
                    return True
                continue
            if same and len(gap) < 110 and ";" not in gap:
                return True
            near = not re.search(r"[;,]| and | while | but | as ", gap) and len(gap) < 70
            if near:
                return True
        return False

    def _governs(self, verb: Any, draft: Draft) -> bool:
        root = self.sentence.root_of(draft.anchor.start, draft.anchor.end)
        return root is not None and governor(root).i == verb.i

    # ------------------------------------------------------------------ shared
    def _indicator(self, token: Any) -> Indicator | None:
        verb = governor(token)
        subject = subject_of(verb)
        if subject is not None and not is_pronoun(subject):
            if any(is_measurable(t) for t in self._core(subject)):
                found = self._phrase(subject)
                if found is not None:
                    return found
            if self.indicators._is_area(subject):
                return self.topic.indicator
        before = [d for d in self.drafts if d.anchor.start < self.sentence.at(token)]
        if before:
            return before[-1].indicator
        left = [t for t in self.sentence.doc if t.i < token.i and is_measurable(t)]
        return (self._phrase(left[-1]) if left else None) or self.topic.indicator

    def _draft(self, kind: Any, anchor: Span, indicator: Indicator) -> Draft:
        ends = [d.anchor.end for d in self.drafts if d.anchor.end <= anchor.start]
        starts = [d.anchor.start for d in self.drafts if d.anchor.start >= anchor.end]
        left, right = max(ends, default=self.sentence.start), min(starts, default=self.sentence.end)
        if kind == "comparison":
            right = anchor.end
        area = self.places.area_at(
            anchor, (left, right), self.topic, kind=kind, indicator=indicator.span
        )
        counterpart = self.places.counterpart_at(anchor, (left, right), indicator.text)
        period = self.times.period_at(anchor.start, anchor.end, left, right, self.topic)
        draft = Draft(kind, anchor, indicator, area, counterpart, period)
        base = self.times.base_at(anchor.start, anchor.end, left, right)
        if base is not None and kind == "trend":
            draft.base_period = base.period
        draft.modality = modality_of(
            self.sentence, anchor.start, anchor.end, period=period, published=self.topic.published
        )
        return draft
