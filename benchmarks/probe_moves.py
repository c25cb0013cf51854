"""Facts about one or two figures: levels, changes, comparisons."""

from __future__ import annotations

from decimal import Decimal

from probe_lines import Fact, Lines, Slots, is_country, names_of, off, written

from factcheck.lexicon.areas import area_names
from factcheck.records import Series


class Moves(Lines):
    """Facts about one or two figures."""

    def _level(self, series: Series, area: str, year: str) -> Fact | None:
        value = self.line(series.key, area)[year]
        text = self.figure(value, series.unit_measure)
        if text is None or value < 0:
            return None
        slots = {**self.common(series, area, year), "figure": text}
        wrong = [{"figure": f} for f in self.wrong_figures(value, series.unit_measure)]
        wrong += [{"period": y} for y in self._other_years(series, area, year)]
        return Fact("level", slots, tuple(wrong), self.day(year))

    def _other_years(self, series: Series, area: str, year: str) -> list[str]:
        held = self.line(series.key, area)
        value = held[year]
        far = [y for y, v in held.items() if abs(v - value) > abs(value) * Decimal("0.4")]
        if series.unit_measure == "percent":
            far = [y for y in far if abs(held[y] - value) > 1]
        return self.rnd.sample(far, 1) if far else []

    def _levels(self, series: Series, area: str, year: str) -> Fact | None:
        first = self._level(series, area, year)
        other = self.rnd.choice([s for s in self.annual if s.dataset == series.dataset])
        if first is None or other.indicator == series.indicator:
            return None
        held = self.line(other.key, area) if area in self.archive.areas(other.key) else {}
        value = held.get(year)
        text = None if value is None or value < 0 else self.figure(value, other.unit_measure)
        if text is None or value is None:
            return None
        slots = {**first.slots, "name2": self.rnd.choice(names_of(other)), "figure2": text}
        wrong = [{"figure2": f} for f in self.wrong_figures(value, other.unit_measure)]
        return Fact("levels", slots, (*first.wrong[:2], *wrong), first.published)

    def _fromto(self, series: Series, area: str, year: str) -> Fact | None:
        pair = self.pair(series, area, year)
        if pair is None:
            return None
        base, old, new = pair
        unit = series.unit_measure
        texts = [written(v, unit, 3, self.rnd) for v in (old, new)]
        if None in texts or min(old, new) < 0 or texts[0] == texts[1]:
            return None
        slots = {**self.common(series, area, year), "base": base}
        slots |= {"base_figure": str(texts[0]), "figure": str(texts[1])}
        wrong = [{"figure": f} for f in self.wrong_figures(new, unit)]
        wrong += [{"base_figure": f} for f in self.wrong_figures(old, unit)]
        return Fact("fromto", slots, tuple(wrong), self.day(year), up=new > old)

    def _change(self, series: Series, area: str, year: str) -> Fact | None:
        return self._moved("change", series, area, year, 1)

    def _since(self, series: Series, area: str, year: str) -> Fact | None:
        return self._moved("since", series, area, year, None)

    def _moved(
        self, kind: str, series: Series, area: str, year: str, back: int | None
    ) -> Fact | None:
        pair = self.pair(series, area, year, back)
        if pair is None or series.unit_measure == "percent" or pair[1] <= 0 or pair[2] <= 0:
            return None
        rate = (pair[2] / pair[1] - 1) * 100
        if abs(rate) < Decimal("0.2") or abs(rate) > 400:
            return None
        digits = 2 if abs(rate) >= 1 else 1
        size = written(abs(rate), "percent", digits, self.rnd)
        figure = written(pair[2], series.unit_measure, 3, self.rnd)
        if size is None or figure is None:
            return None
        slots = {**self.common(series, area, year), "size": size, "figure": figure}
        slots["base"] = pair[0]
        wrong: list[Slots] = [{"size": f} for f in off(abs(rate), self.rnd)]
        if abs(rate) > 4:
            wrong.append({"up": "down" if rate > 0 else "up"})
        return Fact(kind, slots, tuple(wrong), self.day(year), up=rate > 0)

    def _points(self, series: Series, area: str, year: str) -> Fact | None:
        pair = self.pair(series, area, year, 1)
        if pair is None or series.unit_measure != "percent":
            return None
        moved = pair[2] - pair[1]
        if abs(moved) < Decimal("0.15") or pair[2] < 0:
            return None
        size = f"{abs(moved):.1f} percentage points"
        figure = f"{pair[2]:.1f} percent"
        slots = {**self.common(series, area, year), "size": size, "figure": figure}
        slots["base"] = pair[0]
        wrong: list[Slots] = [{"size": f"{abs(moved) + 3:.1f} percentage points"}]
        if abs(moved) > 2:
            wrong.append({"up": "down" if moved > 0 else "up"})
        return Fact("points", slots, tuple(wrong), self.day(year), up=moved > 0)

    def _trend(self, series: Series, area: str, year: str) -> Fact | None:
        one, many = self.pair(series, area, year, 1), self.pair(series, area, year)
        if one is None or many is None or (one[2] > one[1]) != (many[2] > many[1]):
            return None
        if abs(many[2] / many[1] - 1) < Decimal("0.05") or many[1] < 0 or one[1] == one[2]:
            return None
        slots = {**self.common(series, area, year), "base": many[0]}
        up = many[2] > many[1]
        wrong: tuple[Slots, ...] = ({"up": "down" if up else "up"},)
        if abs(one[2] / one[1] - 1) < Decimal("0.05") or series.price_basis:
            wrong = ()
        return Fact("trend", slots, wrong, self.day(year), up=up)

    def _comparison(self, series: Series, area: str, year: str) -> Fact | None:
        other = self._rival(series, area, year)
        if other is None:
            return None
        mine, theirs = self.line(series.key, area)[year], self.line(series.key, other)[year]
        texts = [written(v, series.unit_measure, 3, self.rnd) for v in (mine, theirs)]
        if None in texts or mine == theirs or min(mine, theirs) < 0 or texts[0] == texts[1]:
            return None
        slots = {**self.common(series, area, year), "other": area_names(other)}
        slots |= {"figure": str(texts[0]), "other_figure": str(texts[1])}
        far = abs(mine - theirs) > Decimal("0.3") * max(mine, theirs)
        wrong: tuple[Slots, ...] = ({"up": "down" if mine > theirs else "up"},) if far else ()
        return Fact("comparison", slots, wrong, self.day(year), up=mine > theirs)

    def _rival(self, series: Series, area: str, year: str) -> str | None:
        others = [a for a in sorted(self.archive.areas(series.key)) if is_country(a) and a != area]
        other = self.rnd.choice(others) if others else None
        return other if other and year in self.line(series.key, other) else None

    def _multiple(self, series: Series, area: str, year: str) -> Fact | None:
        other = self._rival(series, area, year)
        if other is None:
            return None
        mine, theirs = self.line(series.key, area)[year], self.line(series.key, other)[year]
        times = mine / theirs
        if theirs <= 0 or not Decimal("1.3") < times < 60:
            return None
        slots = {**self.common(series, area, year), "other": area_names(other)}
        slots["times"] = f"{times:.1f}"
        wrong: tuple[Slots, ...] = ({"times": f"{times * 2:.1f}"},)
        return Fact("multiple", slots, wrong, self.day(year))
