"""Whose figure it is, and who stands on the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from factcheck.claims.context import Topic
from factcheck.claims.place_patterns import (
    both_ways,
    bought,
    group,
    listed,
    named_partner,
    next_partner,
    only_places,
    partnered,
    together,
    yardstick,
)
from factcheck.claims.syntax import Sentence, Stretch
from factcheck.claims.vocabulary import words_in, words_of
from factcheck.records import Area, AreaMention, Indicator, Kind, Span, TriggerMention

__all__ = ["PlaceFinder"]

_TO = re.compile(
    r"\b(?:to|from|with)\s+(?:the\s+)?(?:(?!(?:to|from|with)\b)[a-z-]+\s+){0,2}?(?:(?:of|along|in)\s+(?:the\s+)?)?[\"']?$"
)
_THOSE = re.compile(r"\b(?:those|that) (?:to|from|with)\s+(?:the\s+)?$")
_POSSESSED = (r"'s? (?:[a-z-]+ ){0,3}", r" (?:[a-z-]+ ){1,3}of (?:[a-z]+ )?")
_OF = re.compile(r"\s{0,9}of (?:the )?")
_TRAILING = re.compile(r"[^,;:]{0,40}\b(in|for|of|across)\s+(?:the\s+|its\s+)?$")

_OPENS = re.compile(r"(?:,|;|\band|\bbut|\bwhile) (?:the )?$")


class PlaceFinder:
    """Reference areas and counterparts within one sentence.

    Args:
        sentence: the parsed sentence.
        areas: the areas it mentions, in text order.
        triggers: its triggers; an area that only says among whom something ranks is no area of
            a figure.
        home: code of the area that the passage is about.
    """

    def __init__(
        self,
        sentence: Sentence,
        areas: Sequence[AreaMention],
        triggers: Sequence[TriggerMention] = (),
        home: str | None = None,
    ) -> None:
        self.sentence = sentence
        self.trailing: set[str] = set()
        self.counterparts = self._find_counterparts(areas, home)
        rest = [a for a in areas if a not in self.counterparts]
        rest = self._take_groups(rest, home)
        self.yardsticks = [a for a in rest if self._is_yardstick(a)]
        self.scopes = [a for a in rest if self._is_scope(a, triggers)]
        aside = [*self.yardsticks, *self.scopes]
        self.offices = [a for a in rest if a not in aside and a.form == "metonym"]
        named = [a for a in rest if a not in aside and a.form != "metonym"]
        self.areas = [a for a in named if not only_places(self.sentence, a, named)]

    def _find_counterparts(
        self, areas: Sequence[AreaMention], home: str | None
    ) -> list[AreaMention]:
        """Finds "exports to China", "trade with ASEAN, Latin America and Africa"."""
        found: list[AreaMention] = []
        previous: AreaMention | None = None
        for area in areas:
            in_list = (
                previous is not None
                and found
                and found[-1] is previous
                and listed().fullmatch(
                    self.sentence.between(previous.anchor.end, area.anchor.start)
                )
                and area.code != home
            )
            behind = self.sentence.between(area.anchor.end, area.anchor.end + 30)
            goes_on = found and area.code != home and next_partner().match(behind)
            if in_list or goes_on or self._is_counterpart(area, home):
                found.append(area)
            previous = area
        return found

    def _take_groups(self, areas: list[AreaMention], home: str | None) -> list[AreaMention]:
        """Lets "the continent" stand for Africa in "Africa stood out: trade with the continent"."""
        kept = list(areas)
        for match in group().finditer(self.sentence.low):
            lead = words_in(self.sentence.low[: match.start()])[-5:]
            start = self.sentence.start + match.start("group")
            if any(a.anchor.end == self.sentence.start + match.end("group") for a in areas):
                continue
            named = [a for a in kept if a.anchor.end <= start and a.code != home]
            if not named or not any(w in words_of("trade_link") for w in lead):
                continue
            span = Span.of(self.sentence.text, start, self.sentence.start + match.end("group"))
            self.counterparts.append(replace(named[-1], anchor=span))
            kept.remove(named[-1])
        return kept

    def _is_counterpart(self, area: AreaMention, home: str | None) -> bool:
        before = self.sentence.between(area.anchor.start - 80, area.anchor.start)
        if home is not None and area.code != home and both_ways().search(before):
            return True
        if area.form in ("demonym", "people") and bought().search(before):
            return True
        if _THOSE.search(before) or self._is_named_partner(area, home):
            return True
        match = _TO.search(before)
        if not match:
            return False
        lead = words_in(before[: match.start()])[-5:]
        links = [w for w in lead if w in words_of("trade_link")]
        own = "outflow" if re.search(r"\bfrom\b", match.group()) else "inflow"
        return bool(links) and links[-1] not in words_of(own)

    def _is_named_partner(self, area: AreaMention, home: str | None) -> bool:
        """Whether it reads "ASEAN remained the largest trading partner"."""
        end = area.anchor.end
        behind = self.sentence.between(end, end + 90)
        return area.code != home and named_partner().match(behind) is not None

    def _is_yardstick(self, area: AreaMention) -> bool:
        """Whether it reads "than Thailand", "overtaking France's", "ahead of Japan"."""
        before = self.sentence.between(area.anchor.start - 40, area.anchor.start)
        return yardstick().search(before) is not None

    def _is_scope(self, area: AreaMention, triggers: Sequence[TriggerMention]) -> bool:
        """Whether something only ranks among it ("the world's largest")."""
        return any(
            t.kind == "rank"
            and re.fullmatch(
                r"'s? (?:[a-z-]+ )?" if area.form != "aggregate" else r"(?:'s?)? (?:[a-z-]+ )?",
                self.sentence.between(area.anchor.end, t.anchor.start),
            )
            for t in triggers
            if area.anchor.end <= t.anchor.start
        )

    def spans(self) -> list[Span]:
        """Spans of areas that are no part of an indicator's name."""
        return [a.anchor for a in (*self.areas, *self.scopes, *self.yardsticks, *self.offices)]

    def area_at(
        self,
        spot: Stretch,
        topic: Topic,
        *,
        kind: Kind = "level",
        indicator: Span | None = None,
        subject: Span | None = None,
    ) -> Area | None:
        """The reference area of what stands at `spot`.

        Args:
            spot: the figure or trigger, and the stretch that belongs to it.
            topic: the running topic.
            kind: of the claim; what follows the "of" of a share is its whole.
            indicator: where the indicator stands, if the sentence names it.
            subject: the subject of the clause; the area that it names goes before those about.
        """
        anchor = Span.of(self.sentence.text, spot.start, spot.end)
        left, right = spot.left, spot.right
        inside = [a for a in self.areas if left <= a.anchor.start < anchor.start]
        inside = [
            a for a in inside if not _OF.fullmatch(self.sentence.between(left, a.anchor.start))
        ]
        own = self._owner(indicator)
        if own is not None and inside and indicator is not None and indicator.end <= left:
            own = None
        held = None if kind in ("first_time", "streak") else self._possessor(anchor)
        for way in (held, own, self._trailing(anchor, right, kind)):
            if way is not None:
                return _area(way)
        doing = [a for a in self.areas if subject is not None and a.anchor.overlaps(subject)]
        if doing and not (inside and doing[0] not in inside and self._goes_on_with(inside[-1])):
            return None if self._is_joined(doing[0]) else _area(doing[0])
        if inside:
            return _area(inside[-1])
        earlier = [a for a in self.areas if a.anchor.start < anchor.start]
        set_before = topic.area is not None and left > self.sentence.start
        if earlier and not set_before:
            return _area(earlier[-1])
        if topic.area is not None:
            return topic.area
        if topic.home is not None:
            return topic.home
        later = [a for a in self.areas if a.anchor.start >= anchor.end]
        return _area(later[0]) if later else None

    def _goes_on_with(self, area: AreaMention) -> bool:
        """Whether a new half opens with the area: "A grew 2 percent and B 5 percent"."""
        before = self.sentence.between(area.anchor.start - 8, area.anchor.start)
        return _OPENS.search(before) is not None

    def _is_joined(self, area: AreaMention) -> bool:
        """Whether "A and B together" speaks of two areas at once, of which none is meant alone."""
        for other in self.areas:
            low, high = sorted((area.anchor, other.anchor), key=lambda s: s.start)
            gap = self.sentence.between(low.end, high.start).strip()
            behind = self.sentence.between(high.end, high.end + 20)
            if low is not high and gap == "and" and together().match(behind):
                return True
        return False

    def _possessor(self, anchor: Span) -> AreaMention | None:
        """The area of "Brazil's 0.786", "the British ratio of 3.1": even behind a "than"."""
        for area in (*self.yardsticks, *self.areas):
            gap = self.sentence.between(area.anchor.end, anchor.start)
            if area.anchor.end <= anchor.start and re.fullmatch(
                _POSSESSED[area.form == "demonym"], gap
            ):
                return area
        return None

    def _owner(self, indicator: Span | None) -> AreaMention | None:
        """The area that the indicator's own words name: "China's GDP", "GDP in Peru".

        For "its GDP" it is the area that the sentence opens with.
        """
        if indicator is None or not self.sentence.within(indicator):
            return None
        before = self.sentence.between(indicator.start - 8, indicator.start)
        if re.search(r"\b(?:its|their)\s*$", before):
            first = [a for a in self.areas if a.anchor.end <= indicator.start and a.form == "name"]
            return first[0] if first else None
        for area in self.areas:
            gap = self.sentence.between(area.anchor.end, indicator.start)
            touching = area.anchor.end <= indicator.start and re.fullmatch(r"'?s?[ -]?", gap)
            within = indicator.start <= area.anchor.start < indicator.end + 2
            if touching or within:
                return area
        return None

    def _trailing(self, anchor: Span, right: int, kind: Kind) -> AreaMention | None:
        """The area right behind the figure ("15.7% in Brazil")."""
        for area in self.areas:
            if not anchor.end <= area.anchor.start < right:
                continue
            gap = self.sentence.between(anchor.end, area.anchor.start)
            match = _TRAILING.match(gap)
            if not match or re.search(r"\b(?:and|while|but|than|by)\b", gap):
                continue
            if match.group(1) == "of" and kind in ("share", "comparison"):
                continue
            self.trailing.add(area.code)
            return area
        return None

    def counterpart_at(self, anchor: Span, stretch: tuple[int, int], text: str) -> Area | None:
        """The trading partner that the indicator names, or that stands in the same clause."""
        before = [a for a in self.counterparts if stretch[0] <= a.anchor.start < anchor.start]
        clause = self.sentence.between(before[0].anchor.end, anchor.start) if before else ""
        if len(before) == 1 and not re.search(r"[,;]", clause):
            return _area(before[0])
        named = [a for a in self.counterparts if a.anchor.exact.lower() in text.lower()]
        if len({a.code for a in named}) > 1:
            return None
        if named:
            return _area(named[0])
        left, right = stretch
        for area in reversed(self.counterparts):
            if not left <= area.anchor.start < right:
                continue
            low, high = sorted((area.anchor.start, anchor.start))
            if high - low < 80 and not re.search(r"[,;]", self.sentence.between(low, high)):
                return _area(area)
        return None

    def with_partners(self, indicator: Indicator, anchor: int) -> Indicator:
        """Names the list of partners that a sentence gives a flow; only those before `anchor`."""
        return partnered([a for a in self.counterparts if a.anchor.end <= anchor], indicator)

    def first_in(self, start: int, end: int) -> AreaMention | None:
        """The first area of any role mentioned in `[start, end)`."""
        every = [*self.areas, *self.counterparts, *self.yardsticks, *self.scopes]
        every.sort(key=lambda a: a.anchor.start)
        return next((a for a in every if start <= a.anchor.start < end), None)


def _area(mention: AreaMention) -> Area:
    return Area(text=mention.anchor.exact, code=mention.code)
