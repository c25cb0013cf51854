"""SDMX-ML 2.1 (and the same elements in 3.0): generic and structure-specific data.

Source: https://sdmx.org/standards-2/, section 3A
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree

from factcheck.errors import SourceError
from factcheck.series.sources.client import Reply
from factcheck.series.sources.dimensions import is_attribute
from factcheck.series.sources.sdmx_message import Message, Point

__all__ = ["read_sdmx_xml"]

_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"
_UPDATED = ("UPDATE_DATE", "PUBLICATION_DATE")


def read_sdmx_xml(reply: Reply) -> Message:
    """The values of an answer in SDMX-ML.

    Raises:
        SourceError: it is no XML, an error, or a footer that says data come later.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(reply.content, parser)
    except etree.XMLSyntaxError as broken:
        raise SourceError(f"{reply.url}: the answer is no XML ({broken})") from None
    sets = [x for x in root.iter() if _tag(x) == "DataSet"]
    if not sets:
        words = " ".join(x.text.strip() for x in root.iter() if _tag(x) == "Text" and x.text)
        raise SourceError(f"{reply.url}: no data: {words[:300] or _tag(root)}")
    points = [point for one in sets for point in _points(one)]
    names = [x.text for x in root.iter() if _tag(x) == "Title" and x.text]
    days = [d for one in sets for k in _UPDATED if (d := _day(one.get(k)))]
    return Message(points, names[0] if names else "", days[0] if days else None)


def _tag(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: Any, name: str) -> list[Any]:
    return [x for x in element if _tag(x) == name]


def _pairs(element: Any, name: str) -> dict[str, str]:
    """Ids and values under the child of that name, in generic data."""
    return {
        value.get("id", ""): value.get("value", "")
        for child in _children(element, name)
        for value in _children(child, "Value")
    }


def _plain(element: Any) -> dict[str, str]:
    """Attributes of an element without those of another namespace."""
    return {k: v for k, v in element.attrib.items() if not k.startswith("{")}


def _points(dataset: Any) -> Iterator[Point]:
    groups = [(_pairs(g, "GroupKey"), _pairs(g, "Attributes")) if _children(g, "GroupKey")
              else ({}, _plain(g)) for g in _children(dataset, "Group")]  # fmt: skip
    generic = [g for g in groups if g[0]]
    for series in _children(dataset, "Series"):
        key = _pairs(series, "SeriesKey")
        if key:
            yield from _generic(series, key, generic)
        else:
            yield from _specific(series, [g[1] for g in groups if not g[0]])
    for lone in _children(dataset, "Obs"):
        yield _lone(lone)


def _generic(
    series: Any, key: dict[str, str], groups: list[tuple[dict[str, str], dict[str, str]]]
) -> Iterator[Point]:
    held = {k: v for at, more in groups if at.items() <= key.items() for k, v in more.items()}
    held |= _pairs(series, "Attributes")
    for obs in _children(series, "Obs"):
        times = _children(obs, "ObsDimension")
        values = _children(obs, "ObsValue")
        own = held | _pairs(obs, "Attributes")
        time = times[0].get("value", "") if times else ""
        if times and times[0].get("id", _TIME) != _TIME:  # a cross-section
            yield Point({**key, times[0].get("id"): time}, key.get(_TIME, ""),
                        values[0].get("value", "") if values else "", own)  # fmt: skip
            continue
        yield Point(key, time, values[0].get("value", "") if values else "", own)


def _specific(series: Any, groups: list[dict[str, str]]) -> Iterator[Point]:
    """Dimensions and attributes of a series look alike here; those of the roles tell later."""
    key = _plain(series)
    shared: dict[str, str] = {}
    for group in groups:
        if all(key.get(k, v) == v for k, v in group.items()):
            shared |= {k: v for k, v in group.items() if k not in key}
    dimensions, attributes = _parted(key)
    for obs in _children(series, "Obs"):
        own = _plain(obs)
        period, value = own.pop(_TIME, ""), own.pop(_VALUE, "")
        yield Point(dimensions, period, value, {**shared, **attributes, **own})


def _parted(key: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Codes, and what is longer than a code or not of the key."""
    dimensions = {k: v for k, v in key.items() if not is_attribute(k, v)}
    return dimensions, {k: v for k, v in key.items() if k not in dimensions}


def _lone(obs: Any) -> Point:
    """An observation that carries all of its key."""
    key = _pairs(obs, "ObsKey")
    if key:
        values = _children(obs, "ObsValue")
        period = key.pop(_TIME, "")
        value = values[0].get("value", "") if values else ""
        return Point(key, period, value, _pairs(obs, "Attributes"))
    own = _plain(obs)
    period, value = own.pop(_TIME, ""), own.pop(_VALUE, "")
    dimensions, attributes = _parted(own)
    return Point(dimensions, period, value, attributes)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
