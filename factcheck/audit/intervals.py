"""How sure a rate is."""

from __future__ import annotations

from math import sqrt

__all__ = ["wilson"]

Z95 = 1.959963984540054
"""Two-sided 95% point of the standard normal distribution."""


def wilson(hits: int, trials: int, z: float = Z95) -> tuple[float, float] | None:
    """The score interval of a proportion.

    Args:
        hits: successes, 0 to `trials`.
        trials: how many were looked at.
        z: standard normal point of the confidence wanted.

    Returns:
        Lower and upper bound, between 0 and 1; None where nothing was looked at.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
    JASA 22 (1927), 209-212.
    """
    if trials <= 0:
        return None
    share = hits / trials
    scale = 1 + z * z / trials
    middle = (share + z * z / (2 * trials)) / scale
    half = z / scale * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == trials else min(1.0, middle + half)
    return low, high
