"""Files that are there whole or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

__all__ = ["file_digest", "settle", "sync_folder", "write_whole"]


def write_whole(path: Path, content: bytes, scratch: Path) -> None:
    """Writes `content` to `path` so that a crash leaves the old file or the new one.

    Args:
        path: where the file shall be; it is replaced if it exists.
        content: all its bytes.
        scratch: folder for the temporary file, on the same file system.

    Raises:
        OSError: when the disk is full, read-only, or gone; `path` is then untouched.
    """
    temporary = scratch / f"{os.getpid()}-{path.name}"
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def settle(temporary: Path, path: Path) -> None:
    """Moves a finished temporary file to its place, its bytes on the disk before its name."""
    with temporary.open("rb") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)


def sync_folder(folder: Path) -> None:
    """Makes the renames in `folder` last through a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
