"""Which figures of a sentence can be claims: no periods, runs, places or conversions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from factcheck.claims.leads import movement_of
from factcheck.claims.syntax import Sentence, is_measurable
from factcheck.claims.vocabulary import class_pattern, number_labels, words_of
from factcheck.records import Mentions, QuantityMention, Span

__all__ = ["usable_figures"]

_DURATIONS = ("a", "d", "h", "mo", "wk", "min", "s")
_EACH = re.compile(r"\b(?:per|every)\s*$")
_OWN_CLAIMS = ("streak", "record", "rank", "first_time")


def usable_figures(sentence: Sentence, mentions: Mentions, unit: str = "") -> list[QuantityMention]:
    """The figures of a sentence that can be claims, in text order.

    Args:
        sentence: where they stand.
        mentions: all that the text holds.
        unit: of the figure before the sentence; a length of time may go on from one.
    """
    taken: list[Span] = [p.anchor for p in mentions.periods]
    taken += [t.anchor for t in mentions.triggers if t.kind in _OWN_CLAIMS]
    kept: list[QuantityMention] = []
    for figure in sentence.pick(mentions.quantities):
        if any(figure.anchor.overlaps(s) for s in taken) or figure.form == "ordinal":
            continue
        if figure.quantity.unit in _DURATIONS and unit == figure.quantity.unit:
            kept.append(figure)
            continue
        if _is_usable(sentence, figure, kept):
            kept.append(figure)
    return kept


def _is_usable(
    sentence: Sentence, figure: QuantityMention, kept: Sequence[QuantityMention]
) -> bool:
    """Whether a figure can be a claim, given those of the sentence kept before it."""
    start = figure.anchor.start
    if figure.quantity.unit in _DURATIONS and not _measures_time(sentence):
        return False
    if figure.form == "bare" and _label_before().search(sentence.between(start - 16, start)):
        return False
    if _ranked_among().search(sentence.between(start - 24, start)):
        return False
    if _part_left().search(sentence.between(start - 20, start)) or _is_example(sentence, figure):
        return False
    if _is_conversion(sentence, figure, kept) or _EACH.search(sentence.between(start - 8, start)):
        return False
    rate = "/" in (figure.quantity.unit or "")
    if rate or figure.form not in ("bare", "count") or _counts(sentence, figure):
        return True
    goes_on = kept and _by().search(sentence.between(start - 16, start))
    return bool(goes_on) and kept[-1].quantity.unit not in ("count", None)


@cache
def _ranked_among() -> re.Pattern[str]:
    """Words that make a figure the number of those ranked ("19th among 160 economies")."""
    return re.compile(
        rf"(?:\dth|\dst|\dnd|\drd|{class_pattern('place_word')}) (?:among|of|out of) $"
    )


@cache
def _part_left() -> re.Pattern[str]:
    """Words that make a figure a part left over ("the last 40 percent")."""
    return re.compile(rf"\bthe {class_pattern('part_left')} $")


def _is_example(sentence: Sentence, figure: QuantityMention) -> bool:
    """Whether a sum only says of what a cost is told ("the cost of sending $200")."""
    root = sentence.root_of(figure.anchor.start, figure.anchor.end)
    if root is None or root.dep_ != "dobj" or root.head.tag_ != "VBG":
        return False
    verb = root.head
    return verb.dep_ == "pcomp" and verb.head.lower_ in ("of", "for") and movement_of(verb) is None


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"\bby (?:{class_pattern('approximator')} )?$")


@cache
def _label_before() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(number_labels())))
    return re.compile(rf"\b(?:{labels}) ?$")


@cache
def _opened() -> re.Pattern[str]:
    return re.compile(rf"\s*\((?:(?:or|{class_pattern('approximator')}) ){{0,6}}")


def _measures_time(sentence: Sentence) -> bool:
    """Whether the sentence speaks of something that is itself a length of time."""
    return any(t.lower_ in words_of("duration_head") for t in sentence.words)


def _is_conversion(
    sentence: Sentence, figure: QuantityMention, kept: Sequence[QuantityMention]
) -> bool:
    """Whether it stands as "(about $27.1 billion)" right behind a sum in another currency."""
    if not kept:
        return False
    gap = sentence.between(kept[-1].anchor.end, figure.anchor.start)
    return (
        _opened().fullmatch(gap) is not None
        and (figure.quantity.unit or "") != (kept[-1].quantity.unit or "")
        and figure.form == "figure"
    )


def _counts(sentence: Sentence, figure: QuantityMention) -> bool:
    """Whether a plain number counts something a table could hold."""
    quantity = figure.quantity
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return False
    words = figure.anchor.exact.lower()
    if value != value.to_integral_value() or re.search(r"[a-z]", words):
        return not re.fullmatch(r"[a-z-]+", words) or abs(value) >= 1000
    if abs(value) >= 1000:
        return True
    near = sentence.tokens(figure.anchor.end, figure.anchor.end + 40)[:4]
    return any(is_measurable(t) for t in near) and abs(value) >= 100
