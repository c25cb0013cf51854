"""An article cut at the ends of its claims' anchors, so that overlapping claims can be marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.records import CheckedClaim

__all__ = ["Segment", "cut"]

_GRAVITY = ("refuted", "conflicting", "not_enough_evidence", "supported")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, the claims whose anchor covers it (gravest first), and those ending here."""

    start: int
    text: str
    claims: tuple[CheckedClaim, ...]
    ending: tuple[CheckedClaim, ...]


def cut(text: str, claims: Sequence[CheckedClaim]) -> Iterator[Segment]:
    """The pieces of `text`, in order; joined they are `text`."""
    edges = {0, len(text)}
    for claim in claims:
        edges |= {claim.anchor.start, claim.anchor.end}
    places = sorted(edge for edge in edges if 0 <= edge <= len(text))
    for start, end in pairwise(places):
        here = [c for c in claims if c.anchor.start < end and start < c.anchor.end]
        here.sort(key=lambda c: (_GRAVITY.index(c.verdict.label), c.anchor.start))
        ending = tuple(c for c in claims if c.anchor.end == end)
        yield Segment(start, text[start:end], tuple(here), ending)
