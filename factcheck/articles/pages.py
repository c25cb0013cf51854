"""HTML pages: main text and metadata by trafilatura; tables and captions set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from factcheck.articles.dates import read_date
from factcheck.articles.furniture import Page, read_fact_line, read_lines
from factcheck.articles.layout import find_title, unfolded
from factcheck.articles.origin import Line, Stand, blocks, placed
from factcheck.errors import EmptyArticle, NotText
from factcheck.records import Place, Table

__all__ = ["fragment_text", "read_html"]

_BLOCKS = "h1 h2 h3 h4 h5 h6 p li blockquote pre div td dd"
_HIDDEN = "script style template noscript iframe object svg nav form button figure figcaption"
MOST_TAGS = 100_000
"""Tags of a page, opening and closing ones."""
_MOST_COMPARED = 1_500
"""Blocks up to which a second reader is asked where little was found; it takes their square."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def read_html(html: str, name: str, *, url: str | None = None) -> Page:
    """Main text, title, date, outlet, author and language of a page.

    Args:
        html: the page.
        name: what to call it in an error.
        url: its address, where known.

    Raises:
        EmptyArticle: no main text was found in the page.
        NotText: markup that is nested too deeply to be read, or more of it than an article has.
    """
    if html.count("<") > MOST_TAGS:
        raise NotText(f"{name}: a page of more than {MOST_TAGS:,} tags, no article")
    from trafilatura import bare_extraction  # noqa: PLC0415 - loads only where it is needed

    try:
        tree = _tree(html)
        found = bare_extraction(
            unfolded(html, tree),
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            fast=sum(1 for _ in tree.iter(*_BLOCKS.split())) > _MOST_COMPARED,
        )
    except (RecursionError, _TooDeep):
        raise NotText(f"{name}: markup that is nested too deeply") from None
    body = getattr(found, "body", None)
    if found is None or body is None or not "".join(body.itertext()).strip():
        raise EmptyArticle(f"{name}: no article text found in the page")
    captions = list(_captions(tree))
    known = _source_lines(tree)
    lines = [
        Line(text, (Stand(line=known[key]),) if (key := _key(text)) in known else ())
        for text in _texts(body)
        if text not in captions
    ]
    page = read_lines(blocks(lines))
    if not page.text.strip():
        raise EmptyArticle(f"{name}: nothing but site furniture in the page")
    title = find_title(tree, found.title) or page.title
    text, places = page.text, page.places
    if title and title not in text[:400]:
        text, places = f"{title}\n\n{text}", placed(places, len(title) + 2)
    return replace(
        page,
        text=text,
        title=title or None,
        published=_date(found.date) or page.published,
        outlet=found.sitename or page.outlet or _printed_outlet(tree),
        author=found.author or page.author,
        language=_language(tree),
        places=places or (Place(start=0, end=len(text)),),
        tables=tuple(_tables(body, tree)),
        captions=tuple(captions),
    )


def fragment_text(html: str) -> str:
    """The paragraphs of a piece of HTML, parted by blank lines; plain text as it stands."""
    if not re.search(r"<[A-Za-z!/]|&#?\w{2,8};", html):
        return html.strip()
    tree = _tree(f"<div>{html}</div>")
    for element in list(tree.iter(*_HIDDEN.split())):
        element.drop_tree()
    inner = "\n\n".join(_paragraphs(tree))
    return re.sub(r"\n{3,200}", "\n\n", inner).strip()


class _TooDeep(Exception):
    pass


def _tree(html: str) -> Any:
    from lxml import html as lxml_html  # noqa: PLC0415 - loads only where it is needed

    # as bytes: lxml refuses a string in which an encoding is declared
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    data = html.encode("utf-8", "replace") if html.strip() else b"<p></p>"
    tree = lxml_html.document_fromstring(data, parser=parser)
    # the parser drops what is nested deeper than its limit and goes on
    if any(problem.type_name == "ERR_RESOURCE_LIMIT" for problem in parser.error_log):
        raise _TooDeep
    return tree


def _texts(body: Any) -> Iterator[str]:
    """Paragraphs of trafilatura's tree in order; tables are no part of it."""
    for element in body:
        if element.tag == "table":
            continue
        if element.tag == "list":
            for item in element.iter("item"):
                yield from _split(item)
        elif element.tag in {"quote", "div", "section"} and len(element.findall("p")):
            yield from _texts(element)
        else:
            yield from _split(element)


def _split(element: Any) -> Iterator[str]:
    for line in "".join(_walk(element, top=True)).split("\n"):
        if plain := " ".join(line.split()):
            yield plain


def _walk(element: Any, *, top: bool = False) -> Iterator[str]:
    if element.tag == "table" or (element.tag == "item" and not top):
        return
    yield "\n" if element.tag == "lb" else (element.text or "")
    for child in element:
        yield from _walk(child)
        yield child.tail or ""


def _paragraphs(tree: Any) -> Iterator[str]:
    """Texts of a fragment's innermost blocks."""
    for line_break in tree.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    for element in tree.iter(*_BLOCKS.split()):
        inner = [e for e in element.iter(*_BLOCKS.split()) if e is not element]
        if inner:
            text = (element.text or "") + "".join(e.tail or "" for e in inner)
        else:
            text = element.text_content()
        if plain := "\n".join(" ".join(line.split()) for line in text.split("\n")).strip():
            yield re.sub(r"\n{1,200}", "\n", plain)


def _captions(tree: Any) -> Iterator[str]:
    seen: set[str] = set()
    beside = "(.|..|../..)[descendant::img or descendant::picture or descendant::video]"
    named = f"//*[contains(concat(' ', @class), 'caption')][not(.//p)][{beside}]"
    for element in tree.xpath(f"//figcaption | {named}"):
        text = " ".join(element.text_content().split())
        if text and len(text) < 1_000 and text not in seen:
            seen.add(text)
            yield text


def _printed_outlet(tree: Any) -> str | None:
    """The outlet that a line of the page names, where its head and its text name none."""
    for element in tree.iter(*_BLOCKS.split(), "span"):
        text = " ".join(element.text_content().split()) if len(element) < 10 else ""
        if 0 < len(text) < 120 and (outlet := read_fact_line(text).get("outlet")):
            return outlet
    return None


def _tables(body: Any, tree: Any) -> Iterator[Table]:
    said = {" ".join(c.text_content().split()) for c in tree.iter("caption")}
    for table in body.iter("table"):
        rows = [
            tuple(" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell"))
            for row in table.iter("row")
        ]
        rows = [row for row in rows if any(row)]
        caption = None
        if rows and any(rows[0]) and not any(rows[0][1:]) and rows[0][0] in said:
            caption = rows.pop(0)[0]
        if rows:
            yield Table(rows=tuple(rows), caption=caption)


def _source_lines(tree: Any) -> dict[str, int]:
    """The line of the source on which a block of text begins, by its text; the first one counts."""
    lines: dict[str, int] = {}
    for element in tree.iter(*_BLOCKS.split()):
        if element.sourceline and element.find(".//p") is None:
            lines.setdefault(_key(element.text_content()), int(element.sourceline))
    return lines


def _key(text: str) -> str:
    return "".join(text.split())[:200]


def _language(tree: Any) -> str | None:
    found = _LANGUAGE.match(tree.get("lang") or "")
    return found[0].lower() if found else None


def _date(value: str | None) -> date | None:
    return read_date(value) if value else None
