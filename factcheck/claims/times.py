"""When a figure holds, what it is measured against, and on what basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from factcheck.claims.context import Topic
from factcheck.claims.leads import movement_of
from factcheck.claims.syntax import Sentence, Stretch, governor, is_measurable
from factcheck.claims.vocabulary import basis_default, class_pattern, words_in, words_of
from factcheck.records import Basis, Period, PeriodMention, Span, TriggerMention
from factcheck.records.calendar import make_period, period_frequency, shift_period

__all__ = ["TimeFinder", "before_period", "ended", "is_two_years"]

_ASIDE = re.compile(
    r"\b(?:from|than(?! [a-z]{2,12}ed\b)|after|before|following|below|above|compared (?:with|to)"
    r"|versus)\b"
    r"[^,;]{0,60}$"
)
_BREAK = re.compile(r"[,;]|\b(?:and|while|but|from|to|than|after)\b")
_SEASON = re.compile(r"\d{4}/\d\d\b")
_POINTING = frozenset(("that", "those", "their", "they", "were"))
_FAR_BREAK = re.compile(r";|\b(?:and|while|but|from|than|after|when)\b")


class TimeFinder:
    """Periods within one sentence.

    Args:
        sentence: the parsed sentence.
        periods: what it mentions, in text order.
        triggers: its triggers; the "since" behind a record is the record's alone.
    """

    def __init__(
        self,
        sentence: Sentence,
        periods: Sequence[PeriodMention],
        triggers: Sequence[TriggerMention] = (),
    ) -> None:
        self.sentence = sentence
        self.marks = [t.anchor for t in triggers if t.kind in ("record", "first_time")]
        self.references = [
            p
            for p in periods
            if p.period is not None and (p.role == "reference" or self._is_day_of_move(p))
        ]
        self.bases = [p for p in periods if p.role == "base"]
        self.basis_words = [p for p in periods if p.basis is not None]
        self.taken: set[int] = set()
        self.aside = [p for p in self.references if self._is_aside(p)]

    def narrow(self, label: str, period: Period) -> None:
        """Reads a stretch of twelve months from now on as the month it runs to."""
        self.references = [
            replace(p, period=period) if p.period is not None and p.period.label == label else p
            for p in self.references
        ]

    def _is_day_of_move(self, mention: PeriodMention) -> bool:
        """Whether something moved on a day ("the yuan fell on Tuesday"); most only date a word."""
        period = mention.period
        if mention.role != "name" or period is None or period_frequency(period.label) != "D":
            return False
        token = self.sentence.root_of(mention.anchor.start, mention.anchor.end)
        if token is None or token.dep_ != "pobj" or token.head.lower_ != "on":
            return False
        verb = governor(token.head)
        told = (verb, *(c for c in verb.children if c.dep_ == "advcl"))
        return any(movement_of(t) is not None for t in told)

    def _is_aside(self, mention: PeriodMention) -> bool:
        """Whether a period belongs to what is only compared with ("from a level hit in May")."""
        before = self.sentence.between(mention.anchor.start - 70, mention.anchor.start)
        segment = self.sentence.between(self.sentence.start, mention.anchor.start).split(",")
        relative = len(segment) > 1 and re.match(
            r"\s{0,9}(?:which|who|when|where|having)\b", segment[-1]
        )
        return bool(_ASIDE.search(before) or relative)

    def _main(self, mentions: list[PeriodMention], start: int) -> list[PeriodMention]:
        """Those that are not aside, or whose side stretch the anchor itself stands in."""
        kept = []
        for mention in mentions:
            if mention in self.aside:
                before = self.sentence.between(mention.anchor.start - 70, mention.anchor.start)
                match = _ASIDE.search(before)
                if match is None:
                    if "," in self.sentence.between(mention.anchor.end, start):
                        continue
                elif (
                    not mention.anchor.start - len(before) + match.start()
                    <= start
                    < mention.anchor.end
                ):
                    continue
            kept.append(mention)
        return kept

    def dated(self, spot: Stretch) -> bool:
        """Whether the sentence names a period within a stretch."""
        return any(spot.left <= p.anchor.start < spot.right for p in self.references)

    def spans(self) -> list[Span]:
        """Spans of periods and bases, which are no part of an indicator's name."""
        named = [p.anchor for p in self.references + self.bases]
        return [*named, *filter(None, map(self._ahead_of_noun, self.basis_words))]

    def _ahead_of_noun(self, mention: PeriodMention) -> Span | None:
        """The words of a basis up to what it measures: "annual" of "annual inflation rate"."""
        start, end = mention.anchor.start, mention.anchor.end
        nouns = (t for t in self.sentence.tokens(start, end) if is_measurable(t))
        noun = next(nouns, None)
        end = end if noun is None else self.sentence.at(noun)
        return Span.of(self.sentence.text, start, end) if end > start else None

    def named_in(self, start: int, end: int) -> PeriodMention | None:
        """The first period or base that starts in `[start, end)`."""
        return next((p for p in self.named() if start <= p.anchor.start < end), None)

    def named(self) -> list[PeriodMention]:
        """Periods and bases in text order."""
        return sorted(self.references + self.bases, key=lambda p: p.anchor.start)

    def against(self, start: int, reach: int) -> PeriodMention | None:
        """The time that something is held against, with only words like "the level of" between.

        Args:
            start: offset behind "than", "above", …
            reach: how far the time may start behind it.
        """
        for mention in self.named():
            if mention.anchor.end > start and start - 30 <= mention.anchor.start < start + reach:
                gap = self.sentence.between(start, mention.anchor.start)
                timely = words_of("yardstick_time") | _POINTING
                return mention if all(len(w) < 4 or w in timely for w in words_in(gap)) else None
        return None

    def period_at(self, spot: Stretch, topic: Topic, *, is_from: bool = False) -> Period | None:
        """The period of what stands at `spot`.

        Args:
            spot: the anchor and the stretch that belongs to it.
            topic: the running topic.
            is_from: whether the figure is the start of a "from … to …".
        """
        if _now().match(self.sentence.between(spot.end, spot.right)):
            return None
        behind = [p for p in self.references if spot.end <= p.anchor.start < spot.right]
        stated = self._linked(behind, spot.end, _BREAK, 60) or self._led(spot, is_from=is_from)
        if stated is not None:
            if is_from and not is_two_years(stated.period):
                self.taken.add(stated.anchor.start)
            return stated.period
        if is_from:
            return self._base_for(spot, topic)
        further = self._linked(behind, spot.end, _FAR_BREAK, 90) or self._earlier(spot.start)
        if further is not None:
            return further.period
        return topic.period or self._later(spot) or self._first(spot, topic)

    def _first(self, spot: Stretch, topic: Topic) -> Period | None:
        """The period that the passage names first; none for what is said of the present."""
        root = self.sentence.root_of(spot.start, spot.end)
        verb = governor(root) if root is not None else None
        if verb is not None and verb.tag_ in ("VBZ", "VBP") and verb.dep_ != "aux":
            return None
        return topic.first_period

    def _linked(
        self, behind: Sequence[PeriodMention], end: int, breaks: re.Pattern[str], reach: int
    ) -> PeriodMention | None:
        """The first period behind an anchor with nothing in between that parts them."""
        for mention in behind:
            gap = self.sentence.between(end, mention.anchor.start)
            if breaks.search(gap) is None and len(gap) < reach:
                return mention
        return None

    def _led(self, spot: Stretch, *, is_from: bool) -> PeriodMention | None:
        """The last period of the stretch that stands before the anchor."""
        before = [
            p
            for p in self.references
            if spot.left <= p.anchor.start and p.anchor.end <= spot.start + 1
        ]
        if not is_from:
            before = self._free(before, spot.start)
        return before[-1] if before else None

    def _earlier(self, start: int) -> PeriodMention | None:
        """The last period before the anchor in the whole sentence."""
        earlier = self._free([p for p in self.references if p.anchor.end <= start], start)
        return earlier[-1] if earlier else None

    def _later(self, spot: Stretch) -> Period | None:
        """The first period behind the anchor in the same part of the sentence."""
        later = self._free([p for p in self.references if p.anchor.start >= spot.end], spot.start)
        later = [p for p in later if ";" not in self.sentence.between(spot.end, p.anchor.start)]
        return later[0].period if later else None

    def _free(self, mentions: list[PeriodMention], start: int) -> list[PeriodMention]:
        """Those that are not aside and not taken by the start of a "from … to …"."""
        return [p for p in self._main(mentions, start) if p.anchor.start not in self.taken]

    def _base_for(self, spot: Stretch, topic: Topic) -> Period | None:
        for mention in self.bases:
            if spot.end <= mention.anchor.start < spot.right and mention.period is not None:
                return mention.period
        return before_period(topic.period) if topic.period is not None else None

    def base_at(self, spot: Stretch) -> PeriodMention | None:
        """The stated base of comparison in the stretch around an anchor."""
        return self._nearest(self.bases, spot)

    def basis_at(
        self, spot: Stretch, *, period: Period | None, area: str | None, traded: bool = False
    ) -> Basis | None:
        """The basis of a change: as stated in the stretch, else what is usual for the area.

        Args:
            spot: the anchor and the stretch that belongs to it.
            period: the claim's period.
            area: code of the reference area.
            traded: whether it is a price that moves by the day, which has no usual basis.
        """
        chosen = self._nearest(self.basis_words, spot)
        if chosen is not None:
            return chosen.basis
        if period is None:
            return None if traded else "yoy"
        freq = period_frequency(period.label)
        if freq is None and period.text.lower().startswith("between "):
            return "yoy" if period.start.year == period.end.year else "since"
        if _SEASON.search(period.text) and period.end.year == period.start.year + 1:
            return "yoy"
        if (traded and freq == "D") or (period.end - period.start).days in range(1, 15):
            return None
        if freq is None:
            return "yoy" if _is_cumulative(period) else "since"
        table = basis_default()
        return table.get((area or "", freq)) or table.get(("*", freq))

    def _nearest(self, mentions: Sequence[PeriodMention], spot: Stretch) -> PeriodMention | None:
        """The first one behind the anchor, else the last one before; none that a record owns."""
        near = [p for p in mentions if spot.left <= p.anchor.start < spot.right]
        near = [p for p in near if not any(self._owned(p, m, spot) for m in self.marks)]
        behind = [p for p in near if p.anchor.start >= spot.end and not self._leads_on(p, spot)]
        near = [p for p in near if p in behind or p.anchor.start < spot.end]
        return behind[0] if behind else (near[-1] if near else None)

    def _leads_on(self, mention: PeriodMention, spot: Stretch) -> bool:
        """Whether it tells of what a figure went to: "rose 11 percent to an annual rate of …"."""
        gap = self.sentence.between(spot.end, mention.anchor.start)
        return mention.basis == "annualised" and gap.startswith(" to ")

    @staticmethod
    def _owned(mention: PeriodMention, mark: Span, spot: Stretch) -> bool:
        """Whether the "since" of a record or first time near a figure is that mark's alone."""
        gap = mention.anchor.start - mark.end
        if spot.end <= mark.start:
            return gap >= 0
        return mark.end <= spot.start and 0 <= gap < 60 and mention.anchor.end <= spot.start


@cache
def _now() -> re.Pattern[str]:
    """Words for the present that close a figure's stretch ("to 98 per cent today")."""
    return re.compile(rf"[^,;.]{{0,24}} {class_pattern('present')}\b")


def _is_cumulative(period: Period) -> bool:
    """Whether a span lies within a year (or a fiscal year): compared with the year before."""
    return (period.end - period.start).days < 370


def is_two_years(period: Period | None) -> bool:
    """Whether the words give a span by its first and last year ("between 1990 and 2015")."""
    if period is None or re.fullmatch(r"\d{4}/\d{4}", period.label) is None:
        return False
    return len(re.findall(r"\d{4}", period.text or "")) == 2


def before_period(period: Period) -> Period | None:
    """The period right before, of the same kind; the year before for a span."""
    freq = period_frequency(period.label)
    step = {"M": {"months": -1}, "Q": {"quarters": -1}, "H": {"months": -6}}
    if freq == "D":
        return None
    return make_period(shift_period(period.label, **step.get(freq or "", {"years": -1})))


def ended(period: Period | None, published: date | None) -> bool:
    """Whether a period was over when the article came out."""
    return period is not None and published is not None and period.end < published
