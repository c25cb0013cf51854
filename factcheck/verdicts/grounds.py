"""Whether a text ties a claim's keys together closely enough for the claim to be denied.

In a long article what a sentence leaves out is carried over from further and further away, and
may have been carried wrongly. A figure that fits is no chance; one that does not fit may only be
read with the wrong year, place or name. So a claim is denied only where the text around it gives
each key itself.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.area_text import places_in
from factcheck.records import Candidate, Series
from factcheck.verdicts.case import Case

__all__ = ["open_key"]

_REACH = 400
_AFTER = 200
_OFTEN = 3
"""Mentions from which on an area is what an article is about, if no other comes near."""
_WORLD = "WLD"
_STEM = 5
_SHORT = frozenset({"mom", "qoq"})
_NEAR = 5
"""Words before a place or a figure among which a noun stands that it belongs to."""
_END = re.compile(r"[.;\n](?:\s|$)")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9]{3,}")


def open_key(case: Case, candidate: Candidate) -> str | None:
    """What the text leaves open, in words; None where it gives every key itself.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.
    """
    series = case.archive.get(candidate.key)
    for test in (_area, _period, _span, _infinitive, _part_of_area, _pace, _indicator):
        found = test(case)
        if found is not None:
            return found
    return _other_price(case, series) or _adjustment(case, series)


def _around(case: Case) -> str:
    """The title, the passage before the figure, and the rest of its sentence."""
    text, anchor = case.article.text, case.claim.anchor
    after = _END.split(text[anchor.end : anchor.end + _AFTER])[0]
    before = text[max(0, anchor.start - _REACH) : anchor.end]
    return f"{case.article.title or ''}. {before}{after}"


def _area(case: Case) -> str | None:
    area = case.claim.ref_area
    if area is None or not area.text:
        return None
    if case.claim.kind == "rank" and area.code == _WORLD:
        return "the text does not say who holds the place"
    if area.text in _around(case) or area.code in places_in(_around(case)):
        return None
    spoken_of = {c.ref_area.code for c in case.claims if c.ref_area is not None}
    partners = {c.counterpart.code for c in case.claims if c.counterpart is not None} - spoken_of
    counts = _mentions(case.article.text[:20_000])
    own = counts[area.code]
    others = max((n for x, n in counts.items() if x not in (area.code, *partners)), default=0)
    alone = spoken_of == {area.code}
    if not others or own >= max(_OFTEN, others if alone else 2 * others):
        return None
    return "the text names the area only further away"


@lru_cache(maxsize=256)
def _mentions(text: str) -> Counter[str]:
    """How often a text names each area."""
    return Counter(places_in(text))


def _period(case: Case) -> str | None:
    period = case.claim.period
    if period is None or not period.text:
        return None
    around = _around(case)
    if period.text in around or period.label[:4] in around:
        return None
    return "the text names the period only further away"


def _span(case: Case) -> str | None:
    """Ends of a stretch that the text only counts back to ("over the past two years")."""
    if case.claim.basis not in ("since", "average_annual") or case.claim.period is None:
        return None
    base = case.claim.base_period
    said = f"{case.claim.period.text} {base.text if base else ''}"
    return None if _DIGIT.search(said) else "the text does not say between which years"


@lru_cache(maxsize=1)
def _guards() -> dict[str, tuple[str, ...]]:
    rows = load_rows("denial_guards", ("class", "words", "example", "source"))
    classes: dict[str, list[str]] = {}
    for row in rows:
        classes.setdefault(row["class"], []).append(row["words"])
    return {name: tuple(words) for name, words in classes.items()}


def _infinitive(case: Case) -> str | None:
    """A movement that is wished for, attempted or possible, not told."""
    if case.claim.kind != "trend":
        return None
    start = case.claim.anchor.start
    before = normalise(case.article.text[max(0, start - 40) : start]).split()
    led = before and before[-1] in _guards()["unreal"]
    return "the text does not say that it happened" if led else None


def _part_of_area(case: Case) -> str | None:
    """A figure of a city or district, where the table is of the country."""
    area, start = case.claim.ref_area, case.claim.anchor.start
    if area is None or case.claim.kind not in ("level", "rank") or "-" in (area.code or "-"):
        return None
    led = _END.split(case.article.text[max(0, start - _REACH) : start])[-1]
    named = led.partition(area.text)[0] if area.text and area.text in led else ""
    for stretch in (led, named):
        if set(normalise(stretch).split()[-_NEAR:]) & set(_guards()["part"]):
            return "the text speaks of a part of the area"
    return None


def _pace(case: Case) -> str | None:
    """A record of growth, where the claim was read as one of size."""
    if case.claim.kind not in ("record", "first_time") or case.match.growth:
        return None
    end = case.claim.anchor.end
    after = normalise(case.article.text[end : end + 40]).split()[:4]
    return "the text may speak of growth" if set(after) & set(_guards()["pace"]) else None


def _indicator(case: Case) -> str | None:
    """A name that was carried here from further away."""
    span, start = case.claim.indicator.span, case.claim.anchor.start
    if span is None or -_AFTER <= start - span.end <= _REACH:
        return None
    named = set(_WORD.findall(normalise(case.claim.indicator.text)))
    around = {word[:_STEM] for word in _WORD.findall(normalise(_around(case)))}
    if any(word[:_STEM] in around for word in named):
        return None
    return "what is measured is named further away"


def _other_price(case: Case, series: Series) -> str | None:
    """Prices of another stage, where the table is of those that consumers pay."""
    name = normalise(f"{series.indicator} {' '.join(series.aliases)}")
    if "consumer price" not in name and "inflation" not in name:
        return None
    around = normalise(f"{case.article.text[:600]} {_around(case)}")
    named = [words for words in _guards()["other price"] if words in around]
    return f"the text speaks of {named[0]}s" if named else None


def _adjustment(case: Case, series: Series) -> str | None:
    """A movement within the year: seasonally adjusted figures move otherwise."""
    if case.claim.basis not in _SHORT or series.adjustment in ("sa", "wda"):
        return None
    if series.freq not in ("M", "Q") or series.measure.startswith("growth"):
        return None
    said = normalise(case.article.text[:4000])
    if any(words in said for words in _guards()["unadjusted"]):
        return None
    return "the text does not say whether it is adjusted for the season"
