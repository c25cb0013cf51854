"""What the tables say of a claim.

In: a `Claim`, its `Match`, the archive, the article. Out: a `Verdict`: label, reason, computed
value, formula, cells, diagnoses. One operator a kind of claim, one file each.
"""

from __future__ import annotations

from factcheck.verdicts.judge import judge_claim

__all__ = ["judge_claim"]
