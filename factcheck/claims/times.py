"""When a figure holds, what it is measured against, and on what basis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from factcheck.claims.context import Topic
from factcheck.claims.syntax import Sentence
from factcheck.claims.vocabulary import basis_default
from factcheck.records import Basis, Period, PeriodMention, TriggerMention
from factcheck.records.calendar import make_period, period_frequency, shift_period

__all__ = ["TimeFinder", "before_period"]


_ASIDE = re.compile(r"\b(?:from|than|after|before|following|below|above)\b[^,;]{0,60}$")


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
        self.references = [p for p in periods if p.role == "reference" and p.period is not None]
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

    def _is_aside(self, mention: PeriodMention) -> bool:
        """Whether a period belongs to what is only compared with ("from a level hit in May")."""
        before = self.sentence.between(mention.anchor.start - 70, mention.anchor.start)
        segment = self.sentence.between(self.sentence.start, mention.anchor.start).split(",")
        relative = len(segment) > 1 and re.match(
            r"\s*(?:which|who|when|where|having)\b", segment[-1]
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

    def period_at(
        self, start: int, end: int, left: int, right: int, topic: Topic, *, is_from: bool = False
    ) -> Period | None:
        """The period of what stands at `[start, end)`; see `PlaceFinder.area_at` for the rest.

        Args:
            start: offset of the anchor.
            end: offset behind it.
            left: where the figure before ends.
            right: where the next one starts.
            topic: the running topic.
            is_from: whether the figure is the start of a "from … to …".
        """
        behind = [p for p in self.references if end <= p.anchor.start < right]
        for mention in behind:
            gap = self.sentence.between(end, mention.anchor.start)
            if (
                re.search(r"[,;]|\b(?:and|while|but|from|to|than|after)\b", gap) is None
                and len(gap) < 60
            ):
                return self._take(mention, is_from=is_from)
        before = [
            p for p in self.references if left <= p.anchor.start and p.anchor.end <= start + 1
        ]
        if not is_from:
            before = [p for p in self._main(before, start) if p.anchor.start not in self.taken]
        if before:
            return self._take(before[-1], is_from=is_from)
        if is_from:
            return self._base_for(end, right, topic)
        for mention in behind:
            gap = self.sentence.between(end, mention.anchor.start)
            if (
                re.search(r";|\b(?:and|while|but|from|than|after|when)\b", gap) is None
                and len(gap) < 90
            ):
                return self._take(mention)
        earlier = [
            p for p in self.references if p.anchor.end <= start and p.anchor.start not in self.taken
        ]
        earlier = self._main(earlier, start)
        if earlier:
            return earlier[-1].period
        if topic.period is not None:
            return topic.period
        later = [
            p for p in self.references if p.anchor.start >= end and p.anchor.start not in self.taken
        ]
        later = self._main(later, start)
        later = [p for p in later if ";" not in self.sentence.between(end, p.anchor.start)]
        return later[0].period if later else topic.first_period

    def _take(self, mention: PeriodMention, *, is_from: bool = False) -> Period | None:
        if is_from:
            self.taken.add(mention.anchor.start)
        return mention.period

    def _base_for(self, end: int, right: int, topic: Topic) -> Period | None:
        for mention in self.bases:
            if end <= mention.anchor.start < right and mention.period is not None:
                return mention.period
        if topic.period is not None:
            return before_period(topic.period)
        return None

    def base_at(self, start: int, end: int, left: int, right: int) -> PeriodMention | None:
        """The stated base of comparison in the stretch around an anchor."""
        near = [p for p in self.bases if left <= p.anchor.start < right]
        near = [
            p
            for p in near
            if not any(end <= m.start and m.end <= p.anchor.start for m in self.marks)
        ]
        behind = [p for p in near if p.anchor.start >= end]
        return behind[0] if behind else (near[-1] if near else None)

    def basis_at(
        self,
        end: int,
        left: int,
        right: int,
        *,
        period: Period | None,
        area: str | None,
        words: bool = True,
    ) -> Basis | None:
        """The basis of a change: as stated in the stretch, else what is usual for the area.

        Args:
            end: offset behind the anchor.
            left: where the figure before ends.
            right: where the next one starts.
            period: the claim's period.
            area: code of the reference area.
            words: whether words in the stretch count.
        """
        if words:
            near = [p for p in self.basis_words if left <= p.anchor.start < right]
            near = [
                p
                for p in near
                if not any(end <= m.start and m.end <= p.anchor.start for m in self.marks)
            ]
            behind = [p for p in near if p.anchor.start >= end]
            chosen = behind[0] if behind else (near[-1] if near else None)
            if chosen is not None:
                return chosen.basis
        if period is None:
            return "yoy"
        freq = period_frequency(period.label)
        if freq is None:
            return "yoy" if _cumulative(period) else "since"
        table = basis_default()
        return table.get((area or "", freq)) or table.get(("*", freq)) or "yoy"  # type: ignore[return-value]


def _cumulative(period: Period) -> bool:
    """Whether a span lies within a year (or a fiscal year): compared with the year before."""
    return (period.end - period.start).days < 370


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
