"""The words that lead to a figure: what stands right before it, and the movement they express."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from factcheck.claims.syntax import Sentence, Stretch
from factcheck.claims.vocabulary import Movement, movement_at, movements, words_of
from factcheck.records import Direction, Kind, QuantityMention

__all__ = ["Cue", "Role", "View", "lead_movement", "movement_of"]

Role = Literal["to", "from", "by", "of", "at", "with", "bare", "than"]
_ROLES = ("to", "from", "of", "at", "with", "than")
_RELATIVE = ("percent", "percentage_point", "ratio")


@dataclass(frozen=True, slots=True)
class Cue:
    """How a figure is meant.

    Args:
        kind: what the figure states.
        direction: of a change or comparison.
        role: the preposition that leads to the figure.
        source: the movement token that decided, if there is one.
        yardstick: offsets of what follows "than", "above", … in a comparison.
        whole: offsets of what a share is a share of.
        inherits: whether the figure goes on with what the one before it said.
    """

    kind: Kind
    direction: Direction | None = None
    role: Role = "bare"
    source: Any | None = None
    yardstick: tuple[int, int] | None = None
    whole: tuple[int, int] | None = None
    inherits: bool = False


@dataclass(slots=True)
class View:
    """A figure as the rules of kind look at it.

    Args:
        sentence: where it stands.
        figure: the mention.
        spot: its place, and the stretch that belongs to it.
        before: the cue of the figure before it.
        fresh: whether `before` stems from the sentence before.
    """

    sentence: Sentence
    figure: QuantityMention
    spot: Stretch
    before: Cue | None
    fresh: bool = False

    @property
    def start(self) -> int:
        """Where the figure starts, its approximator included."""
        cue = self.figure.cue
        anchor = self.figure.anchor.start
        if cue is None or cue.start > anchor:
            return anchor
        return cue.start + (3 if cue.exact.lower().startswith("by ") else 0)

    @property
    def post(self) -> str:
        """What follows the figure in its stretch."""
        return self.sentence.between(self.figure.anchor.end, self.spot.right)

    @property
    def unit(self) -> str:
        """Unit of the figure, empty when it has none."""
        return self.figure.quantity.unit or ""

    @property
    def relative(self) -> bool:
        """Whether the figure is a percentage, points, a fraction or a multiple."""
        return self.unit in _RELATIVE

    @property
    def grows(self) -> Direction:
        """The direction of a multiple: up above one."""
        value = self.figure.quantity.value
        return "up" if value is None or value > 1 else "down"

    def lead(self) -> list[Any]:
        """Tokens before the figure back to the one before it, words of degree skipped."""
        tokens = self.sentence.tokens(max(self.spot.left, self.start - 120), self.start)
        tokens = [t for t in tokens if self.sentence.end_of(t) <= self.start]
        while tokens and _is_filler(tokens[-1]):
            if movement_at(tokens[-1].lower_, tokens[-1].tag_):
                break
            tokens = tokens[:-1]
        return tokens

    def role(self) -> Role:
        """The preposition right before the figure."""
        tokens = self.lead()
        last = tokens[-1].lower_ if tokens else ""
        if re.search(r"\bby\s*$", self.sentence.between(self.start - 6, self.start)):
            return "by"
        return cast("Role", last) if last in _ROLES else "bare"


def _is_filler(token: Any) -> bool:
    return (
        token.lower_ in _skip()
        or token.tag_ in ("DT", "RB", "PRP$")
        or token.text in ("(", "$", "-", '"', "—", "--")
    )


@cache
def _skip() -> frozenset[str]:
    """Words of degree, but none that is itself a word of movement."""
    return frozenset(w for w in words_of("degree") if w not in movements())


def movement_of(token: Any) -> Movement | None:
    """The movement that a token expresses, with its particle ("went up", "bounced back")."""
    particle = next((c.lower_ for c in token.children if _is_particle(c)), "")
    return movement_at(token.lower_, token.tag_, particle)


def _is_particle(token: Any) -> bool:
    """Whether a token makes one word of movement with the verb before it."""
    near = 0 < token.i - token.head.i <= 2
    phrasal = (
        near and token.dep_ == "advmod" and f"{token.head.lower_} {token.lower_}" in movements()
    )
    return phrasal or token.dep_ == "prt"


def lead_movement(view: View) -> tuple[Movement, Any] | None:
    """The movement right before the figure: "rose", "rose by", "an increase of", "up"."""
    tokens = view.lead()
    if tokens and tokens[-1].lower_ in ("by", "of", "around", "about"):
        noun_needed = tokens[-1].lower_ == "of"
        tokens = tokens[:-1]
        if noun_needed and tokens and tokens[-1].lower_ in words_of("average_noun"):
            noun_needed = False
            tokens = _without_by(tokens[:-1])
        at_rate = _without_rate(tokens) if noun_needed else None
        if at_rate:
            noun_needed, tokens = False, at_rate
        tokens = _without_degree(tokens)
        if tokens and noun_needed:
            return _noun_over(tokens[-1])
    if not tokens:
        return None
    last = tokens[-1].head if _is_particle(tokens[-1]) else tokens[-1]
    move = movement_of(last)
    if move is None and last.tag_ in ("JJ", "VBN", "NNS", "NN"):
        move = next((m for m in movements().get(last.lower_, ()) if m.pos == "verb"), None)
    return (move, last) if move else None


def _without_degree(tokens: list[Any]) -> list[Any]:
    while tokens and tokens[-1].lower_ in _skip() and not movement_of(tokens[-1]):
        tokens = tokens[:-1]
    return tokens


def _without_rate(tokens: list[Any]) -> list[Any] | None:
    """Leaves out "at an annual rate" of "grew at an annual rate of"; None where it is not there."""
    if not tokens or tokens[-1].lower_ not in words_of("pace_noun") | words_of("rate_noun"):
        return None
    at = next((i for i, t in enumerate(tokens) if t.lower_ == "at" and len(tokens) - i < 8), None)
    if at is None or not at or movement_of(tokens[at - 1]) is None:
        return None
    return tokens[:at]


def _without_by(tokens: list[Any]) -> list[Any]:
    """Leaves out the article and the "by" of "grew by an average of"."""
    while tokens and (tokens[-1].tag_ == "DT" or tokens[-1].lower_ == "by"):
        tokens = tokens[:-1]
    return tokens


def _noun_over(token: Any) -> tuple[Movement, Any] | None:
    """The noun of movement that "of" hangs on: "an increase in exports of"."""
    inner = token
    while inner.dep_ in ("pobj", "conj") and inner.head.i != inner.i:
        if inner.head.dep_ == "prep" and inner.head.lower_ == "from":
            break
        inner = inner.head.head if inner.head.dep_ == "prep" else inner.head
        above = movement_of(inner)
        if above is not None and above.pos == "noun":
            return above, inner
        if inner.pos_ not in ("NOUN", "PROPN"):
            break
    move = movement_of(token)
    return (move, token) if move and move.pos == "noun" else None
