"""The audit of a batch's output."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from factcheck.audit.page import Summary, write_page
from factcheck.audit.questions import Table, ask_all, open_claims
from factcheck.audit.tables import write_table
from factcheck.errors import ReportError

__all__ = ["AuditResult", "audit_corpus"]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """What an audit wrote.

    Args:
        folder: holds `index.html` and each table as CSV and Parquet.
        claims: how many there are.
        articles: how many were checked.
        labels: claims by label.
        tables: the answers, by name.
    """

    folder: Path
    claims: int
    articles: int
    labels: dict[str, int]
    tables: dict[str, Table]

    @property
    def page(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"


def audit_corpus(out: Path) -> AuditResult:
    """Asks what a corpus says and writes the answers to `out/audit/`.

    Args:
        out: folder that `run_batch` wrote, in one run or in shards.

    Returns:
        The answers, and where they are.

    Raises:
        ReportError: when there is no table of claims, or it cannot be read.
        OSError: when the answers cannot be written.
    """
    out = Path(out)
    files = sorted(out.glob("claims*.parquet"))
    if not files:
        raise ReportError(f"no claims.parquet in {out}; make one with: factcheck batch … -o {out}")
    tables = answers(files)
    summary = summarise(out, tables)
    folder = out / "audit"
    folder.mkdir(exist_ok=True)
    for table in tables:
        write_table(folder, table)
    (folder / "index.html").write_text(write_page(summary, tables), encoding="utf-8")
    return AuditResult(
        folder,
        claims=summary.claims,
        articles=summary.articles,
        labels=summary.labels,
        tables={table.name: table for table in tables},
    )


def answers(files: Sequence[Path]) -> list[Table]:
    """The answers to all questions.

    Raises:
        ReportError: when a file is no table of claims.
    """
    try:
        with open_claims(files) as connection:
            return ask_all(connection)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ReportError(f"{files[0].parent}: no table of claims: {reason}") from error


def summarise(out: Path, tables: Sequence[Table]) -> Summary:
    """The figures of the whole corpus; articles without claims are known from the run's facts."""
    labels: dict[str, int] = {}
    by_name = {table.name: table for table in tables}
    for label, _, claims, _ in by_name["labels"].rows:
        labels[label] = labels.get(label, 0) + claims
    runs = [facts["counts"] for p in sorted(out.glob("run*.json")) if (facts := read_facts(p))]
    return Summary(
        claims=sum(labels.values()),
        articles=sum(run["articles"] for run in runs),
        failed=sum(run["failed"] for run in runs),
        labels=labels,
    )


def read_facts(path: Path) -> dict[str, dict[str, int]] | None:
    """The facts of a finished run, None for one that is still going on."""
    facts = json.loads(path.read_bytes())
    return facts if facts.get("status") == "finished" else None
