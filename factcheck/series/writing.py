"""Writes one data package: datapackage.json, series.csv, observations.csv."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Package", "Row"]

_SERIES = (
    ("series", "string", True),
    ("indicator", "string", True),
    ("description", "string", False),
    ("aliases", "string", False),
    ("unit_measure", "string", True),
    ("unit_mult", "integer", False),
    ("freq", "string", True),
    ("measure", "string", False),
    ("of", "string", False),
    ("price_basis", "string", False),
    ("adjustment", "string", False),
    ("ytd", "string", False),
    ("product", "string", False),
    ("counterpart", "string", False),
    ("universe", "string", False),
)
_OBSERVATIONS = (
    ("series", "string", True),
    ("ref_area", "string", True),
    ("time_period", "string", True),
    ("obs_value", "number", False),
    ("obs_status", "string", False),
    ("obs_comment", "string", False),
)
Row = Mapping[str, str]
"""A row of a file by column; a column that is absent is empty."""


@dataclass(frozen=True, slots=True)
class Package:
    """One vintage of one dataset, ready to be written.

    Args:
        key: `source/dataset`.
        vintage: ISO date.
        title: what the table holds.
        description: scope, and what a reader has to know.
        sources: pairs of title and address, the producer first.
        licence: name and, where there is one, address.
        retrieved: ISO date.
        series: rows of series.csv.
        observations: rows of observations.csv.
    """

    key: str
    vintage: str
    title: str
    description: str
    sources: Sequence[tuple[str, str]]
    licence: tuple[str, str]
    retrieved: str
    series: Sequence[Row] = field(default_factory=list)
    observations: Sequence[Row] = field(default_factory=list)

    def write(self, out: Path) -> Path:
        """Writes the three files, series without values left out; returns the folder."""
        folder = out / self.key / self.vintage
        folder.mkdir(parents=True, exist_ok=True)
        used = {row["series"] for row in self.observations}
        series = [row for row in self.series if row["series"] in used]
        held = {row["series"] for row in series}
        series = [dict(r) | {"of": r.get("of", "") if r.get("of") in held else ""} for r in series]
        values = sorted(
            self.observations, key=lambda r: (r["series"], r["ref_area"], r["time_period"])
        )
        text = json.dumps(self._described(), ensure_ascii=False, indent=1)
        (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
        _write_csv(folder / "series.csv", [name for name, _, _ in _SERIES], series)
        _write_csv(folder / "observations.csv", [name for name, _, _ in _OBSERVATIONS], values)
        return folder

    def _described(self) -> dict[str, Any]:
        licence = _licence(*self.licence)
        foreign = {"fields": ["series"], "reference": {"resource": "series", "fields": ["series"]}}
        keys = ["series", "ref_area", "time_period"]
        return {
            "profile": "tabular-data-package",
            "name": self.key.replace("/", "-").replace("_", "-"),
            "title": self.title,
            **({"description": self.description} if self.description else {}),
            "version": self.vintage,
            "retrieved": self.retrieved,
            "sources": [{"title": title, "path": path} for title, path in self.sources],
            "licenses": [licence],
            "resources": [
                _resource("series", _SERIES, {"primaryKey": ["series"]}),
                _resource(
                    "observations", _OBSERVATIONS, {"primaryKey": keys, "foreignKeys": [foreign]}
                ),
            ],
        }


def _licence(name: str, address: str) -> dict[str, str]:
    """A licence as the standard has it: a name is a code, words are a title."""
    code = name if re.fullmatch(r"[-a-zA-Z0-9._]{1,100}", name) else ""
    found = {"name": code or "other"}
    if not code:
        found["title"] = name if not address or address.startswith("http") else f"{name}. {address}"
    elif not address.startswith("http"):
        found["title"] = address or name
    if address.startswith("http"):
        found["path"] = address
    return found


def _resource(
    name: str, fields: Iterable[tuple[str, str, bool]], keys: dict[str, Any]
) -> dict[str, Any]:
    described: list[dict[str, Any]] = []
    for column, kind, required in fields:
        described.append({"name": column, "type": kind})
        if required:
            described[-1]["constraints"] = {"required": True}
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": described, **keys},
    }


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
