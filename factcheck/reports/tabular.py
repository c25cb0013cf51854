"""Claims as rows: the table of a whole corpus, and rows of articles read from Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from factcheck.errors import UsageError
from factcheck.records import Article, Claim, Report, Verdict
from factcheck.records.claims import plain_number

__all__ = [
    "claim_rows",
    "claim_schema",
    "count_rows",
    "merge_claims",
    "read_claims",
    "read_rows_parquet",
    "write_claims",
    "write_parquet",
    "write_texts",
]

GROUP = 65_536
"""Rows in a row group of the merged table."""
SLICE = 2_000
"""Rows held in memory while a part is written."""

COLUMNS = {
    "article_id": "string",
    "title": "string",
    "outlet": "string",
    "author": "string",
    "url": "string",
    "published": "date",
    "language": "string",
    "claim_id": "string",
    "kind": "string",
    "label": "string",
    "reason": "string",
    "confidence": "number",
    "anchor": "string",
    "quote": "string",
    "quote_start": "integer",
    "quote_end": "integer",
    "indicator": "string",
    "concept": "string",
    "area": "string",
    "counterpart": "string",
    "period": "string",
    "period_start": "date",
    "period_end": "date",
    "base_period": "string",
    "value": "number",
    "low": "number",
    "high": "number",
    "unit": "string",
    "comparator": "string",
    "counted": "string",
    "basis": "string",
    "direction": "string",
    "rank": "integer",
    "rank_order": "string",
    "rank_scope": "string",
    "streak_length": "integer",
    "streak_unit": "string",
    "modality": "string",
    "negated": "flag",
    "attribution": "string",
    "explanation": "string",
    "computed": "string",
    "computed_value": "number",
    "computed_unit": "string",
    "formula": "string",
    "diagnoses": "list",
    "diagnosis_texts": "list",
    "evidence": "list",
    "evidence_urls": "list",
    "undecided": "list",
}
"""Columns of the claims table, in order, with their types."""


def claim_schema() -> pa.Schema:
    """The Arrow schema of the claims table."""
    types = {
        "string": pa.string(),
        "date": pa.date32(),
        "number": pa.float64(),
        "integer": pa.int32(),
        "flag": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    return pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])


def claim_rows(report: Report) -> Iterator[dict[str, object]]:
    """One flat row a claim: where it stands, how it was read, what was said of it."""
    for claim in report.claims:
        yield {
            **article_fields(report.article),
            **reading_fields(claim),
            **measure_fields(claim),
            **verdict_fields(claim.verdict),
        }


def article_fields(article: Article) -> dict[str, object]:
    """Columns that are the same for all claims of an article."""
    names = ("title", "outlet", "author", "url", "published", "language")
    return {"article_id": article.id, **{name: getattr(article, name) for name in names}}


def reading_fields(claim: Claim) -> dict[str, object]:
    """Columns of what a claim is about."""
    period, base = claim.period, claim.base_period
    return {
        "claim_id": claim.id,
        "kind": claim.kind,
        "anchor": claim.anchor.exact,
        "quote": claim.quote.exact,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        "indicator": claim.indicator.text,
        "area": claim.ref_area.code if claim.ref_area else None,
        "counterpart": claim.counterpart.code if claim.counterpart else None,
        "period": period.label if period else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "base_period": base.label if base else None,
        "basis": claim.basis,
        "direction": claim.direction,
        "modality": claim.modality,
        "negated": claim.negated,
        "attribution": claim.attribution,
    }


def measure_fields(claim: Claim) -> dict[str, object]:
    """Columns of what a claim says of it: a quantity, a place, a run of periods."""
    quantity, rank, streak = claim.quantity, claim.rank, claim.streak
    return {
        "value": plain(quantity.value) if quantity else None,
        "low": plain(quantity.low) if quantity else None,
        "high": plain(quantity.high) if quantity else None,
        "unit": quantity.unit if quantity else None,
        "comparator": quantity.comparator if quantity else None,
        "counted": quantity.counted if quantity else None,
        "rank": rank.position if rank else None,
        "rank_order": rank.order if rank else None,
        "rank_scope": rank.scope if rank else None,
        "streak_length": streak.length if streak else None,
        "streak_unit": streak.unit if streak else None,
    }


def verdict_fields(verdict: Verdict) -> dict[str, object]:
    """Columns of a verdict; lists keep the order of the report, each entry once."""
    computed = verdict.computed
    value = computed.value if computed else None
    number = value if isinstance(value, Decimal) else None
    # as JSON has it, so that a report read back gives the same row
    said = value if number is None else plain_number(number)
    cells = verdict.evidence
    return {
        "label": verdict.label,
        "reason": verdict.reason,
        "confidence": verdict.confidence,
        "explanation": verdict.explanation,
        "computed": None if value is None else str(said),
        "computed_value": plain(number),
        "computed_unit": computed.unit if computed else None,
        "formula": verdict.formula,
        "diagnoses": unique(d.kind for d in verdict.diagnoses),
        "diagnosis_texts": unique(d.text for d in verdict.diagnoses),
        "evidence": unique(f"{c.dataset}#{c.series}" for c in cells),
        "evidence_urls": unique(c.source_url for c in cells if c.source_url),
        "undecided": list(verdict.match.undecided),
        "concept": verdict.match.concept,
    }


def plain(value: Any) -> float | None:
    """A decimal as the nearest double; the exact one stays in the report."""
    return None if value is None else float(value)


def unique(texts: Iterable[str]) -> list[str]:
    """Each text once, in order of first appearance."""
    return list(dict.fromkeys(texts))


def write_claims(path: Path | IO[bytes], rows: Iterable[dict[str, object]]) -> int:
    """Writes rows of `claim_rows` to a Parquet file; the number of rows.

    Raises:
        OSError: when the file cannot be written.
    """
    schema, count, stream = claim_schema(), 0, iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while part := list(islice(stream, SLICE)):
            writer.write_table(pa.Table.from_pylist(part, schema=schema))
            count += len(part)
    return count


def write_parquet(report: Report) -> bytes:
    """The claims of a report as a Parquet file, the columns of the claims table of a batch."""
    out = io.BytesIO()
    write_claims(out, claim_rows(report))
    return out.getvalue()


def write_texts(names: tuple[str, str], rows: Sequence[tuple[str, str]]) -> bytes:
    """Two columns of text as a Parquet file."""
    out = io.BytesIO()
    columns = [pa.array([row[i] for row in rows], pa.string()) for i in range(2)]
    pq.write_table(pa.Table.from_arrays(columns, names=list(names)), out, compression="zstd")
    return out.getvalue()


def merge_claims(parts: Iterable[Path | IO[bytes]], path: Path | IO[bytes]) -> int:
    """Joins parts of `write_claims` into one file, in order; the number of rows.

    The bytes depend on the rows alone, not on how they were parted.
    """
    schema = claim_schema()
    held: list[Any] = []
    size = count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            table = pq.read_table(part, schema=schema)
            held.append(table)
            size += table.num_rows
            while size >= GROUP:
                whole = pa.concat_tables(held)
                writer.write_table(whole.slice(0, GROUP).combine_chunks(), row_group_size=GROUP)
                held = [whole.slice(GROUP)]
                size, count = size - GROUP, count + GROUP
        if size:
            writer.write_table(pa.concat_tables(held).combine_chunks(), row_group_size=GROUP)
    return count + size


def read_claims(path: Path) -> Iterator[dict[str, Any]]:
    """Streams the rows of a table of claims.

    Raises:
        UsageError: when it is no Parquet file, or no table of claims.
    """
    file = open_parquet(path)
    missing = [name for name in COLUMNS if name not in file.schema_arrow.names]
    if missing:
        raise UsageError(f"{path} is no table of claims: it has no column {missing[0]}")
    for batch in file.iter_batches(batch_size=SLICE):
        yield from batch.to_pylist()


def count_rows(path: Path) -> int:
    """Rows of a Parquet file, from its footer."""
    return int(open_parquet(path).metadata.num_rows)


def read_rows_parquet(path: Path | IO[bytes], columns: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Streams rows of a Parquet file as dictionaries of the columns it has of `columns`.

    Raises:
        UsageError: when it is no Parquet file, or has neither `id` nor `text`.
    """
    file = open_parquet(path)
    present = [name for name in columns if name in file.schema_arrow.names]
    missing = [name for name in ("id", "text") if name not in present]
    if missing:
        raise UsageError(f"{path} has no column {' and '.join(missing)}")
    for batch in file.iter_batches(batch_size=256, columns=present):
        yield from batch.to_pylist()


def open_parquet(path: Path | IO[bytes]) -> Any:
    """The open file.

    Raises:
        UsageError: when it is no Parquet file.
    """
    try:
        return pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise UsageError(f"{path} is no Parquet file: {error}") from error
