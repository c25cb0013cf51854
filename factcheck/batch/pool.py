"""Chunks to workers: in this process, or in a pool of fresh ones."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from factcheck.batch.records import CheckerLike, Chunk, Counts, Layout, MakeChecker
from factcheck.batch.work import check_chunk
from factcheck.errors import FactcheckError
from factcheck.settings import Settings
from factcheck.threads import use_one_thread

__all__ = ["Job", "run_chunks"]

MOST_CRASHES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker is told once."""

    layout: Layout
    settings: Settings
    make_checker: MakeChecker
    resume: bool


class Worker:
    """The state of a worker process: the checker is made once, before the first chunk."""

    job: Job
    checker: CheckerLike

    @classmethod
    def start(cls, job: Job) -> None:
        """Makes the checker."""
        cls.job, cls.checker = job, job.make_checker(job.settings)

    @classmethod
    def work(cls, chunk: Chunk) -> Counts:
        """Checks one chunk."""
        return check_chunk(chunk, cls.job.layout, cls.checker, resume=cls.job.resume)


def run_chunks(chunks: Iterator[Chunk], job: Job, *, jobs: int) -> Iterator[tuple[Chunk, Counts]]:
    """Checks chunks and yields each with its tallies, in order.

    Args:
        chunks: taken one by one, at most two a worker ahead.
        job: what to do with them.
        jobs: number of worker processes; 1 works in this one.

    Raises:
        FactcheckError: when workers die again and again.
    """
    if jobs == 1:
        checker = job.make_checker(job.settings)
        for chunk in chunks:
            yield chunk, check_chunk(chunk, job.layout, checker, resume=job.resume)
        return
    todo: deque[Chunk] = deque()
    for crash in range(MOST_CRASHES):
        try:
            yield from run_pool(chunks, todo, job, jobs)
        except BrokenProcessPool as error:
            if crash == MOST_CRASHES - 1:
                raise FactcheckError(
                    f"worker processes died {MOST_CRASHES} times (out of memory?); "
                    "what is finished is kept: run again with --resume and fewer --jobs"
                ) from error
        else:
            return


def run_pool(
    chunks: Iterator[Chunk], todo: deque[Chunk], job: Job, jobs: int
) -> Iterator[tuple[Chunk, Counts]]:
    """One pool's life; chunks that it did not finish are left in `todo`.

    Numeric libraries read their number of threads when they load, before a worker's first line:
    so it is set here, for the workers to inherit.
    """
    use_one_thread()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, mp_context=context, initializer=Worker.start, initargs=(job,)
    ) as pool:
        going: deque[Future[Counts]] = deque(pool.submit(Worker.work, c) for c in todo)
        try:
            while True:
                while len(going) < 2 * jobs and (chunk := next(chunks, None)) is not None:
                    todo.append(chunk)
                    going.append(pool.submit(Worker.work, chunk))
                if not going:
                    return
                counts = going[0].result()
                going.popleft()
                yield todo.popleft(), counts
        finally:
            for future in going:
                future.cancel()
