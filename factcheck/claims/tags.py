"""Puts right what a tagger mistakes in the prose of statistics: nouns of flows read as verbs."""

from __future__ import annotations

from typing import Any

from factcheck.claims.syntax import is_measurable, subject_of
from factcheck.claims.vocabulary import movement_at, verb_nouns

__all__ = ["correct_tags"]

_OPENINGS = ("and", "but", "while", "whereas", ",", ";")
_BEHIND = ("to", "of", "from", "in", "into", "for", "with", "on")
_LEADS = ("by", "to", "at", "only", "about", "some", "nearly", "almost", "over", "around")


def correct_tags(doc: Any) -> Any:
    """The document, in which "rose 8% and imports 3%" has a noun where it was given a verb.

    A verb of the same form ("Oman exports gas and imports 90% of its grain") follows another verb
    in the present tense; a noun follows a word of movement, or a verb of another tense.

    Args:
        doc: a parsed sentence of the finder's own pipeline; its tags are changed in place.
    """
    for token in doc:
        if token.tag_ != "VBZ":
            continue
        if _is_gapped_noun(token):
            token.tag_, token.pos_ = "NNS", "NOUN"
        verb = _verb_of(token)
        if verb is not None:
            _make_subject(token, verb)
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


def _verb_of(token: Any) -> Any | None:
    """The real verb of "capital flows to poor countries reached", where "flows" was taken for it.

    Two finite verbs follow one subject with nothing that joins them: the first is a noun.
    """
    if token.tag_ != "VBZ" or not is_measurable(token) or not 0 < token.i < len(token.doc) - 1:
        return None
    before = token.nbor(-1)
    led = before.dep_ == "nsubj" and before.head.i == token.i
    if not led or before.tag_ not in ("NN", "NNP", "JJ") or token.nbor(1).lower_ not in _BEHIND:
        return None
    if any(c.dep_ == "cc" for c in token.children):
        return None
    near = [*token.children, token.head, *token.head.children]
    return next((v for v in near if _is_left_bare(v, token)), None)


def _is_left_bare(verb: Any, token: Any) -> bool:
    """Whether a finite verb behind a word has no subject of its own and joins on to nothing."""
    if verb.i <= token.i or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark") for c in verb.children)
    between = verb.doc[token.i + 1 : verb.i]
    parted = any((t.dep_ == "cc" and t.head.i == token.i) or t.text in (",", ";") for t in between)
    return not own and not parted


def _make_subject(token: Any, verb: Any) -> None:
    """Hangs a noun taken for a verb, and what stands before it, on the verb behind."""
    up, role = token.head, token.dep_
    root = up.i == token.i
    if root or up.i != verb.i:
        verb.head, verb.dep_ = (verb, "ROOT") if root else (up, role)
    for child in list(token.children):
        if child.i < token.i and child.dep_ == "nsubj":
            child.dep_ = "compound"
        elif child.i > verb.i:
            child.head = verb
    token.tag_, token.pos_, token.dep_ = "NNS", "NOUN", "nsubj"
    token.head = verb
