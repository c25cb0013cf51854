"""Markup that means something else: tables that place things, titles with names of sites."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

__all__ = ["find_title", "unfolded"]

_PROSE = 60
"""Words of one cell from which a table is no table of figures."""
_TABLE_PARTS = ("table", "tbody", "tr", "td")
_HEADINGS = ("h1", "h2", "h3", "h4", "b", "strong", "div", "span", "td", "p")
_SEPARATOR = re.compile(r"\s{1,4}(?:\||::|-|–|—|»|·)\s{1,4}|:\s{1,4}")
_WORDS_OF_A_TITLE = 4
_LONGEST_TITLE = 600
"""Characters, blanks among them."""


def unfolded(html: str, tree: Any) -> str:
    """The page without tables that only place things; as it is where there are none.

    Args:
        html: the page.
        tree: the same, parsed; it is left as it is.
    """
    if not any(_places_prose(table) for table in tree.iter("table")):
        return html
    from lxml import etree  # noqa: PLC0415 - loads only where it is needed

    copied = deepcopy(tree)
    for table in [t for t in copied.iter("table") if _places_prose(t)]:
        for part in [table, *_own_parts(table)]:
            part.tag = "div"
    written: str = etree.tostring(copied, encoding="unicode", method="html")
    return written


def find_title(tree: Any, found: str | None) -> str | None:
    """The headline: what stands in the page of the title that its head gives.

    The head of a page may put the site's name before or after the headline.

    Args:
        tree: the page.
        found: the title as metadata give it.
    """
    head = " ".join((tree.findtext(".//title") or "").split())
    parts = [found or "", head, *sorted(_SEPARATOR.split(head), key=len, reverse=True)]
    likely = [p.strip() for p in parts if len(p.split()) >= _WORDS_OF_A_TITLE]
    if not likely:
        return found
    printed = {_plain(e) for e in tree.iter(*_HEADINGS)}
    return next((part for part in likely if part in printed), found)


def _plain(element: Any) -> str:
    """The text of an element as long as a title may be, else nothing."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > _LONGEST_TITLE:
            return ""
    return " ".join("".join(parts).split())


def _places_prose(table: Any) -> bool:
    if table.find("caption") is not None or table.find(".//thead") is not None:
        return False
    return any(part.tag == "td" and _has_words(part, _PROSE) for part in _own_parts(table))


def _has_words(element: Any, least: int) -> bool:
    count = 0
    for part in element.itertext():
        count += len(part.split())
        if count >= least:
            return True
    return False


def _own_parts(table: Any) -> list[Any]:
    """Rows and cells of a table, without those of tables inside it."""
    parts = []
    stack = list(table)
    while stack:
        part = stack.pop()
        if part.tag in _TABLE_PARTS and part.tag != "table":
            parts.append(part)
            if part.tag != "td":
                stack.extend(part)
    return parts
