"""Errors of the command line: one plain line on standard error, the right exit code."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from factcheck.errors import FactcheckError

__all__ = ["Commands", "nearest"]

# typer.BadParameter is the one click exception that every version of typer gives a name to
_UsageError: Any = typer.BadParameter.__base__
_ClickException: Any = _UsageError.__base__


def nearest(word: str, known: list[str]) -> str:
    """``; did you mean X?`` where something known is near, else what is known."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f" (known: {', '.join(known)})"


class Commands(TyperGroup):
    """A group that ends every failure with one line and an exit code."""

    def main(self, *args: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run a command; its return value is the exit code."""
        if not standalone_mode:
            return super().main(*args, **{**extra, "standalone_mode": False})
        sys.exit(self._run(*args, **extra))

    def _run(self, *args: Any, **extra: Any) -> int:
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except FactcheckError as error:
            return _fail("; ".join([str(error), *getattr(error, "__notes__", [])]), error.exit_code)
        except _ClickException as error:
            return _fail_usage(error)
        except (KeyboardInterrupt, typer.Abort):
            return _fail("interrupted", 130)
        except BrokenPipeError:
            # whoever read our output has enough; nothing may be flushed into the closed pipe
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except OSError as error:
            return _fail(_say_os_error(error), 2)
        except Exception as error:
            if os.environ.get("FACTCHECK_DEBUG"):
                raise
            return _fail(
                f"a fault of factcheck itself: {type(error).__name__}: {error} "
                "(FACTCHECK_DEBUG=1 shows where)",
                2,
            )
        return code if isinstance(code, int) else 0

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Name the nearest command where there is no such one."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            raise _UsageError(f"no command {args[0]!r}{nearest(args[0], known)}", ctx)
        return super().resolve_command(ctx, args)


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    sys.stdout.flush()
    sys.stderr.write(f"error: {line}\n")
    return code


def _fail_usage(error: Any) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        sys.stderr.write(f"{context.get_help()}\n")
        return 2
    message = error.format_message()
    if getattr(error, "option_name", None):
        known = [option for p in context.command.params for option in p.opts] if context else []
        message = f"no option {error.option_name}{nearest(error.option_name, known)}"
    message = message[:1].lower() + message[1:]
    way_out = f" (see: {context.command_path} --help)" if context is not None else ""
    return _fail(message.rstrip(".") + way_out, 2)


def _say_os_error(error: OSError) -> str:
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what
