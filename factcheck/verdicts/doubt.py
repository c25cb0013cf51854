"""Whether a figure that fails is one that the passage gives to something else it names.

"A, B and C rose 4, 9 and 6 percent": where the claimed figure is exactly that of another area,
year or indicator of the same passage, and the claim's own is not what stands beside the figure,
the claim may have been read wrongly. Then nothing is denied.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.area_text import places_at
from factcheck.records import Candidate, Diagnosis
from factcheck.verdicts.case import Case, Outcome
from factcheck.verdicts.diagnose import SURE
from factcheck.verdicts.statistic import statistic_of

__all__ = ["doubt", "of_other_unit", "other_order", "spot", "undated", "unread_qualifier"]

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_ASIDE = re.compile(r",\s{0,2}(?:which|who|that|when|where|having)\b[^,]{0,120}$")
_IN = re.compile(r"\s{1,2}(?:in|for|of|across)\s{1,2}(?:the\s)?")
_MONEY = re.compile(r"\s{0,2}(?:dollar|pound|franc)")
_NEAR = 60
_FAR = 20
_BACK = 400
_OF_SERIES = frozenset({"wrong_indicator", "wrong_counterpart"})


def doubt(case: Case, diagnoses: tuple[Diagnosis, ...]) -> str | None:
    """Why the claim may have been read wrongly, in words; None where it was read safely.

    Args:
        case: the claim that fails.
        diagnoses: readings under which it would hold.
    """
    for found in diagnoses:
        if found.cell is None:
            continue
        if found.kind == "wrong_area" and _other_area(case, found.cell.ref_area):
            return f"the figure is that of {found.cell.ref_area}, which the passage names"
        if found.kind == "wrong_period" and _other_year(case, found.cell.period):
            return f"the figure is that of {found.cell.period}, which the passage may mean"
        if case.claim.kind == "level" and _composed(case, found):
            return f"{found.text}, which the passage may mean"
        key = f"{found.cell.dataset}#{found.cell.series}"
        if key not in case.match.mentioned or found.kind not in _OF_SERIES:
            continue
        beside = _named(case) or (found.kind == "wrong_counterpart" and _closed(case))
        if not beside or _breakdown(case, key):
            return f"the figure is that of {found.cell.indicator}, which the passage names"
    return None


def undated(case: Case) -> str | None:
    """Why a claim of an article without a date is not denied; None where it may be.

    The year must stand in the claim's own sentence, and the claim must have a figure: what "last
    year" or "a record" meant cannot be known.
    """
    if case.article.published is not None:
        return None
    sentence, _ = _sentence(case)
    if case.claim.quantity is None or case.claim.period is None or case.claim.basis == "since":
        return "the article has no date"
    years = (case.claim.period.start.year, case.claim.period.end.year)
    return None if any(str(y) in sentence for y in years) else "the article has no date"


def other_order(case: Case, outcome: Outcome, diagnoses: tuple[Diagnosis, ...]) -> str | None:
    """A sum or count of quite another size, by no slip of a multiplier: another thing is meant."""
    figure, computed = case.claim.quantity, outcome.computed
    if case.claim.kind != "level" or figure is None or not figure.value or computed is None:
        return None
    if not isinstance(computed.value, Decimal) or any(d.kind in SURE for d in diagnoses):
        return None
    ratio = abs(computed.value / figure.value)
    if not ratio or 1 / _FAR < ratio < _FAR:
        return None
    return "the figure is of another order: something else may be counted"


def of_other_unit(case: Case, candidate: Candidate, diagnoses: tuple[Diagnosis, ...]) -> str | None:
    """Points, where the table has sums or counts: a share or rate of them may be meant."""
    figure = case.claim.quantity
    if figure is None or figure.unit != "percentage_point" or case.match.growth:
        return None
    held = case.archive.get(candidate.key).unit_measure
    if held in ("percent", "index_point") or diagnoses[0].kind == "percent_vs_points":
        return None
    return "points of what is not clear"


def spot(case: Case, candidate: Candidate) -> str | None:
    """A price of a currency that the text does not call an average may be that of one day."""
    if not statistic_of(case.archive, candidate, None).is_price():
        return None
    sentence, _ = _sentence(case)
    plain = normalise(sentence)
    if any(re.search(rf"\b{re.escape(word)}\b", plain) for word in _average_cues()):
        return None
    return "it may be the rate of one day, where the table holds the mean of the period"


@lru_cache(maxsize=1)
def _average_cues() -> tuple[str, ...]:
    rows = load_rows("average_cues", ("words", "example", "source"))
    return tuple(row["words"] for row in rows)


def _sentence(case: Case) -> tuple[str, int]:
    """The passage from the start of the sentence on, and where the anchor stands in it."""
    text, at = case.article.text, case.claim.anchor.start
    start = max(0, at - _BACK)
    cut = max(text.rfind(". ", start, at), text.rfind("\n", start, at))
    start = cut + 1 if cut >= start else start
    stop = re.compile(r"[.](?:\s|$)|\n").search(text, case.claim.anchor.end, at + _BACK)
    return text[start : stop.start() if stop else at + _BACK], at - start


def _distance(start: int, end: int, at: int, stop: int) -> int:
    return at - end if end <= at else max(0, start - stop)


def _other_area(case: Case, code: str) -> bool:
    """Whether the other area stands in the sentence, and the claim's own is not the nearest."""
    sentence, at = _sentence(case)
    stop = at + len(case.claim.anchor.exact)
    places = [
        (s, e, c)
        for s, e, c in places_at(sentence)
        if (e <= at or s >= stop) and not _MONEY.match(sentence, e)
    ]
    named = [(_distance(s, e, at, stop), c) for s, e, c in places]
    if code not in {c for _, c in named}:
        return False
    if any(c == case.area and _IN.fullmatch(sentence[stop:s]) for s, _, c in places if s >= stop):
        return False
    return min(named)[1] != case.area


def _other_year(case: Case, period: str) -> bool:
    """Whether the other year is what the passage is about, and the claim's own stands apart."""
    sentence, at = _sentence(case)
    own = (case.label or "")[:4]
    if period[:4] == own and "/" not in (case.label or ""):
        return False
    published = case.article.published
    around = case.article.text[
        max(0, case.claim.anchor.start - _BACK) : case.claim.anchor.end + 120
    ]
    usual = published is not None and period[:4] in (str(published.year - 1), str(published.year))
    if not usual and period[:4] not in _YEAR.findall(around):
        return False
    stop = at + len(case.claim.anchor.exact)
    held = [
        (_distance(m.start(), m.end(), at, stop), m.end())
        for m in _YEAR.finditer(sentence)
        if m[0] == own
    ]
    if not held:
        return own not in normalise(case.claim.period.text if case.claim.period else "")
    end = min(held)[1]
    return end <= at and _ASIDE.search(sentence[:end]) is not None and "," in sentence[end:at]


def _breakdown(case: Case, key: str) -> bool:
    """Whether a series is of one product or partner, and the claim's own is not by the figure."""
    series = case.archive.get(key)
    best = case.archive.get(case.match.candidates[0].key)
    alike = (series.product, series.counterpart) == (best.product, best.counterpart)
    if alike or not (series.product or series.counterpart):
        return False
    part = _segment(case)
    plain, areas = normalise(part), {code for _, _, code in places_at(part)}
    if series.counterpart in areas or (series.product and _all_in(series.product, plain)):
        return True
    if best.counterpart and best.counterpart in areas:
        return False
    return not (best.product and _all_in(best.product, plain))


def _composed(case: Case, found: Diagnosis) -> bool:
    """Whether the figure is a sum or a difference, which prose often leaves to be understood."""
    figure = case.claim.quantity
    if found.kind != "wrong_indicator" or found.value is None or found.cell is None:
        return False
    if figure is None or figure.value is None or found.cell.value == found.value:
        return False
    return abs(abs(found.value) - abs(figure.value)) <= (figure.step or abs(figure.value)) / 2


def _named(case: Case) -> bool:
    """Whether the claim's indicator stands shortly before the figure, with no other between."""
    span, anchor = case.claim.indicator.span, case.claim.anchor
    if span is None:
        said = normalise(case.article.text[max(0, anchor.start - _NEAR) : anchor.start])
        *object_of_verb, _ = normalise(case.claim.indicator.text).split()
        at = said.rfind(" ".join(object_of_verb)) if object_of_verb else -1
        return at >= 0 and not any(
            anchor.start - len(said) + at <= c.anchor.start < anchor.start for c in case.claims
        )
    if not 0 <= anchor.start - span.end <= _NEAR:
        return False
    return not any(span.end <= c.anchor.start < anchor.start for c in case.claims)


def unread_qualifier(case: Case, candidate: Candidate) -> str | None:
    """A product or partner that stands by the figure, and by which the tables part the series.

    Args:
        case: the claim that fails.
        candidate: the statistic it fails against.

    Returns:
        What was left out of the reading, in words; None where nothing was.
    """
    mine = case.archive.get(candidate.key)
    part = _segment(case)
    plain = normalise(part)
    areas = {code for _, _, code in places_at(part)}
    own = {case.area, case.claim.counterpart.code if case.claim.counterpart else None}
    for key in case.match.siblings:
        series = case.archive.get(key)
        if series.unit_measure != mine.unit_measure:
            continue
        product = _PARENS.sub("", series.product or "")
        apart = series.product != mine.product and not _nearer(mine.product, product, plain)
        if product and apart and _all_in(product, plain):
            return f"the text speaks of {product.strip()}"
        partner = series.counterpart
        if partner and partner != mine.counterpart and partner in areas and partner not in own:
            return f"the text speaks of {partner}"
    return None


def _nearer(own: str | None, other: str, plain: str) -> bool:
    """Whether the claim's own product is named in full after the other one."""
    if not own or not _all_in(own, plain):
        return False
    first, second = (
        min((plain.rfind(w) for w in _stems(x)), default=-1) for x in (_PARENS.sub("", own), other)
    )
    return first > second


_PARENS = re.compile(r"\([^)]{0,80}\)")


def _all_in(product: str, plain: str) -> bool:
    words = _stems(product)
    return bool(words) and all(re.search(rf"\b{re.escape(w)}", plain) for w in words)


def _segment(case: Case) -> str:
    """The words that belong to the figure: from the one before it on, and a little after it."""
    text, anchor = case.article.text, case.claim.anchor
    start = max(
        [
            0,
            anchor.start - _BACK,
            text.rfind(". ", 0, anchor.start) + 1,
            text.rfind("\n", 0, anchor.start) + 1,
            *(c.anchor.end for c in case.claims if c.anchor.end <= anchor.start),
        ]
    )
    before = text[start : anchor.start]
    if _closed(case):
        return before
    after = re.split(r"[,;.\n]", text[anchor.end : anchor.end + _NEAR])[0]
    return f"{before} {after}"


def _closed(case: Case) -> bool:
    """Whether the claim's own area or partner stands right before the figure ("of Japan 5")."""
    at = case.claim.anchor.start
    before = case.article.text[max(0, at - _NEAR) : at]
    places = places_at(before)
    own = {case.area, case.claim.counterpart.code if case.claim.counterpart else None}
    return bool(places) and places[-1][2] in own and not before[places[-1][1] :].strip(" (:")


def _stems(product: str) -> list[str]:
    return [w.rstrip("s") for w in normalise(product).replace("-", " ").split() if len(w) > 2]
