"""The door: candidates of a claim, direct and composed, with what is missing named."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.area_text import places_in
from factcheck.matches.ages import of_age
from factcheck.matches.asked import Asked, asked_of, sides_of, words_of
from factcheck.matches.catalogue import Catalogue, catalogue_of
from factcheck.matches.composed import composed, trade_sides, united
from factcheck.matches.currencies import currencies_in
from factcheck.matches.find import covers, direct, priced
from factcheck.matches.meaning import read_meaning
from factcheck.matches.printed import completed_name, is_inside_name
from factcheck.records import Article, Candidate, Claim, Match
from factcheck.series import Archive

__all__ = ["match_claim"]

_KEPT = 12


def match_claim(claim: Claim, archive: Archive, article: Article) -> Match:
    """Candidates for what a claim is about.

    Args:
        claim: a finished claim.
        archive: reference statistics.
        article: where the claim stands, for cues that its own words leave out.

    Returns:
        Candidates, best first; empty with a `reason` where nothing fits.
    """
    catalogue = catalogue_of(archive)
    if is_inside_name(claim, article, catalogue.names):
        return Match(reason="no_matching_series", undecided=("the figure is part of a name",))
    first, second = sides_of(completed_name(claim, article, catalogue.names))
    words = words_of(claim, first)
    known = words - {"surplus", "deficit"}
    if claim.kind != "share" and not currencies_in(first) and not catalogue.knows(known):
        return Match(reason="no_matching_series", concept=" ".join(sorted(words)) or None)
    asked = asked_of(claim, article, first)
    aged = of_age(asked, catalogue, article)
    if aged is not None:
        return _of_age(aged, claim, archive)
    candidates = priced(asked, catalogue, first) if asked.dimension == "open" else []
    candidates = candidates or _candidates(asked, catalogue, archive, article)
    if asked.far_price:
        candidates = [c.model_copy(update={"strict": False}) for c in candidates]
    against: list[Candidate] = []
    if second is not None:
        other = asked_of(claim, article, second)
        if other.meaning.words or set(other.meaning.facets) - {"growth"}:
            against = _candidates(_completed(other, asked), catalogue, archive, article)
    partners = _many_partners(asked)
    if partners and claim.counterpart and claim.counterpart.code not in partners:
        return Match(reason="indicator_ambiguous", concept=" ".join(sorted(asked.meaning.words)))
    if partners:
        total = replace(asked, claim=claim.model_copy(update={"counterpart": None}), partners=())
        against = _candidates(total, catalogue, archive, article)
    kept, reason, undecided = _covered(candidates, claim, archive)
    mentioned = _mentioned(asked, catalogue, kept, article) if kept else ()
    return Match(
        candidates=tuple(kept[: _KEPT * max(1, len(partners))]),
        against=tuple(_covered(against, claim, archive)[0][:_KEPT]),
        undecided=tuple(undecided),
        concept=" ".join(sorted(asked.meaning.words)) or None,
        reason=reason,
        growth=asked.growth,
        siblings=tuple(dict.fromkeys((*mentioned, *_siblings(asked, catalogue, kept)))),
        mentioned=mentioned,
        partners=partners,
        others=tuple(trade_sides(asked, catalogue)[:6]) if kept else (),
    )


def _of_age(found: list[Candidate], claim: Claim, archive: Archive) -> Match:
    kept, reason, undecided = _covered(found, claim, archive)
    if not found:
        undecided = ["no series hold just this age"]
    return Match(
        candidates=tuple(kept), reason=reason, undecided=tuple(undecided), concept="population"
    )


def _many_partners(asked: Asked) -> tuple[str, ...]:
    """Partners that a comparison of growth sets beside the whole, where it is one of trade."""
    fits = asked.claim.kind == "comparison" and asked.growth and "trade" in asked.meaning.words
    return asked.partners if fits else ()


def _completed(other: Asked, first: Asked) -> Asked:
    """The second side of a comparison borrows the concept words that it leaves out."""
    if other.meaning.words:
        return other
    joined = other.meaning.joined(first.meaning)
    return replace(other, meaning=joined)


def _candidates(
    asked: Asked, catalogue: Catalogue, archive: Archive, article: Article
) -> list[Candidate]:
    if not asked.meaning.words and asked.dimension != "rate":
        return []
    found = direct(asked, catalogue) or united(asked, catalogue)
    area = asked.claim.ref_area.code if asked.claim.ref_area else None
    is_share = asked.claim.kind == "share"
    if (
        not found
        or is_share
        or asked.whole is not None
        or not _answers(asked, archive, found[0].key, area)
    ):
        found += composed(asked, catalogue, archive, _whole_area(asked, archive, article))
    return sorted(found, key=lambda c: (-c.score, c.key))


def _answers(asked: Asked, archive: Archive, key: str, area: str | None) -> bool:
    """Whether a series has values for the area and, where both are annual, the year."""
    if not covers(archive, key, area):
        return False
    period = asked.claim.period
    if area is None or period is None or not period.label.isdigit():
        return True
    if archive.get(key).freq != "A":
        return True
    return period.label in archive.periods(key, area)


@lru_cache(maxsize=1)
def _world_words() -> frozenset[str]:
    rows = load_rows("scopes", ("words", "scope", "example", "source"))
    return frozenset(r["words"] for r in rows if r["scope"] == "world")


def _whole_area(asked: Asked, archive: Archive, article: Article) -> str | None:
    """The area that a share is of, where it is not the claim's own ("of world GDP")."""
    own = asked.claim.ref_area.code if asked.claim.ref_area else None
    named = [c for c in places_in(asked.whole_text) if c != own]
    if named:
        return named[-1]
    words = set(normalise(asked.whole_text).replace("'s", "").split())
    if words & _world_words():
        return None if own == "WLD" else "WLD"
    return _group_around(asked, archive, article)


def _group_around(asked: Asked, archive: Archive, article: Article) -> str | None:
    """The group that the passage before a share speaks of and that the area belongs to."""
    claim = asked.claim
    if claim.kind != "share" or claim.ref_area is None or claim.period is None:
        return None
    before = article.text[max(0, claim.anchor.start - 300) : claim.anchor.end + 40]
    for code in reversed(places_in(before)):
        if claim.ref_area.code in (archive.members(code, claim.period.end) or ()):
            return code
    return None


def _covered(
    candidates: list[Candidate], claim: Claim, archive: Archive
) -> tuple[list[Candidate], str | None, list[str]]:
    """Candidates that hold the area; the reason where none does."""
    if not candidates:
        return [], "no_matching_series", []
    area = claim.ref_area.code if claim.ref_area else None
    is_rate = candidates[0].reasons[0].feature == "unit"
    if area is None or is_rate:
        return candidates, None, []
    held = [c for c in candidates if covers(archive, c.key, area)]
    if held:
        return held, None, []
    if _is_group(claim, archive):
        return candidates, None, []
    names = ", ".join(c.indicator for c in candidates[:3])
    return [], "area_not_covered", [f"{names}: no values for {area}"]


def _is_group(claim: Claim, archive: Archive) -> bool:
    if claim.ref_area is None or claim.period is None:
        return False
    return bool(archive.members(claim.ref_area.code, claim.period.end))


def _siblings(asked: Asked, catalogue: Catalogue, kept: list[Candidate]) -> tuple[str, ...]:
    """Keys of series that share a concept word but are not what the claim says."""
    taken = {c.key for c in kept}
    found = [e.series.key for e in catalogue.about(asked.meaning.words)]
    return tuple(k for k in found if k not in taken)[:200]


def _mentioned(
    asked: Asked, catalogue: Catalogue, kept: list[Candidate], article: Article
) -> tuple[str, ...]:
    """Series that are no candidate but whose every concept word, and flow, the passage has."""
    taken = {c.key for c in kept}
    spoken = _spoken_of(catalogue, asked.passage, article.text[:4000])
    return tuple(key for key in spoken if key not in taken)[:400]


@lru_cache(maxsize=64)
def _spoken_of(catalogue: Catalogue, passage: frozenset[str], text: str) -> tuple[str, ...]:
    """Keys of the series that a passage has the words, the flow and the partner of."""
    flows = {read_meaning(part).facets.get("flow") for part in text.replace(",", ".").split(".")}
    places = set(places_in(text))
    return tuple(
        e.series.key
        for e in catalogue.about(passage)
        if e.names[0].words <= passage
        and e.names[0].facets.get("flow") in {None, *flows}
        and (e.series.counterpart is None or e.series.counterpart in places)
        and not e.names[0].facets.keys() & {"sex", "age", "core", "span"}
    )
