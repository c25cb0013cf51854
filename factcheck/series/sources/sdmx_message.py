"""What the forms of SDMX have in common: values, each with its dimensions and attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

__all__ = ["Message", "Point"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value as written.

    Args:
        dimensions: code of each dimension but time, in the order of the key.
        period: as the service writes it.
        value: as printed; empty where there is none.
        attributes: of the value, its series and its group.
        labels: what a dimension or attribute says in words, where the answer has it.
    """

    dimensions: Mapping[str, str]
    period: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def value_of(self, name: str) -> str:
        """Code of a dimension or value of an attribute; empty where it has none."""
        return self.dimensions.get(name) or self.attributes.get(name) or ""

    def label_of(self, name: str) -> str:
        """Words for a dimension or attribute; empty where there are none."""
        return self.labels.get(name, "")


@dataclass(frozen=True, slots=True)
class Message:
    """An answer: its values, what it is called, and when it was last changed."""

    points: Sequence[Point]
    title: str = ""
    updated: date | None = None
