"""What was decided, for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from factcheck.reports.annotations import claim_review
from factcheck.reports.sheet import safe_cell
from factcheck.web.filters import Filter
from factcheck.web.judgements import reading_of
from factcheck.web.render import claim_url, desk_of

__all__ = ["as_claimreview", "as_csv", "as_jsonl", "as_readings"]

COLUMNS = (
    *("article_id", "title", "outlet", "author", "published", "claim_id", "kind", "quote"),
    *("indicator", "area", "period", "value", "unit", "label", "reason", "confidence"),
    *(
        "explanation",
        "action",
        "human_label",
        "reading",
        "recomputed",
        "note",
        "reviewer",
        "made_at",
    ),
)
"""The machine's verdict is `label`, the person's `human_label`; both are always there."""


def asked_for(request: Request, *, approved: bool = False) -> Iterator[Mapping[Any, Any]]:
    """Claims of the state that an address names, with `approved` in it those approved alone."""
    approved = approved or "approved" in request.query_params
    chosen = Filter.from_query(request.query_params)
    return desk_of(request).store.each(chosen, approved=approved)


def as_csv(request: Request) -> Response:
    """Claims of the state that the address names, as CSV (RFC 4180) that runs nothing."""
    return download(csv_lines(request), "text/csv; charset=utf-8", "claims.csv")


def csv_lines(request: Request) -> Iterator[str]:
    """Lines of the CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in asked_for(request):
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
    for row in asked_for(request):
        values = {name: row[name] for name in COLUMNS}
        for name in ("reading", "recomputed"):
            values[name] = json.loads(row[name]) if row[name] else None
        yield json.dumps(values, ensure_ascii=False) + "\n"


def as_claimreview(request: Request) -> Response:
    """schema.org ClaimReview of the approved claims: accepted or corrected, and not disputed."""
    return download(review_lines(request), "application/ld+json", "claimreview.json")


def review_lines(request: Request) -> Iterator[str]:
    """The graph, an item at a time."""
    yield '{"@context": "https://schema.org", "@graph": ['
    between = "\n"
    for row in asked_for(request, approved=True):
        _, claim = found = desk_of(request).claim(row["slug"], row["claim_id"])
        again = json.loads(row["recomputed"]) if row["recomputed"] else None
        stays = claim.verdict.label == row["human_label"]
        why = claim.verdict.explanation if stays else (again or {}).get("explanation", "")
        item = claim_review(claim, found[0], label=row["human_label"], explanation=why)
        item["url"] = str(request.base_url).rstrip("/") + claim_url(row["slug"], row["claim_id"])
        item["author"] = {"@type": "Person", "name": row["reviewer"]}
        item["datePublished"] = row["made_at"][:10]
        yield between + json.dumps(item, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def as_readings(request: Request) -> Response:
    """The corrected readings, one a line, as `--readings` takes them."""
    return download(reading_lines(request), "application/x-ndjson", "readings.jsonl")


def reading_lines(request: Request) -> Iterator[str]:
    """Lines of the file of readings."""
    for row in asked_for(request, approved=True):
        fields = json.loads(row["reading"] or "{}")
        if row["action"] == "correct" and fields:
            report, claim = desk_of(request).claim(row["slug"], row["claim_id"])
            reading = reading_of(report.article, claim, fields, row["reviewer"])
            yield reading.model_dump_json(exclude_none=True) + "\n"


def download(lines: Iterator[str], media_type: str, name: str) -> Response:
    """A stream that browsers save under a name of ours."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)
