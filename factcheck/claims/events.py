"""Claims that trigger words carry: ranks, records, first times, streaks."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.claims.draft import Draft
from factcheck.claims.extremes import RecordReader
from factcheck.claims.first_times import FirstTimeReader
from factcheck.claims.ranks import RankReader
from factcheck.claims.scene import Scene
from factcheck.claims.streaks import StreakReader
from factcheck.records import TriggerMention

__all__ = ["read_events"]


def read_events(
    scene: Scene, figures: Sequence[Draft], triggers: Sequence[TriggerMention]
) -> list[Draft]:
    """The drafts of the triggers that really carry a claim, in text order.

    Args:
        scene: the sentence, its figures already read.
        figures: the drafts of its figures.
        triggers: its triggers.
    """
    readers = {
        "rank": RankReader(scene, figures),
        "record": RecordReader(scene, figures),
        "first_time": FirstTimeReader(scene, figures),
        "streak": StreakReader(scene, figures),
    }
    read = (readers[t.kind].read(t) for t in triggers if t.kind in readers)
    return [draft for draft in read if draft is not None]
