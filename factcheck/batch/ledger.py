"""Which ids and which contents a run has seen, kept on the disk so that memory stays bounded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

__all__ = ["Ledger"]


class Ledger:
    """Ids by digest of their content, and contents whose report is finished.

    It lives only as long as the run: a resumed one reads its input from the start again.

    Args:
        path: of the SQLite file, which is made anew.
    """

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE ids (id BLOB PRIMARY KEY, digest BLOB) WITHOUT ROWID;"
            "CREATE TABLE finished (digest BLOB PRIMARY KEY, id BLOB) WITHOUT ROWID;"
        )

    def claim(self, article_id: str, digest: bytes) -> bytes | None:
        """Notes an id; the digest it was noted with before, where it was."""
        key = article_id.encode("utf-8", "surrogatepass")
        row = self._db.execute("SELECT digest FROM ids WHERE id = ?", (key,)).fetchone()
        if row is not None:
            return bytes(row[0])
        self._db.execute("INSERT INTO ids VALUES (?, ?)", (key, digest))
        return None

    def finish(self, pairs: Iterable[tuple[bytes, str]]) -> None:
        """Notes that the article with this digest and id has its report."""
        self._db.executemany(
            "INSERT OR IGNORE INTO finished VALUES (?, ?)",
            ((digest, name.encode("utf-8", "surrogatepass")) for digest, name in pairs),
        )

    def same_as(self, digest: bytes) -> str | None:
        """Id of a finished article with this digest."""
        row = self._db.execute("SELECT id FROM finished WHERE digest = ?", (digest,)).fetchone()
        return bytes(row[0]).decode("utf-8", "surrogatepass") if row else None

    def close(self) -> None:
        """Closes the file."""
        self._db.close()
