"""Several verdicts on one statement as one label."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.records import Label, Verdict

__all__ = ["together"]


def together(verdicts: Sequence[Verdict]) -> Label:
    """The label of a statement that makes several claims.

    Args:
        verdicts: one a claim, of one statement.

    Returns:
        `refuted` where any claim is; else `conflicting` where any is; `supported` where one holds
        and no claim is left open; else `not_enough_evidence`.
    """
    labels = [v.label for v in verdicts]
    for label in ("refuted", "conflicting"):
        if label in labels:
            return label
    if "supported" in labels and "not_enough_evidence" not in labels:
        return "supported"
    return "not_enough_evidence"
