"""Cutting a text into sentences, and picking those that are worth a parse."""

from __future__ import annotations

import pytest

from factcheck.claims.sentences import candidate_sentences, split_sentences
from factcheck.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Exports rose. Imports fell.", ["Exports rose.", "Imports fell."]),
        ("It grew 3.8 percent. Prices fell.", ["It grew 3.8 percent.", "Prices fell."]),
        ("Mr. Diallo spoke. He left.", ["Mr. Diallo spoke.", "He left."]),
        ("Made in the U.S. The rest is not.", ["Made in the U.S.", "The rest is not."]),
        ("Made in the U.S. Treasury building.", ["Made in the U.S. Treasury building."]),
        ("It sold approx. 40 tonnes.", ["It sold approx. 40 tonnes."]),
        ("“It rose.” She left!", ["“It rose.”", "She left!"]),
        ("A heading\nA line. Another?", ["A heading", "A line.", "Another?"]),
        ("出口增长。 Imports fell.", ["出口增长。", "Imports fell."]),
        ("The end came.Then it grew.", ["The end came.", "Then it grew."]),
        ("No. 3 was ahead.", ["No. 3 was ahead."]),
        ("  Blanks around.  ", ["Blanks around."]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_a_text_is_cut_where_a_reader_would(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Exports rose 3 percent.",
        "Exports hit a record high.",
        "Exports fell.",
        "Exports exceeded imports.",
        "Output stayed below its old level.",
        "Exports bounced back.",
        "Kenya is the world's largest exporter of tea.",
    ],
)
def test_a_sentence_that_may_claim_something_is_parsed(text: str) -> None:
    assert candidate_sentences(text, find_mentions(text)) == [(0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "The minister spoke in Geneva.",
        "The audience rose.",
        "We must expand exports.",
        "Exports are of many kinds.",
        "The second speaker left.",
    ],
)
def test_a_sentence_that_claims_nothing_is_not_parsed(text: str) -> None:
    assert candidate_sentences(text, find_mentions(text)) == []


def test_the_sentence_that_a_pronoun_points_back_to_is_parsed_too() -> None:
    text = "Private firms met in Accra. Their exports rose 3 percent."
    found = [text[a:b] for a, b in candidate_sentences(text, find_mentions(text))]
    assert found == ["Private firms met in Accra.", "Their exports rose 3 percent."]
