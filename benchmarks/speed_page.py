"""Writes the page of speed figures of the documentation, from runs of the other benchmarks.

    python benchmarks/speed_page.py                    runs all of them (half an hour), then writes
    python benchmarks/speed_page.py --figures DIR      takes the JSON files that are there already

The benchmarks are `throughput`, `memory`, `kills` and `scale`; each leaves `NAME.json` in the
folder, and one that failed or was not run leaves its lines out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "speed.md"
NAMES = ("throughput", "memory", "kills", "scale")
HEAD = """# Speed and size

Written by `python benchmarks/speed_page.py` on {machine}. Peers ran in the same
run on the same articles, pinned to the same core with one thread. CPU seconds are counted where the
text does not say otherwise, so that other work on the machine weighs on all alike.

| what | measured | wanted |
| --- | --- | --- |
"""
PLAN = """
## A plan for more

From the rate above: {rate:,.0f} words a second and core, articles of 850 words, {kb:.0f} KB of
output an article in Parquet, as the Ray engine writes reports and claims (a mean over the dense
articles of `corpora/`; the JSON files of the local pool take some 700 KB for one of those). Prices
are assumptions to be replaced: 0.04 a core hour, 0.023 a GB and month.

| | 10 million articles | 1 billion articles |
| --- | --- | --- |
| core hours | {h7:,.0f} | {h9:,.0f} |
| on 64 cores | {d7} | {d9_64} |
| on 2,000 cores | {d7_2000} | {d9} |
| output | {g7:,.0f} GB | {g9:,.0f} GB |
| computing | {c7:,.0f} | {c9:,.0f} |
| storage, a month | {s7:,.0f} | {s9:,.0f} |

Up to one machine's worth, `--jobs`; up to a rack, `--shard I/N` with no engine at all; beyond,
`--engine ray` with rows and parts on an object store. A driver of Ray streams about 5 KB an
article: a billion articles go in parts of some 50 million, one driver each, and `factcheck audit`
reads their tables of claims together.

Not measured beside these: CQE 2.0.3 is on PyPI, but it pins protobuf 3.20.1, inflect 5.4 and
typing_extensions 4.4, needs torch, and downloads its model, so it does not run beside spaCy 3.8.
The cluster is tested on local workers only.
"""
ROWS = (
    ("throughput", "line words/s", "words a second and core, the whole line", "{:,.0f}", ""),
    ("throughput", "spaCy words/s", "words a second, spaCy's full pipeline", "{:,.0f}", ""),
    ("throughput", "ratio", "the line against spaCy's full pipeline", "{:.1f} ×", "7 ×"),
    ("throughput", "times quantulum3", "the line against quantulum3", "{:.1f} ×", "7 ×"),
    ("throughput", "warm article ratio (p95)", "a warm 900-word article, p95, of spaCy's time",
     "{:.2f}", "0.25"),
    ("throughput", "cold ratio", "cold `factcheck check`, of importing spaCy and loading its model",
     "{:.2f}", "1.2"),
    ("throughput", "line peak MB", "peak memory of one process, MB", "{:,.0f}", ""),
    ("memory", "peak MB", "peak memory of two workers and their driver, MB", "{:,.0f}", "700"),
    ("memory", "largest change since the words of 500 articles",
     "largest change of memory from the words of article 500 on", "{:.0%}", "10%"),
    ("kills", "cases", "kills, of which", "{:.0f}", "60"),
    ("kills", "different", "ended with other bytes when resumed", "{:.0f}", "0"),
    ("scale", "length: 1 MB against 100 KB, a byte", "cost a byte, 1 MB against 100 KB", "{:.2f}",
     "1"),
    ("scale", "archive: time, enlarged against plain", "an archive of a hundred times the series",
     "{:.2f} × the time", "1.2"),
    ("scale", "workers: two against one, by CPU", "two workers against one, by CPU", "{:.2f}",
     "1.9"),
    ("scale", "workers: two against one, by the clock", "two workers against one, by the clock",
     "{:.2f}", "1.9"),
    ("scale", "ray: CPU against the pool", "CPU of Ray against the local pool", "{:.2f} ×", "1.4"),
    ("scale", "audit: CPU s", "audit of 10 million claims, CPU s", "{:.1f}", "seconds"),
)  # fmt: skip
KB = 18.6
"""Reports and claims as Parquet, a mean over the articles of corpora/, whose claims are dense."""


def run_all(folder: Path) -> None:
    """Runs the benchmarks one after the other; a failed one is told and left out."""
    for name in NAMES:
        command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py")]
        done = subprocess.run([*command, "--json", str(folder / f"{name}.json")], check=False)
        if done.returncode:
            print(f"{name} failed with exit status {done.returncode}")


def table(figures: dict[str, dict[str, float]]) -> str:
    """The rows whose figure was measured."""
    lines = []
    for source, key, words, shape, wanted in ROWS:
        value = figures.get(source, {}).get(key)
        if value is not None:
            lines.append(f"| {words} | {shape.format(value)} | {wanted} |\n")
    return "".join(lines)


def lasting(hours: float) -> str:
    """Hours in words."""
    return f"{hours:,.1f} hours" if hours < 48 else f"{hours / 24:,.0f} days"


def plan(rate: float) -> str:
    """The paper plan for a rate in words a second and core."""
    h7 = 1e7 * 850 / rate / 3600
    h9 = 100 * h7
    g7 = 1e7 * KB / 1e6
    return PLAN.format(
        rate=rate, kb=KB, h7=h7, h9=h9, g7=g7, g9=100 * g7,
        d7=lasting(h7 / 64), d9_64=lasting(h9 / 64), d7_2000=lasting(h7 / 2000),
        d9=lasting(h9 / 2000), c7=0.04 * h7, c9=0.04 * h9, s7=0.023 * g7, s9=2.3 * g7,
    )  # fmt: skip


def main() -> None:
    """Measures where asked to, and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--figures", type=Path, help="folder of figures measured before")
    options = parser.parse_args()
    folder = options.figures or ROOT / ".speed"
    folder.mkdir(exist_ok=True)
    if options.figures is None:
        run_all(folder)
    figures = {
        name: json.loads((folder / f"{name}.json").read_text())
        for name in NAMES
        if (folder / f"{name}.json").is_file()
    }
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    rate = figures.get("throughput", {}).get("line words/s")
    if rate is None:
        sys.exit("without the rate of throughput.py there is no page")
    PAGE.write_text(HEAD.format(machine=machine) + table(figures) + plan(rate), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
