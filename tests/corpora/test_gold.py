"""The gold of the corpora fits its articles, and a planted twin differs only where it says."""

from __future__ import annotations

import difflib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Row = tuple[Path, dict[str, Any]]


def test_gold_row_fits_its_article(check_corpora: ModuleType, gold_row: Row) -> None:
    gold, row = gold_row
    article = check_corpora.read_row_article(gold, row)
    assert list(check_corpora.row_faults(row, article)) == []


def test_article_says_its_own_date_and_title(check_corpora: ModuleType, gold_row: Row) -> None:
    gold, row = gold_row
    read = check_corpora.read_article(str(gold.parent / row["file"]))
    assert (read.title, str(read.published)) == (row["title"], row["published"])


def test_article_has_250_to_600_words(check_corpora: ModuleType, gold_row: Row) -> None:
    gold, row = gold_row
    assert 250 <= len(check_corpora.read_row_article(gold, row).text.split()) <= 600


def test_every_article_has_a_true_and_a_planted_version(check_corpora: ModuleType) -> None:
    for gold in check_corpora.gold_files():
        rows = check_corpora.read_rows(gold)
        true = {r["id"] for r in rows if not r["planted"]}
        assert true
        assert {r["id"].removesuffix("-planted") for r in rows if r["planted"]} == true
        splits = {(r["id"].removesuffix("-planted"), r["split"]) for r in rows}
        assert len(splits) == len(true), "twins must be in the same split"


def test_planted_version_differs_near_its_errors_only(
    check_corpora: ModuleType, gold_row: Row
) -> None:
    gold, row = gold_row
    if not row["planted"]:
        assert not any(c["error"] for c in row["claims"])
        return
    rows = {r["id"]: r for r in check_corpora.read_rows(gold)}
    true = rows[row["id"].removesuffix("-planted")]
    before = check_corpora.read_row_article(gold, true).text
    after = check_corpora.read_row_article(gold, row).text
    errors = [c["anchor"] for c in row["claims"] if c["error"]]
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag != "equal":
            near = min(max(s - end, start - e, 0) for s, e in errors)
            assert near <= 120, f"{after[start:end]!r} differs far from any planted error"


def test_true_figures_agree_between_the_versions(check_corpora: ModuleType, gold_row: Row) -> None:
    gold, row = gold_row
    rows = {r["id"]: r for r in check_corpora.read_rows(gold)}
    true = rows[row["id"].removesuffix("-planted")]
    # no period: a planted year moves the other claims of its sentence too
    kept = ("kind", "indicator", "ref_area", "counterpart", "value", "unit", "label")
    known = {tuple(str(c[k]) for k in kept) for c in true["claims"]}
    for claim in row["claims"]:
        if claim["error"] is None:
            assert tuple(str(claim[k]) for k in kept) in known


def test_all_kinds_of_planted_error_occur(check_corpora: ModuleType) -> None:
    planted = {
        claim["error"]
        for gold in check_corpora.gold_files()
        for row in check_corpora.read_rows(gold)
        for claim in row["claims"]
    }
    assert planted - {None} == check_corpora.ERRORS


@pytest.mark.parametrize(
    ("text", "exact", "occurrence", "anchor"),
    [
        ("3% and 3%", "3%", 0, [0, 2]),
        ("3% and 3%", "3%", 1, [7, 9]),
        ("aaaa", "aa", 1, [2, 4]),
    ],
)
def test_find_anchor(
    check_corpora: ModuleType, text: str, exact: str, occurrence: int, anchor: list[int]
) -> None:
    assert check_corpora.find_anchor(text, exact, occurrence) == anchor


def test_find_anchor_refuses_words_that_are_not_there(check_corpora: ModuleType) -> None:
    with pytest.raises(ValueError, match="does not stand"):
        check_corpora.find_anchor("3% and 3%", "3%", 2)


def test_a_moved_anchor_is_a_fault(check_corpora: ModuleType, gold_row: Row) -> None:
    gold, row = gold_row
    article = check_corpora.read_row_article(gold, row)
    claim = dict(row["claims"][0])
    claim["anchor"] = [claim["anchor"][0] + 1, claim["anchor"][1] + 1]
    assert list(check_corpora.claim_faults(claim, article.text)) != []
