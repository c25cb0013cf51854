"""What people decide: an append-only log."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, text
from sqlalchemy.engine import RowMapping

from factcheck.errors import UsageError
from factcheck.records import Article, CheckedClaim, ConfirmedReading, Label
from factcheck.web.database import Database, filled

__all__ = [
    "ACTIONS",
    "READING",
    "Judgement",
    "Overtaken",
    "history",
    "reading_of",
    "record",
    "take_back",
]

ACTIONS = ("accept", "correct", "reject")
READING = ("series", "indicator", "area", "period", "value", "unit")
"""Fields of a reading that a person may give another value."""
AS_RECOMPUTED = "recomputed"
"""A label of the form: the one that the reading gives."""
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
        again: the claim with its verdict under that reading, None where nothing was recomputed.
    """

    slug: str
    claim: CheckedClaim
    action: str
    label: str | None
    reading: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    again: CheckedClaim | None = None

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
            if label not in (*get_args(Label), AS_RECOMPUTED):
                raise UsageError("a correction needs a label")
            reading = reading_fields(form)
            if label == AS_RECOMPUTED and not reading:
                raise UsageError("say what was read wrongly, or choose a label")
        note = form.get("note", "").strip()
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"a note has at most {LONGEST_NOTE} characters")
        return cls(slug, claim, action, label, reading, note)

    def recomputed(self, again: CheckedClaim) -> Judgement:
        """The judgement with the verdict under its reading, which gives the label if asked to."""
        label = again.verdict.label if self.label == AS_RECOMPUTED else self.label
        return replace(self, label=label, again=again)

    def row(self, reviewer: str) -> dict[str, Any]:
        """The entry of the log.

        Raises:
            UsageError: the label should be recomputed, and nothing was.
        """
        if self.label == AS_RECOMPUTED:
            raise UsageError("without reference tables nothing is recomputed; choose a label")
        verdict, again = self.claim.verdict, self.again.verdict if self.again else None
        found = again and {
            "label": again.label,
            "reason": again.reason,
            "explanation": again.explanation,
            "formula": again.formula,
        }
        return {
            "made_at": now(),
            "reviewer": reviewer,
            "slug": self.slug,
            "claim_id": self.claim.id,
            "action": self.action,
            "label": self.label,
            "reading": json.dumps(dict(self.reading), sort_keys=True),
            "recomputed": json.dumps(found, sort_keys=True) if found else None,
            "note": self.note,
            "machine_label": verdict.label,
            "machine_reason": verdict.reason,
            "quote": self.claim.quote.exact,
            "undoes": None,
        }


def reading_fields(form: Mapping[str, str]) -> dict[str, str]:
    """What a form says was read otherwise.

    Raises:
        UsageError: text beyond the bounds.
    """
    found = {n: v for n in READING if (v := form.get(f"reading_{n}", "").strip())}
    if any(len(v) > LONGEST_FIELD for v in found.values()):
        raise UsageError(f"a field has at most {LONGEST_FIELD} characters")
    return found


def reading_of(
    article: Article, claim: CheckedClaim, fields: Mapping[str, str], by: str
) -> ConfirmedReading:
    """A person's reading of a claim, as later runs take it."""
    return ConfirmedReading(
        article=article.id,
        kind=claim.kind,
        quote=claim.quote.exact,
        anchor=claim.anchor.exact,
        by=by,
        **{name: fields[name] for name in READING if name in fields},
    )


def record(db: Database, judgement: Judgement, *, reviewer: str, seen: int | None = None) -> int:
    """Adds a judgement to the log.

    Args:
        db: the review database.
        judgement: what was decided.
        reviewer: by whom.
        seen: id of the newest entry on this claim when the person decided, 0 for none; None
            does not ask.

    Returns:
        Its id.

    Raises:
        Overtaken: when there is a newer entry than the one seen.
    """
    row = judgement.row(reviewer)
    with db.writing() as connection:
        refuse_overtaken(connection, judgement.slug, judgement.claim.id, seen)
        return add(connection, row)


def take_back(
    db: Database, slug: str, claim_id: str, *, reviewer: str, seen: int | None = None
) -> int | None:
    """Undoes the newest judgement of a claim that the reviewer made; the log keeps both.

    Returns:
        Id of the judgement that was taken back, None where none of theirs stands.

    Raises:
        Overtaken: when there is a newer entry than the one seen.
    """
    mine = text(
        "SELECT * FROM standing_judgements WHERE slug = :slug AND claim_id = :claim "
        "AND reviewer = :reviewer ORDER BY id DESC LIMIT 1"
    )
    with db.writing() as connection:
        refuse_overtaken(connection, slug, claim_id, seen)
        values = filled({"slug": slug, "claim": claim_id, "reviewer": reviewer})
        last = connection.execute(mine, values).mappings().first()
        if last is None:
            return None
        kept = ("reviewer", "slug", "claim_id", "machine_label", "machine_reason", "quote")
        add(
            connection,
            {
                **{name: last[name] for name in kept},
                "made_at": now(),
                "action": "undo",
                "label": None,
                "reading": "{}",
                "recomputed": None,
                "note": "",
                "undoes": last["id"],
            },
        )
        return int(last["id"])


def add(connection: Connection, row: dict[str, Any]) -> int:
    """Adds an entry to the log; its id."""
    names = list(row)
    query = (
        f"INSERT INTO judgements ({', '.join(names)}) "  # noqa: S608 - names of ours
        f"VALUES ({', '.join(f':{name}' for name in names)}) RETURNING id"
    )
    return int(connection.execute(text(query), filled(row)).scalar_one())


def history(db: Database, slug: str, claim_id: str) -> Sequence[RowMapping]:
    """All entries on a claim, newest first, each with whether it `stands`."""
    return db.rows(
        "SELECT j.*, s.id IS NOT NULL AS stands FROM judgements j "
        "LEFT JOIN standing_judgements s ON s.id = j.id "
        "WHERE j.slug = :slug AND j.claim_id = :claim ORDER BY j.id DESC",
        slug=slug,
        claim=claim_id,
    )


def refuse_overtaken(connection: Connection, slug: str, claim_id: str, seen: int | None) -> None:
    """Raises when somebody decided since the page was shown."""
    query = "SELECT coalesce(max(id), 0) FROM judgements WHERE slug = :slug AND claim_id = :claim"
    newest = connection.execute(text(query), {"slug": slug, "claim": claim_id}).scalar_one()
    if seen is not None and newest != seen:
        raise Overtaken("another judgement was made on this claim meanwhile; look at it first")


def now() -> str:
    """The time of a log entry, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
