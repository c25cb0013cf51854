"""What the quantity modules pass along: a text in the forms they match, a figure in the making."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from factcheck.lexicon import normalise
from factcheck.mentions.numerals import Numeral
from factcheck.mentions.passage import Passage
from factcheck.mentions.seeds import Seeds, find_seeds
from factcheck.mentions.units import UnitHit
from factcheck.records import Comparator, Direction

__all__ = ["Figure", "View"]

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class View:
    """A text in the three forms that matching needs, all of one length.

    `norm` is the normal form, `flat` the same with hyphens as blanks; `passage` knows which
    countries the text names, `seeds` where number words stand.
    """

    text: str
    norm: str
    flat: str
    passage: Passage
    seeds: Seeds
    plain: bool = False

    @classmethod
    def of(cls, text: str, *, plain: bool = False) -> View:
        """The view of a text; `plain` asks for the numbers of dates, labels and names as well."""
        norm = normalise(text)
        flat = norm.replace("-", " ")
        return cls(text, norm, flat, Passage(flat), find_seeds(norm), plain)


@dataclass(slots=True)
class Figure:
    """A number with what belongs to it, while it is being put together.

    Args:
        start, end: the anchor.
        numeral: the number alone.
        raw: its value before the multiplier.
        scale: the multiplier.
        unit: the unit behind it, a currency or what it took from a neighbour.
        money: codes of its currency, likeliest first, empty for none.
        prefixed: whether the currency stands before the number.
        per: code of the unit after "per".
        negative: whether a sign makes it negative.
        counted: the noun after it.
        plural: whether that noun is a plural, as things counted are.
        shared: whether unit or multiplier came from a neighbour.
        moved: the movement that the words of the figure themselves state ("doubled").
        bound: how those words bound the value ("double-digit" is ten or more).
        pronoun: whether the word may stand for a person or thing ("one").
        idle: whether it is the number of a date, label or name, and measures nothing.
        past: end of the "per 1,000" that was read with it, 0 for none.
        ambiguous: what is left open, in words.
    """

    start: int
    end: int
    numeral: Numeral
    raw: Decimal
    scale: Decimal = _ONE
    unit: UnitHit | None = None
    money: tuple[str, ...] = ()
    factor: Decimal = _ONE
    prefixed: bool = False
    per: str = ""
    negative: bool = False
    counted: str = ""
    plural: bool = False
    shared: bool = False
    pronoun: bool = False
    moved: Direction | None = None
    bound: Comparator = "eq"
    idle: bool = False
    past: int = 0
    ambiguous: str = ""

    @property
    def bare(self) -> bool:
        """Whether neither unit nor currency is known."""
        return self.unit is None and not self.money

    @property
    def value(self) -> Decimal:
        """The value in plain units."""
        factor = self.unit.factor if self.unit else _ONE
        value = self.raw * self.scale * self.factor * factor
        return -value if self.negative else value

    @property
    def step(self) -> Decimal:
        """Weight of the last printed digit in plain units."""
        factor = self.unit.factor if self.unit else _ONE
        own = self.numeral.step / self.numeral.scale
        return own * self.scale * self.factor * factor
