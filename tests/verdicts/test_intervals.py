"""Printed figures as intervals."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from factcheck.lexicon import load_rows
from factcheck.records import Quantity
from factcheck.verdicts.intervals import Interval, fit, said_by

HEAD = ("name", "bound", "value", "kind", "example", "source")


def figure(text: str, value: str, comparator: str = "eq", step: str = "0.01") -> Quantity:
    return Quantity.model_validate(
        {"text": text, "value": value, "unit": "percent", "comparator": comparator, "step": step}
    )


CASES = [
    (figure("45.47", "45.47"), "45.465", "holds"),
    (figure("45.47", "45.47"), "45.4751", "truncated"),
    (figure("45.46", "45.46"), "45.469", "truncated"),
    (figure("45.47", "45.47"), "47.0", "apart"),
    (figure("45.47", "45.47"), "45.455", "close"),
    (figure("6.1", "6.1", step="0.1"), "6.4", "apart"),
    (figure("6.1", "6.1", step="0.1"), "5.8", "apart"),
    (figure("0.5", "0.5", step="0.1"), "50", "apart"),
    (figure("49,400", "49400", step="1"), "49437", "rounded"),
    (figure("49,400", "49400", step="1"), "49890", "apart"),
    (figure("about 60", "60", "approx", "1"), "62", "holds"),
    (figure("about 60", "60", "approx", "1"), "75", "apart"),
    (figure("nearly 18", "18", "nearly", "1"), "17.8", "holds"),
    (figure("nearly 18", "18", "nearly", "1"), "14", "apart"),
    (figure("over 100", "100", "over", "1"), "114", "holds"),
    (figure("over 100", "100", "over", "1"), "97", "apart"),
    (figure("more than 30", "30", "gt", "1"), "20.9", "apart"),
    (figure("less than 5", "5", "lt", "1"), "4.2", "holds"),
    (figure("a third", "33.33"), "33.9", "holds"),
    (figure("a third", "33.33"), "22.3", "apart"),
]


@pytest.mark.parametrize(("said", "table", "how"), CASES)
def test_fit(said: Quantity, table: str, how: str) -> None:
    value = Decimal(table)
    covered = said_by(said)
    assert covered is not None
    assert fit(covered, Interval(value, value)) == how


def test_a_sign_never_passes() -> None:
    covered = said_by(figure("3.8", "3.8", step="0.1"), sign=-1)
    assert covered is not None
    assert fit(covered, Interval(Decimal("3.8"), Decimal("3.8"))) == "apart"


def test_a_band_of_revision_keeps_from_refuting() -> None:
    covered = said_by(figure("2.1", "2.1", step="0.1"))
    assert covered is not None
    table = Interval(Decimal("2.3"), Decimal("2.3"))
    assert fit(covered, table, Decimal("0.3")) == "close"


def test_a_coarse_table_confirms_nothing() -> None:
    covered = said_by(figure("2.34", "2.34"))
    assert covered is not None
    assert fit(covered, Interval(Decimal("1.5"), Decimal("2.5"))) == "close"


@pytest.mark.parametrize("comparator", ["eq", "approx", "nearly", "over", "gt", "lt"])
def test_widening_the_rounding_never_turns_support_into_refutation(comparator: str) -> None:
    for tenths in range(500, 1500, 7):
        table = Interval(Decimal(tenths) / 10, Decimal(tenths) / 10)
        order = []
        for step in ("0.1", "1", "10"):
            covered = said_by(figure("100", "100", comparator, step))
            assert covered is not None
            order.append(fit(covered, table))
        for fine, wide in pairwise(order):
            assert not (fine in ("holds", "truncated", "rounded") and wide == "apart")


def test_every_tolerance_is_a_number_with_an_example() -> None:
    rows = load_rows("tolerances", HEAD)
    assert all(Decimal(row["value"]) >= 0 for row in rows)
    assert len({(row["name"], row["bound"]) for row in rows}) == len(rows)
