"""The review page on a port of this machine, and a Chromium that looks at it."""

import os
import shutil
import socket
import threading
import time
from contextlib import contextmanager

import uvicorn
from review_browser import write_rows

from factcheck.batch import run_batch
from factcheck.pipeline import Checker
from factcheck.settings import Settings
from factcheck.web import make_app

ARTICLES = [
    {
        "id": "ports",
        "title": "Ports end a busy year",
        "outlet": "Harbour Post",
        "published": "2026-02-06",
        "text": "In 2025, China's goods exports grew 6.1% to 26.99 trillion yuan. "
        "Imports came to 18.48 billion yuan in 2025. "
        "A year earlier, in 2024, China's total trade in goods came to 43.85 trillion yuan.",
    },
    {
        "id": "abroad",
        "title": "What was sold abroad",
        "outlet": "Daily Ledger",
        "published": "2026-02-06",
        "text": "The country's sales abroad reached 26.99 trillion yuan.",
    },
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium():
    """Path of a Chromium, None where this machine has none."""
    named = os.environ.get("FACTCHECK_CHROMIUM")
    return named or next((p for name in BROWSERS if (p := shutil.which(name))), None)


def make_real_out(folder, checker):
    write_rows(folder / "in.jsonl", ARTICLES)
    run_batch(folder / "in.jsonl", folder / "out", Settings(), make_checker=lambda _: checker)
    return folder / "out"


@contextmanager
def served(out, checker=None, **options):
    """Serves the page of a folder; gives its address and the application."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    app = make_app(out, port=port, **options)
    if checker is not None:
        app.state.desk._checker = checker
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}", app
    finally:
        server.should_exit = True
        thread.join(20)


def real_checker():
    checker = Checker(Settings())
    checker.finder, checker.archive  # noqa: B018 - both load once, before the first page
    return checker
