"""What one cell of someone's table says: a period, an area, a number, a unit.

Readers return None for what they do not recognise; nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from factcheck.lexicon.areas import area_names, area_words
from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.measures import load_multipliers, load_units
from factcheck.lexicon.money import load_currencies
from factcheck.lexicon.normal import normalise

__all__ = ["Number", "Unit", "heading_role", "is_missing", "read_area", "read_number",
           "read_period", "read_unit"]  # fmt: skip

_MARKS = re.compile(
    r"(?:\s?(?:\*{1,3}|[†‡]|\[[a-z0-9]{1,2}\]|\((?:[a-z]|\d)\)|[¹²³⁴⁵])){1,3}$", re.IGNORECASE
)
_QUARTER = re.compile(r"(\d{4})[\s\-:_]{0,3}(?:q|t)([1-4])|(?:q|t)([1-4])[\s\-/']{0,3}(\d{4})")
_MONTH_NUMBER = re.compile(r"(\d{4})(?:-|/|m|-m)(\d{1,2})|(\d{1,2})/(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?)?")
_YEAR = re.compile(
    r"(?:fy|cy)?\s?(1[5-9]\d{2}|20\d{2}|21\d{2})(?:\.0)?(?:\s?\[yr\d{4}\])?\s?([pefr])?"
)
_WORD_MONTH = re.compile(
    r"([a-z]{3,9})\.?[\s\-/,]{1,3}(\d{4}|\d{2})|(\d{4})[\s\-/]{1,3}([a-z]{3,9})"
)
_PLAIN = re.compile(
    r"[+-]?(?:\d{1,3}(?:[,  ' ]\d{3}){1,6}|\d{1,30})?(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?"
)
_SIMPLE = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")
_PER = re.compile(r"\s(?:per|a|an)\s|\s?/\s?")
_FLAGGED = re.compile(r"(.*\d)\s?%?\s?\(?([a-z])\)?")
_WORDS = re.compile(r"[a-z]{1,30}")


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
    return _MARKS.sub("", normalise(text).strip()).strip()


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
    words = _WORDS.findall(normalise(text).replace("_", " "))
    if not words or len(words) > 4:
        return None
    found = [_headings()[w] for w in words if w in _headings()]
    found += [_headings()[w[:-1]] for w in words if w.endswith("s") and w[:-1] in _headings()]
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
    if found := _WORD_MONTH.fullmatch(cell):
        month_of = _months().get(found[1] or found[4])
        year = found[2] or found[3]
        if month_of is None:
            return None
        if len(year) == 2:
            year = ("20" if int(year) < 50 else "19") + year
        return f"{year}-{month_of:02d}"
    return None


@cache
def _service_codes() -> dict[str, str]:
    """Codes of groups that only one service writes ("OWID_WRL", "EU27_2020")."""
    rows = load_rows("service_areas", ("codes", "code", "area", "example", "source"))
    return {row["code"]: row["area"] for row in rows if len(row["code"]) > 3}


def read_area(text: str) -> str | None:
    """Code of the area that a cell names or is the code of; None where none or several fit."""
    cell = _MARKS.sub("", text.strip()).strip()
    if re.fullmatch(r"[A-Z]{3}", cell) and area_names(cell) != cell:
        return cell
    if len(cell) > 3 and cell in _service_codes():
        return _service_codes()[cell]
    word = area_words().get(normalise(cell))
    if word is None or word.form not in ("name", "aggregate", "metonym", "subdivision"):
        return None
    return word.codes[0]


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
    if not any(c.isdigit() for c in cell) or not _PLAIN.fullmatch(cell):
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
    return [(_whole(form), *forms[form]) for form in ordered if len(form) > 1 or form in "%€£"]


@cache
def _codes() -> frozenset[str]:
    return frozenset(x.code for x in load_units()) | {x.code for x in load_currencies()}


@cache
def _multipliers() -> list[tuple[re.Pattern[str], int]]:
    found = {}
    for row in load_multipliers():
        power = _power(Decimal(row.value))
        if power and len(row.form) > 1:
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


def _one_unit(words: str) -> Unit | None:
    if words.strip() in _forms():
        return Unit(*_forms()[words.strip()], words.strip())
    for form, code, power in _units():
        if found := form.search(words):
            rest = words[: found.start()] + " " + words[found.end() :]
            scale = next((p for pattern, p in _multipliers() if pattern.search(rest)), 0)
            return Unit(code, power + scale, words.strip())
    return None
