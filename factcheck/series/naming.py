"""Which columns name the indicator, where a table has a row for each value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.series.roles import Table

__all__ = ["name_columns"]

_CODE = re.compile(r"[A-Z0-9_.:@\-]{1,24}")


def name_columns(
    table: Table, roles: dict[int, str], keys: Sequence[int], *, several: bool
) -> tuple[int, ...]:
    """Columns whose cells together name the indicator of a row.

    The columns headed so, and more only where, without them, one area and period would have two
    values; or else all columns of words, codes that never change left out.

    Args:
        table: the table.
        roles: what its columns hold.
        keys: columns of areas and periods.
        several: whether more than one column holds values, which name themselves.
    """
    words = [n for n, role in roles.items() if role in ("indicator", "text")]
    words = [n for n in words if any(map(str.isalpha, "".join(table.column(n))))]
    words = [n for n in words if not _is_code_of(table, n, words)]
    headed = [n for n in words if _inherits(table, roles, n)]
    varying = [n for n in words if len(set(table.column(n))) > 1]
    if not headed and several:
        return () if _is_unique(table, keys) else tuple(varying)
    plain = [n for n in words if not all(_CODE.fullmatch(x) for x in table.column(n))]
    base = [n for n in headed if n in varying] or headed[:1] or sorted({*varying, *plain})
    if headed and keys and not _is_unique(table, [*keys, *headed]):
        base = sorted({*base, *varying})
    return tuple(base)


def _inherits(table: Table, roles: dict[int, str], place: int) -> bool:
    """Whether a column is headed as one of indicators, or labels the codes of one that is."""
    if roles[place] == "indicator":
        return True
    left = place - 1
    return roles.get(left) == "indicator" and _labels(table, left, place)


def _is_code_of(table: Table, place: int, words: Sequence[int]) -> bool:
    """Whether the next column of words spells out the codes of this one."""
    return place + 1 in words and _labels(table, place, place + 1)


def _labels(table: Table, code: int, label: int) -> bool:
    pairs = {(row[code], row[label]) for _, row in table.body()}
    codes, labels = {a for a, _ in pairs}, {b for _, b in pairs}
    if not all(_CODE.fullmatch(x) for x in codes if x):
        return False
    is_words = any(not _CODE.fullmatch(x) for x in labels if x)
    return is_words and len(pairs) == len(codes) == len(labels)


def _is_unique(table: Table, keys: Sequence[int]) -> bool:
    rows = [tuple(row[n] for n in keys) for _, row in table.body()]
    return len(set(rows)) == len(rows)
