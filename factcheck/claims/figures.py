"""Claims that carry a figure: level, change, share, comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from factcheck.claims.context import Topic, home_of_money
from factcheck.claims.draft import Draft
from factcheck.claims.kinds import read_kind
from factcheck.claims.leads import Cue, View
from factcheck.claims.lists import pair_off
from factcheck.claims.modality import is_aim, is_negated, modality_of
from factcheck.claims.scene import Scene
from factcheck.claims.shares import ShareNamer
from factcheck.claims.spans import SpanReader, carried_period, newest_period
from factcheck.claims.syntax import Stretch, governor, subject_of
from factcheck.claims.units import per_head, quantity_of, with_unit
from factcheck.claims.vocabulary import (
    class_pattern,
    currency_rows,
    movement_at,
    words_in,
    words_of,
)
from factcheck.claims.yardsticks import set_yardstick
from factcheck.records import Area, Indicator, QuantityMention

__all__ = ["FigureReader"]


class FigureReader:
    """Reads the figures of one sentence into drafts, left to right.

    Args:
        scene: the sentence; its topic is moved on as figures are read.
        figures: the mentions that can be claims, in text order.
    """

    def __init__(self, scene: Scene, figures: Sequence[QuantityMention]) -> None:
        self.scene, self.figures = scene, figures
        cues = [f.cue for f in figures if f.cue is not None]
        self.indicators = scene.indicators([*(f.anchor for f in figures), *cues])
        self.shares = ShareNamer(scene, self.indicators)
        self.spans = SpanReader(scene)

    def read(self) -> list[Draft]:
        """One draft a figure, in text order."""
        drafts: list[Draft] = []
        cues: list[Cue] = []
        topic = self.scene.topic
        for i, figure in enumerate(self.figures):
            spot = self._spot(i)
            before = topic.cue if self._same_unit(figure) else None
            cue = read_kind(View(self.scene.sentence, figure, spot, before, fresh=i == 0))
            draft = self._draft(figure, cue, spot, drafts)
            topic.cue = cue
            topic.unit = figure.quantity.unit or ""
            drafts.append(draft)
            cues.append(cue)
            self._move_on(draft, cue)
        kept = [not _is_told_in(d, drafts) for d in drafts]
        cues = [c for c, keep in zip(cues, kept, strict=True) if keep]
        drafts = [d for d, keep in zip(drafts, kept, strict=True) if keep]
        self.spans.settle_ends(drafts, cues)
        pair_off(self.scene.sentence, drafts)
        return drafts

    def _same_unit(self, figure: QuantityMention) -> bool:
        """Whether a figure can go on with what the one before it said."""
        unit, before = figure.quantity.unit or "", self.scene.topic.unit
        value = figure.quantity.value
        counted = figure.quantity.counted is not None or (value is not None and abs(value) >= 1000)
        change = self.scene.topic.cue is not None and self.scene.topic.cue.kind == "change"
        start = figure.anchor.start
        if change and self.scene.sentence.between(start - 5, start).endswith(", or "):
            return True
        if unit == "count" and counted and before in ("percent", "percentage_point", "ratio"):
            return False
        return unit == before or unit in ("", "count") or {unit, before} <= {"percent", "ratio"}

    def _spot(self, i: int) -> Stretch:
        anchor = self.figures[i].anchor
        left = self.figures[i - 1].anchor.end if i else self.scene.sentence.start
        right = self.scene.sentence.end
        if i + 1 < len(self.figures):
            following = self.figures[i + 1]
            right = following.anchor.start
            if following.cue:
                right = min(right, following.cue.start)
            right = max(right, anchor.end)
        return Stretch(anchor.start, anchor.end, left, right)

    # ------------------------------------------------------------------ one figure
    def _draft(
        self, figure: QuantityMention, cue: Cue, spot: Stretch, read: Sequence[Draft]
    ) -> Draft:
        topic = self.scene.topic
        indicator = (
            self.shares.of_predicate(figure, cue)
            or self.shares.of_people(figure, cue)
            or self.indicators.of_figure(figure, cue, topic, spot.left)
        )
        subject = self._subject(figure)
        cue = _settled(figure, cue, indicator, subject.lower_ if subject is not None else "")
        figure = with_unit(figure, cue, indicator, topic.unit)
        draft = Draft(cue.kind, figure.anchor, indicator, source=cue.source)
        draft.quantity = quantity_of(figure, cue)
        self._place(draft, cue, spot, subject)
        before = self.scene.sentence.between(spot.start - 16, spot.start)
        is_from = cue.role == "from" and _ranging().search(before) is None
        draft.period = self.scene.times.period_at(spot, topic, is_from=is_from)
        if cue.kind in ("change", "comparison"):
            draft.direction = cue.direction
        if cue.kind == "change" and draft.direction is None:
            draft.direction = figure.direction or "up"
        value = figure.quantity.value
        if cue.kind == "change" and value is not None and value < 0:
            draft.direction = "down"
        if per_head().match(self.scene.sentence.between(spot.end, spot.end + 40)):
            text = f"{draft.indicator.text} per capita"
            draft.indicator = Indicator(text=text, span=draft.indicator.span)
        set_yardstick(draft, cue, self.scene)
        draft.indicator = self.shares.name(draft, figure, cue, read)
        self.spans.settle(draft, cue, spot, read)
        self._say_how(draft, spot)
        return draft

    def _subject(self, figure: QuantityMention) -> Any | None:
        """The noun that the clause of a figure speaks of."""
        root = self.scene.sentence.root_of(figure.anchor.start, figure.anchor.end)
        return subject_of(governor(root)) if root is not None else None

    def _place(self, draft: Draft, cue: Cue, spot: Stretch, subject: Any | None) -> None:
        """Fills in the reference area and the partner."""
        doer = self.scene.sentence.span_of(subject) if subject is not None else None
        topic, places = self.scene.topic, self.scene.places
        stretch, indicator = (spot.left, spot.right), draft.indicator
        area = places.area_at(spot, topic, kind=cue.kind, indicator=indicator.span, subject=doer)
        if cue.inherits and cue.kind == "share" and area is not None and area.code == "WLD":
            area = topic.area or area
        partner = places.counterpart_at(draft.anchor, stretch, indicator.text)
        goes_on = cue.inherits or (
            topic.indicator is not None and indicator.text == topic.indicator.text
        )
        indicator = _with_partner(indicator, topic, partner, inherits=goes_on)
        if partner is not None and indicator.text == partner.text and topic.indicator:
            indicator = _with_partner(topic.indicator, topic, partner, inherits=True)
        if partner is not None and indicator.text.endswith(f" of {partner.text}"):
            flow = indicator.text.removesuffix(f" of {partner.text}")
            indicator = Indicator(text=f"{flow} with {partner.text}", span=indicator.span)
        if partner is not None:
            indicator = _balance_with(indicator, partner)
        same = topic.indicator is not None and indicator.text == topic.indicator.text
        if partner is None and (same or self._is_bilateral(indicator)):
            partner = topic.counterpart
        if partner is not None and area is not None and partner.code == area.code:
            area = home_of_money([draft.quantity]) if draft.quantity else None
        draft.ref_area = area or _home_of_currency(draft.indicator)
        draft.indicator, draft.counterpart = indicator, partner

    def _is_bilateral(self, indicator: Indicator) -> bool:
        """Whether a flow is said to be that with the partner just spoken of ("two-way trade")."""
        if indicator.span is None:
            return False
        said = self.scene.sentence.between(indicator.span.start - 8, indicator.span.end)
        return any(word in said for word in words_of("bilateral"))

    def _say_how(self, draft: Draft, spot: Stretch) -> None:
        """Fills in negation and modality; an aim or a lasting share has no period."""
        sentence = self.scene.sentence
        root = sentence.root_of(spot.start, spot.end)
        draft.negated = is_negated(root)
        if root is not None and not self.scene.times.dated(spot):
            verb = governor(root)
            timeless = verb.tag_ == "VBZ" and root.dep_ == "dobj" and draft.kind == "share"
            if timeless or is_aim(verb.lower_):
                draft.period = None
        draft.modality = modality_of(
            sentence,
            spot.start,
            spot.end,
            period=draft.period,
            published=self.scene.topic.published,
        )

    # ------------------------------------------------------------------ what is left behind
    def _move_on(self, draft: Draft, cue: Cue) -> None:
        """What a figure leaves behind for those after it."""
        topic = self.scene.topic
        points = draft.quantity is not None and draft.quantity.unit == "percentage_point"
        if draft.kind in ("level", "change") and draft.indicator.text != topic.share:
            if not points:
                topic.flow = draft.indicator.text
            if not points or topic.indicator is None:
                topic.indicator = draft.indicator
                topic.counterpart = draft.counterpart
                if draft.kind == "level" and not cue.inherits:
                    topic.share = ""
        if draft.kind == "change":
            topic.change = draft
        if draft.ref_area is not None:
            topic.area = draft.ref_area
        if draft.period is not None and cue.role != "from" and draft.modality == "asserted":
            topic.period = carried_period(topic, newest_period(draft))


def _settled(figure: QuantityMention, cue: Cue, indicator: Indicator, subject: str) -> Cue:
    """Puts right what only the indicator and the clause's subject can decide."""
    words = set(words_in(indicator.text))
    unit = figure.quantity.unit
    share = Cue("share", None, cue.role, cue.source, None, cue.whole)
    if cue.kind == "level" and unit == "percent" and {*words, subject} & words_of("share_head"):
        return share
    gained = _gained(cue)
    if gained is not None:
        return gained
    if cue.kind == "level" and figure.form == "fraction" and unit in ("ratio", "percent"):
        return share
    rate = bool(words & words_of("rate_head")) and figure.form != "fraction"
    if cue.kind == "share" and cue.whole is None and rate:
        return Cue("level", None, cue.role, cue.source)
    return cue


def _is_told_in(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a figure only says whom another counts ("people who live on $2 a day")."""
    others = (d for d in drafts if d is not draft and d.anchor.start < draft.anchor.start)
    return any(draft.anchor.exact in d.indicator.text for d in others)


def _gained(cue: Cue) -> Cue | None:
    """Reads "the gain was 1.7 years": a level of a movement is a change."""
    if cue.kind != "level" or cue.source is None or cue.source.pos_ != "AUX":
        return None
    subject = subject_of(cue.source)
    if subject is None or subject.lower_ in words_of("rate_head"):
        return None
    move = movement_at(subject.lower_, subject.tag_)
    if move is None or move.pos != "noun":
        return None
    return Cue("change", move.direction, "bare", subject)


def _home_of_currency(indicator: Indicator) -> Area | None:
    """A currency's own rate is its home's figure."""
    words = words_in(indicator.text)
    row = next((r for r in currency_rows() if words[-1:] == [r["word"]]), None)
    return Area(text=row["word"], code=row["area"]) if row and len(words) <= 2 else None


def _balance_with(indicator: Indicator, partner: Area) -> Indicator:
    """Reads "its surplus with India" as a trade surplus, "a shortfall" as a trade deficit."""
    first, link, rest = indicator.text.partition(" with ")
    word = first.lower()
    if not link or partner.text not in rest or word not in words_of("balance"):
        return indicator
    side = "deficit" if word in words_of("shortfall") else word
    return Indicator(text=f"trade {side}{link}{rest}", span=indicator.span)


def _with_partner(
    indicator: Indicator, topic: Topic, partner: Area | None, *, inherits: bool
) -> Indicator:
    """Reads "exports to India … and those to Japan": the carried name with the new partner."""
    old = topic.counterpart
    if not inherits or partner is None or old is None or partner.code == old.code:
        return indicator
    if old.text not in indicator.text:
        return indicator
    return Indicator(text=indicator.text.replace(old.text, partner.text), span=indicator.span)


@cache
def _ranging() -> re.Pattern[str]:
    """Words whose "from … to" goes from place to place, not from time to time."""
    return re.compile(rf"\b{class_pattern('ranging')} from\b")
