"""Words around a claim under which a figure of the table says nothing against it.

A part of a year beside a figure of years, one of several in a first place, a line of poverty that
no text means by the bare word.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Basis, Candidate, Series
from factcheck.records.calendar import make_period
from factcheck.verdicts.case import Case, Outcome, sign_of
from factcheck.verdicts.growth import previous
from factcheck.verdicts.trend import moved
from factcheck.verdicts.units import is_money

__all__ = ["END", "of_prices", "other_meaning", "passage", "words_of"]

_REACH = 400
_NEAR = 60
_AFTER = 200
_EVENTS = frozenset({"record", "first_time", "streak"})
_SHORT_FREQ = frozenset({"M", "Q"})
_BASES: dict[str, Basis] = {"M": "mom", "Q": "qoq"}
_RATES = frozenset({"percent", "percentage_point"})
_HUNDRED = Decimal(100)
_RICH = "HIC"
_MANY = Decimal("1.5")
_SLIP = Decimal("0.05")
"""How far from a power of ten a slip of the multiplier lies."""
END = re.compile(r"[.;\n](?:\s|$)")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def _guards() -> dict[str, tuple[str, ...]]:
    rows = load_rows("denial_guards", ("class", "words", "example", "source"))
    classes: dict[str, list[str]] = {}
    for row in rows:
        classes.setdefault(row["class"], []).append(row["words"])
    return {name: tuple(words) for name, words in classes.items()}


def words_of(kind: str) -> tuple[str, ...]:
    """The words of a class of the vocabulary of guards, in its order."""
    return _guards()[kind]


def other_meaning(case: Case, candidate: Candidate, outcome: Outcome) -> str | None:
    """What else the words may mean, in words; None where they mean what the table holds.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.
        outcome: of reading the claim against it.
    """
    series = case.archive.get(candidate.key)
    for test in (_unit, _line, _finer, _volume, _within):
        found = test(case, series)
        if found is not None:
            return found
    return (
        _people(case, series, outcome)
        or _budget(case)
        or _december(case, candidate, outcome)
        or _at_equal_power(case, candidate, outcome)
        or _short(case, candidate)
        or _supposed(case)
        or _one_of(case)
        or _then(case)
    )


def _before(case: Case, reach: int = _NEAR) -> list[str]:
    """The words of the sentence before the figure."""
    start = case.claim.anchor.start
    text = case.article.text[max(case.claim.quote.start, start - reach) : start]
    return normalise(text).split()


def _said(kind: str, text: str) -> str | None:
    plain = f" {' '.join(_WORD.findall(normalise(text)))} "
    return next((w for w in words_of(kind) if f" {w} " in plain), None)


def _unit(case: Case, series: Series) -> str | None:
    """A figure without a percent sign against a rate."""
    figure = case.claim.quantity
    if figure is None or case.claim.kind not in ("level", "change"):
        return None
    if figure.unit in _RATES or (series.unit_measure != "percent" and series.measure != "index"):
        return None
    same = series.measure == "index" and figure.unit == series.unit_measure
    return None if same else "the text does not say that it is a rate"


def _line(case: Case, series: Series) -> str | None:
    """Poverty by the bare word is counted by each country's own line."""
    if not _said("poverty", series.indicator):
        return None
    text, anchor = case.article.text, case.claim.anchor
    around = text[max(0, anchor.start - _REACH) : anchor.end + _AFTER]
    if "$" in around or _said("poverty line", around):
        return None
    return "the text does not say by which line of poverty"


def _finer(case: Case, series: Series) -> str | None:
    """A figure of a quarter or month beside a table of years."""
    if case.claim.kind not in ("level", "change", "share") or series.freq != "A":
        return None
    named = _said("part of a year", passage(case))
    return "the text speaks of a part of a year" if named else None


def passage(case: Case) -> str:
    """The claim's sentence and the one before it."""
    text, quote = case.article.text, case.claim.quote
    led = text[max(0, quote.start - _REACH) : quote.start].rstrip()
    return f"{END.split(led[:-1])[-1]}\n{quote.exact}"


def _volume(case: Case, series: Series) -> str | None:
    """Trade by volume, where the table has its value."""
    if not is_money(series.unit_measure) or series.price_basis not in (
        None,
        "",
        "current",
        "nominal",
    ):
        return None
    text, anchor = case.article.text, case.claim.anchor
    around = text[max(0, anchor.start - _REACH) : anchor.end + _NEAR]
    return "the text may speak of volumes" if _said("volume", around) else None


def _budget(case: Case) -> str | None:
    """A deficit that may be that of a government, where the table has that of trade."""
    named = case.claim.indicator.text
    if not _said("deficit", named) or _said("trade deficit", named):
        return None
    return "the text may speak of a budget" if _said("budget", passage(case)) else None


def _short(case: Case, candidate: Candidate) -> str | None:
    """A movement within a year that may be one against the period before, and is so true."""
    claim, series = case.claim, case.archive.get(candidate.key)
    if claim.kind != "trend" or claim.period is None or series.freq not in _SHORT_FREQ:
        return None
    basis = _BASES.get(series.freq)
    before = previous(claim.period.label, basis) if claim.basis is None and basis else None
    if before is None:
        return None
    statistic = case.statistic(candidate)
    new, old = (statistic.at(case.area, x) for x in (claim.period.label, before))
    rise = None if new is None or old is None else new.value - old.value
    if claim.direction == "flat" or rise is None or rise * sign_of(claim.direction) > 0:
        return "the text does not say against which period"
    return None


def _within(case: Case, series: Series) -> str | None:
    """A stretch of months or quarters that a table of years cannot tell."""
    if case.claim.kind not in _EVENTS or series.freq != "A":
        return None
    end = case.claim.anchor.end
    text = f"{case.claim.anchor.exact} {case.article.text[end : end + _NEAR]}"
    return "the text counts parts of a year" if _said("part of a year", text) else None


def _supposed(case: Case) -> str | None:
    """An estimate or a plan that stands right by the figure."""
    before = _before(case, _REACH)
    if set(before[-3:]) & set(words_of("supposed")) or set(before) & set(words_of("reckoned")):
        return "the text gives it as an estimate or a plan"
    return None


def _one_of(case: Case) -> str | None:
    """One of several in a first place; a place by weight, not by size."""
    if case.claim.kind != "rank":
        return None
    words = " ".join(_before(case))
    led = any(w in words for w in words_of("one of several"))
    loose = any(w in normalise(case.claim.anchor.exact) for w in words_of("weight"))
    return "the text names no single place" if led or loose else None


def _people(case: Case, series: Series, outcome: Outcome) -> str | None:
    """People who are counted for what they do, where the table counts all of an area."""
    figure, computed = case.claim.quantity, outcome.computed
    if case.claim.kind != "level" or figure is None or not figure.value or computed is None:
        return None
    if not normalise(series.indicator).startswith(words_of("everybody")):
        return None
    if _said("everybody", case.claim.quote.exact) or not isinstance(computed.value, Decimal):
        return None
    ratio = abs(computed.value / figure.value)
    near = 1 / _MANY < ratio < _MANY
    slip = abs(ratio.scaleb(-ratio.adjusted()) - 1) < _SLIP
    return None if near or slip else "the text may count a part of the people"


def _at_equal_power(case: Case, candidate: Candidate, outcome: Outcome) -> str | None:
    """A place among economies that is better at purchasing power parity, where prices are low."""
    claim, place = case.claim, outcome.computed
    if claim.kind != "rank" or claim.rank is None or place is None or claim.ref_area is None:
        return None
    if not isinstance(place.value, Decimal) or claim.rank.position >= place.value:
        return None
    sums = is_money(case.archive.get(candidate.key).unit_measure) and candidate.op == "series"
    if (
        not sums
        or not _said("economy", claim.indicator.text)
        or _said("market price", passage(case))
    ):
        return None
    rich = case.archive.members(_RICH, case.article.published or date.max) or ()
    return None if case.area in rich else "it may hold at purchasing power parity"


def _december(case: Case, candidate: Candidate, outcome: Outcome) -> str | None:
    """A rise of prices over a year, told from December to December and not of the year's mean."""
    claim, figure = case.claim, case.claim.quantity
    yearly = claim.period is not None and claim.period.label.isdigit()
    if not yearly or claim.kind not in ("change", "level") or claim.basis not in ("yoy", None):
        return None
    if figure is None or figure.value is None or not of_prices(case.archive.get(candidate.key)):
        return None
    said = figure.value * sign_of(claim.direction)
    exact = _from_december(case)
    if exact is not None:
        near = abs(exact - said) <= (figure.step or 1)
        return f"it holds from December to December ({exact:.1f} percent)" if near else None
    if outcome.computed is None or figure.unit not in _RATES:
        return None
    low, high = _bounds(case, candidate)
    return "it may be the rate from December to December" if low <= said <= high else None


def _from_december(case: Case) -> Decimal | None:
    """The rate from December to December, where a monthly index is held."""
    year = case.claim.period.start.year if case.claim.period else 0
    for candidate in case.match.candidates:
        series = case.archive.get(candidate.key)
        if (series.freq, series.measure, candidate.op) != ("M", "index", "series"):
            continue
        ends = [case.statistic(candidate).at(case.area, f"{y}-12") for y in (year - 1, year)]
        before, after = (end.value if end else None for end in ends)
        if before and after is not None:
            return (after / before - 1) * _HUNDRED
    return None


def _bounds(case: Case, candidate: Candidate) -> tuple[Decimal, Decimal]:
    """What the rate from December to December can be, by the means of the years around it.

    The price level of a December lies between the means of its own year and the next, so that
    the rate strays from the three years' rates by no more than these differ, or a point.
    """
    year = case.claim.period.start.year if case.claim.period else 0
    around = (case.having(period=make_period(str(y))) for y in (year - 1, year, year + 1))
    found = [moved(c, c.statistic(candidate)) for c in around]
    rates = [datum.value for datum in found if datum is not None]
    stray = max(max(rates) - min(rates), Decimal(1))
    return min(rates) - stray, max(rates) + stray


def of_prices(series: Series) -> bool:
    """Whether a series is of the prices that consumers pay, and no sum that is freed of them."""
    if series.price_basis or is_money(series.unit_measure):
        return False
    name = normalise(f"{series.indicator} {' '.join(series.aliases)}")
    return any(words in name for words in words_of("consumer price"))


def _then(case: Case) -> str | None:
    """A past year that the text compares with today ("it was 80 percent higher in 1970")."""
    claim, published = case.claim, case.article.published
    if claim.kind != "change" or claim.period is None or published is None:
        return None
    after = normalise(case.article.text[claim.anchor.end : claim.anchor.end + _NEAR]).split()
    if not after or after[0] not in words_of("against now"):
        return None
    return "the text may compare with today" if published.year - claim.period.end.year > 2 else None
