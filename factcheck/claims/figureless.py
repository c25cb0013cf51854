"""What the readers of claims without figure or trigger share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factcheck.claims.draft import Draft
from factcheck.claims.scene import Scene
from factcheck.claims.syntax import is_measurable
from factcheck.claims.vocabulary import words_of
from factcheck.records import Indicator

__all__ = ["FigurelessReader"]


class FigurelessReader:
    """Base of the readers of trends and of bare comparisons.

    Args:
        scene: the sentence, its figures and triggers already read.
        drafts: the claims found in it so far.
    """

    def __init__(self, scene: Scene, drafts: Sequence[Draft]) -> None:
        self.scene, self.drafts = scene, list(drafts)
        self.sentence, self.topic = scene.sentence, scene.topic
        figures = [d.anchor for d in drafts if d.quantity is not None]
        self.indicators = scene.indicators(figures)

    def read(self) -> list[Draft]:
        """The claims that the words of the sentence carry, in text order."""
        found = []
        leads = self.leads()
        for token in self.sentence.words:
            draft = self.claim_at(token) if token.lower_ in leads else None
            if draft is not None:
                found.append(draft)
                self.note(draft)
        return found

    def leads(self) -> frozenset[str]:
        """The words, in lower case, that can carry a claim."""
        raise NotImplementedError

    def claim_at(self, token: Any) -> Draft | None:
        """The claim that a word carries; None when it carries none."""
        raise NotImplementedError

    def note(self, draft: Draft) -> None:
        """Takes notice of a claim just found."""

    def core(self, token: Any) -> list[Any]:
        """The noun, its compounds, and what the "of" of a weak one names."""
        inner = ("compound", "amod", "nmod", "conj")
        core = [token, *(c for c in token.children if c.dep_ in inner)]
        if token.lower_ not in words_of("weak"):
            return core
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ == "of":
                core += [c for c in prep.children if c.dep_ == "pobj"]
        return core

    def is_indicator(self, token: Any) -> bool:
        """Whether a noun phrase speaks of something measurable."""
        return any(is_measurable(t) for t in self.core(token))

    def phrased(self, token: Any) -> Indicator | None:
        """The indicator that a noun names."""
        phrase = self.indicators.phrase(token)
        return self.indicators.finish(phrase, self.topic) if phrase is not None else None

    def figures(self) -> list[Draft]:
        """The claims of the sentence that have a figure."""
        return [d for d in self.drafts if d.quantity is not None]
