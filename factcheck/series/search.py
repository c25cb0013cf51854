"""Search over the fields of series: BM25 with stems, each hit with its reasons.

Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009),
with field weights (BM25F). Words that mean the same (`concepts`) find one another, for less than
the word itself would count.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.records import Series
from factcheck.series.concepts import concepts

__all__ = ["Hit", "Index", "stem", "stems"]

_WORD = re.compile(r"[a-z0-9]{1,40}")
_WEIGHTS = {
    "indicator": 3.0,
    "aliases": 2.5,
    "product": 2.0,
    "counterpart": 1.5,
    "unit": 1.0,
    "description": 1.0,
    "id": 1.0,
    "meaning": 0.8,
}
_K = 1.2
_B = 0.4
_ENDINGS = (
    ("ational", "ate"),
    ("ization", "ize"),
    ("fulness", "ful"),
    ("iveness", "ive"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ments", "ment"),
    ("ities", "ity"),
    ("ying", "y"),
    ("sses", "ss"),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ely", "e"),
    ("ed", ""),
    ("es", "e"),
    ("ly", ""),
    ("s", ""),
)
"""Endings and what takes their place, longest first (after Porter, 1980)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A series that answers a query.

    Args:
        series: what was found.
        score: sum of the reasons, greater is better.
        reasons: word of the query, field it stands in, what it adds; best first.
    """

    series: Series
    score: float
    reasons: tuple[tuple[str, str, float], ...]


def stem(word: str) -> str:
    """A word of lower-case letters without its ending; short words stay as they are."""
    if len(word) <= 3 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    for ending, instead in _ENDINGS:
        root = word[: len(word) - len(ending)]
        if word.endswith(ending) and len(root) >= 3:
            word = root + instead
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(word) for word in _WORD.findall(text.lower())]


class Index:
    """Words of the fields of many series.

    Args:
        series: what is searched.
    """

    def __init__(self, series: Sequence[Series]) -> None:
        self._series = list(series)
        self._postings: dict[str, list[tuple[int, str, int]]] = {}
        self._lengths: list[dict[str, int]] = []
        sums: Counter[str] = Counter()
        for place, one in enumerate(self._series):
            lengths = {}
            named = [(field, stems(text)) for field, text in _fields(one)]
            for field, words in (*named, ("meaning", _meanings(one))):
                lengths[field] = len(words)
                sums[field] += len(words)
                for word, times in Counter(words).items():
                    self._postings.setdefault(word, []).append((place, field, times))
            self._lengths.append(lengths)
        count = max(len(self._series), 1)
        self._average = {field: max(total / count, 1.0) for field, total in sums.items()}

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The series that answer best, best first; ties by key.

        Args:
            query: words in any order.
            limit: how many at most.
        """
        reasons: dict[int, list[tuple[str, str, float]]] = {}
        meant = list(concepts(query))
        words = _WORD.findall(query.lower())
        idle = {word for word in words if list(concepts(word)) == [(word, ())]}
        wanted = dict.fromkeys(zip(stems(query), words, strict=True))
        for root, word in wanted:
            for place, (field, score) in self._scores(root).items() if word not in idle else ():
                reasons.setdefault(place, []).append((word, field, round(score, 4)))
        for phrase, terms in meant:
            self._add_meanings(phrase, terms, reasons)
        hits = [
            Hit(
                self._series[place],
                round(sum(x[2] for x in why), 4),
                tuple(sorted(why, key=lambda x: (-x[2], x[0]))),
            )
            for place, why in reasons.items()
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.series.key))
        return hits[:limit]

    def _add_meanings(
        self, phrase: str, terms: Sequence[str], reasons: dict[int, list[tuple[str, str, float]]]
    ) -> None:
        """Series that mean the same as a phrase, where none of its words stands in them."""
        words = set(_WORD.findall(phrase))
        for term in terms:
            for place, (_, score) in self._scores(f"={term}").items():
                if not any(word in words for word, _, _ in reasons.get(place, ())):
                    why = (phrase, f"meaning ({term.partition(':')[2] or term})", round(score, 4))
                    reasons.setdefault(place, []).append(why)

    def _scores(self, root: str) -> dict[int, tuple[str, float]]:
        """For each series that has the stem: its best field and the score."""
        found: dict[int, dict[str, float]] = {}
        for place, field, times in self._postings.get(root, ()):
            length = self._lengths[place][field] / self._average[field]
            weighed = _WEIGHTS[field] * times / (1 - _B + _B * length)
            found.setdefault(place, {})[field] = weighed
        rarity = math.log(1 + (len(self._series) - len(found) + 0.5) / (len(found) + 0.5))
        scores = {}
        for place, fields in found.items():
            weight = sum(fields.values())
            best = max(fields, key=lambda field: fields[field])
            scores[place] = (best, rarity * weight * (_K + 1) / (weight + _K))
        return scores


def _meanings(series: Series) -> list[str]:
    """What the names of a series mean, each once, marked so that no word is one."""
    text = "; ".join((series.indicator, *series.aliases, series.product or "", series.measure))
    return [f"={term}" for term in dict.fromkeys(t for _, ts in concepts(text) for t in ts)]


def _fields(series: Series) -> Iterable[tuple[str, str]]:
    yield "indicator", series.indicator
    yield "aliases", " ".join(series.aliases)
    yield "product", series.product or ""
    yield "counterpart", series.counterpart or ""
    yield "unit", f"{series.unit_measure} {series.measure.replace('_', ' ')}"
    yield "description", series.description
    yield "id", re.sub(r"[^A-Za-z0-9]", " ", series.key)
