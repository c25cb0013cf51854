"""What a passage carries from one sentence to the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from factcheck.claims.draft import Draft
from factcheck.claims.leads import Cue
from factcheck.claims.vocabulary import currency_rows, words_of
from factcheck.records import Area, Article, Indicator, Mentions, Period, Quantity

__all__ = ["Topic", "complete_flow", "home_of_money", "is_bare_flow", "start_topic"]


@dataclass(slots=True)
class Topic:
    """The running subject of a passage: what a bare "imports" or "it" is completed from.

    It changes while a text is read and never leaves this room; claims are made frozen.
    """

    indicator: Indicator | None = None
    area: Area | None = None
    counterpart: Area | None = None
    period: Period | None = None
    whole: str = ""
    share: str = ""
    home: Area | None = None
    first_period: Period | None = None
    flow: str = ""
    subject: str = ""
    example: str = ""
    cue: Cue | None = None
    change: Draft | None = None
    unit: str = ""
    published: date | None = None
    span: Period | None = None


def start_topic(article: Article, mentions: Mentions, title: Mentions) -> Topic:
    """The topic before the first sentence: area of the title, else the commonest in the text."""
    named = [a for a in title.areas if a.form in ("name", "demonym", "aggregate", "people")]
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    for area in mentions.areas:
        if area.form != "metonym" and not area.anchor.exact.lower().startswith("the "):
            counts[area.code] = counts.get(area.code, 0) + 1
            words.setdefault(area.code, area.anchor.exact)
    groups = {a.code for a in mentions.areas if a.form == "aggregate"}
    home: Area | None = None
    if named:
        home = Area(text=named[0].anchor.exact, code=named[0].code)
    elif counts:
        code = max(counts, key=lambda c: (counts[c], c not in groups))
        home = Area(text=words[code], code=code)
    if home is None or (home.code in groups and not named):
        money = home_of_money(f.quantity for f in mentions.quantities)
        apart = money is not None and money.code not in counts and money.code not in groups
        home = money if apart and money and money.code != "EMU" else home
    home = home or _home_of_metonym(mentions, title)
    return Topic(
        home=home, published=article.published, first_period=_first(article, mentions, title)
    )


def home_of_money(quantities: Iterable[Quantity]) -> Area | None:
    """The area whose currency the figures are in; dollars are everyone's and tell nothing."""
    for quantity in quantities:
        for row in currency_rows():
            if quantity.unit == row["code"] and row["code"] != "USD":
                return Area(text=quantity.text or row["word"], code=row["area"])
    return None


def _home_of_metonym(mentions: Mentions, title: Mentions) -> Area | None:
    """The area of a capital or an institution, where nothing else names one."""
    for area in (*title.areas, *mentions.areas):
        return Area(text=area.anchor.exact, code=area.code)
    return None


def _first(article: Article, mentions: Mentions, title: Mentions) -> Period | None:
    """The period of a passage that has named none yet: the title's, else the first plain one."""
    for mention in (*title.periods, *mentions.periods):
        period = mention.period
        if mention.role != "reference" or period is None or "/" in period.label:
            continue
        past = article.published is None or period.end < article.published
        if past and len(period.label) < len("2025-01-01"):
            return period
    return None


@cache
def _flow() -> re.Pattern[str]:
    flows = sorted(words_of("flow"), key=len, reverse=True)
    one = "(?:" + "|".join(map(re.escape, flows)) + ")"
    sides = "|".join(sorted(words_of("balance")))
    return re.compile(rf"\b{one}(?: and {one})?\b(?: (?:{sides})\b)?", re.ASCII)


def is_bare_flow(text: str) -> bool:
    """Whether words say only "exports", "imports and exports" or "trade"."""
    return _flow().fullmatch(text.lower()) is not None


def complete_flow(text: str, topic: str) -> str:
    """Makes "imports" after "general trade exports" into "general trade imports".

    Only a bare flow is completed, and only from a topic that says more than the flow.
    """
    low = text.lower()
    bare = _flow().fullmatch(low)
    found = _flow().search(topic.lower())
    if not bare or not found:
        return text
    rest = (topic[: found.start()] + topic[found.end() :]).lower()
    if not (set(re.findall(r"[a-z]+", rest)) - words_of("flow_rest")):
        return text
    return topic[: found.start()] + low + topic[found.end() :]
