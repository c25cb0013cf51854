"""Verdicts: a claim, its match and the archive in, a `Verdict` out.

Public door: `judge_claim`. One operator a kind; what a claim prints and what a table gives are
intervals: overlap supports, a clear gap refutes, the rest does neither. `settled_area` says
whose figures a passage gives that names no area; `together` gives the label of a statement that
makes several claims.
"""

from factcheck.verdicts.judge import judge_claim
from factcheck.verdicts.settle import settled_area
from factcheck.verdicts.together import together

__all__ = ["judge_claim", "settled_area", "together"]
