"""Memory of a batch with two workers, from its first article to its last.

    python benchmarks/memory.py [--pieces 20000] [--jobs 2] [--json memory.json]

Memory is the proportional set size of the driver and its workers together, so that pages which
they share count once. It is read after each chunk. The articles are pieces of some ninety words of
`../shared/bench` (third-party text, not kept here), or sentences of `corpora/` where it is absent.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from throughput import load_articles  # noqa: E402 - beside this file, whatever the folder

from factcheck.batch import Progress, run_batch  # noqa: E402
from factcheck.settings import Settings  # noqa: E402

WORDS = 90
WHOLE = 500 * 850 // WORDS
"""Pieces that have as many words as 500 articles."""
MB = 1024.0


def write_pieces(target: Path, articles: Path, pieces: int) -> int:
    """Writes rows of some ninety words each; how many there are."""
    rows, _ = load_articles(articles, 2000)
    number = 0
    with target.open("w", encoding="utf-8") as stream:
        while number < pieces:
            for row in rows:
                words = row["text"].split(" ")
                for start in range(0, len(words), WORDS):
                    if number == pieces:
                        return number
                    text = f"{' '.join(words[start : start + WORDS])} (Part {number}.)"
                    stream.write(json.dumps({"id": f"p{number}", "text": text}) + "\n")
                    number += 1
    return number


def tree_of(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += tree_of(int(child))
    return found


def memory() -> float:
    """Proportional set size of this process and its children, in MB."""
    total = 0
    for pid in tree_of(os.getpid()):
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(x.split()[1]) for x in rollup.splitlines() if x.startswith("Pss:"))
    return total / MB


def spread(values: list[float]) -> float:
    """The largest change from the first of some values on."""
    return max((abs(value / values[0] - 1) for value in values), default=float("nan"))


def measure(articles: Path, pieces: int, jobs: int) -> dict[str, float]:
    """Peak, and how far memory moves from article 500 on."""
    seen: list[tuple[int, float]] = []

    def note(now: Progress) -> None:
        if not seen or now.done - seen[-1][0] >= 200:
            seen.append((now.done, memory()))

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pieces.jsonl"
        count = write_pieces(source, articles, pieces)
        start = time.perf_counter()
        run_batch(source, Path(folder) / "out", Settings(), jobs=jobs, progress=note)
        seconds = time.perf_counter() - start
    late = [mb for done, mb in seen if done >= 500]
    first = late[0]
    for done, mb in seen[:: max(1, len(seen) // 12)]:
        print(f"  {done:>6} articles {mb:8.1f} MB")
    return {
        "articles": count,
        "jobs": jobs,
        "seconds": seconds,
        "MB at article 500": first,
        "MB at the end": late[-1],
        "peak MB": max(mb for _, mb in seen),
        "largest change since piece 500": spread(late),
        "largest change since the words of 500 articles": spread(
            [m for d, m in seen if d >= WHOLE]
        ),
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = ROOT.parent / "shared" / "bench" / "articles-2000.jsonl.xz"
    parser.add_argument("--articles", type=Path, default=default, help="JSONL, xz or plain")
    parser.add_argument("--pieces", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    figures = measure(options.articles, options.pieces, options.jobs)
    for name, value in figures.items():
        print(f"{name:36}{value:>12,.3f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
