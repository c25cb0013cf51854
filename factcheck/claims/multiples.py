"""What multiples say: a change ("doubled", "by a factor of 2.6") or a comparison."""

from __future__ import annotations

import re
from functools import cache

from factcheck.claims.leads import Cue, View, lead_movement, movement_of
from factcheck.claims.vocabulary import class_pattern, comparatives, words_of
from factcheck.records import Direction

__all__ = ["read_multiple"]


@cache
def _multiple_of() -> re.Pattern[str]:
    above = "|".join(sorted(w for w, (_, form) in comparatives().items() if form == "comparative"))
    return re.compile(
        rf"\s*(?:as (?:[a-z0-9]{{1,20}} ){{1,6}}as|(?:{above}) than|the|that of|those of|what)\b"
    )


def read_multiple(view: View) -> Cue | None:
    """Reads "three times that of Germany", "twice as much as", "one-fiftieth of the 1965 level"."""
    if view.figure.form != "multiple":
        return None
    verb = _verbal_multiple(view)
    if verb is not None:
        return verb
    lead = view.lead()
    if len(lead) > 3 and lead[-2].lower_ in words_of("factor"):
        lead = [t for t in lead[:-2] if t.tag_ != "DT"]
    if len(lead) > 1 and lead[-1].lower_ in ("in", "by"):
        above = movement_of(lead[-2])
        if above is not None:
            return Cue("change", above.direction, "by", lead[-2])
    start = view.figure.anchor.end
    yard = _multiple_of().match(view.post)
    if yard:
        start += 0 if yard.group().strip() == "the" else yard.end()
    else:
        move = lead_movement(view)
        if move:
            return Cue("change", move[0].direction, "bare", move[1])
    less = re.match(rf"\s*{class_pattern('downward_than')} than\b", view.post)
    way: Direction = "down" if less else view.grows or "up"
    return Cue("comparison", way, "bare", None, (start, view.sentence.end))


def _verbal_multiple(view: View) -> Cue | None:
    """Reads "doubled", "more than tripled", "was halved"."""
    tokens = view.sentence.tokens(view.figure.anchor.start, view.figure.anchor.end)
    verb = next((t for t in tokens if t.pos_ == "VERB" or t.tag_ in ("VBN", "VBD", "VBG")), None)
    if verb is None or len(tokens) > 2:
        return None
    return Cue("change", view.grows, "bare", verb)
