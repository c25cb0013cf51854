"""A batch on Ray: the same work on the articles, on as many machines as the cluster has.

Rows stream from the driver to workers; a worker gets the archive once, when it starts, and writes
the parts of each chunk itself. A chunk's parts have names and bytes that depend on its articles
alone, and its tallies are written last: one that a killed worker left half done is done again, and
nothing is lost or there twice.
"""

from __future__ import annotations

import io
import json
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from factcheck.batch.facts import conditions, facts_of
from factcheck.batch.ledger import Ledger
from factcheck.batch.records import BatchResult, CheckerLike, Chunk, Counts, MakeChecker, Progress
from factcheck.batch.remote import Store, check_remote, join_parts, remote_items
from factcheck.batch.run import chunked, claimed, pipeline_checker, progress_of
from factcheck.errors import FactcheckError, UsageError
from factcheck.settings import Settings
from factcheck.threads import ONE_THREAD

__all__ = ["run_on_ray"]

_AHEAD = 2
"""Chunks a worker has waiting, so that it never idles."""


class _Worker:
    """A Ray actor: holds the checker, and checks chunk after chunk."""

    def __init__(self, settings: Settings, tables: bytes, out: str, make: MakeChecker) -> None:
        self._store = Store(out)
        self._checker: CheckerLike = make(with_tables(settings, tables))

    def work(self, chunk: Chunk) -> Counts:
        """Checks one chunk and writes its parts."""
        return check_remote(chunk, self._store, self._checker)


def run_on_ray(  # noqa: PLR0913 - options of a run, as in run_batch
    source: str,
    out: str,
    settings: Settings,
    *,
    jobs: int = 1,
    resume: bool = False,
    progress: Callable[[Progress], None] | None = None,
    make_checker: MakeChecker = pipeline_checker,
) -> BatchResult:
    """Checks every row of `source` on Ray and writes what is found below `out`.

    `out` then holds `claims.parquet`, `failures.jsonl` and `run.json` as `run_batch` writes them,
    and the reports in `reports/CHUNK.parquet` (columns `id` and `report`, the JSON).

    Args:
        source: Parquet or JSONL rows: a file, a folder or a pattern, on any fsspec file system.
        out: a folder on any fsspec file system that all workers see.
        settings: options of the check.
        jobs: workers; each takes one core.
        resume: keep the chunks that an earlier run under the same conditions finished.
        progress: called after each chunk.
        make_checker: makes the checker, once a worker.

    Raises:
        UsageError: when Ray is not installed, or a run cannot be resumed.
        ArticleNotFound: when there is no input.
        DataError: for a broken reference table.
    """
    ray = _ray(jobs)
    started = time.monotonic()
    store, now = Store(out), conditions(settings)
    if not (resume and _is_same(store, now)):
        store.clear()
    store.write("run.json", facts_of(source, now, jobs=jobs))
    counts, names = Counts(), []
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "ledger.db")
        chunks = chunked(claimed(remote_items(source), ledger), ledger)
        try:
            make = _actors(ray, settings, out, make_checker)
            for chunk, part in _run(ray, chunks, store, [make() for _ in range(jobs)]):
                names.append(chunk.name)
                counts.add(part)
                if progress:
                    progress(progress_of(counts, None, None, time.monotonic() - started))
        finally:
            ledger.close()
    join_parts(store, sorted(names))
    result = BatchResult(
        out=Path(out),
        articles=counts.articles,
        failed=counts.failed,
        reused=counts.reused,
        resumed=counts.resumed,
        claims=counts.claims,
        labels=counts.labels,
        seconds=time.monotonic() - started,
    )
    store.write("run.json", facts_of(source, now, jobs=jobs, result=result))
    return result


def _ray(jobs: int) -> Any:
    """Ray, connected to the cluster that `RAY_ADDRESS` names, else to one on this machine."""
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("--engine ray needs: pip install 'factcheck-stats[ray]'") from None
    if not ray.is_initialized():
        pinned = {"env_vars": dict.fromkeys(ONE_THREAD, "1")}
        try:
            ray.init(address="auto", runtime_env=pinned, log_to_driver=False)
        except ConnectionError:
            ray.init(
                num_cpus=jobs,
                include_dashboard=False,
                runtime_env=pinned,
                log_to_driver=False,
                logging_level="error",
            )
    return ray


def _actors(ray: Any, settings: Settings, out: str, make: MakeChecker) -> Callable[[], Any]:
    """Makes workers that are started anew when they die, and whose calls are then made again."""
    actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=-1)(_Worker)
    tables = ray.put(pack_tables(settings))
    return lambda: actor.remote(settings, tables, out, make)


def _run(
    ray: Any, chunks: Iterator[Chunk], store: Store, workers: list[Any]
) -> Iterator[tuple[Chunk, Counts]]:
    """Hands out chunks, a few ahead a worker, and yields each with its tallies when it is done."""
    going: dict[Any, tuple[Chunk, Any]] = {}
    free = [worker for worker in workers for _ in range(_AHEAD)]
    for chunk in chunks:
        if store.has(f"parts/{chunk.name}.json"):
            part = Counts(**json.loads(store.read(f"parts/{chunk.name}.json")))
            part.resumed = part.articles
            yield chunk, part
            continue
        if not free:
            yield _next(ray, going, free)
        worker = free.pop(0)
        going[worker.work.remote(chunk)] = chunk, worker
    while going:
        yield _next(ray, going, free)


def _next(ray: Any, going: dict[Any, tuple[Chunk, Any]], free: list[Any]) -> tuple[Chunk, Counts]:
    done = ray.wait(list(going))[0][0]
    chunk, worker = going.pop(done)
    free.append(worker)
    try:
        return chunk, ray.get(done)
    except ray.exceptions.RayTaskError as error:
        if isinstance(error.cause, FactcheckError):
            raise error.cause from None
        raise


def _is_same(store: Store, now: dict[str, Any]) -> bool:
    """Whether there is a run to go on with.

    Raises:
        UsageError: when it was made under other conditions.
    """
    if not store.has("run.json"):
        return False
    before = json.loads(store.read("run.json"))["conditions"]
    changed = sorted(k for k in {*before, *now} if before.get(k) != now.get(k))
    if changed:
        raise UsageError(
            f"{store.root} was made with other {', '.join(changed)}; run again without --resume"
        )
    return True


def pack_tables(settings: Settings) -> bytes:
    """The folders of tables as one archive, each below its number."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for number, root in enumerate(settings.table_roots()):
            archive.add(root, arcname=str(number))
    return packed.getvalue()


def with_tables(settings: Settings, packed: bytes) -> Settings:
    """Settings that name the unpacked tables; they are unpacked once a machine."""
    folder = Path(tempfile.gettempdir()) / f"factcheck-tables-{sha256(packed).hexdigest()[:20]}"
    if not folder.is_dir():
        fresh = Path(tempfile.mkdtemp(prefix="factcheck-tables-"))
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(fresh, filter="data")
        try:
            fresh.rename(folder)
        except OSError:  # another worker of this machine was first
            folder = folder if folder.is_dir() else fresh
    roots = sorted((p for p in folder.iterdir() if p.name.isdecimal()), key=lambda p: int(p.name))
    return settings.model_copy(update={"tables": tuple(roots), "use_default_tables": False})
