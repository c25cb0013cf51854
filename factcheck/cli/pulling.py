"""`factcheck tables pull`: statistics from an official source, with their provenance."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from factcheck.cli.output import note
from factcheck.errors import UsageError

__all__ = ["pull"]


def pull(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="worldbank, fred, eurostat, oecd, ecb, imf, bis, dbnomics, owid, comtrade or nbs.",
        ),
    ],
    code: Annotated[str, typer.Argument(metavar="CODE", help="As the source writes it.")],
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder of your packages.")
    ] = Path("tables"),
    areas: Annotated[
        str | None, typer.Option(metavar="CODES", help="Areas, like CHN,USA; all without it.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar="YEAR", help="First year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="YEAR", help="Last year.")] = None,
    indicator: Annotated[str | None, typer.Option(help="What is measured, in English.")] = None,
    unit: Annotated[str | None, typer.Option(help="Unit, where the source says none.")] = None,
    unit_mult: Annotated[int, typer.Option(help="Power of ten, with --unit.")] = 0,
    measure: Annotated[str | None, typer.Option(help="level, growth_yoy, share, …")] = None,
    key: Annotated[
        str | None, typer.Option(metavar="SOURCE/DATASET", help="Name of the dataset.")
    ] = None,
    vintages: Annotated[
        int,
        typer.Option(min=1, help="Versions to take, newest first, where the source keeps them."),
    ] = 1,
    address: Annotated[
        str | None, typer.Option(metavar="URL", help="Another address of the source, a mirror.")
    ] = None,
    refresh: Annotated[bool, typer.Option(help="Ask again for what was asked today.")] = False,
    replace: Annotated[bool, typer.Option(help="Write anew a package that is there.")] = False,
) -> int:
    """Pull a series from an official source into a data package; --tables DIR then searches it."""
    from factcheck.series.cache import cache_folder
    from factcheck.series.sources import Client, Wanted, find_service
    from factcheck.series.sources import pull as pull_from

    service = find_service(source)
    wanted = Wanted(
        code=code,
        areas=tuple(x.strip().upper() for x in (areas or "").split(",") if x.strip()),
        since=_year(since, "--since"),
        until=_year(until, "--until"),
        indicator=indicator or "",
        unit=unit or "",
        unit_mult=unit_mult,
        measure=measure or "",
        key=key or "",
        vintages=vintages,
    )
    bar = _Bar(seen=sys.stderr.isatty())
    client = Client(
        service,
        address=address or os.environ.get(f"FACTCHECK_{service.name.upper()}_ADDRESS"),
        cache=cache_folder(),
        refresh=refresh,
        say=note,
        progress=bar.show,
        key=os.environ.get(service.key_variable, "") if service.key_variable else "",
    )
    try:
        folders = pull_from(client, wanted, output, replace=replace)
    finally:
        bar.stop()
    for folder in folders:
        note(f"{folder}: pulled from {service.title}; search it with --tables {output}")
    return 0


class _Bar:
    """A bar on the terminal for answers that come in pages."""

    def __init__(self, *, seen: bool) -> None:
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._seen = seen
        self._task: Any = None

    def show(self, done: int, total: int) -> None:
        """So many of so many pages or rows have come; one alone needs no bar."""
        if not self._seen or total <= 1:
            return
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task("reading")
        self._bar.update(self._task, completed=done, total=total)

    def stop(self) -> None:
        """Takes the bar away."""
        self._bar.stop()


def _year(text: str | None, option: str) -> str:
    if text is None:
        return ""
    if not (len(text) == 4 and text.isdigit()):
        raise UsageError(f"{option} {text!r} is no year (like 2015)")
    return text
