"""The commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from factcheck import __version__
from factcheck.cli import checking, corpus, tables
from factcheck.cli.group import Commands
from factcheck.threads import use_one_thread

__all__ = ["app", "main"]

_EPILOG = (
    "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage, configuration or a broken "
    "table; 3 input unreadable; 4 some articles of a batch failed."
)

app = typer.Typer(
    cls=Commands,
    name="factcheck",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"factcheck {__version__}")
        raise typer.Exit


@app.callback()
def factcheck(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Check the quantitative claims of a text against reference statistics."""


app.command("check")(checking.check)
app.command("claim")(checking.claim)
app.command("batch")(corpus.batch)
app.command("audit")(corpus.audit)
app.add_typer(tables.app, name="tables")
app.command("explain")(checking.explain)
app.command("schema")(checking.schema)
app.command("serve")(corpus.serve)


def main() -> None:
    """Entry point of the `factcheck` script."""
    use_one_thread()
    app(prog_name="factcheck")
