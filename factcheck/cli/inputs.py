"""What `factcheck check` is given: one article, one of many, or several files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import UsageError

if TYPE_CHECKING:
    from factcheck.records import Article

__all__ = ["is_file", "read_one", "refuse_binary", "refuse_several"]

_SEVERAL = ("terminal", "lines", "sarif")
_BINARY = ("parquet",)


def is_file(source: str) -> bool:
    """Whether a source names a file, and is neither an address nor standard input."""
    return source != "-" and "://" not in source


def refuse_several(sources: list[str], style: str) -> None:
    """Refuses several articles in a format that holds one.

    Raises:
        UsageError: the format holds one article.
    """
    if len(sources) > 1 and style not in _SEVERAL:
        raise UsageError(
            f"{style} holds one article, and {len(sources)} were given; {', '.join(_SEVERAL)} "
            "hold several, and factcheck batch writes a report each"
        )
    if sources.count("-") > 1:
        raise UsageError("standard input (-) can be read once")


def refuse_binary(style: str, output: Path | None) -> None:
    """Refuses to write bytes on a terminal.

    Raises:
        UsageError: the format is binary and would go to a terminal.
    """
    if style in _BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{style} is binary; name a file with -o")


def read_one(
    source: str, *, item: str | None, published: date | None, title: str | None
) -> Article:
    """The article of a source, or the one of its rows that `item` names.

    Args:
        source: path, address or ``-``.
        item: number or id, where the source holds several.
        published: overrides what the source says.
        title: overrides what the source says.

    Raises:
        FactcheckError: as `factcheck.articles.read_article`.
    """
    from factcheck.articles import read_article

    if not source.lower().endswith((".parquet", ".pq")) or not is_file(source):
        return read_article(source, published=published, title=title, item=item)
    from factcheck.articles.read import pick_article
    from factcheck.batch.sources import read_items

    rows = list(read_items(source))
    article = pick_article([row.article() for row in rows if not row.problem], source, item)
    given = {"published": published, "title": title}
    return article.model_copy(update={k: v for k, v in given.items() if v is not None})
