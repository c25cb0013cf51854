"""Kills a batch sixty times and holds each resumed result against that of a run left alone.

    python benchmarks/kills.py [--json kills.json]

Commit points of the driver (before and after a rename, a flush to the disk, the last clean-up),
commit points of a worker, and random moments of a whole process group, all by SIGKILL. The reports,
`claims.parquet` and `failures.jsonl` must have the same bytes. A checker that only reads numbers
stands in for the line, so that the disk is what is tested.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "batch"))

import kill_cases as kills


def measure(folder: Path) -> dict[str, float]:
    """Runs all cases in a folder; how many there were, how many died, and how many differ."""
    source = kills.write_source(folder)
    calls = kills.count_calls(source, folder / "whole")
    expected = kills.contents(folder / "whole")
    cases = kills.all_cases(calls)
    died = differ = 0
    for number, case in enumerate(cases):
        out = folder / f"out{number}"
        killed = kills.run_case(case, source, out)
        same = kills.contents(out) == expected
        died += killed
        differ += not same
        print(f"{case.name:32}{'killed' if killed else 'LIVED':8}{'same' if same else 'DIFFERS'}")
    return {"cases": len(cases), "killed": died, "different": differ}


def main() -> None:
    """Measures and prints; exit status 1 where a result differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    print(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if figures["different"] else 0)


if __name__ == "__main__":
    main()
