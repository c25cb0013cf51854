"""Which statistics a claim is about.

In: a `Claim`, the archive, the article. Out: a `Match`: candidates, best first, each with named
reasons, and what stays undecided. Values play no part.
"""

from __future__ import annotations

from factcheck.matches.match import match_claim

__all__ = ["match_claim"]
