"""Readings of a claim that differ from it in one thing: what a slip may have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from factcheck.lexicon.area_text import places_at
from factcheck.records import Candidate, Quantity, Series
from factcheck.records.calendar import make_period, period_span, shift_period
from factcheck.verdicts.case import Case, Outcome

__all__ = ["MAKERS", "Variant", "magnitudes", "named_areas", "periods", "siblings"]

_FACTORS = (
    ("1000", "thousand for million, or million for billion, or billion for trillion"),
    ("0.001", "million for thousand, or billion for million, or trillion for billion"),
    ("1000000", "six powers of ten too small"),
    ("0.000001", "six powers of ten too large"),
    ("10", "ten times too small"),
    ("0.1", "ten times too large"),
    ("100", "a hundred times too small"),
    ("0.01", "a hundred times too large"),
    ("10000000", "crore left out"),
    ("0.0000001", "crore too much"),
    ("100000", "lakh left out"),
    ("0.00001", "lakh too much"),
)

Variant = tuple[str, str, Case, Candidate]
"""Kind and words of a diagnosis, and the claim and statistic as they would have to be."""


def _with_quantity(case: Case, **changes: object) -> Case:
    figure = case.claim.quantity
    return case if figure is None else case.having(quantity=figure.model_copy(update=changes))


def _directions(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    turned = {"up": "down", "down": "up"}.get(case.claim.direction or "")
    if turned and case.claim.kind == "change":
        text = f"it holds with the direction turned: {turned}"
        yield "wrong_direction", text, case.having(direction=turned), candidate


def _points(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    unit = case.claim.quantity.unit if case.claim.quantity else None
    other = {"percent": "percentage_point", "percentage_point": "percent"}.get(unit or "")
    if other and case.claim.kind == "change":
        words = "percentage points" if other == "percentage_point" else "percent"
        text = f"it holds as {words}"
        yield "percent_vs_points", text, _with_quantity(case, unit=other), candidate


def magnitudes(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    """The figure with its multiplier changed: thousand, million, billion, lakh, crore."""
    del outcome
    figure = case.claim.quantity
    if figure is None or figure.value is None or figure.unit == "percentage_point":
        return
    if len(figure.value.normalize().as_tuple().digits) < 2 and figure.unit == "percent":
        return
    for factor, words in _FACTORS:
        by = Decimal(factor)
        step = None if figure.step is None else figure.step * by
        changed = _with_quantity(case, value=figure.value * by, step=step)
        yield "wrong_magnitude", words, changed, candidate


def _currencies(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    figure = case.claim.quantity
    unit = case.archive.get(candidate.key).unit_measure
    if figure is None or figure.unit is None:
        return
    if len(unit) == 3 and figure.unit != unit and len(figure.unit) == 3:
        text = f"it holds in {unit}, not {figure.unit}"
        yield "wrong_currency", text, _with_quantity(case, unit=unit), candidate
    for other in case.match.candidates:
        held = case.archive.get(other.key).unit_measure
        if len(held) == 3 and held not in (unit, figure.unit) and len(figure.unit) == 3:
            text = f"it holds in {held}, not {figure.unit}"
            yield "wrong_currency", text, _with_quantity(case, unit=held), other
    if "/" in figure.unit and "/" in unit:
        yield from _rate_sides(case, figure)


def _rate_sides(case: Case, figure: Quantity) -> Iterator[Variant]:
    """An exchange rate of another pair."""
    for series in case.archive.series():
        held = series.unit_measure
        left, _, right = held.partition("/")
        if len(left) != 3 or len(right) != 3 or held == figure.unit:
            continue
        mine = set((figure.unit or "").split("/"))
        if len(mine & {left, right}) != 1:
            continue
        for op, unit in (("series", held), ("inverse", f"{right}/{left}")):
            other = Candidate(
                key=series.key, indicator=series.indicator, score=0, reasons=(), op=op
            )
            yield "wrong_currency", f"it is {unit}", _with_quantity(case, unit=unit), other


def _swaps(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    figure = case.claim.quantity
    if figure is None or figure.value is None or figure.comparator not in ("eq", "approx"):
        return
    step = figure.step or Decimal(1)
    digits = str(int(abs(figure.value) / step)) if step else ""
    if not 2 <= len(digits) <= 9:
        return
    for at in range(len(digits) - 1):
        turned = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        value = Decimal(turned) * step
        if turned != digits:
            text = f"two digits are transposed: {value.normalize():f}"
            yield "digit_swap", text, _with_quantity(case, value=value), candidate


def siblings(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    """The same claim about a series beside this one: other flow, partner, product or prices."""
    del outcome
    mine = case.archive.get(candidate.key)
    for other in case.match.others:
        text = f"it is {other.reasons[-1].text}"
        yield "wrong_indicator", text, case, other
    for key in case.match.siblings:
        series = case.archive.get(key)
        if not _alike(case, series, mine) or candidate.op not in ("series", "negated"):
            continue
        other = Candidate(key=key, indicator=series.indicator, score=0, reasons=())
        name = f"{series.indicator} ({series.product})" if series.product else series.indicator
        if series.counterpart:
            name = f"{name} with {series.counterpart}"
        yield _differs(series, mine), f"it is the figure of: {name}", case, other


def _alike(case: Case, series: Series, mine: Series) -> bool:
    """Whether a claim about one series could be about the other."""
    if series.freq != mine.freq or series.ytd != mine.ytd:
        return False
    if case.claim.kind == "change" and series.measure.startswith("growth"):
        return True
    rates = series.measure.startswith("growth"), mine.measure.startswith("growth")
    same = series.measure == mine.measure or series.unit_measure == "percent"
    return rates[0] == rates[1] and same and series.unit_measure == mine.unit_measure


def _differs(series: Series, mine: Series) -> str:
    """The diagnosis that a neighbouring series stands for."""
    if series.counterpart != mine.counterpart:
        return "wrong_counterpart"
    if series.indicator == mine.indicator and series.price_basis != mine.price_basis:
        return "nominal_vs_real"
    return "wrong_indicator"


def periods(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    """The same claim about another period of the same kind, the nearest first."""
    del outcome
    label = case.label
    if label is None or (case.claim.base_period is not None and case.claim.kind == "change"):
        return
    for other in _shifted(label):
        if case.article.published and period_span(other)[0] > case.article.published:
            continue
        text = f"it is the figure of {other}"
        yield "wrong_period", text, case.having(period=make_period(other)), candidate


def _shifted(label: str) -> Iterator[str]:
    """Periods of the same kind: near ones of the year first, then other years, nearest first."""
    steps: list[dict[str, int]] = []
    if "-Q" in label:
        steps += [{"quarters": n} for n in (-1, 1, -2, 2, -3, 3)]
    elif len(label) == len("2025-09"):
        steps += [{"months": y} for n in range(1, 7) for y in (-n, n)]
    steps += [{"years": y} for n in range(1, 41) for y in (-n, n)]
    for step in steps:
        try:
            yield shift_period(label, **step)
        except ValueError:
            continue


def named_areas(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    """The areas that the passage names, and no other."""
    codes = {code for _, _, code in places_at(case.article.text[:20_000])}
    for variant in _areas(case, candidate, outcome):
        area = variant[2].claim.ref_area
        if area is not None and area.code in codes:
            yield variant


def _areas(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    named = [c.ref_area for c in case.claims if c.ref_area] + [
        c.counterpart for c in case.claims if c.counterpart
    ]
    codes = list(dict.fromkeys(a.code for a in named))
    day = case.claim.period.end if case.claim.period else case.article.published
    for group in ("G7", "G20", "EUU", "ASEAN"):
        codes += (case.archive.members(group, day) or ()) if day else ()
    held = case.archive.areas(candidate.key)
    codes += sorted(held)
    for code in dict.fromkeys(codes):
        if code == case.area or code not in held or case.claim.ref_area is None:
            continue
        area = case.claim.ref_area.model_copy(update={"code": code, "text": code})
        yield "wrong_area", f"it is the figure of {code}", case.having(ref_area=area), candidate


def _bases(case: Case, candidate: Candidate, outcome: Outcome) -> Iterator[Variant]:
    del outcome
    if case.claim.kind != "change" or case.label is None or len(case.label) == 4:
        return
    for basis in ("yoy", "mom", "qoq"):
        if basis != case.claim.basis:
            yield "wrong_basis", f"it holds {basis}", case.having(basis=basis), candidate


MAKERS: tuple[Callable[[Case, Candidate, Outcome], Iterator[Variant]], ...] = (
    _directions,
    _points,
    _currencies,
    magnitudes,
    _swaps,
    _bases,
    siblings,
    periods,
    _areas,
)
