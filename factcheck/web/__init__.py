"""The review page: what a batch found in, judgements of people out.

`make_app` is the application, `serve` runs it, `add_admin` lets the first
person in. Reports are read and never changed; judgements go to an append-only log in `review.db`,
whose schema (`schema.sql`) is public.
"""

from __future__ import annotations

import gc
import getpass
from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette

from factcheck.errors import UsageError
from factcheck.settings import Settings
from factcheck.web.app import make_app
from factcheck.web.people import People
from factcheck.web.store import Store

__all__ = ["add_admin", "make_app", "serve", "warm_up"]


def serve(  # noqa: PLR0913 - one keyword an option of the command line
    out: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    settings: Settings | None = None,
    database: str | None = None,
    names: Sequence[str] = (),
) -> None:
    """Runs the review page until it is interrupted.

    Args:
        out: folder that `run_batch` wrote.
        host: address to listen on; off loopback, people sign in.
        port: to listen on.
        settings: of the checks of pasted texts.
        database: URL of the review database; None takes `review.db` in the folder.
        names: host names that the page answers to beside those of this machine.

    Raises:
        UsageError: when the claims or the database cannot be read, and off loopback when the
            page has no name or nobody to sign in.
    """
    import uvicorn  # noqa: PLC0415 - tests and other servers need it not

    loopback = host in ("127.0.0.1", "::1", "localhost")
    if not loopback and not names:
        raise UsageError("off loopback the page needs the name that people open it by: --name")
    app = make_app(
        out,
        settings=settings,
        reviewer=getpass.getuser(),
        port=port,
        database=database,
        names=names,
    )
    if app.state.desk.signs_in and not app.state.desk.people.everybody():
        raise UsageError("nobody could sign in; add somebody first: --new-admin NAME")
    warm_up(app)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def warm_up(app: Starlette) -> None:
    """Reads what the first page would wait for, and keeps it out of later garbage collections.

    A collection that walks through the queue and the tables takes a tenth of a second in the
    middle of somebody's page. It changes the whole process, so it is for one that only serves.
    """
    app.state.desk.store.facets()
    app.state.desk.archive()
    gc.collect()
    gc.freeze()


def add_admin(out: Path, name: str, password: str, *, database: str | None = None) -> None:
    """Adds somebody with the role admin, who can add the others on the page.

    Raises:
        UsageError: a name or a password that cannot be.
    """
    People(Store(out, database).db).add(name, "admin", password)
