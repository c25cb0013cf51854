"""Numerals in words: "one hundred and five", "two and a half million", "three quarters"."""

from __future__ import annotations

from decimal import Decimal

from factcheck.mentions.numbertokens import ARTICLES, Reader, Token, read_tokens
from factcheck.mentions.numerals import Numeral

__all__ = ["iter_words", "multiplier_words_at"]


def iter_words(norm: str, seeds: tuple[tuple[int, int], ...]) -> list[Numeral]:
    """Every numeral in words of a normal form, in order.

    Args:
        norm: normal form of the text.
        seeds: spans of its number words.
    """
    found: list[Numeral] = []
    last = 0
    for seed, _ in seeds:
        if seed < last:
            continue
        numeral = _read(read_tokens(norm, _with_article(norm, seed)))
        if numeral is not None:
            found.append(numeral)
            last = numeral.end
    return found


def _with_article(norm: str, start: int) -> int:
    """Where the article before a number word starts, or the word itself."""
    for article in ("a ", "an "):
        at = start - len(article)
        if at >= 0 and norm.startswith(article, at) and not norm[at - 1 : at].isalnum():
            return at
    return start


def _read(tokens: list[Token]) -> Numeral | None:
    for reading in (_fuzzy, _fraction, _number):
        numeral = reading(Reader(tokens))
        if numeral is not None:
            return numeral
    return None


def _numeral(reader: Reader, value: Decimal, step: Decimal, **marks: object) -> Numeral:
    first, last = reader.tokens[0], reader.tokens[reader.at - 1]
    article = first.text in ARTICLES
    return Numeral(first.start, last.end, value, step, article=article, **marks)  # type: ignore[arg-type]


def _fuzzy(reader: Reader) -> Numeral | None:
    """Reads "millions of", "tens of thousands": the least it may be, with the order as scale."""
    row = reader.row()
    if row is None or row.kind not in ("scale", "dozen") or not reader.text().endswith("s"):
        return None
    reader.at += 1
    value = row.value
    while reader.text() == "of" and (nested := reader.row(1)) and nested.kind == "scale":
        if not reader.text(1).endswith("s"):
            break
        value *= nested.value
        reader.at += 2
    return _numeral(reader, Decimal(value), Decimal(value), form="fuzzy", scale=Decimal(value))


def _fraction(reader: Reader) -> Numeral | None:
    """Reads "a third", "two-thirds", "half", "three quarters of a million"."""
    top = 1
    article = reader.text() in ARTICLES
    if article:
        reader.at += 1
    elif (row := reader.row()) and row.kind != "part":
        number = reader.below_thousand()
        if number is None:
            return None
        top = number
        if not top:
            return None
    row = reader.row()
    if row is None or row.kind != "part":
        return None
    bare = reader.at == 0
    if top > 1 and not reader.text().endswith("s"):
        return None
    if bare and reader.text() not in ("half", "quarter"):
        return None
    reader.at += 1
    value = Decimal(top) / Decimal(row.value)
    scaled = _scaled_fraction(reader, value, plain_quarter=bare and row.word == "quarter")
    if scaled is not None or (bare and row.word == "quarter"):
        return scaled
    return _numeral(reader, value, Decimal(1) / 20, form="fraction")


def _scaled_fraction(reader: Reader, value: Decimal, *, plain_quarter: bool) -> Numeral | None:
    """Reads "half a million", "a quarter million", "two thirds of a million"."""
    mark = reader.at
    if reader.text() == "of":
        reader.at += 1
    if reader.text() in ARTICLES:
        reader.at += 1
    scale = reader.scale()
    if scale == 1 and reader.dozen():
        scale = 12
    if scale == 1 or (plain_quarter and reader.at - mark > 2):
        reader.at = mark
        return None
    step = Decimal(scale) / 100 if scale > 12 else Decimal(1)
    return _numeral(
        reader, value * scale, step * 10, form="words", scale=Decimal(scale), grouped=True
    )


def _number(reader: Reader) -> Numeral | None:
    """Reads "one hundred and five", "two and a half million", "nought point three"."""
    if reader.text() in ARTICLES:
        return _article_number(reader)
    total = Decimal(0)
    lowest = 10**30
    scale = 1
    read = 0
    while True:
        mark = reader.at
        if read and reader.text() == "and":
            reader.at += 1
        starts_with_scale = not read and reader.is_scale()
        number = 1 if starts_with_scale else reader.below_thousand()
        if number is None or (read and lowest == 1):
            reader.at = mark
            break
        part = Decimal(number) + _tail(reader)
        if read and (row := reader.row()) and row.kind == "part":
            part /= row.value
            reader.at += 1
        scale = reader.scale()
        if scale >= lowest or (read and reader.tokens[reader.at - 1].text == "and"):
            reader.at = mark
            break
        total += part * scale
        lowest = scale
        read = reader.at
    if not read:
        return None
    return _finish(reader, total, lowest)


def _article_number(reader: Reader) -> Numeral | None:
    """Reads "a hundred and five", "a million", "a dozen"."""
    reader.at += 1
    if reader.dozen():
        return _numeral(reader, Decimal(12), Decimal(1), form="words")
    scale = reader.scale()
    if scale > 1:
        return _finish(reader, Decimal(scale), scale)
    reader.at -= 1
    number = reader.below_thousand()
    if number is None:
        return None
    scale = reader.scale()
    return _finish(reader, Decimal(number * scale), scale)


def _finish(reader: Reader, total: Decimal, lowest: int) -> Numeral:
    """Adds what may follow: "dozen", "and a half" after a multiplier."""
    if lowest == 1 and reader.dozen():
        return _numeral(reader, total * 12, Decimal(12), form="words", scale=Decimal(12))
    step = Decimal(lowest)
    if lowest > 1 and total == total.to_integral_value():
        extra = _tail(reader)
        if extra:
            inner = reader.scale()
            total += extra * (inner if inner > 1 else lowest)
            step = step / 10
    if total != total.to_integral_value() or (lowest > 1 and total % lowest):
        step = min(step, Decimal(lowest) / 10)
    scale = Decimal(lowest)
    return _numeral(reader, total, step, form="words", scale=scale, grouped=total >= 10**3)


def _tail(reader: Reader) -> Decimal:
    """Reads "and a half", "and two thirds", "point eight": what it adds, nothing read for 0."""
    mark = reader.at
    if reader.text() == "point":
        reader.at += 1
        digits = ""
        while (row := reader.row()) and row.kind in ("digit", "teen") and len(digits) < 12:
            digits += str(row.value)
            reader.at += 1
        if digits:
            return Decimal(f"0.{digits}")
    elif reader.text() == "and":
        reader.at += 1
        top = 1
        if reader.text() in ARTICLES:
            reader.at += 1
        else:
            top = reader.below_hundred() or 0
        row = reader.row()
        if top and row is not None and row.kind == "part" and top < row.value:
            reader.at += 1
            return Decimal(top) / Decimal(row.value)
    reader.at = mark
    return Decimal(0)


def multiplier_words_at(norm: str, start: int) -> tuple[int, int, Decimal]:
    """Product and end of the multiplier words that start at `start`, and what a half adds.

    "Million" gives 10^6 and 0, "and a half million" 10^6 and 0.5, "million and a quarter" 10^6
    and 0.25; 1, `start` and 0 where there are none.
    """
    if not norm[start : start + 1].isalpha():
        return 1, start, Decimal(0)
    reader = Reader(read_tokens(norm, start))
    product = 1
    extra = _tail(reader)
    while (row := reader.row()) and row.kind in ("scale", "dozen") and product < 10**18:
        product *= row.value
        reader.at += 1
    if product == 1:
        return (1, reader.tokens[reader.at - 1].end, extra) if extra else (1, start, extra)
    extra = extra or _tail(reader)
    return product, reader.tokens[reader.at - 1].end, extra
