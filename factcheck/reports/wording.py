"""Records in words: what the terminal, the page and the document print of a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from factcheck.records import Cell, CheckedClaim, Computed, Period, Quantity

__all__ = [
    "STYLES",
    "Style",
    "clean",
    "evidence_line",
    "figure",
    "reading_rows",
    "safe_href",
    "say_claimed",
    "say_computed",
    "say_counts",
    "say_quantity",
]


@dataclass(frozen=True, slots=True)
class Style:
    """How a label is shown: never by colour alone."""

    icon: str
    word: str
    css: str
    sgr: str


STYLES = {
    "supported": Style("✓", "supported", "supported", "32"),
    "refuted": Style("✗", "refuted", "refuted", "1;31"),
    "conflicting": Style("≠", "conflicting", "conflicting", "1;35"),
    "not_enough_evidence": Style("?", "not enough evidence", "unsettled", "2"),
}
_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)
_SPANS = ("year", "half", "quarter", "month", "week", "day")
_COMPARATORS = {
    "eq": "",
    "approx": "about ",
    "gt": "more than ",
    "ge": "at least ",
    "lt": "less than ",
    "le": "at most ",
    "nearly": "nearly ",
    "over": "over ",
    "between": "",
}
_BASES = {
    "yoy": "on the year before (yoy)",
    "qoq": "on the quarter before (qoq)",
    "mom": "on the month before (mom)",
    "annualised": "annualised",
    "average_annual": "average a year",
    "since": "since the base period",
}
# C0 and C1 controls but for line feed and tab, and the marks that reorder text
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text without control characters, which could steer a terminal or reorder a page."""
    return _HARMFUL.sub("\ufffd", text)


def safe_href(url: str | None) -> str | None:
    """The address if it is http or https, else None."""
    return url if url and re.match(r"https?://[^\s<>\"'`\\]{1,2000}$", url) else None


def figure(value: Decimal | int | float, unit: str | None) -> str:
    """A number with its unit: `45.47 trillion CNY`, `3.8%`, `0.2 percentage points`."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if unit == "percent":
        return f"{_plain(number)}%"
    if unit == "percentage_point":
        return f"{_plain(number)} percentage points"
    if unit == "ratio":
        return f"{_plain(number)} times"
    if unit in _SPANS:
        return f"{_plain(number)} {unit}" + ("" if abs(number) == 1 else "s")
    names = {None: "", "count": "", "index_point": "points"}
    text = _scaled(number)
    tail = names.get(unit, unit)
    return f"{text} {tail}".rstrip()


def _scaled(number: Decimal) -> str:
    for scale, name in _SCALES:
        if abs(number) >= scale:
            return f"{_plain(number / scale)} {name}"
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−")


def say_quantity(quantity: Quantity | None) -> str:
    """A claimed quantity in words, empty where there is none."""
    if quantity is None:
        return ""
    counted = f" {quantity.counted}" if quantity.counted and quantity.unit == "count" else ""
    if quantity.value is None:
        ends = [figure(v, quantity.unit) for v in (quantity.low, quantity.high) if v is not None]
        return " to ".join(ends) + counted
    return _COMPARATORS[quantity.comparator] + figure(quantity.value, quantity.unit) + counted


def say_claimed(claim: CheckedClaim) -> str:
    """The claimed quantity with the side it moved to: `down 3.8%`."""
    said = say_quantity(claim.quantity)
    moved = claim.kind == "change" and claim.direction in {"up", "down"}
    return f"{claim.direction} {said}" if moved and said else said


def say_computed(computed: Computed | None) -> str:
    """What the table gives, in words; empty where it gives nothing."""
    if computed is None or computed.value is None:
        return ""
    if isinstance(computed.value, bool):
        return "yes" if computed.value else "no"
    if isinstance(computed.value, str):
        return computed.value
    return figure(computed.value, computed.unit)


def say_counts(counts: dict[str, int]) -> str:
    """`2 refuted, 7 supported`: labels that occur, the gravest first."""
    order = ("refuted", "conflicting", "not_enough_evidence", "supported")
    return ", ".join(f"{counts[x]} {STYLES[x].word}" for x in order if counts[x])


def reading_rows(claim: CheckedClaim) -> list[tuple[str, str]]:
    """How a claim was read: names of fields and their values, those that are set."""
    rows = [
        ("kind", claim.kind.replace("_", " ")),
        ("indicator", claim.indicator.text),
        (
            "area",
            f"{claim.ref_area.text} ({claim.ref_area.code})".strip() if claim.ref_area else "",
        ),
        (
            "counterpart",
            f"{claim.counterpart.text} ({claim.counterpart.code})" if claim.counterpart else "",
        ),
        ("period", _say_period(claim.period)),
        ("measured against", _say_period(claim.base_period)),
        ("quantity", say_quantity(claim.quantity)),
        ("unit", claim.quantity.unit or "open" if claim.quantity else ""),
        ("basis", _BASES[claim.basis] if claim.basis else ""),
        ("direction", claim.direction or ""),
        ("rank", _say_rank(claim)),
        (
            "streak",
            f"{claim.streak.length} successive {claim.streak.unit}s" if claim.streak else "",
        ),
        ("event", _say_event(claim)),
        ("modality", claim.modality),
        ("negated", "yes" if claim.negated else ""),
        ("said by", claim.attribution or ""),
    ]
    return [(name, value) for name, value in rows if value]


def _say_period(period: Period | None) -> str:
    if period is None:
        return ""
    if period.text and period.text.strip() != period.label:
        return f"{period.label} (“{period.text}”)"
    return period.label


def _say_rank(claim: CheckedClaim) -> str:
    if claim.rank is None:
        return ""
    return f"place {claim.rank.position}, {claim.rank.order} first, among: {claim.rank.scope}"


def _say_event(claim: CheckedClaim) -> str:
    event = claim.event
    if event is None:
        return ""
    parts = [event.type, event.direction or "", say_quantity(event.quantity), event.other or ""]
    return " ".join(part for part in parts if part)


def evidence_line(cell: Cell) -> str:
    """A cell in one line: what, where, when, how much."""
    value = "missing" if cell.value is None else figure(cell.value, cell.unit)
    what = f"{cell.indicator} ({', '.join(cell.qualifiers)})" if cell.qualifiers else cell.indicator
    return f"{what}, {cell.ref_area}, {cell.period}: {value}"
