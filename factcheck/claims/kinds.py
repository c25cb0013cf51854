"""Decides what a figure says: a level, a change, a share or a comparison.

The words right before and right behind the figure decide first; they are what a reader goes by,
and they hold up in prose that a parser stumbles over. The parse is asked only for what governs
the figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from factcheck.claims.syntax import Sentence, governor, is_measurable
from factcheck.claims.vocabulary import (
    Movement,
    comparatives,
    movement_at,
    movements,
    overtaking,
    words_of,
)
from factcheck.records import Direction, Kind, QuantityMention

__all__ = ["Cue", "read_kind"]

Role = Literal["to", "from", "by", "of", "at", "with", "bare", "than"]


@dataclass(frozen=True, slots=True)
class Cue:
    """How a figure is meant.

    Args:
        kind: what the figure states.
        direction: of a change or comparison.
        role: the preposition that leads to the figure.
        source: the movement token that decided, if there is one.
        yardstick: offsets of what follows "than", "above", … in a comparison.
        whole: offsets of what a share is a share of.
        inherits: whether the figure goes on with what the one before it said.
    """

    kind: Kind
    direction: Direction | None = None
    role: Role = "bare"
    source: Any | None = None
    yardstick: tuple[int, int] | None = None
    whole: tuple[int, int] | None = None
    inherits: bool = False


def read_kind(
    sentence: Sentence,
    figure: QuantityMention,
    *,
    left: int,
    right: int,
    before: Cue | None,
    fresh: bool = False,
) -> Cue:
    """What `figure` states.

    Args:
        sentence: where it stands.
        figure: the mention.
        left: offset where the figure before it ends (or the sentence starts).
        right: offset where the next figure starts (or the sentence ends).
        before: the cue of the figure before it.
        fresh: whether `before` stems from the sentence before.
    """
    view = _View(sentence, figure, left, right, before, fresh)
    for rule in _RULES:
        cue = rule(view)
        if cue is not None:
            return cue
    return Cue("level", role=view.role())


@dataclass(slots=True)
class _View:
    sentence: Sentence
    figure: QuantityMention
    left: int
    right: int
    before: Cue | None
    fresh: bool = False

    @property
    def start(self) -> int:
        """Where the figure starts, its approximator included."""
        cue = self.figure.cue
        anchor = self.figure.anchor.start
        if cue is None or cue.start > anchor:
            return anchor
        return cue.start + (3 if cue.exact.lower().startswith("by ") else 0)

    @property
    def pre(self) -> str:
        return self.sentence.between(self.left, self.start)

    @property
    def post(self) -> str:
        return self.sentence.between(self.figure.anchor.end, self.right)

    @property
    def unit(self) -> str:
        return self.figure.quantity.unit or ""

    @property
    def relative(self) -> bool:
        """Whether the figure is a percentage, points, a fraction or a multiple."""
        return self.unit in ("percent", "percentage_point", "ratio")

    def lead(self) -> list[Any]:
        """Tokens before the figure back to the one before it, words of degree skipped."""
        tokens = self.sentence.tokens(max(self.left, self.start - 120), self.start)
        tokens = [t for t in tokens if self.sentence.end_of(t) <= self.start]
        while tokens and (tokens[-1].lower_ in _skip() or tokens[-1].tag_ in ("DT", "RB", "PRP$")
                          or tokens[-1].text in ("(", "$", "-", "\"", "—", "--")):  # fmt: skip
            if movement_at(tokens[-1].lower_, tokens[-1].tag_):
                break
            tokens = tokens[:-1]
        return tokens

    def role(self) -> Role:
        tokens = self.lead()
        last = tokens[-1].lower_ if tokens else ""
        by = self.sentence.between(self.start - 6, self.start)
        if re.search(r"\bby\s*$", by):
            return "by"
        return last if last in ("to", "from", "of", "at", "with", "than") else "bare"  # type: ignore[return-value]


@cache
def _skip() -> frozenset[str]:
    """Words of degree, but none that is itself a word of movement."""
    return frozenset(w for w in words_of("degree") if w not in movements())


def _movement_of(token: Any) -> Movement | None:
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return movement_at(token.lower_, token.tag_, particle)


_BEHIND = re.compile(r"[- ]?[a-z]{1,14}(?:-[a-z]{1,8}){0,2}")
_BREAKS = frozenset(
    ("of", "in", "from", "to", "by", "at", "and", "the", "was", "were", "is", "on", "for", "with")
)


def _change_behind(view: _View) -> Cue | None:
    """ "a 3.6-percent increase", "the 20.1 percent annual slump"."""
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


def _movement_noun(view: _View, word: str, match: re.Match[str]) -> Cue | None:
    found = [m for m in movements().get(word, ()) if m.pos == "noun"]
    if not found or view.post[match.end() :].lstrip().startswith("rate"):
        return None
    end = view.figure.anchor.end + match.end()
    tokens = view.sentence.tokens(end - len(word), end)
    if not tokens or not tokens[0].tag_.startswith(("N", "J", "V")):
        return None
    return Cue("change", found[0].direction, "of", tokens[0])


_COMPARED = re.compile(
    r"(?:[- ]points?)? (?:(?:[a-z-]{2,12}) ){0,1}?(?P<word>[a-z]{4,10})\b(?P<rest>.{0,160})"
)
_THAN = re.compile(r"(?:[a-z' -]{0,50}?)\b(?:than|relative to|compared (?:with|to)|as)\b\s*")


def _compared(view: _View) -> Cue | None:
    """ "2.9 percentage points higher than …", "1.9 percent below …", "$210bn more than …"."""
    carried = re.match(r" (up|down) (?:on|from|over)\b", view.post)
    if carried and view.relative:
        return Cue("change", "up" if carried.group(1) == "up" else "down", "bare")
    match = _COMPARED.match(view.post)
    if not match:
        return None
    side = comparatives().get(match.group("word"))
    if side is None:
        return None
    direction, form = side
    base = view.figure.anchor.end + match.start("rest")
    rest = match.group("rest")
    if form == "comparative":
        than = _THAN.match(rest)
        if not than:
            return Cue("change", direction, "bare") if view.relative and not rest.strip() else None
        base += than.end()
    else:
        base += len(rest) - len(rest.lstrip())
        if rest.lstrip().startswith("of "):
            base += 3
    return Cue("comparison", direction, "than", None, (base, view.sentence.end))


def _more_than_multiple(view: _View) -> Cue | None:
    """ "three times that of Germany", "twice as much as", "one-fiftieth of the 1965 level"."""
    if view.figure.form != "multiple":
        return None
    value = view.figure.quantity.value
    verb = _verbal_multiple(view)
    if verb is not None:
        return verb
    lead = view.lead()
    if len(lead) > 1 and lead[-1].lower_ in ("in", "by") and _movement_of(lead[-2]):
        return Cue("change", _movement_of(lead[-2]).direction, "by", lead[-2])  # type: ignore[union-attr]
    yard = re.match(
        r"\s*(?:as (?:[a-z]+ ){1,3}as|(?:more|higher|larger|bigger|greater) than|the|that of|those of|what)\b",
        view.post,
    )
    if yard:
        skip = 0 if yard.group().strip() == "the" else yard.end()
        start = view.figure.anchor.end + skip
        up = value is None or value > 1
        return Cue("comparison", "up" if up else "down", "bare", None, (start, view.sentence.end))
    move = _lead_movement(view)
    if move:
        return Cue("change", move[0].direction, "bare", move[1])
    return Cue("comparison", "up" if value is None or value > 1 else "down", "bare", None,
               (view.figure.anchor.end, view.sentence.end))  # fmt: skip


def _verbal_multiple(view: _View) -> Cue | None:
    """ "doubled", "more than tripled", "was halved"."""
    tokens = view.sentence.tokens(view.figure.anchor.start, view.figure.anchor.end)
    verb = next((t for t in tokens if t.pos_ == "VERB" or t.tag_ in ("VBN", "VBD", "VBG")), None)
    if verb is None or len(tokens) > 2:
        return None
    value = view.figure.quantity.value
    return Cue("change", "up" if value is None or value > 1 else "down", "bare", verb)


def _lead_movement(view: _View) -> tuple[Movement, Any] | None:
    """The movement right before the figure: "rose", "rose by", "an increase of", "up"."""
    tokens = view.lead()
    if tokens and tokens[-1].lower_ in ("by", "of", "around", "about"):
        noun_needed = tokens[-1].lower_ == "of"
        tokens = tokens[:-1]
        while tokens and tokens[-1].lower_ in _skip() and not _movement_of(tokens[-1]):
            tokens = tokens[:-1]
        if tokens and noun_needed:
            inner = tokens[-1]
            while inner.dep_ in ("pobj", "conj") and inner.head.i != inner.i:
                inner = inner.head.head if inner.head.dep_ == "prep" else inner.head
                above = _movement_of(inner)
                if above is not None and above.pos == "noun":
                    return above, inner
                if inner.pos_ not in ("NOUN", "PROPN"):
                    break
            move = _movement_of(tokens[-1])
            return (move, tokens[-1]) if move and move.pos == "noun" else None
    if not tokens:
        return None
    last = tokens[-1]
    if last.dep_ == "prt":
        last = last.head
    move = _movement_of(last)
    if move is None and last.tag_ in ("JJ", "VBN", "NNS", "NN"):
        move = next((m for m in movements().get(last.lower_, ()) if m.pos == "verb"), None)
    return (move, last) if move else None


def _share_led(view: _View) -> Cue | None:
    """ "accounting for 57.3 percent", "making up", "a share of"."""
    if view.unit not in ("percent", "ratio"):
        return None
    pre = view.pre.rstrip()
    for word in _share_endings():
        if pre.endswith(word):
            return Cue("share", None, "of", None, None, _whole(view))
    return None


@cache
def _share_endings() -> tuple[str, ...]:
    degree = (
        "",
        " a",
        " an",
        " only",
        " just",
        " nearly",
        " about",
        " around",
        " roughly",
        " some",
        " more than",
        " over",
        " almost",
        " the",
    )
    return tuple(sorted((w + d for w in words_of("share") for d in degree), key=len, reverse=True))


_OF = re.compile(r"\s*of\s+(?:all\s+|the\s+)?")


def _whole(view: _View) -> tuple[int, int] | None:
    match = _OF.match(view.post)
    if not match:
        return None
    return view.figure.anchor.end + match.end(), view.right


def _share_of(view: _View) -> Cue | None:
    """ "57.3 percent of total trade", "half of exports", "one in five workers"."""
    if view.unit not in ("percent", "ratio") or view.figure.form == "multiple":
        return None
    move = _lead_movement(view)
    led_by = view.role() == "by"
    if move or led_by:
        if view.figure.form == "fraction" and not led_by and not move:
            return None
        return None
    if view.figure.form == "fraction":
        return Cue(
            "share", None, "of", None, None, _whole(view) or (view.figure.anchor.end, view.right)
        )
    if _OF.match(view.post):
        return Cue("share", None, "of", None, None, _whole(view))
    return None


def _change_led(view: _View) -> Cue | None:
    """ "rose 9.8 percent", "increased by 3.8%", "an increase of 25.1%", "up 3.8%"."""
    found = _lead_movement(view)
    if found is None:
        if view.role() == "by" and (view.relative or view.unit):
            passed = view.lead()[:-1][-6:]
            ahead = next((t for t in reversed(passed) if t.lower_ in overtaking() and t.pos_ == "VERB"), None)
            if ahead is not None:
                return Cue("comparison", overtaking()[ahead.lower_], "by", ahead)
            verb = governor(view.sentence.root_of(view.figure.anchor.start, view.figure.anchor.end))
            move = _movement_of(verb)
            if move and move.pos == "verb":
                return Cue("change", move.direction, "by", verb)
            side = next(
                (
                    comparatives()[t.lower_]
                    for t in reversed(view.lead())
                    if t.lower_ in comparatives()
                ),
                None,
            )
            if side is not None and move is None:
                return Cue("comparison", side[0], "by", None)
            noun = next((t for t in reversed(view.lead()) if _movement_of(t)), None)
            if noun is not None:
                return Cue("change", _movement_of(noun).direction, "by", noun)  # type: ignore[union-attr]
        return None
    move, token = found
    if move.pos == "adjective" and move.direction == "flat":
        return None
    if view.figure.cue is not None and view.figure.cue.exact.lower() in words_of("crossing"):
        return Cue("level", None, "bare", token)
    return Cue("change", move.direction, "bare", token)


def _level_led(view: _View) -> Cue | None:
    """ "to 4.5%", "from 4.1%", "stood at", "a deficit of"."""
    role = view.role()
    if role in ("to", "at", "from"):
        before = view.before
        if (
            before is not None
            and before.kind == "share"
            and view.unit == "percent"
            and role != "at"
        ):
            return Cue("share", None, role, before.source, None, before.whole, inherits=True)
        return Cue("level", None, role)
    tokens = view.lead()
    last = tokens[-1] if tokens else None
    carried = last is not None and last.lower_ in words_of("carry_verb") and view.relative
    if carried and view.before is not None and view.before.kind in ("share", "change"):
        going_on = _carried(view)
        if going_on is not None:
            return going_on
    if last is not None and last.lower_ in words_of("level") and last.pos_ in ("VERB", "AUX"):
        return Cue("level", None, "bare", last)
    return None


def _carried(view: _View) -> Cue | None:
    """ "…, 43.2 percent, and 40.7 percent": nothing new is said, so it goes on as before."""
    if view.before is None:
        return None
    gap = view.sentence.tokens(view.left, view.start)
    while gap and gap[0].text not in (",", ";", "and", "while", "but") and not view.fresh:
        if gap[0].tag_ in ("VBD", "VBZ", "VBP", "VB", "MD"):
            break
        following = [t for t in gap[1:] if t.text in (",", ";", "and", "while", "but")]
        if not following:
            break
        gap = gap[gap.index(following[0]) :]
    verbs = [t for t in gap if t.tag_ in ("VBD", "VBZ", "VBP", "VB", "MD")]
    if (
        any(t.lower_ not in words_of("carry_verb") and t.pos_ != "AUX" for t in verbs)
        or len(gap) > 14
    ):
        return None
    if view.fresh and not (verbs and view.relative):
        return None
    if verbs and any(is_measurable(t) and t.dep_ in ("nsubj", "nsubjpass") for t in gap):
        return None
    opening = (",", ";", "and", "or", "in", "for", "(", "to", "by", "-", "while", "but", "against")
    if gap and not view.fresh and gap[0].text not in opening:
        return None
    cue = view.before
    return Cue(cue.kind, cue.direction, "bare", cue.source, cue.yardstick, cue.whole, inherits=True)


_RULES = (
    _more_than_multiple,
    _change_behind,
    _share_led,
    _compared,
    _change_led,
    _share_of,
    _level_led,
    _carried,
)
