"""The review database: SQLite beside the batch, or PostgreSQL that a desk shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import RowMapping, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from factcheck.errors import UsageError

__all__ = ["Database", "filled"]

_LOCK = 7_226_431_118
"""Of PostgreSQL's advisory locks, the one that writers of the review database take."""


class Database:
    """A review database; its tables are made where they are missing.

    Args:
        url: as SQLAlchemy writes it, `sqlite:///review.db` or `postgresql://user@host/name`.

    Raises:
        UsageError: a URL of another kind, or a database that cannot be opened.
    """

    def __init__(self, url: str) -> None:
        try:
            address = make_url(url)
            if address.drivername in ("postgresql", "postgres"):
                address = address.set(drivername="postgresql+psycopg")
            self.is_sqlite = address.get_backend_name() == "sqlite"
            if not self.is_sqlite and address.get_backend_name() != "postgresql":
                raise UsageError("the review database is SQLite or PostgreSQL")
            options = {"timeout": 30, "check_same_thread": False} if self.is_sqlite else {}
            self.engine = create_engine(address, connect_args=options, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError) as error:
            raise UsageError(f"no address of a database: {str(error).splitlines()[0]}") from None
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)
        try:
            self._make_tables()
        except DatabaseError as error:
            reason = str(error.orig).splitlines()[0]
            raise UsageError(f"the review database cannot be opened: {reason}") from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for one consistent look."""
        # SQLite's transactions see one state in any case
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**level) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of the only writer; kept when the block ends well, else undone.

        Writers come one after the other, so that ids are given in the order of the commits.
        """
        with self.engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection

    def rows(self, query: str, **values: Any) -> Sequence[RowMapping]:
        """All rows of a query."""
        with self.reading() as connection:
            return connection.execute(text(query), values).mappings().all()

    def numbers(self, query: str, **values: Any) -> Sequence[int]:
        """The first column of a query that gives numbers."""
        with self.reading() as connection:
            return connection.execute(text(query), values).scalars().all()

    def row(self, query: str, **values: Any) -> RowMapping | None:
        """The first row of a query."""
        with self.reading() as connection:
            return connection.execute(text(query), values).mappings().first()

    def _make_tables(self) -> None:
        name = "schema.sql" if self.is_sqlite else "schema.postgresql.sql"
        schema = files("factcheck.web").joinpath(name).read_text("utf-8")
        with self.writing() as connection:
            _bring_up(connection)
            for statement in statements(schema):
                connection.exec_driver_sql(statement)


def statements(schema: str) -> Iterator[str]:
    """The statements of a schema file, between which a line is empty."""
    for part in schema.split("\n\n"):
        lines = [line.split("--", 1)[0].rstrip() for line in part.splitlines()]
        statement = "\n".join(line for line in lines if line)
        if statement:
            yield statement


def plain(value: Any) -> Any:
    """A value as both databases keep it: PostgreSQL has no NUL in its texts."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row, each as both databases keep it."""
    return {name: plain(value) for name, value in values.items()}


def _bring_up(connection: Connection) -> None:
    """Brings tables of an earlier version to this one; claims are rebuilt from the batch."""
    seen = inspect(connection)
    if seen.has_table("claims") and "number" not in {c["name"] for c in seen.get_columns("claims")}:
        connection.exec_driver_sql("DROP TABLE IF EXISTS claims_text")
        connection.exec_driver_sql("DROP TABLE claims")
        connection.exec_driver_sql("DELETE FROM meta")
    if seen.has_table("judgements"):
        columns = {c["name"] for c in seen.get_columns("judgements")}
        if "recomputed" not in columns:
            connection.exec_driver_sql("ALTER TABLE judgements ADD COLUMN recomputed TEXT")


def _prepare(connection: Any, _record: Any) -> None:
    # the driver must not begin transactions on its own: _begin says which kind
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
