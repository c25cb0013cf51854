"""Ties mentions into claims, sentence by sentence, carrying the topic along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from factcheck.claims.comparisons import ComparisonReader
from factcheck.claims.context import Topic, start_topic
from factcheck.claims.draft import Draft
from factcheck.claims.events import read_events
from factcheck.claims.figures import FigureReader
from factcheck.claims.modality import attribution_of
from factcheck.claims.model import load_parser
from factcheck.claims.parser import Parser
from factcheck.claims.places import PlaceFinder
from factcheck.claims.scene import Scene
from factcheck.claims.sentences import MentionsByPlace, candidate_sentences
from factcheck.claims.spans import carried_period, newest_period
from factcheck.claims.syntax import Sentence, is_measurable, subject_of
from factcheck.claims.tags import correct_tags
from factcheck.claims.times import TimeFinder
from factcheck.claims.trends import TrendReader
from factcheck.claims.usable import usable_figures
from factcheck.claims.vocabulary import class_pattern, words_of
from factcheck.records import Area, Article, Claim, Mentions, Span, TriggerMention
from factcheck.settings import default_model

__all__ = ["ClaimFinder"]

_CLAUSE = re.compile(r"[;:]|,(?=\s)|\s[—–-]{1,2}\s")


class ClaimFinder:
    """Finds the claims of articles; holds the parser, which is loaded on first use.

    Args:
        model: name of the spaCy model.
    """

    def __init__(self, model: str | None = None) -> None:
        self.model = model or default_model()
        self._parser: Parser | None = None

    @property
    def parser(self) -> Parser:
        """The loaded parser."""
        if self._parser is None:
            self._parser = Parser(load_parser(self.model), lambda: load_parser(self.model))
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
        docs = self.parser.pipe(texts)
        topic = start_topic(article, mentions, title or Mentions())
        placed = MentionsByPlace(mentions)
        drafts: list[tuple[Draft, Sentence]] = []
        for (start, end), doc in zip(spans, docs, strict=True):
            near = placed.touching(start, end)
            sentence = Sentence(article.text, start, end, correct_tags(doc), near)
            drafts += [(d, sentence) for d in _read(sentence, near, topic)]
        return list(_finished(drafts))


def _read(sentence: Sentence, mentions: Mentions, topic: Topic) -> list[Draft]:
    """All the drafts of one sentence, in text order."""
    example = _example().search(sentence.low)
    if example:
        topic.example = example.group(1)
    triggers = sentence.pick(mentions.triggers)
    scene = _scene(sentence, mentions, triggers, topic)
    figures = FigureReader(scene, usable_figures(sentence, mentions, topic.unit)).read()
    found = [*figures, *read_events(scene, figures, triggers)]
    found += ComparisonReader(scene, found).read()
    found += TrendReader(scene, found).read()
    topic.subject = _subject(scene)
    found.sort(key=lambda d: (d.anchor.start, d.anchor.end))
    _carry(scene, found)
    return found


def _scene(
    sentence: Sentence, mentions: Mentions, triggers: Sequence[TriggerMention], topic: Topic
) -> Scene:
    """The sentence with its areas, none of which lies inside a figure, and its periods."""
    known = topic.area or topic.home
    figures = [q.anchor for q in sentence.pick(mentions.quantities)]
    areas = [
        a
        for a in sentence.pick(mentions.areas)
        if not any(a.anchor.overlaps(figure) for figure in figures)
    ]
    places = PlaceFinder(sentence, areas, triggers, known.code if known else None)
    times = TimeFinder(sentence, sentence.pick(mentions.periods), triggers)
    return Scene(sentence, places, times, topic)


def _subject(scene: Scene) -> str:
    """Whom or what a sentence speaks of, where it is neither an area nor an indicator."""
    root = next((t for t in scene.sentence.words if t.dep_ == "ROOT"), None)
    subject = subject_of(root) if root is not None else None
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or is_measurable(subject):
        return ""
    phrase = scene.indicators([]).phrase(subject)
    return "" if phrase is None or subject.lower_ in words_of("drop") else phrase.text


def _carry(scene: Scene, found: list[Draft]) -> None:
    """What the sentence leaves for the next one."""
    topic = scene.topic
    if not found:
        references = scene.times.references
        if references and references[0].complete:
            topic.period = references[0].period
        return
    first = found[0]
    topic.area = _carried_area(scene, first.ref_area)
    if first.period is not None and first.modality == "asserted":
        topic.period = carried_period(topic, newest_period(_newest(found[:2])))
    if first.quantity is None and first.kind != "rank":
        name = first.indicator.text.split(" against ")[0]
        topic.indicator = first.indicator.model_copy(update={"text": name})


def _newest(ends: Sequence[Draft]) -> Draft:
    """Of the two ends of "rose from 4.1 to 4.5 percent", the later; else the first."""
    first, last = ends[0], ends[-1]
    same = first.kind == last.kind == "level" and first.indicator.text == last.indicator.text
    if not same or first.period is None or last.period is None:
        return first
    return last if last.modality == "asserted" and last.period.end > first.period.end else first


def _carried_area(scene: Scene, area: Area | None) -> Area | None:
    """The area that the next sentence goes on with; one that only trails a figure is left."""
    topic = scene.topic
    narrower = area is not None and area.code != "WLD"
    if topic.home is not None and topic.home.code != "WLD" and not narrower:
        return topic.home
    if area is None:
        return topic.area
    if area.code not in scene.places.trailing:
        return area
    return topic.home or topic.area


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


@cache
def _example() -> re.Pattern[str]:
    taking, example = class_pattern("example_verb"), class_pattern("example_noun")
    return re.compile(rf"\b{taking} (?:the )?([a-z][a-z -]{{2,40}}?) as an? {example}")
