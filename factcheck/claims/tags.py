"""Puts right what a tagger mistakes in the prose of statistics: nouns of flows read as verbs."""

from __future__ import annotations

from typing import Any

from factcheck.claims.syntax import is_measurable, subject_of
from factcheck.claims.vocabulary import movement_at, verb_nouns

__all__ = ["correct_tags"]

_OPENINGS = ("and", "but", "while", "whereas", ",", ";")
_LEADS = ("by", "to", "at", "only", "about", "some", "nearly", "almost", "over", "around")


def correct_tags(doc: Any) -> Any:
    """The document, in which "rose 8% and imports 3%" has a noun where it was given a verb.

    A verb of the same form ("Oman exports gas and imports 90% of its grain") follows another verb
    in the present tense; a noun follows a word of movement, or a verb of another tense.

    Args:
        doc: a parsed sentence of the finder's own pipeline; its tags are changed in place.
    """
    for token in doc:
        if _is_gapped_noun(token):
            token.tag_, token.pos_ = "NNS", "NOUN"
    return doc


def _is_gapped_noun(token: Any) -> bool:
    if token.tag_ != "VBZ" or not is_measurable(token) or not 0 < token.i < len(token.doc) - 1:
        return False
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        return False
    following = token.nbor(1)
    figure = following.like_num or following.tag_ in ("CD", "$") or following.lower_ in _LEADS
    return figure and token.nbor(-1).lower_ in _OPENINGS and _is_other_verb(token.head)


def _is_other_verb(head: Any) -> bool:
    """Whether a verb cannot stand beside "exports" as a second thing that its subject does."""
    if head.pos_ not in ("VERB", "AUX"):
        return False
    if head.tag_ != "VBZ" or head.pos_ == "AUX" or movement_at(head.lower_, head.tag_):
        return True
    subject = subject_of(head)
    return head.lower_ not in verb_nouns() and subject is not None and is_measurable(subject)
