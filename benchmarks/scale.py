"""How cost grows: with the length of an article, the size of the archive, workers, and claims.

    python benchmarks/scale.py [length archive workers ray audit] [--json scale.json]

All figures but the audit's are CPU seconds of processes of their own, so that other work on the
machine does not count. The texts are made from the articles of `corpora/`, the tables and the
claims are made up.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from throughput import children_seconds  # noqa: E402 - beside this file, whatever the folder

from factcheck.articles import article_from_text  # noqa: E402
from factcheck.audit import audit_corpus  # noqa: E402
from factcheck.pipeline import Checker  # noqa: E402
from factcheck.reports import write_report  # noqa: E402
from factcheck.reports.tabular import claim_rows, write_claims  # noqa: E402
from factcheck.settings import Settings  # noqa: E402
from factcheck.threads import use_one_thread  # noqa: E402

Figures = dict[str, float]
CLAIMS = 10_000_000
RAY_ROWS = 1500


def corpus_text() -> str:
    """The project's own articles as one text."""
    files = sorted((ROOT / "corpora").rglob("*.txt"))
    return "\n\n".join(f.read_text(encoding="utf-8") for f in files)


def checked_seconds(checker: Checker, text: str) -> float:
    """CPU seconds from text to JSON, the best of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        write_report(checker.check(article_from_text(text)), "json")
        best = min(best, time.process_time() - start)
    return best


def measure_length(_folder: Path) -> Figures:
    """Seconds a hundred kilobytes, for texts from 10 KB to 1 MB."""
    text = corpus_text()
    while len(text) < 1_000_000:
        text += "\n\n" + text
    checker = Checker(Settings())
    checked_seconds(checker, text[:10_000])
    found = {}
    for size in (10_000, 100_000, 1_000_000):
        found[f"length {size // 1000} KB: s a 100 KB"] = (
            checked_seconds(checker, text[:size]) / size * 100_000
        )
    first, last = found["length 100 KB: s a 100 KB"], found["length 1000 KB: s a 100 KB"]
    return {**found, "length: 1 MB against 100 KB, a byte": last / first}


def measure_archive(folder: Path) -> Figures:
    """The same texts with the archive, and with a hundred times its series."""
    text = corpus_text()[:60_000]
    plain = Checker(Settings())
    count = len(plain.archive.series())
    write_tables(folder / "tables", 99 * count)
    large = Checker(Settings(tables=(folder / "tables",)))
    many = len(large.archive.series())
    checked_seconds(plain, text)
    checked_seconds(large, text)
    one, hundred = checked_seconds(plain, text), checked_seconds(large, text)
    return {"archive: series": count, "archive: series, enlarged": many,
            "archive: time, enlarged against plain": hundred / one}  # fmt: skip


def write_tables(folder: Path, series: int) -> None:
    """A package of so many series of made-up names, of one area and three years."""
    things = ("Tin", "Zinc", "Lead", "Nickel", "Cobalt", "Barley", "Cocoa", "Jute", "Hides", "Salt")
    package = folder / "own" / "stocks" / "2026-01-01"
    package.mkdir(parents=True)
    described = {
        "name": "stocks",
        "title": "Stocks",
        "version": "2026-01-01",
        "sources": [{"title": "Made for the benchmark", "path": "https://example.org/"}],
        "licenses": [{"name": "CC0-1.0"}],
    }
    (package / "datapackage.json").write_text(json.dumps(described))
    with (package / "series.csv").open("w") as stream:
        stream.write("series,indicator,unit_measure,unit_mult,freq\n")
        for n in range(series):
            stream.write(f"s{n},{things[n % 10]} stock of depot {n},t,0,A\n")
    with (package / "observations.csv").open("w") as stream:
        stream.write("series,ref_area,time_period,obs_value\n")
        for n in range(series):
            stream.writelines(f"s{n},CHN,{year},{n % 97}.5\n" for year in (2022, 2023, 2024))


def write_rows(folder: Path, count: int) -> Path:
    """Articles for a batch: the paragraphs of the corpora, each with a number of its own."""
    parts = [p for p in corpus_text().split("\n\n") if len(p) > 200]
    target = folder / "rows.jsonl"
    with target.open("w", encoding="utf-8") as stream:
        for n in range(count):
            body = " ".join(parts[(n + k) % len(parts)] for k in range(4))
            stream.write(json.dumps({"id": f"a{n}", "text": f"{body} ({n}.)"}) + "\n")
    return target


def run_engine(source: Path, out: Path, jobs: int, engine: str) -> tuple[float, float]:
    """CPU seconds and wall seconds of a batch, its workers' included."""
    command = [sys.executable, "-m", "factcheck", "batch", str(source), "-o", str(out)]
    cpu, wall = children_seconds(), time.perf_counter()
    subprocess.run(
        [*command, "--jobs", str(jobs), "--engine", engine], check=True, stderr=subprocess.DEVNULL
    )
    return children_seconds() - cpu, time.perf_counter() - wall


def measure_workers(folder: Path) -> Figures:
    """One worker and two; CPU a worker must not grow, and wall time must fall."""
    source = write_rows(folder, 600)
    run_engine(write_rows(folder, 20), folder / "warm", 1, "local")
    source = write_rows(folder, 600)
    cpu1, wall1 = run_engine(source, folder / "one", 1, "local")
    cpu2, wall2 = run_engine(source, folder / "two", 2, "local")
    same = (folder / "one" / "claims.parquet").read_bytes() == (
        folder / "two" / "claims.parquet"
    ).read_bytes()
    return {
        "workers: one, CPU s": cpu1,
        "workers: two, CPU s": cpu2,
        "workers: two against one, by the clock": wall1 / wall2,
        "workers: two against one, by CPU": 2 * cpu1 / cpu2,
        "workers: same bytes": float(same),
    }


RAY = """
import os, sys
from pathlib import Path
sys.path.insert(0, "benchmarks")
from memory import tree_of
from factcheck.batch import run_on_ray
from factcheck.settings import Settings

run_on_ray(sys.argv[1], sys.argv[2], Settings(), jobs=2)
ticks = 0
for pid in tree_of(os.getpid()):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        continue
    ticks += sum(int(x) for x in fields[11:15])
print(ticks / os.sysconf("SC_CLK_TCK"))
"""


def measure_ray(folder: Path) -> Figures:
    """CPU seconds of a batch on two local workers of Ray beside those of the pool."""
    if importlib.util.find_spec("ray") is None:
        print("ray is not installed: pip install 'factcheck-stats[ray]'")
        return {}
    source = write_rows(folder, RAY_ROWS)
    local, _ = run_engine(source, folder / "local", 2, "local")
    command = [sys.executable, "-c", RAY, str(source), str(folder / "ray")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    ray = float(done.stdout.split()[-1])
    same = (folder / "local" / "claims.parquet").read_bytes() == (
        folder / "ray" / "claims.parquet"
    ).read_bytes()
    return {
        "ray: pool, CPU s": local,
        "ray: CPU s": ray,
        "ray: CPU against the pool": ray / local,
        "ray: same bytes": float(same),
    }


def measure_audit(folder: Path) -> Figures:
    """Ten million claims, made by repeating those of the corpora under other names."""
    report = Checker(Settings()).check(article_from_text(corpus_text()[:60_000], id="x"))
    write_claims(folder / "small.parquet", claim_rows(report))
    count = len(report.claims)
    with duckdb.connect() as connection:
        connection.read_parquet(str(folder / "small.parquet")).create_view("small")
        connection.execute(
            f"""COPY (SELECT small.* REPLACE (
                  'a' || (i % 600000) AS article_id,
                  'outlet ' || (i % 900) AS outlet,
                  'author ' || (i % 5000) AS author,
                  date '2015-01-01' + CAST(i % 3650 AS INTEGER) AS published)
                FROM small, range({CLAIMS // count + 1}) t(i) LIMIT {CLAIMS})
                TO '{folder / "claims.parquet"}' (FORMAT parquet)"""  # noqa: S608 - own numbers
        )
    (folder / "run.json").write_text('{"status": "running"}')
    cpu, wall = time.process_time(), time.perf_counter()
    done = audit_corpus(folder)
    return {
        "audit: claims": done.claims,
        "audit: s by the clock": time.perf_counter() - wall,
        "audit: CPU s": time.process_time() - cpu,
    }


MEASURES: dict[str, Callable[[Path], Figures]] = {
    "length": measure_length,
    "archive": measure_archive,
    "workers": measure_workers,
    "ray": measure_ray,
    "audit": measure_audit,
}


def main() -> None:
    """Measures and prints."""
    use_one_thread()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="*", help=", ".join(MEASURES))
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    figures: Figures = {}
    os.chdir(ROOT)
    for name in options.what or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            found = MEASURES[name](Path(folder))
        figures |= found
        for label, value in found.items():
            print(f"{label:44}{value:>14,.3f}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
