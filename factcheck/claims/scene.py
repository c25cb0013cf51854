"""A sentence with its areas, its periods and the running topic: what every reader is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.claims.context import Topic
from factcheck.claims.draft import Draft
from factcheck.claims.indicators import IndicatorFinder
from factcheck.claims.modality import modality_of
from factcheck.claims.places import PlaceFinder
from factcheck.claims.syntax import Sentence, Stretch
from factcheck.claims.times import TimeFinder
from factcheck.records import Indicator, Kind, Span

__all__ = ["Scene"]


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence as it is being read.

    Args:
        sentence: the parsed sentence.
        places: its areas.
        times: its periods.
        topic: the running topic; readers of figures move it on.
    """

    sentence: Sentence
    places: PlaceFinder
    times: TimeFinder
    topic: Topic

    def indicators(self, figures: Iterable[Span]) -> IndicatorFinder:
        """A finder of indicators that leaves out areas, periods and the given figures."""
        drop = [*self.places.spans(), *figures, *self.times.spans()]
        return IndicatorFinder(self.sentence, drop)

    def draft(self, kind: Kind, spot: Stretch, indicator: Indicator) -> Draft:
        """A claim without a figure, with area, partner, period and modality.

        Args:
            kind: of the claim.
            spot: its anchor and the stretch that belongs to it.
            indicator: what it speaks of.
        """
        anchor = Span.of(self.sentence.text, spot.start, spot.end)
        stretch = (spot.left, spot.right)
        draft = Draft(
            kind,
            anchor,
            indicator,
            self.places.area_at(spot, self.topic, kind=kind, indicator=indicator.span),
            self.places.counterpart_at(anchor, stretch, indicator.text),
            self.times.period_at(spot, self.topic),
        )
        if draft.counterpart and draft.ref_area and draft.counterpart.code == draft.ref_area.code:
            draft.ref_area = None
        draft.modality = modality_of(
            self.sentence,
            spot.start,
            spot.end,
            period=draft.period,
            published=self.topic.published,
        )
        return draft

    def stretch_of(self, anchor: Span, drafts: Iterable[Draft]) -> Stretch:
        """The stretch of an anchor: from the claim before it to the one after it."""
        found = list(drafts)
        ends = [d.anchor.end for d in found if d.anchor.end <= anchor.start]
        starts = [d.anchor.start for d in found if d.anchor.start >= anchor.end]
        left = max(ends, default=self.sentence.start)
        right = min(starts, default=self.sentence.end)
        return Stretch(anchor.start, anchor.end, left, right)
