"""SDMX-JSON (1.0 and 2.0) and JSON-stat 2.0, as Eurostat gives it.

Source: https://github.com/sdmx-twg/sdmx-json, https://json-stat.org/format/
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from factcheck.errors import SourceError
from factcheck.series.sources.client import Reply
from factcheck.series.sources.sdmx_message import Message, Point

__all__ = ["read_sdmx_json"]

_TIME = "TIME_PERIOD"
_TIMES = frozenset({"time_period", "time"})


def read_sdmx_json(reply: Reply) -> Message:
    """The values of an answer in SDMX-JSON or JSON-stat.

    Raises:
        SourceError: it is neither, or an error.
    """
    said = reply.json()
    try:
        if isinstance(said, dict) and said.get("class") == "dataset":
            return _stat(said)
        data = said.get("data", said)
        structure = data.get("structure") or data["structures"][0]
        points = [p for one in data["dataSets"] for p in _points(one, structure)]
        return Message(points, _text(structure.get("name", "")))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as broken:
        errors = said.get("errors") or said.get("error") if isinstance(said, dict) else ""
        raise SourceError(f"{reply.url}: no data of SDMX: {errors or repr(broken)}") from None


def _text(name: Any) -> str:
    if isinstance(name, dict):
        return str(name.get("en") or next(iter(name.values()), ""))
    return str(name or "")


def _chosen(axes: list[dict[str, Any]], places: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Codes and labels of the axes at their places; an empty place says nothing."""
    codes, labels = {}, {}
    for axis, place in zip(axes, places, strict=False):
        if place in ("", "None", "~"):
            continue
        value = axis["values"][int(place)]
        code = value.get("id", value.get("value", value.get("start")))
        codes[axis["id"]] = _text(code if code is not None else value.get("name"))
        labels[axis["id"]] = _text(value.get("name", ""))
    return codes, labels


def _points(dataset: dict[str, Any], structure: dict[str, Any]) -> Iterator[Point]:
    axes, notes = structure["dimensions"], structure.get("attributes", {})
    series: dict[str, Any] = dataset.get("series") or {
        "": {"attributes": [], "observations": dataset.get("observations", {})}
    }
    for place, held in series.items():
        dims, words = _chosen(axes.get("series", []), place.split(":"))
        of_series = [str(x) if x is not None else "" for x in held.get("attributes", [])]
        more, told = _chosen(notes.get("series", []), of_series)
        for at, cells in held["observations"].items():
            own, own_words = _chosen(axes["observation"], at.split(":"))
            flags = ["" if x is None else str(x) for x in cells[1:]]
            marks, _ = _chosen(notes.get("observation", []), flags)
            key = {**dims, **own}
            time = next((k for k in key if k.lower() in _TIMES), _TIME)
            period = key.pop(time, "")
            value = "" if cells[0] is None else str(cells[0])
            yield Point(key, period, value, {**more, **marks}, {**words, **told, **own_words})


def _stat(said: dict[str, Any]) -> Message:
    """JSON-stat: values in one row-major list or by place, with a status by place."""
    names, sizes = list(said["id"]), [int(x) for x in said["size"]]
    axes = [_axis(said["dimension"][name]["category"]) for name in names]
    values, status = _by_place(said["value"]), _by_place(said.get("status", {}))
    points = []
    for place in sorted(values, key=int):
        at, rest = [], int(place)
        for size in reversed(sizes):
            rest, own = divmod(rest, size)
            at.append(own)
        chosen = [axis[n] for axis, n in zip(axes, reversed(at), strict=True)]
        codes = {name: code for name, (code, _) in zip(names, chosen, strict=True)}
        labels = {name: label for name, (_, label) in zip(names, chosen, strict=True)}
        time = next(name for name in names if name.lower() in _TIMES)
        value = values[place]
        flags = {"OBS_FLAG": str(status[place])} if status.get(place) else {}
        points.append(
            Point({k: v for k, v in codes.items() if k != time}, codes[time],
                  "" if value is None else str(value), flags, labels)
        )  # fmt: skip
    day = str(said.get("updated", ""))[:10]
    return Message(points, str(said.get("label", "")), date.fromisoformat(day) if day else None)


def _by_place(values: Any) -> dict[str, Any]:
    if isinstance(values, dict):
        return values
    return {str(n): v for n, v in enumerate(values)}


def _axis(category: dict[str, Any]) -> list[tuple[str, str]]:
    """Codes of a category in their order, each with its label."""
    index = category.get("index") or list(category.get("label", {}))
    codes = list(index) if isinstance(index, list) else sorted(index, key=lambda k: int(index[k]))
    labels = category.get("label", {})
    return [(code, str(labels.get(code, ""))) for code in codes]
