"""Saved pages of different make, written for this in the shapes of real sites.

`pages/NAME.html` is the page, `pages/NAME.txt` the title and the paragraphs of its article, and
`pages/facts.json` what else is to be known of it; `false` there is a fact that may be either way.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from factcheck.articles import read_article
from factcheck.records import Article

PAGES = Path(__file__).parent / "pages"
FACTS = json.loads((PAGES / "facts.json").read_text(encoding="utf-8"))
LEAST = 0.95


@cache
def read(name: str) -> Article:
    return read_article(str(PAGES / f"{name}.html"))


@cache
def expected(name: str) -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def f1(wanted: str, found: str) -> float:
    """Harmonic mean of precision and recall over words, each counted as often as it stands."""
    one, other = (Counter(re.findall(r"\w+", text)) for text in (wanted, found))
    return 2 * (one & other).total() / (one.total() + other.total())


def test_there_are_as_many_pages_as_there_are_to_be() -> None:
    assert len(FACTS) >= 25
    assert {p.stem for p in PAGES.glob("*.html")} == set(FACTS)


@pytest.mark.parametrize("name", FACTS)
def test_the_text_of_the_article_is_what_is_read(name: str) -> None:
    assert f1(expected(name), read(name).text) >= LEAST


@pytest.mark.parametrize("name", FACTS)
def test_every_paragraph_is_kept_whole_and_alone(name: str) -> None:
    lines = read(name).text.split("\n")
    lost = [p for p in expected(name).strip().split("\n\n") if p not in lines]
    assert lost == []


@pytest.mark.parametrize("fact", ["title", "published", "outlet", "author"])
@pytest.mark.parametrize("name", FACTS)
def test_facts(name: str, fact: str) -> None:
    wanted = FACTS[name][fact]
    if wanted is not False:
        found = getattr(read(name), fact)
        assert (str(found) if found else None) == wanted


@pytest.mark.parametrize("name", FACTS)
def test_tables_and_captions_stand_apart(name: str) -> None:
    article = read(name)
    assert len(article.tables) == FACTS[name]["tables"]
    assert len(article.captions) == FACTS[name]["captions"]
    assert not [c for c in article.captions if c in article.text]
    rows = [row for table in article.tables for row in table.rows if len(row) > 1]
    assert not [row for row in rows if "\t".join(row) in article.text]


@pytest.mark.parametrize("name", FACTS)
def test_a_paragraph_is_found_on_the_line_where_it_stands(name: str) -> None:
    """Offsets lead back: the line of the source holds the first words of the paragraph."""
    article = read(name)
    raw = (PAGES / f"{name}.html").read_bytes()
    encoding = {"portal-reprint": "gb18030", "print-view": "cp1252"}.get(name, "utf-8")
    lines = raw.decode(encoding).split("\n")
    known = 0
    for paragraph in expected(name).strip().split("\n\n")[1:]:
        place = article.place_of(article.text.index(paragraph))
        if place is not None and place.line is not None:
            known += 1
            around = unescape(" ".join(lines[place.line - 1 : place.line + 1]))
            assert paragraph.split()[1] in around
    assert known >= 4 or name in {"nineties-tables", "print-view"}


def test_a_site_that_puts_its_name_before_the_headline() -> None:
    assert read("blogger").title == "Wheat harvest shrinks by a fifth after a wet spring"


def test_a_page_in_another_encoding() -> None:
    assert read("portal-reprint").outlet == "Morning Gazette"
    assert "首页" not in read("portal-reprint").text
