"""Same article, tables, rules and options: same bytes, whatever the process around them is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.articles import read_article
from factcheck.pipeline import Checker
from factcheck.reports import write_report

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = "corpora/economic-daily/foreign-trade-2025.txt"
PLACES = {
    "plain": {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    "elsewhere": {"PYTHONHASHSEED": "4242", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    "optimised": {"PYTHONOPTIMIZE": "2", "PYTHONHASHSEED": "99", "TZ": "America/St_Johns"},
    "unlike": {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONUTF8": "0", "COLUMNS": "50"},
}


@pytest.fixture(scope="module")
def written() -> str:
    """The report made in this process, after another article went through the same checker."""
    checker = Checker()
    other = read_article(str(ROOT / ARTICLE.replace(".txt", ".planted.txt")))
    article = read_article(str(ROOT / ARTICLE))
    *_, report = checker.pipe([other, article])
    return write_report(report, "json")


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_bytes_do_not_depend_on_the_process(written: str, place: str, tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    command = [sys.executable, "-m", "factcheck", "check", ARTICLE, "-o", str(out)]
    env = {**os.environ, **PLACES[place]}
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert out.read_bytes() == written.encode()


@pytest.mark.slow
def test_standard_output_is_the_file() -> None:
    command = [sys.executable, "-m", "factcheck", "check", ARTICLE, "--format", "md"]
    runs = [
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert runs[0].startswith(b"# ")
