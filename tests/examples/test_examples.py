"""The example sentences: each file shows one idea, and each line must be read as it is marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from example_markup import Example, differences, parse_example, read_examples

from factcheck.claims import ClaimFinder
from factcheck.mentions import find_mentions
from factcheck.records import Article, Claim

_FOLDER = Path(__file__).parent
_GAPS = "known_gaps"
_READ = [e for p in sorted(_FOLDER.glob("*.txt")) if p.stem != _GAPS for e in read_examples(p)]
_NOT_YET = list(read_examples(_FOLDER / f"{_GAPS}.txt"))


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder()


def _claims(finder: ClaimFinder, example: Example) -> list[Claim]:
    article = Article(id="a", text=example.text, published=example.published)
    return finder.find(article, find_mentions(example.text, example.published))


@pytest.mark.parametrize("example", _READ, ids=lambda e: e.place)
def test_a_sentence_is_read_as_marked(finder: ClaimFinder, example: Example) -> None:
    assert differences(example, _claims(finder, example)) == []


@pytest.mark.parametrize("example", _NOT_YET, ids=lambda e: e.place)
@pytest.mark.xfail(strict=True, reason="known gap: move the line to its file once it is read")
def test_a_known_gap_is_still_open(finder: ClaimFinder, example: Example) -> None:
    assert differences(example, _claims(finder, example)) == []


def test_there_are_enough_examples_of_each_kind() -> None:
    kinds = [m.kind for e in _READ for m in e.claims]
    assert len(_READ) >= 150
    for kind in ("level", "change", "share", "rank", "record", "first_time", "streak",
                 "comparison", "trend"):  # fmt: skip
        assert kinds.count(kind) >= 5, kind
    assert sum(not e.claims for e in _READ) >= 20


def test_a_mark_gives_kind_anchor_and_fields() -> None:
    example = parse_example('It was [level value=5 indicator="real GDP"|5%] high.', None, "x")
    assert example.text == "It was 5% high."
    (marked,) = example.claims
    assert (marked.kind, marked.start, marked.exact) == ("level", 7, "5%")
    assert marked.fields == {"value": "5", "indicator": "real GDP"}


def test_a_mistaken_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="no such field"):
        parse_example("It was [level worth=5|5%].", None, "x")
    with pytest.raises(ValueError, match="cannot be read"):
        parse_example("It was [Level|5%].", None, "x")
