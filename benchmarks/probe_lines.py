"""Lines of the archive, and figures as print has them: what the sentences are made of."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from factcheck.lexicon.areas import area_names, members
from factcheck.records import Series
from factcheck.records.calendar import period_span
from factcheck.series import Archive
from factcheck.verdicts.scope import is_economy

Slots = dict[str, str]
SYMBOLS = {"USD": ("${}", "US${}", "{} dollars"), "CNY": ("{} yuan", "RMB {}", "CNY {}")}
UNITS = {"t": " tonnes", "kW.h": " kilowatt-hours", "a": " years", "kg": " kg"}
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
GROUPS = {"G7": "G7", "EUU": "European Union", "ASEAN": "ASEAN"}
ORDINALS = ("", "second-", "third-", "fourth-", "fifth-", "sixth-", "seventh-", "eighth-")


@dataclass(frozen=True)
class Fact:
    """A true statement and what would make it false.

    Args:
        kind: of the sentences that can say it.
        slots: what fills them.
        wrong: other values of slots, each of which alone makes it false.
        up: which of two words fits; None where neither is said of a movement.
        published: day of publication.
    """

    kind: str
    slots: Slots
    wrong: tuple[Slots, ...]
    published: date | None
    up: bool | None = None


class Lines:
    """Lines of an archive, and what can be printed of them.

    Args:
        archive: reference statistics.
        seed: of the random choices.
    """

    def __init__(self, archive: Archive, seed: int) -> None:
        self.archive = archive
        self.rnd = random.Random(seed)  # noqa: S311 - reproducible cases
        self.annual = [s for s in archive.series() if s.freq == "A" and is_plain(s) and names_of(s)]
        self._lines: dict[tuple[str, str], dict[str, Decimal]] = {}

    def line(self, key: str, area: str) -> dict[str, Decimal]:
        """Values of a series by year, from its newest vintage."""
        if (key, area) not in self._lines:
            seen = self.archive.history(key, area)
            self._lines[key, area] = {
                o.time_period: o.value for o in seen if o.value is not None and o.value
            }
        return self._lines[key, area]

    def common(self, series: Series, area: str, year: str) -> Slots:
        """The slots that every sentence may use."""
        name = self.rnd.choice(names_of(series))
        shown = area_names(area)
        return {
            "area": shown, "Area": shown[0].upper() + shown[1:], "name": name,
            "Names": name[0].upper() + name[1:], "period": year,
            "dull": "a slow start",
        }  # fmt: skip

    def day(self, year: str) -> date | None:
        """A day of publication after a year; None for every tenth."""
        if self.rnd.random() < 0.1:
            return None
        end = period_span(year)[1]
        return min(end + timedelta(days=self.rnd.randrange(20, 700)), date(2026, 11, 25))

    def figure(self, value: Decimal, unit: str, *, digits: int | None = None) -> str | None:
        """A figure as print has it: rounded, cut off, or with an approximator."""
        how = self.rnd.random()
        digits = digits or self.rnd.choice((2, 3, 3, 4))
        if how < 0.75 or abs(value) < 1:
            return written(value, unit, digits, self.rnd)
        if how < 0.8:
            cut = value.scaleb(digits - 1 - value.adjusted()).to_integral_value(ROUND_DOWN)
            return written(cut.scaleb(value.adjusted() - digits + 1), unit, digits, self.rnd)
        two = Decimal(1).scaleb(value.adjusted() - 1)
        floor = (value / two).to_integral_value(ROUND_DOWN) * two
        word, near = self.rnd.choice(
            (("about", value), ("more than", floor), ("over", floor), ("nearly", floor + two))
        )
        gap = abs(near - value) / abs(value)
        if floor == value or gap > Decimal("0.05") or (word == "nearly" and gap < 0):
            word, near = "around", value
        text = written(near, unit, 2, self.rnd)
        return None if text is None else f"{word} {text}"

    def wrong_figures(self, value: Decimal, unit: str) -> list[str]:
        """Figures in print that are far from a value."""
        found = []
        for factor in ("1.4", "0.6", "10", "0.1", "1000"):
            other = value * Decimal(factor)
            if unit == "percent" and (abs(other) > 90 or abs(other - value) < 1):
                continue
            text = written(other, unit, 3, self.rnd)
            found += [text] if text else []
        return found

    def pair(
        self, series: Series, area: str, year: str, back: int | None = None
    ) -> tuple[str, Decimal, Decimal] | None:
        """An earlier year, its value and that of the year."""
        held = self.line(series.key, area)
        base = str(int(year) - (back or self.rnd.choice((2, 3, 5, 8, 10))))
        return (base, held[base], held[year]) if base in held else None


def suffix(number: int) -> str:
    """The ending of an ordinal in digits."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def is_plain(series: Series) -> bool:
    """Whether sentences can be made about a series: one thing, in a unit that has words."""
    unit = series.unit_measure
    return (
        series.measure in ("level", "share", "growth_yoy")
        and series.product is None
        and series.of is None
        and series.counterpart is None
        and not series.ytd
        and (unit in ("percent", "count") or unit in UNITS or unit in SYMBOLS)
    )


def is_country(code: str) -> bool:
    """Whether a code is that of one country with a name."""
    named = area_names(code) != code and members(code, date(2025, 1, 1)) is None
    return named and is_economy(code)


def names_of(series: Series) -> list[str]:
    """Names of a series that a sentence can use."""
    names = [series.indicator, *series.aliases]
    kept = [n for n in names if ":" not in n and "(" not in n]
    return [n if n[:2].isupper() or n[:2] in ("GD", "CO") else n[0].lower() + n[1:] for n in kept]


def off(rate: Decimal, rnd: random.Random) -> list[str]:
    """Rates that are not this one."""
    found = [written(rate + 6, "percent", 3, rnd), written(rate * 10, "percent", 3, rnd)]
    return [f for f in found if f]


def written(value: Decimal, unit: str, digits: int, rnd: random.Random) -> str | None:
    """A figure in words and digits; None where it cannot be printed so."""
    if unit == "percent":
        places = max(0, min(2, digits - 1 - value.adjusted())) if value else 1
        mark = rnd.choice(("%", " percent", " per cent"))
        text = f"{value:.{places}f}"
        return None if not Decimal(text) else text + mark
    if not value:
        return None
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    rounded = (value / step).to_integral_value() * step
    for power, word in SCALES:
        if abs(rounded) >= Decimal(1).scaleb(power):
            small = rounded.scaleb(-power)
            places = max(0, digits - 1 - small.adjusted())
            body = f"{small:,.{places}f} {word}"
            break
    else:
        places = max(0, digits - 1 - rounded.adjusted())
        body = f"{rounded:,.{min(places, 3)}f}"
    if unit in SYMBOLS:
        return rnd.choice(SYMBOLS[unit]).format(body)
    return body + UNITS.get(unit, "")
