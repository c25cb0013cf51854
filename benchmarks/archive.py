"""Measures the archive beside pandas and DuckDB on the same values.

    python benchmarks/archive.py                10 million observations in a scratch folder
    python benchmarks/archive.py --rows 1e6     fewer
    python benchmarks/archive.py --keep DIR     keep the package and the cache there

Each figure is taken in a process of its own; seconds are wall clock, medians over repeats.
"""

# ruff: noqa: PLC0415 - each process imports what it measures
from __future__ import annotations

import argparse
import json
import resource
import statistics
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

    count = max(8, round(rows / AREAS / YEARS))
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


def median(run: Callable[[], object], times: int) -> float:
    """Median seconds of a call."""
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def measure_archive(root: Path, cache: Path) -> dict[str, float]:
    """Opening, a point, a history, a rank; the cache is there already or is made."""
    from factcheck.series import open_archive
    from factcheck.series.derive import rank

    begun = time.perf_counter()
    archive = open_archive([root], cache=cache)
    opened = time.perf_counter() - begun
    found = {"open": opened}
    archive.observation(KEY, "AAA", "2000")
    found["point"] = median(lambda: archive.observation(KEY, "CCA", "2001"), 2000)
    found["history"] = median(lambda: archive.history(KEY, "DDA"), 200)
    found["rank"] = median(lambda: rank(archive.cross_section(KEY, "2002"), "EEA"), 200)
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
    found["point"] = median(lambda: indexed.loc[("CCA", "2001")], 200)
    found["rank"] = median(lambda: indexed.xs("2002", level="time_period").rank(), 20)
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
    found["point"] = median(lambda: base.execute(point).fetchall(), 20)
    found["rank"] = median(lambda: base.execute(section).fetchall(), 20)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=float, default=1e7)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--cache", type=Path)
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
    for name, found in results.items():
        shown = ", ".join(
            f"{key} {value * 1e6:,.0f} µs" for key, value in found.items() if key != "memory_mb"
        )
        print(f"{name:8} {shown}, peak {found['memory_mb']:.0f} MB")
    ratio = results["archive"]["open"] / results["pandas"]["open"]
    print(f"open / pandas read: {ratio:.4f}")


if __name__ == "__main__":
    main()
