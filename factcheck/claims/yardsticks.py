"""The other side of a comparison that has a figure: a time, an area or another indicator."""

from __future__ import annotations

import re
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.leads import Cue
from factcheck.claims.phrases import noun_phrase
from factcheck.claims.scene import Scene
from factcheck.records import Area, Indicator

__all__ = ["set_yardstick"]

_TIMELY = re.compile(r"(?:it|they) (?:was|were|had|did)\b|(?:a|the) (?:year|month|quarter)")
_OTHER = re.compile(r"(?:(?:the|that of|those of|its|their) ){0,4}([a-z][a-z' -]{2,60})")


def set_yardstick(draft: Draft, cue: Cue, scene: Scene) -> None:
    """Fills in the other side of a comparison; one in time makes it a change.

    Args:
        draft: the claim so far; kind, base period, counterpart and indicator may change.
        cue: how its figure is meant.
        scene: the sentence.
    """
    if cue.kind != "comparison":
        return
    if cue.role == "by" and cue.source is not None:
        _overtaken(draft, cue.source, scene)
    elif cue.yardstick is not None and not _in_time(draft, cue.yardstick[0], scene):
        _beside(draft, cue.yardstick, scene)


def _in_time(draft: Draft, start: int, scene: Scene) -> bool:
    """Whether a figure is compared with another time; if so, the draft says it."""
    base = scene.times.against(start, 40)
    area = scene.places.first_in(start, start + 30)
    if base is None or (area is not None and base.anchor.start >= area.anchor.start):
        return False
    draft.base_period = base.period
    if draft.period and base.period and draft.period.label == base.period.label:
        if base.period.start.year < base.period.end.year - 1:
            draft.base_period = None
        else:
            draft.period = scene.topic.period
    if draft.quantity is None or draft.quantity.unit != "ratio":
        draft.kind = "change"
    return True


def _beside(draft: Draft, yardstick: tuple[int, int], scene: Scene) -> None:
    """Takes an area as the counterpart, any other thing as what stands against."""
    start, end = yardstick
    text = scene.sentence.between(start, end)
    if _TIMELY.match(text):
        draft.kind = "change"
        return
    area = scene.places.first_in(start, start + 30)
    if area is not None:
        draft.counterpart = Area(text=area.anchor.exact, code=area.code)
        if draft.ref_area is not None and draft.ref_area.code == area.code:
            known = scene.topic.area or scene.topic.home
            draft.ref_area = known if known is not None and known.code != area.code else None
        return
    other = _OTHER.match(text)
    if other and " against " not in draft.indicator.text:
        draft.indicator = _against(draft.indicator, other.group(1).strip())


def _overtaken(draft: Draft, verb: Any, scene: Scene) -> None:
    """Reads "exports exceeded imports by $3bn": the object is the other side."""
    sentence = scene.sentence
    end = sentence.end_of(verb)
    area = scene.places.first_in(end, end + 30)
    if area is not None and area.anchor.start < draft.anchor.start:
        draft.counterpart = Area(text=area.anchor.exact, code=area.code)
        return
    obj = next((c for c in verb.children if c.dep_ == "dobj"), None)
    other = noun_phrase(sentence, obj, scene.times.spans()) if obj is not None else None
    if other is not None:
        draft.indicator = _against(draft.indicator, other.text)


def _against(indicator: Indicator, other: str) -> Indicator:
    return Indicator(text=f"{indicator.text} against {other}", span=indicator.span)
