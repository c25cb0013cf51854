"""What a batch reads: rows of JSONL or Parquet, a feed, or a folder or glob of documents."""

from __future__ import annotations

import glob
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.articles import article_from_text, read_article, read_articles
from factcheck.articles.rows import FIELDS, iso_date, load_row, row_fields
from factcheck.errors import ArticleNotFound, UsageError
from factcheck.records import Article
from factcheck.reports.tabular import count_rows, read_rows_parquet

__all__ = [
    "FIELDS",
    "ROWS",
    "TABLES",
    "Item",
    "count_items",
    "iter_lines",
    "line_item",
    "read_items",
    "row_item",
]

DOCUMENTS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
FEEDS = (".rss", ".atom", ".xml")
ROWS = (".jsonl", ".ndjson")
TABLES = (".parquet", ".pq")
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of one JSONL row; a longer one is a failure, not a machine out of memory."""


@dataclass(frozen=True, slots=True)
class Item:
    """One article to be checked, not yet read.

    Args:
        number: 1-based place in the whole input.
        id: of the article; `row N` where the row has none that can be used.
        fields: of a row (FIELDS), dates as ISO strings.
        path: of a document.
        problem: what is wrong with the row, where it can be no article.
    """

    number: int
    id: str
    fields: tuple[tuple[str, str | None], ...] = ()
    path: str | None = None
    problem: str | None = None

    def article(self) -> Article:
        """Reads the article.

        Raises:
            ArticleError: for a document that cannot be read or has nothing to read.
            ValueError: for a field of a row that breaks the record.
        """
        if self.path is not None:
            return read_article(self.path).model_copy(update={"id": self.id})
        known = {k: v for k, v in self.fields if v is not None and k not in ("id", "text")}
        fields: dict[str, Any] = {**known}
        if "published" in known:
            fields["published"] = iso_date(known["published"])
        return article_from_text(dict(self.fields)["text"] or "", id=self.id, **fields)

    def digest(self) -> bytes:
        """Hash of what a verdict can depend on: text, title, date and language, or the file."""
        if self.path is not None:
            try:
                content = Path(self.path).read_bytes()
            except OSError:
                content = self.path.encode("utf-8", "surrogatepass")
        else:
            known = dict(self.fields)
            content = json.dumps(
                [known.get(k) for k in ("text", "title", "published", "language")]
            ).encode()
        return hashlib.sha256(content).digest()


def read_items(source: str | Path) -> Iterator[Item]:
    """Streams the articles of `source`, in an order that is the same on each run.

    Args:
        source: a JSONL or Parquet file of rows, a feed, a document, a folder, or a glob pattern.

    Raises:
        ArticleNotFound: when there is nothing there.
        UsageError: for a file of another kind.
    """
    number = 0
    files = list_files(source)
    names = document_ids(source, files)
    for path in files:
        if path.suffix.lower() in DOCUMENTS:
            number += 1
            yield Item(number, names[path], path=str(path))
            continue
        for item in row_items(path, number):
            number = item.number
            yield item


def count_items(source: str | Path) -> int:
    """How many articles `source` holds, without reading them (blank lines of JSONL included)."""
    total = 0
    for path in list_files(source):
        if path.suffix.lower() in DOCUMENTS:
            total += 1
        elif path.suffix.lower() in ROWS:
            with path.open("rb") as stream:
                total += sum(1 for _ in iter_lines(stream))
        elif path.suffix.lower() in FEEDS:
            total += sum(1 for _ in read_articles(str(path)))
        else:
            total += count_rows(path)
    return total


def list_files(source: str | Path) -> list[Path]:
    """The files of `source`, sorted."""
    path = Path(source)
    if path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in DOCUMENTS and p.is_file())
        if not found:
            raise ArticleNotFound(f"no {', '.join(DOCUMENTS)} file in {source}")
        return found
    if path.is_file():
        found = [path]
    else:
        found = sorted(p for p in map(Path, matching(source)) if p.is_file())
    if not found:
        raise ArticleNotFound(f"no such file, folder or pattern: {source}")
    for each in found:
        if each.suffix.lower() not in (*DOCUMENTS, *ROWS, *FEEDS, *TABLES):
            raise UsageError(
                f"{each}: a batch reads {', '.join((*ROWS, *TABLES, *FEEDS, *DOCUMENTS))}, "
                "or a folder of documents"
            )
    return found


def matching(source: str | Path) -> list[str]:
    """Paths that a glob pattern, absolute or relative, stands for."""
    return glob.glob(str(source), recursive=True)  # noqa: PTH207 - Path.glob refuses absolute ones


def document_ids(source: str | Path, files: Iterable[Path]) -> dict[Path, str]:
    """Ids of documents: the path below the folder they share, without ending where that is one."""
    documents = [p for p in files if p.suffix.lower() in DOCUMENTS]
    if not documents:
        return {}
    top = Path(source)
    if not top.is_dir():
        top = Path(os.path.commonpath([p.parent for p in documents]))
    relative = {p: p.relative_to(top) for p in documents}
    short = Counter(r.with_suffix("") for r in relative.values())
    return {
        p: (r.with_suffix("") if short[r.with_suffix("")] == 1 else r).as_posix()
        for p, r in relative.items()
    }


def row_items(path: Path, before: int) -> Iterator[Item]:
    """Items of the rows of one file, numbered after `before`."""
    if path.suffix.lower() in FEEDS:
        yield from feed_items(path, before)
        return
    if path.suffix.lower() in ROWS:
        with path.open("rb") as stream:
            for number, line in enumerate(iter_lines(stream), start=before + 1):
                yield line_item(number, line)
        return
    for number, row in enumerate(read_rows_parquet(path, FIELDS), start=before + 1):
        yield row_item(number, row)


def iter_lines(stream: Any) -> Iterator[bytes | None]:
    """Lines that are not blank; None for one over `LONGEST_LINE`."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield None
        elif line.strip():
            yield line


def line_item(number: int, line: bytes | None) -> Item:
    """The item of one line of JSONL."""
    if line is None:
        return Item(number, f"row {number}", problem=f"longer than {LONGEST_LINE} bytes")
    try:
        return row_item(number, load_row(line))
    except ValueError as wrong:
        return Item(number, f"row {number}", problem=str(wrong))


def row_item(number: int, row: dict[str, Any]) -> Item:
    """The item of one row, its fields looked at one by one."""
    name, fields, problem = row_fields(row)
    return Item(number, name or f"row {number}", fields=fields, problem=problem or None)


def feed_items(path: Path, before: int) -> Iterator[Item]:
    """Items of the entries of a feed, numbered after `before`."""
    for number, article in enumerate(read_articles(str(path)), start=before + 1):
        known = {key: getattr(article, key) for key in FIELDS[1:]}
        if article.published:
            known["published"] = article.published.isoformat()
        yield Item(number, article.id, fields=tuple(known.items()))
