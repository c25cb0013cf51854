"""The line: one door a room, in order; a failure never becomes a verdict."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from factcheck.errors import CheckError, EmptyArticle, PackageError, UsageError
from factcheck.pipeline import Checker, check
from factcheck.records import (
    Article,
    Claim,
    Indicator,
    Match,
    Quantity,
    Span,
    Verdict,
)
from factcheck.settings import Settings

TEXT = "Sales rose to 12 tons. Prices fell by 3%."


def claims_of(article: Article) -> list[Claim]:
    found = []
    for number, (kind, exact) in enumerate([("level", "12 tons"), ("change", "3%")], start=1):
        start = article.text.index(exact)
        span = Span.of(article.text, start, start + len(exact))
        found.append(
            Claim(
                id=f"c{number}",
                kind=kind,
                anchor=span,
                quote=span,
                indicator=Indicator(text="sales"),
                quantity=Quantity(text=exact, value=None, unit=None),
            )
        )
    return found


def judge(
    claim: Claim, match: Match, archive: Any, *, article: Article, claims: Any, area: str | None
) -> Verdict:
    assert claim in claims
    assert area is None
    assert article.text == TEXT
    return Verdict(
        label="not_enough_evidence",
        reason="no_matching_series",
        explanation="No table holds this.",
        confidence=0.5,
        match=match,
    )


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts stubs in the place of the rooms the line calls."""

    def put(**changes: Any) -> None:
        doors: dict[str, dict[str, Any]] = {
            "factcheck.mentions": {"find_mentions": lambda *_: None},
            "factcheck.claims": {
                "ClaimFinder": lambda *_: SimpleNamespace(
                    find=lambda article, *_: claims_of(article)
                )
            },
            "factcheck.series": {"open_archive": lambda *_, **__: SimpleNamespace(datasets=list)},
            "factcheck.matches": {"match_claim": lambda *_: Match()},
            "factcheck.verdicts": {"judge_claim": judge, "settled_area": lambda *_: None},
        }
        for room, names in doors.items():
            module = ModuleType(room)
            for name, stub in names.items():
                setattr(module, name, changes.get(name, stub))
            monkeypatch.setitem(sys.modules, room, module)

    return put


def raising(error: Exception) -> Callable[..., Any]:
    def stub(*_: Any, **__: Any) -> Any:
        raise error

    return stub


def test_every_claim_gets_a_verdict(rooms: Callable[..., None]) -> None:
    rooms()
    report = check(TEXT, "2025-02-01", as_of=date(2025, 1, 1))
    assert [c.id for c in report.claims] == ["c1", "c2"]
    assert report.article.published == date(2025, 2, 1)
    assert report.as_of == "2025-01-01"
    assert report.generator.startswith("factcheck ")
    assert report.notes == ()


def test_rooms_load_once(rooms: Callable[..., None]) -> None:
    opened = []

    def open_archive(roots: Any, as_of: Any) -> Any:
        opened.append(roots)
        return SimpleNamespace(datasets=list)

    rooms(open_archive=open_archive)
    checker = Checker(Settings(use_default_tables=False, tables=(Path("t"),)))
    articles = [Article(id=str(n), text=TEXT) for n in range(3)]
    assert [r.article.id for r in checker.pipe(articles)] == ["0", "1", "2"]
    assert opened == [(Path("t"),)]


def test_a_fault_names_the_claim_and_is_no_verdict(rooms: Callable[..., None]) -> None:
    rooms(judge_claim=raising(ZeroDivisionError("by zero")))
    with pytest.raises(CheckError, match="claim c1 “12 tons”: ZeroDivisionError"):
        check(TEXT)


def test_a_broken_table_stays_what_it_is(rooms: Callable[..., None]) -> None:
    rooms(match_claim=raising(PackageError("bad", file="a.csv", row=3)))
    with pytest.raises(PackageError, match="row 3") as caught:
        check(TEXT)
    assert "c1" in caught.value.__notes__[0]


def test_notes_say_what_is_missing(rooms: Callable[..., None]) -> None:
    rooms()
    assert "date of publication" in check(TEXT).notes[0]
    finder = SimpleNamespace(find=lambda *_: [])
    rooms(ClaimFinder=lambda *_: finder)
    assert "no claim" in check(TEXT).notes[0]


def test_bad_arguments() -> None:
    with pytest.raises(EmptyArticle):
        check(" ")
    with pytest.raises(UsageError, match="no ISO date"):
        check(TEXT, "yesterday")
