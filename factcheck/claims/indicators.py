"""Names what a figure measures, as the article does, completed from context."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.context import Topic
from factcheck.claims.counted import Asked, CountNamer
from factcheck.claims.leads import Cue, movement_of
from factcheck.claims.phrases import Phrase, noun_phrase
from factcheck.claims.subjects import topic_name
from factcheck.claims.syntax import (
    governor,
    is_measurable,
    is_verb,
)
from factcheck.claims.vocabulary import class_pattern, movement_at, words_of
from factcheck.records import Indicator, QuantityMention

__all__ = ["IndicatorFinder"]

_NOUNS = ("NOUN", "PROPN")
_ANEW = (",", ";", "and", "but", "while", "whereas")


class IndicatorFinder(CountNamer):
    """Names the indicators of figures within one sentence."""

    def of_figure(self, figure: QuantityMention, cue: Cue, topic: Topic, left: int) -> Indicator:
        """The indicator of a figure; the topic's where the sentence leaves it out.

        Args:
            figure: the mention.
            cue: how it is meant.
            topic: the running topic.
            left: offset where the figure before it ends, or the sentence starts.
        """
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        asked = Asked(figure, cue, topic, root, left)
        if left > self.sentence.start and topic.indicator and self._is_set_against(figure):
            return topic.indicator
        for way in (self._of_source, self._of_noun, self.counted, self._of_verb):
            found = way(asked)
            if found is not None:
                return self.finish(found, topic)
        return topic.indicator or Indicator(text=self._fallback(figure) or "figure")

    def _is_set_against(self, figure: QuantityMention) -> bool:
        """Whether "…, compared with" leads right to a figure: it is the same thing's."""
        lead = self.sentence.between(figure.anchor.start - 40, figure.anchor.start)
        return figure.quantity.counted is None and _set_against().search(lead) is not None

    # ------------------------------------------------------------------ nouns of movement
    def _of_source(self, asked: Asked) -> Phrase | str | None:
        """Reads "contraction of GDP", "slump in exports": the noun of movement's own object."""
        token, cue = asked.cue.source, asked.cue
        if cue.kind != "change" or token is None or cue.inherits or not token.tag_.startswith("N"):
            return None
        found = self.object_of_noun(token, asked.figure.anchor)
        if found is not None:
            return found
        left = [
            c for c in token.children if c.dep_ in ("compound", "nmod", "amod") and is_measurable(c)
        ]
        if left:
            return noun_phrase(self.sentence, left[-1], self.drop)
        if token.dep_ in ("appos", "dep") or _after_comma(token):
            return topic_name(asked.topic)
        return self.subject(governor(token), asked.topic)

    # ------------------------------------------------------------------ nouns with "of"
    def _of_noun(self, asked: Asked) -> Phrase | str | None:
        """Reads "a trade deficit of $5bn", "an HDI of 0.8": the noun that "of" hangs on."""
        cue = asked.cue
        if cue.role != "of" and not self._is_led_by_of(asked.figure):
            return None
        if cue.kind in ("share", "change", "comparison") or asked.root is None:
            return None
        head = self._noun_led(asked)
        if head is None:
            return None
        if head.lower_ in words_of("record_noun"):
            return self._beside_record(head, asked.topic)
        if head.lower_ in words_of("weak"):
            inner = self.object_of_noun(head, asked.figure.anchor)
            if inner is not None:
                return inner
            if not any(c.dep_ in ("compound", "amod") and c.pos_ == "NOUN" for c in head.children):
                return None
        return self.phrase(head)

    def _noun_led(self, asked: Asked) -> Any | None:
        """The noun above a figure, climbing on while what it hangs on can be measured."""
        figure, head = asked.figure, asked.root
        while head.dep_ in ("pobj", "nummod", "compound", "quantmod") and head.head.i != head.i:
            head = head.head
            if head.pos_ in _NOUNS and not self.is_inside(head, figure):
                break
        if head.dep_ == "prep":
            head = head.head
        if head.lower_ in words_of("counting_unit"):
            return None
        if head.pos_ not in _NOUNS or self.is_inside(head, figure):
            return None
        while head.dep_ in ("pobj", "conj") and (above := _noun_above(head)).i != head.i:
            if not is_measurable(above):
                break
            head = above
        return head

    def _beside_record(self, head: Any, topic: Topic) -> Phrase | str | None:
        """For "kept rates at a low of 3 percent", what was kept, else the clause's subject."""
        verb = governor(head)
        obj = next((c for c in verb.children if c.dep_ == "dobj" and is_measurable(c)), None)
        return self.phrase(obj) if obj is not None else self.subject(verb, topic)

    def _is_led_by_of(self, figure: QuantityMention) -> bool:
        lead = self.sentence.between(figure.anchor.start - 30, figure.anchor.start)
        return _of_lead().search(lead) is not None

    # ------------------------------------------------------------------ verbs
    def _of_verb(self, asked: Asked) -> Phrase | str | None:
        """The subject of the governing verb, or its object where the verb does something to it."""
        cue, topic = asked.cue, asked.topic
        listed = self._listed(asked)
        if listed is not None:
            return listed
        if cue.inherits:
            return self._own_in_gap(asked) or self._next_of(asked) or topic_name(topic)
        source = cue.source
        own = self._own_in_gap(asked) if self._is_gapped(asked) else None
        if own is not None:
            return own
        anchor = source if source is not None and source.pos_ in ("VERB", "AUX") else asked.root
        if anchor is None:
            return topic_name(topic)
        if source is not None and source.lower_ in words_of("carry"):
            near = source.doc[source.i - 1] if source.i else None
            if near is not None and near.pos_ in _NOUNS and not self.is_area(near):
                return self.phrase(near)
            if _after_comma(source):
                return topic_name(topic)
        beside = self._absolute(source)
        if beside is not None:
            return beside
        verb = governor(anchor)
        moved = self._moved(verb, asked.figure)
        return self.phrase(moved) if moved is not None else self.subject(verb, topic)

    def _absolute(self, source: Any | None) -> Phrase | None:
        """Reads "with exports flat and imports sliding": the noun right before a participle."""
        if source is None or source.tag_ != "VBG" or source.i < 2:
            return None
        noun, link = source.nbor(-1), source.nbor(-2)
        if link.lower_ not in ("and", "with", ",", "but") or not is_measurable(noun):
            return None
        return self.phrase(noun) if noun.pos_ == "NOUN" and not self.is_area(noun) else None

    def _is_gapped(self, asked: Asked) -> bool:
        """Whether "and imports to" leads to a figure: the verb is that of the one before."""
        gap = self.sentence.tokens(asked.left, asked.start)
        gap = [t for t in gap if asked.left <= self.sentence.at(t) < asked.start]
        if len(gap) > 10 or asked.left == self.sentence.start or any(is_verb(t) for t in gap):
            return False
        return asked.cue.role in ("to", "by") or self._is_named_anew(gap, asked.cue)

    def _is_named_anew(self, gap: list[Any], cue: Cue) -> bool:
        """Whether ", and retail sales" alone leads to a figure."""
        gap = [t for t in gap if not t.is_space and t.lower_ not in words_of("approximator")]
        if cue.role != "bare" or len(gap) < 2 or gap[0].lower_ not in _ANEW:
            return False
        moves = any(movement_at(t.lower_, t.tag_) for t in gap)
        return not moves and gap[-1].tag_ in ("NN", "NNS") and is_measurable(gap[-1])

    def _moved(self, verb: Any, figure: QuantityMention) -> Any | None:
        """The object of a verb that moves it ("raised output 3 percent")."""
        move = movement_of(verb) if verb.pos_ == "VERB" else None
        if move is None or move.valency != "transitive":
            return None
        for child in verb.children:
            covered = any(self.is_inside(t, figure) for t in (child, *child.children))
            if child.dep_ == "dobj" and not covered:
                return child
        return None

    def _own_in_gap(self, asked: Asked) -> Phrase | None:
        """Reads "… and imports by 0.5%": what a carried figure names for itself."""
        for token in self.sentence.tokens(asked.left, asked.start):
            start = self.sentence.at(token)
            if start < asked.left or start >= asked.start or is_verb(token):
                continue
            if token.pos_ not in ("NOUN", "VERB"):
                continue
            moves = movement_at(token.lower_, token.tag_) is not None
            if is_measurable(token) and not moves and token.lower_ not in words_of("weak"):
                head = token
                while (
                    head.dep_ == "compound"
                    and head.head.i > head.i
                    and self.sentence.at(head.head) < asked.start
                ):
                    head = head.head
                return self.phrase(head)
        return None

    def _listed(self, asked: Asked) -> str | None:
        """Reads "the export of ships was $3bn, up 8%; cars $2bn": the next member of a list."""
        known = asked.topic.indicator.text if asked.topic.indicator else ""
        if " of " not in known or asked.left == self.sentence.start or asked.cue.source is not None:
            return None
        lead = [t for t in self.sentence.tokens(asked.left, asked.start) if t.text != " "]
        lead = [t for t in lead if asked.left <= self.sentence.at(t) < asked.start]
        if not 2 <= len(lead) <= 7 or lead[0].text not in (";", ","):
            return None
        words = [t for t in lead[1:] if t.lower_ != "and" or t.i > lead[1].i]
        if not words or words[-1].pos_ not in _NOUNS or is_measurable(words[-1]):
            return None
        plain = all(t.pos_ in (*_NOUNS, "ADJ", "CCONJ") or t.text == "-" for t in words)
        if not plain or any(self.is_area(t) for t in words):
            return None
        start, end = self.sentence.at(words[0]), self.sentence.end_of(words[-1])
        return known.split(" of ")[0] + " of " + self.sentence.text[start:end]

    def _next_of(self, asked: Asked) -> str | None:
        """Reads "… of turbines were up 48 percent and of cars 31 percent": the next object."""
        known = asked.topic.indicator.text if asked.topic.indicator else ""
        lead = self.sentence.tokens(asked.start - 60, asked.start)
        lead = [t for t in lead if self.sentence.end_of(t) <= asked.start]
        for token in reversed(lead):
            if token.pos_ in ("VERB", "AUX") or token.text == ";":
                return None
            before = token.nbor(-1).lower_ if token.i else ""
            prep = f" {token.lower_} "
            led = before in ("and", ",", "while", "that", "those")
            if token.lower_ in ("of", "for") and led:
                words = [t for t in lead if t.i > token.i]
                words = [t for t in words if t.pos_ not in ("DET", "PUNCT") or t.text == "-"]
                if not words or any(self.is_area(t) for t in words) or prep not in known:
                    return None
                start, end = self.sentence.at(words[0]), self.sentence.end_of(words[-1])
                return known.split(prep)[0] + prep + self.sentence.text[start:end]
        return None

    def _fallback(self, figure: QuantityMention) -> str | None:
        """The nearest measurable noun to the left, else to the right."""
        left = self.sentence.tokens(self.sentence.start, figure.anchor.start)
        right = self.sentence.tokens(figure.anchor.end, self.sentence.end)
        for token in [*reversed(left), *right]:
            phrase = noun_phrase(self.sentence, token, self.drop) if is_measurable(token) else None
            if phrase is not None:
                return phrase.text
        return None


@cache
def _set_against() -> re.Pattern[str]:
    lead, about = class_pattern("set_against"), class_pattern("approximator")
    return re.compile(rf", {lead} (?:(?:an?|the|just|only|{about}) ){{0,3}}$")


@cache
def _of_lead() -> re.Pattern[str]:
    return re.compile(rf"\bof (?:(?:an?|the|{class_pattern('approximator')}) ){{0,6}}$")


def _after_comma(token: Any) -> bool:
    """Whether a break, and no verb, stands within six tokens before; or nothing at all does."""
    for i in range(token.i - 1, max(token.i - 7, -1), -1):
        if token.doc[i].text in (",", ";", "(", "—", "--", "-", ":"):
            return True
        if token.doc[i].pos_ in ("VERB", "AUX"):
            return False
    first = min((c.i for c in token.subtree), default=token.i)
    return bool(max(first, token.i - 4) == 0)


def _noun_above(token: Any) -> Any:
    """The noun that a noun in a prepositional phrase (or coordinated in one) hangs on."""
    up = token.head
    if token.dep_ == "conj":
        return up
    return up.head if up.dep_ == "prep" else token
