"""Readings that people confirmed: they go before what the program makes of a claim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from factcheck.errors import UsageError
from factcheck.lexicon import normalise
from factcheck.lexicon.areas import area_words
from factcheck.lexicon.measures import load_units
from factcheck.lexicon.money import load_currencies
from factcheck.records import (
    Area,
    Article,
    Candidate,
    Claim,
    ConfirmedReading,
    Indicator,
    Match,
    Quantity,
    Why,
)
from factcheck.records.calendar import make_period
from factcheck.series import Archive

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_.-]{1,19}", re.ASCII)

__all__ = ["Readings", "confirm_claim", "confirm_match", "load_readings"]


class Readings:
    """Confirmed readings, by the claims that they are of.

    Args:
        readings: of two for one claim, the later counts.
    """

    def __init__(self, readings: Iterable[ConfirmedReading] = ()) -> None:
        self._held = {(r.article, r.kind, r.quote, r.anchor): r for r in readings}

    def __len__(self) -> int:
        return len(self._held)

    def find(self, article: Article, claim: Claim) -> ConfirmedReading | None:
        """What was confirmed of a claim, None where nothing was."""
        key = (article.id, claim.kind, claim.quote.exact, claim.anchor.exact)
        return self._held.get(key) if self._held else None

    def applied(self, article: Article, claim: Claim) -> Claim:
        """The claim as it was confirmed, itself where nothing was.

        Raises:
            UsageError: a reading that cannot be meant.
        """
        reading = self.find(article, claim)
        return claim if reading is None else confirm_claim(claim, reading)


def load_readings(path: Path | None) -> Readings:
    """Reads a file of confirmed readings, one JSON object a line; None gives none.

    Raises:
        UsageError: it cannot be read, or a line is no reading.
    """
    if path is None:
        return Readings()
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from None
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found.append(ConfirmedReading(**json.loads(line)))
        except (ValueError, TypeError, ValidationError) as error:
            reason = str(error).splitlines()[0]
            raise UsageError(f"{path}, line {number}: no confirmed reading: {reason}") from None
    return Readings(found)


def confirm_claim(claim: Claim, reading: ConfirmedReading) -> Claim:
    """The claim with the fields that a person read otherwise.

    Raises:
        UsageError: an area, a period or a number that is none.
    """
    changes: dict[str, Any] = {}
    if reading.indicator:
        changes["indicator"] = Indicator(text=reading.indicator)
    if reading.area:
        changes["ref_area"] = Area(text="", code=_area_code(reading.area))
    if reading.period:
        try:
            changes["period"] = make_period(reading.period)
        except ValueError:
            raise UsageError(
                f"{reading.period!r} is no period; write 2025, 2025-Q3, 2025-09 or 2025-01/2025-09"
            ) from None
    if claim.quantity is not None and (reading.unit or reading.value):
        changes["quantity"] = _quantity(claim.quantity, reading)
    return claim.model_copy(update=changes)


def _area_code(said: str) -> str:
    """The code of an area that a person named, or gave the code of."""
    word = area_words().get(normalise(said))
    if word is not None and len(word.codes) == 1:
        return word.codes[0]
    if _CODE.fullmatch(said):
        return said
    if word is not None:
        raise UsageError(f"{said!r} may be {' or '.join(word.codes)}; write the code")
    raise UsageError(f"no area is called {said!r}; write its name or its code, such as CHN")


def _unit_code(said: str) -> str:
    """The code of a unit that a person named; what no unit is called is taken for a code."""
    plain = normalise(said)
    money = (c.code for c in load_currencies() if plain in c.names)
    units = (u.code for u in load_units() if u.factor == 1 and plain in u.words)
    return next(chain(money, units), said)


def _quantity(quantity: Quantity, reading: ConfirmedReading) -> Quantity:
    changes: dict[str, Any] = {}
    if reading.unit:
        changes |= {"unit": _unit_code(reading.unit), "unit_candidates": ()}
    if reading.value:
        try:
            value = Decimal(reading.value)
        except InvalidOperation:
            raise UsageError(f"{reading.value!r} is no number") from None
        if not value.is_finite() or value.adjusted() > 30:
            raise UsageError(f"{reading.value!r} is no number that a table holds")
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
        changes |= {"value": value, "step": step}
    return quantity.model_copy(update=changes)


def confirm_match(match: Match, reading: ConfirmedReading, archive: Archive) -> Match:
    """The match with the series that a person chose as its only candidate.

    Raises:
        UsageError: there is no such series in the archive.
    """
    if not reading.series:
        return match
    if reading.series not in archive:
        raise UsageError(f"there is no series {reading.series!r} in the reference tables")
    series = archive.get(reading.series)
    chosen = Candidate(
        key=series.key,
        indicator=series.indicator,
        score=1.0,
        reasons=(Why(feature="confirmed", score=1.0, text="a person chose this series"),),
        qualifiers=(series.unit_measure, *series.qualifiers()),
        strict=True,
    )
    return match.model_copy(update={"candidates": (chosen,), "undecided": (), "reason": None})
