"""Sources that hold several articles: for each, what `article_from_text` is to be given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from factcheck.articles.feeds import Entry, read_feed
from factcheck.articles.inputs import name_article
from factcheck.articles.pages import fragment_text
from factcheck.articles.rows import iso_date, load_row, row_fields
from factcheck.errors import EmptyArticle, NotText

__all__ = ["entries_of", "rows_of"]

LONGEST_ID = 60


def entries_of(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The entries of a feed.

    Raises:
        NotText, EmptyArticle: as `read_feed`.
    """
    taken: set[str] = set()
    for number, entry in enumerate(read_feed(data, name), start=1):
        short = name_article(entry.url or entry.id)[:LONGEST_ID]
        unique = short if short not in taken else f"{short}-{number}"
        taken.add(unique)
        yield {
            "text": _entry_text(entry),
            "id": unique,
            "title": entry.title,
            "published": entry.published,
            "outlet": entry.outlet,
            "author": entry.author,
            "url": entry.url,
        }


def _entry_text(entry: Entry) -> str:
    text = fragment_text(entry.content)
    if not entry.title or entry.title in text[:400]:
        return text
    return f"{entry.title}\n\n{text}".strip()


def rows_of(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The rows of JSONL; blank lines are no rows.

    Raises:
        NotText: a row that is no article; the message names its line.
        EmptyArticle: no row at all.
    """
    seen = False
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        seen = True
        try:
            identity, fields, problem = row_fields({"id": f"row-{number}", **load_row(line)})
            given = {k: v for k, v in fields if v is not None}
            published = _published(given.pop("published", None))
        except ValueError as wrong:
            raise NotText(f"{name}: line {number} {wrong}") from None
        if problem:
            raise NotText(f"{name}: line {number} {problem}")
        yield {"id": identity, **given, "published": published}
    if not seen:
        raise EmptyArticle(f"{name}: no row in it")


def _published(text: str | None) -> date | None:
    return iso_date(text) if text else None
