"""Check that the gold rows of every corpus fit the articles they describe.

    python scripts/check_corpora.py            report what does not fit; exit code 1 if anything
    python scripts/check_corpora.py --write    first work the anchors out again from `exact` and
                                               `occurrence`, after an article was edited

An anchor is `[start, end)` in code points of the article's text as `read_article` gives it.
`occurrence` is how many times the exact words stand in that text before the anchor, so that an
edit elsewhere in the article does not invalidate the row.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from factcheck.articles import read_article
from factcheck.records import Article, Basis, Comparator, Direction, Kind, Label, Modality

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
ERRORS = frozenset(
    {
        "digit_swap",
        "false_comparison",
        "false_first",
        "false_record",
        "percent_vs_points",
        "wrong_area",
        "wrong_counterpart",
        "wrong_currency",
        "wrong_direction",
        "wrong_indicator",
        "wrong_magnitude",
        "wrong_period",
        "wrong_rank",
        "wrong_share",
        "wrong_streak",
        "wrong_value",
    }
)
"""Names of the planted errors: what was done to a true claim."""

_CLOSED = {
    "kind": (Kind, False),
    "label": (Label, False),
    "modality": (Modality, False),
    "basis": (Basis, True),
    "comparator": (Comparator, True),
    "direction": (Direction, True),
}
_FIELDS = frozenset(
    {
        *("anchor", "exact", "occurrence", "kind", "indicator", "ref_area", "counterpart"),
        *("period", "base_period", "value", "unit", "comparator", "low", "high", "basis"),
        *("direction", "rank", "streak", "modality", "negated", "label", "also_ok", "error"),
        *("optional", "source", "note"),
    }
)


def gold_files(root: Path = CORPORA) -> list[Path]:
    """The gold file of each corpus, sorted by name."""
    return sorted(root.glob("*/gold.jsonl"))


def read_rows(gold: Path) -> list[dict[str, Any]]:
    """The rows of one gold file, one a version of an article."""
    lines = gold.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def read_row_article(gold: Path, row: dict[str, Any]) -> Article:
    """The article a row describes, with the row's title and date."""
    article = read_article(
        str(gold.parent / row["file"]),
        published=date.fromisoformat(row["published"]),
        title=row["title"],
    )
    return article.model_copy(update={"id": row["id"], "outlet": row["outlet"]})


def find_anchor(text: str, exact: str, occurrence: int) -> list[int]:
    """`[start, end]` of the given occurrence (0 is the first) of the exact words.

    Raises:
        ValueError: the words do not stand there so often.
    """
    start = -1
    for _ in range(occurrence + 1):
        start = text.find(exact, start + 1 if start < 0 else start + len(exact))
        if start < 0:
            raise ValueError(f"{exact!r} does not stand in the text {occurrence + 1} times")
    return [start, start + len(exact)]


def row_faults(row: dict[str, Any], article: Article) -> Iterator[str]:
    """What is wrong with one row, one plain line each."""
    text, claims = article.text, row["claims"]
    if row["split"] not in {"dev", "test"}:
        yield f"split {row['split']!r} is neither dev nor test"
    starts = [c["anchor"] for c in claims]
    if starts != sorted(starts):
        yield "claims are not in text order"
    for claim in claims:
        where = f"{claim['exact']!r} at {claim['anchor']}"
        yield from (f"{where}: {fault}" for fault in claim_faults(claim, text))
    planted = sum(c["error"] is not None for c in claims)
    if row["planted"] and not 3 <= planted <= 6:
        yield f"{planted} planted errors; 3 to 6 are wanted"
    if planted and not row["planted"]:
        yield "an error is planted in a version that is said to be true"


def claim_faults(claim: dict[str, Any], text: str) -> Iterator[str]:
    """What is wrong with one gold claim."""
    if odd := _FIELDS.symmetric_difference(claim):
        yield f"fields missing or unknown: {', '.join(sorted(odd))}"
    start, end = claim["anchor"]
    if text[start:end] != claim["exact"]:
        yield f"the text says {text[start:end]!r}"
    elif find_anchor(text, claim["exact"], claim["occurrence"]) != claim["anchor"]:
        yield "occurrence does not lead to the anchor"
    for field, (closed, may_miss) in _CLOSED.items():
        value = claim[field]
        if value not in get_args(closed) and not (may_miss and value is None):
            yield f"{field} {value!r} is not in the closed list"
    if (claim["label"] == "refuted") != (claim["error"] is not None):
        yield "refuted and planted must go together"
    if claim["error"] is not None and claim["error"] not in ERRORS:
        yield f"unknown error {claim['error']!r}"
    if claim["label"] in {"supported", "refuted"} and not claim["source"]:
        yield "no address for the fact"
    if claim["kind"] in {"level", "change", "share"} and None in (claim["value"], claim["unit"]):
        yield f"a {claim['kind']} needs value and unit"


def write_anchors(gold: Path) -> None:
    """Work the anchors of a gold file out again from `exact` and `occurrence`."""
    rows = read_rows(gold)
    for row in rows:
        text = read_row_article(gold, row).text
        for claim in row["claims"]:
            claim["anchor"] = find_anchor(text, claim["exact"], claim["occurrence"])
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    gold.write_text("".join(lines), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Check every corpus; 1 where anything does not fit."""
    parser = argparse.ArgumentParser(description="Check the gold rows of every corpus.")
    parser.add_argument("--write", action="store_true", help="work the anchors out again first")
    options = parser.parse_args(arguments)
    faults = claims = 0
    for gold in gold_files():
        if options.write:
            write_anchors(gold)
        for row in read_rows(gold):
            claims += len(row["claims"])
            for fault in row_faults(row, read_row_article(gold, row)):
                faults += 1
                print(f"{gold.parent.name}/{row['id']}: {fault}", file=sys.stderr)
    print(f"{claims} claims in {len(gold_files())} corpora, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
