"""Holds the measured quality to floors that only go up.

    python benchmarks/gate.py [--eval ../shared/eval]

The floors stand in `floors.json` beside this file: a `min` or a `max` a figure. The project's own
corpora are always measured. The labelled development sets are third-party text and not kept here;
where their folder is at hand (`--eval`, or `FACTCHECK_EVAL`) they are scored with the scorers that
come with them, and where it is not, that is said.

Exit status 1 where a figure breaks its floor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
Figures = dict[str, float]


def run(*command: str | Path, allowed: tuple[int, ...] = (0,)) -> None:
    """Runs a command; one that fails ends the gate with its output."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], capture_output=True, text=True, check=False
    )
    if done.returncode not in allowed:
        raise SystemExit(f"{command[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}")


def measure_corpora(work: Path) -> Figures:
    """Our own articles: extraction F1, verdicts, planted errors, the promise."""
    run(HERE / "corpora.py", "--json", work / "corpora.json", allowed=(0, 1))
    n = json.loads((work / "corpora.json").read_text(encoding="utf-8"))
    found = n["hit"] + n.get("extra", 0)
    return {
        "corpora: extraction F1": 2 * n["hit"] / (n["gold"] + found),
        "corpora: verdicts right": n["right"] / n["judged"],
        "corpora: planted errors refuted": n["planted_refuted"] / n["planted"],
        "corpora: planted errors named": n["planted_named"] / n["planted"],
        "corpora: true claims refuted": n.get("true_refuted", 0),
    }


def measure_probe(work: Path) -> Figures:
    """Sentences drawn from the archive: no true one refuted, no planted error supported."""
    run(HERE / "probe.py", "--count", "1100", "--json", work / "probe.json", allowed=(0, 1))
    found = json.loads((work / "probe.json").read_text(encoding="utf-8"))
    found["generated"] = found["true sentences"] + found["false sentences"]
    return {f"probe: {name}": value for name, value in found.items()}


def measure_judging(work: Path, articles: Path) -> Figures:
    """CPU time of matching and judging over that of extraction, on articles of the day.

    Those of the corpora, of which the tables hold nearly every claim, where no others are at hand.
    """
    run(HERE / "judging.py", "--articles", articles, "--limit", "40", "--json", work / "time.json")
    found = json.loads((work / "time.json").read_text(encoding="utf-8"))
    name = "articles" if articles.is_file() else "corpora"
    return {f"judging: CPU time over that of extraction, {name}": found["ratio"]}


def batch(gold: Path, out: Path, *options: str | Path) -> Path:
    """Reports on a labelled set, from its texts, titles and dates alone."""
    rows = out.with_suffix(".jsonl")
    with gold.open(encoding="utf-8") as stream, rows.open("w", encoding="utf-8") as copy:
        for line in stream:
            row = json.loads(line)
            kept = {key: row.get(key) for key in ("id", "text", "title", "published")}
            copy.write(json.dumps(kept) + "\n")
    run("-m", "factcheck", "batch", rows, "-o", out, *options)
    return out / "reports"


def measure_claims(folder: Path, work: Path) -> Figures:
    """The labelled passages of claims: F1 and fields."""
    gold = folder / "claims" / "dev.jsonl"
    reports = batch(gold, work / "claims")
    run(folder / "claims" / "score.py", gold, reports, "--json", work / "claims.json")
    scored = json.loads((work / "claims.json").read_text(encoding="utf-8"))
    model = {r["id"]: r for r in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    figures = {
        "claims: F1": scored["overall"]["f1"],
        "claims: all fields right": scored["all_fields_right"],
        "claims: end to end F1": scored["end_to_end"]["f1"],
        "claims: false alarms in quiet text": scored["quiet"]["false_alarms"],
        "model article: faults": sum(e[0] == "g000" for e in scored["errors"]),
    }
    if "g000" not in model:
        del figures["model article: faults"]
    return figures | {f"claims: {k}": v["accuracy"] for k, v in scored["fields"].items()}


def measure_verdicts(folder: Path, work: Path) -> Figures:
    """The labelled verdicts over their own tables."""
    gold = folder / "verdicts" / "dev.jsonl"
    tables = ("--tables", folder / "verdicts" / "tables", "--no-default-tables")
    reports = batch(gold, work / "verdicts", *tables)
    scorer = folder / "verdicts" / "score_verdicts.py"
    run(scorer, gold, reports, "--json", work / "verdicts.json")
    rates = json.loads((work / "verdicts.json").read_text(encoding="utf-8"))["rates"]
    names = {
        "verdicts: right over all claims": "verdict accuracy over all gold claims",
        "verdicts: right when answered": "accuracy when answered",
        "verdicts: answered": "coverage: found claims with an answer (not not_enough_evidence)",
        "verdicts: planted error named": (
            "diagnosis names the planted error, of refuted called refuted"
        ),
    }
    figures = {ours: rates[theirs]["rate"] for ours, theirs in names.items()}
    false = "FALSE REFUTED: supported called refuted, of supported found"
    figures["verdicts: true claims refuted"] = rates[false]["k"]
    wrong = "false supported: refuted called supported, of refuted found"
    figures["verdicts: false claims supported"] = rates[wrong]["k"]
    return figures


def hold(figures: Figures, floors: dict[str, dict[str, float]]) -> int:
    """Prints each figure beside its floor; the number that break theirs."""
    broken = 0
    for name, value in figures.items():
        floor = floors.get(name, {})
        low, high = floor.get("min"), floor.get("max")
        bad = (low is not None and value < low) or (high is not None and value > high)
        broken += bad
        bound = f">= {low:g}" if low is not None else f"<= {high:g}" if high is not None else ""
        print(f"{'BROKEN' if bad else 'ok':6} {name:48}{value:9.3f}  {bound}")
    return broken


def main() -> int:
    """Measures what is at hand and holds it to the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("FACTCHECK_EVAL", str(ROOT.parent / "shared" / "eval"))
    parser.add_argument("--eval", type=Path, default=Path(default))
    folder = parser.parse_args().eval
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        figures = measure_corpora(work) | measure_probe(work)
        figures |= measure_judging(work, folder.parent / "bench" / "articles-2000.jsonl.xz")
        if folder.is_dir():
            figures |= measure_claims(folder, work) | measure_verdicts(folder, work)
        else:
            print(f"{folder} is absent: the labelled development sets were not scored")
    return 1 if hold(figures, floors) else 0


if __name__ == "__main__":
    sys.exit(main())
