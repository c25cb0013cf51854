"""HTML pages: main text and metadata by trafilatura."""

from __future__ import annotations

from datetime import date

from factcheck.articles.dates import read_date
from factcheck.articles.furniture import Page, read_page
from factcheck.errors import EmptyArticle

__all__ = ["is_html", "read_html"]

_SIGNS = ("<!doctype html", "<html", "<head", "<body", "<article", "<?xml")


def is_html(text: str, name: str = "") -> bool:
    """Whether a text is an HTML page, by its name or its beginning."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return text.lstrip("\ufeff \t\r\n")[:200].lower().startswith(_SIGNS)


def read_html(html: str, name: str, *, url: str | None = None) -> Page:
    """Main text, title, date, outlet and author of a page.

    Args:
        html: the page.
        name: what to call it in an error.
        url: its address, where known.

    Raises:
        EmptyArticle: no main text was found in the page.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - loads only where it is needed

    found = bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, include_tables=True
    )
    text = (getattr(found, "text", None) or "").strip()
    if found is None or not text:
        raise EmptyArticle(f"{name}: no article text found in the page")
    inner = read_page(text)
    title = found.title or inner.title
    body = inner.text if not title or title in inner.text[:400] else f"{title}\n\n{inner.text}"
    return Page(
        text=body,
        title=title or None,
        published=_date(found.date) or inner.published,
        outlet=found.sitename or inner.outlet,
        author=found.author or inner.author,
    )


def _date(value: str | None) -> date | None:
    return read_date(value) if value else None
