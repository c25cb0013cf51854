"""Whether a verdict's confidence is how often it is right; writes the reliability plot.

    python benchmarks/calibration.py [--count 1100] [--seed 3] [--plot docs/images/reliability.svg]

Claims are those of the project's own corpora and of sentences drawn from the archive
(`probe.py`), true and with one planted error; of these only what was answered. A verdict is right
where it is the label of the gold (or one that the gold also allows); of a drawn sentence, support
where it is true and denial of what was changed where it is false, and nothing else. Printed: a row
a confidence that verdicts have, with the share that was right, which `confidence.csv` has to say.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import probe

import corpora
from factcheck.pipeline import Checker
from factcheck.records import Verdict
from factcheck.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
Seen = tuple[str, float, bool]
SIZE, EDGE = 360, 50


def of_corpora() -> Iterator[Seen]:
    """Label, confidence and whether it is right, of each claim of the corpora."""
    gold_module, checker = corpora.load_gold(), Checker(Settings())
    for file in gold_module.gold_files():
        for row in gold_module.read_rows(file):
            report = checker.check(gold_module.read_row_article(file, row))
            for gold, claim in corpora.pair_claims(row["claims"], report.claims):
                if gold is not None and claim is not None:
                    yield seen(claim.verdict, {gold["label"], *gold["also_ok"]})


def of_probe(count: int, seed: int) -> Iterator[Seen]:
    """The same of sentences drawn from the archive, of those that were answered.

    By the way they are drawn the tables hold an answer to each, as they do not for real prose.
    """
    for sentence, report in probe.measure(count, seed):
        if sentence.true:
            yield from (seen(c.verdict, {"supported"}) for c in report.claims if answers(c.verdict))
            continue
        slots = [x for x in sentence.changed.split(", ") if x and x not in ("up", "period")]
        spans = [probe.place_of(sentence, slot) for slot in slots]
        for claim in report.claims:
            touched = any(a < claim.anchor.end and claim.anchor.start < b for a, b in spans)
            if touched and answers(claim.verdict):
                yield seen(claim.verdict, {"refuted"})


def answers(verdict: Verdict) -> bool:
    """Whether a verdict answers at all."""
    return verdict.label != "not_enough_evidence"


def seen(verdict: Verdict, right: set[str]) -> Seen:
    """A verdict beside the labels that are right."""
    return verdict.label, verdict.confidence, verdict.label in right


def by_confidence(rows: list[Seen]) -> dict[tuple[str, float], tuple[int, int]]:
    """Right ones and all, by label and confidence."""
    found: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0])
    for label, confidence, right in rows:
        found[label, confidence][0] += right
        found[label, confidence][1] += 1
    return {key: (right, total) for key, (right, total) in sorted(found.items())}


def bins(rows: list[Seen]) -> list[tuple[float, float, int]]:
    """Mean confidence, share right and number, by tenths of confidence."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, confidence, right in rows:
        held[min(9, int(confidence * 10))].append((confidence, right))
    return [
        (sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found), len(found))
        for _, found in sorted(held.items())
    ]


def error_of(rows: list[Seen]) -> float:
    """Expected calibration error: mean distance of confidence and share right, by tenths."""
    return sum(abs(c - r) * n for c, r, n in bins(rows)) / max(1, len(rows))


def plot(rows: list[Seen]) -> str:
    """A reliability plot as SVG: a disc a tenth, its area the number of verdicts."""
    side = SIZE - 2 * EDGE

    def at(x: float, y: float) -> tuple[float, float]:
        return EDGE + x * side, SIZE - EDGE - y * side

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img" '
            'font-family="sans-serif" font-size="11">'
        ),
        "<title>Confidence of verdicts beside the share that was right</title>",
        f'<rect width="{SIZE}" height="{SIZE}" fill="#fff"/>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1):
        (x, low), (left, y) = at(tick, 0), at(0, tick)
        parts.append(f'<path d="M{x:.1f} {low:.1f}v-{side}" stroke="#ddd"/>')
        parts.append(f'<path d="M{left:.1f} {y:.1f}h{side}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{low + 16:.1f}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    (x0, y0), (x1, y1) = at(0, 0), at(1, 1)
    parts.append(f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#888" stroke-dasharray="4 4"/>')
    most = max((n for _, _, n in bins(rows)), default=1)
    for confidence, right, number in bins(rows):
        x, y = at(confidence, right)
        radius = 3 + 9 * (number / most) ** 0.5
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f5fa8" fill-opacity="0.7">'
            f"<title>{confidence:.2f} given, {right:.2f} right, {number} verdicts</title></circle>"
        )
    middle = SIZE / 2
    parts.append(f'<text x="{middle}" y="{SIZE - 10}" text-anchor="middle">confidence</text>')
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">'
        "share right</text></svg>"
    )
    return "\n".join(parts) + "\n"


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1100)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--plot", type=Path, default=ROOT / "docs" / "images" / "reliability.svg")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = [*of_corpora(), *of_probe(given.count, given.seed)]
    for (label, confidence), (right, total) in by_confidence(rows).items():
        print(f"{label:22}{confidence:6.2f}  right {right / total:6.3f}  ({right}/{total})")
    brier = sum((confidence - right) ** 2 for _, confidence, right in rows) / max(1, len(rows))
    print(
        f"verdicts {len(rows)}  expected calibration error {error_of(rows):.3f}  Brier {brier:.3f}"
    )
    given.plot.write_text(plot(rows), encoding="utf-8")
    if given.json:
        found = {"error": error_of(rows), "brier": brier, "verdicts": len(rows)}
        given.json.write_text(json.dumps(found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
