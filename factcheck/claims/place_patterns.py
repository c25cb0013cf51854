"""Words around an area that tell what it is to a claim: partner, yardstick, one of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from factcheck.claims.syntax import Sentence
from factcheck.claims.vocabulary import class_pattern, overtaking, words_of
from factcheck.lexicon.areas import parent_area
from factcheck.records import AreaMention, Indicator

__all__ = [
    "both_ways",
    "bought",
    "group",
    "listed",
    "named_partner",
    "next_partner",
    "only_places",
    "partnered",
    "together",
    "yardstick",
]


@cache
def group() -> re.Pattern[str]:
    """A partner taken up by a group noun: "trade with the continent"."""
    words = "|".join(sorted(words_of("group_word")))
    return re.compile(rf"\b(?:to|from|with) (?:the|this|that) (?P<group>{words})\b")


@cache
def yardstick() -> re.Pattern[str]:
    """What leads to an area that something is only measured against: "ahead of"."""
    verbs = "|".join(sorted(map(re.escape, overtaking()), key=len, reverse=True))
    leads = "|".join(sorted(map(re.escape, words_of("yardstick_lead")), key=len, reverse=True))
    near = class_pattern("neighbour")
    return re.compile(rf"\b(?:{verbs}|{leads})\s+(?:those of |that of )?(?:the\s+|{near} )?$")


@cache
def listed() -> re.Pattern[str]:
    """What may stand between two members of a list of areas."""
    peers = class_pattern("country_word")
    return re.compile(rf"(?:[\s,\"']|\b(?:and|or|as|well|with|the|{peers})\b){{1,12}}")


@cache
def bought() -> re.Pattern[str]:
    """Purchases of a partner's goods: "imports of Peruvian"."""
    return re.compile(rf"\b{class_pattern('bought')} of\s+(?:the\s+)?$")


@cache
def named_partner() -> re.Pattern[str]:
    """What follows an area that the text itself calls a partner."""
    verb, noun = class_pattern("partner_verb"), class_pattern("partner_noun")
    return re.compile(rf",? {verb} (?:(?!of\b)[a-z'-]+ ){{0,6}}{noun}\b")


@cache
def next_partner() -> re.Pattern[str]:
    """What follows a partner that goes on from the one before."""
    return re.compile(rf" {class_pattern('partner_next')}\b")


@cache
def both_ways() -> re.Pattern[str]:
    """Trade in both directions, right before the partner."""
    fillers = rf"(?: (?:the|{class_pattern('partner_filler')})){{0,5}}"
    return re.compile(rf"\b{class_pattern('both_ways')} (?:of|by|with){fillers}\s*[\"']?(?:the )?$")


@cache
def together() -> re.Pattern[str]:
    """What follows two areas that are meant as one."""
    return re.compile(rf",? {class_pattern('together')}\b")


def only_places(sentence: Sentence, area: AreaMention, named: Sequence[AreaMention]) -> bool:
    """Whether an area only says where the next one lies ("India's Gujarat state").

    Args:
        sentence: where they stand.
        area: the one that may hold another.
        named: all areas of the sentence.
    """
    parts = (a for a in named if parent_area(a.code) == area.code)
    return any(sentence.between(area.anchor.end, a.anchor.start) in ("'s ", "' ") for a in parts)


def partnered(run: Sequence[AreaMention], indicator: Indicator) -> Indicator:
    """The indicator with the list of its partners ("trade with A, B and C").

    Args:
        run: the partners, in text order; fewer than two change nothing.
        indicator: the flow; a list that starts before it is none of its own.
    """
    if len(run) < 2 or indicator.span is None or run[0].anchor.start < indicator.span.start:
        return indicator
    names = [a.anchor.exact for a in run]
    listed = ", ".join(names[:-1]) + " and " + names[-1]
    text = re.sub(r"\s{1,9}(?:of|with|to|from|by)\b.*$", "", indicator.text)
    return Indicator(text=f"{text} with {listed}", span=indicator.span)
