"""A checker that calls every number a claim: fast, and the same on each run."""

import os
import re
import signal
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

from factcheck.errors import MissingModel
from factcheck.records import (
    Area,
    Cell,
    CheckedClaim,
    Computed,
    Diagnosis,
    Indicator,
    Match,
    Period,
    Quantity,
    Report,
    Span,
    Verdict,
)

YEAR = Period(text="2024", label="2024", start=date(2024, 1, 1), end=date(2024, 12, 31))
CELL = Cell(
    dataset="office/trade",
    series="exports",
    indicator="exports",
    ref_area="CHN",
    period="2024",
    value=Decimal(7),
    unit="percent",
    source_title="Yearbook",
    source_url="https://example.org/yearbook",
    retrieved=date(2025, 1, 1),
    vintage=date(2025, 1, 1),
    location="row 2",
)


def verdict_of(number: int) -> Verdict:
    if number % 3 == 0:
        return Verdict(
            label="not_enough_evidence",
            reason="no_matching_series",
            explanation="No table holds it.",
            confidence=0.9,
            match=Match(concept=None),
        )
    if number % 3 == 1:
        return Verdict(
            label="supported",
            reason="value_matches",
            explanation="As the table has it.",
            confidence=0.95,
            computed=Computed(value=Decimal(number) / 3, unit="percent"),
            evidence=(CELL,),
        )
    return Verdict(
        label="refuted",
        reason="value_differs",
        explanation="The table has 7.",
        confidence=0.9,
        evidence=(CELL,),
        diagnoses=(Diagnosis(kind="other_period", text="this is the 2023 figure"),),
    )


class StubChecker:
    def __init__(self, _settings, pause=0.0):
        self.pause = pause
        self.checked = []

    def check(self, article):
        self.checked.append(article.id)
        if "explode" in article.text:
            raise RuntimeError("could not\nread this")
        if "no model" in article.text:
            raise MissingModel("the model is not installed")
        marker = os.environ.get("STUB_DIE_ONCE")
        if marker and "die" in article.text and not Path(marker).exists():
            Path(marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self.pause)
        claims = []
        for n, m in enumerate(re.finditer(r"\d{1,9}", article.text), start=1):
            span = Span.of(article.text, m.start(), m.end())
            claims.append(
                CheckedClaim(
                    id=f"c{n}",
                    kind="level",
                    anchor=span,
                    quote=span,
                    indicator=Indicator(text="exports"),
                    ref_area=Area(text="China", code="CHN"),
                    period=YEAR,
                    quantity=Quantity(text=m[0], value=Decimal(m[0]), unit="percent"),
                    verdict=verdict_of(int(m[0])),
                )
            )
        return Report(generator="stub", article=article, claims=tuple(claims))


def make_stub(settings):
    return StubChecker(settings)


def make_slow_stub(settings):
    return StubChecker(settings, pause=0.004)
