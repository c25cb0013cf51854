"""Rows that are articles: what a row of JSONL or Parquet must hold, and what it may."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

__all__ = ["FIELDS", "iso_date", "load_row", "row_fields"]

FIELDS = ("id", "text", "title", "published", "outlet", "url", "author", "language")
"""What is read of a row; other columns are left alone."""


def load_row(line: bytes) -> dict[str, Any]:
    """The object of one line of JSONL.

    Raises:
        ValueError: no JSON object in UTF-8; the message says what is wrong.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON in UTF-8: {error}") from None
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - of the row, not of the call
    return row


def row_fields(row: Mapping[str, Any]) -> tuple[str, tuple[tuple[str, str | None], ...], str]:
    """Id and fields of a row, looked at one by one.

    Returns:
        The id (empty where there is none that can be used), the fields, and what is wrong with
        the row (empty where nothing is).
    """
    raw = row.get("id")
    name = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
    if not isinstance(name, str) or not name.strip():
        return "", (), "has no id"
    fields = tuple(_fields(row))
    wrong = [key for key, value in fields if value is not None and not isinstance(value, str)]
    if wrong:
        kind = type(row[wrong[0]]).__name__
        return name, (), f"{wrong[0]} is {kind}, not text"
    if dict(fields)["text"] is None:
        return name, (), "has no text"
    return name, fields, ""


def _fields(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in FIELDS[1:]:
        value = row.get(key)
        if isinstance(value, date):
            value = value.isoformat()
        yield key, value if key == "text" or not isinstance(value, str) else value or None


def iso_date(text: str) -> date:
    """The day of an ISO 8601 date or time, in the zone it is written in.

    Raises:
        ValueError: when it is none.
    """
    return datetime.fromisoformat(text).date() if len(text) > 10 else date.fromisoformat(text)
