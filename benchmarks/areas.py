"""Measures which areas of labelled claims some mention of their passage or title carries.

    python benchmarks/areas.py dev.jsonl …

Files that are absent are skipped.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from factcheck.mentions.areas import find_areas


def main(paths: list[Path]) -> None:
    for path in paths:
        if not path.is_file():
            print(f"{path}: not there, skipped")
            continue
        right = total = size = 0
        spent = 0.0
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            begun = time.process_time()
            found = find_areas(row["text"]) + find_areas(row["title"] or "")
            spent += time.process_time() - begun
            size += len(row["text"])
            codes = {m.code for m in found}
            for claim in row["claims"]:
                for field in ("ref_area", "counterpart"):
                    if claim.get(field):
                        total += 1
                        right += claim[field] in codes
                        if claim[field] not in codes:
                            print(" ", row["id"], claim["exact"], field, claim[field], codes)
        print(f"{path}: {right} of {total} areas named, {size / spent / 1e6:.2f} MB/s")


if __name__ == "__main__":
    main([Path(p) for p in sys.argv[1:]])
