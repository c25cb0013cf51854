"""Candidates that no series holds but that series combine to."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

from factcheck.lexicon import normalise
from factcheck.matches.asked import Asked
from factcheck.matches.catalogue import Catalogue
from factcheck.matches.find import covers, direct
from factcheck.matches.meaning import Meaning
from factcheck.records import Candidate, Why
from factcheck.series import Archive

__all__ = ["composed", "trade_sides", "united"]


def composed(
    asked: Asked, catalogue: Catalogue, archive: Archive, whole_area: str | None
) -> list[Candidate]:
    """Shares, balances and figures per head put together from two series.

    Args:
        asked: the claim as the matcher sees it.
        catalogue: the series.
        archive: where coverage is looked up.
        whole_area: the area that a share is of, where the text names one ("of world GDP").
    """
    if asked.claim.kind == "share" or asked.whole is not None:
        return _shares(asked, catalogue, whole_area)
    found: list[Candidate] = []
    if asked.facet("flow") == "total" and not asked.growth:
        found += _sums(catalogue, _sides(asked, catalogue))
    if asked.facet("flow") == "balance":
        found += _balances(asked, catalogue, _sides(asked, catalogue))
    if asked.facet("per") == "capita":
        found += _per_head(asked, catalogue, archive)
    return found


def _shares(asked: Asked, catalogue: Catalogue, whole_area: str | None) -> list[Candidate]:
    part = asked.part or asked.meaning
    whole = asked.whole
    if whole is None or not part.words:
        whole = whole or part
    if not part.words:
        part = whole
    parts = direct(_as_level(asked, part), catalogue)
    wholes = direct(_as_level(asked, whole, partner=False), catalogue)
    if not wholes and not whole.words - {"population"}:
        wholes = parts
    return [
        _join(a, b, "share", whole_area)
        for a in parts[:4]
        for b in wholes[:6]
        if _same_measure(catalogue, a, b) and (a.key != b.key or whole_area)
    ]


def _as_level(asked: Asked, meaning: Meaning, *, partner: bool = True) -> Asked:
    facets = {k: v for k, v in meaning.facets.items() if k != "share"}
    claim = asked.claim.model_copy(
        update={
            "kind": "level",
            "quantity": None,
            "basis": None,
            "counterpart": asked.claim.counterpart if partner else None,
        }
    )
    plain = replace(meaning, facets=facets)
    level = replace(asked, claim=claim, meaning=plain, dimension="open", growth=False, name=())
    return replace(level, part=None, whole=None)


def _same_measure(catalogue: Catalogue, a: Candidate, b: Candidate) -> bool:
    first, second = catalogue.by_key[a.key].series, catalogue.by_key[b.key].series
    return (
        first.unit_measure == second.unit_measure
        and first.freq == second.freq
        and first.price_basis == second.price_basis
        and first.unit_measure != "percent"
        and first.measure == second.measure == "level"
        and first.ytd == second.ytd
    )


def _join(a: Candidate, b: Candidate, op: str, area: str | None) -> Candidate:
    text = f"{'100 times ' if op == 'share' else ''}{a.indicator} over {b.indicator}"
    return a.model_copy(
        update={
            "op": op,
            "other": b.key,
            "other_area": area,
            "score": round(min(a.score, b.score) - 0.05, 4),
            "reasons": (*a.reasons, Why(feature="composed", score=-0.05, text=text)),
            "strict": a.strict and b.strict,
        }
    )


def trade_sides(asked: Asked, catalogue: Catalogue) -> list[Candidate]:
    """Sums and differences of exports and imports, for a claim about one of the two sides.

    Args:
        asked: the claim as the matcher sees it.
        catalogue: the series.
    """
    flow = asked.facet("flow")
    if asked.claim.kind != "level" or "trade" not in asked.meaning.words or flow is None:
        return []
    sides = _sides(asked, catalogue)
    found = [] if flow == "balance" else _balances(asked, catalogue, sides)
    return found + ([] if flow == "total" else _sums(catalogue, sides))


Sides = tuple[list[Candidate], list[Candidate]]
"""Series of exports and of imports that answer a claim about trade."""


def _sides(asked: Asked, catalogue: Catalogue) -> Sides:
    out, into = (
        direct(replace(asked, meaning=_with(asked.meaning, "flow", x)), catalogue)
        for x in ("exports", "imports")
    )
    return out, into


def _sums(catalogue: Catalogue, sides: Sides) -> list[Candidate]:
    """Exports and imports of one dataset together, beside the published total."""
    out, into = sides[0][:4], sides[1][:4]
    return [
        _join(a, b, "sum", None)
        for a in out
        for b in into
        if a.key.partition("#")[0] == b.key.partition("#")[0] and _same_measure(catalogue, a, b)
    ]


def _balances(asked: Asked, catalogue: Catalogue, sides: Sides) -> list[Candidate]:
    """Exports less imports of the same dataset, currency and frequency."""
    out, into = sides
    first, second = (into, out) if asked.meaning.facets.get("sign") == "deficit" else (out, into)
    return [
        _join(a, b, "difference", None)
        for a in first[:6]
        for b in second[:6]
        if a.key.partition("#")[0] == b.key.partition("#")[0] and _same_measure(catalogue, a, b)
    ]


def _with(meaning: Meaning, facet: str, value: str) -> Meaning:
    facets = {k: v for k, v in meaning.facets.items() if k != "sign"}
    return replace(meaning, facets={**facets, facet: value})


def _per_head(asked: Asked, catalogue: Catalogue, archive: Archive) -> list[Candidate]:
    """A total over the population."""
    facets = {k: v for k, v in asked.meaning.facets.items() if k != "per"}
    totals = direct(replace(asked, meaning=replace(asked.meaning, facets=facets)), catalogue)
    people = direct(_as_level(asked, Meaning(frozenset({"population"}))), catalogue)
    area = asked.claim.ref_area.code if asked.claim.ref_area else None
    return [
        _join(a, b, "per", None)
        for a in totals[:3]
        for b in people[:1]
        if a.op == "series" and covers(archive, a.key, area) and covers(archive, b.key, area)
    ]


def united(asked: Asked, catalogue: Catalogue) -> list[Candidate]:
    """Two series of one kind together, where the text names two things that none holds at once.

    "Wind and solar" is the series of wind and the one of solar power, alike in all but that word.

    Args:
        asked: the claim as the matcher sees it.
        catalogue: the series.
    """
    said = normalise(asked.claim.indicator.text)
    words = sorted(w for w in asked.meaning.words if w in said)
    for one, two in combinations(words, 2):
        if not re.search(rf"{_both(one, two)}|{_both(two, one)}", said):
            continue
        first, second = (
            direct(replace(asked, meaning=_less(asked.meaning, w), name=()), catalogue)
            for w in (two, one)
        )
        found = [_add(a, b) for a in first[:3] for b in second[:3] if _alike(catalogue, a, b)]
        if found:
            return found
    return []


def _both(one: str, two: str) -> str:
    return rf"\b{re.escape(one)}\w{{0,3}}(?: \w{{1,12}})? (?:and|plus) {re.escape(two)}"


def _less(meaning: Meaning, word: str) -> Meaning:
    return replace(meaning, words=meaning.words - {word})


def _alike(catalogue: Catalogue, a: Candidate, b: Candidate) -> bool:
    """Whether two series are of one kind: same measure, and names of which one word differs."""
    first, second = catalogue.by_key[a.key], catalogue.by_key[b.key]
    names = first.names[0].words ^ second.names[0].words
    units = first.series.unit_measure == second.series.unit_measure
    return a.key != b.key and units and a.key.partition("#")[0] == b.key.partition("#")[0] and (
        len(names) == _SWAPPED and first.series.measure == second.series.measure
    )  # fmt: skip


_SWAPPED = 2


def _add(a: Candidate, b: Candidate) -> Candidate:
    why = Why(feature="composed", score=-0.05, text=f"{a.indicator} and {b.indicator} together")
    return a.model_copy(
        update={
            "parts": (b.key,),
            "score": round(min(a.score, b.score) - 0.05, 4),
            "reasons": (*a.reasons, why),
            "strict": a.strict and b.strict,
        }
    )
