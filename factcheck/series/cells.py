"""What one cell of someone's table says: a period, an area, a number, a unit.

Readers return None for what they do not recognise; nothing is guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.measures import load_multipliers, load_units
from factcheck.lexicon.money import load_currencies
from factcheck.lexicon.normal import normalise
from factcheck.series.area_cells import MARKS, read_area

__all__ = ["Number", "Unit", "heading_role", "is_missing", "read_area", "read_number",
           "read_period", "read_scale", "read_unit"]  # fmt: skip

_QUARTER = re.compile(r"(\d{4})[\s\-:_]{0,3}(?:q|t)([1-4])|(?:q|t)([1-4])[\s\-/']{0,3}(\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{4})(?:-|/|m|-m|\.(?=\d\d))(\d{1,2})|(\d{1,2})/(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
_YEAR = re.compile(
    r"(?:fy|cy)?\s?(1[5-9]\d{2}|20\d{2}|21\d{2})(?:\.0)?(?:\s?\[yr\d{4}\])?\s?([pefr])?"
)
_WORD_MONTH = re.compile(
    r"([a-z]{3,9})\.?[\s\-/,]{1,3}(\d{4}|\d{2})|(\d{4})[\s\-/]{1,3}([a-z]{3,9})"
)
_DAY_WORDS = re.compile(
    r"(\d{1,2})[\s\-/]{1,2}([a-z]{3,9})\.?[\s\-/,]{1,2}(\d{4}|\d{2})"
    r"|([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})"
)
_LAKHS = re.compile(r"[+-]?\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d{1,30})?")
_PLAIN = re.compile(
    r"[+-]?(?:\d{1,3}(?:[,  ' ]\d{3}){1,6}|\d{1,30})?(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?"
)
_SIMPLE = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")
_MONEY_SCALE = re.compile(r"[£$€¥₹₩]\s?([a-z]{1,9})")
_TENS = re.compile(r"'?(10{1,8}|0{3})s?\s")
_PER = re.compile(r"\s(?:per|a|an)\s|\s?/\s?")
_FLAGGED = re.compile(r"(.{0,60}\d)\s?%?\s?\(?([a-z])\)?")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORDS = re.compile(r"[^\W\d_]{1,30}(?:3\b)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a plain decimal, with a flag letter (`P`, `E`, `B`) where it has one."""

    text: str
    status: str = ""
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit code and the power of ten that values are given in; `words` decided."""

    code: str
    mult: int
    words: str


def _clean(text: str) -> str:
    return MARKS.sub("", normalise(text).strip()).strip()


@cache
def _months() -> dict[str, int]:
    rows = load_rows("months", ("word", "month", "example", "source"), ("capital",))
    found = {row["word"]: int(row["month"]) for row in rows}
    return found | {word[:3]: number for word, number in found.items()}


@cache
def _headings() -> dict[str, str]:
    rows = load_rows("table_headings", ("role", "word", "example", "source"))
    return {row["word"]: row["role"] for row in rows}


@cache
def _missing() -> frozenset[str]:
    rows = load_rows("missing_marks", ("mark", "example", "source"))
    return frozenset(normalise(row["mark"]) for row in rows)


def is_missing(text: str) -> bool:
    """Whether a cell stands for a value that there is none of: empty, `..`, `n/a`."""
    return not text or (not text[-1].isdigit() and normalise(text).strip() in _missing())


def heading_role(text: str) -> str | None:
    """What a column of that heading holds (`period`, `area`, `unit`, …), by its words.

    A code beside a name ("Country Code") is skipped in favour of the name, unless alone.
    """
    apart = _CAMEL.sub(" ", text) if len(text) <= 80 else text
    words = _WORDS.findall(normalise(apart).replace("_", " "))
    if not words or len(words) > 4:
        return None
    found = [_headings()[w] for w in words if w in _headings()]
    found += [_headings()[w[:-1]] for w in words if w.endswith("s") and w[:-1] in _headings()]
    if "power" in found:
        return "power"
    if "skip" in found and len(found) > 1:
        return "area" if "area" in found else "skip"
    return found[0] if found else None


def read_period(text: str) -> str | None:
    """Label of the period that a cell names ("Jan-24" → `2024-01`, "2024 [YR2024]" → `2024`)."""
    cell = _clean(text)
    if not cell or len(cell) > 30 or not any(c.isdigit() for c in cell):
        return None
    if found := _YEAR.fullmatch(cell):
        return found[1]
    if found := _QUARTER.fullmatch(cell):
        return f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    if found := _DAY.fullmatch(cell):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if found := _MONTH_NUMBER.fullmatch(cell):
        month = int(found[2] or found[3])
        return f"{found[1] or found[4]}-{month:02d}" if 1 <= month <= 12 else None
    return _day_in_words(cell) or _month_in_words(cell)


def _day_in_words(cell: str) -> str | None:
    """A day with its month in words: "31 jan 2026", "04-feb-26", "jan 31, 2026"."""
    found = _DAY_WORDS.fullmatch(cell)
    if not found:
        return None
    month = _months().get(found[2] or found[4])
    day = int(found[1] or found[5])
    if month is None or not 1 <= day <= monthrange(2000, month)[1]:
        return None
    return f"{_year(found[3] or found[6])}-{month:02d}-{day:02d}"


def _year(digits: str) -> str:
    """Four digits of a year; two are of this century up to 49."""
    return digits if len(digits) == 4 else ("20" if int(digits) < 50 else "19") + digits


def _month_in_words(cell: str) -> str | None:
    if found := _WORD_MONTH.fullmatch(cell):
        month_of = _months().get(found[1] or found[4])
        return f"{_year(found[2] or found[3])}-{month_of:02d}" if month_of else None
    return None


def read_number(text: str, *, decimal: str = ".") -> Number | None:
    """A number as printed, thousands separators taken out; None for anything else.

    Args:
        text: the cell.
        decimal: the decimal mark, `.` or `,`.
    """
    if decimal == "." and _SIMPLE.fullmatch(text):
        return Number(text)
    if len(text) > 60:
        return None
    cell = _clean(text)
    status = ""
    if cell and cell[-1:].isalpha() and (found := _FLAGGED.fullmatch(cell)):
        cell, status = found[1], found[2].upper()
    is_percent = cell.endswith("%")
    cell = cell.removesuffix("%").strip()
    if cell.startswith("(") and cell.endswith(")"):
        cell = f"-{cell[1:-1]}"
    if decimal == ",":
        cell = cell.replace(".", "'").replace(",", ".")
    if not any(c.isdigit() for c in cell):
        return None
    if not _PLAIN.fullmatch(cell) and not _LAKHS.fullmatch(cell):
        return None
    plain = re.sub(r"[,  ' ]", "", cell)
    if "e" in plain:
        plain = f"{Decimal(plain):f}"
    return Number(plain, status, is_percent)


@cache
def _forms() -> dict[str, tuple[str, int]]:
    """Forms of units and currencies, with code and power of ten."""
    forms: dict[str, tuple[str, int]] = {}
    for unit in load_units():
        power = _power(unit.factor)
        if power is not None and not unit.candidates:
            for word in (*unit.words, *unit.symbols):
                forms.setdefault(normalise(word), (unit.code, power))
    for money in load_currencies():
        for word in (*money.names, *money.symbols):
            forms.setdefault(normalise(word), (money.code, 0))
    return forms


@cache
def _units() -> list[tuple[re.Pattern[str], str, int]]:
    """Forms that may stand among other words, longest first; a letter alone is no unit there."""
    forms = _forms()
    ordered = sorted(forms, key=lambda x: (-len(x), x))
    return [(_whole(form), *forms[form]) for form in ordered if len(form) > 1 or not form.isalpha()]


@cache
def _codes() -> frozenset[str]:
    return frozenset(x.code for x in load_units()) | {x.code for x in load_currencies()}


@cache
def _multipliers(shortest: int = 2) -> list[tuple[re.Pattern[str], int]]:
    """Multipliers with their powers of ten; single letters only where they are asked for."""
    found = {}
    for row in load_multipliers():
        power = _power(Decimal(row.value))
        if power and len(row.form) >= shortest:
            found[normalise(row.form)] = power
    return [(_whole(form), found[form]) for form in sorted(found, key=lambda x: (-len(x), x))]


def _whole(form: str) -> re.Pattern[str]:
    left = r"(?<![a-z])" if form[0].isalpha() else ""
    right = r"s?(?![a-z])" if form[-1].isalpha() else ""
    return re.compile(left + re.escape(form) + right)


def _power(factor: Decimal) -> int | None:
    exponent = factor.adjusted()
    return exponent if factor == Decimal(1).scaleb(exponent) else None


def read_unit(text: str) -> Unit | None:
    """Unit and multiplier that words name ("US$ million" → USD, 6); None where there is no unit.

    Args:
        text: a unit cell, or the part of a heading that states the unit.
    """
    words = normalise(text).strip()
    if not words or len(words) > 200:
        return None
    if text.strip() in _codes():
        return Unit(text.strip(), 0, text.strip())
    above, per, below = words.partition(found[0]) if (found := _PER.search(words)) else ("", "", "")
    if per and (top := _one_unit(above)) and (bottom := _one_unit(below)):
        return Unit(f"{top.code}/{bottom.code}", top.mult - bottom.mult, text.strip())
    return _one_unit(words)


def read_scale(text: str) -> Unit | None:
    """The power of ten that words state without a unit that is known ("in millions of dollars").

    Its code is empty: whose unit it is has to be asked for.
    """
    words = normalise(text).strip(" '()")
    if words in ("000", "000s"):
        return Unit("", 3, words)
    money = _MONEY_SCALE.fullmatch(words)
    plain = money[1] if money else words.removeprefix("in ")
    found = [
        (match.end(), power)
        for pattern, power in _multipliers(1 if money else 2)
        if (match := pattern.match(plain))
    ]
    return Unit("", max(found)[1], words) if found else None


def _one_unit(words: str) -> Unit | None:
    if re.search(r"=\s?100\b", words):
        return Unit("index_point", 0, words)
    if found := _TENS.match(words):
        unit = _one_unit(words[found.end() :])
        return Unit(unit.code, unit.mult + found[1].count("0"), words) if unit else None
    if words.strip() in _forms():
        return Unit(*_forms()[words.strip()], words.strip())
    for form, code, power in _units():
        if found := form.search(words):
            rest = words[: found.start()] + " " + words[found.end() :]
            scale = next((p for pattern, p in _multipliers() if pattern.search(rest)), 0)
            return Unit(code, power + scale, words.strip())
    return None
