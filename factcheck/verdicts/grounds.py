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

from factcheck.lexicon import normalise
from factcheck.lexicon.area_text import places_in
from factcheck.records import Candidate, Series
from factcheck.verdicts.case import Case, Outcome
from factcheck.verdicts.money import unnamed_currency
from factcheck.verdicts.units import is_money
from factcheck.verdicts.wording import END, of_prices, other_meaning, passage, words_of

__all__ = ["open_key"]

_REACH = 400
_AFTER = 200
_OFTEN = 3
"""Mentions from which on an area is what an article is about, if no other comes near."""
_WORLD = "WLD"
_STEM = 5
_WORDY = frozenset({"trend", "rank", "record", "first_time", "streak"})
"""Kinds that have no figure to tell what they are about."""
_TOLD = frozenset({"trend", "comparison", "first_time", "record"})
_SHORT = frozenset({"mom", "qoq"})
_NEAR = 5
"""Words before a place or a figure among which a noun stands that it belongs to."""
_RATES = frozenset({"percent", "percentage_point"})
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9]{3,}")


def open_key(case: Case, candidate: Candidate, outcome: Outcome) -> str | None:
    """What the text leaves open, in words; None where it gives every key itself.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.
        outcome: of reading the claim against it.
    """
    series = case.archive.get(candidate.key)
    for test in (_area, _period, _span, _unreal, _part_of_area, _pace, _indicator):
        found = test(case)
        if found is not None:
            return found
    return (
        _other_price(case, series)
        or _beside(case, series)
        or _adjustment(case, series)
        or other_meaning(case, candidate, outcome)
        or unnamed_currency(case, candidate)
    )


def _around(case: Case) -> str:
    """The title, the passage before the figure, and the rest of its sentence."""
    text, anchor = case.article.text, case.claim.anchor
    after = END.split(text[anchor.end : anchor.end + _AFTER])[0]
    before = text[max(0, anchor.start - _REACH) : anchor.end]
    return f"{case.article.title or ''}. {before}{after}"


def _area(case: Case) -> str | None:
    area = case.claim.ref_area
    if area is None or not area.text:
        return None
    if case.claim.kind == "rank" and area.code == _WORLD:
        return "the text does not say who holds the place"
    near = f"{case.article.title or ''}\n{case.claim.quote.exact}"
    if area.text in near or area.code in places_in(near):
        return None
    around = places_in(_around(case))
    if area.code in around:
        return None if around[-1] == area.code else "another area is named nearer"
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
    """A year that neither the sentence, nor the one before it, nor the title gives."""
    period, published = case.claim.period, case.article.published
    if period is None:
        return None
    if published is not None and period.end >= published:
        return "the period had not ended"
    near = f"{case.article.title or ''}\n{passage(case)}"
    if not period.text or period.text in near or period.label[:4] in near:
        return None
    return "the text names the period only further away"


def _span(case: Case) -> str | None:
    """Ends of a stretch that the text only counts back to ("over the past two years")."""
    period = case.claim.period
    if period is None:
        return None
    if case.claim.basis not in ("since", "average_annual") and "/" not in period.label:
        return None
    base = case.claim.base_period
    said = f"{period.text} {base.text if base else ''}"
    return None if _DIGIT.search(said) else "the text does not say between which years"


def _unreal(case: Case) -> str | None:
    """What is wished for, attempted or possible, not told."""
    if case.claim.kind not in _TOLD:
        return None
    start = case.claim.anchor.start
    before = normalise(case.article.text[max(0, start - 40) : start]).split()
    led = set(before[-1:]) & set(words_of("unreal")) or set(before[-3:]) & set(words_of("modal"))
    return "the text does not say that it happened" if led else None


def _part_of_area(case: Case) -> str | None:
    """A figure of a city or district, where the table is of the country."""
    area, start = case.claim.ref_area, case.claim.anchor.start
    if area is None or case.claim.kind not in ("level", "rank") or "-" in (area.code or "-"):
        return None
    led = END.split(case.article.text[max(0, start - _REACH) : start])[-1]
    named = led.partition(area.text)[0] if area.text and area.text in led else ""
    for stretch in (led, named):
        if set(normalise(stretch).split()[-_NEAR:]) & set(words_of("part")):
            return "the text speaks of a part of the area"
    return None


def _pace(case: Case) -> str | None:
    """A record of growth, where the claim was read as one of size."""
    if case.claim.kind not in ("record", "first_time") or case.match.growth:
        return None
    end = case.claim.anchor.end
    after = normalise(case.article.text[end : end + 40]).split()[:4]
    return "the text may speak of growth" if set(after) & set(words_of("pace")) else None


def _indicator(case: Case) -> str | None:
    """A name that was carried here from further away."""
    claim = case.claim
    span, start, quote = claim.indicator.span, claim.anchor.start, claim.quote
    if span is None:
        return None
    if claim.kind == "comparison":
        near, inside = "", "," not in case.article.text[claim.anchor.end : span.start]
    elif claim.kind in _WORDY:
        near, inside = (
            f"{case.article.title or ''}. {quote.exact}",
            (quote.start <= span.start and span.end <= quote.end),
        )
    else:
        near, inside = _around(case), -_AFTER <= start - span.end <= _REACH
    named = set(_WORD.findall(normalise(claim.indicator.text)))
    around = {word[:_STEM] for word in _WORD.findall(normalise(near))}
    if inside or any(word[:_STEM] in around for word in named):
        return None
    return "what is measured is named further away"


def _beside(case: Case, series: Series) -> str | None:
    """A change whose sentence gives the level too, and in a unit that is not the table's."""
    claim = case.claim
    unit = case.archive.get(case.archive.level_of(series.key) or series.key).unit_measure
    if claim.kind != "change" or series.measure == "index" or unit in _RATES:
        return None
    for other in case.claims:
        figure = other.quantity
        alike = other.indicator.text == claim.indicator.text and other.quote == claim.quote
        if not alike or other.kind != "level" or figure is None or figure.unit in (None, *_RATES):
            continue
        if figure.unit != unit and is_money(unit) != is_money(figure.unit):
            return f"the text counts it in {figure.unit}"
    return None


def _other_price(case: Case, series: Series) -> str | None:
    """Prices of another stage, where the table is of those that consumers pay."""
    if not of_prices(series):
        return None
    around = normalise(f"{case.article.text[:600]} {_around(case)}")
    named = [words for words in words_of("other price") if words in around]
    return f"the text speaks of {named[0]}s" if named else None


def _adjustment(case: Case, series: Series) -> str | None:
    """A movement within the year: seasonally adjusted figures move otherwise."""
    if case.claim.basis not in _SHORT or series.adjustment in ("sa", "wda"):
        return None
    if series.freq not in ("M", "Q") or series.measure.startswith("growth"):
        return None
    said = normalise(case.article.text[:4000])
    if any(words in said for words in words_of("unadjusted")):
        return None
    return "the text does not say whether it is adjusted for the season"
