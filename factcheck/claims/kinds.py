"""Decides what a figure says: a level, a change, a share or a comparison.

The words right before and right behind the figure decide first; they are what a reader goes by,
and they hold up in prose that a parser stumbles over. The parse is asked only for what governs
the figure.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.leads import Cue, View, lead_movement, movement_of
from factcheck.claims.multiples import read_multiple
from factcheck.claims.parts import read_share_led, read_share_of
from factcheck.claims.syntax import governor, is_measurable, is_verb
from factcheck.claims.vocabulary import (
    class_pattern,
    comparatives,
    movements,
    overtaking,
    verb_nouns,
    words_of,
)
from factcheck.records import Direction

__all__ = ["read_kind"]

_FINITE = ("VBD", "VBZ", "VBP", "VB", "MD")
_PARTS = (",", ";", "and", "while", "but")
_OPENINGS = (*_PARTS, "or", "in", "for", "(", "to", "by", "-", "against")
_BEHIND = re.compile(r"[- ]?[a-z]{1,14}(?:-[a-z]{1,8}){0,2}")
_OPENED_SIGN = re.compile(r"\(([+-])")
_ALONE = re.compile(r"\s*(?:$|[.,;:)]|(?:in|on|at|during|over|year|month|quarter)\b)")
_BREAKS = frozenset(
    ("of", "in", "from", "to", "by", "at", "and", "the", "was", "were", "is", "on", "for", "with")
)


def read_kind(view: View) -> Cue:
    """What a figure states: the first rule that knows, else a level."""
    for rule in _RULES:
        cue = rule(view)
        if cue is not None:
            return cue
    return Cue("level", role=view.role())


# ---------------------------------------------------------------------- signs
def _signed(view: View) -> Cue | None:
    """Reads "changed little (+73,000)", "decreases in Ireland (-11.3%)": a sign in brackets."""
    start = view.figure.anchor.start
    lead = view.sentence.between(start - 2, start + 1)
    mark = _OPENED_SIGN.search(lead)
    if mark is None or not (view.relative or view.unit == "count"):
        return None
    tokens = view.sentence.tokens(view.sentence.start, start)
    if not any(movement_of(t) for t in tokens):
        return None
    way: Direction = "up" if mark.group(1) == "+" else "down"
    listed = view.before is not None and view.before.kind == "change" and not view.fresh
    return Cue("change", way, "bare", None, inherits=listed)


# ---------------------------------------------------------------------- nouns behind the figure
def _change_behind(view: View) -> Cue | None:
    """Reads "a 3.6-percent increase", "the 20.1 percent annual slump"."""
    if view.figure.form == "count" and view.unit == "count":
        return None
    at = 0
    for _ in range(4):
        match = _BEHIND.match(view.post, at)
        if match is None:
            return None
        word = match.group().strip(" -")
        if word in _BREAKS:
            return None
        cue = _movement_noun(view, word, match)
        if cue is not None:
            return cue
        at = match.end()
    return None


def _movement_noun(view: View, word: str, match: re.Match[str]) -> Cue | None:
    found = [m for m in movements().get(word, ()) if m.pos == "noun"]
    goes_on = view.post[match.end() :].lstrip()
    if not found or goes_on.startswith(tuple(words_of("rate_noun"))):
        return None
    end = view.figure.anchor.end + match.end()
    tokens = view.sentence.tokens(end - len(word), end)
    if not tokens or not tokens[0].tag_.startswith(("N", "J", "V")):
        return None
    return Cue("change", found[0].direction, "of", tokens[0])


# ---------------------------------------------------------------------- comparisons
@cache
def _side() -> re.Pattern[str]:
    return re.compile(r" (?:[a-z-]{2,12} ){0,1}?(?P<word>[a-z]{4,10})\b(?P<rest>.{0,160})")


@cache
def _than() -> re.Pattern[str]:
    return re.compile(rf"(?:[a-z' -]{{0,50}}?)\b{class_pattern('than_word')}\b\s*")


@cache
def _within() -> re.Pattern[str]:
    """A stretch of time that "over" leads to: "a gain of 3 percent over the past year"."""
    return re.compile(rf" the (?:{class_pattern('stretch_side')}|[a-z]+ months?|same)\b")


def _compared(view: View) -> Cue | None:
    """Reads "2.9 percentage points higher than …", "1.9 percent below …", "$210bn more than …"."""
    carried = re.match(r" (up|down) (?:on|from|over)\b", view.post)
    if carried and view.relative:
        return Cue("change", "up" if carried.group(1) == "up" else "down", "bare")
    match = _side().match(view.post)
    side = comparatives().get(match.group("word")) if match else None
    if match is None or side is None or _within().match(match.group("rest")):
        return None
    direction, form = side
    base = view.figure.anchor.end + match.start("rest")
    rest = match.group("rest")
    if form == "comparative":
        than = _than().match(rest)
        if not than:
            alone = view.relative and _ALONE.match(rest) is not None
            return Cue("change", direction, "bare") if alone else None
        base += than.end()
    else:
        base += len(rest) - len(rest.lstrip())
        if rest.lstrip().startswith("of "):
            base += 3
        led = lead_movement(view)
        direction = led[0].direction if led is not None and led[0].pos == "noun" else direction
    return Cue("comparison", direction, "than", None, (base, view.sentence.end))


# ---------------------------------------------------------------------- words before the figure
def _change_led(view: View) -> Cue | None:
    """Reads "rose 9.8 percent", "increased by 3.8%", "an increase of 25.1%", "up 3.8%"."""
    found = lead_movement(view)
    if found is None:
        return _led_by(view) if view.role() == "by" and view.unit else None
    move, token = found
    if move.pos == "adjective" and move.direction == "flat":
        return None
    money = len(view.unit) == 3 and view.unit.isupper()
    if money and move.pos == "noun" and view.role() == "of" and move.words in words_of("amount"):
        return Cue("level", None, "of")
    if view.figure.cue is not None and view.figure.cue.exact.lower() in words_of("crossing"):
        return Cue("level", None, "bare", token)
    return Cue("change", move.direction, "bare", token)


def _led_by(view: View) -> Cue | None:
    """Reads "exceeded imports by", "rose … by", "a growth … by"."""
    lead = view.lead()
    ahead = next((t for t in reversed(lead[:-1][-6:]) if _overtakes(t)), None)
    if ahead is not None:
        return Cue("comparison", overtaking()[ahead.lower_], "by", ahead)
    verb = governor(view.sentence.root_of(view.figure.anchor.start, view.figure.anchor.end))
    move = movement_of(verb)
    if move and move.pos == "verb":
        return Cue("change", move.direction, "by", verb)
    side = next((t for t in reversed(lead) if t.lower_ in comparatives()), None)
    if side is not None and move is None:
        return Cue("comparison", comparatives()[side.lower_][0], "by", None)
    for token in reversed(lead):
        move = movement_of(token)
        if move is not None:
            return Cue("change", move.direction, "by", token)
    return None


def _overtakes(token: Any) -> bool:
    return token.lower_ in overtaking() and token.pos_ == "VERB"


def _level_led(view: View) -> Cue | None:
    """Reads "to 4.5%", "from 4.1%", "stood at", "a deficit of"."""
    role, before = view.role(), view.before
    if role in ("to", "at", "from"):
        part = view.unit == "percent" or view.figure.form == "fraction"
        shared = before is not None and before.kind == "share" and part
        if before is not None and shared and role != "at":
            return Cue("share", None, role, before.source, None, before.whole, inherits=True)
        return Cue("level", None, role)
    lead = view.lead()
    last = lead[-1] if lead else None
    if last is None:
        return None
    carried = last.lower_ in words_of("carry_verb") and view.relative
    if carried and before is not None and before.kind in ("share", "change"):
        going_on = _carried(view)
        if going_on is not None:
            return going_on
    if last.pos_ in ("VERB", "AUX"):
        return Cue("level", None, "bare", last)
    return None


# ---------------------------------------------------------------------- carried on
def _carried(view: View) -> Cue | None:
    """Reads "…, 43.2 percent, and 40.7 percent": nothing new is said, so it goes on as before."""
    cue = view.before
    if cue is None:
        return None
    gap = _last_part(view)
    verbs = [t for t in gap if t.tag_ in _FINITE and (is_verb(t) or t.tag_ == "MD")]
    if _says_more(gap, verbs) or (view.fresh and not (verbs and view.relative)):
        return None
    if gap and not view.fresh and gap[0].text not in _OPENINGS:
        return None
    return Cue(cue.kind, cue.direction, "bare", cue.source, cue.yardstick, cue.whole, inherits=True)


def _last_part(view: View) -> list[Any]:
    """The tokens between two figures, from the last break before a verb on."""
    gap = view.sentence.tokens(view.spot.left, view.start)
    while gap and gap[0].text not in _PARTS and not view.fresh:
        if gap[0].tag_ in _FINITE:
            break
        following = [t for t in gap[1:] if t.text in _PARTS]
        if not following:
            break
        gap = gap[gap.index(following[0]) :]
    return gap


def _says_more(gap: list[Any], verbs: list[Any]) -> bool:
    """Whether the words between two figures say something of their own."""
    if any(t.tag_ == "VBN" and t.lower_ in verb_nouns() for t in gap):
        return True
    if len(gap) > 14:
        return True
    if any(t.lower_ not in words_of("carry_verb") and t.pos_ != "AUX" for t in verbs):
        return True
    own = any(is_measurable(t) and t.dep_ in ("nsubj", "nsubjpass") for t in gap)
    return bool(verbs) and own


_RULES = (
    _signed,
    read_multiple,
    _change_behind,
    read_share_led,
    _compared,
    _change_led,
    read_share_of,
    _level_led,
    _carried,
)
