"""Measures the archive beside pandas and DuckDB on the same values.

    python benchmarks/archive.py                10 million observations in a scratch folder
    python benchmarks/archive.py --rows 1e6     fewer
    python benchmarks/archive.py --keep DIR     keep the package and the cache there
    python benchmarks/archive.py --page FILE    also write the page of figures of the documentation

Each figure is taken in a process of its own; seconds are wall clock, the least of many repeats for
lookups, since whatever else runs can only add to them.
"""

# ruff: noqa: PLC0415 - each process imports what it measures
from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

AREAS, YEARS = 217, 100
KEY = "bench/cube#s7"


def write_package(folder: Path, rows: int) -> None:
    """A Parquet package of series × 217 areas × 100 years, values printed to one decimal."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = max(8, -(-rows // (AREAS * YEARS)))
    folder.mkdir(parents=True)
    described = {
        "name": "cube",
        "title": "Cube",
        "version": "2026-01-01",
        "sources": [{"title": "Made for the benchmark", "path": "https://example.org/"}],
        "licenses": [{"name": "CC0-1.0"}],
    }
    (folder / "datapackage.json").write_text(json.dumps(described))
    lines = [f"s{n},Indicator {n},USD,6,A" for n in range(count)]
    header = "series,indicator,unit_measure,unit_mult,freq"
    (folder / "series.csv").write_text("\n".join([header, *lines]) + "\n")
    random = np.random.default_rng(7)
    areas = pa.array([chr(65 + n // 26) + chr(65 + n % 26) + "A" for n in range(AREAS)])
    years = pa.array([str(1926 + n) for n in range(YEARS)])
    schema = None
    writer: pq.ParquetWriter | None = None
    for n in range(count):
        size = AREAS * YEARS
        values = np.char.mod("%.1f", random.normal(1000, 100, size))
        table = pa.table(
            {
                "series": pa.array([f"s{n}"] * size),
                "ref_area": areas.take(pa.array(np.repeat(np.arange(AREAS), YEARS))),
                "time_period": years.take(pa.array(np.tile(np.arange(YEARS), AREAS))),
                "obs_value": pa.array(values.tolist()),
            }
        )
        schema = schema or table.schema
        writer = writer or pq.ParquetWriter(folder / "observations.parquet", schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def least(run: Callable[[], object], times: int) -> float:
    """Least seconds of a call."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        spent.append(time.perf_counter() - begun)
    return min(spent)


def measure_archive(root: Path, cache: Path) -> dict[str, float]:
    """Opening, a point, a history, a rank; the cache is there already or is made."""
    from factcheck.series import open_archive
    from factcheck.series.derive import rank

    begun = time.perf_counter()
    archive = open_archive([root], cache=cache)
    opened = time.perf_counter() - begun
    found = {"open": opened}
    archive.observation(KEY, "AAA", "2000")
    found["point"] = least(lambda: archive.observation(KEY, "CCA", "2001"), 2000)
    found["history"] = least(lambda: archive.history(KEY, "DDA"), 200)
    found["rank"] = least(lambda: rank(archive.cross_section(KEY, "2002"), "EEA"), 200)
    return found


def measure_pandas(root: Path, _: Path) -> dict[str, float]:
    """Reading the same Parquet, then a point by index and a rank by filter."""
    import pandas as pd

    file = next(root.rglob("observations.parquet"))
    begun = time.perf_counter()
    frame = pd.read_parquet(file)
    found = {"open": time.perf_counter() - begun}
    frame["obs_value"] = frame["obs_value"].astype(float)
    indexed = frame[frame["series"] == "s7"].set_index(["ref_area", "time_period"])["obs_value"]
    found["point"] = least(lambda: indexed.loc[("CCA", "2001")], 200)
    found["rank"] = least(lambda: indexed.xs("2002", level="time_period").rank(), 20)
    return found


def measure_duckdb(root: Path, _: Path) -> dict[str, float]:
    """A point and a rank by SQL over the same Parquet."""
    import duckdb

    file = next(root.rglob("observations.parquet"))
    begun = time.perf_counter()
    base = duckdb.connect()
    base.execute(f"create view o as select * from read_parquet('{file}')")  # noqa: S608
    found = {"open": time.perf_counter() - begun}
    point = "select obs_value from o where series='s7' and ref_area='CCA' and time_period='2001'"
    section = (
        "select ref_area, rank() over (order by obs_value::double desc) from o "
        "where series='s7' and time_period='2002'"
    )
    found["point"] = least(lambda: base.execute(point).fetchall(), 20)
    found["rank"] = least(lambda: base.execute(section).fetchall(), 20)
    return found


MEASURES = {"archive": measure_archive, "pandas": measure_pandas, "duckdb": measure_duckdb}


def in_own_process(what: str, root: Path, cache: Path) -> dict[str, float]:
    """Runs one measure in a new interpreter, with its peak memory in MB."""
    command = [sys.executable, __file__, "--measure", what, "--keep", str(root)]
    done = subprocess.run(
        [*command, "--cache", str(cache)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


LIMITS = {
    "open / pandas read": (0.3, "time to open for lookups, over the time pandas takes to read"),
    "memory_mb": (500, "peak memory of the process that looks up, in MB"),
    "point": (0.001, "seconds of a point lookup"),
    "rank": (0.001, "seconds of a rank over 217 areas"),
}
"""What the archive promises, in the units measured."""

PAGE = """# Figures of the archive

Written by `python benchmarks/archive.py --page docs/archive-figures.md`; do not edit by hand.

{rows:,} observations ({series} series × {areas} areas × {years} years) in one Parquet file of
{megabytes:.0f} MB, on {machine}. Each column was measured in a process of its own; lookups are the
least of many repeats, peak memory is that of the process.

| | factcheck | pandas | DuckDB |
| --- | --- | --- | --- |
{table}

pandas reads the whole file before it can answer; DuckDB reads what it needs of it at each question;
factcheck maps an index that it built once ({build:.0f} s, {build_mb:.0f} MB) and finds again by the
content of the package.

| promise | limit | measured |
| --- | --- | --- |
{promises}
"""


def promised(results: dict[str, dict[str, float]]) -> dict[str, float]:
    """What was measured, by the names of the limits."""
    own = results["archive"]
    ratio = own["open"] / results["pandas"]["open"]
    return {"open / pandas read": ratio, **{k: own[k] for k in ("memory_mb", "point", "rank")}}


def page(results: dict[str, dict[str, float]], built: dict[str, float], root: Path) -> str:
    """The figures as a page of the documentation."""
    file = next(root.rglob("observations.parquet"))
    count = sum(1 for _ in next(root.rglob("series.csv")).open(encoding="utf-8")) - 1
    named = {
        "open": "open for lookups", "point": "point lookup",
        "history": "history of one area", "rank": f"rank over {AREAS} areas",
    }  # fmt: skip
    lines = []
    for key, words in named.items():
        cells = [shown(results[name].get(key)) for name in MEASURES]
        lines.append(f"| {words} | {' | '.join(cells)} |")
    memory = " | ".join(f"{results[name]['memory_mb']:.0f} MB" for name in MEASURES)
    lines.append(f"| peak memory | {memory} |")
    held = promised(results)
    promises = [f"| {words} | {limit:g} | {held[key]:.2g} |"
                for key, (limit, words) in LIMITS.items()]  # fmt: skip
    return PAGE.format(
        rows=count * AREAS * YEARS, series=count, areas=AREAS, years=YEARS,
        megabytes=file.stat().st_size / 1e6, table="\n".join(lines), build=built["open"],
        build_mb=built["memory_mb"], promises="\n".join(promises),
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
    )  # fmt: skip


def shown(seconds: float | None) -> str:
    """Seconds in the unit that a person reads."""
    if seconds is None:
        return "–"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=1e7)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--page", type=Path)
    parser.add_argument("--measure", choices=sorted(MEASURES))
    options = parser.parse_args()
    if options.measure:
        found = MEASURES[options.measure](options.keep, options.cache)
        found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as scratch:
        base = options.keep or Path(scratch)
        root, cache = base / "tables", base / "cache"
        if not root.is_dir():
            write_package(root / "bench/cube/2026-01-01", int(options.rows))
        built = in_own_process("archive", root, cache)
        print(f"first opening, which builds: {built['open']:.1f} s, {built['memory_mb']:.0f} MB")
        results = {name: in_own_process(name, root, cache) for name in MEASURES}
        if options.page:
            options.page.write_text(page(results, built, root), encoding="utf-8")
    for name, found in results.items():
        shown = ", ".join(
            f"{key} {value * 1e6:,.0f} µs" for key, value in found.items() if key != "memory_mb"
        )
        print(f"{name:8} {shown}, peak {found['memory_mb']:.0f} MB")
    for name, value in promised(results).items():
        verdict = "held" if value < LIMITS[name][0] else "NOT HELD"
        print(f"{name}: {value:.2g}, limit {LIMITS[name][0]:g}: {verdict}")


if __name__ == "__main__":
    main()
