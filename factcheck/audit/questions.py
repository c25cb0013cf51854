"""What an audit asks of a corpus. No name from the data ever becomes part of a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from factcheck.audit.intervals import wilson

__all__ = ["Table", "ask_all", "open_claims"]


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: rows of plain values under named columns.

    Args:
        name: file name of it, without ending.
        title: heading.
        note: what is counted, in one sentence.
        columns: names, in order.
        rows: values, in order.
    """

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


COUNTS = """
    count(*) AS claims,
    count(DISTINCT article_id) AS articles,
    count(*) FILTER (label = 'supported') AS supported,
    count(*) FILTER (label = 'refuted') AS refuted,
    count(*) FILTER (label = 'conflicting') AS conflicting,
    count(*) FILTER (label = 'not_enough_evidence') AS not_enough_evidence
"""

GROUPS = {
    "kind": ("By kind of claim", "kind"),
    "indicator": ("By indicator", "coalesce(concept, lower(indicator))"),
    "area": ("By area", "area"),
    "outlet": ("By outlet", "outlet"),
    "author": ("By author", "author"),
    "month": ("By month of publication", "strftime(published, '%Y-%m')"),
}
"""Groups that are counted: heading, and the expression that a claim falls under."""

GROUP_NOTE = (
    "Error rate: refuted among supported and refuted claims, with its 95% interval (Wilson). "
    "An empty name means that it is not known."
)

SINGLE = {
    "labels": (
        "By label",
        "All claims, by what was said of them and why.",
        """SELECT label, reason, count(*) AS claims, count(DISTINCT article_id) AS articles
           FROM claims GROUP BY ALL ORDER BY claims DESC, label, reason""",
    ),
    "diagnoses": (
        "Errors that recur",
        "Refuted claims, by the reading under which they would hold.",
        """SELECT diagnosis, count(*) AS claims, count(DISTINCT article_id) AS articles,
                  count(DISTINCT outlet) AS outlets
           FROM (SELECT *, unnest(diagnoses) AS diagnosis FROM claims WHERE label = 'refuted')
           GROUP BY diagnosis ORDER BY claims DESC, diagnosis""",
    ),
    "worst": (
        "Refuted claims, surest first",
        "At most 200; the report of the article shows the evidence.",
        """SELECT article_id, claim_id, outlet, published, quote, explanation, confidence,
                  value, computed_value, unit
           FROM claims WHERE label = 'refuted'
           ORDER BY confidence DESC,
                    abs(value - computed_value) / nullif(abs(computed_value), 0) DESC NULLS LAST,
                    article_id, claim_id
           LIMIT 200""",
    ),
    "repeated": (
        "The same claim across outlets",
        "Claims that two outlets or more make: same indicator, area, period, kind and figure.",
        """SELECT lower(indicator) AS indicator, kind, area, counterpart, period, value, unit,
                  direction, count(DISTINCT outlet) AS outlets,
                  count(DISTINCT article_id) AS articles, count(*) AS claims,
                  string_agg(DISTINCT label, ', ' ORDER BY label) AS labels,
                  min(published) AS first_seen
           FROM claims WHERE outlet IS NOT NULL
           GROUP BY lower(indicator), kind, area, counterpart, period, value, unit, direction
           HAVING count(DISTINCT outlet) > 1
           ORDER BY outlets DESC, claims DESC, indicator, period, value, kind, area,
                    unit, counterpart, direction
           LIMIT 1000""",
    ),
    "unmatched": (
        "Tables to add next",
        "Indicators that no table could decide, by the number of articles that speak of them.",
        """SELECT coalesce(concept, lower(indicator)) AS indicator, reason,
                  count(DISTINCT article_id) AS articles, count(*) AS claims,
                  count(DISTINCT area) AS areas,
                  array_to_string(list_sort(list(DISTINCT area))[1:8], ' ') AS first_areas,
                  min(period_start) AS earliest, max(period_end) AS latest
           FROM claims
           WHERE reason IN ('no_matching_series', 'area_not_covered', 'period_not_covered',
                            'history_too_short', 'universe_incomplete', 'value_missing')
           GROUP BY ALL ORDER BY articles DESC, claims DESC, indicator, reason""",
    ),
}
"""Questions with a query of their own: heading, note, query."""


def open_claims(files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """A connection that sees the rows of `files` as `claims`."""
    connection = duckdb.connect(":memory:")
    connection.read_parquet([str(f) for f in files]).create_view("claims")
    return connection


def ask_all(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """Every question's answer, in the order a reader wants them."""
    tables = {name: ask(connection, name, *each) for name, each in SINGLE.items()}
    groups = [by_group(connection, name, *each) for name, each in GROUPS.items()]
    return [
        tables["labels"],
        *groups,
        *(tables[n] for n in ("diagnoses", "worst", "repeated", "unmatched")),
    ]


def ask(
    connection: duckdb.DuckDBPyConnection, name: str, title: str, note: str, query: str
) -> Table:
    """The answer to one query."""
    done = connection.execute(query)
    columns = tuple(str(column[0]) for column in done.description or ())
    return Table(name, title, note, columns, tuple(done.fetchall()))


def by_group(
    connection: duckdb.DuckDBPyConnection, name: str, title: str, expression: str
) -> Table:
    """Counts of one group, with the error rate and how sure it is."""
    order = "name" if name == "month" else "claims DESC, name"
    query = (
        f"SELECT {expression} AS name, {COUNTS} FROM claims "  # noqa: S608 - texts of GROUPS only
        f"GROUP BY name ORDER BY {order} NULLS LAST"
    )
    counted = ask(connection, f"by_{name}", title, GROUP_NOTE, query)
    refuted, supported = (counted.columns.index(x) for x in ("refuted", "supported"))
    rows = tuple((*row, *rate(row[refuted], row[refuted] + row[supported])) for row in counted.rows)
    columns = (name, *counted.columns[1:], "error_rate", "rate_low", "rate_high")
    return Table(counted.name, title, GROUP_NOTE, columns, rows)


def rate(hits: int, trials: int) -> tuple[float | None, float | None, float | None]:
    """A share with its interval, each None where nothing was decided."""
    bounds = wilson(hits, trials)
    if bounds is None:
        return None, None, None
    return round(hits / trials, 4), round(bounds[0], 4), round(bounds[1], 4)
