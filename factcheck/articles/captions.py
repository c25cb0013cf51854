"""What stands beside the text of a document: captions, and blocks that are tables of figures."""

from __future__ import annotations

import re
from functools import cache

from factcheck.lexicon import load_rows, normalise

__all__ = ["is_caption", "is_table"]

_NUMBERED = re.compile(r"([A-Za-z]{3,8})\.?\s{0,3}[A-Z]?\d{1,3}(?:\.\d{1,3})?\s{0,3}[:.–—|-]")
_FIGURE = re.compile(r"[-−+(]?[$€£¥]?\d[\d,.  ]{0,20}%?\)?|[-–—.…]{1,3}|n/?a", re.ASCII)
_LONGEST_CAPTION = 400
_LEAST_SHARE = 0.5


@cache
def _labels() -> frozenset[str]:
    rows = load_rows("caption_labels", ("label", "role", "example", "source"))
    return frozenset(normalise(row["label"]) for row in rows)


def is_caption(text: str) -> bool:
    """Whether a block is a numbered caption: `Figure 2: Output by region`."""
    found = _NUMBERED.match(text.lstrip()[:40])
    return found is not None and normalise(found[1]) in _labels() and len(text) <= _LONGEST_CAPTION


def is_table(lines: list[str], least: float = _LEAST_SHARE) -> bool:
    """Whether a block of lines is a table: of its six or more words a good share are figures.

    Args:
        lines: of the block.
        least: share of its words, 0 to 1.
    """
    words = [word for line in lines for word in line.split()]
    figures = sum(_FIGURE.fullmatch(word[:24]) is not None for word in words)
    return len(words) >= 6 and figures >= len(words) * least
