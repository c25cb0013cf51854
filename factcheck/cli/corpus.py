"""`factcheck batch`, `audit` and `serve`: many articles."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.options import AsOf, NoDefaultTables, Readings, Tables, settings_from
from factcheck.cli.output import note
from factcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.batch import Progress

__all__ = ["audit", "batch", "serve"]


def batch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE", help="JSONL or Parquet rows, a folder, or a quoted glob pattern."
        ),
    ],
    *,
    output: Annotated[
        str,
        typer.Option("-o", "--output", metavar="OUT", help="Folder; with ray also an address."),
    ],
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, help="Worker processes.")] = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep what an earlier run has finished.")
    ] = False,
    shard: Annotated[
        str | None, typer.Option(metavar="I/N", help="Only every n-th article, from the i-th.")
    ] = None,
    engine: Annotated[
        str,
        typer.Option(metavar="NAME", help="local (processes of this machine) or ray (a cluster)."),
    ] = "local",
    as_of: AsOf = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    readings: Readings = None,
) -> int:
    """Check many articles; OUT gets reports/ID.json, claims.parquet, failures.jsonl, run.json."""
    settings = settings_from(tables, no_default_tables, as_of, readings)
    part = _parse_shard(shard)
    if engine not in ("local", "ray"):
        raise UsageError(f"--engine {engine!r} is neither local nor ray")
    if Path(output).exists() and not Path(output).is_dir():
        raise UsageError(f"{output}: is a file, not a folder")
    show = _progress() if sys.stderr.isatty() else None
    if engine == "ray":
        if part is not None:
            raise UsageError("--shard parts a run without an engine; leave it out with ray")
        from factcheck.batch import run_on_ray

        result = run_on_ray(source, output, settings, jobs=jobs, resume=resume, progress=show)
    else:
        from factcheck.batch import run_batch

        result = run_batch(
            source,
            Path(output),
            settings,
            jobs=jobs,
            resume=resume,
            shard=part,
            progress=show,
        )
    labels = ", ".join(f"{n} {x.replace('_', ' ')}" for x, n in result.labels.items() if n)
    note(f"{output}: {result.articles} articles, {result.claims} claims ({labels or 'none'})")
    if result.failed:
        note(f"{result.failed} failed; failures.jsonl in {output} says why")
    return result.exit_code


def audit(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder that a batch wrote.")],
) -> int:
    """Say what a corpus says: tables and charts over all claims of a batch."""
    if not out.is_dir():
        raise UsageError(f"{out}: no such folder; `factcheck batch SOURCE -o {out}` makes it")
    from factcheck.audit import audit_corpus

    audit_corpus(out)
    note(f"{out}: audited")
    return 0


def serve(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Folder that a batch wrote.")] = Path(),
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8765,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Off loopback, people sign in.")
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="Host name of a shared desk; repeatable."),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="FACTCHECK_REVIEW_DATABASE",
            help="Review database: postgresql://… for a shared desk; else review.db in OUT.",
        ),
    ] = None,
    new_admin: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Add somebody who may add others, and end."),
    ] = None,
    as_of: AsOf = None,
    tables: Tables = None,
    no_default_tables: NoDefaultTables = False,
    readings: Readings = None,
) -> int:
    """Open the review page, on this machine unless told otherwise."""
    if not out.is_dir():
        raise UsageError(f"{out}: no such folder; `factcheck batch SOURCE -o {out}` makes it")
    settings = settings_from(tables, no_default_tables, as_of, readings)
    try:
        web = import_module("factcheck.web")  # beside this room, so by name
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"the review page needs {missing.name}; run: pip install 'factcheck-stats[web]'"
        ) from None
    if new_admin is not None:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        web.add_admin(out, new_admin, password, database=database)
        note(f"{new_admin} may sign in")
        return 0
    note(f"http://{name[0] if name else host}:{port}/ (Ctrl-C ends it)")
    web.serve(
        out, host=host, port=port, settings=settings, database=database, names=tuple(name or ())
    )
    return 0


def _parse_shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    first, slash, count = text.partition("/")
    if not (slash and first.isdecimal() and count.isdecimal() and 1 <= int(first) <= int(count)):
        raise UsageError(f"--shard {text!r} is not like 1/4")
    return int(first), int(count)


def _progress() -> Callable[[Progress], None]:
    def show(now: Progress) -> None:
        total = f" of {now.total}" if now.total is not None else ""
        rate = now.words / now.seconds if now.seconds else 0.0
        left = ""
        if now.total and now.done:
            rest = now.seconds / now.done * (now.total - now.done)
            left = f", {rest:,.0f} s left"
        sys.stderr.write(
            f"\r\x1b[K{now.done}{total} articles, {now.claims} claims, {rate:,.0f} words/s{left}"
        )
        if now.total is not None and now.done >= now.total:
            sys.stderr.write("\n")
        sys.stderr.flush()

    return show
