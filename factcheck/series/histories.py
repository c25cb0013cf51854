"""What a history says: gaps, extremes, streaks, crossings.

A history is the list of one series' observations in one area, by time (`Archive.history`). Every
result says from which period on the table could look and which periods it lacks, because "record"
and "for the first time" reach back further than most tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from factcheck.records import Observation
from factcheck.series.derive import figure
from factcheck.series.intervals import Interval, interval_of
from factcheck.series.periods import freq_of, ordinal, period_label

__all__ = ["Crossing", "Extreme", "Run", "first_crossing", "gaps", "record", "streak", "streak_of"]

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Extreme:
    """Whether a value is the extreme of its history.

    Args:
        holds: True where it surely is, False where another surely beats it, None where the last
            digits leave it open or there is nothing to compare with.
        first: first period looked at.
        gaps: periods between `first` and the value's own that have no value.
        rival: the most extreme of the other values.
        observations: the value and its rival.
        formula: the comparison, with figures.
    """

    holds: bool | None
    first: str
    gaps: tuple[str, ...]
    rival: Observation | None
    observations: tuple[Observation, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Run:
    """How many successive periods up to a last one the same thing happened.

    Args:
        length: by the figures as printed.
        low: periods for which it surely happened.
        high: periods for which it may have happened.
        first: first period of the run; None where its length is 0.
        last: last period.
        is_open: whether the table begins or has a gap where the run begins, so that it may be
            longer.
        breaker: the observation at which it was not so.
        observations: the run, oldest first, after `breaker` where there is one.
        formula: the run in figures.
    """

    length: int
    low: int
    high: int
    first: str | None
    last: str
    is_open: bool
    breaker: Observation | None
    observations: tuple[Observation, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """When a threshold was first passed.

    Args:
        period: first period beyond it by the figures as printed; None where there is none.
        surely: whether neither that crossing nor the periods before are left open by the last
            digits.
        first: first period looked at.
        gaps: periods between `first` and `period` without a value.
        observations: the first value beyond and the most extreme one before.
        formula: in figures.
    """

    period: str | None
    surely: bool
    first: str
    gaps: tuple[str, ...]
    observations: tuple[Observation, ...]
    formula: str


def _places(history: Sequence[Observation]) -> tuple[str, dict[int, Observation]]:
    """Frequency, and the values that are not missing by ordinal."""
    freq = freq_of(history[0].time_period) if history else None
    if freq is None:
        return "A", {}
    found = {ordinal(x.time_period, freq): x for x in history if x.value is not None}
    return freq, {k: v for k, v in found.items() if k is not None}


def gaps(history: Sequence[Observation]) -> tuple[str, ...]:
    """Periods between the first and the last value that have none."""
    freq, held = _places(history)
    if not held:
        return ()
    every = range(min(held), max(held) + 1)
    return tuple(period_label(x, freq) for x in every if x not in held)


def _value(observation: Observation) -> Decimal:
    return Decimal(0) if observation.value is None else observation.value


def record(
    history: Sequence[Observation],
    period: str,
    *,
    direction: Direction = "up",
    since: str | None = None,
) -> Extreme | None:
    """Whether the value of `period` is above (below) all earlier ones.

    Args:
        history: by time; later values are not looked at.
        period: whose value.
        direction: `up` for a highest value, `down` for a lowest.
        since: first period to look at; None: as far as the table reaches.

    Returns:
        The finding; None where the period has no value.
    """
    freq, held = _places(history)
    last, start = ordinal(period, freq), None if since is None else ordinal(since, freq)
    if last is None or last not in held:
        return None
    begin = min(held) if start is None else max(start, min(held))
    earlier = {k: v for k, v in held.items() if begin <= k < last}
    own = held[last]
    lacking = tuple(period_label(x, freq) for x in range(begin, last) if x not in held)
    first = period_label(min(begin, last), freq)
    if not earlier:
        formula = f"{period} {figure(_value(own))}; nothing before it in the table"
        return Extreme(None, first, lacking, None, (own,), formula)
    sign = 1 if direction == "up" else -1
    rival = max(earlier.values(), key=lambda x: sign * _value(x))
    mine, his = interval_of(own), interval_of(rival)
    above, below = (mine.is_above(his), his.is_above(mine))[:: 1 if sign > 0 else -1]
    holds = True if above else (False if below else None)
    mark = ">" if _value(own) > _value(rival) else ("<" if _value(own) < _value(rival) else "=")
    formula = (
        f"{period} {figure(_value(own))} {mark} {rival.time_period} {figure(_value(rival))}, "
        f"the {'highest' if sign > 0 else 'lowest'} from {first} on"
    )
    return Extreme(holds, first, lacking, rival, (own, rival), formula)


def streak(
    history: Sequence[Observation], period: str, *, direction: Direction = "up"
) -> Run | None:
    """Length of the run of rises (falls) of a level that ends with `period`.

    Returns:
        The run, each step being a period against the one before; None where the period has no
        value.
    """
    freq, held = _places(history)
    sign = 1 if direction == "up" else -1

    def step(place: int) -> Interval | None:
        before = held.get(place - 1)
        return None if before is None else interval_of(held[place]) - interval_of(before)

    return _run(freq, held, period, lambda x: _signed(step(x), sign), levels=True)


def streak_of(
    history: Sequence[Observation], period: str, *, direction: Direction = "up"
) -> Run | None:
    """Length of the run of values above (below) zero that ends with `period`: for growth rates."""
    freq, held = _places(history)
    sign = 1 if direction == "up" else -1
    return _run(freq, held, period, lambda x: _signed(interval_of(held[x]), sign), levels=False)


def _signed(step: Interval | None, sign: int) -> Interval | None:
    return step if step is None or sign > 0 else Interval(-step.high, -step.low)


def _run(
    freq: str,
    held: dict[int, Observation],
    period: str,
    step: Callable[[int], Interval | None],
    *,
    levels: bool,
) -> Run | None:
    last = ordinal(period, freq)
    if last is None or last not in held:
        return None
    surely = printed = possible = 0
    place, sure_so_far, is_open = last, True, False
    breaker: Observation | None = None
    while True:
        moved = step(place) if place in held else None
        if moved is None:
            is_open = breaker is None
            break
        if moved.high <= 0:
            breaker = breaker or held[place]
            break
        possible += 1
        sure_so_far = sure_so_far and moved.low >= 0
        surely += sure_so_far
        if moved.low + moved.high <= 0:
            breaker = breaker or held[place]
        elif breaker is None:
            printed += 1
        place -= 1
    begin = last - printed + 1
    used = [held[x] for x in range(begin, last + 1) if x in held]
    if levels and begin - 1 in held:
        used.insert(0, held[begin - 1])
    elif breaker is not None and not levels:
        used.insert(0, breaker)
    formula = "; ".join(f"{x.time_period} {figure(_value(x))}" for x in used)
    first = period_label(begin, freq) if printed else None
    return Run(printed, surely, possible, first, period, is_open, breaker, tuple(used), formula)


def first_crossing(
    history: Sequence[Observation], threshold: Decimal, *, direction: Direction = "up"
) -> Crossing | None:
    """When a series first went above (below) a threshold.

    Args:
        history: by time.
        threshold: in the plain unit of the series.
        direction: `up` for above, `down` for below.

    Returns:
        The finding; None for a history without values.
    """
    freq, held = _places(history)
    if not held:
        return None
    sign = 1 if direction == "up" else -1
    order = sorted(held)
    start = period_label(order[0], freq)
    passed = next((x for x in order if sign * (_value(held[x]) - threshold) > 0), None)
    before = [held[x] for x in order if passed is None or x < passed]
    end = order[-1] if passed is None else passed
    lacking = tuple(period_label(x, freq) for x in range(order[0], end) if x not in held)
    rival = max(before, key=lambda x: sign * _value(x)) if before else None
    used = tuple(x for x in (None if passed is None else held[passed], rival) if x is not None)
    open_before = rival is not None and threshold in interval_of(rival)
    open_at = passed is not None and threshold in interval_of(held[passed])
    words = "; ".join(f"{x.time_period} {figure(_value(x))}" for x in used)
    formula = f"threshold {figure(threshold)}; {words}; looked at from {start} on"
    label = None if passed is None else period_label(passed, freq)
    return Crossing(label, not open_before and not open_at, start, lacking, used, formula)
