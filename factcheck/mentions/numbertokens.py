"""The words of a number, one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factcheck.lexicon.measures import NumberWord, load_number_words

__all__ = ["ARTICLES", "Reader", "Token", "read_tokens", "vocabulary"]

ARTICLES = ("a", "an")

_WORD = re.compile(r"[a-z]{1,13}")
_GAP = re.compile(r" - |[ -]| {2}")
_LONGEST = 28  # words of one number


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a number, with its lexicon row where it has one."""

    text: str
    start: int
    end: int
    row: NumberWord | None


@cache
def vocabulary() -> dict[str, NumberWord]:
    """Words and their plurals."""
    known = {row.word: row for row in load_number_words()}
    for row in load_number_words():
        if row.kind in ("scale", "dozen", "part"):
            known.setdefault(row.word + "s", row)
    for stem, row in list(known.items()):
        if row.kind == "ten":
            for unit in [u for u in load_number_words() if u.kind == "digit" and u.value]:
                joined = NumberWord(stem + unit.word, row.value + unit.value, "teen", row.example)
                known.setdefault(joined.word, joined)
    return known


def read_tokens(norm: str, start: int) -> list[Token]:
    """The words from `start` on that may belong to one number."""
    tokens: list[Token] = []
    known = vocabulary()
    at = start
    while len(tokens) < _LONGEST:
        hit = _WORD.match(norm, at)
        if not hit or norm[hit.end() : hit.end() + 1].isalnum():
            break
        text = hit.group()
        row = known.get(text)
        if row is None and text not in (*ARTICLES, "and", "point", "of"):
            break
        tokens.append(Token(text, hit.start(), hit.end(), row))
        gap = _GAP.match(norm, hit.end())
        if not gap:
            break
        at = gap.end()
    return tokens


class Reader:
    """Reads one number from the front of a list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def row(self, ahead: int = 0) -> NumberWord | None:
        """The lexicon row of the next word, or of one further ahead."""
        index = self.at + ahead
        return self.tokens[index].row if index < len(self.tokens) else None

    def text(self, ahead: int = 0) -> str:
        """The next word, or one further ahead; empty at the end."""
        index = self.at + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def below_hundred(self) -> int | None:
        """A number from 0 to 99, or None."""
        row = self.row()
        if row is None or row.kind not in ("digit", "teen", "ten"):
            return None
        self.at += 1
        following = self.row()
        if row.kind == "ten" and following and following.kind == "digit" and following.value:
            self.at += 1
            return row.value + following.value
        return row.value

    def below_thousand(self) -> int | None:
        """A number from 0 to 9,900 made with "hundred", or None."""
        mark = self.at
        article = self.text() in ARTICLES
        if article:
            self.at += 1
        number = 1 if article or self.is_scale("hundred") else self.below_hundred()
        if number is None or (article and not self.is_scale("hundred")):
            self.at = mark
            return None
        if not self.is_scale("hundred") or not number:
            return number
        self.at += 1
        mark = self.at
        if self.text() == "and":
            self.at += 1
        rest = self.below_hundred()
        if rest is None or self._begins_fraction(rest):
            self.at = mark
            rest = 0
        return number * 100 + rest

    def _begins_fraction(self, rest: int) -> bool:
        """Whether "and three" of "one hundred and three quarters" begins the fraction."""
        row = self.row()
        return row is not None and row.kind == "part" and rest < 20 and self.text(-2) == "and"

    def is_scale(self, word: str = "") -> bool:
        """Whether a multiplier stands here: the one named, or any from a thousand on."""
        row = self.row()
        if row is None or row.kind != "scale":
            return False
        return self.text() == word if word else row.value >= 1000

    def scale(self) -> int:
        """The product of the multipliers that stand here, 1 for none; "a" may come first."""
        product = 1
        while self.is_scale() and product < 10**18:
            row = self.row()
            product *= row.value if row else 1
            self.at += 1
        return product

    def dozen(self) -> bool:
        """Steps over "dozen" and says whether it was there."""
        row = self.row()
        if row is not None and row.kind == "dozen":
            self.at += 1
            return True
        return False
