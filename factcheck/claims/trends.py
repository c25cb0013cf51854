"""Trends: an indicator went up or down, with no figure that says how far."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.figureless import FigurelessReader
from factcheck.claims.leads import movement_of
from factcheck.claims.modality import is_exhortation, is_negated
from factcheck.claims.subjects import named
from factcheck.claims.syntax import governor, is_measurable, is_pronoun, preposed, subject_of
from factcheck.claims.vocabulary import Movement, movements, words_of
from factcheck.records import Indicator, Span

__all__ = ["TrendReader"]

_BEING = ("was", "were", "is", "are", "be", "been")
_LONGEST = 14
_REACHED = re.compile(r"\s(?:to|at) (?:[a-z-]+ ){0,4}")
_PARTED = re.compile(r"[;,]| and | while | but | as ")


class TrendReader(FigurelessReader):
    """Reads the trends that nothing else in their clause states."""

    def note(self, draft: Draft) -> None:
        """Counts a trend just found among the claims that may state the next one."""
        self.drafts.append(draft)

    def leads(self) -> frozenset[str]:
        """Words of movement, and the first of those of two words."""
        return _leads()

    def claim_at(self, token: Any) -> Draft | None:
        """The trend that a word of movement states."""
        move = movement_of(token) or _seen(token)
        if move is None or self._is_taken(token) or self._is_wish(token):
            return None
        if move.pos == "verb" and token.tag_ == "NN":
            indicator = self._measurable(_owned(token))
        elif move.pos == "verb":
            indicator = self._of_verb(token, move)
        else:
            indicator = self._of_noun(token) if move.pos == "noun" else self._of_adjective(token)
        if indicator is None or len(indicator.text.split()) > _LONGEST:
            return None
        if self._is_stated(token, indicator, move):
            return None
        anchor = self._anchor(token, move)
        spot = self.scene.stretch_of(anchor, self.drafts)
        draft = self.scene.draft("trend", spot, indicator)
        base = self.scene.times.base_at(spot)
        draft.base_period = base.period if base is not None else None
        draft.direction = move.direction
        return None if draft.modality in ("target", "hypothetical") else draft

    def _is_taken(self, token: Any) -> bool:
        """Whether a claim covers the word, or a figure or rank stands right before it."""
        start, end = self.sentence.at(token), self.sentence.end_of(token)
        for draft in self.drafts:
            if draft.anchor.start < end and start < draft.anchor.end:
                return True
            told = draft.quantity is not None or draft.kind == "rank"
            if told and 0 <= start - draft.anchor.end <= 2:
                return True
        return False

    def _is_wish(self, token: Any) -> bool:
        """Whether the movement is denied, wished for or urged."""
        start = self.sentence.at(token)
        if is_exhortation(self.sentence, start) or is_negated(token):
            return True
        if _is_offered(token) or _is_lasting(token):
            return True
        goes_on = token.tag_ == "VB" and token.dep_ == "conj"
        return goes_on and is_exhortation(self.sentence, start, whole=True)

    def _anchor(self, token: Any, move: Movement) -> Span:
        """The word of movement with its adjective, particle or adverb."""
        left = right = token
        if move.pos == "noun":
            for child in token.lefts:
                if child.dep_ == "amod" and child.i == left.i - 1:
                    left = child
        for child in token.rights:
            goes_with = child.dep_ == "prt" or (
                child.dep_ == "advmod" and child.tag_ == "RB" and child.lower_ != "since"
            )
            if goes_with and child.i == right.i + 1:
                right = child
        return Span.of(self.sentence.text, self.sentence.at(left), self.sentence.end_of(right))

    # ------------------------------------------------------------------ parts of speech
    def _of_verb(self, token: Any, move: Movement) -> Indicator | None:
        """What a verb of movement moves: its object, else its subject."""
        if token.dep_ == "amod" and token.tag_ == "VBN" and move.direction == "flat":
            return self._measurable(token.head)
        if token.pos_ != "VERB" or token.dep_ in ("amod", "compound", "pcomp"):
            return None
        if _is_loose(token):
            return None
        obj = next((c for c in token.children if c.dep_ == "dobj"), None)
        if move.valency == "transitive":
            return self._measurable(obj)
        if any(c.dep_ == "dobj" and not is_measurable(c) for c in token.children):
            return None
        if _is_purpose(token):
            return None
        return self._measurable(obj if obj is not None else subject_of(token))

    def _of_noun(self, token: Any) -> Indicator | None:
        """What a noun of movement moves, where it is strong or a verb carries it."""
        verb = governor(token)
        rate = token.dep_ == "compound" and token.head.lower_ in words_of("movement_carrier")
        strong = _is_strong(token) or (rate and _is_strengthened(token.head))
        carried = _is_carried(token, verb, rate=rate)
        if token.dep_ in ("compound", "nmod", "poss") and not rate:
            return None
        if not (strong or carried):
            return None
        found = self._measurable(preposed(token, "of", "in") or _right_behind(token))
        if found is not None:
            return found
        left = [
            c for c in token.lefts if c.dep_ in ("compound", "nmod", "amod") and is_measurable(c)
        ]
        grown = self._grown(left[-1], token) if left else None
        if grown is not None:
            return grown
        return self._measurable(subject_of(verb)) if verb.i != token.i else None

    def _of_adjective(self, token: Any) -> Indicator | None:
        """What an adjective of movement says of its subject ("exports were down")."""
        if token.lower_ in ("up", "down") and token.dep_ not in ("advmod", "acomp", "prt", "ROOT"):
            return None
        verb = governor(token)
        if token.dep_ == "advcl" and token.lower_ in words_of("held_flat"):
            return self._measurable(subject_of(verb))
        if verb.lower_ not in _BEING and verb.lower_ not in words_of("state_verb"):
            return None
        calm = verb.lower_ in ("is", "are", "be") or verb.lower_ in words_of("calm_verb")
        if calm and token.lower_ in words_of("calm"):
            return None
        return self._measurable(subject_of(verb))

    # ------------------------------------------------------------------ indicators
    def _measurable(self, token: Any) -> Indicator | None:
        """The indicator that a noun or pronoun stands for; None for what no table holds."""
        if token is None:
            return None
        if is_pronoun(token):
            known = token.lower_ in ("it", "they", "which", "that")
            return self.topic.indicator if known else None
        if self.indicators.is_area(token):
            return self.topic.indicator
        return self.phrased(token) if self.is_indicator(token) else None

    def _grown(self, part: Any, noun: Any) -> Indicator | None:
        """Reads "export growth of green products" as exports of green products."""
        phrase = self.indicators.phrase(part)
        if phrase is None:
            return None
        of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        whole = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
        rest = self.indicators.phrase(whole)
        return Indicator(text=f"{phrase.text} of {rest.text}" if rest else named(phrase.text))

    # ------------------------------------------------------------------ stated already
    def _is_stated(self, token: Any, indicator: Indicator, move: Movement) -> bool:
        """Whether another claim of the clause already states this movement."""
        verb = token if "verb" in (move.pos, token.pos_.lower()) else governor(token)
        for draft in self.drafts:
            source = draft.source
            if draft.kind == "trend" and draft.indicator.text != indicator.text:
                continue
            if draft.kind == "comparison":
                compared = source is not None and source.pos_ != "VERB"
                if compared and governor(source).i == verb.i:
                    return True
                root = self.sentence.root_of(draft.anchor.start, draft.anchor.end)
                if draft.quantity is not None and governor(root).i == verb.i:
                    return True
            elif (source is not None and source.i in (token.i, verb.i)) or (
                self._can_state(draft, token, move) and self._is_near(draft, verb, indicator)
            ):
                return True
        return False

    def _can_state(self, draft: Draft, token: Any, move: Movement) -> bool:
        """Whether a claim is of a kind that says how its indicator moved."""
        verb = token if "verb" in (move.pos, token.pos_.lower()) else governor(token)
        if draft.kind == "rank":
            return False
        if draft.kind in ("record", "streak", "first_time"):
            beside = draft.event is not None and draft.event.type == "exceeds"
            return not beside and draft.direction in (None, move.direction)
        if draft.kind == "level" and move.pos == "adjective":
            return self._is_reached(draft, token)
        if draft.kind == "level":
            root = self.sentence.root_of(draft.anchor.start, draft.anchor.end)
            return root is not None and governor(root).i == verb.i
        return True

    def _is_reached(self, draft: Draft, token: Any) -> bool:
        """Whether a level is where a word leads: "down to 4 million", "unchanged at 3 percent"."""
        gap = self.sentence.between(self.sentence.end_of(token), draft.anchor.start)
        return _REACHED.fullmatch(gap) is not None

    def _is_near(self, draft: Draft, verb: Any, indicator: Indicator) -> bool:
        """Whether a claim stands in the same clause, or speaks of the same thing close by."""
        low, high = sorted((self.sentence.at(verb), draft.anchor.start))
        gap = self.sentence.between(low, high)
        same = indicator.text.lower() in draft.indicator.text.lower()
        if same and len(gap) < 110 and ";" not in gap:
            return True
        return not _PARTED.search(gap) and len(gap) < 70


@cache
def _leads() -> frozenset[str]:
    return frozenset(form.split(" ")[0] for form in movements())


def _seen(token: Any) -> Movement | None:
    """The movement of "saw its population shrink", where the parse takes the verb for a noun."""
    verb = token.head
    seen = token.tag_ == "NN" and token.dep_ == "dobj" and verb.lower_ in words_of("trend_verb")
    if not seen or _owned(token) is None:
        return None
    return next((m for m in movements().get(token.lower_, ()) if m.pos == "verb"), None)


def _owned(token: Any) -> Any | None:
    """The measurable noun right before a word, if its owner stands before it."""
    if token.i < 2 or not is_measurable(token.nbor(-1)):
        return None
    return token.nbor(-1) if any(c.dep_ == "poss" for c in token.children) else None


def _right_behind(noun: Any) -> Any | None:
    """What follows an object with "of" or "in", where the parse hangs it on the verb."""
    prep = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if prep is None or noun.dep_ != "dobj" or prep.dep_ != "prep" or prep.head.i != noun.head.i:
        return None
    if prep.lower_ not in ("of", "in"):
        return None
    return next((c for c in prep.children if c.dep_ == "pobj"), None)


def _is_loose(token: Any) -> bool:
    """Whether a participle stands without a subject of its own."""
    loose = token.tag_ == "VBG" and token.dep_ in ("ROOT", "advcl", "conj", "csubj")
    return loose and not any(c.dep_ in ("nsubj", "aux") for c in token.children)


def _is_offered(token: Any) -> bool:
    """Whether "we would cut" tells what the writers themselves had rather done."""
    would = any(c.dep_ == "aux" and c.lower_ in words_of("would") for c in token.children)
    subject = subject_of(token) if would else None
    return subject is not None and subject.lower_ in words_of("writer")


def _is_lasting(token: Any) -> bool:
    """Whether a passive tells what is so at all times ("confidence is lost quickly")."""
    if token.tag_ != "VBN":
        return False
    lead = token.head if token.dep_ == "conj" else token
    return any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in lead.children)


def _is_purpose(token: Any) -> bool:
    """Whether an infinitive tells what something is for."""
    led = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
    return led and token.dep_ not in ("xcomp", "ccomp", "ROOT")


def _is_strong(noun: Any) -> bool:
    """Whether an adjective makes a movement of a noun ("rapid growth", "slower growth")."""
    return any(c.lower_ in words_of("strength") or c.tag_ == "JJR" for c in noun.lefts)


def _is_strengthened(noun: Any) -> bool:
    return any(c.lower_ in words_of("strength") for c in noun.lefts)


def _is_carried(noun: Any, verb: Any, *, rate: bool) -> bool:
    """Whether a verb says that the movement took place ("saw a decline")."""
    subject = noun.dep_ in ("nsubj", "nsubjpass") or (rate and noun.head.dep_ == "nsubj")
    if not subject and verb.lower_ in words_of("trend_verb"):
        return True
    return bool(noun.dep_ == "pobj" and noun.head.lower_ in words_of("trend_verb"))
