"""The promise, on our own articles: no true claim is refuted, every planted error is, by name."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from factcheck.records import Report

Row = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def reports(check_corpora: ModuleType, bench: ModuleType) -> dict[str, Report]:
    """One report a version of an article, all from one checker."""
    checker = bench.Checker(bench.Settings())
    return {
        row["id"]: checker.check(check_corpora.read_row_article(gold, row))
        for gold in check_corpora.gold_files()
        for row in check_corpora.read_rows(gold)
    }


def test_no_true_claim_is_refuted(
    reports: dict[str, Report], bench: ModuleType, gold_row: Row
) -> None:
    _, row = gold_row
    wrong = [
        f"{claim.kind} {claim.anchor.exact!r}: {claim.verdict.explanation}"
        for gold, claim in bench.pair_claims(row["claims"], reports[row["id"]].claims)
        if claim is not None
        and claim.verdict.label == "refuted"
        and (gold is None or gold["error"] is None)
    ]
    assert wrong == []


def fault_of(gold: dict[str, Any], claim: Any) -> str:
    """What keeps a planted error from being refuted by its name; empty where nothing does."""
    if claim is None:
        return "not found"
    if claim.verdict.label != "refuted":
        return f"{claim.verdict.label} ({claim.verdict.reason})"
    kinds = [d.kind for d in claim.verdict.diagnoses]
    return "" if gold["error"] in kinds else f"diagnosed as {kinds}"


def test_planted_errors_are_refuted_by_name(
    reports: dict[str, Report], bench: ModuleType, gold_row: Row
) -> None:
    """All but those listed as gaps; a gap that is closed must leave the list."""
    _, row = gold_row
    wrong = {
        f"{row['id']}\t{gold['error']}\t{gold['exact']}": fault
        for gold, claim in bench.pair_claims(row["claims"], reports[row["id"]].claims)
        if gold is not None and gold["error"] is not None and (fault := fault_of(gold, claim))
    }
    gaps = {line for line in known_gaps() if line.startswith(f"{row['id']}\t")}
    assert {k: v for k, v in wrong.items() if k not in gaps} == {}
    assert gaps - set(wrong) == set(), "closed: take it out of known_gaps.tsv"


def known_gaps() -> list[str]:
    """Planted errors that are not yet refuted by name: article, error, words."""
    return Path(__file__).with_name("known_gaps.tsv").read_text(encoding="utf-8").splitlines()[1:]


def test_labels_of_the_model_article(
    reports: dict[str, Report], bench: ModuleType, check_corpora: ModuleType
) -> None:
    """The article that the README checks gets the verdict that the facts allow, claim by claim."""
    gold_file = check_corpora.CORPORA / "economic-daily" / "gold.jsonl"
    row = next(r for r in check_corpora.read_rows(gold_file) if not r["planted"])
    wrong = []
    for gold, claim in bench.pair_claims(row["claims"], reports[row["id"]].claims):
        if gold is None:
            wrong.append(f"not in the gold: {claim.kind} {claim.anchor.exact!r}")
        elif claim is None or claim.kind != gold["kind"]:
            wrong.append(f"not found: {gold['kind']} {gold['exact']!r}")
        elif claim.verdict.label not in {gold["label"], *gold["also_ok"]}:
            wrong.append(f"{gold['exact']!r}: {claim.verdict.label} ({claim.verdict.reason})")
    assert wrong == []
