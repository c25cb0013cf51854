"""Words and factors as data.

Each vocabulary is a CSV file in this folder whose rows carry an `example` (a sentence or phrase
that must be read by that row) and a `source`. Code holds no word lists; it loads them here.
"""

from __future__ import annotations

from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise

__all__ = ["load_rows", "normalise"]
