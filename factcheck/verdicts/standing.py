"""An area beside others in one period: its place, and what rounding and gaps leave open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from factcheck.records import Computed
from factcheck.verdicts.case import Case, Outcome, band_of, unknown
from factcheck.verdicts.datum import Datum
from factcheck.verdicts.scope import is_economy, is_world, named_scope
from factcheck.verdicts.statistic import Statistic

__all__ = ["among_the_first", "outdone", "placed", "standing"]

_ENOUGH = 20
_MANY = 100
_TENTH = 10


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
    row = _row(case, statistic, label, members)
    if row is None:
        return unknown("period_not_covered", f"no value for {case.area} in {label}")
    if len(row.others) + 1 < (len(members) if members else _ENOUGH):
        words = f"too few areas have a value for {label}"
        return _outdone(case, row, label) or unknown("universe_incomplete", words)
    return _in_row(case, row, label)


def outdone(case: Case, statistic: Statistic, label: str) -> Outcome | None:
    """Whether areas of a table that is not complete already take the claimed place.

    No gap in a table can move an area up: where more areas lie before it than the claim allows,
    the claim fails. Where the table also gives the world's total and the rest of the world
    together is smaller than the area, the order is settled.

    Returns:
        None where neither is so, or the scope is not known.
    """
    rank, members = case.claim.rank, named_scope(case)
    if rank is None or members is None or statistic.series.measure == "index":
        return None
    row = _row(case, statistic, label, members)
    if row is None:
        return None
    world = rank.order == "largest" and not members and statistic.adds_up()
    if world and _rest_is_less(row, statistic, label):
        return _in_row(case, row, label)
    return _outdone(case, row, label)


def _in_row(case: Case, row: Row, label: str) -> Outcome:
    found = placed(case, row.places(), row.nearest(case), label)
    return replace(found, extra={"best": str(row.held_by(case).value), "own": str(row.own.value)})


def _outdone(case: Case, row: Row, label: str) -> Outcome | None:
    if case.claim.rank is None or row.places()[1] <= case.claim.rank.position:
        return None
    found = _in_row(case, row, label)
    note = f"{row.places()[1] - 1} areas of a table that is not complete already lie before it"
    return replace(found, notes=(*found.notes, note))


def _rest_is_less(row: Row, statistic: Statistic, label: str) -> bool:
    """Whether what the table leaves out of the world's total is less than the area itself."""
    whole = statistic.at("WLD", label)
    if whole is None:
        return False
    known = sum((d.low for d in row.others.values()), row.own.low)
    return 0 <= (whole.high - known) < row.own.low


def among_the_first(
    case: Case, statistic: Statistic, label: str, members: frozenset[str] | None
) -> Outcome:
    """Whether an area is one of the largest: in the first tenth of many, not in the lower half.

    Args:
        case: the claim.
        statistic: what is compared.
        label: of the period.
        members: areas of the scope; None: those of a table that does not claim to be complete.
    """
    rank = case.claim.rank
    if rank is None or (members is None and not is_world(case)):
        return unknown("kind_not_decidable", "the text leaves the exact place open")
    row = _row(case, statistic, label, members)
    size = len(row.others) + 1 if row is not None else 0
    if row is None or size < max(_ENOUGH, len(members or ())) or (not members and size < _MANY):
        return unknown("kind_not_decidable", "the text leaves the exact place open")
    place, least, most = row.places()
    computed = Computed(value=place, unit=None, low=least, high=most)
    seen = [row.own, *row.nearest(case)[:3]]
    cells = tuple(c for d in seen for c in d.cells)
    formula = f"place {place} of {size} in {label}"
    if most * _TENTH <= size:
        return Outcome("holds", "statement_holds", computed, formula, cells)
    if least * 2 > size:
        return Outcome("fails", "rank_differs", computed, formula, cells)
    return Outcome("close", "too_close_to_call", computed, formula, cells)


@dataclass(frozen=True, slots=True)
class Row:
    """An area beside others in one period, turned so that more comes first.

    Args:
        own: the area's figure.
        others: those of the others.
        slack: by how much revision may move a figure.
    """

    own: Datum
    others: dict[str, Datum]
    slack: Decimal

    def places(self) -> tuple[int, int, int]:
        """The place, and the bounds that rounding and revision leave open."""
        own, slack, others = self.own, self.slack, self.others.values()
        place = 1 + sum(d.value > own.value for d in others)
        least = 1 + sum(d.low > own.high + 2 * slack for d in others)
        most = 1 + sum(d.high >= own.low - 2 * slack for d in others)
        return place, least, most

    def held_by(self, case: Case) -> Datum:
        """The figure that takes the claimed place."""
        claimed = case.claim.rank.position if case.claim.rank else 1
        order = sorted((self.own, *self.others.values()), key=lambda d: -d.value)
        return order[min(claimed, len(order)) - 1]

    def nearest(self, case: Case) -> list[Datum]:
        """The area's figure and those that decide its place."""
        claimed = case.claim.rank.position if case.claim.rank else 1
        first = sorted(self.others.values(), key=lambda d: -d.value)
        return [self.own, *first[: max(self.places()[0], claimed)][:6]]


def _row(
    case: Case, statistic: Statistic, label: str, members: frozenset[str] | None
) -> Row | None:
    own = statistic.at(case.area, label)
    if own is None or case.claim.rank is None or case.area is None:
        return None
    others = _others(case, statistic, label, members)
    slack = band_of(case, own, statistic.series) / 2
    if case.claim.rank.order == "smallest":
        own = own.scaled(Decimal(-1), own.unit, own.formula)
        others = {k: d.scaled(Decimal(-1), d.unit, d.formula) for k, d in others.items()}
    return Row(own, others, slack)


def _others(
    case: Case, statistic: Statistic, label: str, members: frozenset[str] | None
) -> dict[str, Datum]:
    found = {}
    for area in sorted(members or case.archive.areas(statistic.series.key)):
        if area == case.area or (not members and not is_economy(area)):
            continue
        datum = statistic.at(area, label)
        if datum is not None:
            found[area] = datum
    return found


def placed(case: Case, places: tuple[int, int, int], seen: list[Datum], label: str) -> Outcome:
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
