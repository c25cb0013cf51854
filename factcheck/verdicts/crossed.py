"""Whether the words of one sentence may have been tied to the wrong figure.

"A, B and C grew 7.2, 6.1 and 7.5 percent": where two figures of a sentence were read as the same
thing, or a name after the figure was taken where another stands before it, one of the readings is
wrong, and nothing is denied.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Claim
from factcheck.verdicts.case import Case

__all__ = ["crossed"]

_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_WORD = re.compile(r"[a-z]{2,}")
_BACK = 120


def crossed(case: Case) -> str | None:
    """Why the figure may belong to something else; None where nothing speaks for it.

    Args:
        case: the claim that fails.
    """
    return _twice(case) or _named_before(case)


def _twice(case: Case) -> str | None:
    claim = case.claim
    if claim.quantity is None:
        return None
    for other in case.claims:
        if other.anchor == claim.anchor or not _same(claim, other) or other.quantity is None:
            continue
        first, last = sorted((claim.anchor, other.anchor), key=lambda span: span.start)
        between = case.article.text[first.end : last.start]
        apart = other.quantity.value != claim.quantity.value
        if apart and other.quantity.unit == claim.quantity.unit and not _STOP.search(between):
            return "the sentence gives two figures for it"
    return None


def _same(claim: Claim, other: Claim) -> bool:
    return (
        claim.kind,
        claim.basis,
        normalise(claim.indicator.text),
        claim.ref_area,
        claim.counterpart,
        claim.period.label if claim.period else None,
        claim.base_period.label if claim.base_period else None,
    ) == (
        other.kind,
        other.basis,
        normalise(other.indicator.text),
        other.ref_area,
        other.counterpart,
        other.period.label if other.period else None,
        other.base_period.label if other.base_period else None,
    )


@lru_cache(maxsize=1)
def _flows() -> dict[str, str]:
    rows = load_rows("trade_sides", ("word", "side", "example", "source"))
    return {r["word"]: r["side"] for r in rows if r["side"] in ("exports", "imports")}


def _named_before(case: Case) -> str | None:
    """Exports before the figure and imports after it, taken for the latter's, or the reverse."""
    anchor, span = case.claim.anchor, case.claim.indicator.span
    if span is not None and span.end <= anchor.start:
        return None
    own = {
        _flows()[w] for w in _WORD.findall(normalise(case.claim.indicator.text)) if w in _flows()
    }
    start = max(
        [
            anchor.start - _BACK,
            0,
            *(c.anchor.end for c in case.claims if c.anchor.end <= anchor.start),
        ]
    )
    before = _STOP.split(case.article.text[start : anchor.start])[-1]
    said = [_flows()[w] for w in _WORD.findall(normalise(before)) if w in _flows()]
    if len(own) == 1 and said and said[-1] not in own:
        return f"the words before the figure speak of {said[-1]}"
    return None
