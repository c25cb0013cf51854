"""What the claims room finds in a sentence, with the whole vocabulary and without one row of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from factcheck.claims import ClaimFinder, vocabulary
from factcheck.claims.sentences import split_sentences
from factcheck.lexicon import load_rows
from factcheck.mentions import find_mentions, triggers
from factcheck.records import Article, Mentions

PUBLISHED = date(2026, 2, 6)
_READERS: tuple[Any, ...] = (vocabulary, triggers)
Row = dict[str, str]


class _OnceParsed:
    """A parser that reads each text once; what it makes of a text does not change."""

    def __init__(self, parser: Any) -> None:
        self.parser = parser
        self.seen: dict[str, Any] = {}

    def pipe(self, texts: Sequence[str]) -> Iterator[Any]:
        for text in texts:
            if text not in self.seen:
                self.seen[text] = next(iter(self.parser.pipe([text])))
            yield self.seen[text]


class RowReader:
    """Reads sentences with rows of the vocabulary left out."""

    def __init__(self) -> None:
        self.finder = ClaimFinder()
        self.finder._parser = _OnceParsed(self.finder.parser)
        self.mentions: dict[str, Mentions] = {}

    def found(self, text: str) -> tuple[list[str], list[tuple[int, int]]]:
        """Everything claimed in a text, and where its sentences end."""
        if text not in self.mentions:
            self.mentions[text] = find_mentions(text, PUBLISHED)
        now = replace(self.mentions[text], triggers=tuple(triggers.find_triggers(text)))
        claims = self.finder.find(Article(id="a", text=text, published=PUBLISHED), now)
        return [c.model_dump_json() for c in claims], split_sentences(text)

    @contextmanager
    def without(self, name: str, row: Row) -> Iterator[None]:
        """Leaves one row of a vocabulary out."""
        kept: dict[str, list[Row]] = {}

        def rows(of: str, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
            if of not in kept:
                kept[of] = [r for r in load_rows(of, required, optional) if of != name or r != row]
            return kept[of]

        for module in _READERS:
            module.load_rows = rows
        _forget()
        try:
            yield
        finally:
            for module in _READERS:
                module.load_rows = load_rows
            _forget()

    def is_exercised(self, name: str, row: Row) -> bool:
        """Whether the row's example reads differently without the row."""
        before = self.found(row["example"])
        with self.without(name, row):
            return self.found(row["example"]) != before


def _forget() -> None:
    for clear in _caches():
        clear()


def _caches() -> list[Callable[[], None]]:
    rooms = ("factcheck.claims.", "factcheck.mentions.triggers")
    modules = [m for n, m in sys.modules.items() if n.startswith(rooms)]
    found = (getattr(v, "cache_clear", None) for m in modules for v in vars(m).values())
    return [clear for clear in found if clear is not None]
