"""Which statistics a claim is about.

In: a `Claim`, the archive, the article. Out: a `Match`: candidates, best first, each with named
reasons, and what stays undecided. Values play no part. What a person confirmed of a claim
(`load_readings`, `confirm_claim`, `confirm_match`) goes before what the program makes of it.
"""

from __future__ import annotations

from factcheck.matches.confirmed import Readings, confirm_claim, confirm_match, load_readings
from factcheck.matches.match import match_claim

__all__ = ["Readings", "confirm_claim", "confirm_match", "load_readings", "match_claim"]
