"""Checks that every figure of labelled claims is found, with its value, unit and comparator.

    python benchmarks/claim_figures.py [FILE.jsonl ...] [--extra]

Without files it looks for the development sets beside the project and says so where there are
none. `--extra` lists what was found beyond the labelled figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from factcheck.mentions.quantities import find_quantities
from factcheck.records import QuantityMention

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "eval"
PREFIXES = {"W.h": 1, "kW.h": 1e3, "MW.h": 1e6, "GW.h": 1e9, "TW.h": 1e12}


def scaled(value: Any, unit: str | None) -> tuple[float | None, str | None]:
    """Value and unit with the prefixes of energy taken out."""
    if value is None:
        return None, unit
    factor = PREFIXES.get(unit or "")
    return (float(value) * factor, "W.h") if factor else (float(value), unit)


def faults(claim: dict[str, Any], mention: QuantityMention) -> list[str]:
    """What of the mention disagrees with the claim."""
    q = mention.quantity
    want, unit = scaled(claim["value"], claim["unit"])
    got, code = scaled(q.value, q.unit)
    same = want is got is None or (
        want is not None and got is not None and abs(abs(got) - want) <= 1e-5 * max(1.0, want)
    )
    found = [] if same else ["value"]
    found += [] if unit == code else ["unit"]
    return found + ([] if q.comparator == claim["comparator"] else ["comparator"])


def check(path: Path, *, extra: bool) -> None:
    right = total = 0
    for row in (json.loads(line) for line in path.open(encoding="utf-8")):
        mentions = find_quantities(row["text"])
        used: set[int] = set()
        for claim in row["claims"]:
            if claim["value"] is None and claim["low"] is None:
                continue
            start, end = claim["anchor"]
            near = [m for m in mentions if m.anchor.start < end and start < m.anchor.end]
            used |= {id(m) for m in near}
            if claim.get("optional") or claim["kind"] not in ("level", "change", "share"):
                continue
            total += 1
            wrong = min((faults(claim, m) for m in near), key=len, default=["missed"])
            right += not wrong
            if wrong:
                print(f"  {row['id']} {claim['exact']!r}: {', '.join(wrong)}")
        if extra:
            for m in mentions:
                if id(m) in used:
                    continue
                label = f"{m.anchor.exact!r} {m.quantity.unit} {m.form}"
                print(f"  {row['id']} beyond the labels: {label}")
    name = f"{path.parent.name}/{path.name}"
    print(f"{name}: {right} of {total} figures right ({right / total:.1%})")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--extra", action="store_true")
    options = parser.parse_args()
    files = options.files or [SHARED / name / "dev.jsonl" for name in ("claims", "verdicts")]
    present = [file for file in files if file.is_file()]
    if not present:
        print("no labelled claims found; nothing measured", file=sys.stderr)
    for file in present:
        check(file, extra=options.extra)
    return 0


if __name__ == "__main__":
    sys.exit(main())
