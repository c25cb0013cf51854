"""Who may do what: people, their roles and sessions, and how often they may try.

On loopback the one person is whoever started the page. Elsewhere people sign in.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import text
from sqlalchemy.engine import RowMapping

from factcheck.errors import UsageError
from factcheck.web.database import Database

__all__ = ["ROLES", "Limit", "People", "Person"]

ROLES = ("reader", "reviewer", "admin")
"""Each may do what those before it may: look; judge and check texts; see to people."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}", re.ASCII)
SHORTEST, LONGEST = 12, 200
"""Characters of a password (NIST SP 800-63B asks for eight or more)."""
LASTS = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the page."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether they have this role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password has, so that unknown names take as long as known ones."""
    return _hasher().hash(secrets.token_hex(32))


class People:
    """People and sessions in the review database."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, name: str, role: str, password: str) -> None:
        """Adds somebody, or gives somebody another role and password and ends their sessions.

        Raises:
            UsageError: for a name, a role or a password that cannot be.
        """
        if not NAME.fullmatch(name):
            raise UsageError("a name has up to 64 letters, digits, dots, hyphens, _ and @")
        if role not in ROLES:
            raise UsageError(f"a role is one of {', '.join(ROLES)}")
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
        values = {"name": name, "role": role, "password": _hasher().hash(password)}
        query = (
            "INSERT INTO people (name, role, password, active, created_at) "
            "VALUES (:name, :role, :password, 1, :at) ON CONFLICT (name) DO UPDATE SET "
            "role = excluded.role, password = excluded.password, active = 1"
        )
        with self.db.writing() as db:
            db.execute(text(query), {**values, "at": _now().isoformat()})
            db.execute(text("DELETE FROM sessions WHERE name = :name"), {"name": name})

    def remove(self, name: str) -> None:
        """Lets somebody in no more; what they judged stays under their name."""
        with self.db.writing() as db:
            db.execute(text("UPDATE people SET active = 0 WHERE name = :name"), {"name": name})
            db.execute(text("DELETE FROM sessions WHERE name = :name"), {"name": name})

    def everybody(self) -> Sequence[RowMapping]:
        """Names and roles of those who may sign in."""
        return self.db.rows("SELECT name, role, created_at FROM people WHERE active = 1 ORDER BY 1")

    def sign_in(self, name: str, password: str) -> str | None:
        """A new session's token, None where name or password is wrong."""
        row = None
        if NAME.fullmatch(name) and len(password) <= LONGEST:
            row = self.db.row(
                "SELECT name, password FROM people WHERE name = :name AND active = 1", name=name
            )
        try:
            _hasher().verify(row["password"] if row else _nobody(), password[:LONGEST])
        except (Argon2Error, InvalidHashError, UnicodeEncodeError):
            return None
        if row is None:
            return None
        token = secrets.token_urlsafe(32)
        with self.db.writing() as db:
            db.execute(
                text("DELETE FROM sessions WHERE expires_at < :now"), {"now": _now().isoformat()}
            )
            db.execute(
                text("INSERT INTO sessions VALUES (:digest, :name, :until)"),
                {"digest": _digest(token), "name": name, "until": (_now() + LASTS).isoformat()},
            )
        return token

    def sign_out(self, token: str) -> None:
        """Ends a session."""
        with self.db.writing() as db:
            db.execute(text("DELETE FROM sessions WHERE digest = :d"), {"d": _digest(token)})

    def of_session(self, token: str) -> Person | None:
        """Whose session a token is, None where it is none or has ended."""
        if not token:
            return None
        row = self.db.row(
            "SELECT p.name, p.role FROM sessions s JOIN people p ON p.name = s.name "
            "WHERE s.digest = :digest AND s.expires_at > :now AND p.active = 1",
            digest=_digest(token),
            now=_now().isoformat(),
        )
        return Person(row["name"], row["role"]) if row else None


class Limit:
    """So many tries in so many seconds for each key.

    Args:
        tries: allowed in a window.
        seconds: of the window.
        clock: seconds that only go forward.
    """

    def __init__(
        self, tries: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.tries, self.seconds, self.clock = tries, seconds, clock
        self._made: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def allows(self, key: str) -> bool:
        """Counts a try; whether it is within the limit."""
        now = self.clock()
        with self._lock:
            if len(self._made) > 10_000:
                self._made = {k: v for k, v in self._made.items() if v[-1] > now - self.seconds}
            made = self._made.setdefault(key, deque())
            while made and made[0] <= now - self.seconds:
                made.popleft()
            if len(made) >= self.tries:
                return False
            made.append(now)
            return True


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
