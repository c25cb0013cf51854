"""Where something stands in an article."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Record", "Span"]


class Record(BaseModel):
    """Base of all records: frozen, closed, compared by value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """`[start, end)` in Unicode code points of `article.text`; `text[start:end] == exact`.

    Source: W3C Web Annotation, TextPositionSelector (with code points).
    """

    start: int = Field(ge=0)
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span `[start, end)` of `text`, in code points."""
        return cls(start=start, end=end, exact=text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end
