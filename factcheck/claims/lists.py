"""Lists that a sentence pairs off: "A, B and C rose 4, 9 and 6 percent, respectively"."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.syntax import Sentence, is_measurable
from factcheck.claims.vocabulary import class_pattern
from factcheck.records import Indicator

__all__ = ["pair_off"]


def pair_off(sentence: Sentence, drafts: list[Draft]) -> None:
    """Hands the members of a list to the figures of a list, one each.

    A second list of figures behind the word ("…, up 28 and 27 percent") is handed out as well.

    Args:
        sentence: where both stand.
        drafts: the claims of its figures, in text order; their indicators are filled in.
    """
    word = _pairing().search(sentence.low)
    if word is None or len(drafts) < 2:
        return
    run = [d for d in drafts if d.anchor.start < sentence.start + word.start()]
    if not run:
        return
    for head in reversed(_heads(sentence, run[0].anchor.start)):
        members = _members(head)
        tail = run[-len(members) :]
        if len(members) >= 2 and len(tail) == len(members):
            names = _names(members)
            _hand_out(names, tail)
            _hand_out(names, _second(sentence, drafts[len(run) :], len(names)))
            return


def _hand_out(names: list[str], drafts: list[Draft]) -> None:
    for name, draft in zip(names, drafts, strict=False):
        flow = _shared_flow().match(draft.indicator.text.lower())
        known = draft.indicator.text
        whole = f"{known[: flow.end()]} of {name}" if flow and flow.group() not in name else name
        draft.indicator = Indicator(text=whole)


def _second(sentence: Sentence, drafts: list[Draft], count: int) -> list[Draft]:
    """The figures right behind the word, where they are a list as long as the first."""
    found = drafts[:count]
    gaps = [sentence.between(a.anchor.end, b.anchor.start).strip(" ,") for a, b in pairwise(found)]
    listed = all(gap in ("", "and") for gap in gaps)
    return found if len(found) == count and listed else []


def _heads(sentence: Sentence, end: int) -> list[Any]:
    """First members of the lists before an offset."""
    return [
        t
        for t in sentence.tokens(sentence.start, end)
        if t.dep_ in ("nsubj", "nsubjpass", "pobj") and any(c.dep_ == "conj" for c in t.children)
    ]


def _members(head: Any) -> list[Any]:
    members = [head]
    while True:
        following = [c for c in members[-1].children if c.dep_ == "conj"]
        if not following:
            return members
        members.append(following[0])


def _names(members: list[Any]) -> list[str]:
    """The members with their modifiers; those of the first hold for bare flows behind it."""
    names = []
    shared = ""
    for place, member in enumerate(members):
        words = [
            t.text
            for t in member.doc[member.left_edge.i : member.i]
            if t.dep_ not in ("det", "poss", "case", "cc", "punct", "predet", "conj")
            and not any(a.dep_ == "poss" for a in t.ancestors)
        ]
        if place == 0 and is_measurable(member):
            shared = " ".join(words)
        own = " ".join(words)
        if place and not own and shared and is_measurable(member):
            own = shared
        names.append(f"{own} {member.text}".strip())
    return names


@cache
def _pairing() -> re.Pattern[str]:
    return re.compile(rf"\b{class_pattern('pairing')}\b")


@cache
def _shared_flow() -> re.Pattern[str]:
    return re.compile(rf"{class_pattern('listed_flow')}\b")
