"""What was decided, for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from factcheck.reports.sheet import safe_cell
from factcheck.web.filters import Filter
from factcheck.web.pages import desk_of

__all__ = ["as_csv", "as_jsonl"]

COLUMNS = (
    *("article_id", "title", "outlet", "author", "published", "claim_id", "kind", "quote"),
    *("indicator", "area", "period", "value", "unit", "label", "reason", "confidence"),
    *("explanation", "action", "human_label", "reading", "note", "reviewer", "made_at"),
)
"""The machine's verdict is `label`, the person's `human_label`; both are always there."""


def as_csv(request: Request) -> Response:
    """Claims of the state that the address names, as CSV (RFC 4180) that runs nothing."""
    return download(csv_lines(request), "text/csv; charset=utf-8", "claims.csv")


def csv_lines(request: Request) -> Iterator[str]:
    """Lines of the CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in desk_of(request).store.each(Filter.from_query(request.query_params)):
        writer.writerow([safe_cell(row[name]) for name in COLUMNS])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def as_jsonl(request: Request) -> Response:
    """The same as one JSON object a line."""
    return download(json_lines(request), "application/x-ndjson", "claims.jsonl")


def json_lines(request: Request) -> Iterator[str]:
    """Lines of the JSONL."""
    for row in desk_of(request).store.each(Filter.from_query(request.query_params)):
        values = {name: row[name] for name in COLUMNS}
        values["reading"] = json.loads(row["reading"]) if row["reading"] else None
        yield json.dumps(values, ensure_ascii=False) + "\n"


def download(lines: Iterator[str], media_type: str, name: str) -> Response:
    """A stream that browsers save under a name of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)
