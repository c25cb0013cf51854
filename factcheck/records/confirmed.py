"""A reading of a claim that a person confirmed."""

from __future__ import annotations

from factcheck.records.spans import Record

__all__ = ["ConfirmedReading"]


class ConfirmedReading(Record):
    """How a person reads a claim; None where the program's reading stands.

    `article`, `kind`, `quote` and `anchor` find the claim again in a later run over the same
    article. `series` is `source/dataset#series`, `area` a code, `period` a label, `unit` a
    canonical code, `value` a number in that unit; `by` is who confirmed it.
    """

    article: str
    kind: str
    quote: str
    anchor: str
    indicator: str | None = None
    series: str | None = None
    area: str | None = None
    period: str | None = None
    value: str | None = None
    unit: str | None = None
    by: str = ""

    def fields(self) -> dict[str, str]:
        """What the person read otherwise, by name."""
        names = ("indicator", "series", "area", "period", "value", "unit")
        return {name: value for name in names if (value := getattr(self, name))}

    def said(self) -> str:
        """The reading in words, for the notes of a verdict."""
        read = ", ".join(f"{name} {value}" for name, value in self.fields().items())
        return f"read as {self.by or 'a person'} confirmed: {read}"
