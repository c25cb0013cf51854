"""The claims under review: read from a batch, found, counted and listed."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.engine import RowMapping

from factcheck.batch import report_name
from factcheck.reports.tabular import read_claims
from factcheck.web.database import Database, filled
from factcheck.web.facets import Facets, Mask
from factcheck.web.filters import Filter

__all__ = ["PAGE", "Store", "slug_of"]

PAGE = 50
"""Claims on a page of the queue."""
MOST_SEARCHES = 50

GRAVITY = ("refuted", "conflicting", "not_enough_evidence", "supported")
COPIED = (
    *("article_id", "title", "outlet", "author", "claim_id", "kind", "label", "reason"),
    *("confidence", "quote", "indicator", "area", "period", "value", "unit", "explanation"),
)
DERIVED = ("source", "slug", "published", "position", "topic", "gravity")
PUT = (
    f"INSERT INTO claims ({', '.join((*COPIED, *DERIVED))}) "  # noqa: S608 - names of ours
    f"VALUES ({', '.join(f':{name}' for name in (*COPIED, *DERIVED))}) "
    "ON CONFLICT (slug, claim_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in (*COPIED, *DERIVED))
)
FACET_ROWS = text(
    "SELECT c.number, c.slug, c.claim_id, c.quote, c.label, c.kind, c.topic AS indicator, "
    "c.outlet, substr(c.published, 1, 7) AS month FROM claims c "
    "ORDER BY c.gravity, c.confidence DESC, c.slug, c.position, c.claim_id"
)
WITH_JUDGEMENT = text(
    "SELECT c.*, j.action, j.label AS human_label, j.reading, j.recomputed, j.note, j.reviewer, "
    "j.made_at FROM claims c LEFT JOIN current_judgements j "
    "ON j.slug = c.slug AND j.claim_id = c.claim_id AND j.quote = c.quote "
    "WHERE c.number IN :numbers"
).bindparams(bindparam("numbers", expanding=True))


def slug_of(article_id: str) -> str:
    """What names an article in an address: its report's file name, with `=` for `%`.

    A percent sign in a path is decoded by some servers once and by others twice.
    """
    return report_name(article_id).removesuffix(".json").replace("%", "=")


class Store:
    """The claims of a folder in its review database.

    Args:
        out: folder of a batch.
        url: of the database; None takes `review.db` in the folder.
    """

    def __init__(self, out: Path, url: str | None = None) -> None:
        self.db = Database(url or f"sqlite:///{(out / 'review.db').resolve()}")
        self._lock = threading.RLock()
        self._facets: Facets | None = None
        self._seen: tuple[str, int] = ("", 0)
        self.refresh(sorted(out.glob("claims*.parquet")))

    def refresh(self, tables: Iterable[Path]) -> None:
        """Reads the claims of the batch again, where its tables are not those read last."""
        tables = list(tables)
        stats = repr([(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in tables])
        with self.db.writing() as db:
            last = db.execute(text("SELECT value FROM meta WHERE key = 'claims'")).scalar()
            if last == stats:
                return
            db.execute(text("DELETE FROM claims WHERE source = 'batch'"))
            for table in tables:
                put_claims(db, "batch", read_claims(table))
            self._changed(db, stats)

    def add_pasted(self, slug: str, rows: Iterable[dict[str, Any]]) -> None:
        """Adds the claims of a pasted text; those it had before give way."""
        with self.db.writing() as db:
            db.execute(text("DELETE FROM claims WHERE slug = :slug"), {"slug": slug})
            put_claims(db, "pasted", rows)
            self._changed(db, None)

    def _changed(self, db: Connection, stats: str | None) -> None:
        """Notes that there are other claims, for every process that shows them."""
        upsert = (
            "INSERT INTO meta VALUES (:key, :value) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )
        if stats is not None:
            db.execute(text(upsert), {"key": "claims", "value": stats})
        found = db.execute(text("SELECT value FROM meta WHERE key = 'version'")).scalar()
        db.execute(text(upsert), {"key": "version", "value": str(int(found or 0) + 1)})
        if self.db.is_sqlite:
            db.execute(text("INSERT INTO claims_text (claims_text) VALUES ('rebuild')"))

    def facets(self) -> Facets:
        """The queue as it is now."""
        with self._lock, self.db.reading() as db:
            version, newest = db.execute(
                text(
                    "SELECT (SELECT value FROM meta WHERE key = 'version'), "
                    "(SELECT coalesce(max(id), 0) FROM judgements)"
                )
            ).one()
            if self._facets is None or version != self._seen[0]:
                self._facets = Facets(db.execute(FACET_ROWS).mappings())
                self._seen = (version, 0)
            if newest != self._seen[1]:
                follow(db, self._facets, self._seen[1])
                self._seen = (version, newest)
            return self._facets

    def found(self, chosen: Filter, facets: Facets) -> Mask | None:
        """Which claims have the words searched for, None where no words are."""
        terms = chosen.terms()
        if not terms:
            return None
        key = " ".join(terms)
        known = facets.searches.get(key)
        if known is None:
            query, words = self._search(terms)
            known = facets.having(self.db.numbers(query, words=words))
            if len(facets.searches) >= MOST_SEARCHES:
                facets.searches.clear()
            facets.searches[key] = known
        return known

    def _search(self, terms: list[str]) -> tuple[str, str]:
        if self.db.is_sqlite:
            words = " ".join(f'"{term}"*' for term in terms)
            return "SELECT rowid AS number FROM claims_text WHERE claims_text MATCH :words", words
        query = (
            "SELECT number FROM claims WHERE to_tsvector('simple', quote || ' ' || indicator "
            "|| ' ' || coalesce(title, '')) @@ to_tsquery('simple', :words)"
        )
        return query, " & ".join(f"{term}:*" for term in terms)

    def look(self, chosen: Filter) -> tuple[int, dict[str, Any], list[RowMapping]]:
        """How many claims a state has, its facets, and one page, the gravest and surest first."""
        facets = self.facets()
        found = self.found(chosen, facets)
        numbers = facets.numbers[facets.mask(chosen, found)]
        start = (chosen.page - 1) * PAGE
        page = self._rows(numbers[start : start + PAGE].tolist())
        return len(numbers), facets.counts(chosen, found), page

    def _rows(self, numbers: list[int]) -> list[RowMapping]:
        if not numbers:
            return []
        with self.db.reading() as db:
            rows = db.execute(WITH_JUDGEMENT, {"numbers": numbers}).mappings().all()
        held = {row["number"]: row for row in rows}
        return [held[number] for number in numbers if number in held]

    def each(self, chosen: Filter, *, approved: bool = False) -> Iterator[RowMapping]:
        """All claims of a state with the newest judgement of each, for export.

        Args:
            chosen: the state.
            approved: only those accepted or corrected that no reviewer disputes.
        """
        facets = self.facets()
        mask = facets.mask(chosen, self.found(chosen, facets))
        if approved:
            mask &= facets.approved()
        numbers = facets.numbers[mask].tolist()
        for start in range(0, len(numbers), 500):
            yield from self._rows(numbers[start : start + 500])

    def next_open(self, chosen: Filter, slug: str, claim_id: str) -> tuple[str, str] | None:
        """Slug and id of the first claim that nobody has judged, except one."""
        facets, still = self.facets(), chosen.having("state", "open")
        for place in facets.mask(still, self.found(chosen, facets)).nonzero()[0][:2]:
            key: tuple[str, str] = facets.keys[int(place)]
            if key != (slug, claim_id):
                return key
        return None


def follow(db: Connection, facets: Facets, since: int) -> None:
    """Takes over what was decided after an entry of the log."""
    judged: dict[tuple[str, str], list[Mapping[Any, Any]]] = {
        (row.slug, row.claim_id): []
        for row in db.execute(
            text("SELECT DISTINCT slug, claim_id FROM judgements WHERE id > :since"),
            {"since": since},
        )
    }
    standing = text(
        "SELECT s.slug, s.claim_id, s.reviewer, s.action, s.label, s.quote "
        "FROM standing_judgements s WHERE EXISTS (SELECT 1 FROM judgements n "
        "WHERE n.id > :since AND n.slug = s.slug AND n.claim_id = s.claim_id) ORDER BY s.id"
    )
    for row in db.execute(standing, {"since": since}).mappings():
        judged[row["slug"], row["claim_id"]].append(row)
    for (slug, claim_id), rows in judged.items():
        facets.put(slug, claim_id, rows)


def put_claims(db: Connection, source: str, rows: Iterable[dict[str, Any]]) -> None:
    """Adds rows of the claims table; one that is there already gives way."""
    waiting: list[dict[str, Any]] = []
    for row in rows:
        waiting.append(claim_values(source, row))
        if len(waiting) == 2_000:
            db.execute(text(PUT), waiting)
            waiting = []
    if waiting:
        db.execute(text(PUT), waiting)


def claim_values(source: str, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row of `claims`."""
    return filled(
        {
            **{name: row[name] for name in COPIED},
            "source": source,
            "slug": slug_of(row["article_id"]),
            "published": row["published"].isoformat() if row["published"] else None,
            "position": row["quote_start"],
            "topic": row["concept"] or row["indicator"].lower(),
            "gravity": GRAVITY.index(row["label"]),
        }
    )
