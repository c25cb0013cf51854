"""What the tables lack for a claim, and what they hold instead."""

from __future__ import annotations

from factcheck.records import Series
from factcheck.verdicts.case import Case, Outcome, unknown
from factcheck.verdicts.statistic import Statistic

__all__ = ["not_covered", "title_of"]


def title_of(series: Series) -> str:
    """The name of a series with its product and partner: "Exports of goods (robots, with USA)"."""
    partner = f"with {series.counterpart}" if series.counterpart else None
    marks = ", ".join(mark for mark in (series.product, partner) if mark)
    return f"{series.indicator} ({marks})" if marks else series.indicator


def not_covered(
    case: Case, statistic: Statistic, label: str | None = None, area: str | None = None
) -> Outcome:
    """An outcome for a period that a series has no value for; it names those that are held.

    Args:
        case: the claim.
        statistic: what was looked up.
        label: the period, where it is not the claim's own.
        area: the area, where it is not the claim's own.
    """
    held = statistic.labels(area or case.area)
    name = title_of(statistic.series)
    if not held:
        return unknown("area_not_covered", f"{name}: no value for {area or case.area}")
    span = held[0] if len(held) == 1 else f"{held[0]} to {held[-1]}"
    words = f"{name}: no value for {label or case.label}; the table holds {span}"
    return unknown("period_not_covered", words)
