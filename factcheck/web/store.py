"""The review database: claims to look at, judgements made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

from factcheck.batch import report_name
from factcheck.reports.tabular import read_claims
from factcheck.web.filters import FACETS, Filter

__all__ = ["PAGE", "Store", "slug_of"]

PAGE = 50
"""Claims on a page of the queue."""
MOST_VALUES = 20
"""Values of a facet that are offered."""
MOST_CACHED = 200

GRAVITY = ("refuted", "conflicting", "not_enough_evidence", "supported")
COPIED = (
    *("article_id", "title", "outlet", "author", "claim_id", "kind", "label", "reason"),
    *("confidence", "quote", "indicator", "area", "period", "value", "unit", "explanation"),
)
DERIVED = ("source", "slug", "published", "position", "topic", "gravity")
SOURCE = (
    "FROM claims c LEFT JOIN current_judgements j "
    "ON j.slug = c.slug AND j.claim_id = c.claim_id AND j.quote = c.quote"
)
ORDER = "ORDER BY c.gravity, c.confidence DESC, c.slug, c.position, c.claim_id"


def slug_of(article_id: str) -> str:
    """What names an article in an address: its report's file name, with `=` for `%`.

    A percent sign in a path is decoded by some servers once and by others twice.
    """
    return report_name(article_id).removesuffix(".json").replace("%", "=")


class Store:
    """`review.db` of a folder; each call uses a connection of its own.

    Args:
        out: folder of a batch.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / "review.db"
        self._cache: dict[tuple[object, ...], Any] = {}
        schema = files("factcheck.web").joinpath("schema.sql").read_text("utf-8")
        with self.connect() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(schema)
            db.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS claims_text USING fts5("
                "quote, indicator, title, content='claims', content_rowid='rowid')"
            )
        self.refresh(sorted(out.glob("claims*.parquet")))

    @contextmanager
    def connect(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept when the block ends well, else undone."""
        db = sqlite3.connect(self.path, timeout=10, check_same_thread=False)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        try:
            with db:
                yield db
        finally:
            db.close()

    def refresh(self, tables: Iterable[Path]) -> None:
        """Reads the claims of the batch again, where its tables are not those read last."""
        tables = list(tables)
        stats = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in tables]
        with self.connect() as db:
            db.execute("BEGIN IMMEDIATE")
            last = db.execute("SELECT value FROM meta WHERE key = 'claims'").fetchone()
            if last and last["value"] == repr(stats):
                return
            db.execute("DELETE FROM claims WHERE source = 'batch'")
            for table in tables:
                insert_claims(db, "batch", read_claims(table))
            db.execute("INSERT OR REPLACE INTO meta VALUES ('claims', ?)", (repr(stats),))
            db.execute("INSERT INTO claims_text(claims_text) VALUES ('rebuild')")

    def add_pasted(self, slug: str, rows: Iterable[dict[str, Any]]) -> None:
        """Adds the claims of a pasted text; those it had before give way."""
        with self.connect() as db:
            db.execute("BEGIN IMMEDIATE")
            gone = db.execute("DELETE FROM claims WHERE slug = ?", (slug,)).rowcount
            insert_claims(db, "pasted", rows)
            if gone:
                db.execute("INSERT INTO claims_text(claims_text) VALUES ('rebuild')")
                return
            db.execute(
                "INSERT INTO claims_text (rowid, quote, indicator, title) "
                "SELECT rowid, quote, indicator, title FROM claims WHERE slug = ?",
                (slug,),
            )

    def claims(self, chosen: Filter) -> list[sqlite3.Row]:
        """One page of the queue, the gravest and surest first."""
        where, values = chosen.where()
        start = (chosen.page - 1) * PAGE
        query = f"SELECT c.*, j.action, j.label AS human {SOURCE} WHERE {where} {ORDER} LIMIT ? OFFSET ?"  # noqa: E501 - texts of FACETS
        with self.connect() as db:
            return db.execute(query, (*values, PAGE, start)).fetchall()

    def each(self, chosen: Filter) -> Iterator[sqlite3.Row]:
        """All claims of a state with the whole judgement of each, for export."""
        where, values = chosen.where()
        query = (
            "SELECT c.*, j.action, j.label AS human_label, j.reading, j.note, j.reviewer, "
            f"j.made_at {SOURCE} WHERE {where} ORDER BY c.slug, c.position, c.claim_id"
        )
        with self.connect() as db:
            yield from db.execute(query, values)

    def counts(self, chosen: Filter) -> tuple[int, dict[str, list[tuple[str, int]]]]:
        """How many claims there are, and for each facet how many have each value.

        A facet is counted with all choices but its own, so that its values can be switched.
        """
        with self.connect() as db:
            return self._remembered(db, chosen.at(1))

    def _remembered(
        self, db: sqlite3.Connection, chosen: Filter
    ) -> tuple[int, dict[str, list[tuple[str, int]]]]:
        """The counts, kept until a judgement or a claim is added."""
        state = db.execute(
            "SELECT (SELECT max(id) FROM judgements), (SELECT max(rowid) FROM claims), "
            "(SELECT value FROM meta WHERE key = 'claims')"
        ).fetchone()
        key = (chosen, *state)
        if key not in self._cache:
            if len(self._cache) >= MOST_CACHED:
                self._cache.clear()
            facets = {name: facet_counts(db, chosen.without(name), name) for name in FACETS}
            where, values = chosen.where()
            total = db.execute(f"SELECT count(*) {SOURCE} WHERE {where}", values).fetchone()[0]
            self._cache[key] = (total, facets)
        found: tuple[int, dict[str, list[tuple[str, int]]]] = self._cache[key]
        return found

    def next_open(self, chosen: Filter, slug: str, claim_id: str) -> sqlite3.Row | None:
        """The claim that comes first among those nobody has judged, except one."""
        where, values = chosen.without("state").where()
        query = (
            f"SELECT c.slug, c.claim_id {SOURCE} WHERE {where} AND j.id IS NULL "
            f"AND NOT (c.slug = ? AND c.claim_id = ?) {ORDER} LIMIT 1"
        )
        with self.connect() as db:
            row: sqlite3.Row | None = db.execute(query, (*values, slug, claim_id)).fetchone()
            return row


def facet_counts(db: sqlite3.Connection, chosen: Filter, name: str) -> list[tuple[str, int]]:
    """The most frequent values of a facet among the claims of a state."""
    where, values = chosen.where()
    rows = db.execute(
        f"SELECT {FACETS[name]} AS value, count(*) AS n {SOURCE} WHERE {where} "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?",
        (*values, MOST_VALUES),
    )
    return [(str(row["value"]), int(row["n"])) for row in rows]


def insert_claims(db: sqlite3.Connection, source: str, rows: Iterable[dict[str, Any]]) -> None:
    """Adds rows of the claims table; one that is there already gives way."""
    names = (*COPIED, *DERIVED)
    marks = ", ".join("?" * len(names))
    db.executemany(
        f"INSERT OR REPLACE INTO claims ({', '.join(names)}) VALUES ({marks})",  # noqa: S608
        (claim_values(source, row) for row in rows),
    )


def claim_values(source: str, row: dict[str, Any]) -> tuple[Any, ...]:
    """The values of a row, in the order of COPIED and DERIVED."""
    derived = (
        source,
        slug_of(row["article_id"]),
        row["published"].isoformat() if row["published"] else None,
        row["quote_start"],
        row["concept"] or row["indicator"].lower(),
        GRAVITY.index(row["label"]),
    )
    return (*(row[name] for name in COPIED), *derived)
