"""One run over many articles."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from factcheck.batch.facts import check_same_run, conditions, write_facts
from factcheck.batch.files import settle
from factcheck.batch.ledger import Ledger
from factcheck.batch.pool import Job, run_chunks
from factcheck.batch.records import (
    BatchResult,
    CheckerLike,
    Chunk,
    Counts,
    Layout,
    MakeChecker,
    Progress,
)
from factcheck.batch.sources import Item, count_items, read_items
from factcheck.batch.work import is_finished, read_counts
from factcheck.errors import UsageError
from factcheck.pipeline import Checker
from factcheck.reports.tabular import merge_claims
from factcheck.settings import Settings

__all__ = ["run_batch"]

CHUNK = 20
"""Articles in a chunk: some seconds of work, and one part file."""


def pipeline_checker(settings: Settings) -> CheckerLike:
    """The checker of the line; its parts load in the process that uses it."""
    return Checker(settings)


def run_batch(  # noqa: PLR0913 - all but three are options, and the command line names each
    source: str | Path,
    out: Path,
    settings: Settings,
    *,
    jobs: int = 1,
    resume: bool = False,
    shard: tuple[int, int] | None = None,
    progress: Callable[[Progress], None] | None = None,
    make_checker: MakeChecker = pipeline_checker,
) -> BatchResult:
    """Checks every article of `source` and writes what is found below `out`.

    `out` then holds `reports/ID.json`, `claims.parquet`, `failures.jsonl` and `run.json`. Each
    is written whole or not at all; an article that cannot be checked is a row of failures. The
    same content twice is read once. A run that was killed and is resumed ends with the same
    bytes in reports, claims and failures as one that was not.

    Args:
        source: JSONL or Parquet rows (`id`, `text`, and where known `title`, `published`,
            `outlet`, `url`, `author`, `language`), a folder or a glob of documents.
        out: folder, made where it is not there; an earlier run in it is replaced, judgements
            in `review.db` stay.
        settings: options of the check.
        jobs: worker processes.
        resume: keep what an earlier run under the same conditions finished.
        shard: `(i, n)`, 1-based: only every n-th article, starting with the i-th; the files
            of a shard are named for it, so that shards can share `out`.
        progress: called after each chunk.
        make_checker: makes the checker, once in each process.

    Raises:
        UsageError: for options that cannot be meant, or a run that cannot be resumed.
        ArticleNotFound: when there is no input.
        DataError: for a broken reference table.
        OSError: when `out` cannot be written.
    """
    started = time.monotonic()
    check_options(jobs, shard)
    layout = Layout(Path(out), shard)
    now = conditions(settings)
    resume = resume and check_same_run(layout, now)
    total = count_items(source) if progress else None
    prepare(layout, resume=resume)
    write_facts(layout, source, now, jobs=jobs)
    ledger = Ledger(layout.work / "ledger.db")
    counts = Counts()
    names: list[str] = []
    try:
        chunks = chunked(of_shard(claimed(read_items(source), ledger), shard), ledger)
        job = Job(layout, settings, make_checker, resume)
        for chunk, part in run_all(chunks, job, jobs=jobs):
            names.append(chunk.name)
            counts.add(part)
            ledger.finish(zip(chunk.digests, (item.id for item in chunk.items), strict=True))
            if progress:
                progress(progress_of(counts, total, shard, time.monotonic() - started))
    finally:
        ledger.close()
    return finish(layout, source, now, counts=counts, names=names, jobs=jobs, started=started)


def check_options(jobs: int, shard: tuple[int, int] | None) -> None:
    """Refuses options that cannot be meant."""
    if jobs < 1:
        raise UsageError(f"--jobs is {jobs}; it is the number of worker processes, 1 or more")
    if shard and not 1 <= shard[0] <= shard[1]:
        raise UsageError(
            f"--shard {shard[0]}/{shard[1]}: the first number runs from 1 to the second"
        )


def prepare(layout: Layout, *, resume: bool) -> None:
    """Makes the folders; without `resume`, what an earlier run left is taken away first."""
    if not resume:
        if layout.facts.is_file() and layout.shard is None:
            for path in layout.reports.glob("*.json"):
                path.unlink()
        shutil.rmtree(layout.work, ignore_errors=True)
        for path in (layout.claims, layout.failures):
            path.unlink(missing_ok=True)
    shutil.rmtree(layout.scratch, ignore_errors=True)
    for folder in (layout.reports, layout.scratch, layout.parts):
        folder.mkdir(parents=True, exist_ok=True)


def claimed(items: Iterator[Item], ledger: Ledger) -> Iterator[tuple[Item, bytes]]:
    """Items with their digests; a repeated row is left out, an id with two contents a failure."""
    for item in items:
        digest = item.digest()
        before = ledger.claim(item.id, digest)
        if before is None:
            yield item, digest
        elif before != digest or item.problem:
            twice = f"id {item.id!r} stands for another article already"
            yield Item(item.number, f"row {item.number}", problem=item.problem or twice), b""


def of_shard(
    items: Iterator[tuple[Item, bytes]], shard: tuple[int, int] | None
) -> Iterator[tuple[Item, bytes]]:
    """The items that fall to a shard."""
    i, n = shard or (1, 1)
    return ((item, digest) for item, digest in items if item.number % n == i % n)


def chunked(items: Iterator[tuple[Item, bytes]], ledger: Ledger) -> Iterator[Chunk]:
    """Chunks of the items, each named after its place and its content."""
    for index in range(10**9):
        part = list(islice(items, CHUNK))
        if not part:
            return
        content = hashlib.sha256()
        for item, digest in part:
            content.update(f"{item!r}".encode("utf-8", "surrogatepass") + digest)
        yield Chunk(
            name=f"{index:09d}-{content.hexdigest()[:16]}",
            items=tuple(item for item, _ in part),
            same_as=tuple(ledger.same_as(digest) for _, digest in part),
            digests=tuple(digest for _, digest in part),
        )


def run_all(chunks: Iterator[Chunk], job: Job, *, jobs: int) -> Iterator[tuple[Chunk, Counts]]:
    """Chunks with their tallies in order; those an earlier run finished are not sent again."""
    if not job.resume:
        yield from run_chunks(chunks, job, jobs=jobs)
        return
    waiting: list[tuple[Chunk, Counts]] = []

    def unfinished() -> Iterator[Chunk]:
        for chunk in chunks:
            if is_finished(chunk, job.layout):
                waiting.append((chunk, read_counts(chunk, job.layout)))
            else:
                yield chunk

    for done in run_chunks(unfinished(), job, jobs=jobs):
        yield done
        yield from waiting
        waiting.clear()
    yield from waiting


def progress_of(
    counts: Counts, total: int | None, shard: tuple[int, int] | None, seconds: float
) -> Progress:
    """How far the run is."""
    return Progress(
        done=counts.articles + counts.failed,
        failed=counts.failed,
        claims=counts.claims,
        words=counts.words,
        total=total // shard[1] if total is not None and shard else total,
        seconds=seconds,
    )


def finish(  # noqa: PLR0913 - the end of a run knows all of it
    layout: Layout,
    source: str | Path,
    now: dict[str, object],
    *,
    counts: Counts,
    names: list[str],
    jobs: int,
    started: float,
) -> BatchResult:
    """Puts the parts together, writes the facts, and takes the work folder away."""
    names.sort()
    failures = layout.scratch / layout.failures.name
    with failures.open("wb") as stream:
        for name in names:
            stream.write((layout.parts / f"{name}.jsonl").read_bytes())
    settle(failures, layout.failures)
    table = layout.scratch / layout.claims.name
    merge_claims([layout.parts / f"{name}.parquet" for name in names], table)
    settle(table, layout.claims)
    result = BatchResult(
        out=layout.out,
        articles=counts.articles,
        failed=counts.failed,
        reused=counts.reused,
        resumed=counts.resumed,
        claims=counts.claims,
        labels=counts.labels,
        seconds=time.monotonic() - started,
    )
    write_facts(layout, source, now, jobs=jobs, result=result)
    shutil.rmtree(layout.work, ignore_errors=True)
    return result
