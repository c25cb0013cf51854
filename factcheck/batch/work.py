"""The work on one chunk: read, check, write; each article is one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from factcheck.batch.files import settle, sync_folder, write_whole
from factcheck.batch.names import report_name
from factcheck.batch.records import CheckerLike, Chunk, Counts, Layout
from factcheck.batch.sources import Item
from factcheck.errors import DataError, ReportError, UsageError
from factcheck.records import Article, Report
from factcheck.reports import read_report, write_report
from factcheck.reports.tabular import claim_rows, write_claims

__all__ = ["Failure", "as_bytes", "check_chunk", "is_finished", "read_counts"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A row of `failures.jsonl`."""

    id: str
    error: str
    message: str
    row: int

    @classmethod
    def of(cls, item: Item, error: Exception) -> Failure:
        """The failure of `item`; the message is the first lines of the error, on one line."""
        message = " ".join(str(error).split())[:1000]
        return cls(item.id, type(error).__name__, message, item.number)


def check_chunk(chunk: Chunk, layout: Layout, checker: CheckerLike, *, resume: bool) -> Counts:
    """Checks the articles of a chunk and writes their reports, claims and failures.

    Args:
        chunk: what to check.
        layout: where to write.
        checker: checks one article.
        resume: whether a report that is already there for the same article is kept.

    Raises:
        UsageError, DataError: when no article could be checked (missing model, broken table).
        OSError: when a file cannot be written.
    """
    counts = Counts()
    failures: list[Failure] = []
    reports = finished(chunk, layout, checker, counts, failures, resume=resume)
    claims, failed, done = chunk.files(layout)
    write_claims(layout.scratch / claims.name, rows_of(reports))
    settle(layout.scratch / claims.name, claims)
    lines = [json.dumps(asdict(f), sort_keys=True) + "\n" for f in failures]
    write_whole(failed, "".join(lines).encode(), layout.scratch)
    counts.failed = len(failures)
    sync_folder(layout.reports)
    write_whole(done, json.dumps(asdict(counts)).encode(), layout.scratch)
    return counts


def is_finished(chunk: Chunk, layout: Layout) -> bool:
    """Whether an earlier run finished this very chunk."""
    return chunk.files(layout)[2].is_file()


def read_counts(chunk: Chunk, layout: Layout) -> Counts:
    """Tallies of a finished chunk, all of it counted as kept."""
    counts = Counts(**json.loads(chunk.files(layout)[2].read_bytes()))
    counts.resumed = counts.articles
    return counts


def rows_of(reports: Iterable[Report]) -> Iterator[dict[str, object]]:
    """Rows of the claims table, report by report."""
    for report in reports:
        yield from claim_rows(report)


def finished(  # noqa: PLR0913 - a chunk's two tallies are filled while its reports stream by
    chunk: Chunk,
    layout: Layout,
    checker: CheckerLike,
    counts: Counts,
    failures: list[Failure],
    *,
    resume: bool,
) -> Iterator[Report]:
    """Reports of a chunk, each on the disk when it is yielded."""
    here: dict[bytes, str] = {}
    for item, same_as, digest in zip(chunk.items, chunk.same_as, chunk.digests, strict=True):
        path = layout.reports / report_name(item.id)
        try:
            if item.problem is not None:
                raise ValueError(item.problem)  # noqa: TRY301 - one road for all failures
            article = item.article()
            kept = report_of(path, article) if resume else None
            report = kept or reused(layout, article, same_as or here.get(digest))
            counts.resumed += kept is not None
            counts.reused += kept is None and report is not None
            report = report or checker.check(article)
            content = as_bytes(write_report(report, "json"))
        except (UsageError, DataError):
            raise
        except Exception as error:  # noqa: BLE001 - one article must never stop a run
            failures.append(Failure.of(item, error))
            if item.problem is None:
                path.unlink(missing_ok=True)
            continue
        if kept is None:
            write_whole(path, content, layout.scratch)
        here.setdefault(digest, item.id)
        counts.count(report)
        yield report


def as_bytes(content: str | bytes) -> bytes:
    """A written report as bytes, in UTF-8."""
    return content.encode("utf-8") if isinstance(content, str) else content


def report_of(path: Path, article: Article) -> Report | None:
    """The report at `path`, where it is one of exactly this article."""
    if not path.is_file():
        return None
    try:
        report = read_report(path)
    except (ReportError, ValueError):
        return None
    return report if report.article == article else None


def reused(layout: Layout, article: Article, same_as: str | None) -> Report | None:
    """The report of another article of the same content, told of this one."""
    if same_as is None:
        return None
    try:
        report = read_report(layout.reports / report_name(same_as))
    except (ReportError, ValueError, OSError):
        return None
    same = all(
        getattr(report.article, name) == getattr(article, name)
        for name in ("text", "title", "published", "language", "notes")
    )
    return report.model_copy(update={"article": article}) if same else None
