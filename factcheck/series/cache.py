"""A folder of finished arrays, so that an archive is built once.

Entries are named by the content of what they were made of. A small note per file state (path,
size, times) says which content that was, so that an unchanged package is not read again. Entries
are written beside and renamed, so two processes that start at once cannot harm each other; where
nothing can be written, all works in memory.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Cache", "cache_folder"]

_VERSION = "1"


def cache_folder() -> Path:
    """`FACTCHECK_CACHE`, else the user's cache folder (`XDG_CACHE_HOME`, `~/.cache`)."""
    own = os.environ.get("FACTCHECK_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "factcheck"


def _digest(parts: Iterable[bytes]) -> str:
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.hexdigest()


def _state(file: str) -> str:
    """Path, size and times of a file; no link is resolved, which would cost a call a folder."""
    stat = os.stat(file)  # noqa: PTH116 - three files a package, each time anything is checked
    path = os.path.abspath(file)  # noqa: PTH100
    return f"{path}|{stat.st_size}|{stat.st_mtime_ns}|{stat.st_ctime_ns}"


class Cache:
    """Entries of one folder.

    Args:
        folder: where they lie; it is made when first written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self, files: Iterable[Path]) -> str:
        """Name of the entry made of these files: a digest of their content.

        Raises:
            OSError: where a file cannot be read.
        """
        files = list(files)
        states = [_state(str(file)) for file in files]
        note = self.folder / "seen" / _digest([_VERSION.encode(), *(x.encode() for x in states)])
        try:
            found = note.read_text(encoding="ascii")
            if len(found) == 40:
                return found
        except (OSError, UnicodeDecodeError):
            pass
        names = [f.name.encode() for f in files]
        content = _digest([_VERSION.encode(), *names, *(f.read_bytes() for f in files)])
        self.write(note, content.encode("ascii"))
        return content

    def path(self, key: str) -> Path:
        """Where the entry of that name lies or would lie."""
        return self.folder / "packages" / f"{key}.bin"

    def write(self, path: Path, content: bytes) -> bool:
        """Puts a file in place whole or not at all; False where it cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            return False
        return True
