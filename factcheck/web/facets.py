"""The queue in memory: which claims a state shows and how many have each value of a facet.

Counting eight facets over 100,000 claims takes a database half a second and these arrays a few
milliseconds; what they hold is rebuilt from the database and follows its log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcheck.web.filters import FACETS, Filter

__all__ = ["Facets", "Mask", "summed_up"]

MOST_VALUES = 20
"""Values of a facet that are offered."""
_OPEN = {"state": "open", "reviewer": "", "second": "not judged"}

Mask = NDArray[np.bool_]


class Facets:
    """The claims in the order of the queue, and the value of each by facet.

    Args:
        claims: `number`, `slug`, `claim_id`, `quote` and the facets of each, in order.
    """

    def __init__(self, claims: Iterable[Mapping[Any, Any]]) -> None:
        rows = list(claims)
        self.numbers = np.array([r["number"] for r in rows], dtype=np.int64)
        self.places = {(r["slug"], r["claim_id"]): i for i, r in enumerate(rows)}
        self.keys = list(self.places)
        self.quotes = [r["quote"] for r in rows]
        self.searches: dict[str, Mask] = {}
        self._values: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        self._codes = {
            name: np.array(
                [self._code(name, str(r.get(name) or _OPEN.get(name, ""))) for r in rows],
                dtype=np.int32,
            )
            for name in FACETS
        }

    def _code(self, name: str, value: str) -> int:
        return self._values[name].setdefault(value, len(self._values[name]))

    def put(self, slug: str, claim_id: str, judgements: Iterable[Mapping[Any, Any]]) -> None:
        """Takes over what stands of a claim.

        Args:
            slug: of the article.
            claim_id: of the claim.
            judgements: that stand, oldest first.
        """
        place = self.places.get((slug, claim_id))
        if place is None:
            return
        quote = self.quotes[place]
        state = summed_up([j for j in judgements if j["quote"] == quote])
        for name, value in state.items():
            self._codes[name][place] = self._code(name, value)

    def having(self, numbers: Sequence[int]) -> Mask:
        """Which claims have these numbers."""
        return np.isin(self.numbers, np.array(numbers, dtype=np.int64))

    def mask(self, chosen: Filter, found: Mask | None) -> Mask:
        """Which claims a state shows, of those that a search found."""
        mask = np.ones(len(self.numbers), dtype=np.bool_)
        if found is not None:
            mask &= found
        for name, value in chosen.chosen:
            mask &= self._codes[name] == self._values[name].get(value, -1)
        return mask

    def approved(self) -> Mask:
        """Which claims people accepted or corrected without disagreeing."""
        state, second = self._values["state"], self._values["second"]
        held: Mask = np.isin(
            self._codes["state"], [state.get(x, -1) for x in ("accept", "correct")]
        )
        held &= self._codes["second"] != second.get("disputed", -1)
        return held

    def counts(self, chosen: Filter, found: Mask | None) -> dict[str, Any]:
        """For each facet, how many claims have each value under all choices but its own."""
        everything = self.mask(chosen, found)
        taken = dict(chosen.chosen)
        return {
            name: self._most(
                name, self.mask(chosen.without(name), found) if name in taken else everything
            )
            for name in FACETS
        }

    def _most(self, name: str, mask: Mask) -> list[tuple[str, int]]:
        values = list(self._values[name])
        numbers = np.bincount(self._codes[name][mask], minlength=len(values))
        held = [(values[i], int(numbers[i])) for i in np.flatnonzero(numbers)]
        return sorted(held, key=lambda x: (-x[1], x[0]))[:MOST_VALUES]


def summed_up(judgements: Iterable[Mapping[Any, Any]]) -> dict[str, str]:
    """What standing judgements of a claim come to.

    Args:
        judgements: oldest first; the newest of each reviewer counts.

    Returns:
        `state` and `reviewer` of the newest, and `second`: `not judged`, `once`, `agreed` or
        `disputed`.
    """
    newest: dict[str, Mapping[Any, Any]] = {}
    for judgement in judgements:
        newest.pop(judgement["reviewer"], None)
        newest[judgement["reviewer"]] = judgement
    if not newest:
        return dict(_OPEN)
    last = list(newest.values())[-1]
    decisions = {(j["label"], j["action"] == "reject") for j in newest.values()}
    second = "once" if len(newest) == 1 else "agreed" if len(decisions) == 1 else "disputed"
    return {"state": last["action"], "reviewer": last["reviewer"], "second": second}
