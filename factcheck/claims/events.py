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
    found: list[Draft] = []
    for trigger in triggers:
        draft = readers[trigger.kind].read(trigger) if trigger.kind in readers else None
        if draft is None:
            continue
        ranked = next((d for d in reversed(found) if d.kind == "rank"), None)
        if ranked is not None and draft.indicator.text == draft.anchor.exact:
            draft.indicator = ranked.indicator
        found.append(draft)
    return found
