"""Longest-match lookup of lexicon phrases at a place in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

__all__ = ["Phrases"]

T = TypeVar("T")

_TOKEN = re.compile(r"(?<![^\W_])[^\W_]{1,24}$")
_LONG = 24  # letters of the longest last word of a phrase


class Phrases(Generic[T]):
    """Phrases with what they mean, found at or before an offset.

    A phrase that starts or ends with a letter or digit must not continue in a longer word there.
    The first entry of a phrase wins.

    Args:
        entries: pairs of phrase and meaning.
    """

    __slots__ = ("_by_end", "_by_start")

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        known: dict[str, T] = {}
        for phrase, meaning in entries:
            known.setdefault(phrase, meaning)
        longest_first = sorted(known.items(), key=lambda item: -len(item[0]))
        self._by_start: dict[str, list[tuple[str, T]]] = {}
        self._by_end: dict[str, list[tuple[str, T]]] = {}
        for phrase, meaning in longest_first:
            self._by_start.setdefault(phrase[:2], []).append((phrase, meaning))
            self._by_end.setdefault(_last_token(phrase), []).append((phrase, meaning))

    def at(self, text: str, start: int) -> tuple[T, int] | None:
        """Meaning and end of the longest phrase that starts at `start`."""
        for key in (text[start : start + 2], text[start : start + 1]):
            for phrase, meaning in self._by_start.get(key, ()):
                if text.startswith(phrase, start):
                    end = start + len(phrase)
                    if not phrase[-1].isalnum() or not text[end : end + 1].isalnum():
                        return meaning, end
        return None

    def before(
        self, text: str, end: int, accept: Callable[[T, int], bool] | None = None
    ) -> tuple[T, int] | None:
        """Meaning and start of the longest phrase that ends at `end` and that `accept` takes."""
        if end <= 0:
            return None
        for phrase, meaning in self._by_end.get(_last_token(text[max(0, end - _LONG) : end]), ()):
            if text.endswith(phrase, 0, end):
                start = end - len(phrase)
                inside = start and phrase[0].isalnum() and text[start - 1].isalnum()
                if not inside and (accept is None or accept(meaning, start)):
                    return meaning, start
        return None


def _last_token(text: str) -> str:
    """The letters and digits that end a text, or its last character where that is neither."""
    if not text[-1].isalnum():
        return text[-1]
    hit = _TOKEN.search(text)
    return hit.group() if hit else text[-1]
