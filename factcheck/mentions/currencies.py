"""Currencies before and behind a figure, and which country's dollar is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from factcheck.lexicon.money import load_currencies, load_generic_currencies
from factcheck.mentions.passage import Passage
from factcheck.mentions.phrases import Phrases

__all__ = ["CurrencyHit", "currency_at", "currency_before", "named_before", "rate_base"]

_ONE = Decimal(1)
_LETTERS = re.compile(r"[a-z]+")
_WORDY = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class CurrencyHit:
    """A currency as read.

    Args:
        codes: ISO 4217 codes, likeliest first.
        factor: from the written form to the currency ("pence" is 0.01).
        at: where the words start (before a figure) or end (behind it).
        ambiguous: what was left open, in words.
        amounts: whether the form is one only before amounts, not before a plain small number.
    """

    codes: tuple[str, ...]
    factor: Decimal
    at: int
    ambiguous: str = ""
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    codes: tuple[str, ...]
    factor: Decimal = _ONE
    upper: bool = False
    tight: bool = False
    amounts: bool = False


def _symbol(form: str, codes: tuple[str, ...], factor: Decimal = _ONE) -> tuple[str, _Form]:
    alone = len(form) == 1 and form.isascii() and form.isalpha()
    upper = bool(_WORDY.match(form)) and not (form.endswith("$") and len(form.strip("$ .")) > 1)
    return form, _Form(codes, factor, upper=upper, tight=alone)


def _named(form: str, codes: tuple[str, ...], factor: Decimal = _ONE) -> list[tuple[str, _Form]]:
    flat = form.replace("-", " ")
    meaning = _Form(codes, factor, tight=len(flat) == 1 and flat.isalpha())
    plurals = [flat + "s"] if flat[-1].isalpha() and len(flat) > 1 else []
    return [(form, meaning) for form in (flat, *plurals)]


@cache
def _before() -> Phrases[_Form]:
    entries = []
    for row in load_currencies():
        codes = (row.code,)
        entries += [(n, _Form(codes)) for n in row.names if n == row.code.lower() or n == "rmb"]
        entries += [_symbol(form, codes) for form in row.symbols]
    for generic in load_generic_currencies():
        if generic.place != "after":
            form, meaning = _symbol(generic.form, generic.candidates, generic.factor)
            entries.append((form, replace(meaning, amounts=generic.place == "amount")))
    for row in load_currencies():
        entries += [_symbol(name, (row.code,), factor) for name, factor in row.minor]
    return Phrases(entries)


@cache
def _after() -> Phrases[_Form]:
    entries: list[tuple[str, _Form]] = []
    for row in load_currencies():
        codes = (row.code,)
        for name in row.names:
            entries += _named(name, codes)
        for name, factor in row.minor:
            entries += _named(name, codes, factor)
        entries += [_symbol(form, codes) for form in row.symbols]
        entries.append(_symbol(f"m{row.code.lower()}", codes, Decimal(10**6)))
    for generic in load_generic_currencies():
        if generic.place in ("after", "both"):
            entries += _named(generic.form, generic.candidates, generic.factor)
    return Phrases(entries)


def _decided(form: _Form, passage: Passage, at: int) -> tuple[tuple[str, ...], str]:
    """Candidates of a form, likeliest first, and what is left open.

    The country named last in the sentence decides, except for the dollar. Else the default (the
    first candidate) holds where its country is named or no other candidate's is; a single other
    one goes before it, unless the form is the dollar's sign or name: there
    the default stays first and the other is kept as a candidate.
    """
    if len(form.codes) == 1:
        return form.codes, ""
    named = passage.named()
    present = [code for code in form.codes if code in named]
    default = form.codes[0]
    near = passage.nearest(form.codes, at) if present and default != "USD" else None
    if near is not None:
        rest = tuple(code for code in present if code != near)
        return (near, *rest), ""
    if not present or default in present:
        return (default,), ""
    if len(present) == 1 and default != "USD":
        return (present[0], default), ""
    present.sort(key=lambda code: named[code])
    return (default, *present), f"whose currency is meant: {', '.join((default, *present))}"


def currency_before(text: str, norm: str, start: int, passage: Passage) -> CurrencyHit | None:
    """The currency whose sign or code stands right before `start`."""
    end = start - 1 if norm[start - 1 : start] == " " else start

    def accept(form: _Form, at: int) -> bool:
        return (not form.upper or text[at].isupper()) and not (form.tight and end != start)

    found = _before().before(norm, end, accept)
    if found is None:
        return None
    form, at = found
    codes, open_question = _decided(form, passage, start)
    return CurrencyHit(codes, form.factor, at, open_question, form.amounts)


def currency_at(text: str, flat: str, end: int, passage: Passage) -> CurrencyHit | None:
    """The currency whose name, sign or code stands right behind `end`."""
    at = end + 1 if flat[end : end + 1] == " " else end
    found = _after().at(flat, at)
    if found is None:
        return None
    form, stop = found
    if form.upper and not text[at].isupper():
        return None
    if form.tight and text[at].isupper():
        return None
    if (form.tight and at != end) or flat[stop : stop + 1].isdigit():
        return None
    codes, open_question = _decided(form, passage, end)
    return CurrencyHit(codes, form.factor, stop, open_question)


def named_before(flat: str, start: int, passage: Passage) -> CurrencyHit | None:
    """The last currency named in the hundred code points before `start`, for exchange rates."""
    found = None
    for hit in re.finditer(r"(?<![a-z])[a-z]", flat[max(0, start - 100) : start]):
        here = _after().at(flat, max(0, start - 100) + hit.start())
        if here and not here[0].upper and not here[0].tight:
            codes, open_question = _decided(here[0], passage, start)
            found = CurrencyHit(codes, here[0].factor, here[1], open_question)
    return found


def rate_base(flat: str, start: int, passage: Passage, verbs: frozenset[str]) -> str | None:
    """The currency that a figure at `start` is the price of ("the euro fetched $0.99").

    Args:
        flat: normal form with hyphens as blanks.
        start: start of the figure.
        passage: what the text says about countries.
        verbs: words that tie a currency to its price.

    Returns:
        Its code, or None where no currency stands right before such a word.
    """
    at = max(0, start - 60)
    window = flat[at:start]
    for hit in _LETTERS.finditer(window, max(window.rfind(". "), 0)):
        if hit.group() in verbs:
            found = _after().before(flat, at + hit.start() - 1)
            if found and found[0].factor == 1 and not found[0].tight:
                return _decided(found[0], passage, start)[0][0]
    return None
