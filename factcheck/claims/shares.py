"""Names shares after their part and their whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.indicators import IndicatorFinder
from factcheck.claims.leads import Cue, movement_of
from factcheck.claims.phrases import noun_phrase
from factcheck.claims.scene import Scene
from factcheck.claims.subjects import topic_name
from factcheck.claims.syntax import Sentence, governor, is_measurable, is_pronoun, subject_of
from factcheck.claims.vocabulary import class_pattern, words_of
from factcheck.records import Indicator, QuantityMention, Span

__all__ = ["ShareNamer", "predicate_of"]

_GLOSS = re.compile(r"(?:, or|\() (?:[a-z]+ ){0,2}$|\($")
_NEAR = 60
_NOUNS = ("NOUN", "PROPN")
_TRAILING = re.compile(r"\s{1,9}(?:since|in|by|from|at|as of|to|of)$")
_PARTNER = re.compile(r" (?:to|from|with) [A-Z].*$")
_OF_WHOM = re.compile(r"\bof (?:whom|which|these|those|them),? [^,]{0,30}$")
_THEM = re.compile(r"(?:them|these|those|this|that|it|which)\b(?! [a-z]+s\b)")


class ShareNamer:
    """Names the shares of one sentence, and the changes that go on from a share.

    Args:
        scene: the sentence.
        indicators: its finder of indicators.
    """

    def __init__(self, scene: Scene, indicators: IndicatorFinder) -> None:
        self.sentence, self.topic, self.times = scene.sentence, scene.topic, scene.times
        self.indicators, self.places = indicators, scene.places

    def of_predicate(self, figure: QuantityMention, cue: Cue) -> Indicator | None:
        """Reads "half of Indonesians live in cities": the part is what is said of them."""
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        if cue.kind != "share" or cue.inherits or root is None:
            return None
        subject = root.head if root.dep_ == "nummod" else root
        verb = subject.head
        if subject.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in ("VERB", "AUX"):
            return None
        whole = self._of_whom(figure) or self._whole(cue)
        whole = whole or (subject.text if subject is not root else "")
        if not whole:
            return None
        drop = [*self.times.spans(), *self.places.spans()]
        predicate = predicate_of(self.sentence, verb, drop)
        span = Span.of(self.sentence.text, figure.anchor.start, self.sentence.end_of(verb))
        return Indicator(text=f"share of {whole} {predicate}", span=span) if predicate else None

    def _of_whom(self, figure: QuantityMention) -> str:
        """Reads "…, of whom 21 percent are women": those just counted are the whole."""
        before = self.sentence.between(figure.anchor.start - 40, figure.anchor.start)
        return (topic_name(self.topic) or "") if _OF_WHOM.search(before) else ""

    def of_people(self, figure: QuantityMention, cue: Cue) -> Indicator | None:
        """Reads "750 million people lack electricity": people of whom something is said.

        Without what is said of them they would be the whole population.
        """
        if cue.kind != "level" or figure.form != "count":
            return None
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        noun = root if root is None or root.lower_ in words_of("people") else root.head
        if noun is None or noun.lower_ not in words_of("people"):
            return None
        verb = self._said_of(noun)
        if verb is None:
            return self._done_to(noun)
        phrase = self.indicators.phrase(noun)
        if phrase is None:
            return None
        drop = [*self.times.spans(), *self.places.spans()]
        predicate = predicate_of(self.sentence, verb, drop)
        if verb.lower_ in words_of("dwell") and len(predicate.split()) == 1:
            return None
        return Indicator(text=f"{phrase.text} {predicate}", span=phrase.span)

    def _done_to(self, noun: Any) -> Indicator | None:
        """Reads "floods displaced 90,000 people" as people displaced by floods."""
        verb = noun.head
        subject = subject_of(verb) if noun.dep_ == "dobj" and verb.pos_ == "VERB" else None
        if subject is None or movement_of(verb) is not None or is_measurable(subject):
            return None
        if is_pronoun(subject) or self.indicators.is_area(subject):
            return None
        who, whom = self.indicators.phrase(subject), self.indicators.phrase(noun)
        if who is None or whom is None:
            return None
        done = verb.tag_ in ("VBD", "VBN")
        said = f"{verb.text} by {who.text}" if done else f"whom {who.text} {verb.text}"
        return Indicator(text=f"{whom.text} {said}", span=whom.span)

    def _said_of(self, noun: Any) -> Any | None:
        """The verb of what is said of people, which must not only count or move them."""
        relative = next((c for c in noun.children if c.dep_ == "relcl" and _has_who(c)), None)
        verb = relative or (noun.head if noun.dep_ in ("nsubj", "nsubjpass") else None)
        if verb is None or verb.pos_ != "VERB" or movement_of(verb) is not None:
            return None
        return verb

    def name(
        self, draft: Draft, figure: QuantityMention, cue: Cue, read: Sequence[Draft]
    ) -> Indicator:
        """The indicator of a share or of a change of one; that of the draft for all else.

        A share's name and whole are kept in the topic, for the points that follow.

        Args:
            draft: the claim so far.
            figure: its mention.
            cue: how it is meant.
            read: the drafts of the sentence before it.
        """
        topic = self.topic
        if draft.kind == "change" and self._goes_on(draft, cue, read):
            return Indicator(text=topic.share)
        if draft.kind != "share":
            return draft.indicator
        if cue.inherits and topic.share:
            return Indicator(text=self._part_before(figure) or topic.share)
        whole = self._whole(cue)
        whole = "" if whole == draft.indicator.text else whole
        part = self._glossed(draft, read) or draft.indicator.text
        if part == "figure" and draft.ref_area is not None:
            part = draft.ref_area.text
        if whole and self._is_held_by_area(figure):
            topic.share, topic.whole = f"share of {whole}", whole
            return Indicator(text=topic.share)
        held = _held_share().fullmatch(part)
        part = f"share of {held[1]} in {held[2]}" if held else part
        first, _, rest = part.partition(" of ")
        if first.lower() in words_of("share_head") and rest:
            named = rest.lower().startswith(whole.lower())
            part = f"share of {rest}" + (f" in {whole}" if whole and not named else "")
        elif not part.lower().startswith("share "):
            part = f"share of {part}" + (f" in {whole}" if whole else "")
        topic.share, topic.whole = part, whole
        return Indicator(text=part, span=draft.indicator.span)

    def _is_held_by_area(self, figure: QuantityMention) -> bool:
        """Reads "Africa accounts for 18 percent of mankind": the part is the area's own."""
        root = self.sentence.root_of(figure.anchor.start, figure.anchor.end)
        verb = governor(root) if root is not None else None
        subject = subject_of(verb) if verb is not None else None
        if verb is None or subject is None or not self.indicators.is_area(subject):
            return False
        return subject.pos_ == "PROPN" and verb.lower_ in words_of("accounting")

    def _glossed(self, draft: Draft, read: Sequence[Draft]) -> str:
        """Reads "700 million people, or 8.5 percent of mankind, lack power": the part is theirs."""
        last = read[-1] if read else None
        if last is None or last.kind != "level":
            return ""
        gap = self.sentence.between(last.anchor.end, draft.anchor.start)
        return last.indicator.text if _GLOSS.search(gap) and len(gap) < _NEAR else ""

    def _goes_on(self, draft: Draft, cue: Cue, read: Sequence[Draft]) -> bool:
        """Whether a change goes on from the share right before it.

        Points always do. A percentage does where the sentence has spoken of nothing but the
        share, or says "which is higher than that of"; else it may belong to the level.
        """
        if not self.topic.share or draft.quantity is None:
            return False
        if cue.source is None and cue.role != "than":
            return False
        known = self.topic.indicator.text if self.topic.indicator else ""
        if draft.quantity.unit == "percentage_point":
            return draft.indicator.text == known or cue.role == "than"
        if not read or read[-1].kind != "share" or draft.quantity.unit != "percent":
            return False
        if draft.indicator.text not in (known, read[-1].indicator.text):
            return False
        alone = all(d.kind in ("share", "first_time") for d in read)
        gap = self.sentence.between(read[-1].anchor.end, draft.anchor.start)
        which = re.search(r"\bwhich (?:is|was)\b", gap) is not None
        return alone or (cue.role == "than" and which)

    def _part_before(self, figure: QuantityMention) -> str | None:
        """Reads "infections (10%)": the part that a bracketed share belongs to."""
        lead = self.sentence.tokens(figure.anchor.start - 40, figure.anchor.start)
        lead = [t for t in lead if self.sentence.end_of(t) <= figure.anchor.start]
        if len(lead) < 2 or lead[-1].text != "(" or lead[-2].pos_ not in _NOUNS:
            return None
        phrase = self.indicators.phrase(lead[-2])
        whole = f" in {self.topic.whole}" if self.topic.whole else ""
        return f"share of {phrase.text}{whole}" if phrase else None

    def _whole(self, cue: Cue) -> str:
        """What a share is a share of; its areas belong to the name ("world GDP")."""
        if cue.whole is None:
            return ""
        start, end = cue.whole
        if _THEM.match(self.sentence.between(start, end)):
            return topic_name(self.topic) or ""
        nouns = [t for t in self.sentence.tokens(start, end) if t.pos_ in _NOUNS]
        if not nouns:
            return ""
        head = nouns[0]
        while (
            head.dep_ in ("compound", "nmod", "poss", "amod")
            and head.head.i > head.i
            and self.sentence.at(head.head) < end
        ):
            head = head.head
        if head.lower_ in words_of("whole_total"):
            owner = next((c for c in head.children if c.dep_ == "poss"), None)
            if owner is not None and not is_pronoun(owner):
                return f"{owner.text} {head.text}"
            topic = self.topic.indicator.text if self.topic.indicator else ""
            topic = _PARTNER.sub("", topic)
            flow = _whole_flow().search(topic.lower())
            return topic[flow.start() : flow.end()] if flow else topic
        own = {(a.start, a.end) for a in self.places.spans()}
        drop = [s for s in self.indicators.drop if (s.start, s.end) not in own]
        phrase = noun_phrase(self.sentence, head, drop)
        return phrase.text if phrase else ""


def _has_who(verb: Any) -> bool:
    """Whether "who" or its like is the subject of a relative clause."""
    return any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in verb.children)


def predicate_of(sentence: Sentence, verb: Any, drop: Sequence[Span]) -> str:
    """What a verb says of its subject, up to the next break, date or area.

    Args:
        sentence: where it stands.
        verb: the verb.
        drop: spans that end it.
    """
    first = verb.i + 1 if verb.pos_ == "AUX" else verb.i
    start = end = sentence.at(verb.doc[min(first, len(verb.doc) - 1)])
    for token in verb.doc[first : first + 10]:
        at = sentence.at(token)
        if token.text in (",", ".", ";", "(") or any(p.start <= at < p.end for p in drop):
            break
        end = sentence.end_of(token)
    return _TRAILING.sub("", sentence.text[start:end].strip())


@cache
def _held_share() -> re.Pattern[str]:
    """Reads "coal's share of power" as that of coal in power."""
    return re.compile(rf"(.{{2,60}}?)['’]s {class_pattern('share_head')} of (.{{2,80}})")


@cache
def _whole_flow() -> re.Pattern[str]:
    return re.compile(rf"\b{class_pattern('whole_flow')}\b")
