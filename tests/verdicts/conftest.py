"""Tables made up for the tests, small enough to be read, and claims about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factcheck.articles import article_from_text
from factcheck.matches import match_claim
from factcheck.records import (
    Area,
    Article,
    Claim,
    Event,
    Indicator,
    Quantity,
    Rank,
    Span,
    Streak,
    Verdict,
)
from factcheck.records.calendar import make_period
from factcheck.series import Archive, open_archive
from factcheck.verdicts import judge_claim

TABLES = Path(__file__).parent / "tables"

COLUMNS = (
    "series,indicator,description,aliases,unit_measure,unit_mult,freq,measure,of,"
    "price_basis,adjustment,ytd,product,counterpart,universe"
)


def write_tables(root: Path, packages: dict[str, tuple[str, str]]) -> Path:
    """Packages as tables.md has them: path to (rows of series, rows of values)."""
    for at, (series, values) in packages.items():
        folder = root / at
        folder.mkdir(parents=True)
        described = {
            "name": "example",
            "title": "Example",
            "version": folder.name,
            "sources": [{"title": "Office of Examples", "path": "https://example.org/"}],
            "licenses": [{"name": "CC0-1.0"}],
        }
        (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        (folder / "series.csv").write_text(f"{COLUMNS}\n{series}", encoding="utf-8")
        head = "series,ref_area,time_period,obs_value,obs_status,obs_comment\n"
        (folder / "observations.csv").write_text(head + values, encoding="utf-8")
    return root


def read_packages() -> dict[str, tuple[str, str]]:
    """The made-up tables, one file of series and one of values a package."""
    found = {}
    for file in sorted(TABLES.glob("*.series.csv")):
        at = file.name.removesuffix(".series.csv").replace("__", "/")
        values = TABLES / f"{file.name.removesuffix('.series.csv')}.values.csv"
        found[at] = (file.read_text(encoding="utf-8"), values.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("judged")
    return open_archive([write_tables(folder / "tables", read_packages())], cache=folder / "cache")


def build_claim(text: str, **given: Any) -> Claim:
    """A finished claim about a sentence; `at` is its anchor, `value`, `unit`, `step` its figure."""
    at = given.pop("at")
    start = text.index(at)
    figure = None
    if "value" in given:
        value = Decimal(str(given.pop("value")))
        step = given.pop("step", None)
        figure = Quantity(
            text=at,
            value=value,
            unit=given.pop("unit"),
            comparator=given.pop("comparator", "eq"),
            step=None if step is None else Decimal(str(step)),
        )
    area, partner = given.pop("area", "IND"), given.pop("counterpart", None)
    base, period = given.pop("base", None), given.pop("period", "2020")
    if "rank" in given:
        position, order, scope = given["rank"]
        given["rank"] = Rank(position=position, order=order, scope=scope)
    if "streak" in given:
        given["streak"] = Streak(length=given["streak"], unit="year")
    if "event" in given:
        given["event"] = Event(**given["event"])
    return Claim(
        id=given.pop("id", "c1"),
        kind=given.pop("kind"),
        anchor=Span.of(text, start, start + len(at)),
        quote=Span.of(text, 0, len(text)),
        indicator=Indicator(text=given.pop("indicator")),
        ref_area=Area(text=area, code=area) if area else None,
        counterpart=Area(text=partner, code=partner) if partner else None,
        period=make_period(period) if period else None,
        base_period=make_period(base) if base else None,
        quantity=figure,
        **given,
    )


def build_article(text: str, published: date = date(2022, 6, 1)) -> Article:
    return article_from_text(text, id="sample", published=published)


@pytest.fixture(scope="session")
def judge(archive: Archive) -> Callable[..., Verdict]:
    def run(text: str, published: date = date(2022, 6, 1), **given: Any) -> Verdict:
        claim = build_claim(text, **given)
        article = build_article(text, published)
        match = match_claim(claim, archive, article)
        return judge_claim(claim, match, archive, article=article, claims=[claim])

    return run
