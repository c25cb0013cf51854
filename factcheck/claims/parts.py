"""Decides whether a figure is a part of a whole, or the same of another."""

from __future__ import annotations

import re
from functools import cache

from factcheck.claims.leads import Cue, View, lead_movement
from factcheck.claims.vocabulary import words_of
from factcheck.records import Direction

__all__ = ["read_share_led", "read_share_of"]

_OF = re.compile(r"\s{0,9}of\s{1,9}(?:all\s{1,9}|the\s{1,9})?")
_WHOLE = 100
"""Percent of another at which two are equal."""


def read_share_led(view: View) -> Cue | None:
    """Reads "accounting for 57.3 percent", "making up", "a share of"."""
    if view.unit not in ("percent", "ratio"):
        return None
    pre = view.sentence.between(view.spot.left, view.start).rstrip()
    if pre.endswith(_share_endings()):
        return Cue("share", None, "of", None, None, _whole(view))
    return None


@cache
def _share_endings() -> tuple[str, ...]:
    degree = ("", " a", " an", " the", *(f" {word}" for word in words_of("approximator")))
    return tuple(w + d for w in words_of("share") for d in degree)


def _whole(view: View) -> tuple[int, int] | None:
    match = _OF.match(view.post)
    if not match:
        return None
    return view.figure.anchor.end + match.end(), view.spot.right


def read_share_of(view: View) -> Cue | None:
    """Reads "57.3 percent of total trade", "half of exports", "one in five workers"."""
    if view.unit not in ("percent", "ratio") or view.figure.form == "multiple":
        return None
    if lead_movement(view) or view.role() == "by":
        return None
    whole = _whole(view)
    if whole is not None and _is_others(view, whole[0]):
        side: Direction = "up" if (view.figure.quantity.value or 0) > _WHOLE else "down"
        return Cue("comparison", side, "than", None, whole)
    if view.figure.form == "fraction" and whole is None:
        if view.role() in ("from", "to") and view.before and view.before.kind == "share":
            return None
        whole = (view.figure.anchor.end, view.spot.right)
    role = view.role() if view.role() in ("from", "to") else "of"
    return Cue("share", None, role, None, None, whole) if whole else None


def _is_others(view: View, start: int) -> bool:
    """Whether "7 percent of America's" leaves out the noun: the same of another, no whole.

    An average is no whole either ("a third of the European average").
    """
    behind = view.sentence.tokens(start, view.spot.right)
    head = next((t for t in behind if t.pos_ in ("NOUN", "ADJ") and t.dep_ == "pobj"), None)
    if head is not None and head.lower_ in words_of("average_noun"):
        return True
    for token in behind[:5]:
        if token.tag_ == "POS":
            following = token.nbor(1) if token.i + 1 < len(token.doc) else token
            return following.is_punct or following.tag_ in ("IN", "CC", "POS")
        if token.pos_ not in ("PROPN", "DET", "NOUN", "ADJ"):
            return False
    return False
