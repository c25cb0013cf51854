"""Names of series as the text prints them: "agriculture as a share of GDP" is one thing.

Where a name of the tables stands in the passage word for word, around or over the words that the
claim calls its indicator, the whole name is what is measured. A figure inside such a name ("the
poverty rate at 3 dollars a day") is no claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.matches.meaning import read_meaning, stem
from factcheck.records import Article, Claim, Series

__all__ = ["Names", "completed_name", "is_inside_name", "name_of"]

_TOKEN = re.compile(r"[^\W_]+(?:[.][0-9]+)?%?")
_BEFORE = 160
_AFTER = 80
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_LONGEST = 14

Token = tuple[int, int, str]


def _tokens(text: str, shift: int = 0) -> list[Token]:
    """Start, end and stem of each word."""
    plain = normalise(text)
    if len(plain) != len(text):
        plain = text.lower()
    found = (m for m in _TOKEN.finditer(plain) if m[0] != "s")
    return [(m.start() + shift, m.end() + shift, stem(m[0])) for m in found]


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Names of two words or more, by their first word, longest first."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, series: Iterable[Series]) -> Names:
        """The names of some series and their aliases."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for one in series:
            for name in (one.indicator, *one.aliases):
                words = name_of(name)
                if 1 < len(words) <= _LONGEST:
                    found[words[0]].add(words)
        return cls({k: tuple(sorted(v, key=lambda n: (-len(n), n))) for k, v in found.items()})

    def at(self, words: list[str], place: int) -> int:
        """How many words from a place on are a name; 0 for none."""
        for name in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(name)]) == name:
                return len(name)
        return 0


@lru_cache(maxsize=512)
def _printed(names: Names, text: str, shift: int) -> tuple[tuple[int, int], ...]:
    """Start and end of each name that stands in a passage; none lies within another."""
    tokens = _tokens(text, shift)
    words = [word for _, _, word in tokens]
    found: list[tuple[int, int]] = []
    for place in range(len(words)):
        size = names.at(words, place)
        end = tokens[place + size - 1][1] if size else 0
        if size and not (found and end <= found[-1][1]):
            found.append((tokens[place][0], end))
    return tuple(found)


def _around(claim: Claim, article: Article) -> tuple[str, int]:
    """The claim's sentence, at most some hundred characters of it, and where it starts."""
    text = article.text
    first = min(claim.anchor.start, claim.indicator.span.start if claim.indicator.span else 10**9)
    last = max(claim.anchor.end, claim.indicator.span.end if claim.indicator.span else 0)
    start = max(0, first - _BEFORE)
    cuts = [m.end() for m in _STOP.finditer(text, start, first)]
    start = cuts[-1] if cuts else start
    stop = _STOP.search(text, last, last + _AFTER)
    return text[start : stop.start() if stop else last + _AFTER], start


def completed_name(claim: Claim, article: Article, names: Names) -> str:
    """The claim's indicator with the rest of the name that the text prints around it.

    Args:
        claim: the other side of a comparison of two indicators is left alone.
        article: where it stands.
        names: of the series.
    """
    if " against " in claim.indicator.text:
        return claim.indicator.text
    text, shift = _around(claim, article)
    beside = _beside(claim, article, _printed(names, text, shift))
    if beside is not None:
        return beside
    if claim.kind == "rank" and normalise(claim.indicator.text) in normalise(claim.anchor.exact):
        return _ranked_in(claim, article)
    place = _place(claim, article)
    if place is None:
        return _whole(claim, article, _printed(names, text, shift))
    for start, end in _printed(names, text, shift):
        if place[1] <= start and _leads(claim, article, end):
            return article.text[start:end]
    for start, end in _printed(names, text, shift):
        if start < place[1] and place[0] < end and not place[0] <= start < end <= place[1]:
            return article.text[min(start, place[0]) : max(end, place[1])]
        if place[0] <= start and end <= place[1] and not _holds(claim, article, start, end):
            return article.text[place[0] : place[1]]
    return _one_of_two(claim)


@lru_cache(maxsize=1)
def _led_in() -> frozenset[str]:
    """What may stand between a name and its figure: "of", then words that widen the figure."""
    rows = load_rows("comparators", ("words", "comparator", "place", "example", "source"))
    return frozenset({"", *(r["words"] for r in rows if r["place"] == "before")})


_RANKED_IN = re.compile(
    r"[^.;:,]{0,30}?\b(?:in|by|for|on) (?!the world|the region)([^.;:,()]{3,60})"
)


def _ranked_in(claim: Claim, article: Article) -> str:
    """What a place is held in, after it: "ranks fourth globally in income inequality"."""
    end = claim.anchor.end
    found = _RANKED_IN.match(article.text, end, end + _AFTER)
    return found[1] if found else claim.indicator.text


def _is_of(text: str) -> bool:
    words = " ".join(text.split())
    return words == "of" or (words.startswith("of ") and words[3:] in _led_in())


_GAP = re.compile(r"\s(?:(?!and\s)[a-z]{1,12}\s){1,4}")


def _leads(claim: Claim, article: Article, end: int) -> bool:
    """Whether nothing but a few words stands between a name and the claim's level."""
    at = claim.anchor.start
    return claim.kind == "level" and end < at and bool(_GAP.fullmatch(article.text[end:at]))


_WORD_OF = re.compile(r"\b([a-z]{4,20})\s{1,2}(of\s[a-z ]{0,24})$")


def _beside(claim: Claim, article: Article, printed: tuple[tuple[int, int], ...]) -> str | None:
    """The name that a figure is said to be of: "a youth unemployment rate of 12 percent"."""
    at = claim.anchor.start
    for start, end in printed:
        if claim.kind == "level" and end < at and _is_of(article.text[end:at]):
            return article.text[start:end]
    word = _WORD_OF.search(article.text, max(0, at - 60), at)
    if word is None or claim.kind != "level" or not _is_of(word[2]):
        return None
    said = read_meaning(word[1]).facets.get("flow")
    other = read_meaning(claim.indicator.text).facets.get("flow")
    return word[1] if {said, other} == {"exports", "imports"} else None


def _whole(claim: Claim, article: Article, printed: tuple[tuple[int, int], ...]) -> str:
    """The only name of the sentence that has every word of an indicator that stands nowhere."""
    said = {word for _, _, word in _tokens(claim.indicator.text)}
    found = {
        article.text[start:end]
        for start, end in printed
        if said <= {word for _, _, word in _tokens(article.text[start:end])}
    }
    return found.pop() if len(found) == 1 and len(said) > 1 else claim.indicator.text


def _place(claim: Claim, article: Article) -> tuple[int, int] | None:
    """Where the indicator's words stand: its span, else the last place before the figure."""
    span = claim.indicator.span
    if span is not None:
        return span.start, span.end
    start = max(0, claim.anchor.start - _BEFORE)
    at = article.text.rfind(claim.indicator.text, start, claim.anchor.start)
    if at < 0:
        end = claim.anchor.end
        at = article.text.find(claim.indicator.text, end, end + _AFTER)
    return (at, at + len(claim.indicator.text)) if at >= 0 else None


_FIGURE = re.compile(r"[0-9][^,;]{0,40}?\band (?:its |the |a |an )?")


def _one_of_two(claim: Claim) -> str:
    """Of "one thing of 5 percent and another", the one that the claim's own figure follows."""
    span, text = claim.indicator.span, claim.indicator.text
    if span is None or not any(c.isdigit() for c in span.exact) or span.exact == text:
        return text
    if span.start < claim.anchor.start < span.end:
        return span.exact[: claim.anchor.start - span.start].removesuffix(" of ")
    cuts = [m.end() for m in _FIGURE.finditer(span.exact)]
    return span.exact[cuts[-1] :] if cuts and cuts[-1] < len(span.exact) else text


def name_of(text: str) -> tuple[str, ...]:
    """A name as its words without endings, to be set beside another."""
    return tuple(word for _, _, word in _tokens(text))


def _holds(claim: Claim, article: Article, start: int, end: int) -> bool:
    """Whether the indicator's text still has every word of a name that stands in its span."""
    said = {word for _, _, word in _tokens(claim.indicator.text)}
    return all(word in said for _, _, word in _tokens(article.text[start:end]))


def is_inside_name(claim: Claim, article: Article, names: Names) -> bool:
    """Whether the claim's figure is part of the name of a series."""
    text, shift = _around(claim, article)
    return claim.quantity is not None and any(
        start < claim.anchor.start and claim.anchor.end <= end
        for start, end in _printed(names, text, shift)
    )
