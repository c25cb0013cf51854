"""People of an age: bands of age that series hold, put together to those that a text names.

"43 percent of Kenyans are below 15" is the bands 0 to 4, 5 to 9 and 10 to 14 over all people. A
claim about an age is never judged by the figure for everybody.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.matches.asked import Asked, sentence_of
from factcheck.matches.catalogue import Catalogue, Entry
from factcheck.records import Article, Candidate, Why

__all__ = ["Ages", "ages_said", "of_age"]

_UNDER = re.compile(r"\b(?:below|under|younger than)[ -](?:the age of )?(\d{1,2})(?![\d%.,])")
_RANGE = re.compile(
    r"\b(?:between|aged?|ages) (\d{1,2}) ?(?:-|\u2013|to|and) ?(\d{1,2})\b(?! ?%| per)"
    r"|\b(\d{1,2}) ?(?:-|\u2013|to) ?(\d{1,2})[ -]years?\b"
)
_OVER = re.compile(
    r"\b(?:over|above|older than) (?:the age of )?(\d{1,2})(?: years| ?s)?(?: of age)?(?=[ .,;)]|$)"
    r"(?! ?%| per| million| billion| thousand)"
    r"|\b(\d{1,2})\+|\b(\d{1,2}) (?:years )?(?:and|or) (?:over|older|above)\b"
)
_OF_PEOPLE = frozenset({"population", "people", "youth", "person"})
_REACH = 70
_SCORE = 0.95


class Ages(NamedTuple):
    """Ages from one birthday to before another; no upper one is everybody older."""

    low: int
    high: int | None


def ages_said(text: str) -> Ages | None:
    """The one span of ages that a text names, None for none or several.

    Args:
        text: of a claim, or the name of a series.
    """
    plain = text.lower()
    found = {Ages(0, int(m[1])) for m in _UNDER.finditer(plain)}
    for match in _RANGE.finditer(plain):
        low, high = (int(x) for x in match.groups() if x)
        if low < high:
            found.add(Ages(low, high + 1))
    found |= {Ages(int(next(x for x in m.groups() if x)), None) for m in _OVER.finditer(plain)}
    return found.pop() if len(found) == 1 else None


def _claimed(asked: Asked, article: Article) -> Ages | None:
    """The ages of the people that a claim counts: in its indicator, else near its figure."""
    words = {w for w in asked.meaning.words if not w.isdigit()} - {
        "between",
        "below",
        "age",
        "year",
    }
    if not words or not words <= _OF_PEOPLE or "population" not in words:
        return None
    if asked.meaning.facets.keys() - {"age", "share"}:
        return None
    if asked.claim.kind not in ("share", "level") or asked.dimension not in ("percent", "count"):
        return None
    named = ages_said(asked.claim.indicator.text)
    if named is not None:
        return named
    sentence = sentence_of(asked.claim, article)
    at = sentence.find(asked.claim.anchor.exact)
    end = at + len(asked.claim.anchor.exact)
    return ages_said(sentence[max(0, at - _REACH) : at] + " " + sentence[end : end + _REACH])


def of_age(asked: Asked, catalogue: Catalogue, article: Article) -> list[Candidate] | None:
    """Candidates for a claim about people of an age.

    Args:
        asked: the claim as the matcher sees it.
        catalogue: the series.
        article: where the claim stands.

    Returns:
        None where the claim is about no age; empty where no bands make up the one it names.
    """
    ages = _claimed(asked, article)
    if ages is None:
        return None
    bands = _bands(catalogue)
    tiles = _tiles(ages, bands)
    whole = next((e for e in catalogue.entries if _is_everybody(e)), None)
    if not tiles or (asked.dimension == "percent" and whole is None):
        return []
    first, *rest = (bands[tile] for tile in tiles)
    share = asked.dimension == "percent"
    text = " + ".join(bands[tile].series.indicator for tile in tiles)
    return [
        Candidate(
            key=first.series.key,
            indicator=first.series.indicator,
            score=_SCORE,
            reasons=(Why(feature="ages", score=_SCORE, text=text),),
            op="share" if share else "series",
            other=whole.series.key if share and whole is not None else None,
            parts=tuple(entry.series.key for entry in rest),
        )
    ]


def _bands(catalogue: Catalogue) -> dict[Ages, Entry]:
    """Counts of people by age, the first listed of each band."""
    found: dict[Ages, Entry] = {}
    for entry in catalogue.entries:
        series = entry.series
        if series.unit_measure != "count" or not _counts_people(entry):
            continue
        said = _BAND.search(f"{series.indicator} {series.product or ''}".lower())
        if said is None:
            continue
        under, low, high, over = (int(x) if x else None for x in said.groups())
        if under:
            found.setdefault(Ages(0, under), entry)
        elif over is not None:
            found.setdefault(Ages(over, None), entry)
        elif low is not None and high is not None and low < high:
            found.setdefault(Ages(low, high + 1), entry)
    return found


_BAND = re.compile(
    r"\bunder[- ](\d{1,2})s?\b|\b(\d{1,2}) ?(?:-|\u2013|to) ?(\d{1,2})\b"
    r"|\b(\d{1,2})(?:\+| and (?:over|older))"
)


def _counts_people(entry: Entry) -> bool:
    words = {w for w in entry.names[0].words if not any(c.isdigit() for c in w)}
    facets = entry.names[0].facets.keys() - {"age"}
    return "population" in words and words <= _PLAIN and not facets


_PLAIN = _OF_PEOPLE | {"age", "group", "under", "year", "aged"}


def _is_everybody(entry: Entry) -> bool:
    name = entry.names[0]
    return (
        name.words == {"population"} and not name.facets and entry.series.unit_measure == "count"
        and entry.series.measure == "level"
    )  # fmt: skip


def _tiles(ages: Ages, bands: dict[Ages, Entry]) -> list[Ages]:
    """Bands that make up a span of ages without gap or overlap, the widest first; none: empty."""
    if ages in bands:
        return [ages]
    found, at = [], ages.low
    while ages.high is None or at < ages.high:
        options = [b for b in bands if b.low == at and _within(b, ages)]
        if not options:
            return []
        best = max(options, key=lambda b: b.high if b.high is not None else 999)
        found.append(best)
        if best.high is None:
            break
        at = best.high
    return found


def _within(band: Ages, ages: Ages) -> bool:
    if ages.high is None:
        return True
    return band.high is not None and band.high <= ages.high
