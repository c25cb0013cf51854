"""A movement of sums, where the text does not say in which currency they are.

The exports of a country rise by one rate in dollars and by another in its own money. Where no
word near the claim names the currency of the table, the movement is worked out in the country's
own money too, and nothing is denied that holds there or that no rate of exchange can settle.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon.area_text import places_in
from factcheck.lexicon.money import CurrencyRow, load_currencies
from factcheck.records import Candidate
from factcheck.verdicts.case import Case, sign_of
from factcheck.verdicts.growth import ends_of
from factcheck.verdicts.trend import moved
from factcheck.verdicts.units import is_money
from factcheck.verdicts.wording import words_of

__all__ = ["unnamed_currency"]

_REACH = 400
_AFTER = 200
_MOVES = frozenset({"change", "trend", "record", "first_time", "streak"})
_SLACK = Decimal("0.1")
"""Part of the claimed rate that a mean rate of exchange may be off by."""
_HUNDRED = Decimal(100)


def unnamed_currency(case: Case, candidate: Candidate) -> str | None:
    """Why a movement in the currency of the table says nothing, in words.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.

    Returns:
        None where the text names the currency, the area issues it, or the claim fails in the
        area's own money too.
    """
    unit = _money_of(case, case.archive.level_of(candidate.key) or candidate.key)
    if case.claim.kind not in _MOVES or unit is None or case.area is None:
        return None
    row = next((r for r in load_currencies() if r.code == unit), None)
    if row is None or case.area in _issuers(row.cues):
        return None
    text, anchor = case.article.text, case.claim.anchor
    around = text[max(0, anchor.start - _REACH) : anchor.end + _AFTER].lower()
    if any(name in around for name in (*row.names, *row.symbols, *_short(row))):
        return None
    if _fails_in_own_money(case, candidate, unit):
        return None
    return "the text does not say in which currency"


def _short(row: CurrencyRow) -> tuple[str, ...]:
    return words_of("dollar") if row.code == "USD" else (row.code.lower(),)


def _money_of(case: Case, key: str) -> str | None:
    """The currency of a series at current prices."""
    series = case.archive.get(key)
    if series.price_basis not in (None, "", "nominal", "current"):
        return None
    return series.unit_measure if is_money(series.unit_measure) else None


@lru_cache(maxsize=64)
def _issuers(cues: tuple[str, ...]) -> frozenset[str]:
    return frozenset(code for cue in cues for code in places_in(cue.title()))


def _fails_in_own_money(case: Case, candidate: Candidate, unit: str) -> bool:
    """Whether a change or trend is false in the area's own currency as well."""
    claim, ends = case.claim, ends_of(case.claim)
    own = next((r.code for r in load_currencies() if case.area in _issuers(r.cues)), None)
    datum = moved(case, case.statistic(candidate))
    if claim.kind not in ("change", "trend") or None in (ends, own, datum):
        return False
    rates = [case.archive.rate(unit, own or "", label) for label in ends or ()]
    if None in rates or datum is None:
        return False
    before, after = (r[0] for r in rates if r is not None)
    rate = ((1 + datum.value / _HUNDRED) * after / before - 1) * _HUNDRED
    if claim.kind == "trend":
        return rate * sign_of(claim.direction) < 0 and claim.direction != "flat"
    figure = claim.quantity
    if figure is None or figure.value is None or figure.unit != "percent":
        return False
    claimed = figure.value * sign_of(claim.direction)
    return abs(rate - claimed) > max(figure.step or Decimal(1), abs(claimed) * _SLACK)
