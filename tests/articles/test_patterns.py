"""No pattern of reading or writing can be made to run long by a hostile text."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time

import pytest

import factcheck.articles
import factcheck.reports

UNITS = [
    "1",
    "1,",
    " ",
    ".",
    "%",
    "a",
    "1 ",
    "a ",
    ",",
    "2024-",
    "Jan ",
    "\n",
    "-",
    "=",
    "<",
    "é1 ,.%",
]


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for room in (factcheck.articles, factcheck.reports):
        for info in pkgutil.iter_modules(room.__path__):
            module = importlib.import_module(f"{room.__name__}.{info.name}")
            found += [
                (f"{info.name}.{name}", value)
                for name, value in vars(module).items()
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
            ]
    return found


@pytest.mark.parametrize(
    ("name", "pattern"), patterns(), ids=lambda x: x if isinstance(x, str) else ""
)
@pytest.mark.parametrize("unit", UNITS)
def test_pattern_is_bounded(name: str, pattern: re.Pattern[str], unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    begin = time.process_time()
    count = sum(1 for _ in pattern.finditer(text))
    assert time.process_time() - begin < 0.1, (name, count)
