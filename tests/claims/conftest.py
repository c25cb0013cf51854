"""Parsed sentences for the tests of the claims room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from factcheck.claims import ClaimFinder
from factcheck.claims.context import Topic
from factcheck.claims.places import PlaceFinder
from factcheck.claims.scene import Scene
from factcheck.claims.syntax import Sentence
from factcheck.claims.times import TimeFinder
from factcheck.mentions import find_mentions
from factcheck.records import Article, Claim

PUBLISHED = date(2026, 2, 6)


@pytest.fixture(scope="session")
def finder() -> ClaimFinder:
    return ClaimFinder()


@pytest.fixture(scope="session")
def claims_of(finder: ClaimFinder) -> Callable[..., list[Claim]]:
    def find(
        text: str, title: str | None = None, published: date | None = PUBLISHED
    ) -> list[Claim]:
        article = Article(id="a", text=text, title=title, published=published)
        mentions = find_mentions(text, published, title)
        return finder.find(article, mentions, find_mentions(title, published) if title else None)

    return find


@pytest.fixture(scope="session")
def scene_of(finder: ClaimFinder) -> Callable[[str], Scene]:
    """A text of one sentence, parsed, with an empty topic."""

    def build(text: str) -> Scene:
        mentions = find_mentions(text, PUBLISHED)
        sentence = Sentence(text, 0, len(text), finder.parser(text), mentions)
        places = PlaceFinder(sentence, list(mentions.areas), list(mentions.triggers))
        times = TimeFinder(sentence, list(mentions.periods), list(mentions.triggers))
        return Scene(sentence, places, times, Topic(published=PUBLISHED))

    return build
