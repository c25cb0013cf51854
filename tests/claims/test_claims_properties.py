"""What holds of every text: exact spans, ids in order, no change by text that follows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.claims import ClaimFinder
from factcheck.mentions import find_mentions
from factcheck.records import Article, Claim, Span

_SENTENCES = (
    "Kenya's exports rose 3.8 percent to $4.5 billion in 2024.",
    "Imports fell.",
    "It was a record high.",
    "Oil accounted for 30 percent of the total.",
    "Exports exceeded imports for the first time.",
    "Prices rose for the third month running — 5%, 6% and “7 percent”, respectively.",
    "Japan is the world's third-largest economy.",
    "The minister spoke at length; nothing moved.",
    "Growth was 2 percentage points higher than in Uganda.",
    "Naïve observers — 12 of them — cheered 👏 in Zürich.",
    "中国出口增长。",
)
_PUBLISHED = date(2026, 2, 6)
_FINDER = ClaimFinder()
_texts = st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map(" ".join)
_noise = st.text(
    alphabet=st.sampled_from("abz exports rose fell record first % $ 0123456789.,;()“”’—\n😀é"),
    max_size=160,
)
_few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _claims(text: str) -> list[Claim]:
    article = Article(id="a", text=text, published=_PUBLISHED)
    return _FINDER.find(article, find_mentions(text, _PUBLISHED))


def _spans(claim: Claim) -> list[Span]:
    spans = [claim.anchor, claim.quote]
    return spans + ([claim.indicator.span] if claim.indicator.span else [])


@_few
@given(st.one_of(_texts, _noise, st.tuples(_noise, _texts, _noise).map("".join)))
def test_spans_are_exact_and_ids_count_up(text: str) -> None:
    claims = _claims(text)
    assert [c.id for c in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    starts = [c.anchor.start for c in claims]
    assert starts == sorted(starts)
    for claim in claims:
        for span in _spans(claim):
            assert text[span.start : span.end] == span.exact
        assert claim.quote.start <= claim.anchor.start
        assert claim.anchor.end <= claim.quote.end


@_few
@given(_texts)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert _claims(text) == _claims(text)


@_few
@given(_texts, st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3).map(" ".join))
def test_what_follows_moves_no_anchor(text: str, more: str) -> None:
    before = [(c.kind, c.anchor) for c in _claims(text)]
    after = [(c.kind, c.anchor) for c in _claims(f"{text}\n\n{more}") if c.anchor.end <= len(text)]
    assert after == before


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "%", "𝟛%", "3", "—", "\u202e3%"])
def test_scraps_claim_nothing_that_breaks(text: str) -> None:
    for claim in _claims(text):
        assert text[claim.anchor.start : claim.anchor.end] == claim.anchor.exact
