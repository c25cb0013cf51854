"""Real fact-checked claims over several hundred series: how many are answered, and how well.

    python benchmarks/tsver.py DEV.jsonl SERIES_DIR [--list] [--json OUT]

DEV.jsonl holds a claim a line with its date and the verdict that people reached; SERIES_DIR the
series they looked at (`csv/*.csv`, a column an area, and `metadata.json` with title, description
and unit). Both are third-party material and not kept here. Each claim is checked as `factcheck
claim --date` checks it, over these series alone; `--list` prints each claim's number beside what
came of it, and the table of what stays unanswered and why.
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import re
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from factcheck.articles import article_from_text
from factcheck.pipeline import Checker
from factcheck.records import Report
from factcheck.settings import Settings
from factcheck.verdicts import together

LABELS = {
    "Supported": "supported",
    "Refuted": "refuted",
    "Cherry-Picking/Conflicting Evidence": "conflicting",
    "Not Enough Evidence": "not_enough_evidence",
}
UNITS = (
    (r"%|percent|annual %", "percent", 0),
    (r"terawatt-hours", "TW.h", 0),
    (r"kilowatt-hours", "kW.h", 0),
    (r"billion tonnes", "t", 9),
    (r"million tonnes", "t", 6),
    (r"tonnes per hectare", "t/har", 0),
    (r"tonnes|metric tons", "t", 0),
    (r"hectares", "har", 0),
    (r"per 1,000 people|births per 1,000", "count/1000", 0),
    (r"per 100,000", "count/100000", 0),
    (r"per 100 people", "count/100", 0),
    (r"constant .*us\$|usd|international.?\$", "USD", 0),
    (r"gigawatts", "GW", 0),
    (r"mm", "mm", 0),
    (r"years", "a", 0),
    (r"index|score|ratio", "index_point", 0),
)
SERIES = ("series", "indicator", "description", "unit_measure", "unit_mult", "freq", "price_basis")
CELLS = ("series", "ref_area", "time_period", "obs_value")
AREAS = {"OWID_WRL": "WLD", "OWID_KOS": "XKX", "OWID_EU27": "EUU"}


def unit_of(words: str) -> tuple[str, int]:
    """Code and power of ten for the words of a unit; things counted where none fits."""
    plain = words.lower().strip()
    return next(((c, m) for pattern, c, m in UNITS if re.match(pattern, plain)), ("count", 0))


def build(folder: Path, out: Path) -> Path:
    """The series as one data package."""
    target = out / "measured" / "series" / "2025-12-31"
    target.mkdir(parents=True)
    rows = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    with (
        (target / "series.csv").open("w", encoding="utf-8", newline="") as listed,
        (target / "observations.csv").open("w", encoding="utf-8", newline="") as cells,
    ):
        series, observations = csv.writer(listed), csv.writer(cells)
        series.writerow(SERIES)
        observations.writerow(CELLS)
        for at, row in enumerate(rows):
            if _cells(folder / "csv" / row["filename"], f"s{at}", observations):
                unit, mult = unit_of(row["unit"])
                basis = "constant" if "adjusted for inflation" in row["description"] else ""
                text = f"{row['description']} {row['unit']}"
                series.writerow((f"s{at}", row["title"], text, unit, mult, "A", basis))
    manifest = {
        "profile": "tabular-data-package",
        "name": "measured-series",
        "title": "Series that fact-checkers looked at",
        "version": "2025-12-31",
        "retrieved": "2025-12-31",
        "sources": [{"title": "as given", "path": "https://example.org/"}],
        "licenses": [{"name": "CC-BY-4.0"}],
        "resources": [
            {"name": "series", "path": "series.csv"},
            {"name": "observations", "path": "observations.csv"},
        ],
    }
    (target / "datapackage.json").write_text(json.dumps(manifest), encoding="utf-8")
    return out


def _cells(path: Path, name: str, out: Any) -> bool:
    """Writes the annual values of a file; False where it has none."""
    annual = False
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            label = row.pop("Date")
            if not re.fullmatch(r"1[0-9]{3}|20\d\d", label):
                continue
            for area, value in row.items():
                if value:
                    code = AREAS.get(area, area)
                    if re.fullmatch("[A-Z]{3}", code):
                        out.writerow((name, code, label, f"{float(value):.12g}"))
                        annual = True
    return annual


def day_of(text: str) -> date:
    """A date as the set writes it."""
    return datetime.strptime(text, "%B %d, %Y").date()  # noqa: DTZ007 - a day, no time


def why(report: Report) -> str:
    """One line: what was found and what kept each claim from an answer."""
    if not report.claims:
        return "no claim found"
    return "; ".join(f"{c.kind}: {c.verdict.reason}" for c in report.claims)


def measure(gold: Path, folder: Path) -> list[dict[str, Any]]:
    """A row a claim: wanted and given label, and why."""
    with tempfile.TemporaryDirectory() as name:
        root = build(folder, Path(name))
        checker = Checker(Settings(tables=(root,), use_default_tables=False))
        rows = []
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            article = article_from_text(row["Claim"], id=row["id"], published=day_of(row["Date"]))
            report = checker.check(article)
            given = together([c.verdict for c in report.claims])
            wanted = LABELS[row["Verdict"]]
            rows.append({"id": row["id"], "wanted": wanted, "given": given, "why": why(report)})
    return rows


def figures(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Accuracy, accuracy when answered, coverage, true claims refuted."""
    answered = [r for r in rows if r["given"] != "not_enough_evidence"]
    true = [r for r in rows if r["wanted"] == "supported"]
    return {
        "accuracy": sum(r["wanted"] == r["given"] for r in rows) / len(rows),
        "accuracy when answered": sum(r["wanted"] == r["given"] for r in answered)
        / max(1, len(answered)),
        "coverage": len(answered) / len(rows),
        "supported called refuted": sum(r["given"] == "refuted" for r in true) / max(1, len(true)),
    }


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("series", type=Path)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.gold, given.series)
    found = figures(rows)
    for name, value in found.items():
        print(f"{name:30}{value:7.3f}")
    if given.list:
        for row in rows:
            mark = "ok" if row["wanted"] == row["given"] else "--"
            print(f"{mark} {row['id']:16}{row['wanted']:20}{row['given']:20}{row['why']}")
        open_ones = [r for r in rows if r["given"] == "not_enough_evidence"]
        print("\nwhat stays unanswered, by the first reason:")
        reasons = collections.Counter(r["why"].partition(";")[0] for r in open_ones)
        for reason, count in reasons.most_common():
            print(f"{count:4}  {reason}")
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
