"""China's goods trade from facts: totals, partners, structure, in the vintages that matter."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reference.facts import (
    HERE,
    QUOTED,
    Fact,
    addresses,
    digits,
    period_of,
    printed,
    release_of,
    rows_of,
    settled,
    split_urls,
)

from factcheck.series.writing import Package

GACC = ("General Administration of Customs of China (GACC)", "http://english.customs.gov.cn/")
YOY = "Year-on-year growth as published by the producer, on the revised base of the year before; "
CURRENCIES = {"CNY": "cny", "USD": "usd"}
WORDS = {"CNY": "in yuan", "USD": "in US dollars"}


def slug(text: str) -> str:
    """A name as part of a series id."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class Customs:
    """Facts on China's goods trade, sorted into datasets.

    Args:
        folder: of the facts.
    """

    def __init__(self, folder: Path) -> None:
        self.names = {row["indicator"]: row for row in rows_of(HERE / "customs.csv")}
        self.partners = {row["printed"]: row for row in rows_of(HERE / "partners.csv")}
        self.series: dict[str, dict[str, dict[str, str]]] = {}
        self.facts: dict[str, list[Fact]] = {}
        for name in ("china_goods_trade_totals", "china_trade_by_partner", "china_trade_structure"):
            for row in rows_of(folder / f"{name}.csv"):
                self._take(row)
        self.revisions = rows_of(folder / "revisions.csv")

    def _take(self, row: dict[str, str]) -> None:
        described, when = self.names.get(row["indicator"]), period_of(row["period"])
        urls = split_urls(row["source_urls"])
        if described is None or when is None or not urls:
            return
        kind, _, derived = row["kind"].partition(" (")
        if kind not in ("level", "share", "yoy_RMB", "yoy_USD"):
            return
        label, freq, ytd = when
        series = self._series(row, described, kind, freq, ytd)
        if series is None:
            return
        dataset, made = series
        self.series.setdefault(dataset, {})[made["series"]] = made
        value = printed(row["value"], row["note"])
        if row["scale"] == "1e6":
            value = format(Decimal(value) / 1000, "f")
        guess = bool(derived) or "more than" in row["note"]
        note = (
            f"derived: {derived.rstrip(')').removeprefix('derived ')}" if derived else row["note"]
        )
        release = release_of(row["release"], label)
        fact = Fact(made["series"], label, value, release, int(row["n_pages"]), urls, note,
                    "E" if guess else "")  # fmt: skip
        self.facts.setdefault(dataset, []).append(fact)

    def _series(
        self, row: dict[str, str], described: dict[str, str], kind: str, freq: str, ytd: str
    ) -> tuple[str, dict[str, str]] | None:
        """Dataset and row of series.csv that a fact belongs to."""
        which = row["counterpart_or_product"]
        partner = self.partners.get(which)
        if which in ("top-10 partners", "CHN"):
            return None
        code = partner["code"] if partner else ""
        product = "" if partner else which
        notes = [described["description"], partner["note"] if partner else ""]
        if "intermediate_goods" in row["indicator"]:
            product = "intermediate goods"
        dataset = "goods_trade"
        if code or (partner and product):
            dataset = "goods_trade_by_partner"
        elif product:
            dataset = "goods_trade_structure"
        parts = [described["series"], slug(code or product)]
        end = "ytd" if ytd else freq.lower()
        unit, measure, of = row["unit"], "level", ""
        base = [x for x in parts if x]
        if kind == "share":
            measure, tail = "share", [end]
        elif kind == "level":
            tail = [CURRENCIES[unit], end]
        else:
            currency = "CNY" if kind == "yoy_RMB" else "USD"
            measure, tail = "growth_yoy", [f"{CURRENCIES[currency]}_yoy", end]
            of = ".".join([*base, CURRENCIES[currency], end])
            notes.insert(0, f"{YOY}computed {WORDS[currency]}.")
        if ytd:
            notes.append("Cumulative since January.")
        return dataset, {
            "series": ".".join([*base, *tail]),
            "indicator": described["name"],
            "description": " ".join(x for x in notes if x),
            "aliases": described["aliases"],
            "unit_measure": unit,
            "unit_mult": {"CNY": "12", "USD": "9"}.get(unit, "0"),
            "freq": freq,
            "measure": measure,
            "of": of,
            "price_basis": "current" if measure == "level" else "",
            "ytd": ytd,
            "product": product,
            "counterpart": code,
        }

    def revised(self, facts: dict[tuple[str, str], Fact], vintage: str) -> None:
        """Puts the revisions known at a vintage in the place of first releases."""
        for row in self.revisions:
            unit = row["unit"].split()[0]
            if row["indicator"] not in self.names or unit not in CURRENCIES:
                continue
            key = f"{row['indicator']}.{CURRENCIES[unit]}.a", row["period"]
            later = re.match(
                r"([\d.]+)(?: \(implied(?: by)? ([\d.]+)/([\d.]+)\))?$", row["later_value"]
            )
            first = facts.get(key)
            if later is None or (first is None and key[0] != "goods_balance.usd.a"):
                continue
            implied = later[2] is not None
            known = self._known(row, implied=implied)
            urls = split_urls(row["source_urls"])
            if vintage >= known:
                value = _bearable(Decimal(later[2]), Decimal(later[3])) if implied else later[1]
                said = (
                    f"Implied by the published {int(row['period']) + 1} level and growth "
                    f"({later[2]}/{later[3]})" if implied else f"Revised, {row['effect']}"
                )  # fmt: skip
                before = first.value if first else row["first_release"]
                note = f"{said}; first release {before}"
                facts[key] = Fact(*key, value, known, 1, urls, note, "E" if implied else "")
            elif not implied and vintage >= release_of(row["first_release_date"], ""):
                value = row["first_release"]
                facts[key] = Fact(*key, value, vintage, 1, urls, "first release")

    def _known(self, row: dict[str, str], *, implied: bool) -> str:
        """When a later value came out: with the next year's release, or on the date of its page."""
        if not implied:
            return "2012-01-10"
        year = str(int(row["period"]) + 1)
        name = f"{row['indicator']}.cny_yoy.a"
        return min(
            f.release for f in self.facts["goods_trade"] if (f.series, f.period) == (name, year)
        )

    def packages(self) -> Iterable[Package]:
        """Every vintage of the three datasets."""
        titles = {
            "goods_trade": "China: goods trade, totals",
            "goods_trade_by_partner": "China: goods trade by partner",
            "goods_trade_structure": "China: goods trade by ownership and product",
        }
        for row in rows_of(HERE / "vintages.csv"):
            dataset, vintage = row["dataset"], row["vintage"]
            several: dict[tuple[str, str], list[Fact]] = {}
            for fact in self.facts[dataset]:
                if fact.release <= vintage:
                    several.setdefault((fact.series, fact.period), []).append(fact)
            facts = {key: settled(found) for key, found in several.items()}
            if dataset == "goods_trade":
                self.revised(facts, vintage)
            _mark_cut(facts)
            _add_totals(facts)
            observations = [fact.row() for fact in facts.values()]
            yield Package(
                f"gacc/{dataset}",
                vintage,
                titles[dataset],
                "Goods trade of China as published by its customs, figures known on the date of "
                "the vintage and stated on public pages. Growth rates are the producer's own, on a "
                "revised base; levels are first releases unless the observation says otherwise.",
                [GACC, *addresses(facts.values(), "GACC")],
                QUOTED,
                "2026-11-23",
                list(self.series[dataset].values()),
                observations,
            )


def _mark_cut(facts: dict[tuple[str, str], Fact]) -> None:
    """Marks levels that do not give the balance within rounding: some pages cut figures."""
    for (name, period), balance in list(facts.items()):
        start, _, end = name.partition(".")
        pair = [(f"{side}.{end}", period) for side in ("goods_exports", "goods_imports")]
        if start != "goods_balance" or "_yoy" in end or not all(key in facts for key in pair):
            continue
        out, back = (Decimal(facts[key].value) for key in pair)
        slack = sum((_half_step(facts[key].value) for key in pair), Decimal(0))
        if abs(out - back - Decimal(balance.value)) > slack + _half_step(balance.value):
            said = f"does not give the balance of {balance.value}: cut on the page and not rounded"
            for key in pair:
                facts[key] = replace(facts[key], status="E", note=said)


def _add_totals(facts: dict[tuple[str, str], Fact]) -> None:
    """Adds annual totals that no page states, to one digit less than exports and imports have.

    Two rounded parts leave the last digit of their sum open; integers that may be padded with
    zeros leave more open, so nothing is made of them.
    """
    for (name, period), out in list(facts.items()):
        if not re.fullmatch(r"goods_exports\.(?:cny|usd)\.a", name):
            continue
        back = facts.get((name.replace("exports", "imports"), period))
        key = name.replace("goods_exports", "goods_trade_total"), period
        places = min(digits(out.value), digits(back.value)) - 1 if back is not None else -1
        if back is not None and key not in facts and places >= 0:
            value = str(round(Decimal(out.value) + Decimal(back.value), places))
            note = f"derived: exports {out.value} plus imports {back.value}"
            facts[key] = replace(out, series=key[0], value=value, note=note, status="E")


def _half_step(value: str) -> Decimal:
    """Half the weight of the last digit that is sure: zeros at the end may be padding."""
    if "." in value:
        return Decimal(1).scaleb(-digits(value)) / 2
    return Decimal(1).scaleb(len(value) - len(value.rstrip("0"))) / 2


def _bearable(level: Decimal, factor: Decimal) -> str:
    """Level / factor with as many digits as the rounding of the growth rate leaves sure."""
    half = Decimal("0.0005")
    width = level / (factor - half) - level / (factor + half)
    places = max(0, -math.ceil(math.log10(width)))
    return str(round(level / factor, places))
