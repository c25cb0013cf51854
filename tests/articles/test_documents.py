"""Documents of every kind become articles: text, facts, tables apart, and where it all stood."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import docx as python_docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from makers import SENTENCE, paragraph, word_file, word_xml
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from factcheck.articles import read_article, read_articles
from factcheck.errors import ArticleNotFound, EmptyArticle, NotText, UsageError
from factcheck.records import Article

TITLE = "Nordland sells more fish than ever before"
FIRST = (
    "Fish exports of Nordland reached 4.25 billion crowns in 2024, which is 6.2 percent more than "
    "in the year before and the highest value since the present way of counting began in 1988."
)
SECOND = (
    "Imports fell by 3.8 percent, and the country stayed the second-largest seller of herring in "
    "the region. Prices of herring rose by 11 percent, those of cod by 4 percent."
)
THIRD = (
    "On the last page the ministry says that it expects a further increase of about 3 percent in "
    "the current year, provided that the quota for cod is not cut again in the autumn."
)
GRID = [["Year", "Exports", "Imports"], ["2023", "4.00", "1.12"], ["2024", "4.25", "1.08"]]


def pdf(path: Path) -> Path:
    styles = getSampleStyleSheet()
    body = styles["BodyText"]

    def edges(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(72, 815, "Harbour News - Fisheries")  # type: ignore[attr-defined]
        canvas.drawString(290, 30, f"Page {document.page}")  # type: ignore[attr-defined]

    document = SimpleDocTemplate(str(path), pagesize=A4, title=TITLE)
    story = [
        Paragraph(TITLE, styles["Title"]),
        Paragraph(FIRST, body),
        Spacer(1, 12),
        Table(GRID),
        Spacer(1, 12),
        Paragraph("Figure 1: exports of fish, in billions of crowns", body),
        Spacer(1, 12),
        Paragraph(SECOND, body),
        PageBreak(),
        Paragraph(THIRD, body),
        PageBreak(),
        Paragraph(THIRD.replace("last", "very last"), body),
    ]
    document.build(story, onFirstPage=edges, onLaterPages=edges)
    return path


def word(path: Path) -> Path:
    document = python_docx.Document()
    document.core_properties.author = "Ada Writer"
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    document.add_paragraph(FIRST)
    table = document.add_table(rows=3, cols=3)
    for row, values in zip(table.rows, GRID, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    document.add_paragraph("Figure 1: exports of fish", style="Caption")
    document.add_paragraph(SECOND)
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Article:
    return read_article(str(pdf(tmp_path_factory.mktemp("pdf") / "fish.pdf")))


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Article:
    return read_article(str(word(tmp_path_factory.mktemp("docx") / "fish.docx")))


def test_a_pdf_is_read_in_paragraphs(paper: Article) -> None:
    assert paper.title == TITLE
    assert [p for p in (FIRST, SECOND, THIRD) if p not in paper.text.split("\n")] == []


def test_running_heads_and_page_numbers_are_no_text(paper: Article) -> None:
    assert "Harbour News" not in paper.text
    assert "Page 2" not in paper.text


def test_tables_and_captions_of_a_pdf_stand_apart(paper: Article) -> None:
    assert [list(row) for row in paper.tables[0].rows] == GRID
    assert paper.tables[0].page == 1
    assert paper.captions == ("Figure 1: exports of fish, in billions of crowns",)
    assert "4.00" not in paper.text
    assert "1 table and 1 caption beside the text were not checked" in paper.notes


@pytest.mark.parametrize(("words", "page"), [(FIRST, 1), (SECOND, 1), (THIRD, 2), ("very last", 3)])
def test_offsets_lead_to_the_page(paper: Article, words: str, page: int) -> None:
    place = paper.place_of(paper.text.index(words))
    assert place is not None
    assert (place.page, place.line) == (page, None)


def test_a_word_document(letter: Article) -> None:
    assert (letter.title, letter.author) == (TITLE, "Ada Writer")
    assert letter.text.split("\n\n") == [TITLE, FIRST, SECOND]
    assert [list(row) for row in letter.tables[0].rows] == GRID
    assert letter.captions == ("Figure 1: exports of fish",)


def test_tracked_changes_are_taken(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Exports rose by </w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>6</w:t></w:r></w:ins><w:r><w:t> percent in the year.</w:t></w:r>"
        "</w:p>"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(main=word_xml(body + paragraph(SENTENCE))))
    assert "Exports rose by 6 percent in the year." in read_article(str(path)).text


def test_pages_of_a_word_document_that_was_laid_out(tmp_path: Path) -> None:
    turn = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p>"
    body = paragraph(FIRST) + turn.format(SECOND) + paragraph(THIRD)
    path = tmp_path / "a.docx"
    path.write_bytes(word_file(main=word_xml(body)))
    article = read_article(str(path))
    places = [article.place_of(article.text.index(p) + 5) for p in (FIRST, SECOND, THIRD)]
    assert [p.page if p else None for p in places] == [1, 2, 2]


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour News</title>
<item><title>{TITLE}</title><link>https://harbour.example/2024/fish</link><dc:creator>Ada Writer
</dc:creator><pubDate>Sat, 25 Jan 2025 06:00:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><script>alert(1)</script><p>{SECOND}</p>]]>
</content:encoded></item>
<item><title>Herring gets dearer once again</title><guid>urn:2</guid>
<description>&lt;p&gt;{THIRD}&lt;/p&gt;</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><id>urn:1</id><title>{TITLE}</title><updated>2025-01-25T06:00:00Z</updated>
<author><name>Ada Writer</name><email>a@harbour.example</email></author>
<link rel="alternate" href="https://harbour.example/2024/fish"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p></div>
</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_the_entry_of_a_feed(tmp_path: Path, feed: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed, encoding="utf-8")
    article = read_article(str(path), item="1")
    assert article.text == f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    assert (article.title, article.outlet, article.author) == (TITLE, "Harbour News", "Ada Writer")
    assert article.published == date(2025, 1, 25)
    assert article.url == "https://harbour.example/2024/fish"


def test_several_entries_are_named_by_number_or_id(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    with pytest.raises(UsageError, match="holds 2 articles; name one with --item"):
        read_article(str(path))
    with pytest.raises(ArticleNotFound, match="no item '3'"):
        read_article(str(path), item="3")
    ids = [article.id for article in read_articles(str(path))]
    assert ids == ["fish", "urn-2"]
    assert read_article(str(path), item="urn-2").text.endswith(THIRD)


ROWS = [
    {"id": "a", "text": FIRST, "title": TITLE, "published": "2025-01-25", "outlet": "Harbour News"},
    {"id": 7, "text": SECOND, "published": "2025-02-01T09:30:00+01:00", "author": "Ada Writer"},
]


@pytest.mark.parametrize("item", ["2", "7"])
def test_a_row_of_jsonl(tmp_path: Path, item: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n", encoding="utf-8")
    article = read_article(str(path), item=item)
    assert (article.id, article.text, article.author) == ("7", SECOND, "Ada Writer")
    assert article.published == date(2025, 2, 1)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2"),
        ("[1]", "line 2"),
        ('{"id": "b"}', "no text"),
        ('{"id": "b", "text": 3}', "text is int"),
        ('{"id": "b", "text": "x", "published": "soon"}', "soon"),
    ],
)
def test_a_row_that_is_no_article_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(NotText, match="line 2") as caught:
        read_article(str(path), item="2")
    assert words in str(caught.value)


def test_rows_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = "\n".join(map(json.dumps, ROWS)).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read_article("-", item="a").title == TITLE


def test_a_document_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word_file(main=word_xml(paragraph(FIRST)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read_article("-").text == FIRST


def test_a_row_of_parquet_through_the_command_line(tmp_path: Path) -> None:
    from factcheck.cli.inputs import read_one  # noqa: PLC0415

    rows = [{**row, "id": str(row["id"])} for row in ROWS]
    keys = ("id", "text", "title", "published", "outlet", "author")
    table = pa.table({key: [row.get(key) for row in rows] for key in keys})
    path = tmp_path / "rows.parquet"
    pq.write_table(table, path)
    article = read_one(str(path), item="7", published=None, title="Other")
    assert (article.text, article.title) == (SECOND, "Other")
    with pytest.raises(NotText, match="a Parquet table"):
        read_article(str(path))


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (b"{\\rtf1 a}", "rich text"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"PK\x03\x04 nothing", "broken ZIP"),
        (b"%PDF-1.4 nothing", "cannot be read as PDF"),
    ],
)
def test_other_files_get_a_way_out(tmp_path: Path, head: bytes, words: str) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(head)
    with pytest.raises(NotText, match=words) as caught:
        read_article(str(path))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("feed", "error", "words"),
    [
        ("<rss><channel><title>x</title></channel></rss>", EmptyArticle, "without entries"),
        ("<rss><channel>", NotText, "broken feed"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', NotText, "entities"),
    ],
)
def test_feeds_that_are_not_read(
    tmp_path: Path, feed: str, error: type[Exception], words: str
) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(f'<?xml version="1.0"?>{feed}', encoding="utf-8")
    with pytest.raises(error, match=words):
        read_article(str(path))


def test_lines_of_plain_text_and_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\n{FIRST}\n\n{SECOND}\n", "utf-8")
    article = read_article(str(path))
    place = article.place_of(article.text.index("second-largest"))
    assert place is not None
    assert (place.line, place.column) == (9, SECOND.index("second-largest") + 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Die Ausfuhren stiegen im vergangenen Jahr um sechs Prozent auf vier Milliarden. " * 5, 1),
        ("海关统计显示，今年前三季度进出口总值同比增长百分之五，出口增长百分之七。" * 5, 1),
        (FIRST * 3, 0),
    ],
)
def test_what_is_not_english_is_said(tmp_path: Path, text: str, said: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    article = read_article(str(path))
    assert article.text == text
    assert ["does not read as English" in note for note in article.notes] == [True] * said
