"""Draws the pictures of the review page from a real batch.

    python scripts/review_pictures.py

Needs Chromium on the path and Playwright (`pip install -e ".[test]"`).
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from factcheck.batch import run_batch
from factcheck.settings import Settings
from factcheck.web import make_app, warm_up

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ARTICLES = ROOT / "corpora" / "trade-notes" / "articles"
SIZES = {1280: 900, 320: 900}
PAGES_AT = {320: ("queue", "claim", "article")}
"""Where only some pages are shown in the documentation."""
SERIES = "gacc/goods_trade#goods_exports.cny.a"


def main() -> None:
    """Write docs/images/review-*.png."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("no chromium on the path")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run_batch(str(ARTICLES / "*.planted.txt"), out, Settings())
        with served(out) as address, sync_playwright() as driver:
            started = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            for width, height in SIZES.items():
                page = started.new_page(viewport={"width": width, "height": height})
                shots(page, address, width)
            started.close()


@contextmanager
def served(out: Path) -> Iterator[str]:
    """Serves the page on a free port; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    app = make_app(out, reviewer="ana")
    warm_up(app)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def shots(page: Page, address: str, width: int) -> None:
    """Goes from the queue to a corrected claim, taking pictures."""

    def take(name: str) -> None:
        if width in PAGES_AT and name not in PAGES_AT[width]:
            return
        page.screenshot(path=IMAGES / f"review-{name}-{width}.png")

    page.goto(f"{address}/?label=refuted")
    take("queue")
    page.locator(".card h2 a").first.click()
    take("claim")
    page.get_by_label("period").fill("2024")
    page.get_by_role("button", name="Recompute").click()
    page.locator("#correction .card").wait_for()
    page.locator("#correction").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('correction').scrollIntoView()")
    take("correction")
    page.goto(f"{address}/articles/partners-2025.planted")
    take("article")
    page.goto(f"{address}/series?key={SERIES.replace('#', '%23')}")
    take("series")
    page.goto(f"{address}/audit")
    take("corpus")


if __name__ == "__main__":
    main()
