"""DBnomics, version 22: series of many providers under one interface.

Known of it: a missing value is "NA"; answers come in pages of at most 1,000 series; the World
Economic Outlook of the IMF mixes forecasts with history, so that what had not ended when the
version came out is left out.

Source: https://docs.db.nomics.world/web-api/
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from factcheck.errors import SourceError, UsageError
from factcheck.series.periods import bounds, freq_of
from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.dimensions import is_area, is_unit
from factcheck.series.sources.services import area_of
from factcheck.series.sources.wanted import Pulled, Value, Wanted, series_row, stated

__all__ = ["read_dbnomics"]

_PER_PAGE = 1000
_FREQS = {"annual": "A", "quarterly": "Q", "monthly": "M", "weekly": "W", "daily": "D"}


def read_dbnomics(client: Client, wanted: Wanted) -> list[Pulled]:
    """Series by `PROVIDER/DATASET/SERIES` (a dot-separated mask takes several).

    Raises:
        SourceError: the service refuses, or its answer is of another shape.
        UsageError: the unit or the area of a series cannot be told, or the code is no such one.
    """
    if wanted.code.count("/") != 2:
        raise UsageError(f"{wanted.code!r} is no PROVIDER/DATASET/SERIES")
    docs, dataset, replies = _pages(client, wanted.code)
    if not docs:
        raise SourceError(f"{replies[0].url}: no such series")
    day = (
        _released(wanted.code)
        or str(dataset.get("indexed_at") or docs[0].get("indexed_at") or "")[:10]
    )
    pulled = Pulled(
        title=str(dataset.get("name") or docs[0].get("dataset_name") or wanted.code),
        address=f"https://db.nomics.world/{wanted.code}",
        vintage=date.fromisoformat(day) if day else replies[0].retrieved,
        replies=replies,
        description=f"Provider: {dataset.get('provider_name', wanted.code.partition('/')[0])}.",
    )
    for doc in docs:
        _take(doc, dataset, pulled, wanted, client.service.area_codes)
    return [pulled]


def _released(code: str) -> str:
    """First day of the month that a version of a dataset is named after (`WEO:2024-10`)."""
    found = re.search(r":(\d{4}-\d{2})/", code)
    return f"{found[1]}-01" if found else ""


def _pages(client: Client, code: str) -> tuple[list[dict[str, Any]], dict[str, Any], list[Reply]]:
    docs: list[dict[str, Any]] = []
    replies: list[Reply] = []
    dataset: dict[str, Any] = {}
    while True:
        asked = {"observations": "1", "limit": str(_PER_PAGE), "offset": str(len(docs))}
        reply = client.get(f"series/{code}", asked)
        said = reply.json()
        if said.get("errors"):
            first = said["errors"][0]
            raise SourceError(f"{reply.url}: {first.get('message', first)}")
        replies.append(reply)
        dataset = dataset or said.get("dataset", {})
        page = said["series"]["docs"]
        docs += page
        client.progress(len(docs), int(said["series"]["num_found"]))
        if not page or len(docs) >= int(said["series"]["num_found"]):
            return docs, dataset, replies


def _take(
    doc: dict[str, Any], dataset: dict[str, Any], pulled: Pulled, wanted: Wanted, codes: str
) -> None:
    freq = _FREQS.get(str(doc.get("@frequency")))
    if freq is None:
        raise UsageError(f"{doc['series_code']}: no such periods as {doc.get('@frequency')!r}")
    area, unit = _area_and_unit(doc, dataset, codes)
    area = area or (wanted.areas[0] if len(wanted.areas) == 1 else None)
    if area is None:
        raise UsageError(f"{doc['series_code']} does not say its area; --areas CODE")
    if wanted.areas and area not in wanted.areas:
        return
    name = str(doc["series_code"])
    title = str(doc.get("series_name") or name)
    words = unit or title.rpartition(", ")[2]
    pulled.series.append(series_row(name, title, freq, stated(words, wanted), wanted))
    for period, value in zip(doc["period"], doc["value"], strict=True):
        label = _label(str(period), freq)
        if value in (None, "NA"):
            continue
        if bounds(label)[1] > pulled.vintage:
            pulled.leave_out("of periods that had not ended when this version came out")
            continue
        pulled.values.append(Value(name, area, label, str(value)))


def _area_and_unit(
    doc: dict[str, Any], dataset: dict[str, Any], codes: str
) -> tuple[str | None, str]:
    """Area and words of the unit that the dimensions of a series give."""
    names = dataset.get("dimensions_values_labels", {})
    area, unit = None, ""
    for dimension, code in doc.get("dimensions", {}).items():
        label = str(_labels(names, dimension).get(code, ""))
        if is_area(dimension):
            area = area or area_of(str(code).upper(), codes, label)
        elif is_unit(dimension):
            unit = label or str(code)
    return area, unit


def _labels(names: dict[str, Any], dimension: str) -> dict[str, Any]:
    held = names.get(dimension, {})
    return dict(held) if isinstance(held, list) else held


def _label(period: str, freq: str) -> str:
    """A period in our form: `2019`, `2019-Q1`, `2019-01`; weeks and days are alike."""
    if freq_of(period) != freq:
        raise SourceError(f"{period!r} is no period of frequency {freq}")
    return period
