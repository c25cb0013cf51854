"""What must not change a verdict, and what may only make it milder."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factcheck.records import Observation, Verdict
from factcheck.series import Archive, open_archive

from .conftest import build_article, build_claim, judge_claim, match_claim, read_packages
from .conftest import write_tables as write

NAMES = {
    "gdp": ("GDP", "level"),
    "pop": ("population", "level"),
    "unemp": ("unemployment rate", "level"),
    "coal": ("coal consumption", "level"),
    "net": ("internet use", "share"),
    "exports": ("goods exports", "level"),
}
FACTORS = ("1", "1.004", "1.02", "1.3", "0.5", "10")
UNRELATED = (
    "snow,Days with snow on the ground,,snow days,count,0,A,level,,,,,,,\n",
    "snow,IND,2020,3,,\nsnow,CHN,2020,61,,\nsnow,BRA,2020,1,,\n",
)


def cells(archive: Archive) -> Iterator[Observation]:
    for series in archive.series():
        if series.series in NAMES and not series.product and not series.counterpart:
            for area in sorted(archive.areas(series.key)):
                for seen in archive.history(series.key, area)[-3:]:
                    if seen.value and area != "WLD":
                        yield seen


def printed(value: Decimal, digits: int) -> tuple[Decimal, Decimal]:
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).to_integral_value() * step, step


def judged(archive: Archive, seen: Observation, value: Decimal, step: Decimal) -> Verdict:
    name, kind = NAMES[seen.series.partition("#")[2]]
    text = f"In {seen.time_period} the {name} was {value:f}."
    given: dict[str, Any] = {"area": seen.ref_area, "period": seen.time_period}
    unit = archive.get(seen.series).unit_measure
    claim = build_claim(
        text, at=f"{value:f}", kind=kind, indicator=name, value=value, unit=unit, step=step, **given
    )
    article = build_article(text)
    match = match_claim(claim, archive, article)
    return judge_claim(claim, match, archive, article=article, claims=[claim])


def labels(archive: Archive, seen: list[Observation]) -> list[str]:
    found = []
    for cell in seen:
        for factor in FACTORS:
            said = printed(Decimal(cell.value or 0) * Decimal(factor), 4)
            found.append(judged(archive, cell, *said).label)
    return found


def opened(folder: Path, packages: dict[str, tuple[str, str]]) -> Archive:
    return open_archive([write(folder / "tables", packages)], cache=folder / "cache")


def scaled(packages: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The same tables with every value a thousandth, in units a thousand times as large."""
    found = {}
    for at, (series, values) in packages.items():
        out_rows, money = [], set()
        for row in csv.reader(io.StringIO(series)):
            if int(row[5] or 0) >= 3 and int(row[5]) <= 9:
                money.add(row[0])
                row[5] = str(int(row[5]) + 3)
            out_rows.append(row)
        kept = io.StringIO()
        csv.writer(kept, lineterminator="\n").writerows(out_rows)
        out = []
        for line in values.splitlines():
            parts = line.split(",")
            if parts[0] in money and parts[3]:
                parts[3] = f"{Decimal(parts[3]).scaleb(-3):f}"
            out.append(",".join(parts))
        found[at] = kept.getvalue(), "\n".join(out) + "\n"
    return found


def test_the_scale_of_a_table_leaves_verdicts(archive: Archive, tmp_path: Path) -> None:
    other = opened(tmp_path, scaled(read_packages()))
    seen = list(cells(archive))
    assert len(seen) > 30
    assert labels(other, seen) == labels(archive, seen)


def test_an_unrelated_table_changes_no_verdict(archive: Archive, tmp_path: Path) -> None:
    other = opened(tmp_path, {**read_packages(), "office/weather/2022-03-01": UNRELATED})
    seen = list(cells(archive))
    assert labels(other, seen) == labels(archive, seen)


def test_rounding_more_never_turns_support_into_denial(archive: Archive) -> None:
    tried = 0
    for seen in cells(archive):
        value = Decimal(seen.value or 0)
        for digits in (5, 4, 3, 2, 1):
            label = judged(archive, seen, *printed(value, digits)).label
            assert label != "refuted", (seen, digits)
            tried += 1
    assert tried > 150


@pytest.mark.parametrize("missing", ["area", "period", "both"])
def test_an_open_key_never_denies(archive: Archive, missing: str) -> None:
    tried = 0
    for seen in cells(archive):
        name, kind = NAMES[seen.series.partition("#")[2]]
        value, step = printed(Decimal(seen.value or 0) * Decimal("1.07"), 3)
        text = f"The {name} was {value:f}."
        claim = build_claim(
            text,
            at=f"{value:f}",
            kind=kind,
            indicator=name,
            value=value,
            unit=archive.get(seen.series).unit_measure,
            step=step,
            area=None if missing in ("area", "both") else seen.ref_area,
            period=None if missing in ("period", "both") else seen.time_period,
        )
        article = build_article(text)
        match = match_claim(claim, archive, article)
        verdict = judge_claim(claim, match, archive, article=article, claims=[claim])
        assert verdict.label != "refuted", (seen, verdict.explanation)
        tried += 1
    assert tried > 30


def test_an_open_indicator_never_denies(archive: Archive) -> None:
    for name in ("figure", "rate", "trade", "growth in services", "output of private enterprises"):
        text = f"In 2020 the {name} was 77.7 percent."
        claim = build_claim(
            text,
            at="77.7 percent",
            kind="level",
            indicator=name,
            value=77.7,
            unit="percent",
            step=0.1,
        )
        article = build_article(text)
        match = match_claim(claim, archive, article)
        verdict = judge_claim(claim, match, archive, article=article, claims=[claim])
        assert verdict.label == "not_enough_evidence", name
