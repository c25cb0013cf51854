"""Whose figure it is, and who stands on the other side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.claims.context import Topic
from factcheck.claims.syntax import Sentence
from factcheck.claims.vocabulary import words_of
from factcheck.records import Area, AreaMention, Span

__all__ = ["PlaceFinder"]

_TO = re.compile(r"\b(to|from|with|into|and)\s+(?:the\s+)?(?:[a-z-]+\s+){0,1}$")


class PlaceFinder:
    """Reference areas and counterparts within one sentence.

    Args:
        sentence: the parsed sentence.
        areas: the areas it mentions, in text order.
    """

    def __init__(self, sentence: Sentence, areas: Sequence[AreaMention]) -> None:
        self.sentence = sentence
        self.counterparts = [a for a in areas if self._is_counterpart(a)]
        own = [a for a in areas if a not in self.counterparts and a.form != "metonym"]
        self.areas = own

    def _is_counterpart(self, area: AreaMention) -> bool:
        """ "exports to China", "trade with ASEAN", "imports from Italy"."""
        before = self.sentence.between(area.anchor.start - 60, area.anchor.start)
        match = _TO.search(before)
        if not match:
            return False
        if match.group(1) == "and":
            earlier = before[: match.start()].rstrip()
            previous = [a for a in getattr(self, "counterparts", ()) if a.anchor.end <= area.anchor.start]
            return bool(previous) and len(earlier) < 0
        lead = re.findall(r"[a-z]+", before[: match.start()])[-5:]
        return any(w in words_of("trade_link") for w in lead)

    def spans(self) -> list[Span]:
        """Spans of reference areas: no part of an indicator's name."""
        return [a.anchor for a in self.areas]

    def area_at(self, start: int, end: int, left: int, right: int, topic: Topic) -> Area | None:
        """The reference area of what stands at `[start, end)`.

        Args:
            start: offset of the anchor.
            end: offset behind it.
            left: where the figure before ends.
            right: where the next one starts.
            topic: the running topic.
        """
        behind = self.sentence.between(end, right)
        for area in self.areas:
            if end <= area.anchor.start < right and re.match(
                r"[^,;:]{0,40}\b(?:in|for|of|across)\s+(?:the\s+|its\s+)?$",
                self.sentence.between(end, area.anchor.start),
            ):
                follows_other_subject = re.search(r"\b(?:and|while|but)\b", behind[: area.anchor.start - end])
                if not follows_other_subject:
                    return _area(area)
        inside = [a for a in self.areas if left <= a.anchor.start < start]
        if inside:
            return _area(self._best(inside))
        earlier = [a for a in self.areas if a.anchor.start < start]
        if earlier and (topic.area is None or self._subjectlike(earlier[-1]) or len(earlier) == 1):
            return topic.area if self._in_topic(topic, left) else _area(self._best(earlier))
        if topic.area is not None:
            return topic.area
        later = [a for a in self.areas if a.anchor.start >= end]
        if topic.home is not None:
            return topic.home
        return _area(later[0]) if later else None

    def _in_topic(self, topic: Topic, left: int) -> bool:
        """Whether a figure before in this sentence has set the topic's area."""
        return topic.area is not None and left > self.sentence.start

    def _subjectlike(self, area: AreaMention) -> bool:
        before = self.sentence.between(self.sentence.start, area.anchor.start)
        return len(before) < 80

    def _best(self, areas: list[AreaMention]) -> AreaMention:
        """The nearest one, but not one that only describes ("U.S. tariffs on Chinese goods")."""
        return areas[-1] if len(areas) == 1 else self._possessor(areas) or areas[-1]

    def _possessor(self, areas: list[AreaMention]) -> AreaMention | None:
        for area in reversed(areas):
            tail = self.sentence.between(area.anchor.end, area.anchor.end + 2)
            if tail.startswith("'") or area.form == "demonym":
                return area
        return None

    def counterpart_at(self, start: int, left: int, right: int, text: str) -> Area | None:
        """The trading partner in the same stretch, or the one that the indicator names."""
        near = [a for a in self.counterparts if left <= a.anchor.start < right and a.anchor.start < start + 80]
        if near:
            return _area(near[-1])
        named = [a for a in self.counterparts if a.anchor.exact.lower() in text.lower()]
        return _area(named[0]) if named else None

    def first_in(self, start: int, end: int) -> AreaMention | None:
        """The first area of any role mentioned in `[start, end)`."""
        both = sorted([*self.areas, *self.counterparts], key=lambda a: a.anchor.start)
        return next((a for a in both if start <= a.anchor.start < end), None)


def _area(mention: AreaMention) -> Area:
    return Area(text=mention.anchor.exact, code=mention.code)
