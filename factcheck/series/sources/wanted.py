"""What is asked of a service, and the package made of what it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from factcheck.errors import SourceError, UsageError
from factcheck.series.packages import SERIES_COLUMNS
from factcheck.series.sources.client import Reply
from factcheck.series.sources.services import Measured, Service, measured
from factcheck.series.writing import Package

__all__ = ["Pulled", "Value", "Wanted", "series_row", "stated"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to pull.

    Args:
        code: of the indicator, series or table, as the service writes it.
        areas: codes of the areas; empty: all.
        since, until: years, both inclusive; empty: all.
        indicator: what is measured, in plain English, where the service does not say it so.
        unit: code of the unit, where the service does not say it.
        unit_mult: power of ten the figures are in, where `unit` is given.
        measure: as in series.csv; empty: what the service says.
        key: `source/dataset` of the package; empty: of service and code.
        vintages: how many versions to take, newest first, from a service that keeps them.
    """

    code: str
    areas: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    indicator: str = ""
    unit: str = ""
    unit_mult: int = 0
    measure: str = ""
    key: str = ""
    vintages: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as the service printed it."""

    series: str
    area: str
    period: str
    text: str
    status: str = ""
    comment: str = ""


@dataclass(slots=True)
class Pulled:
    """One vintage of what a service gave, before it is a package.

    Args:
        title: of the dataset.
        address: page or request that a reader can open.
        vintage: day of this version.
        replies: what was asked and answered, the figures first.
        description: scope.
        series: rows of series.csv.
        values: figures.
        left_out: what was not taken, by reason, with how many.
    """

    title: str
    address: str
    vintage: date
    replies: Sequence[Reply]
    description: str = ""
    series: list[dict[str, str]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        """Counts a figure that is not taken."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    def package(self, service: Service, wanted: Wanted) -> Package:
        """The package.

        Raises:
            SourceError: there is no value, or one key comes twice.
        """
        rows = [row for row in map(_row, self.values) if _is_within(row["time_period"], wanted)]
        if not rows:
            why = "; ".join(f"{n} {reason}" for reason, n in self.left_out.items())
            raise SourceError(f"{self.address}: no values for {wanted.code}{why and f' ({why})'}")
        _check_keys(rows, self.address)
        said = [self.description]
        said += [f"{n} values left out: {reason}." for reason, n in self.left_out.items()]
        sources = [(f"{service.title}: {self.title}", self.address)]
        asked = [r.url for r in self.replies if r.url != self.address]
        sources += [(f"Request to {service.title}", url) for url in dict.fromkeys(asked)][:20]
        return Package(
            key=wanted.key or f"{service.name}/{_name(wanted.code)}",
            vintage=self.vintage.isoformat(),
            title=self.title,
            description=" ".join(filter(None, said)),
            sources=sources,
            licence=service.licence,
            retrieved=max(r.retrieved for r in self.replies).isoformat(),
            series=self.series,
            observations=rows,
        )


def _name(code: str) -> str:
    return re.sub(r"[^a-z0-9.]{1,200}", "_", code.lower()).strip("_.")[:60]


def _row(value: Value) -> dict[str, str]:
    return {
        "series": value.series,
        "ref_area": value.area,
        "time_period": value.period,
        "obs_value": value.text,
        "obs_status": value.status,
        "obs_comment": value.comment,
    }


def _is_within(period: str, wanted: Wanted) -> bool:
    year = period[:4]
    return (not wanted.since or year >= wanted.since) and (not wanted.until or year <= wanted.until)


def _check_keys(rows: Iterable[Mapping[str, str]], address: str) -> None:
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (row["series"], row["ref_area"], row["time_period"])
        if key in seen:
            where = ", ".join(key)
            raise SourceError(f"{address}: two values for {where}; narrow the request")
        seen.add(key)


def stated(words: str, wanted: Wanted) -> Measured:
    """Unit of a series by option, else by the service's words for it.

    Raises:
        UsageError: neither says it.
    """
    if wanted.unit:
        return Measured(wanted.unit, wanted.unit_mult, wanted.measure)
    found = measured(words)
    if found is None:
        raise UsageError(f"{wanted.code}: the unit {words!r} is not known; --unit CODE")
    return found


def series_row(
    name: str, indicator: str, freq: str, unit: Measured, wanted: Wanted, **more: str
) -> dict[str, str]:
    """A row of series.csv; `more` fills further columns."""
    return {
        **dict.fromkeys(SERIES_COLUMNS, ""),
        "series": name,
        "indicator": wanted.indicator or indicator,
        "unit_measure": unit.unit,
        "unit_mult": str(unit.mult),
        "freq": freq,
        "measure": wanted.measure or unit.measure or "level",
        "price_basis": unit.price_basis,
        **more,
    }
