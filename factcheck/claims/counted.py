"""Names what a figure counts or measures: "32,000 buses", "23.55 million tonnes of crude"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from factcheck.claims.context import Topic
from factcheck.claims.leads import Cue, movement_of
from factcheck.claims.phrases import Phrase, noun_phrase
from factcheck.claims.subjects import NounNamer, topic_name
from factcheck.claims.syntax import governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.vocabulary import verb_nouns, words_of
from factcheck.records import QuantityMention

__all__ = ["Asked", "CountNamer"]

_COUNTING = ("nummod", "compound", "quantmod", "nmod")
_AS_MUCH = re.compile(r" (?:as (?:much|many)|less|more|fewer) [a-z]")
_NOUNS = ("NOUN", "PROPN")
_UNMEASURED = ("percent", "percentage_point", "ratio", "index_point")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure whose indicator is wanted.

    Args:
        figure: the mention.
        cue: how it is meant.
        topic: the running topic.
        root: the token of the figure that hangs on the rest of the sentence.
        left: offset where the figure before it ends, or the sentence starts.
    """

    figure: QuantityMention
    cue: Cue
    topic: Topic
    root: Any
    left: int

    @property
    def start(self) -> int:
        """Where the figure starts."""
        return self.figure.anchor.start


class CountNamer(NounNamer):
    """Names the things that figures of one sentence count or measure."""

    def is_inside(self, token: Any, figure: QuantityMention) -> bool:
        """Whether a token stands within a figure."""
        return figure.anchor.start <= self.sentence.at(token) < figure.anchor.end

    def counted(self, asked: Asked) -> Phrase | str | None:
        """Reads "32,000 commercial performances", "23.55 million tonnes of crude"."""
        cue, figure = asked.cue, asked.figure
        counted, unit = figure.quantity.counted, figure.quantity.unit or ""
        known = cue.kind == "level" or (cue.kind == "change" and cue.source)
        if not (known or cue.kind == "comparison") or asked.root is None:
            return None
        if (cue.inherits and counted is None) or (counted or "") in words_of("counting_unit"):
            return None
        much = self._of_as_much(figure)
        if much is not None:
            return much
        if figure.form == "count" or unit == "count" or counted:
            front = self._fronted(asked) or self._moving(cue, asked.root)
            return front if front is not None else self._things(asked)
        if cue.kind == "level" and unit not in _UNMEASURED:
            return self._measured(figure, asked.root)
        return None

    def _things(self, asked: Asked) -> Phrase | str | None:
        """The noun that is counted; the topic where the clause names neither it nor a subject."""
        counted = asked.figure.quantity.counted
        if counted is not None or asked.root.head.i > asked.root.i:
            named = self._count_noun(asked.figure, asked.root)
            sold = self._by_firms(asked.root, named)
            if sold is not None:
                return sold
            if named is not None or counted is not None:
                return named
        subject = subject_of(governor(asked.root))
        loose = subject is None or is_pronoun(subject) or self.is_area(subject)
        return topic_name(asked.topic) if loose else None

    def _by_firms(self, root: Any, named: Phrase | None) -> str | None:
        """Reads "Chinese firms sold 14 million cars" as sales: of an area, though by others."""
        verb = governor(root)
        subject = subject_of(verb)
        if named is None or subject is None or self.is_area(subject) or named.head.dep_ != "dobj":
            return None
        form = self.form_of(verb)
        return form.format(object=named.text) if form is not None else None

    def _of_as_much(self, figure: QuantityMention) -> Phrase | str | None:
        """Reads "half as much gas as", "a third less alcohol than": the stuff compared."""
        end = figure.anchor.end
        if figure.form not in ("multiple", "fraction"):
            return None
        if _AS_MUCH.match(self.sentence.between(end, end + 30)) is None:
            return None
        behind = self.sentence.tokens(end + 1, end + 60)
        link = next((t for t in behind if t.lower_ in words_of("amount_word")), None)
        noun = link.head if link is not None and link.head.i > link.i else None
        phrase = self.phrase(noun) if noun is not None and noun.pos_ == "NOUN" else None
        form = self.form_of(governor(noun)) if phrase is not None else None
        return form.format(object=phrase.text) if form and phrase else phrase

    def _moving(self, cue: Cue, root: Any) -> Phrase | None:
        """Reads "payrolls rose by 139,000 jobs": what moves, where it is a figure of its own."""
        reached = cue.kind == "level" and cue.role in ("to", "from")
        verb = governor(root) if reached else cue.source
        if (cue.kind != "change" and not reached) or verb is None or verb.pos_ != "VERB":
            return None
        move = movement_of(verb)
        subject = subject_of(verb)
        if move is None or move.valency == "transitive" or subject is None or self.is_area(subject):
            return None
        flow = is_measurable(subject) and subject.lower_ not in words_of("weak")
        return self.phrase(subject) if flow else None

    def _fronted(self, asked: Asked) -> Phrase | None:
        """Reads "At 1.2 children per woman, the fertility rate is …": what the clause speaks of."""
        lead = self.sentence.between(self.sentence.start, asked.start).split()
        if lead[:1] != ["at"] or len(lead) > 3:
            return None
        subject = subject_of(governor(asked.root))
        return self.phrase(subject) if subject is not None and is_measurable(subject) else None

    def _count_noun(self, figure: QuantityMention, root: Any) -> Phrase | None:
        noun = root
        if self.is_inside(root, figure):
            if root.head.pos_ not in _NOUNS or root.dep_ not in _COUNTING:
                return None
            noun = root.head
        if noun.pos_ not in _NOUNS or not root.i - 1 <= noun.i <= root.i + 6:
            return None
        return self.phrase(noun)

    def _measured(self, figure: QuantityMention, root: Any) -> Phrase | str | None:
        """The stuff measured, named after what the verb does with it."""
        stuff, verb = self._stuff(figure, root), governor(root)
        if stuff is None:
            return self.earned_from(verb) or self._of_rate(figure, verb)
        done = next((c for c in stuff.lefts if c.lower_ in verb_nouns() and c.tag_ != "NN"), None)
        drop = [*self.drop, *([self.sentence.span_of(done)] if done is not None else [])]
        phrase = noun_phrase(self.sentence, stuff, drop)
        form = self.form_of(verb) if done is None else verb_nouns()[done.lower_]
        return form.format(object=phrase.text) if phrase is not None and form else phrase

    def _of_rate(self, figure: QuantityMention, verb: Any) -> str | None:
        """Reads "pumped 2 million barrels per day of crude", or with nothing named behind it."""
        form = self.form_of(verb)
        if form is None or "/" not in (figure.quantity.unit or ""):
            return None
        behind = self.sentence.tokens(figure.anchor.end, figure.anchor.end + 40)
        named = len(behind) > 1 and behind[0].lower_ == "of"
        phrase = self.phrase(next((t for t in behind[1:] if t.dep_ == "pobj"), None))
        return form.format(object=phrase.text if named and phrase else "").strip()

    def _stuff(self, figure: QuantityMention, root: Any) -> Any | None:
        """The noun of "tonnes of crude" or of "a 500-kilometre road"."""
        of = [
            prep
            for prep in root.children
            if prep.dep_ == "prep"
            and prep.lower_ == "of"
            and self.sentence.at(prep) >= figure.anchor.end
        ]
        if of:
            found = next((c for c in of[-1].children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
        head = root.head
        if head.lower_ == "worth" and head.i:
            priced = head.nbor(-1)
            return priced if priced.pos_ in _NOUNS else None
        above = root.dep_ in ("nummod", "compound", "nmod") and head.pos_ == "NOUN"
        filled = head.dep_ in ("dobj", "pobj", "nsubj", "attr") and head.i > root.i
        return head if above and filled and not self.is_inside(head, figure) else None
