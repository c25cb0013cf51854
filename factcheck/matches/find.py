"""Ranked candidates for one indicator: series as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from factcheck.lexicon import normalise
from factcheck.matches.asked import Asked, dimension_of
from factcheck.matches.catalogue import Catalogue, Entry
from factcheck.matches.currencies import currencies_in, without_currencies
from factcheck.matches.features import OF_NAMES, OF_SERIES
from factcheck.matches.meaning import Meaning, read_meaning
from factcheck.matches.naming import words
from factcheck.matches.said import Feature, Said
from factcheck.records import Candidate, Why
from factcheck.series import Archive

__all__ = ["STRICT", "WEAK", "covers", "direct", "priced"]

STRICT = 0.84
"""Share of the words from which on a candidate may refute."""

_FAR = -0.2
"""A feature that costs more than this keeps a candidate from refuting."""

WEAK = 0.7
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
    for entry in catalogue.answering(asked.meaning.words, asked.facet("flow")):
        of_series = _said(OF_SERIES, asked, entry, entry.names[0])
        if of_series is None:
            continue
        named = (_compare(asked, entry, name, catalogue) for name in entry.names)
        best = max((n for n in named if n is not None), key=_Named.score, default=None)
        if best is not None:
            found.append(_candidate(entry, best, of_series, asked))
    return sorted(found, key=lambda c: (-c.score, c.key))


class _Named(NamedTuple):
    """What the features say of one name of a series."""

    name: Meaning
    said: list[Said]

    def score(self) -> float:
        return sum(s.score for s in self.said)


def _said(
    features: Iterable[Feature], asked: Asked, entry: Entry, name: Meaning
) -> list[Said] | None:
    """What the features say of a pair, None where one rules it out."""
    found = []
    for feature in features:
        said = feature(asked, entry, name)
        if said is not None:
            if said.veto:
                return None
            found.append(said)
    return found


def _compare(asked: Asked, entry: Entry, name: Meaning, catalogue: Catalogue) -> _Named | None:
    """One name of a series beside the claim, None where a feature rules it out."""
    claimed = asked.meaning.words
    if claimed.isdisjoint(name.words) or not claimed <= name.words | entry.described:
        return None
    flows = asked.facet("flow"), name.facets.get("flow")
    if flows[0] != flows[1] and None not in flows:
        return None
    said = _said(OF_NAMES, asked, entry, name)
    if said is None:
        return None
    overlap = words(asked, entry, name, catalogue)
    if overlap.veto or overlap.score < WEAK:
        return None
    return _Named(name, [overlap, *said])


def _is_strict(asked: Asked, name: Meaning, said: list[Said]) -> bool:
    """Whether the names agree so closely that the series may refute; `words` comes first."""
    if said[0].score < STRICT or "loose" in asked.meaning.facets:
        return False
    added = name.words - asked.meaning.words
    return all(s.score > _FAR for s in said) and not any(w.isdigit() for w in added)


def _candidate(entry: Entry, best: _Named, of_series: list[Said], asked: Asked) -> Candidate:
    said = [*best.said, *of_series]
    negated = asked.meaning.facets.get("sign") == "deficit"
    return Candidate(
        key=entry.series.key,
        indicator=entry.series.indicator,
        score=round(sum(s.score for s in said), 4),
        reasons=tuple(Why(**s._asdict()) for s in said),
        qualifiers=_qualifiers(entry),
        op="negated" if negated and entry.names[0].facets.get("flow") == "balance" else "series",
        strict=_is_strict(asked, best.name, said),
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


def priced(asked: Asked, catalogue: Catalogue, text: str) -> list[Candidate]:
    """A currency itself as the thing that moves: its price in the other currency of the passage.

    Args:
        asked: a claim without a figure in a unit ("the yuan was stronger").
        catalogue: the series.
        text: the indicator.
    """
    named = currencies_in(text)
    if not named or read_meaning(without_currencies(text)).words - {"exchange"}:
        return []
    other = sorted((asked.near | asked.far) - named) or [
        x for x in ("USD", "EUR") if x not in named
    ]
    first = min(named)
    base = next((c for c in sorted(named) if normalise(text).startswith(c.lower())), first)
    others = [o for o in (*other, *sorted(named)) if o != base]
    freq = "A" if asked.claim.period is None or _year(asked) else "M"
    found = []
    for quote in others[:1]:
        for entry in catalogue.rates():
            unit = entry.series.unit_measure
            if unit not in (f"{quote}/{base}", f"{base}/{quote}") or entry.series.freq != freq:
                continue
            found.append(
                Candidate(
                    key=entry.series.key,
                    indicator=entry.series.indicator,
                    score=1.0,
                    reasons=(Why(feature="unit", score=1.0, text=f"{base} in {quote}"),),
                    op="series" if unit.endswith(base) else "inverse",
                )
            )
    return found


def _year(asked: Asked) -> bool:
    period = asked.claim.period
    return period is not None and (period.end - period.start).days >= 364
