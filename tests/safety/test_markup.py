"""Nothing that an article or a table says becomes markup: in the report, or on the review page.

A page made of a hostile text has the same elements with the same attributes, in the same order, as
the page made of a harmless word in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from guards import Guard, broken_without
from jinja2 import Environment
from payloads import MARKUP
from review_browser import Browser, make_out
from sample import IMPORTS, LEVEL, TEXT, report

from factcheck.records import Article, CheckedClaim, Report, Span
from factcheck.reports import page, write_report
from factcheck.web import render

SINKS = ("body", "quote", "note", "source URL", "title")
HARMLESS = "word"
EMPTY_ICON = "data:,"


def told(sink: str, said: str) -> Report:
    """A report with something hostile in one place."""
    text = f"{TEXT}\n{said}\n" if sink == "body" else TEXT
    claims: list[CheckedClaim] = [LEVEL, IMPORTS]
    if sink == "quote":
        text = f"Herring {said} grew by 3.8%.\n"
        span = Span.of(text, 0, len(text) - 1)
        claims = [c.model_copy(update={"anchor": span, "quote": span}) for c in claims[1:]]
    claims = [with_note(c, said) if sink == "note" else c for c in claims]
    claims = [with_source(c, said) if sink == "source URL" else c for c in claims]
    named = said if sink == "title" else "Fish"
    return report(
        article=Article(
            id="h",
            text=text,
            title=named,
            outlet=named,
            author=named,
            url=said if sink == "source URL" else None,
        ),
        claims=tuple(claims),
        notes=(said,) if sink == "note" else (),
    )


def with_note(claim: CheckedClaim, said: str) -> CheckedClaim:
    fields = {"explanation": said, "formula": said, "notes": (said,)}
    return claim.model_copy(update={"verdict": claim.verdict.model_copy(update=fields)})


def with_source(claim: CheckedClaim, said: str) -> CheckedClaim:
    cells = tuple(
        cell.model_copy(update={"source_url": said, "source_title": said, "comment": said})
        for cell in claim.verdict.evidence
    )
    return claim.model_copy(
        update={"verdict": claim.verdict.model_copy(update={"evidence": cells})}
    )


class Shape(HTMLParser):
    """The elements of a page with the names of their attributes, and where it leads to."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.places: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.places += [v or "" for name, v in attrs if name in {"href", "src", "action"}]

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", (decl,)))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", ()))


@dataclass(frozen=True)
class Case:
    """A text in a place."""

    sink: str
    said: str

    def __str__(self) -> str:
        return f"{self.sink}-{self.said.encode('unicode_escape').decode()}"


CASES = tuple(Case(sink, said) for sink in SINKS for said in MARKUP)


def shape_of(written: str) -> Shape:
    shape = Shape(written)
    leads = [place.strip().lower() for place in shape.places if place != EMPTY_ICON]
    assert not [place for place in leads if re.match(r"[a-z+.-]+:", place) and place[:4] != "http"]
    assert not any("evil.example" in place for place in shape.places)
    assert "\u202e" not in written
    assert "\x1b" not in written
    return shape


@cache
def harmless_report(sink: str) -> list[tuple[str, tuple[str, ...]]]:
    return shape_of(str(write_report(told(sink, HARMLESS), "html"))).elements


def stays_text_in_the_report(case: Case) -> None:
    """The page of the report has the shape that it has with a harmless word."""
    written = str(write_report(told(case.sink, case.said), "html"))
    assert shape_of(written).elements == harmless_report(case.sink)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_report(case: Case) -> None:
    stays_text_in_the_report(case)


def test_a_frame_in_a_notebook_holds_it_too() -> None:
    for said in MARKUP:
        shape = Shape(told("title", said)._repr_html_())
        assert [tag for tag, _ in shape.elements] == ["iframe"]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder: Path = tmp_path_factory.mktemp("out")
    return Browser(make_out(folder, [{"id": "h", "text": "Exports grew 2 percent.", "title": "H"}]))


def reviewed(browser: Any, case: Case) -> list[Any]:
    browser.app.state.desk.report = lambda _: told(case.sink, case.said)
    paths = ["/articles/h", "/articles/h/claims/c3"]
    answers = [browser.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [200, 200]
    return [shape_of(answer.text).elements for answer in answers]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_review_page(case: Case, browser: Any) -> None:
    assert reviewed(browser, case) == reviewed(browser, Case(case.sink, HARMLESS))


def bare(**options: Any) -> Environment:
    """An environment whose templates do not escape."""
    return Environment(**{**options, "autoescape": False})  # noqa: S701 - to see it fail


def unescaped(change: pytest.MonkeyPatch) -> None:
    change.setattr(page, "Environment", bare)
    change.setattr(page, "template_environment", page.template_environment.__wrapped__)


def any_address(change: pytest.MonkeyPatch) -> None:
    change.setattr(page, "safe_href", lambda url: url)
    change.setattr(page, "template_environment", page.template_environment.__wrapped__)


def unclean(change: pytest.MonkeyPatch) -> None:
    change.setattr(page, "clean", lambda text: text)
    change.setattr(page, "template_environment", page.template_environment.__wrapped__)


def with_any(*parts: str) -> tuple[Case, ...]:
    return tuple(
        case for case in CASES if case.sink != "quote" and any(p in case.said for p in parts)
    )


BREAKING_OUT = tuple(
    case
    for case in CASES
    if case.said.lstrip("]\u202e\x1b").startswith("<") or case.said.startswith("</")
)
LEADING_AWAY = tuple(
    case
    for case in CASES
    if case.sink == "source URL" and case.said.lower().strip().startswith(("javascript:", "data:"))
)
GUARDS = (
    Guard(
        "templates of the report do not escape", unescaped, stays_text_in_the_report, BREAKING_OUT
    ),
    Guard("any address is a link", any_address, stays_text_in_the_report, LEADING_AWAY),
    Guard(
        "controls and marks of direction stay",
        unclean,
        stays_text_in_the_report,
        with_any("\u202e", "\x1b"),
    ),
)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=str
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


@pytest.mark.parametrize("case", BREAKING_OUT[::7], ids=str)
def test_templates_that_escape_are_what_holds_on_the_review_page(
    case: Case, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "Environment", bare)
    fresh = page.template_environment.__wrapped__
    monkeypatch.setattr(render, "template_environment", fresh)
    monkeypatch.setattr(render, "environment", render.environment.__wrapped__)
    with pytest.raises(AssertionError):
        assert reviewed(browser, case) == reviewed(browser, Case(case.sink, HARMLESS))


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(set(MARKUP)) >= 30
    assert len(CASES) >= 30 * 5
