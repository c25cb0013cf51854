"""Whatever the text is, every format keeps it, and nothing breaks on it."""

from __future__ import annotations

import html as stdlib_html
import json
import re
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from sample import IMPORTS, LEVEL, report

from factcheck.records import Article, Report, Span
from factcheck.reports import FORMATS, write_report
from factcheck.reports.segments import cut
from factcheck.reports.sheet import safe_cell
from factcheck.reports.wording import clean, figure

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
WORDS = re.compile(r"\S+")


@st.composite
def reports(draw: Any) -> Report:
    text = draw(TEXTS)
    claims = []
    for number, base in enumerate((LEVEL, IMPORTS, LEVEL), start=1):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        span = Span.of(text, start, end)
        claims.append(base.model_copy(update={"id": f"c{number}", "anchor": span, "quote": span}))
    claims.sort(key=lambda c: c.anchor.start)
    return report(article=Article(id="x", text=text, title=draw(TEXTS)), claims=tuple(claims))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(reports())
def test_every_format_takes_every_text(made: Report) -> None:
    for name in FORMATS:
        written = write_report(made, name)
        assert isinstance(written, bytes) == (name == "parquet")
        assert isinstance(written, bytes) or written.encode("utf-8").decode() == written
    assert Report.model_validate_json(write_report(made, "json")) == made
    json.loads(write_report(made, "sarif"))
    assert "".join(s.text for s in cut(made.article.text, made.claims)) == made.article.text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(reports(), st.integers(40, 120))
def test_terminal_keeps_every_word_in_order(made: Report, width: int) -> None:
    written = write_report(made.model_copy(update={"claims": ()}), "terminal", width=width)
    wanted = WORDS.findall(clean(made.article.text))
    found = WORDS.findall(written)
    at = 0
    for word in wanted:
        at = found.index(word, at) + 1
    assert at <= len(found)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(reports())
def test_page_keeps_every_word(made: Report) -> None:
    bare = made.model_copy(update={"claims": ()})
    page = write_report(bare, "html")
    article = page[page.index('aria-label="Article"') : page.index('id="evidence"')]
    shown = re.sub(r"<[^>]*>", " ", article.split(">", 1)[1].rsplit("<", 1)[0])
    assert WORDS.findall(stdlib_html.unescape(shown)) == WORDS.findall(clean(bare.article.text))
    assert html.document_fromstring(page) is not None


@given(st.text())
def test_no_cell_begins_with_a_formula(text: str) -> None:
    cell = safe_cell(text)
    if cell.lstrip().startswith(("=", "@")):
        raise AssertionError(cell)
    if cell.startswith(("+", "-")):
        float(cell.replace(",", "").rstrip("%"))


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1e14, max_value=1e14)
)
def test_figures_keep_their_value(value: Any) -> None:
    words = figure(value, "count").replace(",", "").replace("−", "-").split()
    scale = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
    from_words = float(words[0]) * (scale[words[1]] if len(words) > 1 else 1)
    assert abs(from_words - float(value)) <= 1e-9 * abs(float(value))


@example("\x1f")
@given(TEXTS)
def test_a_line_of_controls_is_shown_not_dropped(text: str) -> None:
    made = report(article=Article(id="x", text=text), claims=())
    shown = write_report(made, "terminal")
    assert all(word in shown for word in WORDS.findall(clean(text)) if len(word) < 60)
