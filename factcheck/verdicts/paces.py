"""Whether a record is one of movement: "the biggest fall since 1943", "the fastest pace"."""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Claim, Direction
from factcheck.verdicts.case import Case

__all__ = ["Pace", "pace_of"]

_WORD = re.compile(r"[a-z]{3,20}")
_HEAD = ("id", "forms", "pos", "direction")
_AFTER = 40
_NEAR = 200

Pace = tuple[Direction | None, bool]
"""Which extreme of growth is meant, None where that is not clear; whether movement is meant."""


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Direction]:
    rows = load_rows("change_words", _HEAD, ("valency", "example", "source"))
    found: dict[str, Direction] = {}
    for row in rows:
        if row["pos"] == "noun" and row["direction"] in ("up", "down"):
            for form in row["forms"].split("|"):
                found[form] = "up" if row["direction"] == "up" else "down"
    return found


@lru_cache(maxsize=1)
def _paces() -> frozenset[str]:
    return frozenset(r["word"] for r in load_rows("pace_words", ("word", "example", "source")))


def pace_of(case: Case) -> Pace:
    """What a record claim's anchor and the words after it say of movement.

    Args:
        case: a claim with a direction: up for a superlative of much, down for one of little.

    Returns:
        The extreme of the rate of growth that is claimed, and whether movement is meant at all.
    """
    claim = case.claim
    after = case.article.text[claim.anchor.end : claim.anchor.end + _AFTER]
    clause = re.split(r"[,.;:]| since | in | for | of ", normalise(f"{claim.anchor.exact} {after}"))
    words = _WORD.findall(clause[0])
    noun = next((_nouns()[w] for w in words[:5] if w in _nouns()), None)
    if noun is None and not _paces() & set(words):
        return None, False
    if noun is None:
        noun = _beside(case)
    if noun is None:
        return None, True
    if noun == "up":
        return claim.direction, True
    return ("down", True) if claim.direction == "up" else (None, True)


def _beside(case: Case) -> Direction | None:
    """The way that the nearest claim of movement of the same sentence goes, year on year."""
    claim = case.claim
    near = [c for c in case.claims if _moves(c) and c.anchor.start < claim.anchor.start]
    last = near[-1] if near else None
    if last is None or claim.anchor.start - last.anchor.end > _NEAR:
        return None
    if "." in case.article.text[last.anchor.end : claim.anchor.start].rstrip("."):
        return None
    return last.direction if last.basis in ("yoy", None) else None


def _moves(claim: Claim) -> bool:
    return claim.kind in ("change", "trend") and claim.direction in ("up", "down")
