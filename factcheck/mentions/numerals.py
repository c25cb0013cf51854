"""Numerals in digits: separators of every convention, decimals, powers, vulgar fractions.

A numeral is only the number; its multiplier, unit and sign are read by the neighbours of this
module.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = ["Numeral", "digits_at", "iter_digits"]

Form = Literal["digits", "words", "fraction", "fuzzy"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written.

    Args:
        start: first code point.
        end: code point after the last.
        value: exact value, multiplier included.
        step: weight of the last digit printed, multiplier included.
        form: how it is written; `fuzzy` for "millions", with `value` the least it may be.
        scale: the multiplier inside `value`, 1 where there is none.
        grouped: whether thousands separators or a multiplier mark it as an amount, not a year.
        plain: whether it is nothing but one to four digits, as a year or a label is.
        article: whether it starts with an article ("a third", "a million").
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    form: Form = "digits"
    scale: Decimal = Decimal(1)
    grouped: bool = False
    plain: bool = False
    article: bool = False


_DIGITS = re.compile(
    r"\d(?<!\d\d)(?:"
    r"\d{0,2}(?:,\d{3}){1,9}(?:\.\d{1,12})?"  # 1,234,567.8
    r"|\d?(?:,\d{2}){1,6},\d{3}(?:\.\d{1,12})?"  # 12,34,567.8
    r"|\d{0,2}(?:\.\d{3}){2,9}(?:,\d{1,12})?"  # 1.234.567,8
    r"|\d{0,2}\.\d{3},\d{1,12}"  # 1.234,56
    r"|\d{0,2}(?:'\d{3}){1,9}(?:\.\d{1,12})?"  # 1'234'567.8
    r"|\d{0,2}(?: \d{3}){1,9}(?:[.,]\d{1,12})?"  # 1 234 567,8
    r"|(?<!\d,\d)\d{0,2},\d{1,2}(?!,?\d)"  # 3,5
    r"|\d{0,40}\.\d{1,40}"
    r"|\d{0,40}"
    r")(?!\d)"
)
_POWER = re.compile(r"(?:e([+-]?\d{1,3})|\s?[x×]\s?10(?:\^|\*\*)?([+-]?\d{1,3}))(?![\w])")
_EXPONENT = re.compile(r"\^(-{0,2}\d{1,3})(?![\w.])")
_VULGAR = re.compile(r"\s{0,2}(?:(\d{1,3})\s?[/⁄]\s?(\d{1,3})(?![\d/]|[.,]\d)|([¼-¾⅐-⅞]))")


_LARGEST = 60  # powers of ten beyond this are no quantities of the world
_GLYPH = re.compile(r"[¼-¾⅐-⅞]")


def iter_digits(norm: str) -> list[Numeral]:
    """Every numeral in digits of a normal form, in order, the digits of names among them."""
    found: list[Numeral] = []
    last = 0
    for hit in _DIGITS.finditer(norm):
        if hit.start() >= last:
            numeral = digits_at(norm, hit)
            found.append(numeral)
            last = numeral.end
    for hit in _GLYPH.finditer(norm):
        if not norm[hit.start() - 1 : hit.start()].strip().isdigit():
            part = _glyph(hit.group())
            found.append(Numeral(*hit.span(), part, Decimal("0.01"), form="fraction"))
    return sorted(found, key=lambda numeral: numeral.start)


def digits_at(norm: str, hit: re.Match[str]) -> Numeral:
    """The numeral that a match of the digit pattern starts, with powers and fractions read."""
    start, end = hit.span()
    written = hit.group()
    dotted = norm[start - 1 : start] == "." and not norm[max(0, start - 2) : start - 1].isalnum()
    if dotted and written.isdigit():
        return _made(start - 1, end, "0." + written, written)
    if " " in written and not _spaced(norm, start):
        end = start + written.index(" ")
        written = norm[start:end]
    value = _plain_form(written)
    whole = _with_fraction(norm, start, end, written)
    if whole is not None:
        return whole
    return _with_power(norm, _made(start, end, value, written))


def _spaced(norm: str, start: int) -> bool:
    """Whether blanks may part thousands here: not after a word for a date or a label."""
    before = norm[max(0, start - 12) : start]
    return not re.search(r"\d[ ,]{1,2}$", before)


def _plain_form(written: str) -> str:
    """The number with a dot for the decimal sign and nothing between the digits."""
    bare = written.replace(" ", "").replace("'", "")
    dot, comma = bare.rfind("."), bare.rfind(",")
    if comma > dot >= 0:
        return bare.replace(".", "").replace(",", ".")
    if bare.count(".") > 1:
        return bare.replace(".", "")
    if comma >= 0 and dot < 0 and bare.count(",") == 1 and len(bare) - comma - 1 < 3:
        return bare.replace(",", ".")
    return bare.replace(",", "")


def _made(start: int, end: int, value: str, written: str) -> Numeral:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    plain = written.isdigit() and len(written) <= 4
    grouped = number >= 1000 and not plain and not written.isdigit()
    return Numeral(start, end, number, step, grouped=grouped, plain=plain)


def _with_fraction(norm: str, start: int, end: int, written: str) -> Numeral | None:
    """`3/4`, `2 1/4`, `2½` read as one number."""
    if not written.isdigit() or len(written) > 3:
        return None
    whole = 0
    hit = _VULGAR.match(norm, start)
    if hit is None:
        hit = _VULGAR.match(norm, end)
        whole = int(written)
    if hit is None or norm[start - 1 : start] == "/":
        return None
    top, bottom, glyph = hit.groups()
    if glyph:
        part = _glyph(glyph)
    elif int(bottom) < 2 or (int(top) >= int(bottom) and whole):
        return None
    else:
        part = Decimal(top) / Decimal(bottom)
    return Numeral(start, hit.end(), whole + part, Decimal("0.01"), form="fraction")


def _glyph(sign: str) -> Decimal:
    return Decimal(str(unicodedata.numeric(sign))).quantize(Decimal("1e-15")).normalize()


def _with_power(norm: str, numeral: Numeral) -> Numeral:
    """`6.2x10^-4`, `1e10`, `1.1^23` read as one number."""
    hit = _POWER.match(norm, numeral.end)
    if hit:
        shift = int(hit.group(1) or hit.group(2))
        if abs(shift) > _LARGEST:
            return numeral
        value, step = numeral.value.scaleb(shift), numeral.step.scaleb(shift)
        return Numeral(numeral.start, hit.end(), value, step, grouped=True)
    hit = _EXPONENT.match(norm, numeral.end)
    if hit and numeral.value:
        power = int(hit.group(1).replace("--", ""))
        if abs(numeral.value.adjusted() * power) > _LARGEST or abs(power) > 4 * _LARGEST:
            return numeral
        value = (numeral.value**power).normalize()
        return Numeral(numeral.start, hit.end(), value, numeral.step, grouped=True)
    return numeral
