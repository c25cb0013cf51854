"""The room's doors: a source to an Article, or to several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from factcheck.articles.dates import read_date
from factcheck.articles.furniture import Page, read_lines, read_page
from factcheck.articles.given import article_from_text
from factcheck.articles.inputs import Loaded, load, name_article
from factcheck.articles.language import find_language
from factcheck.articles.origin import numbered
from factcheck.errors import ArticleNotFound, EmptyArticle, NotText, UsageError
from factcheck.records import Article

__all__ = ["pick_article", "read_article", "read_articles"]

_FRONT_MATTER = re.compile(r"\A---\n((?:[^\n]{0,500}\n){0,40}?)---[ \t]{0,8}\n")


def read_article(
    source: str,
    *,
    published: date | None = None,
    title: str | None = None,
    item: str | None = None,
) -> Article:
    """Read a file, an http(s) address, or ``-`` (standard input).

    Plain text, Markdown, HTML, PDF, Word documents, and one entry of a feed or row of JSONL.

    Args:
        source: path, address or ``-``.
        published: date of publication; overrides what the page says.
        title: overrides what the page says.
        item: which entry or row, by number (from 1) or id; needed where there are several.

    Returns:
        The article, its site furniture left out of `text`; the title stays in the text.

    Raises:
        ArticleNotFound: no such file, page or item.
        EmptyArticle: nothing to read in it.
        NotText: binary content, or an encoding that cannot be told.
        FetchRefused: an address that is not fetched, or a page over a limit.
        UsageError: several articles, and no `item`.
    """
    loaded = load(source)
    if loaded.kind in {"feed", "rows"}:
        article = pick_article(list(_many(loaded)), loaded.name, item)
        given = {"published": published, "title": title}
        return article.model_copy(update={k: v for k, v in given.items() if v is not None})
    if item not in {None, "1"}:
        raise ArticleNotFound(f"{loaded.name}: one article, so there is no item {item}")
    return _article(_page(loaded), source, url=loaded.url, published=published, title=title)


def read_articles(source: str) -> Iterator[Article]:
    """Every article of a source: the entries of a feed, the rows of JSONL, else the one it is.

    Args:
        source: path, address or ``-``.

    Raises:
        FactcheckError: as `read_article`, and for a row that is no article.
    """
    loaded = load(source)
    if loaded.kind in {"feed", "rows"}:
        yield from _many(loaded)
    else:
        yield _article(_page(loaded), source, url=loaded.url)


def pick_article(articles: Sequence[Article], name: str, item: str | None) -> Article:
    """One article of several.

    Args:
        articles: what there is, in order.
        name: where they come from, for errors.
        item: number (from 1) or id; None where there is but one.

    Raises:
        UsageError: several, and none was named.
        ArticleNotFound: no such one.
    """
    if item is None:
        if len(articles) != 1:
            raise UsageError(
                f"{name}: holds {len(articles)} articles; name one with --item (1 to "
                f"{len(articles)}, or its id), or check them all with factcheck batch"
            )
        return articles[0]
    found = [a for a in articles if a.id == item]
    if not found and item.isdecimal() and 1 <= int(item) <= len(articles):
        found = [articles[int(item) - 1]]
    if not found:
        raise ArticleNotFound(f"{name}: no item {item!r} (it has 1 to {len(articles)})")
    return found[0]


def _page(loaded: Loaded) -> Page:
    if loaded.kind in {"pdf", "docx"}:
        from factcheck.articles.documents import read_document  # noqa: PLC0415 - light start

        return read_document(loaded.kind, loaded.data, loaded.name)
    if loaded.kind == "parquet":
        raise NotText(f"{loaded.name}: a Parquet table; read it from a file, with --item or batch")
    raw = loaded.text()
    if not raw.strip():
        raise EmptyArticle(f"{loaded.name}: the text is empty")
    if loaded.kind == "html":
        return _html(raw, loaded.name, loaded.url)
    page = _read_plain(raw)
    if not page.text.strip():
        raise EmptyArticle(f"{loaded.name}: nothing but site furniture in it")
    return page


def _html(raw: str, name: str, url: str | None) -> Page:
    from factcheck.articles.pages import read_html  # noqa: PLC0415 - light start

    return read_html(raw, name, url=url)


def _article(
    page: Page,
    source: str,
    *,
    url: str | None,
    published: date | None = None,
    title: str | None = None,
) -> Article:
    article = article_from_text(
        page.text,
        id=name_article(source),
        title=title or page.title,
        published=published or page.published,
        outlet=page.outlet,
        author=page.author,
        url=url,
        language=_said_language(page),
    )
    return article.model_copy(
        update={
            "notes": (*article.notes, *_aside(page)),
            "places": page.places,
            "tables": page.tables,
            "captions": page.captions,
        }
    )


def _said_language(page: Page) -> str | None:
    """What a page says of its language, believed only where its text is not English."""
    if page.language in {None, "en"} or find_language(page.text) == "en":
        return None
    return page.language


def _aside(page: Page) -> Iterator[str]:
    counts = ((len(page.tables), "table"), (len(page.captions), "caption"))
    said = [f"{n} {what}{'s' if n > 1 else ''}" for n, what in counts if n]
    if said:
        yield f"{' and '.join(said)} beside the text were not checked"


def _many(loaded: Loaded) -> Iterator[Article]:
    from factcheck.articles.many import entries_of, rows_of  # noqa: PLC0415 - light start

    of = entries_of if loaded.kind == "feed" else rows_of
    for fields in of(loaded.data, loaded.name):
        yield article_from_text(**fields)


def _read_plain(raw: str) -> Page:
    """A page of plain text or Markdown; front matter is read as furniture lines."""
    front = _FRONT_MATTER.match(raw)
    if front is None:
        return read_page(raw)
    page = read_lines(numbered(raw[front.end() :], raw.count("\n", 0, front.end()) + 1))
    given = dict(re.findall(r"(?m)^(\w{1,20}):[ \t]{0,8}(.{0,400})$", front[1]))
    said = {key: value.strip().strip("\"'") for key, value in given.items()}
    return replace(
        page,
        title=said.get("title") or page.title,
        published=read_date(said.get("date", "")) or page.published,
        outlet=said.get("outlet") or page.outlet,
        author=said.get("author") or page.author,
        language=said.get("lang") or said.get("language"),
    )
