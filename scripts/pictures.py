"""Draws the pictures of the README from a real report.

    python scripts/pictures.py [ARTICLE]

Needs Chromium (`chromium` or `chromium-browser` on the path) for the page; the terminal is drawn by
rich.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from factcheck.articles import read_article
from factcheck.pipeline import Checker
from factcheck.reports import write_report

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ARTICLE = ROOT / "corpora" / "economic-daily" / "foreign-trade-2025.planted.txt"
WIDTH = 96
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
    "--window-size=1280,1000",
]


def main(article: Path) -> None:
    """Write report.png and terminal.svg."""
    checker = Checker()
    report = checker.check(read_article(str(article)))
    IMAGES.mkdir(parents=True, exist_ok=True)
    draw_terminal(write_report(report, "terminal", color=True, width=WIDTH))
    draw_page(write_report(report, "html", archive=checker.archive))


def draw_terminal(text: str) -> None:
    """The beginning and the end of what a terminal shows, as SVG."""
    lines = text.splitlines()
    body = next(i for i, line in enumerate(lines) if "c1" in line and "[c1" not in line)
    shown = [*lines[:14], "…", "", *lines[body : body + 30], "…", *lines[-1:]]
    console = Console(record=True, width=WIDTH + 2, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(shown)))
    target = IMAGES / "terminal.svg"
    drawn = console.export_svg(title="factcheck check", unique_id="f")
    # a picture that fetches a font from elsewhere would tell that site who reads the README
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    target.write_text(drawn.replace("Fira Code, monospace", "monospace"), encoding="utf-8")


def draw_page(html: str) -> None:
    """A screenshot of the page's beginning."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("no chromium on the path")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(html, encoding="utf-8")
        shot = IMAGES / "report.png"
        command = [browser, *FLAGS, f"--screenshot={shot}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own page


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE)
