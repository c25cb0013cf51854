"""Measures period resolution.

    python benchmarks/periods.py --recognizers DatePeriodParser.json DateParser.json
    python benchmarks/periods.py --gold dev.jsonl

`--recognizers` takes spec files of Microsoft Recognizers-Text and counts intervals that are right
(their ends are exclusive); `--gold` takes passages with labelled claims and counts the claims
whose period some mention of the passage or title resolves to. Files that are absent are skipped.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import date, timedelta
from pathlib import Path

from factcheck.mentions.periods import find_periods
from factcheck.records.calendar import period_span


def interval(values: dict[str, str] | None) -> tuple[date, date] | None:
    """Inclusive first and last day of a resolution, None where it gives none."""
    if values and "date" in values:
        day = date.fromisoformat(values["date"])
        return day, day
    if not values or "startDate" not in values or "endDate" not in values:
        return None
    start, end = (date.fromisoformat(values[k]) for k in ("startDate", "endDate"))
    return start, max(start, end - timedelta(days=1))


def recognizers(path: Path, errors: int) -> None:
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    right = total = 0
    for case in cases:
        reference = case.get("Context", {}).get("ReferenceDateTime", "")[:10] or None
        found = find_periods(case["Input"], reference)
        spans = [(m.period.start, m.period.end) for m in found if m.period]
        for result in case["Results"]:
            value = result.get("Value") or {}
            wanted = [interval(value.get(k)) for k in ("PastResolution", "FutureResolution")]
            want = [w for w in wanted if w]
            if not want:
                continue
            total += 1
            near = [(s, e + timedelta(days=d)) for s, e in want for d in (0, 1)]
            if any(span in near for span in spans):
                right += 1
            elif errors:
                errors -= 1
                print(" ", reference, case["Input"], [f"{a}..{b}" for a, b in want], spans)
    print(f"{path.name}: {right} of {total} intervals right ({right / total:.0%})")


def gold(path: Path, errors: int) -> None:
    right = total = size = 0
    spent = 0.0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        begun = time.process_time()
        found = find_periods(row["text"], row["published"], row["title"])
        if row["title"]:
            found += find_periods(row["title"], row["published"])
        spent += time.process_time() - begun
        size += len(row["text"])
        spans = {(m.period.start, m.period.end) for m in found if m.period}
        for claim in row["claims"]:
            for field in ("period", "base_period"):
                label = claim.get(field)
                if not label or label.endswith("s"):
                    continue
                total += 1
                labels = [label, *(claim.get("period_alt") or [])]
                if any(period_span(x) in spans for x in labels):
                    right += 1
                elif errors:
                    errors -= 1
                    got = sorted({m.period.label for m in found if m.period})
                    print(" ", row["id"], claim["exact"], field, label, got)
    rate = size / spent / 1e6 if spent else 0
    print(
        f"{path.parent.name}/{path.name}: {right} of {total} periods found"
        f" ({right / total:.0%}), {rate:.2f} MB/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recognizers", nargs="*", type=Path, default=[])
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for paths, measure in ((options.recognizers, recognizers), (options.gold, gold)):
        for path in paths:
            if path.is_file():
                measure(path, options.errors)
            else:
                print(f"{path}: not there, skipped")


if __name__ == "__main__":
    main()
