"""Files, standard input and strings become articles, or one plain error each."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from factcheck.articles import article_from_text, read_article
from factcheck.errors import ArticleNotFound, EmptyArticle, FetchRefused, NotText

BODY = (
    "Customs figures show that the country sold 12.5 million tonnes of steel abroad in 2024, "
    "4.1% more than in the year before, while purchases of ore fell by a fifth over the same time."
)
REPRINT = f"""Business

Steel sales abroad keep rising this year

2024-02-11{"   "}

{BODY} The ministry expects that this will go on.

Edit:A. Writer Responsible editor:B. Reader

Source:MORNING GAZETTE

Special statement: if pictures infringe your rights, please contact this site.

Recommended Reading More

Links"""


def write(folder: Path, content: str | bytes, name: str = "a.txt") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_reprinted_page_gives_facts_and_leaves_furniture(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, REPRINT, "steel-2024.txt"))
    assert article.title == "Steel sales abroad keep rising this year"
    assert article.published == date(2024, 2, 11)
    assert article.outlet == "Morning Gazette"
    assert article.id == "steel-2024"
    assert article.text.startswith("Steel sales abroad")
    assert article.text.endswith("that this will go on.")
    assert "Business" not in article.text
    assert "2024-02-11" not in article.text


def test_text_without_furniture_is_kept_whole(tmp_path: Path) -> None:
    text = f"  {BODY}\n\n\n\nAnd more.\n"
    assert read_article(write(tmp_path, text)).text == text


def test_string_is_kept_exactly() -> None:
    article = article_from_text(REPRINT, id="x", title="T", published=date(2024, 1, 1))
    assert article.text == REPRINT
    assert (article.title, article.published, article.language) == ("T", date(2024, 1, 1), "en")


def test_arguments_override_the_page(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, REPRINT), published=date(2020, 1, 2), title="Other")
    assert (article.title, article.published) == ("Other", date(2020, 1, 2))


@pytest.mark.parametrize(
    "line",
    [
        "2024-03-08",
        "2024-03-08 10:15",
        "2024-03-08T10:15:00Z",
        "2024/03/08",
        "2024.3.8",
        "March 8, 2024",
        "Mar. 8, 2024",
        "8 March 2024",
        "Friday, 8 March 2024",
        "8th March 2024",
        "Published: 8 March 2024",
        "Updated on March 8, 2024 at 10:15 am (GMT+8)",
        "2024-03-08 | Morning Gazette",
        "2024年3月8日",
    ],
)
def test_date_lines(tmp_path: Path, line: str) -> None:
    article = read_article(write(tmp_path, f"Steel sales abroad keep rising\n{line}\n\n{BODY}\n"))
    assert article.published == date(2024, 3, 8)
    assert line not in article.text


@pytest.mark.parametrize("line", ["2024-13-45", "Since March 2024 all is well", "2024"])
def test_what_is_no_date_line(tmp_path: Path, line: str) -> None:
    article = read_article(write(tmp_path, f"Steel sales abroad keep rising\n{line}\n\n{BODY}\n"))
    assert article.published is None


def test_a_figure_under_the_body_stays(tmp_path: Path) -> None:
    text = f"{BODY}\n\nExports 12.5\nImports 3.4\n"
    assert read_article(write(tmp_path, text)).text == text


def test_front_matter(tmp_path: Path) -> None:
    text = f'---\ntitle: "Steel again"\ndate: 2024-03-08\n---\n\n# Steel again\n\n{BODY}\n'
    article = read_article(write(tmp_path, text, "a.md"))
    assert (article.title, article.published) == ("Steel again", date(2024, 3, 8))
    assert "date:" not in article.text


def test_html_page(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>Steel sales rise | Gazette</title>"
        '<meta property="og:title" content="Steel sales rise">'
        '<meta property="og:site_name" content="Gazette">'
        '<meta property="article:published_time" content="2024-03-08T08:00:00Z"></head><body>'
        "<nav><a href='/'>Home</a></nav><article><h1>Steel sales rise</h1>"
        f"<p>{BODY}</p><p>{BODY.replace('steel', 'iron')}</p></article>"
        "<footer>Privacy policy</footer></body></html>"
    )
    article = read_article(write(tmp_path, page, "a.html"))
    assert article.title == "Steel sales rise"
    assert article.published == date(2024, 3, 8)
    assert article.outlet == "Gazette"
    assert BODY in article.text
    assert "Privacy" not in article.text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(BODY.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert read_article("-").text == BODY


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (b"", EmptyArticle, "empty"),
        (b" \n\t\n", EmptyArticle, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NotText, "a picture"),
        (b"abc\x00def", NotText, "byte 3"),
        (b"\x01\x02\x03\x04 binary", NotText, "byte 0"),
        (b"\xff\xfea\x00b\x00\x00\xd8", NotText, "utf-16"),
    ],
)
def test_unreadable_files(
    tmp_path: Path, content: bytes, error: type[Exception], words: str
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(error) as caught:
        read_article(path)
    assert path in str(caught.value)
    assert words in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleNotFound, match="no such file"):
        read_article(str(tmp_path / "none.txt"))
    with pytest.raises(ArticleNotFound, match="folder"):
        read_article(str(tmp_path))


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "gopher://a/b"])
def test_other_schemes(url: str) -> None:
    with pytest.raises(FetchRefused, match="only http and https"):
        read_article(url)


ACCENTED = (
    "The café said that “prices rose” 3.8% in São Paulo – more than in Zürich, where the naïve "
    "forecast had been 2% – and that it is the first such rise since the spring. "
)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", ACCENTED),
        ("utf-8-sig", ACCENTED),
        ("utf-16", ACCENTED),
        ("cp1252", ACCENTED * 4),
        ("gb18030", "据海关统计，今年前三季度，我国进出口总值同比增长。" * 8 + BODY),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    assert read_article(write(tmp_path, text.encode(encoding))).text == text


def test_windows_line_ends(tmp_path: Path) -> None:
    assert read_article(write(tmp_path, b"One.\r\nTwo.\rThree.")).text == "One.\nTwo.\nThree."


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_strings_that_are_no_text(text: str) -> None:
    with pytest.raises(NotText, match="character 1"):
        article_from_text(text)
