"""Ranks: the place that an entity holds in an ordering."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.syntax import governor, is_measurable, subject_of
from factcheck.claims.triggered import TriggerReader
from factcheck.claims.vocabulary import (
    class_pattern,
    rank_nouns,
    superlative_measures,
    words_in,
    words_of,
)
from factcheck.records import Area, AreaMention, Indicator, Rank, TriggerMention

__all__ = ["RankReader"]

_SUPERLATIVE = ("rank.sup", "rank.nth_sup")
_STATED = ("rank.ranked", "rank.place", "rank.no", "rank.first_in")
# what a country or a city is ranked by says nothing: the passage does
_SIZE = "size"
_AMONG = re.compile(r" (?:to|in|of|for|among|after|behind)\b")
_APART = re.compile(r"[,.;]|\b(?:in|of|by|to|for|among|after|behind|ahead|with|from)\b")
_OWN_SCOPE = re.compile(r"\b(?P<owner>[a-z.-]{2,30})(?P<mark>'s?) (?:[a-z-]{1,20} ){0,2}$")
_OF_SCOPE = re.compile(
    r"[^,.;]{0,40}?\b(?:(?:among|in) (?:the |all |its )?(?:\d{1,3} )?|of (?:the |all |its ))"
    r"([a-z][a-z' -]{2,40})"
)
_LEAD = re.compile(
    r"^\W{0,3}(?:among|of|in|within|across)(?: (?:the|all|other)){0,2} ?$", re.IGNORECASE
)
_SCOPE_END = re.compile(r"\s{1,9}(?:in|to|of|for|with|by|on|at|from|after|since|and)\b.*$")


class RankReader(TriggerReader):
    """Reads "the world's second-largest importer", "ranked 11th", "first among its peers"."""

    def read(self, trigger: TriggerMention) -> Draft | None:
        """The rank; none where the words order nothing."""
        token = self.token(trigger)
        if token is None or trigger.position is None or _is_loose(token, trigger):
            return None
        noun = _ranked_noun(token)
        ranked = trigger.row in _STATED
        scope = self._scope(trigger)
        if not (ranked or self._orders(trigger, token, noun, scope)):
            return None
        if ranked and noun.pos_ == "VERB" and trigger.row == "rank.place":
            return None
        draft = self.draft(trigger, self._indicator(trigger, noun, ranked=ranked))
        draft.rank = Rank(
            position=trigger.position, order=trigger.order or "largest", scope=scope or "world"
        )
        draft.ref_area = self._holder(trigger, draft.ref_area)
        if noun.lower_ not in rank_nouns() and self._is_holder(scope):
            return None
        if self._is_timeless(trigger, noun):
            draft.period = None
        nameless = draft.ref_area is None and draft.indicator.text == trigger.anchor.exact
        return None if nameless else draft

    def _orders(self, trigger: TriggerMention, token: Any, noun: Any, scope: str) -> bool:
        """Whether a superlative gives a place among others."""
        if trigger.anchor.exact.lower().endswith(" ever"):
            return True
        ranked = noun.lower_ in rank_nouns()
        if scope and (ranked or is_measurable(noun) or noun.i == token.i):
            return True
        end = max(self.sentence.end_of(noun), trigger.anchor.end)
        behind = self.sentence.between(end, end + 60)
        possessed = any(c.dep_ == "poss" for c in noun.children)
        return ranked and (possessed or _AMONG.match(behind) is not None)

    def _scope(self, trigger: TriggerMention) -> str:
        """What the ordering covers: "the world's", "in Asia", "among partners", "globally"."""
        if trigger.anchor.exact.lower().endswith(" ever"):
            return "own history"
        before = self.sentence.between(trigger.anchor.start - 40, trigger.anchor.start)
        behind = self.sentence.between(trigger.anchor.end, trigger.anchor.end + 70)
        if _world_before().search(before) or _world_behind().search(behind):
            return "world"
        own = None if trigger.row in _STATED else _OWN_SCOPE.search(before)
        if own:
            at = trigger.anchor.start - len(before)
            return self._area_named(at + own.end("owner")) or own["owner"]
        of = _OF_SCOPE.match(behind)
        return _SCOPE_END.sub("", of.group(1).strip()) if of else self._leading(trigger)

    def _leading(self, trigger: TriggerMention) -> str:
        """The group that leads the sentence: "Among ASEAN members, Indonesia had the highest"."""
        first = self.sentence.start
        for area in (*self.scene.places.areas, *self.scene.places.scopes):
            at = area.anchor.start
            before = area.form == "aggregate" and first <= at < trigger.anchor.start
            if before and _LEAD.match(self.sentence.between(first, at)):
                return area.anchor.exact.lower()
        return ""

    def _is_holder(self, scope: str) -> bool:
        """Whether "the highest in Romania" names who holds the place, not those it is among."""
        named = [a for a in self.scene.places.areas if a.form == "name"]
        return any(a.anchor.exact.lower() == scope for a in named)

    def _area_named(self, end: int) -> str:
        """The area whose name ends at an offset, in lower case."""
        places = self.scene.places
        named = [a for a in (*places.areas, *places.scopes) if a.anchor.end == end]
        return named[0].anchor.exact.lower() if named else ""

    # ------------------------------------------------------------------ what is ranked by
    def _indicator(self, trigger: TriggerMention, noun: Any, *, ranked: bool) -> Indicator:
        own = self.token(trigger)
        alone = own is None or noun.i == own.i
        if ranked or (alone and not is_measurable(noun)):
            return self._among(trigger) or self._topical(trigger)
        for word, indicator in superlative_measures().items():
            if word in trigger.anchor.exact.lower():
                return Indicator(text=indicator)
        phrase = self.indicators.without(trigger.anchor).phrase(noun)
        if phrase is None or (noun.lower_ in words_of("weak") and len(words_in(phrase.text)) == 1):
            return self._topical(trigger)
        measured = rank_nouns().get(noun.lower_)
        if measured == _SIZE:
            dealt = (
                rank_nouns().get(t.lower_) for t in noun.lefts if t.i != getattr(own, "i", None)
            )
            measured = next((m for m in dealt if m is not None), measured)
        if measured is None:
            return self.indicators.finish(phrase, self.scene.topic)
        if measured in words_of("ranked_itself"):
            return Indicator(text=phrase.text, span=phrase.span)
        words = self._modifiers(trigger, noun)
        if measured == _SIZE and not words:
            return self._topical(trigger)
        if measured.split()[0] != _SIZE and not words:
            words = [measured, *self._of_what(noun)]
        else:
            words = [*words, measured]
        return Indicator(text=" ".join(words), span=phrase.span)

    def _of_what(self, noun: Any) -> list[str]:
        """What the one in the place deals in: exporter "of raw cotton"."""
        for preposition in noun.rights:
            of = preposition.dep_ == "prep" and preposition.lower_ == "of"
            for head in preposition.rights if of else ():
                if head.pos_ != "NOUN" or self.indicators.is_area(head):
                    continue
                kept = [t.text for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")]
                return ["of", *kept, head.text]
        return []

    def _among(self, trigger: TriggerMention) -> Indicator | None:
        """Reads "ranked third among the exporters of goods": what those compared are ranked by."""
        end = trigger.anchor.end
        for token in self.sentence.tokens(end, end + 60):
            measured = rank_nouns().get(token.lower_)
            if token.text in (",", ";") or token.pos_ in ("VERB", "AUX"):
                return None
            if measured is not None and not measured.startswith(_SIZE) and token.pos_ == "NOUN":
                return Indicator(text=" ".join([*self._modifiers(trigger, token), measured]))
        return None

    def _modifiers(self, trigger: TriggerMention, noun: Any) -> list[str]:
        """The words that narrow what is ranked: "crude oil" importer, importer of "goods"."""
        words = [
            t.text
            for t in noun.lefts
            if t.dep_ in ("compound", "amod", "nmod")
            and not (trigger.anchor.start <= self.sentence.at(t) < trigger.anchor.end)
            and not self.indicators.is_area(t)
            and t.lower_ not in words_of("rank_filler")
        ]
        behind = self.sentence.between(trigger.anchor.end, trigger.anchor.end + 50)
        goods = _traded().search(behind)
        if goods and goods.group(1) not in words:
            words = [goods.group(1), *words]
        return words

    def _topical(self, trigger: TriggerMention) -> Indicator:
        before = [f for f in self.figures if f.anchor.end <= trigger.anchor.start]
        return before[-1].indicator if before else self.subject_indicator(trigger)

    # ------------------------------------------------------------------ who holds the place
    def _holder(self, trigger: TriggerMention, found: Area | None) -> Area | None:
        """The entity that holds the place: subject or apposition, never the scope."""
        beside = self._beside(trigger)
        if beside is not None:
            return _area(beside)
        scoped = {a.code for a in self.scene.places.areas if self._is_scope(a, trigger)}
        own = [
            a
            for a in self.scene.places.areas
            if a.code not in scoped and a.anchor.start < trigger.anchor.start
        ]
        if own:
            subject = subject_of(governor(self.token(trigger)))
            named = [a for a in own if subject is not None and self._touches(a, subject)]
            return _area(named[0] if named else own[-1])
        if found is not None and found.code in scoped | {"WLD"}:
            topic = self.scene.topic
            known = topic.area or topic.home
            return known if known is not None and known.code not in scoped else topic.home
        return found

    def _beside(self, trigger: TriggerMention) -> AreaMention | None:
        """An area in apposition right behind: "the largest buyer, India"."""
        end = trigger.anchor.end
        for area in self.scene.places.areas:
            gap = self.sentence.between(end, area.anchor.start)
            near = 0 <= area.anchor.start - end < 45 and area.form == "name"
            if near and not _APART.search(gap):
                return area
        return None

    def _is_scope(self, area: AreaMention, trigger: TriggerMention) -> bool:
        """Whether an area is the whole that is ordered: an aggregate, or "Asia's largest"."""
        end = area.anchor.end
        owns = self.sentence.between(end, end + 2) == "'s"
        gap = self.sentence.between(end, trigger.anchor.start).strip(" '")
        return area.form == "aggregate" or (owns and gap in ("s", ""))

    def _touches(self, area: AreaMention, token: Any) -> bool:
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        return start <= area.anchor.end and area.anchor.start <= end

    # ------------------------------------------------------------------ when
    def _is_timeless(self, trigger: TriggerMention, noun: Any) -> bool:
        """A description ("the world's second-largest consumer") has no period of its own."""
        verb = governor(noun)
        start, end = trigger.anchor.start, trigger.anchor.end
        beside = any(f.anchor.end <= start for f in self.figures)
        if beside and self.sentence.between(start - 5, start).endswith("the "):
            return False
        predicate = noun.dep_ in ("attr", "acomp", "oprd", "dobj", "ROOT") or verb.i == noun.i
        predicate = predicate or (noun.dep_ == "pobj" and noun.head.lower_ == "as")
        if predicate or trigger.row not in _SUPERLATIVE:
            references = self.scene.times.references
            stated = any(abs(p.anchor.start - start) < 80 for p in references)
            return not stated and verb.lower_ in ("is", "are")
        return not _standing().search(self.sentence.between(start - 60, end + 60))


def _is_loose(token: Any, trigger: TriggerMention) -> bool:
    """Whether a superlative is a noun of its own ("the top") or leads a participle."""
    if token.pos_ == "NOUN" and trigger.anchor.exact.lower() in words_of("weak_superlative"):
        return True
    led = trigger.row in _SUPERLATIVE and token.tag_ == "VBG"
    return led and token.dep_ not in ("amod", "compound")


def _ranked_noun(token: Any) -> Any:
    """The noun that a superlative describes, up to the first that can be ranked."""
    led = token.dep_ in ("amod", "compound", "nmod", "advmod")
    noun = token.head if led and token.head.pos_ != "ADV" else token
    while (
        noun.lower_ not in rank_nouns()
        and noun.dep_ in ("compound", "nmod", "amod")
        and noun.head.pos_ in ("NOUN", "PROPN")
        and noun.head.i > noun.i
    ):
        noun = noun.head
    return noun


def _area(mention: AreaMention) -> Area:
    return Area(text=mention.anchor.exact, code=mention.code)


@cache
def _world_before() -> re.Pattern[str]:
    world, wide = class_pattern("world_noun"), class_pattern("world_adjective")
    return re.compile(rf"\b(?:{world}'s|{wide}) (?:[a-z-]{{1,20}} ){{0,2}}$")


@cache
def _world_behind() -> re.Pattern[str]:
    return re.compile(rf"^[^.;]{{0,50}}\b{class_pattern('world_scope')}\b")


@cache
def _traded() -> re.Pattern[str]:
    return re.compile(rf"\b(?:of|in) ({class_pattern('traded_kind')})\b")


@cache
def _standing() -> re.Pattern[str]:
    return re.compile(rf"\b{class_pattern('standing')}")
