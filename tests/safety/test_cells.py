"""Cells that a spreadsheet would run get a quote in front; numbers come through as they are."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from guards import Guard, broken_without
from payloads import CELLS, NUMBERS
from sample import IMPORTS, report

from factcheck.records import Article, Span
from factcheck.reports import sheet, write_report


def cells_of(said: str) -> dict[str, str]:
    """The row of a claim that says `said` wherever a text may say something."""
    text = f"It was {said} so."
    span = Span.of(text, 7, 7 + len(said))
    verdict = IMPORTS.verdict.model_copy(update={"explanation": said})
    claim = IMPORTS.model_copy(update={"anchor": span, "quote": span, "verdict": verdict})
    article = Article(id="x", text=text, title=said, outlet=said, author=said)
    written = write_report(report(article=article, claims=(claim,)), "csv")
    return next(csv.DictReader(io.StringIO(str(written), newline="")))


def does_not_run(said: str) -> None:
    """No cell of the row begins as the text does."""
    found = [c for c in cells_of(said).values() if c.removeprefix("'") == said]
    assert found
    assert all(cell.startswith("'") for cell in found)


def stays_a_number(said: str) -> None:
    """The cells of the row hold the number as it was written."""
    row = cells_of(said)
    assert said in row.values()
    assert f"'{said}" not in row.values()


@pytest.mark.parametrize("said", CELLS)
def test_no_formula(said: str) -> None:
    does_not_run(said)


@pytest.mark.parametrize("said", NUMBERS)
def test_no_harm_to_numbers(said: str) -> None:
    stays_a_number(said)


def as_it_is(change: pytest.MonkeyPatch) -> None:
    change.setattr(sheet, "safe_cell", lambda value: "" if value is None else str(value))


def the_first_sign_alone(change: pytest.MonkeyPatch) -> None:
    """The guard of most programs: it quotes whatever begins with a sign, numbers too."""
    change.setattr(
        sheet, "safe_cell", lambda value: f"'{value}" if str(value)[:1] in "=+-−@" else str(value)
    )


GUARDS = (
    Guard("cells as they are", as_it_is, does_not_run, CELLS),
    Guard("a quote before every sign", the_first_sign_alone, stays_a_number, NUMBERS),
)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=repr
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(set(CELLS)) >= 20
