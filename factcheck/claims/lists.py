"""Lists that a sentence pairs off: "A, B and C rose 4, 9 and 6 percent, respectively"."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.syntax import Sentence
from factcheck.claims.vocabulary import class_pattern
from factcheck.records import Indicator

__all__ = ["pair_off"]


def pair_off(sentence: Sentence, drafts: list[Draft]) -> None:
    """Hands the members of a list to the figures of a list, one each.

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
            for member, draft in zip(members, tail, strict=True):
                draft.indicator = _named(member, draft.indicator.text)
            return


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


def _named(member: Any, known: str) -> Indicator:
    """The member with its modifiers, and the flow that the list shares."""
    words = [t.text for t in member.lefts if t.dep_ in ("compound", "amod", "nmod")]
    name = " ".join([*words, member.text])
    flow = _shared_flow().match(known.lower())
    return Indicator(text=f"{known[: flow.end()]} of {name}" if flow else name)


@cache
def _pairing() -> re.Pattern[str]:
    return re.compile(rf"\b{class_pattern('pairing')}\b")


@cache
def _shared_flow() -> re.Pattern[str]:
    return re.compile(rf"{class_pattern('listed_flow')}\b")
