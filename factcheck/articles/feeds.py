"""RSS and Atom: the entries of a feed, newest as the feed has it, each an article.

Sources: RSS 2.0 and RDF Site Summary 1.0 (with Dublin Core and `content:encoded`); RFC 4287.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from factcheck.articles.dates import read_date
from factcheck.errors import EmptyArticle, NotText

__all__ = ["Entry", "read_feed"]

MOST_ENTRIES = 2_000
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `content` is HTML or plain text, `id` as the feed gives it."""

    id: str
    content: str
    title: str | None
    published: date | None
    author: str | None
    url: str | None
    outlet: str | None
    language: str | None


def read_feed(data: bytes, name: str) -> list[Entry]:
    """The entries of a feed that say something, in its order.

    Args:
        data: the feed.
        name: what to call it in an error.

    Raises:
        NotText: broken XML, XML that declares entities, or more entries than a feed has.
        EmptyArticle: a feed without entries.
    """
    root = _root(data, name)
    channel = next((e for e in root if _name(e) == "channel"), root)
    outlet = _plain(channel, "title")
    language = (_plain(channel, "language") or root.get(_XML_LANG) or "")[:2].lower() or None
    items = [e for e in root.iter() if _name(e) in {"item", "entry"}]
    if len(items) > MOST_ENTRIES:
        raise NotText(f"{name}: a feed of more than {MOST_ENTRIES} entries")
    found = [_entry(item, number, outlet, language) for number, item in enumerate(items, 1)]
    entries = [entry for entry in found if entry.content.strip() or entry.title]
    if not entries:
        raise EmptyArticle(f"{name}: a feed without entries")
    return entries


def _root(data: bytes, name: str) -> Any:
    if b"<!ENTITY" in data:
        raise NotText(f"{name}: a feed that declares XML entities is not read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data.lstrip(b" \t\r\n"), parser)
    except etree.XMLSyntaxError as broken:
        raise NotText(f"{name}: a broken feed ({broken.msg})") from None


def _entry(item: Any, number: int, outlet: str | None, language: str | None) -> Entry:
    contents = [e for e in item if e.tag == _CONTENT or _name(e) == "content"]
    summaries = [e for e in item if _name(e) in {"description", "summary"}]
    content = next((c for c in map(_markup, contents + summaries) if c.strip()), "")
    names = ("pubDate", "published", "date", "issued", "updated", "modified")
    days = [_day(_plain(item, key)) for key in names]
    link = _link(item)
    return Entry(
        id=_plain(item, "guid") or _plain(item, "id") or link or str(number),
        content=content,
        title=_plain(item, "title"),
        published=next((day for day in days if day), None),
        author=_plain(item, "author") or _plain(item, "creator"),
        url=link,
        outlet=outlet,
        language=language,
    )


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _plain(parent: Any, name: str) -> str | None:
    """The text of a child; of an Atom person, the name."""
    child = next((e for e in parent if _name(e) == name), None)
    if child is None:
        return None
    person = next((e for e in child if _name(e) == "name"), child)
    return " ".join("".join(person.itertext()).split()) or None


def _markup(element: Any) -> str:
    """HTML or text of a content element; inline XHTML as it is written."""
    if len(element):
        return "".join(etree.tostring(e, encoding="unicode") for e in element)
    return element.text or ""


def _link(item: Any) -> str | None:
    for element in item:
        if _name(element) == "link":
            if element.get("href") and element.get("rel", "alternate") == "alternate":
                return str(element.get("href")).strip()
            if (element.text or "").strip():
                return str(element.text).strip()
    return None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parsedate_to_datetime(text[:60]).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(text)
