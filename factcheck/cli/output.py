"""Where output goes: machine output to standard output, files whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from factcheck.errors import UsageError

__all__ = ["note", "say", "terminal_width", "wants_color", "write_file"]


def say(content: str | bytes) -> None:
    """Write to standard output as UTF-8, whatever the locale."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    sys.stdout.flush()
    stream.write(data)
    stream.flush()


def note(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{message}\n")


def wants_color() -> bool:
    """Colour only on a terminal, and not where NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty()


def terminal_width() -> int:
    """Columns of the terminal, at most 120; 100 where the output is no terminal."""
    if not sys.stdout.isatty():
        return 100
    return max(40, min(shutil.get_terminal_size().columns, 120))


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: temporary file beside it, fsync, rename.

    Raises:
        UsageError: the folder is not there or cannot be written to.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if not path.parent.is_dir():
        raise UsageError(f"{path}: no such folder {path.parent}")
    if path.is_dir():
        raise UsageError(f"{path}: is a folder")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        part.chmod(0o666 & ~umask)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        part.unlink(missing_ok=True)
