"""An article as read."""

from __future__ import annotations

from datetime import date

from factcheck.records.spans import Record

__all__ = ["Article"]


class Article(Record):
    """Text to be checked, with what is known of its origin.

    `text` is what every span of a report points into; `published` is the date the article came
    out (None when unknown); `language` is an ISO 639-1 code.
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
