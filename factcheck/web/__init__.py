"""The review page: what a batch found in, judgements of people out.

`make_app` is the application, `serve` runs it on loopback. Reports are read and never changed;
judgements go to an append-only log in `review.db`, whose schema (`schema.sql`) is public.
"""

from __future__ import annotations

import getpass
from pathlib import Path

from factcheck.settings import Settings
from factcheck.web.app import make_app

__all__ = ["make_app", "serve"]


def serve(
    out: Path, *, host: str = "127.0.0.1", port: int = 8000, settings: Settings | None = None
) -> None:
    """Runs the review page until it is interrupted.

    Args:
        out: folder that `run_batch` wrote.
        host: address to listen on; the page answers to names of this machine only.
        port: to listen on.
        settings: of the checks of pasted texts.

    Raises:
        UsageError: when the table of claims cannot be read.
    """
    import uvicorn  # noqa: PLC0415 - tests and other servers need it not

    app = make_app(out, settings=settings, reviewer=getpass.getuser(), port=port)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
