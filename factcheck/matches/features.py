"""Named features: each compares one thing a claim says with one thing a series is.

A feature gives a `Said`: what it adds to the score (0 to 1 is all of it) and the words for it. A
veto rules the series out. No feature looks at a value.
"""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from factcheck.lexicon import normalise
from factcheck.matches.asked import Asked, dimension_of, omissible
from factcheck.matches.catalogue import Catalogue, Entry
from factcheck.matches.meaning import Meaning

__all__ = ["OF_NAMES", "OF_SERIES", "Feature", "Said", "words"]


class Said(NamedTuple):
    """What a feature says of a pair: `records.Why`, made many times for each one that is kept."""

    feature: str
    score: float
    text: str
    veto: bool = False


Feature = Callable[[Asked, Entry, Meaning], Said | None]


def _no(feature: str, text: str) -> Said:
    return Said(feature, 0.0, text, veto=True)


def words(asked: Asked, entry: Entry, name: Meaning, catalogue: Catalogue) -> Said:
    """Overlap of concept words, weighed by how rare they are (Dice, 0 to 1).

    A word of the claim that neither name nor description accounts for rules the series out:
    "youth", "in services", "of private enterprises" must not be judged by the total.
    """
    claimed, held = asked.meaning.words, name.words
    if "trade" in claimed and asked.facet("flow") is None:
        return _no("words", "the claim does not say which flow of trade")
    missing = claimed - held
    lost = missing - entry.described
    if lost or missing == claimed:
        return _no("words", f"the series says nothing of {', '.join(sorted(lost or claimed))}")
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
    lacking = entry.product - asked.meaning.words - {"trade", "product", "enterprise"}
    if lacking:
        return _no("product", f"the series is of {entry.series.product} alone")
    return None


def _exclusive(facet: str, what: str) -> Feature:
    def compare(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
        del entry
        claimed, held = asked.facet(facet), name.facets.get(facet)
        if claimed == held:
            return Said(feature=facet, score=0.0, text=f"both {held}") if held else None
        return _no(
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
        return _no("flow", f"claim {claimed or 'no flow'}, series {held or 'no flow'}")
    return None


def cover(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Goods, services, or both: stated must agree; implied only adds or subtracts."""
    del entry
    held = name.facets.get("cover")
    stated = asked.meaning.facets.get("cover")
    if stated is not None:
        if held == stated or (held is None and "trade" not in name.words):
            return None
        return _no("cover", f"claim {stated}, series {held or 'not said'}")
    if held is None:
        return None
    if held == "services":
        return _no("cover", "the claim does not say services")
    if (asked.implied or {}).get("cover") == held:
        return Said(feature="cover", score=0.0, text=f"the passage speaks of {held}")
    return Said(feature="cover", score=-0.06, text=f"the claim does not say {held}")


def price(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Current prices, constant prices and purchasing power are different measures."""
    del entry
    held = name.facets.get("price")
    stated = asked.facet("price")
    if held is None or held == stated:
        return None
    if stated is None:
        return Said(
            feature="price", score=-0.03 if held == "nominal" else -0.08, text=f"in {held} terms"
        )
    if asked.meaning.facets.get("price") or "ppp" in (held, stated):
        return _no("price", f"claim {stated}, series {held}")
    if asked.claim.kind in ("change", "trend") and asked.claim.basis == "since":
        return Said(feature="price", score=-0.04, text=f"another price basis ({held})")
    return Said(feature="price", score=-0.3, text=f"usage asks for {stated}, the series is {held}")


def scope(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Territorial or consumption-based."""
    del entry
    claimed = asked.facet("scope") or "territorial"
    held = name.facets.get("scope", "territorial")
    if held != claimed:
        return _no("scope", f"claim {claimed}, series {held}")
    return None


def counterpart(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """The trading partner of the series must be that of the claim, or none on both sides."""
    del name
    held = entry.series.counterpart
    partner = asked.claim.counterpart
    if partner is not None and partner == asked.claim.ref_area:
        partner = None
    claimed = partner.code if partner else None
    if asked.claim.kind in ("comparison", "first_time") and partner is not None:
        named = normalise(partner.text) in normalise(asked.claim.indicator.text)
        claimed = partner.code if named else None
    if asked.partners and "trade" in asked.meaning.words:
        if held in asked.partners:
            return None
        claimed = claimed or asked.partners[0]
    if held == claimed:
        return None
    if held is None and claimed and "trade" not in asked.meaning.words:
        return None
    return _no("counterpart", f"claim {claimed or 'all partners'}, series {held or 'all partners'}")


def growth(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A published rate answers claims about growth or movement, a level those about size."""
    del entry
    rate = "growth" in name.facets
    if rate and not (asked.growth or asked.claim.kind in _MOVING):
        return _no("growth", "the series is a rate of growth, the claim is not about one")
    if rate and asked.claim.basis in _OTHER_BASES:
        return _no("growth", f"the claim's basis is {asked.claim.basis}")
    if rate:
        return Said(feature="growth", score=0.02, text="growth as the producer published it")
    return None


_MOVING = frozenset({"change", "trend", "streak"})
_OTHER_BASES = frozenset({"since", "average_annual", "annualised"})


def rank(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A published place answers only a claim about a place."""
    del entry
    if "rank" in name.facets and asked.claim.kind != "rank":
        return _no("rank", "the series is a rank")
    return None


def share(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A share and the thing itself are different measures."""
    held = "share" in name.facets or entry.series.measure == "share"
    if asked.claim.kind == "share" or "share" in asked.meaning.facets or asked.whole is not None:
        if held or (entry.series.unit_measure == "percent" and "growth" not in name.facets):
            return None
        return _no("share", "the series is no share")
    if held and asked.dimension not in ("percent", "open"):
        return _no("share", "the series is a share")
    if held and asked.claim.kind == "change" and asked.dimension == "percent":
        return Said(feature="share", score=-0.04, text="a share, where percent may be of the thing")
    if held and asked.dimension == "open":
        return Said(feature="share", score=-0.1, text="the claim does not speak of a share")
    return None


def unit(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Kinds of unit must agree; another currency of the same kind is kept for conversion."""
    series = entry.series
    held, claimed = dimension_of(series.unit_measure), asked.dimension
    figure = asked.claim.quantity
    if asked.claim.kind == "change" and entry.currency and claimed in ("percent", "open"):
        return _suggested(asked, entry.currency)
    if claimed == "open" or figure is None or figure.unit is None:
        return _currency(asked, series.unit_measure) if held == "money" else None
    if claimed == "percent" and (
        "growth" in name.facets or asked.growth or asked.claim.kind in _MOVING
    ):
        return None
    if held != claimed and not {held, claimed} <= {"count", "index"}:
        return _no("unit", f"claim in {figure.unit}, series in {series.unit_measure}")
    if claimed == "count" and ("/" in figure.unit) != ("/" in series.unit_measure):
        return _no("unit", f"claim in {figure.unit}, series in {series.unit_measure}")
    if claimed == "money" and series.unit_measure != figure.unit:
        return Said(feature="unit", score=-0.1, text=f"in {series.unit_measure}, not {figure.unit}")
    return None


def _suggested(asked: Asked, unit: str) -> Said | None:
    """A rate of growth in the currency that the passage is in comes first, none is ruled out."""
    known = asked.near or asked.far
    if not known or unit in known:
        return None
    return Said(feature="unit", score=-0.03, text=f"the passage is in {', '.join(sorted(known))}")


def _currency(asked: Asked, unit: str) -> Said | None:
    """A claim without a figure: its sentence may name the currency, the passage may suggest one."""
    if asked.claim.kind in ("comparison", "rank", "share"):
        return None
    if asked.near and unit not in asked.near:
        return _no("unit", f"the sentence speaks of {', '.join(sorted(asked.near))}")
    if asked.near or not asked.far or unit in asked.far:
        return None
    return Said(
        feature="unit", score=-0.06, text=f"the passage is in {', '.join(sorted(asked.far))}"
    )


def adjustment(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Seasonally adjusted or not: what the passage says, else what usage takes for the basis."""
    held = entry.series.adjustment or name.facets.get("adj")
    if held is None:
        return None
    said = asked.facet("adj")
    usual = "sa" if asked.claim.basis in ("mom", "qoq", "annualised") else "nsa"
    if held == (said or usual):
        return Said(feature="adjustment", score=0.0, text=f"{held}, as the basis asks")
    return Said(feature="adjustment", score=-0.08, text=f"{held}, not {said or usual}")


def cumulative(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """Values since January answer only claims about a span that starts in January."""
    del name
    period = asked.claim.period
    if not entry.series.ytd:
        return None
    if period is None or (period.start.month, period.start.day) != (1, 1):
        return _no("cumulative", "the series counts from January on")
    return None


def freq(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A month needs monthly values, a quarter quarterly or monthly ones."""
    del name
    period = asked.claim.period
    if period is None:
        return Said(
            feature="freq", score=0.0 if entry.series.freq == "A" else -0.05, text="no period"
        )
    days = (period.end - period.start).days + 1
    held = {"A": 365, "Q": 90, "M": 28, "W": 7, "D": 1}[entry.series.freq]
    if days < held - 1 and not entry.series.ytd:
        return _no("freq", "the series has no values for so short a period")
    if days >= 365 and entry.series.freq != "A":
        return Said(feature="freq", score=-0.05, text="to be summed or averaged over the year")
    return None


OF_SERIES: tuple[Feature, ...] = (product, counterpart, cumulative, freq)
"""Features that look at the series alone, whatever it is called."""

OF_NAMES: tuple[Feature, ...] = (
    flow,
    cover,
    price,
    scope,
    growth,
    rank,
    share,
    unit,
    _exclusive("per", "per head or in all"),
    _exclusive("sex", "sex"),
    _exclusive("age", "age group"),
    _exclusive("core", "core measure"),
    _exclusive("span", "length of spell"),
    adjustment,
)
"""Features that look at one of its names; a report lists `words`, then these, then the others."""
