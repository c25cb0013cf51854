"""Claims that carry a figure: level, change, share, comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from factcheck.claims.context import Topic
from factcheck.claims.draft import Draft
from factcheck.claims.indicators import IndicatorFinder
from factcheck.claims.kinds import Cue, read_kind
from factcheck.claims.modality import is_aim, is_negated, modality_of
from factcheck.claims.places import PlaceFinder
from factcheck.claims.syntax import Sentence, governor, is_measurable, noun_phrase, subject_of
from factcheck.claims.times import TimeFinder, before_period
from factcheck.claims.vocabulary import currency_heads, currency_rows, movement_at, words_of
from factcheck.records import (
    Area,
    Basis,
    Indicator,
    Mentions,
    Period,
    Quantity,
    QuantityMention,
    Span,
)

from factcheck.records.calendar import make_period, month_label, period_frequency

__all__ = ["FigureReader", "newest_period", "usable_figures"]

_DURATIONS = ("a", "d", "h", "mo", "wk", "min", "s")


def usable_figures(sentence: Sentence, mentions: Mentions) -> list[QuantityMention]:
    """The figures of a sentence that can be claims: no periods, runs, places or conversions."""
    taken: list[Span] = [p.anchor for p in mentions.periods]
    taken += [
        t.anchor for t in mentions.triggers if t.kind in ("streak", "record", "rank", "first_time")
    ]
    kept: list[QuantityMention] = []
    for figure in sentence.pick(mentions.quantities):
        if figure.quantity.unit in _DURATIONS and not _measures_time(sentence):
            continue
        if figure.form == "ordinal" or any(figure.anchor.overlaps(s) for s in taken):
            continue
        if _is_conversion(sentence, figure, kept):
            continue
        if re.search(
            r"\b(?:per|every)\s*$", sentence.between(figure.anchor.start - 8, figure.anchor.start)
        ):
            continue
        if figure.form in ("bare", "count") and not _counts(sentence, figure):
            led = sentence.between(figure.anchor.start - 16, figure.anchor.start)
            goes_on = kept and re.search(r"\bby (?:more than |over |about |nearly )?$", led)
            if not goes_on or kept[-1].quantity.unit in ("count", None):
                continue
        kept.append(figure)
    return kept


def _measures_time(sentence: Sentence) -> bool:
    """Whether the sentence speaks of something that is itself a length of time."""
    return any(t.lower_ in words_of("duration_head") for t in sentence.doc)


def _is_conversion(
    sentence: Sentence, figure: QuantityMention, kept: Sequence[QuantityMention]
) -> bool:
    """ "(about $27.1 billion)" right behind a sum in another currency."""
    if not kept:
        return False
    gap = sentence.between(kept[-1].anchor.end, figure.anchor.start)
    opened = re.fullmatch(
        r"\s*\((?:or |about |around |roughly |some |approximately |nearly |over |more than |equal to )*",
        gap,
    )
    return (
        bool(opened)
        and (figure.quantity.unit or "") != (kept[-1].quantity.unit or "")
        and figure.form == "figure"
    )


def _counts(sentence: Sentence, figure: QuantityMention) -> bool:
    """Whether a plain number counts something a table could hold."""
    quantity = figure.quantity
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return False
    if value != value.to_integral_value() or re.search(r"[a-z]", figure.anchor.exact.lower()):
        return not re.fullmatch(r"[a-z]+", figure.anchor.exact.lower()) or abs(value) >= 1000
    if abs(value) >= 1000:
        return True
    near = sentence.tokens(figure.anchor.end, figure.anchor.end + 40)[:4]
    return any(is_measurable(t) for t in near) and abs(value) >= 100


@dataclass(frozen=True, slots=True)
class _Spot:
    """A figure's place in its sentence: offsets of the stretch that belongs to it."""

    start: int
    end: int
    left: int
    right: int


class FigureReader:
    """Reads the figures of one sentence into drafts, left to right.

    Args:
        sentence: the parsed sentence.
        places: its areas.
        times: its periods.
        topic: the running topic; it is moved on as figures are read.
    """

    def __init__(
        self, sentence: Sentence, places: PlaceFinder, times: TimeFinder, topic: Topic
    ) -> None:
        self.sentence, self.places, self.times, self.topic = sentence, places, times, topic
        self._read: list[Draft] = []

    def read(self, figures: Sequence[QuantityMention]) -> list[Draft]:
        """One draft a figure, in text order."""
        drop = [*self.places.spans(), *(f.anchor for f in figures)]
        drop += [f.cue for f in figures if f.cue is not None]
        drop += [
            p.anchor for p in self.times.references + self.times.bases + self.times.basis_words
        ]
        indicators = IndicatorFinder(self.sentence, drop)
        drafts = self._read
        before = self.topic.cue
        for i, figure in enumerate(figures):
            spot = self._spot(figures, i)
            same_unit = before is not None and self._same_unit(figure)
            cue = read_kind(
                self.sentence,
                figure,
                left=spot.left,
                right=spot.right,
                before=before if same_unit else None,
                fresh=i == 0,
            )
            draft = self._draft(figure, cue, spot, indicators)
            before = self.topic.cue = cue
            self.topic.unit = figure.quantity.unit or ""
            drafts.append(draft)
            self._move_on(draft, cue)
        _respectively(self.sentence, figures, drafts, indicators)
        return drafts

    def _same_unit(self, figure: QuantityMention) -> bool:
        """Whether a figure can go on with what the one before it said."""
        unit, before = figure.quantity.unit or "", self.topic.unit
        return unit == before or unit in ("", "count") or {unit, before} <= {"percent", "ratio"}

    def _spot(self, figures: Sequence[QuantityMention], i: int) -> _Spot:
        left = figures[i - 1].anchor.end if i else self.sentence.start
        right = self.sentence.end
        if i + 1 < len(figures):
            following = figures[i + 1]
            right = min(
                following.anchor.start,
                following.cue.start if following.cue else following.anchor.start,
            )
            right = max(right, figures[i].anchor.end)
        return _Spot(figures[i].anchor.start, figures[i].anchor.end, left, right)

    # ------------------------------------------------------------------ one figure
    def _draft(
        self, figure: QuantityMention, cue: Cue, spot: _Spot, indicators: IndicatorFinder
    ) -> Draft:
        topic = self.topic
        indicators.left = spot.left
        indicator = self._of_predicate(figure, cue, indicators) or indicators.of_figure(
            figure, cue, topic
        )
        cue = self._settled(figure, cue, indicator)
        figure = self._measured_in(figure, cue, indicator)
        stretch = (spot.left, spot.right)
        area = self.places.area_at(
            figure.anchor, stretch, topic, kind=cue.kind, indicator=indicator.span
        )
        if area is None:
            area = _home_of_currency(indicator)
        counterpart = self.places.counterpart_at(figure.anchor, stretch, indicator.text)
        indicator = _with_partner(indicator, topic, counterpart, inherits=cue.inherits)
        if (
            counterpart is None
            and topic.indicator is not None
            and indicator.text == topic.indicator.text
        ):
            counterpart = topic.counterpart
        period = self.times.period_at(
            spot.start, spot.end, spot.left, spot.right, topic, is_from=cue.role == "from"
        )
        draft = Draft(
            cue.kind, figure.anchor, indicator, area, counterpart, period, source=cue.source
        )
        draft.quantity = _quantity(figure, cue)
        draft.direction = cue.direction if cue.kind in ("change", "comparison") else None
        if cue.kind == "change" and draft.direction is None:
            draft.direction = figure.direction or "up"
        self._yardstick(draft, cue, spot)
        self._share(draft, figure, cue, indicators)
        self._basis(draft, cue, spot, figure)
        root = self.sentence.root_of(spot.start, spot.end)
        draft.negated = is_negated(self.sentence, root)
        verb = governor(root) if root is not None else None
        if verb is not None and root is not None and not self._dated(spot):
            timeless = verb.tag_ == "VBZ" and root.dep_ == "dobj" and draft.kind == "share"
            if timeless or is_aim(verb.lower_):
                draft.period = None
        draft.modality = modality_of(
            self.sentence, spot.start, spot.end, period=draft.period, published=topic.published
        )
        return draft

    def _dated(self, spot: _Spot) -> bool:
        """Whether the sentence names a period for the figure."""
        return any(spot.left <= p.anchor.start < spot.right for p in self.times.references)

    def _settled(self, figure: QuantityMention, cue: Cue, indicator: Indicator) -> Cue:
        """Puts right what only the indicator can decide."""
        words = set(re.findall(r"[a-z]+", indicator.text.lower()))
        unit = figure.quantity.unit
        if cue.kind == "level" and unit == "percent" and words & words_of("share_head"):
            return Cue("share", None, cue.role, cue.source, None, cue.whole)
        gained = self._gained(figure, cue)
        if gained is not None:
            return gained
        if cue.kind == "level" and figure.form == "fraction" and unit in ("ratio", "percent"):
            return Cue("share", None, cue.role, cue.source, None, cue.whole)
        if (
            cue.kind == "share"
            and cue.whole is None
            and words & words_of("rate_head")
            and figure.form != "fraction"
        ):
            return Cue("level", None, cue.role, cue.source)
        return cue

    def _of_predicate(
        self, figure: QuantityMention, cue: Cue, indicators: IndicatorFinder
    ) -> Indicator | None:
        """ "Half of Indonesians live in cities": the part is what the sentence says of them."""
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        if cue.kind != "share" or cue.inherits or root is None:
            return None
        verb = root.head
        if root.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
            return None
        blank = Draft("share", figure.anchor, Indicator(text=""))
        whole = self._whole(cue, indicators, blank)
        if not whole:
            return None
        periods = self._periods()
        words = []
        for token in verb.doc[verb.i :]:
            start = self.sentence.at(token)
            if token.text in (",", ".", ";", "(") or any(p.start <= start < p.end for p in periods):
                break
            words.append(token.text)
        predicate = re.sub(r"\s+(?:since|in|by|from|at|as of)$", "", " ".join(words[:10]))
        span = Span.of(self.sentence.text, figure.anchor.start, self.sentence.end_of(verb))
        return Indicator(text=f"share of {whole} {predicate}", span=span) if predicate else None

    def _gained(self, figure: QuantityMention, cue: Cue) -> Cue | None:
        """ "the gain was 1.7 years": a level of a movement is a change."""
        if cue.kind != "level" or cue.source is None or cue.source.pos_ != "AUX":
            return None
        subject = subject_of(cue.source)
        if subject is None or subject.lower_ in words_of("rate_head"):
            return None
        move = movement_at(subject.lower_, subject.tag_)
        if move is None or move.pos != "noun":
            return None
        return Cue("change", move.direction, "bare", subject)

    def _measured_in(
        self, figure: QuantityMention, cue: Cue, indicator: Indicator
    ) -> QuantityMention:
        """The unit that a bare number takes from what it measures or from the figure before it."""
        quantity = figure.quantity
        words = set(re.findall(r"[a-z]+", indicator.text.lower()))
        unit = quantity.unit
        if figure.form in ("bare", "count") and unit in (None, "count"):
            before = self.topic.unit
            fraction = (
                quantity.value is not None and quantity.value != quantity.value.to_integral_value()
            )
            if cue.inherits and before and quantity.counted is None:
                unit = before
            elif words & words_of("index_head"):
                unit = "index_point"
            elif "/" in before and fraction:
                unit = before
        elif (
            unit == "index_point"
            and "percentage_point" in quantity.unit_candidates
            and self.topic.unit == "percentage_point"
        ):
            unit = "percentage_point"
        elif unit and len(unit) == 3 and unit.isupper():
            sold = next((currency_heads()[w] for w in words if w in currency_heads()), None)
            if sold and sold != unit and cue.kind == "level" and len(words) <= 2:
                unit = f"{unit}/{sold}"
        if unit == quantity.unit:
            return figure
        return replace(figure, quantity=quantity.model_copy(update={"unit": unit}))

    def _yardstick(self, draft: Draft, cue: Cue, spot: _Spot) -> None:
        """A yardstick in time makes a comparison a change; an area becomes the counterpart."""
        if cue.kind == "comparison" and cue.role == "by" and cue.source is not None:
            self._overtaken(draft, cue.source)
            return
        if cue.kind != "comparison" or cue.yardstick is None:
            return
        start, end = cue.yardstick
        text = self.sentence.between(start, end)
        base = next(
            (
                p
                for p in self.times.references + self.times.bases
                if start - 30 <= p.anchor.start < start + 40 and p.anchor.end > start
            ),
            None,
        )
        area = self.places.first_in(start, start + 30)
        if base is not None and (area is None or base.anchor.start < area.anchor.start):
            gap = re.findall(r"[a-z]{4,}", self.sentence.between(start, base.anchor.start))
            timely = not any(
                g not in words_of("yardstick_time") and g not in ("that", "those") for g in gap
            )
            if timely:
                draft.base_period = base.period
                ratio = draft.quantity is not None and draft.quantity.unit == "ratio"
                if not ratio:
                    draft.kind = "change"
                return
        if re.match(r"(?:it|they) (?:was|were|had|did)\b|(?:a|the) (?:year|month|quarter)", text):
            draft.kind = "change"
            return
        if area is not None:
            draft.counterpart = Area(text=area.anchor.exact, code=area.code)
            return
        against = re.match(r"(?:the |that of |those of |its |their )*([a-z][a-z' -]{2,60})", text)
        if against and " against " not in draft.indicator.text:
            draft.indicator = Indicator(
                text=f"{draft.indicator.text} against {against.group(1).strip()}",
                span=draft.indicator.span,
            )

    def _overtaken(self, draft: Draft, verb: Any) -> None:
        """ "exports exceeded imports by $3bn": the object is the other side."""
        end = self.sentence.end_of(verb)
        area = self.places.first_in(end, end + 30)
        if area is not None and area.anchor.start < draft.anchor.start:
            draft.counterpart = Area(text=area.anchor.exact, code=area.code)
            return
        obj = next((c for c in verb.children if c.dep_ == "dobj"), None)
        other = noun_phrase(self.sentence, obj, self._periods()) if obj is not None else None
        if other is not None:
            text = f"{draft.indicator.text} against {other.text}"
            draft.indicator = Indicator(text=text, span=draft.indicator.span)

    def _of_share(self, draft: Draft, cue: Cue) -> bool:
        """Whether a change goes on from the share right before it.

        Points always do. A percentage does where the sentence has spoken of nothing but the
        share, or says "which is higher than that of"; else it may belong to the level.
        """
        read = self._read
        if not self.topic.share or draft.quantity is None:
            return False
        if cue.source is None and cue.role != "than":
            return False
        known = self.topic.indicator.text if self.topic.indicator else ""
        if draft.quantity.unit == "percentage_point":
            return draft.indicator.text == known or cue.role == "than"
        if not read or read[-1].kind != "share" or draft.quantity.unit != "percent":
            return False
        if draft.indicator.text not in (known, read[-1].indicator.text):
            return False
        alone = all(d.kind in ("share", "first_time") for d in read)
        gap = self.sentence.between(read[-1].anchor.end, draft.anchor.start)
        which = re.search(r"\bwhich (?:is|was)\b", gap) is not None
        return alone or (cue.role == "than" and which)

    def _share(
        self, draft: Draft, figure: QuantityMention, cue: Cue, indicators: IndicatorFinder
    ) -> None:
        """Names a share after its part and its whole, and keeps it for the points that follow."""
        topic = self.topic
        if draft.kind == "change":
            if self._of_share(draft, cue):
                draft.indicator = Indicator(text=topic.share)
            return
        if draft.kind != "share":
            return
        if cue.inherits and topic.share:
            draft.indicator = Indicator(text=self._part_before(figure, indicators) or topic.share)
            return
        whole = self._whole(cue, indicators, draft)
        part = draft.indicator.text
        if part.lower().startswith("share "):
            name = part
        else:
            name = f"share of {part}" + (f" in {whole}" if whole else "")
        topic.share, topic.whole = name, whole
        draft.indicator = Indicator(text=name, span=draft.indicator.span)

    def _part_before(self, figure: QuantityMention, indicators: IndicatorFinder) -> str | None:
        """ "infections (10%)": the part that a bracketed share belongs to."""
        lead = self.sentence.tokens(figure.anchor.start - 40, figure.anchor.start)
        lead = [t for t in lead if self.sentence.end_of(t) <= figure.anchor.start]
        if (
            not lead
            or lead[-1].text != "("
            or len(lead) < 2
            or lead[-2].pos_ not in ("NOUN", "PROPN")
        ):
            return None
        phrase = indicators.phrase(lead[-2])
        whole = f" in {self.topic.whole}" if self.topic.whole else ""
        return f"share of {phrase.text}{whole}" if phrase else None

    def _whole(self, cue: Cue, indicators: IndicatorFinder, draft: Draft) -> str:
        if cue.whole is None:
            return ""
        start, end = cue.whole
        tokens = [t for t in self.sentence.tokens(start, end) if t.pos_ in ("NOUN", "PROPN", "ADJ")]
        nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN")]
        if not nouns:
            return ""
        head = nouns[0]
        while (
            head.dep_ in ("compound", "nmod", "poss", "amod")
            and head.head.i > head.i
            and self.sentence.at(head.head) < end
        ):
            head = head.head
        if head.lower_ in words_of("whole_total"):
            topic = self.topic.indicator.text if self.topic.indicator else ""
            flow = re.search(
                r"(?i)\b(?:imports? and exports?|exports?|imports?|trade|sales|output|production)\b",
                topic,
            )
            return flow.group() if flow else topic
        phrase = noun_phrase(self.sentence, head, self._periods())
        return phrase.text if phrase else ""

    def _periods(self) -> list[Span]:
        """What is no part of a whole's name; its areas are ("world GDP")."""
        periods = self.times.references + self.times.bases + self.times.basis_words
        return [p.anchor for p in periods]

    def _basis(self, draft: Draft, cue: Cue, spot: _Spot, figure: QuantityMention) -> None:
        base = self.times.base_at(spot.start, spot.end, spot.left, spot.right)
        code = draft.ref_area.code if draft.ref_area else None
        if draft.kind == "change":
            draft.basis = self._change_basis(draft, base.basis if base else None, spot, code)
            if base is not None and base.period is not None and draft.base_period is None:
                draft.base_period = base.period
            self._since_then(draft, spot)
            self._as_before(draft, cue, spot)
            self._span(draft, spot)
        elif draft.kind == "level" and figure.quantity.unit == "percent":
            words = set(re.findall(r"[a-z]+", draft.indicator.text.lower()))
            if words & {"growth", "inflation"} and not words & {
                "expectation",
                "expectations",
                "target",
            }:
                draft.basis = self.times.basis_at(
                    spot.end, spot.left, spot.right, period=draft.period, area=None
                )
                if draft.basis == "since":
                    draft.basis = "average_annual"

    def _as_before(self, draft: Draft, cue: Cue, spot: _Spot) -> None:
        """A change told of with no dates of its own covers what the change before it covered."""
        last = self.topic.change
        noun = cue.source is not None and cue.source.tag_.startswith("N")
        if last is None or self._dated(spot) or draft.base_period is not None:
            return
        if (
            last.basis == "since"
            and (cue.inherits or noun)
            and last.indicator.text == draft.indicator.text
        ):
            draft.period, draft.base_period, draft.basis = last.period, last.base_period, last.basis

    def _since_then(self, draft: Draft, spot: _Spot) -> None:
        """ "since then", and "an increase of" behind a "from … to …"."""
        topic, read = self.topic, self._read
        words = self.sentence.between(spot.left, spot.right)
        if "since then" in words and topic.period is not None and draft.base_period is None:
            draft.base_period, draft.basis = topic.period, "since"
            return
        ends = [d for d in read[-2:] if d.kind in ("level", "share") and d.period is not None]
        bare = not self._dated(spot) and draft.base_period is None
        if bare and len(ends) == 2 and self._from_to(ends):
            first, last = ends[0].period, ends[1].period
            if first is None or last is None or not first.end < last.start:
                return
            found = _basis_between(first, last)
            draft.base_period = first
            if found == "since":
                draft.basis = found
                draft.period = make_period(f"{first.label}/{last.label}", last.text)
            elif found is not None:
                draft.basis, draft.period = found, last

    def _from_to(self, ends: Sequence[Draft]) -> bool:
        lead = self.sentence.between(ends[0].anchor.start - 14, ends[0].anchor.start)
        return re.search(r"\bfrom\b", lead) is not None

    def _span(self, draft: Draft, spot: _Spot) -> None:
        """The span that a change covers: from a stated base, or over a "from … to …" before it."""
        period, base = draft.period, draft.base_period
        if period is None:
            return
        twelve = "/" in period.label and 360 < (period.end - period.start).days < 370
        words = self.sentence.between(spot.left, spot.right)
        if twelve and re.search(r"\byear (?:through|to|ended|ending)\b", words):
            draft.period = make_period(month_label(period.end.year, period.end.month), period.text)
            draft.basis = "yoy"
            self.times.narrow(period.label, draft.period)
            return
        if draft.basis != "since" or base is None or len(base.label) != len("2010"):
            return
        last = period
        published = self.topic.published
        if len(period.label) == len("2010") and not self._dated(spot) and published is not None:
            last = make_period(str(published.year - 1))
        if len(last.label) == len("2010") and last.label > base.label:
            draft.period = make_period(f"{base.label}/{last.label}", base.text)

    def _change_basis(
        self, draft: Draft, stated: Basis | None, spot: _Spot, code: str | None
    ) -> Basis | None:
        words = set(re.findall(r"[a-z]+", draft.indicator.text.lower()))
        if draft.base_period is not None and draft.period is not None and stated is None:
            found = _basis_between(draft.base_period, draft.period)
            if found is not None:
                return found
        points = draft.quantity is not None and draft.quantity.unit == "percentage_point"
        if points and words & words_of("policy_rate") and stated is None:
            return None
        if words & words_of("index_head"):
            code = "index"
        elif (
            draft.period is not None
            and period_frequency(draft.period.label) == "Q"
            and "gdp" not in words
        ):
            code = None
        basis = self.times.basis_at(spot.end, spot.left, spot.right, period=draft.period, area=code)
        around = self.sentence.between(spot.left, spot.right)
        averaged = basis == "since" and re.search(r"\baverag|\ba year\b", around)
        return "average_annual" if averaged else basis

    def _move_on(self, draft: Draft, cue: Cue) -> None:
        """What a figure leaves behind for those after it."""
        topic = self.topic
        points = draft.quantity is not None and draft.quantity.unit == "percentage_point"
        named = draft.kind in ("level", "change") and draft.indicator.text != topic.share
        if named and not points:
            topic.flow = draft.indicator.text
        if named and (not points or topic.indicator is None):
            topic.indicator = draft.indicator
            topic.counterpart = draft.counterpart
            if draft.indicator.text != topic.share and draft.kind == "level":
                topic.share = topic.share if cue.inherits else ""
        if draft.kind == "change":
            topic.change = draft
        if draft.ref_area is not None:
            topic.area = draft.ref_area
        if draft.period is not None and cue.role != "from" and draft.modality == "asserted":
            topic.period = newest_period(draft)


def _home_of_currency(indicator: Indicator) -> Area | None:
    """A currency's own rate is its home's figure."""
    words = re.findall(r"[a-z]+", indicator.text.lower())
    row = next((r for r in currency_rows() if r["word"] in words), None)
    return Area(text=row["word"], code=row["area"]) if row and len(words) <= 2 else None


def _with_partner(
    indicator: Indicator, topic: Topic, partner: Area | None, *, inherits: bool
) -> Indicator:
    """ "exports to India … and those to Japan": the carried name with the new partner."""
    old = topic.counterpart
    if not inherits or partner is None or old is None or partner.code == old.code:
        return indicator
    if old.text not in indicator.text:
        return indicator
    return Indicator(text=indicator.text.replace(old.text, partner.text), span=indicator.span)


def newest_period(draft: Draft) -> Period | None:
    """The period a claim leaves behind: of a change since 1990, the year it runs to."""
    period = draft.period
    if period is not None and draft.basis == "since" and re.fullmatch(r"\d{4}/\d{4}", period.label):
        return make_period(period.label[5:])
    return period


def _basis_between(base: Period, period: Period) -> Basis | None:
    """The basis that two periods make: the one before, the same a year before, or a longer span."""
    span = before_period(period)
    if span is None:
        return None
    freq = period_frequency(period.label)
    if span.label == base.label:
        return {"M": "mom", "Q": "qoq"}.get(freq or "", "yoy")  # type: ignore[return-value]
    year = re.sub(r"^\d{4}", lambda m: str(int(m.group()) - 1), period.label)
    if year == base.label or (freq is None and base.label == str(period.start.year - 1)):
        return "yoy"
    return "since"


def _quantity(figure: QuantityMention, cue: Cue) -> Quantity:
    """The figure as its kind writes it: shares and fractional changes in percent."""
    q = figure.quantity
    share = cue.kind == "share" and q.unit == "ratio"
    part = cue.kind == "change" and q.unit == "ratio" and figure.form == "fraction"
    if not (share or part):
        return q

    def percent(x: Decimal | None) -> Decimal | None:
        return (
            None
            if x is None
            else round(x * 100, 2).normalize()
            if x * 100 != (x * 100).to_integral_value()
            else x * 100
        )

    return q.model_copy(
        update={"unit": "percent", "value": percent(q.value), "low": percent(q.low), "high": percent(q.high),
                "step": percent(q.step)}
    )  # fmt: skip


def _respectively(
    sentence: Sentence,
    figures: Sequence[QuantityMention],
    drafts: list[Draft],
    indicators: IndicatorFinder,
) -> None:
    """Hands the members of a list to the figures of a list, one each."""
    word = sentence.low.find("respectively")
    if word < 0 or len(figures) < 2:
        return
    run = [d for d in drafts if d.anchor.start < sentence.start + word]
    first = run[0].anchor.start
    heads = [
        t
        for t in sentence.tokens(sentence.start, first)
        if t.dep_ in ("nsubj", "nsubjpass", "pobj") and any(c.dep_ == "conj" for c in t.children)
    ]
    for head in reversed(heads):
        members = [head]
        while True:
            after = [c for c in members[-1].children if c.dep_ == "conj"]
            if not after:
                break
            members.append(after[0])
        tail = run[-len(members) :]
        if len(members) >= 2 and len(tail) == len(members):
            for member, draft in zip(members, tail, strict=True):
                words = " ".join(
                    t.text for t in member.lefts if t.dep_ in ("compound", "amod", "nmod")
                )
                name = f"{words} {member.text}".strip()
                known = draft.indicator.text
                flow = re.match(r"(?i)(exports?|imports?|sales|output|production)\b", known)
                draft.indicator = Indicator(text=f"{flow.group(1)} of {name}" if flow else name)
            return
