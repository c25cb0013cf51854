"""Arithmetic that the article itself allows, whatever the tables hold.

A change between two levels that the text also states, exports and imports beside their sum or
balance, a share beside the part and the whole: where such figures of one article rule each other
out, that is said. No figure of a table is used.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Claim
from factcheck.verdicts.case import Case, sign_of
from factcheck.verdicts.datum import HUNDRED, Datum, combine, growth_between, show
from factcheck.verdicts.growth import ends_of
from factcheck.verdicts.intervals import Said, fit, said_by

__all__ = ["contradiction"]

_SHARE_OF = re.compile(r"share of (?P<part>.{1,80}?) in (?P<whole>.{1,80})")
_WORD = re.compile(r"[a-z]{2,}")


def contradiction(case: Case) -> tuple[str, str] | None:
    """Where the article's own figures rule out the one that it claims.

    Args:
        case: a claim, with all claims of its article.

    Returns:
        Words and formula; None where the article states no such figures, or they agree.
    """
    figure = case.claim.quantity
    if figure is None or figure.comparator != "eq" or case.claim.period is None:
        return None
    by = {"change": _by_levels, "level": _by_parts, "share": _by_share}.get(case.claim.kind)
    given = by(case) if by is not None else None
    said = said_by(figure, sign=sign_of(case.claim.direction))
    if given is None or said is None or not _apart(said, given):
        return None
    unit = {"percent": " percent", "percentage_point": " percentage points"}.get(given.unit, "")
    value = f"{given.value:.1f}" if unit else show(given.value)
    return f"the article's own figures give {value}{unit}, it says {figure.text}", given.formula


def _apart(said: Said, given: Datum) -> bool:
    """Whether the two are apart by more than the digits that both are printed to."""
    wide = given.high - given.low
    return fit(said, given.interval, wide) == "apart"


def _by_levels(case: Case) -> Datum | None:
    """The change between the two levels that it runs between."""
    figure, ends = case.claim.quantity, ends_of(case.claim)
    if figure is None or ends is None:
        return None
    old, new = (_level(case, case.claim.indicator.text, label) for label in ends)
    if old is None or new is None:
        return None
    if figure.unit == "percent" and old.unit != "percent":
        return growth_between(new, old)
    unit = "percent" if figure.unit == "percentage_point" else figure.unit
    if unit != old.unit or unit != new.unit or figure.unit == "percent":
        return None
    formula = f"{new.formula} - {old.formula}"
    return combine(new, old, lambda x, y: x - y, figure.unit or "", formula)


def _by_share(case: Case) -> Datum | None:
    """The part over the whole, where the text gives both in one unit."""
    found = _SHARE_OF.fullmatch(normalise(case.claim.indicator.text))
    label = case.label
    if found is None or label is None:
        return None
    part, whole = (_level(case, found[side], label) for side in ("part", "whole"))
    if part is None or whole is None or part.unit != whole.unit or whole.low <= 0:
        return None
    formula = f"{part.formula} / {whole.formula} × 100"
    return combine(part, whole, lambda x, y: x / y * HUNDRED, "percent", formula)


def _level(case: Case, name: str, label: str) -> Datum | None:
    """The one level that the article states for an indicator in the claim's area and a period."""
    found = {
        datum
        for other in case.claims
        if _beside(case.claim, other) and _plain(other.indicator.text) == _plain(name)
        if other.period is not None and other.period.label == label
        for datum in [_datum(other)]
        if datum is not None
    }
    return found.pop() if len(found) == 1 else None


def _datum(claim: Claim) -> Datum | None:
    figure = claim.quantity
    if figure is None or figure.value is None or figure.comparator != "eq":
        return None
    half = (figure.step or Decimal(0)) / 2
    low, high = figure.value - half, figure.value + half
    return Datum(figure.value, low, high, figure.unit or "", (), show(figure.value))


def _beside(claim: Claim, other: Claim) -> bool:
    """Whether another claim is a level of the same area and partner."""
    return (
        other.kind == "level"
        and other.modality == "asserted"
        and not other.negated
        and other.basis is None
        and other.ref_area == claim.ref_area
        and other.counterpart == claim.counterpart
    )


def _plain(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normalise(name))) - {"the", "of", "its"}


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    rows = load_rows("trade_sides", ("word", "side", "example", "source"))
    return {row["word"]: row["side"] for row in rows}


def _side(claim: Claim) -> tuple[str, frozenset[str]] | None:
    """Which side of trade a level is of, and what else its name says."""
    words = _plain(claim.indicator.text)
    sides = {_sides()[w] for w in words if w in _sides()} - {"any"}
    rest = frozenset(w for w in words if w not in _sides())
    if sides == {"exports", "imports"}:
        return "total", rest
    return (sides.pop(), rest) if len(sides) == 1 else None


def _by_parts(case: Case) -> Datum | None:
    """Exports and imports together or apart, for the claim of their sum, balance or other side."""
    claim, mine = case.claim, _side(case.claim)
    if mine is None or claim.basis is not None:
        return None
    held: dict[str, set[Datum]] = {}
    for other in case.claims:
        side, datum = _side(other), _datum(other)
        same = other.period is not None and other.period.label == case.label
        if side is None or datum is None or not same or not _beside(claim, other):
            continue
        if side[1] == mine[1] and claim.quantity and datum.unit == claim.quantity.unit:
            held.setdefault(side[0], set()).add(datum)
    one = {side: next(iter(found)) for side, found in held.items() if len(found) == 1}
    if len(one) != len(held):
        return None
    return _given(mine[0], one)


def _given(side: str, one: dict[str, Datum]) -> Datum | None:
    out, into = one.get("exports"), one.get("imports")
    unit = next(iter(one.values())).unit if one else ""
    if side == "total" and out and into:
        return combine(out, into, lambda x, y: x + y, unit, f"{out.formula} + {into.formula}")
    if side in ("surplus", "deficit") and out and into:
        first, second = (out, into) if side == "surplus" else (into, out)
        formula = f"{first.formula} - {second.formula}"
        return combine(first, second, lambda x, y: x - y, unit, formula)
    rest = _rest(side, one)
    if rest is None:
        return None
    first, second, minus = rest
    formula = f"{first.formula} {'-' if minus else '+'} {second.formula}"
    by = Decimal(-1 if minus else 1)
    return combine(first, second, lambda x, y: x + by * y, unit, formula)


def _rest(side: str, one: dict[str, Datum]) -> tuple[Datum, Datum, bool] | None:
    """What one side of trade is left with: the sum or balance, the other side, and whether less."""
    other = {"exports": one.get("imports"), "imports": one.get("exports")}.get(side)
    if other is None:
        return None
    if "total" in one:
        return one["total"], other, True
    for balance, added in (("surplus", "exports"), ("deficit", "imports")):
        if balance in one:
            return other, one[balance], side != added
    return None
