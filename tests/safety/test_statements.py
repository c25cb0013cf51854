"""Ids and searches that want to be statements of SQL stay values."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from guards import Guard, broken_without
from review_browser import ROWS, Browser, make_out
from sqlalchemy import text

from factcheck.batch.ledger import Ledger
from factcheck.web.database import Database

STATEMENTS = (
    "x' OR '1'='1",
    "x'; DROP TABLE ids; --",
    "x'); DELETE FROM ids; --",
    "x' UNION SELECT id FROM ids --",
    "x'/**/OR/**/1=1--",
    "'||(SELECT hex(digest) FROM ids)||'",
    "x' AND randomblob(1000000000) AND '1",
    "'; ATTACH DATABASE 'evil.db' AS e; --",
    "'; PRAGMA writable_schema = 1; --",
    "it's",
    "'",
    "''''x'",
    "x' --\n",
    "%' ESCAPE '\\",
)


def stays_an_id(said: str) -> None:
    """An id is noted under its own name and no other."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(Path, "unlink", lambda *_, **__: None)
        ledger = Ledger(Path(":memory:"))
    assert ledger.claim("plain", b"1") is None
    assert ledger.claim(said, b"2") is None
    assert ledger.claim(said, b"3") == b"2"
    assert ledger.claim("plain", b"4") == b"1"
    ledger.finish([(b"2", said)])
    assert ledger.same_as(b"2") == said
    ledger.close()


@pytest.mark.parametrize("said", STATEMENTS)
def test_an_id(said: str) -> None:
    stays_an_id(said)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return Browser(make_out(tmp_path_factory.mktemp("out"), ROWS))


@pytest.mark.parametrize("field", ["q", "outlet", "label", "topic", "kind", "done"])
@pytest.mark.parametrize("said", STATEMENTS)
def test_a_search(said: str, field: str, browser: Any) -> None:
    before = browser.get("/").text
    answer = browser.get("/", params={field: said})
    assert answer.status_code in {200, 400, 404, 422}
    assert "sqlite" not in answer.text.lower()
    assert "syntax error" not in answer.text.lower()
    assert browser.get("/").text.count("<li") == before.count("<li")
    assert len(browser.rows("SELECT number FROM claims")) == 12


def written_in(change: pytest.MonkeyPatch) -> None:
    """Writes the id into the statement."""

    def claim(self: Ledger, article_id: str, digest: bytes) -> bytes | None:
        db: sqlite3.Connection = self._db
        row = db.execute(f"SELECT digest FROM ids WHERE id = '{article_id}'").fetchone()  # noqa: S608
        if row is not None:
            return bytes(row[0])
        db.executescript(f"INSERT INTO ids VALUES ('{article_id}', x'{digest.hex()}')")  # noqa: S608
        return None

    change.setattr(Ledger, "claim", claim)


GUARDS = (Guard("ids are written into statements", written_in, stays_an_id, STATEMENTS),)


@pytest.mark.parametrize(
    ("guard", "case"), [(guard, case) for guard in GUARDS for case in guard.cases], ids=repr
)
def test_the_guard_is_what_holds(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_without(guard, case, monkeypatch)


def test_values_are_bound(browser: Any) -> None:
    """What `Database.rows` is given is a value, whatever it says."""
    db: Database = browser.db
    for said in STATEMENTS:
        found = db.rows("SELECT :said AS said", said=said)
        assert [row["said"] for row in found] == [said]
    with db.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM claims")).scalar_one() == 12


def test_there_are_as_many_cases_as_there_are_to_be() -> None:
    assert len(set(STATEMENTS)) >= 12
