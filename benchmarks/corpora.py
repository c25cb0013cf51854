"""Extraction and verdicts over the project's own corpora, with the gold in `corpora/*/gold.jsonl`.

    python benchmarks/corpora.py                 all corpora
    python benchmarks/corpora.py --split dev     one split
    python benchmarks/corpora.py --errors 30     and the first 30 things that went wrong

A found claim is paired with a gold claim when their anchors overlap: one to one, equal kinds
first, then the larger overlap. For extraction a pair counts when the kinds are equal; optional
gold claims count neither way. A verdict is right when it is the gold label or one of `also_ok`.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck.pipeline import Checker
from factcheck.records import CheckedClaim
from factcheck.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("value", "unit", "comparator", "period", "ref_area", "counterpart", "basis", "direction")

Gold = dict[str, Any]
Pairs = list[tuple[Gold | None, CheckedClaim | None]]


def load_gold() -> ModuleType:
    """`scripts/check_corpora.py`, which reads the gold files."""
    path = ROOT / "scripts" / "check_corpora.py"
    spec = importlib.util.spec_from_file_location("check_corpora", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pair_claims(gold: Sequence[Gold], found: Sequence[CheckedClaim]) -> Pairs:
    """Gold and found claims side by side; None stands for the missing half of a pair."""
    options = []
    for i, wanted in enumerate(gold):
        start, end = wanted["anchor"]
        for j, claim in enumerate(found):
            shared = min(end, claim.anchor.end) - max(start, claim.anchor.start)
            if shared > 0:
                union = max(end, claim.anchor.end) - min(start, claim.anchor.start)
                options.append((claim.kind == wanted["kind"], shared / union, -i, -j))
    taken_gold: dict[int, int] = {}
    taken_found: set[int] = set()
    for _, _, i, j in sorted(options, reverse=True):
        if -i not in taken_gold and -j not in taken_found:
            taken_gold[-i] = -j
            taken_found.add(-j)
    pairs: Pairs = [
        (wanted, found[taken_gold[i]] if i in taken_gold else None) for i, wanted in enumerate(gold)
    ]
    pairs += [(None, claim) for j, claim in enumerate(found) if j not in taken_found]
    return pairs


def field_of(claim: CheckedClaim, name: str) -> object:
    """A field of a found claim in the form the gold has it in."""
    if name in {"value", "unit", "comparator"}:
        value = getattr(claim.quantity, name, None)
        return float(value) if name == "value" and value is not None else value
    if name == "period":
        return claim.period.label if claim.period else None
    if name in {"ref_area", "counterpart"}:
        area = getattr(claim, name)
        return area.code if area else None
    return getattr(claim, name)


def count_pair(gold: Gold | None, claim: CheckedClaim | None, tally: Counter[str]) -> Iterator[str]:
    """Add one pair to the tally; yields what is wrong with it."""
    if gold is None:
        if claim is not None:
            tally["extra"] += 1
            tally["true_refuted"] += claim.verdict.label == "refuted"
            yield f"EXTRA {claim.kind} {claim.anchor.exact!r} [{claim.verdict.label}]"
        return
    what = f"{gold['kind']} {gold['exact']!r}"
    same = claim is not None and claim.kind == gold["kind"]
    if not gold["optional"]:
        tally["gold"] += 1
        tally["hit"] += same
        tally["extra"] += claim is not None and not same
        if not same:
            yield f"MISSED {what}" + (f" (found as {claim.kind})" if claim else "")
    if claim is None:
        return
    if same:
        yield from _count_fields(gold, claim, tally)
    yield from _count_verdict(gold, claim, tally)


def _count_fields(gold: Gold, claim: CheckedClaim, tally: Counter[str]) -> Iterator[str]:
    for name in FIELDS:
        wanted = float(gold[name]) if name == "value" and gold[name] is not None else gold[name]
        got = field_of(claim, name)
        tally[f"field {name}"] += got == wanted
        tally[f"seen {name}"] += 1
        if got != wanted:
            yield f"FIELD {name} of {gold['kind']} {gold['exact']!r}: {got!r}, not {wanted!r}"


def _count_verdict(gold: Gold, claim: CheckedClaim, tally: Counter[str]) -> Iterator[str]:
    verdict = claim.verdict
    right = verdict.label in {gold["label"], *gold["also_ok"]}
    tally["judged"] += 1
    tally["right"] += right
    tally["answered"] += verdict.label != "not_enough_evidence"
    if gold["error"]:
        named = any(d.kind == gold["error"] for d in verdict.diagnoses)
        tally["planted_found"] += 1
        tally["planted_refuted"] += verdict.label == "refuted"
        tally["planted_named"] += verdict.label == "refuted" and named
        if right and not named:
            kinds = ", ".join(d.kind for d in verdict.diagnoses) or "none"
            yield f"DIAGNOSIS {gold['exact']!r}: {kinds}, not {gold['error']}"
    elif verdict.label == "refuted":
        tally["true_refuted"] += 1
    if not right:
        yield (
            f"VERDICT {gold['kind']} {gold['exact']!r}: {verdict.label} ({verdict.reason}),"
            f" not {gold['label']}: {verdict.explanation}"
        )


def ratio(part: int, whole: int) -> str:
    """A share with the counts it comes from."""
    return f"{part / whole:.3f} ({part}/{whole})" if whole else "- (0/0)"


def print_tally(name: str, tally: Counter[str]) -> None:
    """The figures of one corpus."""
    precision_of = tally["hit"] + tally["extra"]
    f1_of = tally["gold"] + precision_of
    print(f"{name}")
    print(f"  extraction  precision {ratio(tally['hit'], precision_of)}", end="")
    print(f"  recall {ratio(tally['hit'], tally['gold'])}", end="")
    print(f"  F1 {2 * tally['hit'] / f1_of if f1_of else 0:.3f}")
    fields = [f"{f} {ratio(tally[f'field {f}'], tally[f'seen {f}'])}" for f in FIELDS]
    print("  fields      " + "  ".join(fields))
    print(f"  verdicts    right {ratio(tally['right'], tally['judged'])}", end="")
    print(f"  answered {ratio(tally['answered'], tally['judged'])}")
    print(f"  planted     refuted {ratio(tally['planted_refuted'], tally['planted'])}", end="")
    print(f"  named {ratio(tally['planted_named'], tally['planted'])}")
    print(f"  true claims called refuted: {tally['true_refuted']}")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a true claim was called refuted."""
    parser = argparse.ArgumentParser(description="Measure over the project's own corpora.")
    parser.add_argument("--split", choices=["dev", "test"])
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--json", type=Path, help="file for the counts over all corpora")
    options = parser.parse_args(arguments)
    gold_module, checker = load_gold(), Checker(Settings())
    total: Counter[str] = Counter()
    faults: list[str] = []
    for gold_file in gold_module.gold_files():
        tally: Counter[str] = Counter()
        for row in gold_module.read_rows(gold_file):
            if options.split in {None, row["split"]}:
                report = checker.check(gold_module.read_row_article(gold_file, row))
                tally["planted"] += sum(c["error"] is not None for c in row["claims"])
                for gold, claim in pair_claims(row["claims"], report.claims):
                    faults += [f"{row['id']}: {x}" for x in count_pair(gold, claim, tally)]
        print_tally(gold_file.parent.name, tally)
        total.update(tally)
    print_tally("all", total)
    for fault in faults[: options.errors]:
        print(fault)
    if options.json:
        options.json.write_text(json.dumps(dict(total), indent=2) + "\n", encoding="utf-8")
    return 1 if total["true_refuted"] else 0


if __name__ == "__main__":
    sys.exit(main())
