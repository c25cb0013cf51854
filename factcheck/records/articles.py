"""An article as read."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from factcheck.records.spans import Record

__all__ = ["Article", "Place", "Table"]


class Place(Record):
    """Where a stretch of an article's text stands in what was read.

    `[start, end)` are code points of the text. `line` and `column` are 1-based, of the decoded
    source, and belong to `start`; inside the stretch lines follow each other as they do in the
    source. `column` is None where only the line is known (HTML), both are None in a PDF or an
    office file; `page` is 1-based, None where there are no pages.
    """

    start: int = Field(ge=0)
    end: int
    line: int | None = None
    column: int | None = None
    page: int | None = None


class Table(Record):
    """A table that stood beside the text: its cells as printed, row by row."""

    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    page: int | None = None


class Article(Record):
    """Text to be checked, with what is known of its origin.

    `text` is what every span of a report points into; `published` is the date the article came
    out (None when unknown); `language` is an ISO 639-1 code.
    `places` lead back to what was read and are empty where the text is the source itself. `tables`
    and `captions` are kept apart: they are no part of `text`.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "en"
    notes: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    tables: tuple[Table, ...] = ()
    captions: tuple[str, ...] = ()

    def place_of(self, offset: int) -> Place | None:
        """Where one code point of the text stands in what was read.

        Args:
            offset: into `text`.

        Returns:
            A place of one code point, its line and column counted; None where it is not known.
        """
        given = next((p for p in self.places if p.start <= offset < p.end), None)
        if given is None and self.places:
            return None
        given = given or Place(start=0, end=len(self.text), line=1, column=1)
        start, line, column = given.start, given.line, given.column
        breaks = self.text.count("\n", start, offset)
        if line is not None and breaks:
            line, column = line + breaks, 1
            start = self.text.rfind("\n", start, offset) + 1
        column = column + offset - start if line is not None and column is not None else None
        return Place(start=offset, end=offset + 1, line=line, column=column, page=given.page)
