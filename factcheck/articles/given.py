"""A string becomes an article."""

from __future__ import annotations

import re
from datetime import date

from factcheck.articles.language import find_language
from factcheck.errors import EmptyArticle, NotText
from factcheck.records import Article

__all__ = ["article_from_text"]


def article_from_text(  # noqa: PLR0913 - what is known of an article is its parameters
    text: str,
    *,
    id: str = "article",  # noqa: A002
    title: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    author: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    """An Article whose `text` is kept exactly as given.

    Args:
        text: what is to be checked.
        id: name of the article in reports.
        title: headline.
        published: date it came out.
        outlet: who published it.
        author: who wrote it.
        url: where it stands.
        language: ISO 639-1 code; None looks whether the text is English (`und` where it is not).
            A text in another language gets a note.

    Raises:
        EmptyArticle: nothing but blanks.
        NotText: a NUL or half a surrogate pair in the text.
    """
    if not text.strip():
        raise EmptyArticle(f"{id}: the text is empty")
    if "\0" in text:
        raise NotText(f"{id}: not text (a NUL at character {text.index(chr(0))})")
    lone = re.search("[\ud800-\udfff]", text)
    if lone:
        raise NotText(f"{id}: not text (half a surrogate pair at character {lone.start()})")
    found = language or find_language(text)
    notes = () if found.lower().startswith("en") else (_say_language(found),)
    return Article(
        id=id,
        text=text,
        title=title,
        published=published,
        outlet=outlet,
        author=author,
        url=url,
        language=found,
        notes=notes,
    )


def _say_language(code: str) -> str:
    said = "" if code == "und" else f" (it is said to be {code!r})"
    return f"the text does not read as English{said}; only English is checked"
