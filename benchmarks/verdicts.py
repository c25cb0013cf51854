"""Verdict quality on a labelled set: matching and judging alone, on the set's own claims.

    python benchmarks/verdicts.py GOLD.jsonl --tables DIR --indicators FILE -o OUT

GOLD holds passages with labelled claims; the indicator of each is given in FILE (one line a
passage: `id: first; second; …`), since the set leaves it out. OUT gets a report a passage, for the
set's own scorer. `factcheck batch` gives the same from the text alone.
"""

from __future__ import annotations

import argparse
import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from factcheck.articles import article_from_text
from factcheck.matches import match_claim
from factcheck.records import (
    Area,
    Article,
    Claim,
    Event,
    Indicator,
    Period,
    Quantity,
    Rank,
    Span,
    Streak,
)
from factcheck.records.calendar import make_period
from factcheck.series import open_archive
from factcheck.verdicts import judge_claim


def _step(exact: str, value: Decimal) -> Decimal:
    """Weight of the last printed digit."""
    digits = "".join(c for c in exact if c.isdigit() or c in ".,").strip(".,").replace(",", "")
    places = len(digits.partition(".")[2]) if digits else 0
    if not digits:
        return abs(value) / 100 or Decimal(1)
    number = Decimal(digits)
    factor = value / number if number else Decimal(1)
    return abs(factor) * Decimal(1).scaleb(-places)


def _quantity(row: dict[str, Any]) -> Quantity | None:
    if row.get("value") is None and row.get("low") is None:
        return None
    value = None if row["value"] is None else Decimal(str(row["value"]))
    step = None if value is None else _step(row["exact"], value)
    low, high = (None if row.get(k) is None else Decimal(str(row[k])) for k in ("low", "high"))
    return Quantity(
        text=row["exact"],
        value=value,
        unit=row["unit"],
        comparator=row["comparator"] or "eq",
        low=low,
        high=high,
        step=step,
    )


def _period(label: str | None) -> Period | None:
    if label and label.endswith("s"):
        label = f"{label[:4]}/{int(label[:4]) + 9}"
    return make_period(label, label) if label else None


def _area(code: str | None) -> Area | None:
    return Area(text=code, code=code) if code else None


def _event(line: str) -> Event | None:
    """`>100 percent`: the line that was crossed, where the file of indicators gives one."""
    if not line:
        return None
    value, _, unit = line[1:].partition(" ")
    side = "up" if line[0] == ">" else "down"
    figure = Quantity(text=value, value=Decimal(value), unit=unit, step=Decimal(1))
    return Event(type="threshold", direction=side, quantity=figure)


def claim_of(row: dict[str, Any], text: str, indicator: str) -> Claim:
    """A gold row as a finished claim.

    Args:
        row: labelled fields.
        text: the passage.
        indicator: what is measured, as the passage names it.
    """
    anchor = Span.of(text, *row["anchor"])
    indicator, _, line = indicator.partition(" @")
    start = max(text.rfind(". ", 0, anchor.start) + 2, 0) if ". " in text[: anchor.start] else 0
    stop = text.find(". ", anchor.end)
    quote = Span.of(text, start, len(text) if stop < 0 else stop + 1)
    return Claim(
        id=row["id"],
        kind=row["kind"],
        anchor=anchor,
        quote=quote,
        indicator=Indicator(text=indicator),
        ref_area=_area(row["ref_area"]),
        counterpart=_area(row["counterpart"]),
        period=_period(row["period"]),
        base_period=_period(row["base_period"]),
        quantity=_quantity(row),
        basis=row["basis"],
        direction=row["direction"],
        rank=Rank(**row["rank"]) if row["rank"] else None,
        streak=Streak(**row["streak"]) if row["streak"] else None,
        modality=row["modality"],
        event=_event(line),
        negated="not" in text[anchor.end : anchor.end + 14].replace(".", " ").split(),
    )


def run(gold: Path, tables: list[Path], indicators: Path, out: Path) -> float:
    """Writes a report a passage; gives the seconds that matching and judging took."""
    archive = open_archive(tables)
    names = {
        line.partition(":")[0].strip(): [x.strip() for x in line.partition(":")[2].split(";")]
        for line in indicators.read_text(encoding="utf-8").splitlines()
        if ":" in line
    }
    out.mkdir(parents=True, exist_ok=True)
    spent = 0.0
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = article_from_text(
            row["text"], id=row["id"], title=row["title"], published=row["published"]
        )
        given = names[row["id"]]
        claims = [claim_of(r, row["text"], given[n]) for n, r in enumerate(row["claims"])]
        began = time.perf_counter()
        listed = [_judged(c, claims, archive, article) for c in claims]
        spent += time.perf_counter() - began
        report = json.dumps({"claims": listed}, ensure_ascii=False, indent=1)
        (out / f"{row['id']}.json").write_text(report, encoding="utf-8")
    return spent


def _judged(claim: Claim, claims: list[Claim], archive: Any, article: Article) -> dict[str, Any]:
    match = match_claim(claim, archive, article)
    verdict = judge_claim(claim, match, archive, article=article, claims=claims)
    return {**claim.model_dump(mode="json"), "verdict": verdict.model_dump(mode="json")}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--tables", type=Path, action="append", required=True)
    parser.add_argument("--indicators", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    given = parser.parse_args()
    print(f"{run(given.gold, given.tables, given.indicators, given.out):.2f} s")


if __name__ == "__main__":
    main()
