"""Options that several commands share, and what they turn into."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.cli.group import nearest
from factcheck.errors import UnknownFormat, UsageError

if TYPE_CHECKING:
    from factcheck.settings import Settings

__all__ = [
    "AsOf",
    "FailOn",
    "Format",
    "Item",
    "NoDefaultTables",
    "Output",
    "Readings",
    "Tables",
    "findings",
    "parse_date",
    "pick_format",
    "settings_from",
]

_LEVELS = {
    "never": (),
    "refuted": ("refuted",),
    "conflicting": ("refuted", "conflicting"),
}


def _formats(begun: str) -> list[str]:
    from factcheck.reports import FORMATS

    return [name for name in FORMATS if name.startswith(begun)]


def _levels(begun: str) -> list[str]:
    return [name for name in _LEVELS if name.startswith(begun)]


Tables = Annotated[
    list[Path] | None,
    typer.Option("--tables", metavar="DIR", help="Folder of data packages; repeatable."),
]
NoDefaultTables = Annotated[
    bool, typer.Option("--no-default-tables", help="Leave out the tables that come along.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Use only figures known on that day."),
]
Readings = Annotated[
    Path | None,
    typer.Option(
        "--readings", metavar="FILE", help="Readings that people confirmed on the review page."
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal (default), json, html, md, csv, parquet, lines, sarif, annotations or "
        "claimreview; with -o, the ending of the file says which.",
        autocompletion=_formats,
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the report there.")
]
Item = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="N|ID",
        help="Which entry of a feed, or row of JSONL or Parquet, by number (from 1) or id.",
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="LEVEL",
        help="End with exit code 1 on refuted claims (refuted), on refuted or conflicting ones "
        "(conflicting), or never.",
        autocompletion=_levels,
    ),
]
_ENDINGS = {
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".csv": "csv",
    ".parquet": "parquet",
    ".txt": "terminal",
    ".sarif": "sarif",
    ".jsonld": "annotations",
}


def parse_date(value: str | None, option: str) -> date | None:
    """The ISO date an option was given.

    Raises:
        UsageError: it is none.
    """
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{option} {value!r} is no ISO date (like 2026-02-06)") from None


def settings_from(
    tables: list[Path] | None, no_default: bool, as_of: str | None, readings: Path | None = None
) -> Settings:
    """Settings of a run.

    Raises:
        UsageError: a folder that is not there, a bad date, or no table at all.
    """
    from factcheck.settings import Settings

    for folder in tables or []:
        if not folder.is_dir():
            raise UsageError(f"--tables {folder}: no such folder")
    if no_default and not tables:
        raise UsageError("--no-default-tables leaves no table; name a folder with --tables")
    if readings is not None and not readings.is_file():
        raise UsageError(f"--readings {readings}: no such file; the review page writes it")
    return Settings(
        tables=tuple(tables or ()),
        use_default_tables=not no_default,
        as_of=parse_date(as_of, "--as-of"),
        readings=readings,
    )


def pick_format(name: str | None, output: Path | None) -> str:
    """The format asked for, by name or by the ending of the output file.

    Raises:
        UnknownFormat: nobody writes it; the nearest one is named.
    """
    from factcheck.reports import FORMATS

    if name is None:
        return _ENDINGS.get(output.suffix.lower(), "terminal") if output else "terminal"
    if name not in FORMATS:
        raise UnknownFormat(f"no format {name!r}{nearest(name, list(FORMATS))}")
    return name


def findings(counts: dict[str, int], level: str) -> int:
    """Exit code: 1 where a claim has a label at or above the level.

    Args:
        counts: number of claims by label.
        level: `refuted`, `conflicting` or `never`.

    Raises:
        UsageError: there is no such level.
    """
    if level not in _LEVELS:
        raise UsageError(f"no --fail-on level {level!r}{nearest(level, list(_LEVELS))}")
    return int(any(counts[label] for label in _LEVELS[level]))
