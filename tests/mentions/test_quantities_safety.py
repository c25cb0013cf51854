"""Every pattern of the quantity modules is bounded: hostile runs take under 100 ms."""

from __future__ import annotations

import importlib
import re
import time

import pytest

MODULES = (
    *("context", "currencies", "figures", "fractions", "masks", "multiples", "nouns"),
    *("numberwords", "numbertokens", "numerals", "passage", "phrases", "qualifiers"),
    *("quantities", "ranges", "units"),
)
RUNS = {
    "digits": "7" * 100_000,
    "commas": "1," * 50_000,
    "grouped": "1,234," * 16_000,
    "blanks": " " * 100_000,
    "dots": "1." * 50_000,
    "percents": "%" * 100_000,
    "letters": "a" * 100_000,
    "words": "ab " * 33_000,
    "mixed": "1 a-2.%,$" * 11_000,
}


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for name in MODULES:
        module = importlib.import_module(f"factcheck.mentions.{name}")
        for attribute, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found.append((f"{name}.{attribute}", value))
            elif (
                callable(value)
                and hasattr(value, "cache_info")
                and value.__module__ == module.__name__
            ):
                made = value() if not value.__wrapped__.__code__.co_argcount else None
                if isinstance(made, re.Pattern):
                    found.append((f"{name}.{attribute}", made))
    return found


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=[n for n, _ in patterns()])
def test_patterns_are_bounded(name: str, pattern: re.Pattern[str], run: str) -> None:
    best = 9.0
    for _ in range(3):
        start = time.process_time()
        for _ in pattern.finditer(RUNS[run]):
            pass
        best = min(best, time.process_time() - start)
        if best < 0.1:
            break
    assert best < 0.1, f"{name} on {run}: {best:.3f} s"
