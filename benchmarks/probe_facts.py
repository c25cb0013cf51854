"""True statements out of the archive, and false ones that differ from them in one thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise

from probe_lines import GROUPS, ORDINALS, Fact, Slots, is_country, suffix, written
from probe_moves import Moves

from factcheck.lexicon.areas import members
from factcheck.records import Series
from factcheck.records.calendar import period_span

__all__ = ["Fact", "Facts", "Slots"]


class Facts(Moves):
    """Facts about a figure among others: places, extremes, runs; and the drawing of all facts."""

    def draw(self, count: int) -> Iterator[Fact]:
        """So many facts of each kind in turn, as far as the archive has them."""
        made = 0
        makers = (
            self._level, self._levels, self._fromto, self._change, self._since, self._points,
            self._rank, self._record, self._streak, self._first, self._comparison,
            self._multiple, self._trend,
        )  # fmt: skip
        while made < count:
            for make in makers:
                series = self.rnd.choice(self.annual)
                areas = [a for a in sorted(self.archive.areas(series.key)) if is_country(a)]
                if not areas:
                    continue
                area = self.rnd.choice(areas)
                held = self.line(series.key, area)
                if not held:
                    continue
                year = self.rnd.choice(sorted(held)[-30:])
                fact = make(series, area, year)
                if fact is not None:
                    made += 1
                    yield fact

    def _rank(self, series: Series, area: str, year: str) -> Fact | None:
        if series.universe != "world" or area not in self.archive.areas(series.key):
            return None
        group = self.rnd.choice(sorted(GROUPS))
        inside = members(group, period_span(year)[1]) or ()
        world = self._places(series, year, None)
        area = self.rnd.choice([a for a, _ in world[: len(ORDINALS)]] or [area])
        place = 1 + [a for a, _ in world].index(area) if world else 99
        if place > len(ORDINALS) or len(world) < 100 or area not in inside:
            return None
        ours = self._places(series, year, inside)
        mine = 1 + [a for a, _ in ours].index(area)
        if mine > len(ORDINALS) or len(ours) < len(inside):
            return None
        slots = {**self.common(series, area, year), "ordinal": ORDINALS[place - 1]}
        slots |= {"place": f"{place}{suffix(place)}", "group_ordinal": ORDINALS[mine - 1]}
        slots |= {"most": "highest", "group_name": GROUPS[group]}
        far = place + 6
        wrong: tuple[Slots, ...] = (
            {"place": f"{far}{suffix(far)}", "ordinal": "twentieth-", "group_ordinal": "ninth-"},
        )
        return Fact("rank", slots, wrong, self.day(year))

    def _places(
        self, series: Series, year: str, inside: tuple[str, ...] | None
    ) -> list[tuple[str, Decimal]]:
        seen = self.archive.cross_section(series.key, year)
        held = [
            (o.ref_area, o.value)
            for o in seen
            if o.value is not None
            and is_country(o.ref_area)
            and (not inside or o.ref_area in inside)
        ]
        return sorted(held, key=lambda x: -x[1])

    def _history(self, series: Series, area: str, year: str) -> list[tuple[str, Decimal]]:
        """The unbroken years up to one."""
        held = self.line(series.key, area)
        found, at = [], int(year)
        while str(at) in held:
            found.append((str(at), held[str(at)]))
            at -= 1
        return found

    def _record(self, series: Series, area: str, year: str) -> Fact | None:
        past = self._history(series, area, year)
        if len(past) < 12:
            return None
        up = self.rnd.random() < 0.5
        sign = 1 if up else -1
        best = [y for y, v in past[1:] if v * sign >= past[0][1] * sign]
        base = best[0] if best else past[-1][0]
        span = int(year) - int(base)
        figure = written(past[0][1], series.unit_measure, 3, self.rnd)
        if span < 4 or figure is None or past[0][1] < 0:
            return None
        slots = {**self.common(series, area, year), "base": base, "span": str(span - 1)}
        slots["figure"] = figure
        if best:
            slots["no_bare"] = "yes"
        wrong: tuple[Slots, ...] = ({"up": "down" if up else "up"},)
        return Fact("record", slots, wrong, self.day(year), up=up)

    def _streak(self, series: Series, area: str, year: str) -> Fact | None:
        past = self._history(series, area, year)
        moves = [new[1] - old[1] for new, old in pairwise(past)]
        if len(moves) < 3 or not moves[0]:
            return None
        up = moves[0] > 0
        run = next((n for n, m in enumerate(moves) if (m > 0) != up or not m), None)
        if run is None or not 2 <= run <= 30:
            return None
        slots = {**self.common(series, area, year), "run": str(run)}
        slots["ordinal_run"] = f"{run}{suffix(run)}"
        more = run + 6
        wrong: tuple[Slots, ...] = (
            {"ordinal_run": f"{more}{suffix(more)}", "run": str(more)},
            {"up": "down" if up else "up"},
        )
        if series.price_basis:
            wrong = ()
        return Fact("streak", slots, wrong, self.day(year), up=up)

    def _first(self, series: Series, area: str, year: str) -> Fact | None:
        past = self._history(series, area, year)
        if len(past) < 12 or past[0][1] <= 0:
            return None
        value, before = past[0][1], max(v for _, v in past[1:])
        step = Decimal(1).scaleb(value.adjusted() - 1)
        line = (value / step).to_integral_value(ROUND_DOWN) * step
        threshold = written(line, series.unit_measure, 2, self.rnd)
        figure = written(value, series.unit_measure, 4, self.rnd)
        if not before < line < value or threshold is None or figure is None:
            return None
        slots = {**self.common(series, area, year), "threshold": threshold, "figure": figure}
        low = written(before * Decimal("0.8"), series.unit_measure, 2, self.rnd)
        wrong: tuple[Slots, ...] = ({"threshold": low},) if low else ()
        return Fact("first", slots, wrong, self.day(year), up=True)
