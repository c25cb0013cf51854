"""What a reader must be told beside a verdict: other currencies, first prints, revised bases."""

from __future__ import annotations

from datetime import date

from factcheck.records import Candidate
from factcheck.verdicts.case import Case, sign_of
from factcheck.verdicts.datum import Datum, growth_between
from factcheck.verdicts.growth import ends_of
from factcheck.verdicts.intervals import fit, said_by
from factcheck.verdicts.readings import Read, read_one
from factcheck.verdicts.statistic import statistic_of
from factcheck.verdicts.streak import run_of
from factcheck.verdicts.track import Point, Track
from factcheck.verdicts.units import is_money

__all__ = ["asides"]

_LOOK = 6


def asides(case: Case, read: Read) -> tuple[str, ...]:
    """Notes on readings that the verdict does not rest on but that give another picture.

    Args:
        case: the claim.
        read: the reading that decided.
    """
    found: list[str] = []
    if case.claim.kind in ("change", "streak", "record"):
        found += _currencies(case, read)
    if case.claim.kind == "change":
        found += _first_print(case, read)
    if case.claim.kind == "streak":
        found += _first_run(case, read)
    return tuple(found)


def _unit(case: Case, candidate: Candidate) -> str | None:
    """The currency a candidate is in: its own, or that of the level it is the growth of."""
    key = case.archive.level_of(candidate.key) or candidate.key
    unit = case.archive.get(key).unit_measure
    return unit if is_money(unit) else None


def _currencies(case: Case, read: Read) -> list[str]:
    """The same statistic in another currency, where the claim would fail there."""
    mine = _unit(case, read.candidate)
    dataset = read.candidate.key.partition("#")[0]
    tried: set[str] = set()
    found = []
    for other in case.match.candidates[: _LOOK * 2]:
        unit = _unit(case, other)
        if unit is None or mine is None or unit == mine or unit in tried:
            continue
        if other.key.partition("#")[0] != dataset:
            continue
        outcome = read_one(case, other).outcome
        if outcome.status == "unknown":
            continue
        tried.add(unit)
        if outcome.status == "fails":
            found.append(f"in {unit} it would not hold: {outcome.formula}")
    return found


def _first(case: Case, key: str, label: str, until: date | None) -> Datum | None:
    """The figure as the oldest vintage printed it."""
    for vintage in case.archive.vintages(key):
        if until is not None and vintage > until:
            break
        plain = Candidate(key=key, indicator="", score=0, reasons=())
        seen = statistic_of(case.archive, plain, vintage).at(case.area, label)
        if seen is not None:
            return seen
    return None


def _first_print(case: Case, read: Read) -> list[str]:
    """Growth recomputed from the two figures as first printed, where it gives another rate."""
    figure, ends = case.claim.quantity, ends_of(case.claim)
    key = case.archive.level_of(read.candidate.key)
    if figure is None or figure.unit != "percent" or ends is None or key is None:
        return []
    old = _first(case, key, ends[0], case.article.published)
    new = _first(case, key, ends[1], case.article.published)
    rate = growth_between(new, old) if new and old else None
    said = said_by(figure, sign=sign_of(case.claim.direction))
    if rate is None or said is None or fit(said, rate.interval) == "holds":
        return []
    first = f"recomputed from the figures as first printed it is {rate.value:.1f} percent"
    return [f"{first} ({rate.formula}): the base was revised"]


def _first_run(case: Case, read: Read) -> list[str]:
    """The run over levels as first printed, where it is shorter than claimed."""
    key = case.archive.level_of(read.candidate.key)
    if key is None or case.claim.streak is None or case.label is None or case.area is None:
        return []
    labels = [x for x in case.archive.periods(key, case.area) if x <= case.label]
    points = []
    for label in labels[-case.claim.streak.length - 2 :]:
        datum = _first(case, key, label, case.article.published)
        if datum is not None:
            points.append(Point(label, datum))
    if len(points) < 2:
        return []
    rate = case.archive.get(key).measure.startswith("growth")
    run = run_of(Track(tuple(points), gaps=False), rate=rate, down=case.claim.direction == "down")
    if run.broken_at is None or run.length >= case.claim.streak.length:
        return []
    return [f"on levels as first printed the run would break in {run.broken_at}"]
