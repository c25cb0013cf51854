"""Facts: printed figures with the addresses of the pages that print them.

A fact is a figure with the address of the pages that print it. Facts without an address are
left out. What a vintage holds is what had been released by its date, with the revisions known then.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
QUOTED = (
    "Facts quoted from official releases",
    "Figures as stated by the producer on public pages",
)
OFFICIAL = re.compile(r"(?:\.gov\.cn|\.wto\.org|china\.org\.cn)$")
TELLING = re.compile(
    r"first release|preliminary|implied|retrospective|revised|derived|more than|exceeded|enlarged"
    r"|GACC text|cut on the page|plus",
    re.IGNORECASE,
)
UNTOLD = re.compile(r"prints?\b|\.csv|\bsic\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fact:
    """One printed figure."""

    series: str
    period: str
    value: str
    release: str
    pages: int
    urls: tuple[str, ...]
    note: str
    status: str = ""

    def row(self, area: str = "CHN") -> dict[str, str]:
        """As a row of observations.csv, with its address in the comment."""
        clauses = [x.strip() for x in re.sub(r" \(see [^)]*\)", "", self.note).split(";")]
        notes = [x for x in clauses if TELLING.search(x) and not UNTOLD.search(x)]
        best = min(self.urls, key=lambda u: not OFFICIAL.search(urlsplit(u).netloc))
        plural = "s" if self.pages != 1 else ""
        notes.append(f"stated on {self.pages} page{plural} seen, one of them {best}")
        return {
            "series": self.series,
            "ref_area": area,
            "time_period": self.period,
            "obs_value": self.value,
            "obs_status": self.status,
            "obs_comment": "; ".join(notes),
        }


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def split_urls(text: str) -> tuple[str, ...]:
    """The addresses of a cell, in order."""
    return tuple(u for x in text.split(" | ") if (u := x.strip()).startswith("http"))


def period_of(text: str) -> tuple[str, str, str] | None:
    """Label, frequency and `true` where the figure is cumulative; None for another form."""
    if re.fullmatch(r"\d{4}", text):
        return text, "A", ""
    if re.fullmatch(r"\d{4}-Q[1-4]", text):
        return text, "Q", ""
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return text, "M", ""
    if found := re.fullmatch(r"(\d{4})-01\.\.(\d{2})", text):
        return f"{found[1]}-{found[2]}", "M", "true"
    if found := re.fullmatch(r"(\d{4})-H1", text):
        return f"{found[1]}-06", "M", "true"
    return None


def release_of(text: str, label: str) -> str:
    """ISO date of a release; one not known is twenty days after the period's end."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return f"{text}-28"
    if re.fullmatch(r"\d{4}", text):
        return f"{text}-12-31"
    year, month = int(label[:4]), int(label[5:7]) if re.fullmatch(r"\d{4}-\d{2}", label) else 12
    end = date(year + month // 12, month % 12 + 1, 1) + timedelta(days=20)
    return end.isoformat()


def printed(value: str, note: str) -> str:
    """The figure with the digits that the page printed: a note may say it was an integer."""
    whole = re.findall(r'"(\d+)(?: percent)?"', note)
    if any(Decimal(x) == Decimal(value) for x in whole) and "integer" in note:
        return str(int(Decimal(value)))
    return value


def digits(value: str) -> int:
    """Number of decimals printed."""
    return len(value.partition(".")[2])


def settled(facts: Sequence[Fact]) -> Fact:
    """The print in force: a revision replaces an earlier one, more digits of the same do not."""
    order = sorted(facts, key=lambda f: (f.release, -f.pages, -digits(f.value.rstrip("0"))))
    kept = order[0]
    for fact in order[1:]:
        places = min(digits(kept.value), digits(fact.value))
        same = round(Decimal(kept.value), places) == round(Decimal(fact.value), places)
        if not same and fact.release > kept.release:
            kept = fact
    return kept


def addresses(facts: Iterable[Fact], producer: str) -> list[tuple[str, str]]:
    """Every address used, with the producer and the host that states its figures as the title."""
    urls = sorted({url for fact in facts for url in fact.urls})
    return [(f"{producer} figures as stated on {urlsplit(url).netloc}", url) for url in urls]
