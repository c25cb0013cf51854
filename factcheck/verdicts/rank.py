"""`rank`: an entity holds this place in an ordering."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Candidate, Computed, Series
from factcheck.records.calendar import period_span
from factcheck.verdicts.case import Case, Outcome, band_of, unknown
from factcheck.verdicts.statistic import Datum, Statistic

__all__ = ["judge_rank", "standing"]

_ENOUGH = 20


def judge_rank(case: Case, candidate: Candidate) -> Outcome:
    """Whether the area holds the claimed place.

    A published place is taken as it stands; else the areas of a table that claims to be complete
    for the scope are put in order. Aggregates are left out. Where rounding or revision could
    change the order, no refutation follows.
    """
    claim = case.claim
    if claim.rank is None:
        return unknown("kind_not_decidable", "no place is stated")
    if _hedged(case):
        return unknown("kind_not_decidable", "the text leaves the exact place open")
    label = case.label
    if label is None:
        return unknown("period_unknown", "the text does not say when")
    if case.area is None:
        return unknown("area_unknown", "the text does not say who")
    statistic = case.statistic(candidate)
    if statistic.series.measure == "rank":
        return _published(case, statistic, label)
    members = _scope(case, statistic.series)
    if members is None:
        return unknown("universe_incomplete", f"no complete table for {claim.rank.scope!r}")
    return standing(case, statistic, label, members)


@lru_cache(maxsize=1)
def _hedges() -> tuple[str, ...]:
    rows = load_rows("rank_hedges", ("words", "example", "source"))
    return tuple(r["words"] for r in rows)


def _hedged(case: Case) -> bool:
    """Whether the words before the place leave it open ("one of the largest")."""
    start = case.claim.anchor.start
    before = normalise(case.article.text[max(0, start - 24) : start]).rstrip()
    said = normalise(case.claim.anchor.exact)
    words = _hedges()
    return said.startswith(words) or any(before.endswith(f" {w}") or before == w for w in words)


def _published(case: Case, statistic: Statistic, label: str) -> Outcome:
    claim = case.claim
    seen = statistic.at(case.area, label)
    if seen is None:
        return unknown("period_not_covered", _last_place(case, statistic, label))
    if claim.rank is None or claim.rank.order != "largest" or not _is_world(claim.rank.scope):
        return unknown("universe_incomplete", "the list is of the largest in the world")
    return _decide(case, (int(seen.value),) * 3, [seen], label)


def _last_place(case: Case, statistic: Statistic, label: str) -> str:
    """What the list says of the newest year it holds before the one claimed."""
    before = [x for x in statistic.labels(case.area) if period_span(x) < period_span(label)]
    last = before[-1] if before else None
    seen = statistic.at(case.area, last) if last else None
    if seen is None:
        return f"no place listed for {label}"
    return f"no place is listed for {label}; in {last} it was place {int(seen.value)}"


def standing(
    case: Case, statistic: Statistic, label: str, members: frozenset[str] | None
) -> Outcome:
    """The place of the claim's area among others, with bounds for what rounding leaves open.

    Args:
        case: the claim.
        statistic: what is compared.
        label: of the period.
        members: areas of the scope; empty: all single economies of the table.
    """
    claim = case.claim
    own = statistic.at(case.area, label)
    if own is None or claim.rank is None or case.area is None:
        return unknown("period_not_covered", f"no value for {case.area} in {label}")
    others = _others(case, statistic, label, members)
    if len(others) + 1 < (len(members) if members else _ENOUGH):
        return unknown("universe_incomplete", f"too few areas have a value for {label}")
    if claim.rank.order == "smallest":
        own = own.scaled(Decimal(-1), own.unit, own.formula)
        others = {k: d.scaled(Decimal(-1), d.unit, d.formula) for k, d in others.items()}
    slack = band_of(case, own, statistic.series) / 2
    place = 1 + sum(d.value > own.value for d in others.values())
    least = 1 + sum(d.low > own.high + 2 * slack for d in others.values())
    most = 1 + sum(d.high >= own.low - 2 * slack for d in others.values())
    nearest = sorted(others.values(), key=lambda d: -d.value)[: max(place, claim.rank.position)]
    return _decide(case, (place, least, most), [own, *nearest[:6]], label)


def _others(
    case: Case, statistic: Statistic, label: str, members: frozenset[str] | None
) -> dict[str, Datum]:
    found = {}
    for area in sorted(members or case.archive.areas(statistic.series.key)):
        if area == case.area or (not members and not _is_economy(area)):
            continue
        datum = statistic.at(area, label)
        if datum is not None:
            found[area] = datum
    return found


def _decide(case: Case, places: tuple[int, int, int], seen: list[Datum], label: str) -> Outcome:
    """The claimed place beside the place held and the bounds that rounding leaves open."""
    place, least, most = places
    rank = case.claim.rank
    claimed = rank.position if rank else 0
    top = case.claim.quantity is not None and case.claim.quantity.comparator == "le"
    computed = Computed(value=place, unit=None, low=least, high=most)
    cells = tuple(c for d in seen for c in d.cells)
    formula = f"place {place} in {label}"
    right = place <= claimed if top else place == claimed
    possible = least <= claimed if top else least <= claimed <= most
    if right:
        return Outcome("holds", "statement_holds", computed, formula, cells)
    if possible:
        return Outcome("close", "too_close_to_call", computed, formula, cells)
    return Outcome("fails", "rank_differs", computed, formula, cells)


@lru_cache(maxsize=1)
def _aggregates() -> frozenset[str]:
    rows = load_rows("aggregate_codes", ("code", "name", "example", "source"))
    return frozenset(r["code"] for r in rows)


@lru_cache(maxsize=1)
def _world_words() -> frozenset[str]:
    rows = load_rows("scopes", ("words", "scope", "example", "source"))
    return frozenset(r["words"] for r in rows if r["scope"] == "world")


def _is_economy(code: str) -> bool:
    return len(code) == 3 and code not in _aggregates()


def _is_world(scope: str) -> bool:
    return normalise(scope).strip() in _world_words()


def _scope(case: Case, series: Series) -> frozenset[str] | None:
    """Areas of the claim's scope: empty for the world, None where the table is not complete."""
    rank = case.claim.rank
    if rank is None:
        return None
    if _is_world(rank.scope):
        return frozenset() if series.universe == "world" else None
    if case.label is None or series.universe != "world":
        return None
    code = case.match.concept and _group_code(rank.scope)
    members = case.archive.members(code, period_span(case.label)[1]) if code else None
    return frozenset(members) if members else None


@lru_cache(maxsize=256)
def _group_code(scope: str) -> str | None:
    rows = load_rows("scopes", ("words", "scope", "example", "source"))
    plain = normalise(scope).strip()
    return next((r["scope"] for r in rows if r["words"] == plain and r["scope"] != "world"), None)
