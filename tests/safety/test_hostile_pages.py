"""HTML that hides, breaks or swells: the article is read, nothing else of the page gets into it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import trafilatura
from guards import Guard, broken_without
from lxml import html as lxml_html

from factcheck.articles import pages
from factcheck.articles.pages import read_html
from factcheck.errors import FactcheckError

FIRST = (
    "Nordland sold 4.25 billion crowns' worth of fish abroad in 2024, which is 6.2 percent more "
    "than a year before and more than in any year since counting began."
)
SECOND = (
    "Imports fell by 3.8 percent over the same time, as households bought less meat and the price "
    "of fodder went down for the second year in a row."
)
BODY = f"<article><h1>Fish sales rise to a record</h1><p>{FIRST}</p>%s<p>{SECOND}</p></article>"
MARK = "Imports rose by 99 percent in truth."


def page(inside: str, *, head: str = "<title>Fish sales rise to a record</title>") -> str:
    """A page with something between two paragraphs."""
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{BODY % inside}</body></html>"


HIDING = {
    "script": page(f"<script>var a = '{MARK}';</script>"),
    "script of data": page(f'<script type=\'application/json\'>{{"a": "{MARK}"}}</script>'),
    "style": page(f"<style>p::after {{ content: '{MARK}' }}</style>"),
    "comment": page(f"<!-- <p>{MARK}</p> -->"),
    "comment that ends oddly": page(f"<!--> <p hidden>x</p> <!-- {MARK} --!>"),
    "noscript": page(f"<noscript><p>{MARK}</p></noscript>"),
    "frame": page(f"<iframe srcdoc='<p>{MARK}</p>'>{MARK}</iframe>"),
    "attributes": page(f"<p title='{MARK}' data-a='{MARK}'></p><img alt='{MARK}' src='a.png'>"),
    "form": page(f"<form><textarea>{MARK}</textarea><button>{MARK}</button></form>"),
    "menu": page(f"<nav><ul><li><a href='/'>{MARK}</a></li></ul></nav>"),
    "object": page(f"<object data='a.swf'>{MARK}</object>"),
    "picture of vectors": page(f"<svg><script>{MARK}</script><text>{MARK}</text></svg>"),
    "instruction": page(f"<?php echo '{MARK}'; ?>"),
}
"""Pages of which a part is for no reader."""
BROKEN = {
    "unclosed": page("<div><b><i>" * 20),
    "closed too often": page("</div></b></article>" * 2_000),
    "attributes without end": page("<p " + "a=b " * 20_000 + "></p>"),
    "one attribute without end": page(f"<p class='{'a ' * 200_000}'></p>"),
    "references": page("&amp;&#0;&#x110000;&nosuch;&" * 2_000),
    "controls": page("<p>\x01\x02\x0c\x7f\x9b31m</p>"),
    "refreshed": page("", head="<meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"),
    "based elsewhere": page("<base href='//evil.example'><img src='x'>"),
    "dated out of time": page("", head="<meta property='article:published_time' content='99999'>"),
    "in no language": page("").replace("lang='en'", "lang='\"><script>'"),
    "entities": page("").replace(
        "<!doctype html>",
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY e SYSTEM "file:///etc/hostname">]>',
    ),
    "declared otherwise": page("", head="<meta charset='utf-7'><title>+ADw-script+AD4-</title>"),
    "ten thousand paragraphs of nothing": page("<p></p>" * 10_000),
}
"""Pages that break or swell."""


def reads_the_article(case: str) -> None:
    """Both paragraphs are read whole, in time, and nothing that the page hides."""
    begin = time.process_time()
    found = read_html({**HIDING, **BROKEN}[case], "page")
    assert time.process_time() - begin < 5
    assert FIRST in found.text
    assert SECOND in found.text
    assert MARK not in found.text
    assert "<script" not in (found.title or "") + (found.language or "")


@pytest.mark.parametrize("case", [*HIDING, *BROKEN])
def test_read(case: str) -> None:
    reads_the_article(case)


def is_refused(text: str, words: str) -> None:
    begin = time.process_time()
    with pytest.raises(FactcheckError, match=words) as caught:
        read_html(text, "page")
    assert str(caught.value).startswith("page: ")
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (page("<div>" * 500 + "<p>deep</p>"), "nested too deeply"),
        (page("<div>" * 20_000 + "<p>deep</p>"), "nested too deeply"),
        (page("<b><i>" * 2_000), "nested too deeply"),
        ("<table><tr><td>" * 600, "nested too deeply"),
        ("<p>" * 3_000, "no article text"),
        ("<a href=" * 5_000, "no article text"),
        ("<li>a" * 10_000, "no article text"),
        (page("<p>a</p>" * 60_000), "more than 100,000 tags"),
        ("<" * 5_000_000, "more than 100,000 tags"),
    ],
    ids=lambda value: value[:12],
)
def test_refused_in_time(text: str, words: str) -> None:
    is_refused(text, words)


def no_limit_of_tags(change: pytest.MonkeyPatch) -> None:
    change.setattr(pages, "MOST_TAGS", 10**12)


def always_compared(change: pytest.MonkeyPatch) -> None:
    change.setattr(pages, "_MOST_COMPARED", 10**12)


def few_tags(text: str) -> None:
    is_refused(text, "more than 100,000 tags")


def quick(text: str) -> None:
    begin = time.process_time()
    is_refused(text, "no article text")
    assert time.process_time() - begin < 2


def whole_text(change: pytest.MonkeyPatch) -> None:
    """Reads all the text that the markup holds, as the simplest reader does."""

    def extract(page: Any, **_: Any) -> Any:
        tree = lxml_html.document_fromstring(
            page.replace("<!--", "<p>").replace("<?php", "<p>").replace("?>", "")
        )
        body = lxml_html.fromstring("<div></div>")
        for text in _texts(tree):
            lxml_html.etree.SubElement(body, "p").text = text
        return SimpleNamespace(body=body, title=None, date=None, sitename=None, author=None)

    change.setattr(trafilatura, "bare_extraction", extract)


def _texts(tree: Any) -> Iterator[str]:
    for element in tree.iter():
        yield from (element.text or "", element.tail or "", *map(str, element.attrib.values()))


GUARDS = (
    Guard("all text of the page", whole_text, reads_the_article, tuple(HIDING)),
    Guard("no limit of tags", no_limit_of_tags, few_tags, ("<hr>" * 100_001,)),
    Guard("a second reader for every page", always_compared, quick, ("<li>a" * 8_000,)),
)


@pytest.mark.parametrize(
    ("guard", "case"),
    [(guard, case) for guard in GUARDS for case in guard.cases],
    ids=lambda value: str(value)[:30],
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(HIDING) >= 12
