"""Names of indicators after nouns and after the subjects of verbs, completed from context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from factcheck.claims.context import Topic, complete_flow, is_bare_flow
from factcheck.claims.phrases import Phrase, noun_phrase
from factcheck.claims.syntax import (
    Sentence,
    governor,
    is_measurable,
    is_pronoun,
    subject_of,
)
from factcheck.claims.vocabulary import (
    class_pattern,
    indicator_forms,
    movement_at,
    verb_nouns,
    words_in,
    words_of,
)
from factcheck.records import Indicator, Span

__all__ = ["NounNamer", "named", "topic_name"]

_OBJECT_PREPS = ("of", "in", "for", "on", "from")
_EARNED_PREPS = ("from", "on", "through", "for", "to")
_SLOT = "{object}"
_REVENUE = "revenue"
_LINKS = frozenset(("of", "the", "year", "on"))
_LEADING = re.compile(r"^(?:the|a|an|its|their|his|our)\s+")


def named(text: str) -> str:
    """The indicator's name for words of the text ("the economy" → "GDP")."""
    low = _LEADING.sub("", text.strip().lower())
    return indicator_forms().get(low, text)


@cache
def _generic() -> re.Pattern[str]:
    fields = class_pattern("generic_field")
    return re.compile(rf"\b(?:in|of|for) (?:(?:this|the|that) )?{fields}\b")


@cache
def _per_head_before() -> re.Pattern[str]:
    return re.compile(rf"\bper {class_pattern('person')} $")


class NounNamer:
    """Names what nouns and subjects within one sentence stand for.

    Args:
        sentence: the parsed sentence.
        drop: spans that are no part of an indicator (reference areas, periods, figures).
    """

    def __init__(self, sentence: Sentence, drop: Sequence[Span]) -> None:
        self.sentence, self.drop = sentence, drop

    def without(self, span: Span) -> NounNamer:
        """The same with one more span to leave out."""
        return NounNamer(self.sentence, [*self.drop, span])

    def phrase(self, token: Any) -> Phrase | None:
        """The noun phrase of a token, where it can name an indicator."""
        if token is None or is_pronoun(token):
            return None
        return noun_phrase(self.sentence, token, self.drop)

    def is_area(self, token: Any) -> bool:
        """Whether a token is a pronoun or part of a span that names no indicator."""
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        return is_pronoun(token) or any(s.start < end and start < s.end for s in self.drop)

    def object_of_noun(self, token: Any, anchor: Span) -> Phrase | None:
        """What a noun's own "of", "in", … names: "slump in exports".

        Args:
            token: the noun.
            anchor: the figure or trigger, which is no object.
        """
        for prep in token.children:
            if prep.dep_ != "prep" or prep.lower_ not in _OBJECT_PREPS:
                continue
            for obj in prep.children:
                inside = anchor.start <= self.sentence.at(obj) < anchor.end
                if obj.dep_ == "pobj" and not inside and obj.pos_ in ("NOUN", "PROPN"):
                    phrase = self.phrase(obj)
                    if phrase is not None and not obj.like_num and not self.is_area(obj):
                        return phrase
        return None

    # ------------------------------------------------------------------ completion
    def finish(self, phrase: Phrase | str, topic: Topic) -> Indicator:
        """The phrase as an indicator, completed where it is a bare flow or says too little."""
        text = phrase if isinstance(phrase, str) else phrase.text
        span = None if isinstance(phrase, str) else phrase.span
        known = topic.indicator.text if topic.indicator else ""
        words = words_in(text)
        if topic.share and set(words) <= words_of("share_head") and words:
            return Indicator(text=topic.share)
        weak = all(w in words_of("weak") for w in words)
        if topic.share and not known and words and weak:
            return Indicator(text=topic.share)
        if known and (weak or all(w in words_of("weak") | _LINKS for w in words)):
            rated = set(words) & words_of("pace_noun")
            rate = rated and not any(w in known.lower() for w in words_of("rate_noun"))
            rate = rate and text.lower() not in known.lower()
            return Indicator(text=f"{text} of {known}" if rate else known)
        if not isinstance(phrase, str) and is_bare_flow(text):
            text = self._of_possessor(phrase, topic) or self._flow_of_subject(phrase) or text
        elif not isinstance(phrase, str):
            text = self._of_holder(phrase) or text
        text = complete_flow(text, topic.flow)
        if span is not None and _per_head_before().search(
            self.sentence.between(span.start - 14, span.start)
        ):
            text = f"{text} per capita"
        if topic.example:
            text = _generic().sub(f"of {topic.example}", text)
        return Indicator(text=named(text), span=span)

    def _flow_of_subject(self, phrase: Phrase) -> str | None:
        """Reads "private firms …, with exports rising" as exports of the main subject."""
        token = phrase.head
        clause = governor(token.head) if token.dep_ in ("nsubj", "conj") else None
        outer = clause if clause is not None and clause.dep_ == "pcomp" else None
        with_ = token.head if token.dep_ == "pobj" and token.head.lower_ == "with" else None
        start = outer.head if outer is not None else with_
        if start is None or start.lower_ != "with":
            return None
        subject = subject_of(governor(start.head))
        if subject is None or self.is_area(subject) or is_measurable(subject):
            return None
        whose = noun_phrase(self.sentence, subject, self.drop)
        return f"{phrase.text} of {whose.text}" if whose else None

    def _of_holder(self, phrase: Phrase) -> str | None:
        """Reads "small firms face a tax burden" as the burden of small firms.

        Only of a group that is no area: what an area has is its figure already.
        """
        head = phrase.head
        owned = any(c.tag_ == "PRP$" for c in head.children)
        verb = head.head.head if head.dep_ == "nsubj" and owned else head.head
        if head.dep_ not in ("dobj", "nsubj") or (head.dep_ == "nsubj" and not owned):
            return None
        if verb.lower_ not in words_of("holding_verb") or " of " in phrase.text:
            return None
        holder = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if holder is None or holder.i == head.i or holder.tag_ != "NNS" or self.is_area(holder):
            return None
        if is_measurable(holder) or holder.lower_ in words_of("drop") | words_of("owner"):
            return None
        whose = noun_phrase(self.sentence, holder, self.drop)
        return f"{phrase.text} of {whose.text}" if whose else None

    def _of_possessor(self, phrase: Phrase, topic: Topic) -> str | None:
        """Reads "their imports and exports" as those of whom the sentence before spoke."""
        if not topic.subject:
            return None
        before = self.sentence.between(phrase.span.start - 7, phrase.span.start)
        owned = re.search(r"\b(?:their|its)\s*$", before)
        return f"{phrase.text} of {topic.subject}" if owned else None

    # ------------------------------------------------------------------ subjects
    def subject(self, verb: Any, topic: Topic) -> Phrase | str | None:
        """What a verb's subject names; what an area does; else the topic."""
        subject = subject_of(verb)
        if subject is None:
            return self._first_measurable(verb) or topic_name(topic)
        if is_pronoun(subject):
            return topic_name(topic)
        if self.is_area(subject):
            elliptic = any(c.tag_ == "POS" for c in subject.children)
            return topic_name(topic) if elliptic else self._done_by_area(verb, topic)
        if subject.lower_ in words_of("drop"):
            between = [t for t in verb.doc[subject.i + 1 : verb.i] if is_measurable(t)]
            return (self.phrase(between[-1]) if between else None) or topic_name(topic)
        if not is_measurable(subject):
            obj = next((c for c in verb.children if c.dep_ == "dobj" and is_measurable(c)), None)
            if obj is not None and obj.pos_ == "NOUN" and not self.is_area(obj):
                return noun_phrase(self.sentence, obj, self.drop)
        return noun_phrase(self.sentence, subject, self.drop) or topic_name(topic)

    def _first_measurable(self, verb: Any) -> Phrase | None:
        """What a sentence opens with, where the parse gives its verb no subject."""
        for token in verb.doc[: verb.i]:
            if token.pos_ == "NOUN" and is_measurable(token) and not self.is_area(token):
                return self.phrase(token) if movement_at(token.lower_, token.tag_) is None else None
        return None

    def _done_by_area(self, verb: Any, topic: Topic) -> Phrase | str | None:
        """Reads "Japan logged a record trade deficit", "Korea grew 2 percent"."""
        bought = self.earned_from(verb)
        if bought is not None:
            return bought
        form = verb_nouns().get(verb.lower_)
        if form and _SLOT not in form:
            return form
        obj = next((c for c in verb.children if _is_noun_object(c)), None)
        if obj is not None and is_measurable(obj) and not movement_at(obj.lower_, obj.tag_):
            return noun_phrase(self.sentence, obj, self.drop)
        return topic_name(topic)

    def earned_from(self, verb: Any) -> str | None:
        """Names "Norway earned $40 billion from gas" after the verb and what follows it."""
        form = self.form_of(verb)
        if form is None:
            return None
        for prep in verb.children:
            origin = prep.lower_ == "from" and not form.startswith(_REVENUE)
            if prep.dep_ == "prep" and prep.lower_ in _EARNED_PREPS and not origin:
                obj = next((c for c in prep.children if c.dep_ == "pobj"), None)
                phrase = self.phrase(obj)
                if phrase is not None:
                    return form.format(object=phrase.text)
        return None

    def form_of(self, verb: Any) -> str | None:
        """How the object of an area's verb is named ("imported" → "{object} imports")."""
        form = verb_nouns().get(verb.lower_)
        subject = subject_of(verb)
        if not form or _SLOT not in form or subject is None:
            return None
        whose = (subject, *(c for c in subject.lefts if c.dep_ == "amod"))
        return form if any(map(self.is_area, whose)) else None


def _is_noun_object(token: Any) -> bool:
    return token.dep_ in ("dobj", "attr") and token.pos_ == "NOUN" and not token.like_num


def topic_name(topic: Topic) -> str | None:
    """The name of the running indicator."""
    return topic.indicator.text if topic.indicator else None
