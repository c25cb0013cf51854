"""The series of an archive, each with the meaning of its fields, ready to be searched."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from factcheck.matches.currencies import currencies_in
from factcheck.matches.meaning import Meaning, read_meaning
from factcheck.matches.printed import Names, name_of
from factcheck.records import Series
from factcheck.series import Archive

__all__ = ["FREE_WORDS", "Catalogue", "Entry", "catalogue_of"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A series as the matcher sees it.

    Args:
        series: the record.
        names: meaning of the indicator's name and of each alias, with product and measure.
        described: words of the description, which account for a claim's words but ask for none.
        product: words of the product.
        currency: what it is in, or what the level it is the growth of is in; None for no money.
        printed: its names and aliases word for word.
    """

    series: Series
    names: tuple[Meaning, ...]
    described: frozenset[str]
    product: frozenset[str]
    currency: str | None = None
    printed: frozenset[tuple[str, ...]] = frozenset()


def _currency(series: Series, archive: Archive) -> str | None:
    unit = archive.get(archive.level_of(series.key) or series.key).unit_measure
    if len(unit) == 3 and unit.isalpha() and unit.isupper():
        return unit
    named = currencies_in(series.description) if series.measure.startswith("growth") else set()
    return next(iter(named)) if len(named) == 1 else None


def _entry(series: Series, archive: Archive) -> Entry:
    stated = _stated(series)
    product = read_meaning(series.product) if series.product else Meaning(frozenset())
    aliases = [a for a in series.aliases if not _misread(a, series)]
    names = tuple(
        read_meaning(name).joined(product).joined(stated) for name in (series.indicator, *aliases)
    )
    described = read_meaning(series.description.partition("Source given:")[0])
    if names[0].words & {"trade"} and not names[0].has("cover") and described.has("cover"):
        cover = Meaning(frozenset(), {"cover": described.facets["cover"]})
        names = tuple(name.joined(cover) for name in names)
    alike = {(n.words, frozenset(n.facets.items())): n for n in reversed(names)}
    names = tuple(n for n in names if alike[n.words, frozenset(n.facets.items())] is n)
    printed = frozenset(name_of(name) for name in (series.indicator, *aliases))
    currency = _currency(series, archive)
    return Entry(series, names, described.words, product.words, currency, printed)


def _misread(alias: str, series: Series) -> bool:
    """Whether the vocabulary takes an abbreviation for something else than the series is of.

    "CPI" is consumer prices to every reader, though a table of corruption uses it too.
    """
    if not alias.isupper() or " " in alias:
        return False
    read = read_meaning(alias)
    known = read_meaning(f"{series.indicator}. {series.description}").words
    return not read.unknown and read.words.isdisjoint(known)


def _stated(series: Series) -> Meaning:
    """What the columns of the series state beside its name."""
    facets: dict[str, str] = {}
    if series.measure.startswith("growth"):
        facets["growth"] = "yes"
    if series.measure == "share":
        facets["share"] = "yes"
    if series.measure == "rank":
        facets["rank"] = "yes"
    if series.price_basis in ("constant", "chained"):
        facets["price"] = "real"
    elif series.price_basis == "current":
        facets["price"] = "nominal"
    return Meaning(frozenset(), facets)


FREE_WORDS = frozenset({"trade", "product", "enterprise"})
"""Words of a product that say nothing of which one it is."""


class Catalogue:
    """All series of an archive with an index of their words.

    Args:
        archive: what to index; its series must not change afterwards.
    """

    def __init__(self, archive: Archive) -> None:
        self.entries = [_entry(s, archive) for s in archive.series()]
        self.by_key = {entry.series.key: entry for entry in self.entries}
        self.names = Names.of(archive.series())
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for at, entry in enumerate(self.entries):
            for name in entry.names:
                for word in name.words:
                    self._by_word[word].add(at)

        self._by_flow: dict[str | None, set[int]] = defaultdict(set)
        for at, entry in enumerate(self.entries):
            for name in entry.names:
                self._by_flow[name.facets.get("flow")].add(at)

        size = len(self.entries)
        self._weights = {
            word: 1 + math.log(1 + size / len(held)) / math.log(2 + size)
            for word, held in self._by_word.items()
        }

        self._accounts: dict[str, set[int]] = {w: set(held) for w, held in self._by_word.items()}
        for at, entry in enumerate(self.entries):
            for word in entry.described:
                self._accounts.setdefault(word, set()).add(at)

    def knows(self, words: Iterable[str]) -> bool:
        """Whether every word stands in some name or description: else no series can answer."""
        return self._accounts.keys() >= set(words)

    def weight(self, word: str) -> float:
        """How telling a word is: rare words weigh more (inverse document frequency, 1 to 2)."""
        return self._weights.get(word, 1.5)

    def about(self, words: Iterable[str]) -> list[Entry]:
        """Series whose names share a word with the claim, in the archive's order."""
        found: set[int] = set()
        for word in words:
            found |= self._by_word.get(word, set())
        return [self.entries[at] for at in sorted(found)]

    def answering(self, words: frozenset[str], flow: str | None) -> list[Entry]:
        """Of the series that hold all words, those of a flow and of no other product.

        What is left out here the features would rule out, at more cost.
        """
        flows = self._by_flow.get(flow, set())
        if flow == "total":
            flows = flows | self._by_flow.get(None, set())
        allowed = words | FREE_WORDS
        found: set[int] = set()
        for word in words:
            found |= self._by_word.get(word, set())
        found &= flows
        for word in words:
            found &= self._accounts.get(word, set())
        entries = (self.entries[at] for at in sorted(found))
        return [entry for entry in entries if entry.product <= allowed]

    def rates(self) -> list[Entry]:
        """Series of exchange rates."""
        return [e for e in self.entries if _is_rate(e.series.unit_measure)]


def _is_rate(unit: str) -> bool:
    left, _, right = unit.partition("/")
    return all(len(x) == 3 and x.isalpha() and x.isupper() for x in (left, right))


@lru_cache(maxsize=4)
def catalogue_of(archive: Archive) -> Catalogue:
    """The catalogue of an archive, built once for it."""
    return Catalogue(archive)
