"""A small report with every label, made by hand: its figures are nobody's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from factcheck.records import (
    Area,
    Article,
    Candidate,
    Cell,
    CheckedClaim,
    Computed,
    Diagnosis,
    Indicator,
    Match,
    Period,
    Quantity,
    Rank,
    Reading,
    Report,
    Span,
    TableUsed,
    Verdict,
    Why,
)

TEXT = (
    "Nordland sells more fish than ever\n\n"
    "Fish exports of Nordland reached 4.25 billion crowns in 2024, up 6.2% on the year, a record "
    "high. Imports fell by 3.8%, and the country stayed the second-largest seller in the region. "
    "Prices of herring rose by 11 percent.\n"
)
NORDLAND = Area(text="Nordland", code="NOR")
YEAR = Period(text="2024", label="2024", start=date(2024, 1, 1), end=date(2024, 12, 31))


def span(exact: str, text: str = TEXT) -> Span:
    start = text.index(exact)
    return Span.of(text, start, start + len(exact))


def cell(**changes: Any) -> Cell:
    fields: dict[str, Any] = {
        "dataset": "nordstat/fish",
        "series": "exports",
        "indicator": "Exports of fish",
        "ref_area": "NOR",
        "period": "2024",
        "value": Decimal(4_250_000_000),
        "unit": "NOK",
        "source_title": "Fish trade 2024",
        "source_url": "https://stat.example/fish?y=2024&m=12",
        "retrieved": date(2025, 2, 1),
        "vintage": date(2025, 1, 20),
        "location": "nordstat/fish/2025-01-20/observations.csv, row 12",
    }
    return Cell(**{**fields, **changes})


def claim(number: int, kind: str, anchor: str, quote: str, **fields: Any) -> CheckedClaim:
    text = fields.pop("text", TEXT)
    base: dict[str, Any] = {
        "id": f"c{number}",
        "kind": kind,
        "anchor": span(anchor, text),
        "quote": span(quote, text),
        "indicator": Indicator(text="fish exports"),
        "ref_area": NORDLAND,
        "period": YEAR,
    }
    return CheckedClaim(**{**base, **fields})


def percent(value: str) -> Quantity:
    return Quantity(text=f"{value}%", value=Decimal(value), unit="percent", step=Decimal("0.1"))


MATCH = Match(
    candidates=(
        Candidate(
            key="nordstat/fish#exports",
            indicator="Exports of fish",
            score=0.93,
            reasons=(
                Why(feature="words", score=0.8, text="“fish exports” is the series' name"),
                Why(feature="area", score=0.13, text="the table covers Nordland"),
            ),
        ),
    ),
    concept="exports",
)
LEVEL = claim(
    1,
    "level",
    "4.25 billion crowns",
    "Fish exports of Nordland reached 4.25 billion crowns in 2024",
    quantity=Quantity(
        text="4.25 billion crowns",
        value=Decimal(4_250_000_000),
        unit="NOK",
        step=Decimal(10_000_000),
    ),
    verdict=Verdict(
        label="supported",
        reason="value_matches",
        explanation="The table gives 4.25 billion crowns for 2024, as the text says.",
        computed=Computed(value=Decimal(4_250_000_000), unit="NOK"),
        formula="exports[NOR, 2024] = 4,250 million",
        evidence=(
            cell(),
            cell(period="2023", value=Decimal(4_001_900_000)),
            cell(period="2022", value=Decimal(3_800_000_000)),
        ),
        confidence=0.95,
        match=MATCH,
    ),
)
CHANGE = claim(
    2,
    "change",
    "6.2%",
    "up 6.2% on the year",
    quantity=percent("6.2"),
    basis="yoy",
    direction="up",
    verdict=Verdict(
        label="conflicting",
        reason="vintages_disagree",
        explanation="The first print gave +6.2%, the newest vintage gives +5.9%.",
        computed=Computed(value=Decimal("5.9"), unit="percent"),
        evidence=(
            cell(value=Decimal("6.2"), unit="percent"),
            cell(value=Decimal("5.9"), unit="percent", vintage=date(2025, 9, 1)),
        ),
        readings=(
            Reading(name="first print", label="supported", text="+6.2%"),
            Reading(name="newest vintage", label="refuted", text="+5.9%", formula="4250/4013 − 1"),
        ),
        confidence=0.8,
        notes=("the base was revised in September 2025",),
    ),
)
IMPORTS = claim(
    3,
    "change",
    "3.8%",
    "Imports fell by 3.8%",
    indicator=Indicator(text="fish imports"),
    quantity=percent("3.8"),
    basis="yoy",
    direction="down",
    verdict=Verdict(
        label="refuted",
        reason="direction_differs",
        explanation="The table shows a rise of 3.8%.",
        computed=Computed(value=Decimal("-3.8"), unit="percent"),
        evidence=(
            cell(
                series="imports", indicator="Imports of fish", value=Decimal("3.8"), unit="percent"
            ),
        ),
        diagnoses=(Diagnosis(kind="direction", text="“rose” for “fell”: imports rose by 3.8%"),),
        confidence=0.97,
    ),
)
RANK = claim(
    4,
    "rank",
    "second-largest",
    "the country stayed the second-largest seller in the region",
    rank=Rank(position=2, order="largest", scope="region"),
    verdict=Verdict(
        label="not_enough_evidence",
        reason="universe_incomplete",
        explanation="No ranking in the tables covers the region.",
        confidence=0.5,
    ),
)


def report(**changes: Any) -> Report:
    fields: dict[str, Any] = {
        "generator": "factcheck 0.1.0",
        "article": Article(
            id="fish",
            text=TEXT,
            title="Nordland sells more fish than ever",
            published=date(2025, 1, 25),
            outlet="Harbour News",
            url="https://harbour.example/fish",
        ),
        "claims": (LEVEL, CHANGE, IMPORTS, RANK),
        "tables": (TableUsed(key="nordstat/fish", vintage="2025-01-20", title="Fish trade"),),
        "notes": ("a note on the whole",),
    }
    return Report(**{**fields, **changes})
