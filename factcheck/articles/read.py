"""The room's doors: a source, or a string, to an Article."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

from factcheck.articles.dates import read_date
from factcheck.articles.decode import decode
from factcheck.articles.furniture import Page, read_page
from factcheck.articles.language import find_language
from factcheck.articles.pages import is_html, read_html
from factcheck.errors import ArticleNotFound, EmptyArticle, FetchRefused, NotText
from factcheck.records import Article

__all__ = ["article_from_text", "read_article"]

MOST_BYTES = 10_000_000
_FRONT_MATTER = re.compile(r"\A---\n((?:[^\n]{0,500}\n){0,40}?)---[ \t]{0,8}\n")
_NOT_ENGLISH = "the text does not read as English; only English is checked"


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
        language: ISO 639-1 code; None looks whether the text is English (`und` where it is not,
            with a note).

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
    notes = (_NOT_ENGLISH,) if found == "und" else ()
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


def read_article(
    source: str, *, published: date | None = None, title: str | None = None
) -> Article:
    """Read a file (plain text, Markdown, HTML), an http(s) address, or ``-`` (standard input).

    Args:
        source: path, address or ``-``.
        published: date of publication; overrides what the page says.
        title: overrides what the page says.

    Returns:
        The article, its site furniture left out of `text`; the title stays in the text.

    Raises:
        ArticleNotFound: no such file or page.
        EmptyArticle: nothing to read in it.
        NotText: binary content, or an encoding that cannot be told.
        FetchRefused: an address that is not fetched, or a page over a limit.
    """
    url: str | None = None
    if source == "-":
        name, raw = "standard input", decode(_read_stdin(), "standard input")
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://", source):
        name, raw, url = _read_url(source)
    else:
        name, raw = source, decode(_read_file(source), source)
    if not raw.strip():
        raise EmptyArticle(f"{name}: the text is empty")
    page = read_html(raw, name, url=url) if is_html(raw, source) else _read_plain(raw)
    if not page.text.strip():
        raise EmptyArticle(f"{name}: nothing but site furniture in it")
    return article_from_text(
        page.text,
        id=_name_article(source),
        title=title or page.title,
        published=published or page.published,
        outlet=page.outlet,
        author=page.author,
        url=url,
    )


def _read_plain(raw: str) -> Page:
    """A page of plain text or Markdown; front matter is read as furniture lines."""
    front = _FRONT_MATTER.match(raw)
    page = read_page(raw[front.end() :] if front else raw)
    if front is None:
        return page
    given = dict(re.findall(r"(?m)^(\w{1,20}):[ \t]{0,8}(.{0,400})$", front[1]))
    said = {key: value.strip().strip("\"'") for key, value in given.items()}
    return Page(
        text=page.text,
        title=said.get("title") or page.title,
        published=read_date(said.get("date", "")) or page.published,
        outlet=said.get("outlet") or page.outlet,
        author=said.get("author") or page.author,
    )


def _read_stdin() -> bytes:
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FetchRefused(f"standard input: larger than {MOST_BYTES // 1_000_000} MB")
    return data


def _read_file(source: str) -> bytes:
    path = Path(source)
    try:
        if path.is_dir():
            raise ArticleNotFound(
                f"{source}: a folder, not a file (many articles: factcheck batch)"
            )
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ArticleNotFound(f"{source}: no such file") from None
    except (OSError, ValueError) as broken:
        reason = getattr(broken, "strerror", None) or str(broken)
        raise ArticleNotFound(f"{source}: cannot be read ({reason})") from None
    if len(data) > MOST_BYTES:
        raise NotText(f"{source}: larger than {MOST_BYTES // 1_000_000} MB, no article")
    return data


def _read_url(source: str) -> tuple[str, str, str]:
    if not source.lower().startswith(("http://", "https://")):
        raise FetchRefused(f"{source}: only http and https addresses are fetched")
    from factcheck.articles.fetch import fetch  # noqa: PLC0415 - loads only where it is needed

    page = fetch(source)
    return source, decode(page.content, source, declared=page.charset), page.url


def _name_article(source: str) -> str:
    """A short id: the file's stem, or the last part of the address."""
    if source == "-":
        return "stdin"
    stem = Path(source.partition("?")[0].rstrip("/")).stem if "://" in source else Path(source).stem
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "article"
