"""Takes the pictures of the documentation: the terminal's report and the page, in a real browser.

python scripts/pictures.py [--browser /usr/bin/chromium]

The report in the terminal is what the program writes there, colours and all, drawn by rich and
photographed. Needs playwright and a Chromium, which are no requirement of the project.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
ARTICLE = "corpora/economic-daily/foreign-trade-2025.planted.txt"
COLUMNS = 96


def on_a_terminal(command: list[str]) -> str:
    """What a command writes where its output is a terminal."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": "60"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=follower, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment
    ) as process:
        os.close(follower)
        parts = []
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def drawn(written: str) -> str:
    """A page with a terminal's text as a picture in SVG."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"))  # noqa: SIM115, PTH123
    console.print(Text.from_ansi(written))
    picture = console.export_svg(title="factcheck check")
    # the fonts it names stand on a server; those of the machine do
    plain = re.sub(r"@font-face \{[^}]{0,600}\}", "", picture)
    return f"<!doctype html><meta charset=utf-8><body style='margin:0'>{plain}"


def take(browser: Any, address: str, name: str, size: tuple[int, int]) -> None:
    """A photograph of a page, as much of it as fits the window."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, device_scale_factor=1)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.screenshot(path=str(IMAGES / name))
    if problems:
        print(f"{name}: {problems}", file=sys.stderr)
    page.close()


def main() -> None:
    """Checks the article, writes both reports, and takes the pictures."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - no requirement

    parser = argparse.ArgumentParser()
    parser.add_argument("--browser", default="/usr/bin/chromium")
    options = parser.parse_args()
    program = [sys.executable, "-m", "factcheck", "check", ARTICLE]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page, terminal = Path(folder) / "report.html", Path(folder) / "terminal.html"
        subprocess.run([*program, "-o", str(page)], cwd=ROOT, check=True)  # noqa: S603
        terminal.write_text(drawn(on_a_terminal(program)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=options.browser)
        take(browser, page.as_uri(), "report.png", (1200, 900))
        take(browser, page.as_uri(), "report-narrow.png", (360, 800))
        take(browser, terminal.as_uri(), "terminal.png", (1190, 1180))
        browser.close()


if __name__ == "__main__":
    main()
