"""What a claim asks of the tables: its indicator's meaning with what the passage adds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from factcheck.lexicon import load_rows
from factcheck.lexicon.area_text import blank_places, places_in
from factcheck.matches.currencies import currencies_in, without_currencies
from factcheck.matches.meaning import Meaning, read_meaning
from factcheck.matches.printed import name_of
from factcheck.records import Article, Claim

__all__ = ["Asked", "Dimension", "asked_of", "dimension_of", "omissible", "sides_of", "words_of"]

Dimension = Literal["money", "percent", "count", "rate", "index", "time", "other", "open"]

_AGAINST = " against "
_SHARE = re.compile(
    r"\b(?:share|proportion|percentage|part) of (?P<part>.{1,120}?) (?:in|of|within) "
    r"(?P<whole>.{1,120})"
)
_OF_WHOLE = re.compile(
    r"\b(?:as )?(?:a )?(?:share|proportion|percentage|percent|per cent|%) of (?P<whole>.{1,120})"
)
_TOWARDS = re.compile(r"\b(?:to|from|with|into)\b")
_STOP = re.compile(
    r"\b(?:in|from|to|and|at|by|up|down|which|last|this|during|over|compared|as|for|than)\b"
)
_AFTER = re.compile(r"\s{0,2}of (?:the |its |all )?(?P<whole>[^.,;:()\u2014]{2,60})")
_ORDINAL = re.compile(r"\bfor the (?:first|second|third) time\b")
_CUES = ("price", "cover", "scope", "adj")


_NEAR = frozenset({"price", "adj"})
"""Cues that only the claim's own sentence can give."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim as the matcher sees it.

    Args:
        claim: the record.
        meaning: concept and facets of what is measured (part and whole together for a share).
        growth: whether it is about a rate of growth.
        dimension: kind of unit of the figure, `open` where the claim has none.
        part, whole: the two sides of a share, where the text names them.
        implied: facets that the passage or usage supplies, weaker than what is stated.
        passage: concept words of the whole passage.
        near, far: currencies that the sentence, and the passage, name.
        partners: areas that the indicator names beside the claim's own.
        name: the indicator word for word, without the names of areas.
        price: the price basis that the sentence states.
        far_price: whether it does so only before another figure, whose basis it may be.
    """

    claim: Claim
    meaning: Meaning
    growth: bool
    dimension: Dimension
    part: Meaning | None = None
    whole: Meaning | None = None
    whole_text: str = ""
    implied: dict[str, str] | None = None
    passage: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    partners: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    price: str | None = None
    far_price: bool = False

    def facet(self, name: str) -> str | None:
        """The value of a facet, stated or implied."""
        return self.meaning.facets.get(name) or (self.implied or {}).get(name)


def dimension_of(unit: str | None) -> Dimension:
    """Kind of a unit code.

    Args:
        unit: a code of claims.md, None where the claim has no figure.
    """
    if unit is None or unit in ("ratio", "percentage_point"):
        return "open"
    if unit == "percent":
        return "percent"
    head, _, tail = unit.partition("/")
    if len(head) == 3 and head.isalpha() and head.isupper():
        return "rate" if len(tail) == 3 and tail.isupper() else "money"
    if head == "count":
        return "count"
    if unit == "index_point":
        return "index"
    return "time" if unit in ("a", "mo", "d", "h", "wk") else "other"


def sides_of(text: str) -> tuple[str, str | None]:
    """The two indicators of a comparison written `A against B`; the second is None elsewhere."""
    first, mark, second = text.partition(_AGAINST)
    return first, _ORDINAL.split(second)[0] if mark else None


@lru_cache(maxsize=1)
def _defaults() -> list[dict[str, str]]:
    return load_rows(
        "indicator_defaults", ("concept", "aspect", "facet", "value", "example", "source")
    )


@lru_cache(maxsize=1)
def omissible() -> frozenset[str]:
    """Concept words that usage leaves out."""
    return frozenset(r["concept"] for r in _defaults() if r["facet"] == "omitted")


def words_of(claim: Claim, text: str) -> frozenset[str]:
    """Concept words of an indicator, areas and currencies taken out, before anything is implied.

    Args:
        claim: the claim.
        text: the indicator, or one side of it.
    """
    return _read(text, _areas(claim)).words


def asked_of(claim: Claim, article: Article, text: str | None = None) -> Asked:
    """Reads what a claim asks.

    Args:
        claim: the claim.
        article: where it stands; cues for open facets are read from its sentence, then all of it.
        text: the indicator, where it is not the whole of the claim's (one side of a comparison).
    """
    text = claim.indicator.text if text is None else text
    areas = _areas(claim)
    meaning = _read(text, areas)
    part, whole, whole_text = _share(claim, article, text, areas)
    if whole is not None and whole_text not in text:
        meaning = meaning.joined(whole)
    meaning = _of_trade(meaning, article)
    if not meaning.words and "growth" in meaning.facets:
        meaning = _of_the_economy(meaning, article)
    unit = claim.quantity.unit if claim.quantity else None
    dimension = dimension_of(unit)
    growth = "growth" in meaning.facets or (
        claim.kind == "level" and dimension == "percent" and claim.basis is not None
    )
    if claim.kind == "comparison":
        growth = growth or "growth" in read_meaning(claim.anchor.exact).facets
    if claim.kind == "trend" and "growth" in read_meaning(claim.anchor.exact).facets:
        growth = False
    asked = Asked(claim, meaning, growth, dimension, part, whole, whole_text)
    return replace(
        asked,
        implied=_implied(asked, article),
        passage=read_meaning(f"{article.title or ''}. {article.text[:4000]}").words,
        near=currencies_in(sentence_of(claim, article)),
        far=currencies_in(article.text[:1500]),
        partners=_partners(claim, text),
        name=name_of(blank_places(text)),
        price=read_meaning(sentence_of(claim, article)).facets.get("price"),
        far_price=_is_far_price(claim, article, text),
    )


_FIGURE_ENDS = re.compile(r"[0-9][^,;0-9]{0,40}[,;]")


def _is_far_price(claim: Claim, article: Article, name: str) -> bool:
    """Whether only the words before another figure of the sentence name a price basis."""
    sentence = sentence_of(claim, article)
    at = sentence.find(claim.anchor.exact)
    cuts = [m.end() for m in _FIGURE_ENDS.finditer(sentence, 0, max(0, at))]
    if not cuts or "price" in read_meaning(name).facets:
        return False
    before, own = sentence[: cuts[-1]], sentence[cuts[-1] :]
    stated = read_meaning(before).facets.get("price", _USUAL)
    return stated != _USUAL and "price" not in read_meaning(own).facets


_USUAL = "nominal"
"""Prices that sums of money are in where nothing else is said."""


def _of_the_economy(meaning: Meaning, article: Article) -> Meaning:
    """Growth of an area without a word of what: the economy's, where the passage speaks of it."""
    passage = read_meaning(article.text[:4000]).words
    if "gdp" not in passage or passage & {"trade", "consumer_price"}:
        return meaning
    return replace(meaning, words=frozenset({"gdp"}))


def _of_trade(meaning: Meaning, article: Article) -> Meaning:
    """A surplus or deficit without a word of what: that of trade, where the passage is of it."""
    side = next((x for x in ("surplus", "deficit") if meaning.words == {x}), None)
    if side is None or "trade" not in read_meaning(article.text[:4000]).words:
        return meaning
    facets = {**meaning.facets, "flow": "balance", "sign": side}
    return Meaning(frozenset({"trade"}), facets)


def _areas(claim: Claim) -> tuple[str, ...]:
    named = [a.text for a in (claim.ref_area, claim.counterpart) if a is not None]
    return tuple(sorted((n for n in named if len(n) > 1), key=len, reverse=True))


def _read(text: str, areas: tuple[str, ...]) -> Meaning:
    plain = blank_places(text)
    named = read_meaning(without_currencies(plain), without=areas)
    return named if named.words else read_meaning(plain, without=areas)


def _partners(claim: Claim, text: str) -> tuple[str, ...]:
    """Areas that the indicator names as partners, as "to" or "with" introduce them.

    A comparison of several partners with the whole ("trade with A, B and C grew faster") names
    them in its clause.
    """
    own = claim.ref_area.code if claim.ref_area else None
    found = _TOWARDS.search(text)
    if own is None or (found is None and claim.kind != "comparison"):
        return ()
    named = places_in(text[found.end() :]) if found else []
    faster = "growth" in read_meaning(claim.anchor.exact).facets
    if claim.kind == "comparison" and claim.counterpart is not None and faster and not named:
        clause = claim.quote.exact[: max(0, claim.anchor.start - claim.quote.start)]
        named = places_in(clause)
    return tuple(dict.fromkeys(c for c in named if c != own))


def _share(
    claim: Claim, article: Article, text: str, areas: tuple[str, ...]
) -> tuple[Meaning | None, Meaning | None, str]:
    """Part, whole and words of the whole: from the indicator or what follows the figure."""
    found = _SHARE.search(text) or _OF_WHOLE.search(text)
    if found is not None:
        part = found.groupdict().get("part") or text[: found.start()]
        return _read(part, areas), _read(found["whole"], areas), found["whole"]
    if claim.kind != "share":
        return None, None, ""
    after = _AFTER.match(article.text[claim.anchor.end : claim.anchor.end + 80])
    if after is None:
        return _read(text, areas), None, ""
    whole = _STOP.split(after["whole"])[0]
    return _read(text, areas), _read(whole, areas), whole


def sentence_of(claim: Claim, article: Article) -> str:
    """The sentence around the claim's anchor, at most 600 characters to either side."""
    text, start, end = article.text, claim.anchor.start, claim.anchor.end
    before = text[max(0, start - 600) : start]
    cut = max(before.rfind(". "), before.rfind("\n"), before.rfind("; "))
    after = text[end : end + 600]
    stop = re.search(r"[.;](?:\s|$)|\n", after)
    return before[cut + 1 :] + text[start:end] + (after[: stop.start()] if stop else after)


def _implied(asked: Asked, article: Article) -> dict[str, str]:
    """Open facets: from the sentence, then from the whole passage, then from usage."""
    found: dict[str, str] = {}
    near = read_meaning(sentence_of(asked.claim, article)).facets
    far = read_meaning(article.text[:4000]).facets
    for cue in _CUES:
        for facets in (near, far):
            if cue in facets and cue not in found and not (cue in _NEAR and facets is far):
                found[cue] = facets[cue]
    aspect = (
        "growth" if asked.growth or asked.claim.kind in ("change", "trend", "streak") else "level"
    )
    for row in _defaults():
        if (
            row["facet"] != "omitted"
            and row["concept"] in asked.meaning.words
            and row["aspect"] in (aspect, "any")
        ):
            found.setdefault(row["facet"], row["value"])
    return found
