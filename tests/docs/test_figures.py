"""The page of the archive's figures: written by the benchmark, and its promises held."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
import archive

ROOT = Path(__file__).resolve().parents[2]

PAGE = (ROOT / "docs" / "archive-figures.md").read_text(encoding="utf-8")


def test_the_promises_are_held_at_ten_million_observations() -> None:
    rows = re.findall(r"^\| ([^|]+) \| (\d[\d.e+-]*) \| (\d[\d.e+-]*) \|$", PAGE, re.MULTILINE)
    assert [words for words, _, _ in rows] == [words for _, words in archive.LIMITS.values()]
    assert all(float(measured) < float(limit) for _, limit, measured in rows)
    (count,) = re.findall(r"^([\d,]+) observations", PAGE, re.MULTILINE)
    assert int(count.replace(",", "")) >= 9_980_000


def test_the_page_has_the_form_that_the_benchmark_writes() -> None:
    words = [line for line in archive.PAGE.splitlines() if line and "{" not in line]
    assert [line for line in words if line not in PAGE] == []
