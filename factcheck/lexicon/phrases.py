"""Many phrases looked for at once: one automaton, whole words, the longest from the left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["Phrases", "is_word"]


class Phrases:
    """A set of phrases, found in time that does not grow with their number.

    Args:
        phrases: as they stand in the texts to be searched, capitals included.
        stands: whether the stretch from a start to an end of a text may be one of them
            (no part of a longer word).
    """

    def __init__(self, phrases: Sequence[str], stands: Callable[[str, int, int], bool]) -> None:
        self._automaton = AhoCorasick(list(phrases), matchkind=MatchKind.Standard)
        self._stands = stands

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Start, end and place in the list of each phrase found, none overlapping another.

        Args:
            text: where to look.
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        free = 0
        for start, end, place in sorted(
            (start, -end, place) for place, start, end in found if self._stands(text, start, end)
        ):
            if start >= free:
                free = -end
                yield start, free, place


def is_word(char: str) -> bool:
    """Whether a character is part of a word."""
    return char.isalnum() or char == "_"
