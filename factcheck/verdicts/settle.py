"""Whose figures a passage gives that names no area, settled by the claims that hold exactly.

Prose about one country often leaves its name out ("gasoline rose 60.4 percent"). Where the passage
names no other area, and other of its claims hold to several digits on a table of one area alone,
the passage is about that area.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from factcheck.lexicon.area_text import places_in
from factcheck.records import Article, Claim, Verdict
from factcheck.series import Archive

__all__ = ["settled_area"]

_ENOUGH = 2
_EXACT = frozenset({"value_matches", "published_rate_matches", "recomputed_matches"})


def settled_area(
    article: Article, claims: Sequence[Claim], verdicts: Sequence[Verdict], archive: Archive
) -> str | None:
    """The one area that a passage without a name of one is about.

    Args:
        article: its text and title must name no other area.
        claims: of the article.
        verdicts: theirs, in the same order.
        archive: the tables that they rest on.

    Returns:
        A code, where claims without an area hold exactly on tables of that area alone, with at
        least two digits beyond the first between them; None elsewhere.
    """
    weights: dict[str, int] = defaultdict(int)
    for claim, verdict in zip(claims, verdicts, strict=True):
        weight = _weight(claim, verdict)
        if claim.ref_area is not None or not weight or not verdict.evidence:
            continue
        first = verdict.evidence[0]
        held = archive.areas(f"{first.dataset}#{first.series}")
        if len(held) == 1:
            weights[next(iter(held))] += weight
    named = set(places_in(f"{article.title or ''}. {article.text}"))
    named |= {c.ref_area.code for c in claims if c.ref_area is not None}
    fit = [code for code, weight in weights.items() if weight >= _ENOUGH and named <= {code}]
    return fit[0] if len(weights) == 1 and fit else None


def _weight(claim: Claim, verdict: Verdict) -> int:
    """How telling it is that a claim holds: digits after the first, one for a dated record."""
    if verdict.label != "supported":
        return 0
    if claim.kind in ("record", "streak") and claim.base_period is not None:
        return 1
    figure = claim.quantity
    exact = verdict.reason in _EXACT and figure is not None and figure.comparator == "eq"
    if not exact or figure is None or figure.value is None:
        return 0
    return len(figure.value.normalize().as_tuple().digits) - 1
