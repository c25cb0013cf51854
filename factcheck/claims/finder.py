"""Ties mentions into claims, sentence by sentence, carrying the topic along."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from factcheck.claims.context import Topic, start_topic
from factcheck.claims.draft import Draft
from factcheck.claims.events import EventReader
from factcheck.claims.figures import FigureReader, newest_period, usable_figures
from factcheck.claims.modality import attribution_of
from factcheck.claims.model import load_parser
from factcheck.claims.movement import MovementReader
from factcheck.claims.places import PlaceFinder
from factcheck.claims.sentences import candidate_sentences
from factcheck.claims.syntax import Sentence, is_measurable, noun_phrase, subject_of
from factcheck.claims.times import TimeFinder
from factcheck.claims.vocabulary import words_of
from factcheck.records import Article, Claim, Mentions, Span
from factcheck.settings import default_model

__all__ = ["ClaimFinder"]

_BATCH = 16
_EXAMPLE = re.compile(r"\btaking (?:the )?([a-z][a-z -]{2,40}?) as an example")
_CLAUSE = re.compile(r"[;:]|,(?=\s)|\s[—–-]{1,2}\s")


class ClaimFinder:
    """Finds the claims of articles; holds the parser, which is loaded on first use.

    Args:
        model: name of the spaCy model.
    """

    def __init__(self, model: str | None = None) -> None:
        self.model = model or default_model()
        self._parser: Any = None

    @property
    def parser(self) -> Any:
        """The loaded pipeline."""
        if self._parser is None:
            self._parser = load_parser(self.model)
        return self._parser

    def find(
        self, article: Article, mentions: Mentions, title: Mentions | None = None
    ) -> list[Claim]:
        """The claims of an article, in text order, with ids c1, c2, ….

        Args:
            article: what is read.
            mentions: everything found in `article.text`.
            title: everything found in the title, for the area and the date it sets.

        Raises:
            MissingModel: when the parser cannot be loaded.
        """
        spans = candidate_sentences(article.text, mentions)
        if not spans:
            return []
        texts = [article.text[a:b] for a, b in spans]
        docs = self.parser.pipe(texts, batch_size=_BATCH)
        topic = start_topic(article, mentions, title or Mentions())
        drafts: list[tuple[Draft, Sentence]] = []
        for (start, end), doc in zip(spans, docs, strict=True):
            sentence = Sentence(article.text, start, end, doc, mentions)
            drafts += [(d, sentence) for d in _read(sentence, mentions, topic)]
        return list(_finished(drafts))


def _read(sentence: Sentence, mentions: Mentions, topic: Topic) -> list[Draft]:
    """All the drafts of one sentence, in text order."""
    example = _EXAMPLE.search(sentence.low)
    if example:
        topic.example = example.group(1)
    triggers = sentence.pick(mentions.triggers)
    known = topic.area or topic.home
    figures_at = [q.anchor for q in mentions.quantities if sentence.within(q.anchor)]
    areas = [
        a
        for a in sentence.pick(mentions.areas)
        if not any(a.anchor.overlaps(q) for q in figures_at)
    ]
    places = PlaceFinder(sentence, areas, triggers, known.code if known else None)
    times = TimeFinder(sentence, sentence.pick(mentions.periods), triggers)
    figures = FigureReader(sentence, places, times, topic).read(usable_figures(sentence, mentions))
    events = EventReader(sentence, places, times, topic, figures).read(triggers)
    moves = MovementReader(sentence, places, times, topic, [*figures, *events]).read()
    topic.subject = _subject(sentence, places, times)
    found = sorted([*figures, *events, *moves], key=lambda d: (d.anchor.start, d.anchor.end))
    _carry(topic, sentence, places, times, found)
    return found


def _subject(sentence: Sentence, places: PlaceFinder, times: TimeFinder) -> str:
    """Whom or what a sentence speaks of, where it is neither an area nor an indicator."""
    root = next((t for t in sentence.doc if t.dep_ == "ROOT"), None)
    subject = subject_of(root) if root is not None else None
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or is_measurable(subject):
        return ""
    drop = [*places.spans(), *(p.anchor for p in times.references + times.bases)]
    phrase = noun_phrase(sentence, subject, drop)
    if phrase is None or subject.lower_ in words_of("drop"):
        return ""
    return phrase.text


def _carry(
    topic: Topic, sentence: Sentence, places: PlaceFinder, times: TimeFinder, found: list[Draft]
) -> None:
    """What the sentence leaves for the next one."""
    if found:
        first = found[0]
        narrower = first.ref_area is not None and first.ref_area.code != "WLD"
        stays = topic.home is not None and topic.home.code != "WLD" and not narrower
        if stays:
            topic.area = topic.home
        elif first.ref_area is not None and first.ref_area.code not in places.trailing:
            topic.area = first.ref_area
        elif first.ref_area is not None and topic.home is not None:
            topic.area = topic.home
        if first.period is not None and first.modality == "asserted":
            topic.period = newest_period(first)
        if first.quantity is None and first.kind != "rank":
            name = first.indicator.text.split(" against ")[0]
            topic.indicator = first.indicator.model_copy(update={"text": name})
    else:
        areas = [a for a in places.areas if a.form != "aggregate"]
        if areas and topic.area is None:
            topic.home = topic.home or None
        if times.references and times.references[0].complete:
            topic.period = times.references[0].period


def _finished(drafts: Iterable[tuple[Draft, Sentence]]) -> Iterable[Claim]:
    """Drafts as frozen claims with ids, quotes and attributions."""
    said: dict[int, str | None] = {}
    for number, (draft, sentence) in enumerate(drafts, start=1):
        if sentence.start not in said:
            said[sentence.start] = attribution_of(sentence)
        yield Claim(
            id=f"c{number}",
            kind=draft.kind,
            anchor=draft.anchor,
            quote=_quote(sentence, draft),
            indicator=draft.indicator,
            ref_area=draft.ref_area,
            counterpart=draft.counterpart,
            period=draft.period,
            base_period=draft.base_period,
            quantity=draft.quantity,
            basis=draft.basis,
            direction=draft.direction,
            rank=draft.rank,
            streak=draft.streak,
            modality=draft.modality,
            negated=draft.negated,
            attribution=said[sentence.start],
            event=draft.event,
        )


def _quote(sentence: Sentence, draft: Draft) -> Span:
    """The clause around an anchor: back to its subject, on to the next strong break."""
    anchor = draft.anchor
    start, end = sentence.start, sentence.end
    if end - start > 240:
        for match in _CLAUSE.finditer(sentence.text, sentence.start, anchor.start):
            if anchor.start - match.end() > 60:
                start = match.end()
        following = _CLAUSE.search(sentence.text, anchor.end, sentence.end)
        if following:
            end = following.start()
    while start < anchor.start and sentence.text[start].isspace():
        start += 1
    return Span.of(sentence.text, start, max(end, anchor.end))


class ClaimsComponent:
    """The spaCy component: sets `doc._.factcheck_claims`."""

    def __init__(self, find: Any, published: str | None = None) -> None:
        from spacy.tokens import Doc  # noqa: PLC0415 - only where spaCy is in use

        if not Doc.has_extension("factcheck_claims"):
            Doc.set_extension("factcheck_claims", default=())
        self.find = find
        self.published = date.fromisoformat(published) if published else None

    def __call__(self, doc: Any) -> Any:
        """Finds the claims of the document's text."""
        doc._.factcheck_claims = tuple(self.find(doc.text, self.published))
        return doc
