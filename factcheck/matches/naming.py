"""Features that compare what a claim calls its indicator with what a series is called."""

from __future__ import annotations

from math import fsum

from factcheck.matches.asked import Asked, omissible
from factcheck.matches.catalogue import FREE_WORDS, Catalogue, Entry
from factcheck.matches.meaning import Meaning
from factcheck.matches.said import Feature, Said, no

__all__ = ["cover", "exclusive", "flow", "price", "printed", "product", "scope", "words"]


def words(asked: Asked, entry: Entry, name: Meaning, catalogue: Catalogue) -> Said:
    """Overlap of concept words, weighed by how rare they are (Dice, 0 to 1).

    A word of the claim that neither name nor description accounts for rules the series out:
    "youth", "in services", "of private enterprises" must not be judged by the total.
    """
    claimed, held = asked.meaning.words, name.words
    if "trade" in claimed and asked.facet("flow") is None:
        return no("words", "the claim does not say which flow of trade")
    missing = claimed - held
    lost = missing - entry.described
    if lost or missing == claimed:
        return no("words", f"the series says nothing of {', '.join(sorted(lost or claimed))}")
    weigh = catalogue.weight
    shared, extra = claimed & held, held - claimed
    both = fsum(map(weigh, shared))
    half = fsum(map(weigh, missing))
    added = fsum(weigh(w) * _asks(w, asked.passage) for w in extra)
    score = (2 * both + 0.5 * half) / (2 * both + half + added)
    text = f"shares {', '.join(sorted(shared))}"
    if extra:
        text += f"; the series adds {', '.join(sorted(extra))}"
    return Said("words", round(score, 4), text)


def _asks(word: str, passage: frozenset[str]) -> float:
    """How much a word of the series counts that is none of the claim's.

    Little where the passage, not the claim, names it and usage leaves it out ("gasoline rose" is
    about its price); half where the passage names it.
    """
    if word.isdigit():
        return 0.2
    if word not in passage:
        return 1.0
    return 0.2 if word in omissible() else 0.6


def product(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A series of one product or breakdown answers only a claim that names it."""
    del name
    lacking = entry.product - asked.meaning.words - FREE_WORDS
    if lacking:
        return no("product", f"the series is of {entry.series.product} alone")
    return None


def exclusive(facet: str, what: str) -> Feature:
    """A feature of one facet that must be the same on both sides, or left out on both."""

    def compare(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
        del entry
        claimed, held = asked.facet(facet), name.facets.get(facet)
        if claimed == held:
            return Said(feature=facet, score=0.0, text=f"both {held}") if held else None
        return no(
            facet, f"{what}: claim {claimed or 'unqualified'}, series {held or 'unqualified'}"
        )

    compare.__doc__ = f"{what} must be the same, or left out on both sides."
    compare.__name__ = facet
    return compare


def flow(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Exports, imports, their sum and their balance never stand for each other."""
    del entry
    claimed, held = asked.facet("flow"), name.facets.get("flow")
    if claimed != held and not (held is None and claimed == "total"):
        return no("flow", f"claim {claimed or 'no flow'}, series {held or 'no flow'}")
    return None


def cover(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Goods, services, or both: stated must agree; implied only adds or subtracts."""
    del entry
    held = name.facets.get("cover")
    stated = asked.meaning.facets.get("cover")
    if stated is not None:
        if held == stated or (held is None and "trade" not in name.words):
            return None
        return no("cover", f"claim {stated}, series {held or 'not said'}")
    if held is None:
        return None
    if held == "services":
        return no("cover", "the claim does not say services")
    if (asked.implied or {}).get("cover") == held:
        return Said(feature="cover", score=0.0, text=f"the passage speaks of {held}")
    return Said(feature="cover", score=-0.06, text=f"the claim does not say {held}")


def price(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Current prices, constant prices and purchasing power are different measures."""
    held = name.facets.get("price")
    stated = asked.facet("price")
    if held is None or held == stated:
        return None
    if stated is None:
        return Said(
            feature="price", score=-0.03 if held == "nominal" else -0.08, text=f"in {held} terms"
        )
    own = asked.meaning.facets.get("price")
    if own is None and len(asked.name) > 1 and asked.name in entry.printed:
        # another half of the sentence may have said it of something else
        return Said(feature="price", score=-0.08, text=f"in {held} terms, by its very name")
    if own or asked.price or "ppp" in (held, stated):
        return no("price", f"claim {stated}, series {held}")
    if asked.claim.kind in ("change", "trend") and asked.claim.basis == "since":
        return Said(feature="price", score=-0.04, text=f"another price basis ({held})")
    return Said(feature="price", score=-0.3, text=f"usage asks for {stated}, the series is {held}")


def scope(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Territorial or consumption-based."""
    del entry
    claimed = asked.facet("scope") or "territorial"
    held = name.facets.get("scope", "territorial")
    if held != claimed:
        return no("scope", f"claim {claimed}, series {held}")
    return None


def printed(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """The text prints a name of the series word for word."""
    del name
    if len(asked.name) < 2 or asked.name not in entry.printed:
        return None
    return Said(feature="printed", score=0.08, text="the text has its very name")
