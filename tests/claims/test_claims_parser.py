"""The quick way to parse gives what spaCy's own pipeline gives."""

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from factcheck.claims.model import load_parser
from factcheck.claims.parser import Parser
from factcheck.claims.sentences import MentionsByPlace
from factcheck.claims.wordclasses import WordClasses
from factcheck.mentions import find_mentions
from factcheck.settings import default_model

TEXTS = [
    "Exports rose 8.2 percent to 4.5 billion dollars in March, but imports of steel did not.",
    "There are 12 countries that do it; those who haven't will be asked whether they'd like to.",
    "It's what it is.",
    "\t Two  blanks,\n\nand a new line: prices fell, which is more than anyone had expected.",
    "Unemployment",
    "...",
    "They've got to have been let's say 3,000 of them, gonna be 4,000 by 2030 (up from 2,100).",
    "Output of coal, the largest source of power, had been falling for 14 years when it rose.",
    "据统计，出口增长8%。",
    "a " * 400,
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp():
    return load_parser(default_model())


def seen(doc):
    return [(t.text, t.tag_, t.pos_, t.dep_, t.head.i, t.is_sent_start) for t in doc]


def test_same_parse_as_the_pipeline(nlp):
    quick = Parser(nlp)
    assert quick.is_quick
    own = [seen(doc) for doc in quick.pipe(TEXTS, batch_size=4)]
    assert own == [seen(doc) for doc in nlp.pipe(TEXTS)]
    assert seen(quick(TEXTS[0])) == own[0]


def test_order_and_company_do_not_matter(nlp):
    quick = Parser(nlp)
    alone = [seen(quick(text)) for text in reversed(TEXTS)]
    assert alone[::-1] == [seen(doc) for doc in quick.pipe(TEXTS)]


def test_words_beyond_the_memory_are_read_anew(nlp, monkeypatch):
    monkeypatch.setattr("factcheck.claims.network.KEPT", 5)
    assert [seen(d) for d in Parser(nlp).pipe(TEXTS, batch_size=2)] == [
        seen(d) for d in nlp.pipe(TEXTS)
    ]


def test_a_vocabulary_that_outgrows_its_bound_is_begun_anew(nlp, monkeypatch):
    loads = []

    def reload():
        loads.append(1)
        return load_parser(default_model())

    quick = Parser(load_parser(default_model()), reload)
    first = [seen(doc) for doc in quick.pipe(TEXTS)]
    monkeypatch.setattr("factcheck.claims.parser.MOST_WORDS", 10)
    assert [seen(doc) for doc in quick.pipe(TEXTS)] == first
    assert loads == [1]


def test_no_text_and_empty_text(nlp):
    quick = Parser(nlp)
    assert list(quick.pipe([])) == []
    assert [len(doc) for doc in quick.pipe(["", "Prices rose."])] == [0, 3]


def test_another_pipeline_is_run_by_spacy():

    blank = spacy.blank("en")
    parser = Parser(blank)
    assert not parser.is_quick
    assert [t.text for t in parser("Prices rose.")] == ["Prices", "rose", "."]


RULES = [
    {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}, "index": 0},
    {"patterns": [[{"DEP": "expl"}, {"LOWER": {"IN": ["is"]}}]], "attrs": {"POS": "VERB"},
     "index": 1},
    {"patterns": [[{"TAG": {"NOT_IN": ["NN", ""]}, "DEP": "aux"}]], "attrs": {"POS": "AUX"},
     "index": 0},
    {"patterns": [[{"LOWER": {"REGEX": "^x"}}]], "attrs": {"LEMMA": "x"}, "index": 0},
]  # fmt: skip


def test_rules_apply_in_order_as_the_ruler_applies_them(nlp):

    def doc(deps):
        words = ["There", "Is", "trade", "x"]
        tags, heads = ["EX", "VBZ", "NN", "NN"], [1, 1, 1, 1]
        return Doc(nlp.vocab, words, tags=tags, deps=deps, heads=heads)

    ruler = AttributeRuler(nlp.vocab)
    ruler.add_patterns(RULES)
    own = WordClasses(RULES, nlp.vocab.strings)
    for deps in (["expl", "ROOT", "attr", "aux"], ["expl", "aux", "attr", "dep"]):
        left, right = doc(deps), ruler(doc(deps))
        own.set_on(left)
        assert [t.pos_ for t in left] == [t.pos_ for t in right]


def test_a_rule_of_another_sort_is_refused(nlp):
    rule = {"patterns": [[{"SHAPE": "ddd"}]], "attrs": {"POS": "NUM"}, "index": 0}
    with pytest.raises(ValueError, match="SHAPE"):
        WordClasses([rule], nlp.vocab.strings)


def test_the_lean_load_reads_as_the_whole_model(nlp):
    whole = spacy.load(default_model(), exclude=["ner", "lemmatizer", "senter"])
    texts = [*TEXTS, "U.S. GDP (real) don't 3.5%-4% e.g. $1.2bn; Jan. 5th, o'clock I'm www.a.org"]
    for lean, full in zip(map(nlp, texts), map(whole, texts), strict=True):
        assert seen(lean) == seen(full)
        assert [(t.norm_, t.shape_, t.like_num) for t in lean] == [
            (t.norm_, t.shape_, t.like_num) for t in full
        ]


def test_mentions_are_picked_by_place():
    text = (
        "Exports rose 4 percent in 2024. Imports fell 3 percent in May 2024, the most since 2010."
    )
    mentions = find_mentions(text)
    placed = MentionsByPlace(mentions)
    for start in range(0, len(text), 7):
        for end in range(start, len(text) + 1, 9):
            near = placed.touching(start, end)
            for name in ("quantities", "periods", "areas", "triggers"):
                expected = [
                    m
                    for m in getattr(mentions, name)
                    if m.anchor.start < end and m.anchor.end > start
                ]
                assert list(getattr(near, name)) == expected
