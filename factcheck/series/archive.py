"""The archive: packages of several roots, vintages side by side, looked up by key.

The key of a series is `source/dataset#series`. A lookup that names no vintage takes the newest
one that was known on the archive's `as_of` date and holds the series; where all came later, the
oldest, so that a statistic first shipped after an article can still be found (`vintage_for` tells
the two apart).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from factcheck.lexicon.areas import members
from factcheck.records import Cell, Dataset, Observation, Series
from factcheck.series.packages import observations_file
from factcheck.series.periods import ordinal, period_label
from factcheck.series.rates import find_rate
from factcheck.series.search import Hit, Index
from factcheck.series.store import Store

__all__ = ["Archive", "Vintage"]

_ADDRESS = re.compile(r"https?://[^\s;|]{4,500}")


@dataclass(frozen=True, slots=True)
class Vintage:
    """One version of a dataset: its record and its values."""

    dataset: Dataset
    store: Store


_FIELDS = frozenset(Observation.model_fields)


def _trusted(values: dict[str, Any]) -> Observation:
    """A record of values that were checked when the package was built.

    What `model_construct` does, in a quarter of the time: a rank makes hundreds of these.
    """
    made = Observation.__new__(Observation)
    object.__setattr__(made, "__dict__", values)
    object.__setattr__(made, "__pydantic_fields_set__", set(_FIELDS))
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


class Archive:
    """Reference statistics of several packages.

    Args:
        vintages: opened packages, by dataset and then oldest first.
        as_of: what was known on that day is looked at first; None: the newest.
    """

    def __init__(self, vintages: Iterable[Vintage], *, as_of: date | None = None) -> None:
        self.as_of = as_of
        self._datasets: dict[str, list[Vintage]] = {}
        for vintage in vintages:
            self._datasets.setdefault(vintage.dataset.key, []).append(vintage)
        self._keys: dict[str, list[tuple[Vintage, int]]] = {}
        for dataset, several in self._datasets.items():
            for vintage in several:
                for name, place in vintage.store.places.items():
                    self._keys.setdefault(f"{dataset}#{name}", []).append((vintage, place))
        self._series: dict[str, Series] = {}
        self._areas: dict[str, frozenset[str]] = {}
        self._index: Index | None = None

    def datasets(self) -> list[Dataset]:
        """Every vintage of every dataset, oldest first within one."""
        return [v.dataset for several in self._datasets.values() for v in several]

    def dataset(self, key: str, vintage: date) -> Dataset:
        """The record of one vintage.

        Args:
            key: of the dataset or of a series in it.
            vintage: its date.

        Raises:
            KeyError: where there is no such vintage.
        """
        for held in self._datasets[key.partition("#")[0]]:
            if held.dataset.vintage == vintage:
                return held.dataset
        raise KeyError(f"{key} has no vintage {vintage}")

    def series(self) -> list[Series]:
        """Every series, as the vintage in force describes it; a union over vintages."""
        return [self.get(key) for key in self._keys]

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def get(self, key: str) -> Series:
        """The series of a key.

        Raises:
            KeyError: where the archive has no such series.
        """
        found = self._series.get(key)
        if found is None:
            held = self._keys[key]
            vintage, place = self._in_force(held) or held[0]
            found = self._series[key] = vintage.store.series(place, vintage.dataset.key)
        return found

    def level_of(self, key: str) -> str | None:
        """Key of the levels that a series is the growth of: its own where it is none.

        Returns:
            None where the levels are named and not held.
        """
        series = self.get(key)
        level = f"{series.dataset}#{series.of}" if series.of else key
        return level if level in self else None

    def vintages(self, key: str) -> list[date]:
        """Dates of the vintages that hold a series, oldest first; empty for an unknown key."""
        return [v.dataset.vintage for v, _ in self._keys.get(key, ())]

    def vintage_for(self, key: str, on: date) -> date | None:
        """The newest vintage holding the series that was out on a day; None where none was."""
        return max((v for v in self.vintages(key) if v <= on), default=None)

    def _in_force(self, held: list[tuple[Vintage, int]]) -> tuple[Vintage, int] | None:
        """The newest of the vintages known on `as_of`, the oldest where none was."""
        if self.as_of is None:
            return held[-1] if held else None
        known = [x for x in held if x[0].dataset.vintage <= self.as_of]
        return known[-1] if known else (held[0] if held else None)

    def _held(self, key: str, vintage: date | None) -> tuple[Vintage, int] | None:
        held = self._keys.get(key, [])
        if vintage is None:
            return self._in_force(held)
        return next((x for x in held if x[0].dataset.vintage == vintage), None)

    def _make(self, key: str, held: tuple[Vintage, int], area: str, at: int) -> Observation:
        return self._make_all(key, held, (area,), (at,))[0]

    def _make_all(
        self, key: str, held: tuple[Vintage, int], areas: Sequence[str], places: Sequence[int]
    ) -> list[Observation]:
        store, vintage = held[0].store, held[0].dataset.vintage
        freq, mult = store.rows[held[1]]["freq"], store.rows[held[1]]["unit_mult"]
        labels: dict[int, str] = {}
        found = []
        held_facts = zip(areas, store.facts(places), strict=True)
        for area, (at, mantissa, decimals, when, status, comment, row) in held_facts:
            value, step, coarse = store.number(at, mantissa, decimals, mult)
            label = labels.get(when) or labels.setdefault(when, period_label(when, freq))
            found.append(
                _trusted(
                    {
                        "series": key,
                        "ref_area": area,
                        "time_period": label,
                        "value": value,
                        "step": step,
                        "coarse_step": coarse,
                        "status": store.statuses[status],
                        "comment": store.comments[comment],
                        "vintage": vintage,
                        "row": row,
                    }
                )
            )
        return found

    def observation(
        self, key: str, area: str, period: str, *, vintage: date | None = None
    ) -> Observation | None:
        """One value; None where the vintage has no such row.

        Args:
            key: of the series.
            area: code of the area.
            period: label in the frequency of the series (`2025`, `2025-Q3`, `2025-09`).
            vintage: which one; None: the one in force.
        """
        held = self._held(key, vintage)
        if held is None:
            return None
        place = ordinal(period, held[0].store.rows[held[1]]["freq"])
        at = None if place is None else held[0].store.find(held[1], area, place)
        return None if at is None else self._make(key, held, area, at)

    def history(self, key: str, area: str, *, vintage: date | None = None) -> list[Observation]:
        """All values of a series in one area, by time; a missing value has `value` None."""
        held = self._held(key, vintage)
        span = held[0].store.spans(held[1]).get(area) if held else None
        if held is None or span is None:
            return []
        return self._make_all(key, held, [area] * (span[1] - span[0]), list(range(*span)))

    def cross_section(
        self, key: str, period: str, *, vintage: date | None = None
    ) -> list[Observation]:
        """The values of all areas in one period, by code of the area."""
        held = self._held(key, vintage)
        place = ordinal(period, held[0].store.rows[held[1]]["freq"]) if held else None
        if held is None or place is None:
            return []
        store = held[0].store
        found = list(store.across(held[1], place))
        return self._make_all(key, held, [x[0] for x in found], [x[1] for x in found])

    def areas(self, key: str) -> frozenset[str]:
        """Codes of the areas that a series has values for, in any vintage."""
        if key not in self._areas:
            held = self._keys.get(key, ())
            self._areas[key] = frozenset(a for v, place in held for a in v.store.spans(place))
        return self._areas[key]

    def periods(self, key: str, area: str, *, vintage: date | None = None) -> list[str]:
        """Labels of the periods that a series has a row for in one area, by time."""
        held = self._held(key, vintage)
        span = held[0].store.spans(held[1]).get(area) if held else None
        if held is None or span is None:
            return []
        freq = held[0].store.rows[held[1]]["freq"]
        return [period_label(x, freq) for x in held[0].store.ordinal[slice(*span)].tolist()]

    def cell(self, observation: Observation) -> Cell:
        """An observation as a report cites it; its own address where its comment gives one."""
        series = self.get(observation.series)
        dataset = self.dataset(series.dataset, observation.vintage)
        own = _ADDRESS.search(observation.comment)
        title, url = dataset.sources[0] if dataset.sources else (dataset.title, "")
        if own:
            url = own[0].rstrip(".,)")
            title = next((t for t, u in dataset.sources if u == url), title)
        file = observations_file(Path(dataset.path)).name
        return Cell(
            dataset=series.dataset,
            series=series.series,
            indicator=series.indicator,
            ref_area=observation.ref_area,
            period=observation.time_period,
            value=observation.value,
            unit=series.unit_measure,
            source_title=title,
            source_url=url,
            retrieved=dataset.retrieved,
            vintage=observation.vintage,
            location=f"{series.dataset}/{observation.vintage}/{file}, row {observation.row}",
            status=observation.status,
            comment=observation.comment,
            qualifiers=series.qualifiers(),
        )

    def members(self, group: str, on: date) -> tuple[str, ...] | None:
        """Areas that a group (`ASEAN`, `EUU`) had on a day; None where that is not known."""
        return members(group, on)

    def rate(
        self, base: str, quote: str, period: str, *, kind: str = "average"
    ) -> tuple[Decimal, Cell] | None:
        """Exchange rate: how many units of `quote` one unit of `base` was worth.

        Args:
            base: ISO 4217 code of the currency that is priced.
            quote: ISO 4217 code of the currency it is priced in.
            period: label of a year, quarter, month or day.
            kind: `average` over the period or its `end`.

        Returns:
            The rate and the cell it rests on (the first, where it is made of several:
            `find_rate` gives all and bounds); None where none is held.
        """
        found = find_rate(self, base, quote, period, kind=kind)
        return None if found is None else (found.value, self.cell(found.observations[0]))

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Series whose fields answer a query best, best first, with reasons."""
        if self._index is None:
            self._index = Index(self.series())
        return self._index.search(query, limit)
