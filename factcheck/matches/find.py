"""Ranked candidates for one indicator: series as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.matches.asked import Asked, dimension_of
from factcheck.matches.catalogue import Catalogue, Entry
from factcheck.matches.features import FEATURES, words
from factcheck.matches.meaning import Meaning
from factcheck.records import Candidate, Why
from factcheck.series import Archive

__all__ = ["STRICT", "WEAK", "covers", "direct"]

STRICT = 0.84
"""Share of the words from which on a candidate may refute."""

WEAK = 0.55
"""Share of the words below which a series is no candidate."""


def covers(archive: Archive, key: str, area: str | None) -> bool:
    """Whether a series has values for an area, or for the members that make it up."""
    if area is None:
        return True
    held = archive.areas(key)
    return area in held


def direct(asked: Asked, catalogue: Catalogue) -> list[Candidate]:
    """Series whose own name and fields answer the claim, best first.

    Args:
        asked: the claim as the matcher sees it.
        catalogue: the series.
    """
    if asked.dimension == "rate":
        return _rates(asked, catalogue)
    found = []
    for entry in catalogue.about(asked.meaning.words):
        best = max(
            (c for name in entry.names if (c := _compare(asked, entry, name, catalogue))),
            key=lambda c: c.score,
            default=None,
        )
        if best is not None:
            found.append(best)
    return sorted(found, key=lambda c: (-c.score, c.key))


def _compare(asked: Asked, entry: Entry, name: Meaning, catalogue: Catalogue) -> Candidate | None:
    """The series as a candidate, None where a feature rules it out."""
    overlap = words(asked, entry, name, catalogue)
    if overlap.veto or overlap.score < WEAK:
        return None
    reasons = [overlap]
    for feature in FEATURES:
        why = feature(asked, entry, name)
        if why is not None and why.veto:
            return None
        if why is not None:
            reasons.append(why)
    return _candidate(entry, reasons, strict=overlap.score >= STRICT, asked=asked)


def _candidate(entry: Entry, reasons: Iterable[Why], *, strict: bool, asked: Asked) -> Candidate:
    reasons = tuple(reasons)
    negated = asked.meaning.facets.get("sign") == "deficit"
    return Candidate(
        key=entry.series.key,
        indicator=entry.series.indicator,
        score=round(sum(w.score for w in reasons), 4),
        reasons=reasons,
        qualifiers=_qualifiers(entry),
        op="negated" if negated and entry.names[0].facets.get("flow") == "balance" else "series",
        strict=strict,
    )


def _qualifiers(entry: Entry) -> tuple[str, ...]:
    s = entry.series
    stated = (s.unit_measure, s.price_basis, s.adjustment, s.product, s.counterpart)
    return tuple(x for x in stated if x)


def _rates(asked: Asked, catalogue: Catalogue) -> list[Candidate]:
    """Exchange rates go by their unit: the same pair, or the pair turned round."""
    figure = asked.claim.quantity
    unit = figure.unit if figure and figure.unit else ""
    left, _, right = unit.partition("/")
    found = []
    for entry in catalogue.rates():
        held = entry.series.unit_measure
        if held not in (unit, f"{right}/{left}"):
            continue
        found.append(
            Candidate(
                key=entry.series.key,
                indicator=entry.series.indicator,
                score=1.0 if held == unit else 0.98,
                reasons=(Why(feature="unit", score=1.0, text=f"a rate of {held}"),),
                op="series" if held == unit else "inverse",
            )
        )
    freq = "A" if asked.claim.period is None or _year(asked) else "M"
    kept = [c for c in found if dimension_of(unit) == "rate" and c.key.endswith(f"_{freq}")]
    return sorted(kept or found, key=lambda c: (-c.score, c.key))


def _year(asked: Asked) -> bool:
    period = asked.claim.period
    return period is not None and (period.end - period.start).days >= 364
