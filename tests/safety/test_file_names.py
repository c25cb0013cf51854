"""A report is named after its article, and stays in its folder whatever the article is called."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from guards import Guard, broken_without

import factcheck.batch
from factcheck.articles.inputs import name_article

TITLES = (
    "../../etc/passwd",
    "..",
    ".",
    "",
    "/etc/passwd",
    "a/b",
    "nul\0byte",
    "x" * 300,
    "鱼" * 120,
    ".hidden",
    "~/.ssh/id",
    "..\\..\\evil",
    "C:\\Windows\\x",
    "CON",
    "a:b",
    "line\nbreak",
    "\ud800",
    "$(touch x)",
    "-rf",
)
"""What titles and ids have been seen to hold."""
ON_THIS_SYSTEM = (
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "nul\0byte",
    "x" * 300,
    "鱼" * 120,
    ".hidden",
    "~/.ssh/id",
    "..\\..\\evil",
    "C:\\Windows\\x",
    "CON",
    "a:b",
    "line\nbreak",
    "\ud800",
    "$(touch x)",
    "-rf",
)
"""Those of which a file of the same name does harm or cannot be, here or on another system."""
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~=%-")


def stays_in_its_folder(said: str) -> None:
    """One file is written, in the folder, under a name that every system takes."""
    name = factcheck.batch.report_name(said)
    assert set(name) <= SAFE
    assert len(name.encode()) <= 255
    assert not name.startswith((".", "-", "~"))
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("x")
        assert [p.name for p in Path(folder).iterdir()] == [name]


@pytest.mark.parametrize("said", TITLES, ids=ascii)
def test_a_name(said: str) -> None:
    stays_in_its_folder(said)


@pytest.mark.parametrize("said", TITLES, ids=ascii)
def test_the_id_of_a_file_or_address(said: str) -> None:
    name = name_article(said.replace("\0", ""))
    assert name
    assert "/" not in name
    assert not name.startswith((".", "-"))


def as_it_is(change: pytest.MonkeyPatch) -> None:
    change.setattr(factcheck.batch, "report_name", lambda said: f"{said}.json")


GUARDS = (Guard("names as they are", as_it_is, stays_in_its_folder, ON_THIS_SYSTEM),)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=ascii
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(set(ON_THIS_SYSTEM)) >= 15
