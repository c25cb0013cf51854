"""Names what a figure measures, as the article does, completed from context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from factcheck.claims.context import Topic, complete_flow, is_bare_flow
from factcheck.claims.kinds import Cue
from factcheck.claims.syntax import (
    Phrase,
    Sentence,
    governor,
    is_measurable,
    is_pronoun,
    noun_phrase,
    subject_of,
)
from factcheck.claims.vocabulary import indicator_forms, movement_at, verb_nouns, words_of
from factcheck.records import Indicator, QuantityMention, Span

__all__ = ["IndicatorFinder", "named"]

_GENERIC = re.compile(r"\b(?:in|of|for) (?:(?:this|the|that) )?(?:industry|sector|field|product)\b")
_PREPS_IN = ("of", "in", "for", "on", "from")


def named(text: str) -> str:
    """The indicator's name for words of the text ("the economy" → "GDP")."""
    low = re.sub(r"^(?:the|a|an|its|their|his|our|overall)\s+", "", text.strip().lower())
    if low in indicator_forms():
        return indicator_forms()[low]
    for words in sorted(indicator_forms(), key=len, reverse=True):
        if " " not in words and low == words:
            return indicator_forms()[words]
    return text


class IndicatorFinder:
    """Names indicators within one sentence.

    Args:
        sentence: the parsed sentence.
        drop: spans that are no part of an indicator (reference areas, periods, figures).
    """

    def __init__(self, sentence: Sentence, drop: Sequence[Span]) -> None:
        self.sentence, self.drop = sentence, drop
        self.left = sentence.start

    def phrase(self, token: Any) -> Phrase | None:
        """The noun phrase of a token, where it can name an indicator."""
        if token is None or is_pronoun(token):
            return None
        return noun_phrase(self.sentence, token, self.drop)

    def of_figure(self, figure: QuantityMention, cue: Cue, topic: Topic) -> Indicator:
        """The indicator of a figure; the topic's where the sentence leaves it out."""
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        for way in (self._of_source, self._of_noun, self._counted, self._of_verb):
            found = way(figure, cue, topic, root)
            if found is not None:
                return self.finish(found, topic)
        return topic.indicator or Indicator(text=self._fallback(figure) or "figure")

    def finish(self, phrase: Phrase | str, topic: Topic) -> Indicator:
        """The phrase as an indicator, completed where it is a bare flow or a pronoun."""
        text = phrase if isinstance(phrase, str) else phrase.text
        span = None if isinstance(phrase, str) else phrase.span
        known = topic.indicator.text if topic.indicator else ""
        words = re.findall(r"[a-z]+", text.lower())
        if known and all(w in words_of("weak") or w in ("of", "the", "year", "on") for w in words):
            rate = set(words) & {"growth", "rate", "pace"} and "rate" not in known.lower()
            return Indicator(text=f"{text} of {known}" if rate and words else known)
        text = (
            self._of_possessor(text, phrase, topic)
            or self._flow_of_subject(text, phrase)
            or complete_flow(text, topic.flow)
        )
        if topic.example:
            text = _GENERIC.sub(f"of {topic.example}", text)
        return Indicator(text=named(text), span=span)

    def _flow_of_subject(self, text: str, phrase: Phrase | str) -> str | None:
        """ "private firms …, with exports rising": the flow is that of the main subject."""
        if isinstance(phrase, str) or not is_bare_flow(text):
            return None
        token = phrase.head
        clause = governor(token.head) if token.dep_ in ("nsubj", "conj") else None
        outer = clause if clause is not None and clause.dep_ == "pcomp" else None
        with_ = token.head if token.dep_ == "pobj" and token.head.lower_ == "with" else None
        start = outer.head if outer is not None else with_
        if start is None or start.lower_ != "with":
            return None
        subject = subject_of(governor(start.head))
        if (
            subject is None
            or is_pronoun(subject)
            or self._is_area(subject)
            or is_measurable(subject)
        ):
            return None
        whose = noun_phrase(self.sentence, subject, self.drop)
        return f"{text} of {whose.text}" if whose else None

    def _of_possessor(self, text: str, phrase: Phrase | str, topic: Topic) -> str | None:
        """ "their imports and exports": those of whom the sentence before spoke."""
        if isinstance(phrase, str) or not is_bare_flow(text) or not topic.subject:
            return None
        before = self.sentence.between(phrase.span.start - 7, phrase.span.start)
        return f"{text} of {topic.subject}" if re.search(r"\b(?:their|its)\s*$", before) else None

    # ------------------------------------------------------------------ ways
    def _of_source(
        self, figure: QuantityMention, cue: Cue, topic: Topic, root: Any
    ) -> Phrase | str | None:
        """ "contraction of GDP", "slump in exports to China": the noun of movement's own object."""
        token = cue.source
        if cue.kind != "change" or token is None or cue.inherits or not token.tag_.startswith("N"):
            return None
        found = self._object_of_noun(token, figure)
        if found is not None:
            return found
        left = [
            c for c in token.children if c.dep_ in ("compound", "nmod", "amod") and is_measurable(c)
        ]
        if left:
            return noun_phrase(self.sentence, left[-1], self.drop)
        if token.dep_ in ("appos", "dep") or self._after_comma(token):
            return self._topic(topic)
        if token.lower_ == "growth" and token.dep_ not in ("dobj",):
            return None
        return self._subject(governor(token), topic)

    def _object_of_noun(self, token: Any, figure: QuantityMention) -> Phrase | None:
        for prep in token.children:
            if prep.dep_ != "prep" or prep.lower_ not in _PREPS_IN:
                continue
            for obj in prep.children:
                inside = figure.anchor.start <= self.sentence.at(obj) < figure.anchor.end
                if obj.dep_ == "pobj" and not inside and obj.pos_ in ("NOUN", "PROPN"):
                    phrase = self.phrase(obj)
                    if phrase is not None and not obj.like_num:
                        return phrase
        return None

    def _after_comma(self, token: Any) -> bool:
        first = min((c.i for c in token.subtree), default=token.i)
        first = max(first, token.i - 4)
        for i in range(token.i - 1, max(token.i - 7, -1), -1):
            if token.doc[i].text in (",", ";", "(", "—", "--", "-", ":"):
                return True
            if token.doc[i].pos_ in ("VERB", "AUX"):
                return False
        return first == 0

    def _of_noun(
        self, figure: QuantityMention, cue: Cue, topic: Topic, root: Any
    ) -> Phrase | str | None:
        """ "a trade deficit of $5bn", "an HDI of 0.8": the noun that "of" hangs on."""
        if cue.role != "of" and not self._led_by_of(figure):
            return None
        if cue.kind in ("share", "change", "comparison") or root is None:
            return None
        head = root
        while head.dep_ in ("pobj", "nummod", "compound", "quantmod") and head.head.i != head.i:
            head = head.head
            if head.pos_ in ("NOUN", "PROPN") and not self._inside(head, figure):
                break
        if head.dep_ == "prep":
            head = head.head
        if head.pos_ not in ("NOUN", "PROPN") or self._inside(head, figure):
            return None
        while head.dep_ in ("pobj", "conj") and (above := _noun_above(head)).i != head.i:
            if not is_measurable(above):
                break
            head = above
        if head.lower_ in words_of("record_noun"):
            return self._beside_record(head, topic)
        if head.lower_ in words_of("weak"):
            inner = self._object_of_noun(head, figure)
            if inner is not None:
                return inner
            left = [c for c in head.children if c.dep_ in ("compound", "amod") and c.pos_ == "NOUN"]
            if not left:
                return None
        return self.phrase(head)

    def _beside_record(self, head: Any, topic: Topic) -> Phrase | str | None:
        """ "kept rates at a low of 3 percent": what was kept, else what the clause speaks of."""
        verb = governor(head)
        obj = next((c for c in verb.children if c.dep_ == "dobj" and is_measurable(c)), None)
        return self.phrase(obj) if obj is not None else self._subject(verb, topic)

    def _led_by_of(self, figure: QuantityMention) -> bool:
        lead = self.sentence.between(figure.anchor.start - 30, figure.anchor.start)
        return bool(
            re.search(
                r"\bof (?:an? |the |about |around |over |only |just |nearly |roughly |some |more than |estimated )*$",
                lead,
            )
        )

    def _inside(self, token: Any, figure: QuantityMention) -> bool:
        return figure.anchor.start <= self.sentence.at(token) < figure.anchor.end

    def _counted(
        self, figure: QuantityMention, cue: Cue, topic: Topic, root: Any
    ) -> Phrase | str | None:
        """ "32,000 commercial performances", "23.55 million tonnes of crude"."""
        if cue.kind == "change" and not cue.source:
            return None
        if cue.kind not in ("level", "change", "comparison") or root is None or cue.inherits:
            return None
        unit = figure.quantity.unit or ""
        if figure.form == "count" or unit == "count" or figure.quantity.counted:
            if figure.quantity.counted is None:
                subject = subject_of(governor(root))
                loose = subject is None or is_pronoun(subject) or self._is_area(subject)
                return self._topic(topic) if loose else None
            return self._count_noun(figure, root)
        if cue.kind == "level" and unit not in (
            "percent",
            "percentage_point",
            "ratio",
            "index_point",
        ):
            return self._measured(figure, root, topic)
        return None

    def _count_noun(self, figure: QuantityMention, root: Any) -> Phrase | str | None:
        noun = root
        if (
            self._inside(root, figure)
            and root.head.pos_ in ("NOUN", "PROPN")
            and root.dep_ in ("nummod", "compound", "quantmod")
        ):
            noun = root.head
        elif self._inside(root, figure):
            return None
        if noun.pos_ not in ("NOUN", "PROPN") or noun.i < root.i - 1:
            return None
        if noun.i > root.i + 6:
            return None
        phrase = self.phrase(noun)
        return phrase

    def _measured(self, figure: QuantityMention, root: Any, topic: Topic) -> Phrase | str | None:
        """The stuff measured, named after what the verb does with it."""
        stuff = None
        for prep in root.children:
            if (
                prep.dep_ == "prep"
                and prep.lower_ == "of"
                and self.sentence.at(prep) >= figure.anchor.end
            ):
                stuff = next((c for c in prep.children if c.dep_ == "pobj"), None)
        verb = governor(root)
        if (
            stuff is None
            and root.dep_ in ("nummod", "compound", "nmod")
            and root.head.pos_ == "NOUN"
        ):
            head = root.head
            if (
                head.dep_ in ("dobj", "pobj", "nsubj", "attr")
                and not self._inside(head, figure)
                and head.i > root.i
            ):
                stuff = head
        if stuff is None:
            return self._earned_from(verb)
        phrase = noun_phrase(self.sentence, stuff, self.drop)
        if phrase is None:
            return None
        form = verb_nouns().get(verb.lower_)
        subject = subject_of(verb)
        if form and "{object}" in form and subject is not None and self._is_area(subject):
            return form.format(object=phrase.text)
        return phrase

    def _earned_from(self, verb: Any) -> str | None:
        """ "Norway earned $40 billion from gas": named after the verb and what follows it."""
        form = verb_nouns().get(verb.lower_)
        subject = subject_of(verb)
        if not form or "{object}" not in form or subject is None or not self._is_area(subject):
            return None
        for prep in verb.children:
            if prep.dep_ == "prep" and prep.lower_ in ("from", "on", "through", "for"):
                obj = next((c for c in prep.children if c.dep_ == "pobj"), None)
                phrase = self.phrase(obj)
                if phrase is not None:
                    return form.format(object=phrase.text)
        return None

    def _is_area(self, token: Any) -> bool:
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        return is_pronoun(token) or any(s.start < end and start < s.end for s in self.drop)

    def _of_verb(
        self, figure: QuantityMention, cue: Cue, topic: Topic, root: Any
    ) -> Phrase | str | None:
        """The subject of the governing verb, or its object where the verb does something to it."""
        if cue.inherits:
            own = self._own_in_gap(figure)
            return own or self._next_of(figure, topic) or self._topic(topic)
        anchor = (
            cue.source if cue.source is not None and cue.source.pos_ in ("VERB", "AUX") else root
        )
        if anchor is None:
            return self._topic(topic)
        if cue.source is not None and cue.source.lower_ in words_of("carry"):
            near = cue.source.doc[cue.source.i - 1] if cue.source.i else None
            if near is not None and near.pos_ in ("NOUN", "PROPN") and not self._is_area(near):
                return self.phrase(near)
            if self._after_comma(cue.source):
                return self._topic(topic)
        verb = governor(anchor)
        particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
        move = movement_at(verb.lower_, verb.tag_, particle) if verb.pos_ == "VERB" else None
        if move is not None and move.valency == "transitive":
            for child in verb.children:
                if (
                    child.dep_ == "dobj"
                    and not self._inside(child, figure)
                    and not self._covers(child, figure)
                ):
                    return self.phrase(child)
        return self._subject(verb, topic)

    def _own_in_gap(self, figure: QuantityMention) -> Phrase | None:
        """ "… and imports by 0.5%": what a carried figure names for itself."""
        for token in self.sentence.tokens(self.left, figure.anchor.start):
            start = self.sentence.at(token)
            if start < self.left or start >= figure.anchor.start or token.pos_ != "NOUN":
                continue
            moves = movement_at(token.lower_, token.tag_) is not None
            if is_measurable(token) and not moves and token.lower_ not in words_of("weak"):
                head = token
                while head.dep_ == "compound" and head.head.i > head.i and self.sentence.at(head.head) < figure.anchor.start:
                    head = head.head
                return self.phrase(head)
        return None

    def _next_of(self, figure: QuantityMention, topic: Topic) -> str | None:
        """ "… of wind turbines were up 48 percent and of cars 31 percent": the next object."""
        known = topic.indicator.text if topic.indicator else ""
        lead = self.sentence.tokens(figure.anchor.start - 60, figure.anchor.start)
        for token in reversed(lead):
            if self.sentence.end_of(token) > figure.anchor.start:
                continue
            if token.pos_ in ("VERB", "AUX") or token.text == ";":
                return None
            if (
                token.lower_ == "of"
                and token.i
                and token.nbor(-1).lower_ in ("and", ",", "while", "that", "those")
            ):
                words = [
                    t
                    for t in lead
                    if t.i > token.i and self.sentence.end_of(t) <= figure.anchor.start
                ]
                words = [t for t in words if t.pos_ not in ("DET", "PUNCT") or t.text == "-"]
                if not words or any(self._is_area(t) for t in words) or " of " not in known:
                    return None
                name = self.sentence.text[
                    self.sentence.at(words[0]) : self.sentence.end_of(words[-1])
                ]
                return known.split(" of ")[0] + " of " + name
        return None

    def _covers(self, token: Any, figure: QuantityMention) -> bool:
        return any(self._inside(t, figure) for t in token.children)

    def _subject(self, verb: Any, topic: Topic) -> Phrase | str | None:
        subject = subject_of(verb)
        if subject is None or is_pronoun(subject):
            return self._topic(topic)
        if self._is_area(subject):
            return self._done_by_area(verb, topic)
        if subject.lower_ in words_of("drop"):
            between = [t for t in verb.doc[subject.i + 1 : verb.i] if is_measurable(t)]
            return (self.phrase(between[-1]) if between else None) or self._topic(topic)
        if not is_measurable(subject):
            obj = next((c for c in verb.children if c.dep_ == "dobj" and is_measurable(c)), None)
            if obj is not None and obj.pos_ == "NOUN":
                return noun_phrase(self.sentence, obj, self.drop)
        phrase = noun_phrase(self.sentence, subject, self.drop)
        return phrase or self._topic(topic)

    def _done_by_area(self, verb: Any, topic: Topic) -> Phrase | str | None:
        """ "Japan logged a record trade deficit", "Korea grew 2 percent"."""
        form = verb_nouns().get(verb.lower_)
        bought = self._earned_from(verb)
        if bought is not None:
            return bought
        obj = next(
            (
                c
                for c in verb.children
                if c.dep_ in ("dobj", "attr") and c.pos_ == "NOUN" and not c.like_num
            ),
            None,
        )
        if form == "GDP":
            return form
        if obj is not None and is_measurable(obj) and not movement_at(obj.lower_, obj.tag_):
            return noun_phrase(self.sentence, obj, self.drop)
        return self._topic(topic)

    def _topic(self, topic: Topic) -> str | None:
        return topic.indicator.text if topic.indicator else None

    def _fallback(self, figure: QuantityMention) -> str | None:
        """The nearest measurable noun to the left, else to the right."""
        left = [
            t
            for t in self.sentence.tokens(self.sentence.start, figure.anchor.start)
            if is_measurable(t)
        ]
        right = [
            t
            for t in self.sentence.tokens(figure.anchor.end, self.sentence.end)
            if is_measurable(t)
        ]
        for token in [*reversed(left), *right]:
            phrase = noun_phrase(self.sentence, token, self.drop)
            if phrase is not None:
                return phrase.text
        return None


def _noun_above(token: Any) -> Any:
    """The noun that a noun in a prepositional phrase (or coordinated in one) hangs on."""
    up = token.head
    if token.dep_ == "conj":
        return up
    return up.head if up.dep_ == "prep" else token
