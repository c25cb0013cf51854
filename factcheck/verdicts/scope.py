"""Among whom an area holds its place."""

from __future__ import annotations

from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Series
from factcheck.records.calendar import period_span
from factcheck.verdicts.case import Case

__all__ = ["is_economy", "is_world", "named_scope", "scope_of"]

_STEM = 5
"""Letters that "exporters" and "exports" share."""


@lru_cache(maxsize=1)
def _aggregates() -> frozenset[str]:
    rows = load_rows("aggregate_codes", ("code", "name", "example", "source"))
    return frozenset(r["code"] for r in rows)


@lru_cache(maxsize=1)
def _world_words() -> frozenset[str]:
    rows = load_rows("scopes", ("words", "scope", "example", "source"))
    return frozenset(r["words"] for r in rows if r["scope"] == "world")


def is_economy(code: str) -> bool:
    """Whether a code is a single economy, no aggregate."""
    return len(code) == 3 and code not in _aggregates()


def is_world(case: Case) -> bool:
    """Whether the scope of a claim is the world, or all of it that does what is measured.

    "The world's exporters of goods" are all, for a claim about exports of goods; the world's
    developing exporters are not.
    """
    if case.claim.rank is None:
        return False
    plain = normalise(case.claim.rank.scope).strip()
    if plain in _world_words():
        return True
    first, _, rest = plain.removeprefix("the ").partition("'s ")
    done = [word[:_STEM] for word in normalise(case.claim.indicator.text).split()]
    named = [word for word in rest.split() if len(word) > len("of")]
    return first in _world_words() and all(word[:_STEM] in done for word in named)


def scope_of(case: Case, series: Series) -> frozenset[str] | None:
    """Areas of the claim's scope: empty for the world, None where the table is not complete."""
    return named_scope(case) if series.universe == "world" else None


def named_scope(case: Case) -> frozenset[str] | None:
    """Areas of the claim's scope: empty for the world, None for one that is not known."""
    rank = case.claim.rank
    if rank is None:
        return None
    if is_world(case):
        return frozenset()
    code = _group_code(rank.scope)
    if case.label is None or code is None:
        return None
    return frozenset(case.archive.members(code, period_span(case.label)[1]) or ()) or None


@lru_cache(maxsize=256)
def _group_code(scope: str) -> str | None:
    rows = load_rows("scopes", ("words", "scope", "example", "source"))
    plain = normalise(scope).strip()
    return next((r["scope"] for r in rows if r["words"] == plain and r["scope"] != "world"), None)
