"""What people decide: an append-only log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import get_args

from factcheck.errors import UsageError
from factcheck.records import CheckedClaim, Label
from factcheck.web.store import Store

__all__ = ["ACTIONS", "READING", "Judgement", "Overtaken", "history", "record", "take_back"]

ACTIONS = ("accept", "correct", "reject")
READING = ("indicator", "area", "period", "value", "unit")
"""Fields of a reading that a person may give another value."""
LONGEST_NOTE, LONGEST_FIELD = 5_000, 300


class Overtaken(UsageError):
    """Another judgement was made since the page was shown."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on one claim.

    Args:
        slug: of the article.
        claim: as the machine read and judged it.
        action: one of ACTIONS.
        label: the person's, with `correct`; the machine's, with `accept`; else None.
        reading: fields that were read otherwise.
        note: free text.
    """

    slug: str
    claim: CheckedClaim
    action: str
    label: str | None
    reading: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @classmethod
    def from_form(cls, slug: str, claim: CheckedClaim, form: Mapping[str, str]) -> Judgement:
        """The judgement that a form holds.

        Raises:
            UsageError: for an action or a label that is none, or text beyond the bounds.
        """
        action = form.get("action", "")
        if action not in ACTIONS:
            raise UsageError("choose to accept, correct or reject")
        label: str | None = claim.verdict.label if action == "accept" else None
        reading = {}
        if action == "correct":
            label = form.get("label", "")
            if label not in get_args(Label):
                raise UsageError("a correction needs a label")
            reading = {n: v for n in READING if (v := form.get(f"reading_{n}", "").strip())}
        note = form.get("note", "").strip()
        if len(note) > LONGEST_NOTE or any(len(v) > LONGEST_FIELD for v in reading.values()):
            raise UsageError(f"a note has at most {LONGEST_NOTE} characters, a field 300")
        return cls(slug, claim, action, label, reading, note)


def record(store: Store, judgement: Judgement, *, reviewer: str, seen: int | None = None) -> int:
    """Adds a judgement to the log.

    Args:
        store: the review database.
        judgement: what was decided.
        reviewer: by whom.
        seen: id of the newest entry on this claim when the person decided, 0 for none; None
            does not ask.

    Returns:
        Its id.

    Raises:
        Overtaken: when there is a newer entry than the one seen.
    """
    with store.connect() as db:
        db.execute("BEGIN IMMEDIATE")
        refuse_overtaken(db, judgement.slug, judgement.claim.id, seen)
        verdict = judgement.claim.verdict
        cursor = db.execute(
            "INSERT INTO judgements (made_at, reviewer, slug, claim_id, action, label, reading, "
            "note, machine_label, machine_reason, quote) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                now(),
                reviewer,
                judgement.slug,
                judgement.claim.id,
                judgement.action,
                judgement.label,
                json.dumps(dict(judgement.reading), sort_keys=True),
                judgement.note,
                verdict.label,
                verdict.reason,
                judgement.claim.quote.exact,
            ),
        )
        return int(cursor.lastrowid or 0)


def take_back(
    store: Store, slug: str, claim_id: str, *, reviewer: str, seen: int | None = None
) -> int | None:
    """Undoes the newest standing judgement of a claim; the log keeps both.

    Returns:
        Id of the judgement that was taken back, None where none stands.

    Raises:
        Overtaken: when there is a newer entry than the one seen.
    """
    with store.connect() as db:
        db.execute("BEGIN IMMEDIATE")
        refuse_overtaken(db, slug, claim_id, seen)
        last = db.execute(
            "SELECT * FROM current_judgements WHERE slug = ? AND claim_id = ?", (slug, claim_id)
        ).fetchone()
        if last is None:
            return None
        db.execute(
            "INSERT INTO judgements (made_at, reviewer, slug, claim_id, action, machine_label, "
            "machine_reason, quote, undoes) VALUES (?,?,?,?,'undo',?,?,?,?)",
            (
                now(),
                reviewer,
                slug,
                claim_id,
                last["machine_label"],
                last["machine_reason"],
                last["quote"],
                last["id"],
            ),
        )
        return int(last["id"])


def history(store: Store, slug: str, claim_id: str) -> list[sqlite3.Row]:
    """All entries on a claim, newest first, each with whether it `stands`."""
    with store.connect() as db:
        return db.execute(
            "SELECT j.*, s.id IS NOT NULL AS stands FROM judgements j "
            "LEFT JOIN standing_judgements s USING (id) "
            "WHERE j.slug = ? AND j.claim_id = ? ORDER BY j.id DESC",
            (slug, claim_id),
        ).fetchall()


def refuse_overtaken(db: sqlite3.Connection, slug: str, claim_id: str, seen: int | None) -> None:
    """Raises when somebody decided since the page was shown."""
    newest = db.execute(
        "SELECT coalesce(max(id), 0) FROM judgements WHERE slug = ? AND claim_id = ?",
        (slug, claim_id),
    ).fetchone()[0]
    if seen is not None and newest != seen:
        raise Overtaken("another judgement was made on this claim meanwhile; look at it first")


def now() -> str:
    """The time of a log entry, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
