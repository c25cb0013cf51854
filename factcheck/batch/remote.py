"""Rows in and parts out on any file system that fsspec knows: a disk, S3, GCS, HDFS."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from factcheck.batch.records import CheckerLike, Chunk, Counts
from factcheck.batch.sources import FIELDS, ROWS, TABLES, Item, iter_lines, line_item, row_item
from factcheck.batch.work import Failure, as_bytes
from factcheck.errors import ArticleNotFound, DataError, UsageError
from factcheck.records import Report
from factcheck.reports import write_report
from factcheck.reports.tabular import (
    claim_rows,
    merge_claims,
    read_rows_parquet,
    write_claims,
    write_texts,
)

__all__ = ["Store", "check_remote", "join_parts", "remote_items"]


class Store:
    """A folder on a file system.

    Args:
        url: a path, or an address such as `s3://bucket/run`.

    Raises:
        UsageError: when fsspec, or its part for this kind of address, is not installed.
    """

    def __init__(self, url: str) -> None:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

            self._fs, root = url_to_fs(url)
        except ImportError as missing:
            raise UsageError(
                f"{url}: needs {missing.name}; run: pip install 'factcheck-stats[ray]'"
            ) from None
        except ValueError as error:
            raise UsageError(f"{url}: {error}") from None
        self.root = str(root).rstrip("/")

    def write(self, name: str, content: bytes) -> None:
        """Puts a file in place whole or not at all, where the file system can rename or put."""
        with self.writing(name) as stream:
            stream.write(content)

    @contextmanager
    def writing(self, name: str) -> Iterator[Any]:
        """A file to be written, which is there under its name when all of it is."""
        path = f"{self.root}/{name}"
        self._fs.makedirs(str(PurePosixPath(path).parent), exist_ok=True)
        renames = "file" in _protocols(self._fs)
        with self._fs.open(f"{path}.{os.getpid()}.new" if renames else path, "wb") as stream:
            yield stream
        if renames:
            Path(f"{path}.{os.getpid()}.new").replace(path)

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        return bool(self._fs.exists(f"{self.root}/{name}"))

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        return bytes(self._fs.cat_file(f"{self.root}/{name}"))

    def open(self, path: str) -> Any:
        """A file of this file system, opened to be read."""
        return self._fs.open(path, "rb")

    def files(self) -> list[str]:
        """Files that the address stands for: itself, what is below it, or what its pattern fits."""
        if self._fs.isfile(self.root):
            return [self.root]
        if any(c in self.root for c in "*?["):
            return sorted(self._fs.glob(self.root))
        return sorted(self._fs.find(self.root)) if self._fs.exists(self.root) else []

    def clear(self) -> None:
        """Takes away what an earlier run left."""
        for name in ("parts", "reports", "claims.parquet", "failures.jsonl", "run.json"):
            if self.has(name):
                self._fs.rm(f"{self.root}/{name}", recursive=True)


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


def remote_items(source: str) -> Iterator[Item]:
    """Streams the rows of JSONL and Parquet files at an address, in order.

    Raises:
        ArticleNotFound: when there is none.
        UsageError: for a broken Parquet file, or one without `id` and `text`.
    """
    store = Store(source)
    paths = [p for p in store.files() if PurePosixPath(p).suffix.lower() in (*ROWS, *TABLES)]
    if not paths:
        raise ArticleNotFound(f"no {', '.join((*ROWS, *TABLES))} file at {source}")
    number = 0
    for path in paths:
        with store.open(path) as stream:
            for item in _items(path, stream, number):
                number = item.number
                yield item


def _items(path: str, stream: Any, before: int) -> Iterator[Item]:
    """Items of one open file, numbered after `before`."""
    if PurePosixPath(path).suffix.lower() in ROWS:
        yield from (line_item(n, x) for n, x in enumerate(iter_lines(stream), start=before + 1))
        return
    rows = read_rows_parquet(stream, FIELDS)
    yield from (row_item(n, row) for n, row in enumerate(rows, start=before + 1))


def check_remote(chunk: Chunk, store: Store, checker: CheckerLike) -> Counts:
    """Checks the articles of a chunk and writes its parts; done twice, it writes the same again.

    Raises:
        UsageError, DataError: when no article could be checked.
    """
    counts, failures = Counts(), []
    texts: list[tuple[str, str]] = []
    rows: list[dict[str, object]] = []
    here: dict[bytes, Report] = {}
    for item, digest in zip(chunk.items, chunk.digests, strict=True):
        try:
            report = _report_of(item, here.get(digest), checker)
            text = as_bytes(write_report(report, "json")).decode()
        except (UsageError, DataError):
            raise
        except Exception as error:  # noqa: BLE001 - one article must never stop a run
            failures.append(Failure.of(item, error))
            continue
        counts.reused += digest in here
        here.setdefault(digest, report)
        counts.count(report)
        texts.append((item.id, text))
        rows += claim_rows(report)
    counts.failed = len(failures)
    claims = io.BytesIO()
    write_claims(claims, rows)
    lines = [json.dumps(asdict(f), sort_keys=True) + "\n" for f in failures]
    store.write(f"reports/{chunk.name}.parquet", write_texts(("id", "report"), texts))
    store.write(f"parts/{chunk.name}.parquet", claims.getvalue())
    store.write(f"parts/{chunk.name}.jsonl", "".join(lines).encode())
    store.write(f"parts/{chunk.name}.json", json.dumps(asdict(counts)).encode())
    return counts


def _report_of(item: Item, twin: Report | None, checker: CheckerLike) -> Report:
    if item.problem is not None:
        raise ValueError(item.problem)
    article = item.article()
    if twin is not None:
        return twin.model_copy(update={"article": article})
    return checker.check(article)


def join_parts(store: Store, names: Sequence[str]) -> None:
    """Puts claims and failures of all chunks together, in order."""
    parts = (io.BytesIO(store.read(f"parts/{name}.parquet")) for name in names)
    with store.writing("claims.parquet") as stream:
        merge_claims(parts, stream)
    store.write("failures.jsonl", b"".join(store.read(f"parts/{name}.jsonl") for name in names))
