"""The state of the queue, which is its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

__all__ = ["FACETS", "Filter"]

FACETS = ("label", "kind", "indicator", "outlet", "month", "state", "reviewer", "second")
"""What the queue can be narrowed by. `state` is what was decided last, `second` whether a second
reviewer agreed, `month` that of publication."""

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are shown, and which page of them.

    Args:
        chosen: values by facet, in the order of FACETS.
        words: a search in quote, indicator and title.
        page: 1-based.
    """

    chosen: tuple[tuple[str, str], ...] = ()
    words: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filter:
        """The state that an address names; what it cannot mean is left out."""
        chosen = tuple((name, query[name][:LONGEST]) for name in FACETS if name in query)
        page = query.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 8 else 1
        return cls(chosen, " ".join(query.get("q", "")[:LONGEST].split()), max(number, 1))

    def query(self) -> str:
        """The state as the query of an address, empty for the whole queue."""
        pairs = [*self.chosen]
        if self.words:
            pairs.append(("q", self.words))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs, errors="replace")

    def value(self, facet: str) -> str | None:
        """What is chosen of a facet."""
        return dict(self.chosen).get(facet)

    def having(self, facet: str, value: str) -> Filter:
        """With this value of a facet, on the first page."""
        chosen = {**dict(self.chosen), facet: value}
        return Filter(tuple((name, chosen[name]) for name in FACETS if name in chosen), self.words)

    def without(self, facet: str) -> Filter:
        """With nothing chosen of a facet, on the first page."""
        return Filter(tuple(x for x in self.chosen if x[0] != facet), self.words)

    def at(self, page: int) -> Filter:
        """Another page of the same."""
        return replace(self, page=page)

    def terms(self) -> list[str]:
        """The words searched for, all of which must occur as beginnings of words."""
        parts = "".join(c if c.isalnum() else " " for c in self.words).split()
        return [part for part in parts if part.isalnum()][:20]
