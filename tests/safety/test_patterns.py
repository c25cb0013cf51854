"""No pattern of the project can be made to run long by a hostile text.

All compiled ones that a module holds, in whatever it holds them, and all that are written out where
they are used.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import factcheck

LENGTH = 100_000
MOST_SECONDS = 0.1
UNITS = (
    *("1", "1,", " ", ".", "a", "1 ", "2024-", "\n", "-", "<a ", "é1 ,.%", "million ", "of the "),
)
"""What the texts are made of, repeated to their length."""
STRAIGHT = {
    "factcheck.claims.places": "looks 40 characters ahead at every place, in one sentence",
    "factcheck.claims.ranks": "looks 40 characters ahead at every place, in one sentence",
    "factcheck.matches.printed": "looks 60 characters ahead at every place, in one title",
    "factcheck.series.cells": "looks 60 characters ahead at every place, in one cell",
    "factcheck.series.headers": "looks 80 characters ahead at every place, in one heading",
    "factcheck.mentions.periods_guards": "looks 30 characters ahead at every place, in one clause",
}
"""Modules whose patterns take more than is allowed, though in proportion to the text."""
USES = frozenset({"compile", "match", "fullmatch", "search", "sub", "findall", "finditer", "split"})
ROOT = Path(factcheck.__file__).parent


def held(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Compiled patterns in a value, also inside what it holds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 3 and isinstance(value, dict):
        for item in (*value.keys(), *value.values()):
            yield from held(item, depth + 1)
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from held(item, depth + 1)
    elif (
        depth < 2 and type(value).__module__.startswith("factcheck") and hasattr(value, "__dict__")
    ):
        yield from held(vars(value), depth + 1)


def written_out(path: Path) -> Iterator[re.Pattern[str]]:
    """Patterns that stand as texts in calls of `re`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in USES
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield re.compile(node.args[0].value)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern, by module and number."""
    found: dict[tuple[str, int], str] = {}
    kept: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(factcheck.__path__, "factcheck."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        place = Path(str(module.__file__))
        here = [p for value in vars(module).values() for p in held(value)]
        for pattern in (*here, *written_out(place)):
            key = (pattern.pattern, pattern.flags)
            if key not in found:
                number = sum(name.startswith(f"{info.name}-") for name in kept)
                found[key] = f"{info.name}-{number}"
                kept[found[key]] = pattern
    return kept


def slow(pattern: re.Pattern[str], unit: str) -> float:
    """Seconds of processor time that a pattern takes for a text of one unit.

    Short texts go first, each a little longer: what doubles with every letter is seen there, and
    would never end on a long one. Then a tenth of the text: where that takes less than a hundredth
    of what is allowed, the whole cannot take more than is allowed even if it takes the square.
    """
    for length in range(12, min(LENGTH, 61), 4):
        took = spent(pattern, unit, length)
        if took >= MOST_SECONDS:
            return took
    part = spent(pattern, unit, LENGTH // 10)
    if part * 100 < MOST_SECONDS:
        return part * 100
    return min(spent(pattern, unit, LENGTH) for _ in range(2))


def spent(pattern: re.Pattern[str], unit: str, length: int) -> float:
    text = (unit * length)[:length]
    begin = time.process_time()
    sum(1 for _ in pattern.finditer(text))
    return time.process_time() - begin


@pytest.mark.parametrize("name", patterns())
def test_no_pattern_runs_long(name: str) -> None:
    pattern = patterns()[name]
    most = MOST_SECONDS * (20 if name.rsplit("-", 1)[0] in STRAIGHT else 1)
    over = {unit: took for unit in UNITS if (took := slow(pattern, unit)) >= most}
    assert over == {}, pattern.pattern[:300]


@pytest.mark.parametrize("module", STRAIGHT)
def test_what_takes_more_takes_it_in_proportion(module: str) -> None:
    for name, pattern in patterns().items():
        if name.rsplit("-", 1)[0] == module:
            short, long = (
                max(min(spent(pattern, unit, size) for _ in range(3)) for unit in UNITS)
                for size in (LENGTH // 20, LENGTH // 5)
            )
            assert long < max(short * 8, 0.01), (name, short, long)


@pytest.mark.parametrize("pattern", [r"(\d+,?)+%", r"\s*a*\s*\n", r"(a|a)*b", r"\d+.*million\b"])
def test_a_pattern_without_bounds_is_seen(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.LENGTH", 1_500 if "(a|a)" not in pattern else 22)
    monkeypatch.setattr(f"{__name__}.MOST_SECONDS", 0.0005)
    assert any(slow(re.compile(pattern), unit) >= 0.0005 for unit in UNITS)


def test_all_of_them_are_looked_at() -> None:
    assert len(patterns()) >= 150
    rooms = {name.split(".")[1] for name in patterns()}
    assert rooms >= {"articles", "claims", "lexicon", "mentions", "reports", "series", "web"}
