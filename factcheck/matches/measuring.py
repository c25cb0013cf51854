"""Features that compare how a claim measures, whom and when, with how a series does."""

from __future__ import annotations

from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.matches.asked import Asked, dimension_of
from factcheck.matches.catalogue import Entry
from factcheck.matches.meaning import Meaning
from factcheck.matches.said import Said, no

__all__ = [
    "adjustment",
    "counterpart",
    "cumulative",
    "freq",
    "growth",
    "rank",
    "ratio",
    "share",
    "unit",
]


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
    return no("counterpart", f"claim {claimed or 'all partners'}, series {held or 'all partners'}")


def growth(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A published rate answers claims about growth or movement, a level those about size."""
    del entry
    rate = "growth" in name.facets
    if rate and not (asked.growth or asked.claim.kind in _MOVING):
        return no("growth", "the series is a rate of growth, the claim is not about one")
    if rate and asked.claim.basis in _OTHER_BASES:
        return no("growth", f"the claim's basis is {asked.claim.basis}")
    if rate:
        return Said(feature="growth", score=0.02, text="growth as the producer published it")
    return None


_MOVING = frozenset({"change", "trend", "streak"})
_OTHER_BASES = frozenset({"since", "average_annual", "annualised"})


def rank(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A published place answers only a claim about a place."""
    del entry
    if "rank" in name.facets and asked.claim.kind != "rank":
        return no("rank", "the series is a rank")
    return None


def share(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A share and the thing itself are different measures."""
    held = "share" in name.facets or entry.series.measure == "share"
    if asked.claim.kind == "share" or "share" in asked.meaning.facets or asked.whole is not None:
        if held or (entry.series.unit_measure == "percent" and "growth" not in name.facets):
            return None
        return no("share", "the series is no share")
    if held and asked.dimension not in ("percent", "open"):
        return no("share", "the series is a share")
    if held and asked.claim.kind == "change" and asked.dimension == "percent":
        return Said(feature="share", score=-0.04, text="a share, where percent may be of the thing")
    if held and asked.dimension == "open":
        return Said(feature="share", score=-0.1, text="the claim does not speak of a share")
    return None


@lru_cache(maxsize=2)
def _ratio_nouns(side: str) -> frozenset[str]:
    rows = load_rows("ratio_nouns", ("words", "side", "example", "source"))
    return frozenset(r["words"] for r in rows if r["side"] in (side, "both"))


def ratio(asked: Asked, entry: Entry, name: Meaning) -> Said | None:
    """A rate or share is no sum and no count: "the urbanisation rate" is not people in towns."""
    if asked.growth or "growth" in name.facets or _ratio_nouns("claim").isdisjoint(asked.name):
        return None
    unit = entry.series.unit_measure
    plain = dimension_of(unit) in ("money", "count", "other") and "/" not in unit
    if not plain or any(_ratio_nouns("series") & set(printed) for printed in entry.printed):
        return None
    return no("ratio", f"the claim is of a rate or share, the series in {unit}")


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
        return no("unit", f"claim in {figure.unit}, series in {series.unit_measure}")
    if claimed == "count" and ("/" in figure.unit) != ("/" in series.unit_measure):
        return no("unit", f"claim in {figure.unit}, series in {series.unit_measure}")
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
        return no("unit", f"the sentence speaks of {', '.join(sorted(asked.near))}")
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
        return no("cumulative", "the series counts from January on")
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
        return no("freq", "the series has no values for so short a period")
    if days >= 365 and entry.series.freq != "A":
        return Said(feature="freq", score=-0.05, text="to be summed or averaged over the year")
    return None
