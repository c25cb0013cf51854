"""The one normaliser that lexicon and text both go through.

It never changes the length of a text, so that offsets found in the normal form hold in the text
as read.
"""

from __future__ import annotations

__all__ = ["normalise"]

_FOLD = {
    **dict.fromkeys(map(ord, "‘’ʼ′`´"), "'"),
    **dict.fromkeys(map(ord, "“”„″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\t"), " "),
    ord("−"): "-",
    ord("﹣"): "-",
    ord("－"): "-",
    ord("％"): "%",
    ord("，"): ",",
    ord("¥"): "¥",
    ord("￥"): "¥",
    ord("＄"): "$",
}


def normalise(text: str) -> str:
    """Lower case with dashes, quotes, blanks and full-width signs folded; same length as `text`.

    The em dash stays, it parts clauses. Letters whose lower case is longer keep their form.
    """
    folded = text.translate(_FOLD)
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(low if len(low := c.lower()) == 1 else c for c in folded)
