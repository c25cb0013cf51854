"""What goes to a worker, what comes back, and what a run ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from factcheck.batch.sources import Item
from factcheck.records import Article, Report
from factcheck.settings import Settings

__all__ = ["BatchResult", "Chunk", "Counts", "Layout", "MakeChecker", "Progress"]


class CheckerLike(Protocol):
    """Anything that checks an article; `factcheck.pipeline.Checker` is one."""

    def check(self, article: Article) -> Report:
        """The report of one article."""
        ...


MakeChecker = Callable[[Settings], CheckerLike]
"""Makes a checker in the process that will use it; a name a module holds, so it can be sent."""


@dataclass(slots=True)
class Counts:
    """Tallies of a chunk or of a run; `words` are runs of non-blank characters."""

    articles: int = 0
    failed: int = 0
    reused: int = 0
    resumed: int = 0
    claims: int = 0
    words: int = 0
    labels: dict[str, int] = field(default_factory=dict)

    def add(self, other: Counts) -> None:
        """Adds the tallies of another part of the run."""
        for name in ("articles", "failed", "reused", "resumed", "claims", "words"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for label, count in other.labels.items():
            self.labels[label] = self.labels.get(label, 0) + count

    def count(self, report: Report) -> None:
        """Counts one finished report."""
        self.articles += 1
        self.claims += len(report.claims)
        self.words += len(report.article.text.split())
        for label, count in report.counts().items():
            self.labels[label] = self.labels.get(label, 0) + count


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the files of a run lie; a shard has its own of all but the reports."""

    out: Path
    shard: tuple[int, int] | None = None

    @property
    def suffix(self) -> str:
        """What a shard's files have in their names."""
        return f".{self.shard[0]}-of-{self.shard[1]}" if self.shard else ""

    @property
    def reports(self) -> Path:
        """Folder of `ID.json`."""
        return self.out / "reports"

    @property
    def work(self) -> Path:
        """Folder of what is only there while the run lasts."""
        return self.out / f".work{self.suffix}"

    @property
    def scratch(self) -> Path:
        """Folder of files that are being written."""
        return self.work / "scratch"

    @property
    def parts(self) -> Path:
        """Folder of finished chunks."""
        return self.work / "parts"

    @property
    def claims(self) -> Path:
        """The table of all claims."""
        return self.out / f"claims{self.suffix}.parquet"

    @property
    def failures(self) -> Path:
        """The articles that could not be checked."""
        return self.out / f"failures{self.suffix}.jsonl"

    @property
    def facts(self) -> Path:
        """Versions, settings, counts, hashes, timings."""
        return self.out / f"run{self.suffix}.json"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive items, and for each the id of a finished article of the same content."""

    name: str
    items: tuple[Item, ...]
    same_as: tuple[str | None, ...]
    digests: tuple[bytes, ...]

    def files(self, layout: Layout) -> tuple[Path, Path, Path]:
        """Claims, failures and tallies of the chunk; the tallies are written last."""
        return (
            layout.parts / f"{self.name}.parquet",
            layout.parts / f"{self.name}.jsonl",
            layout.parts / f"{self.name}.json",
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `total` is None where it is not known, `seconds` since it began."""

    done: int
    failed: int
    claims: int
    words: int
    total: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run ended with.

    Args:
        out: its folder.
        articles: that have a report.
        failed: that have none; each is a row of `failures.jsonl`.
        reused: of the same content as another, so not read again.
        resumed: kept from the run before.
        claims: in all reports.
        labels: claims by label.
        seconds: of wall time.
    """

    out: Path
    articles: int
    failed: int
    reused: int
    resumed: int
    claims: int
    labels: dict[str, int]
    seconds: float

    @property
    def exit_code(self) -> int:
        """0, or 4 when some articles failed."""
        return 4 if self.failed else 0


Chunks = Iterator[Chunk]
