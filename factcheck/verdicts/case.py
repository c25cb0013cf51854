"""What an operator is given and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from factcheck.records import (
    Article,
    Candidate,
    Claim,
    Computed,
    Direction,
    Match,
    Observation,
    Series,
)
from factcheck.series import Archive
from factcheck.verdicts.datum import Datum
from factcheck.verdicts.intervals import Interval, Said, fit, tolerance
from factcheck.verdicts.statistic import Statistic, statistic_of

__all__ = ["Case", "Operator", "Outcome", "Status", "compare", "sign_of", "unknown"]

Status = Literal["holds", "fails", "close", "unknown"]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with all that a verdict may look at.

    Args:
        claim: the claim.
        match: its candidates.
        archive: reference statistics.
        article: where it stands.
        claims: all claims of the article.
        known: day whose vintages are looked at, None for the newest.
        band: whether figures may have been revised since the claim was written.
    """

    claim: Claim
    match: Match
    archive: Archive
    article: Article
    claims: tuple[Claim, ...] = ()
    known: date | None = None
    band: bool = False

    def statistic(self, candidate: Candidate) -> Statistic:
        """A candidate read at this case's vintage."""
        return statistic_of(self.archive, candidate, self.known)

    @property
    def area(self) -> str | None:
        """Code of the claim's area."""
        return self.claim.ref_area.code if self.claim.ref_area else None

    @property
    def label(self) -> str | None:
        """Label of the claim's period."""
        return self.claim.period.label if self.claim.period else None

    def having(self, **changes: object) -> Case:
        """The same case with some fields of the claim changed."""
        return replace(self, claim=self.claim.model_copy(update=changes))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading a claim against one candidate at one vintage.

    Args:
        status: whether the statement holds.
        reason: a code of the closed list.
        computed: what the table gives for the same statement.
        formula: how, with the figures.
        cells: observations used.
        notes: what a reader must be told.
        missing: for `unknown`: words for what is missing.
        said: one clause for the explanation ("the table gives …").
    """

    status: Status
    reason: str
    computed: Computed | None = None
    formula: str | None = None
    cells: tuple[Observation, ...] = ()
    notes: tuple[str, ...] = ()
    missing: str = ""
    said: str = ""
    extra: dict[str, str] = field(default_factory=dict)


_PARTED = 3
"""A difference moves by a part of what its two sides do: revisions mostly go the same way."""

Operator = Callable[[Case, Candidate], Outcome]
"""Reads one claim against one candidate."""


def unknown(reason: str, missing: str = "", *, said: str = "") -> Outcome:
    """An outcome without an answer.

    Args:
        reason: a `not_enough_evidence` code.
        missing: what is missing, in words.
        said: a clause about what the tables do give.
    """
    return Outcome("unknown", reason, missing=missing, said=said)


def sign_of(direction: Direction | None) -> int:
    """-1 for a fall, else 1."""
    return -1 if direction == "down" else 1


def band_of(case: Case, datum: Datum, series: Series | None = None) -> Decimal:
    """By how much a figure may have been revised since the article came out.

    Nothing where the vintage then in force is known.
    """
    if not case.band:
        return Decimal(0)
    return _plain_band(datum, series) * aged(case, datum)


def aged(case: Case, datum: Datum) -> Decimal:
    """By what a band grows with the years between the article and the table.

    An article without a date is taken to be as old as the period it speaks of.
    """
    written = case.article.published or (case.claim.period.end if case.claim.period else None)
    if written is None or not datum.cells:
        return Decimal(1)
    days = max((cell.vintage - written).days for cell in datum.cells)
    late = Decimal(days) / 365 - tolerance("age", "fresh")
    if late <= 0:
        return Decimal(1)
    return min(tolerance("age", "most"), 1 + late * tolerance("age", "slope"))


def _plain_band(datum: Datum, series: Series | None) -> Decimal:
    if series is not None and series.measure == "index" and series.unit_measure == "index_point":
        return tolerance("index", "absolute")
    if datum.unit in ("percent", "percentage_point"):
        if series is not None and (series.measure != "level" or _is_volume(series)):
            return tolerance("volume" if _is_volume(series) else "growth", "absolute")
        if series is not None and series.unit_measure == "index_point":
            return tolerance("index", "absolute")
        if series is not None and _physical(series):
            slack = abs(datum.value) * tolerance("other", "growth")
            return max(slack, tolerance("growth", "absolute"))
        name = "percent" if series is not None and series.unit_measure == "percent" else "growth"
        return tolerance(name, "absolute")
    if len(datum.unit) == 3 and datum.unit.isupper():
        return abs(datum.value) * tolerance("money", "relative")
    name = "count" if datum.unit.startswith("count") else "other"
    return abs(datum.value) * tolerance(name, "relative")


def _is_volume(series: Series) -> bool:
    """Whether a series is in real terms: national accounts are redone in each benchmark."""
    return series.price_basis in ("constant", "chained")


def _physical(series: Series) -> bool:
    """Whether a series is in tonnes, watt hours and the like: inventories are redone each year."""
    unit = series.unit_measure
    money = len(unit) == 3 and unit.isupper()
    return (
        not money and not unit.startswith("count") and unit not in ("percent", "index_point", "a")
    )


def compare(
    case: Case,
    said: Said | None,
    datum: Datum,
    *,
    series: Series | None = None,
    of: Decimal | None = None,
) -> Outcome:
    """A claim's figure beside the table's figure for the same statement.

    Args:
        case: the claim.
        said: what the claim covers, None where its figure cannot be read as one.
        datum: the table's figure, in the claim's unit.
        series: what the figure comes from, for the band of revision.
        of: size of the figures that it is the difference of, None for no difference.
    """
    if said is None:
        return unknown("kind_not_decidable", "the claim's figure cannot be compared")
    computed = Computed(value=datum.value, unit=datum.unit, low=datum.low, high=datum.high)
    band = band_of(case, datum, series)
    if of is not None:
        band = max(band, band_of(case, replace(datum, value=of), series) / _PARTED)
    how = fit(said, Interval(datum.low, datum.high), band)
    status: Status = "holds" if how in ("holds", "truncated", "rounded") else "close"
    status = "fails" if how == "apart" else status
    if how == "close" and case.band and _mirrors(said, datum):
        status = "fails"
    reason = {
        "truncated": "value_matches_truncated",
        "rounded": "matches_within_approximation",
        "holds": "matches_within_approximation" if said.approximate else "value_matches",
        "apart": "value_differs",
        "close": "too_close_to_call",
    }[how]
    if status == "fails":
        reason = "value_differs"
    notes = ("the claim cuts digits off instead of rounding",) if how == "truncated" else ()
    if how == "rounded":
        notes = ("the claim's figure holds when its last zeros are read as rounding",)
    return Outcome(status, reason, computed, datum.formula, datum.cells, notes)


def _mirrors(said: Said, datum: Datum) -> bool:
    """Whether the figure is exactly the claim's with the sign turned, by more than a step."""
    turned = Interval(-datum.high, -datum.low)
    return said.exact.meets(turned) and said.exact.gap(datum.interval) > said.step
