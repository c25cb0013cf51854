"""Answers as files."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from factcheck.audit.questions import Table
from factcheck.reports.sheet import safe_cell

__all__ = ["write_table"]


def write_table(folder: Path, table: Table) -> None:
    """Writes `NAME.csv`, of which a spreadsheet runs nothing, and `NAME.parquet`.

    Raises:
        OSError: when a file cannot be written.
    """
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows([safe_cell(value) for value in row] for row in table.rows)
    columns = [pa.array([row[i] for row in table.rows]) for i in range(len(table.columns))]
    typed = [c.cast(pa.string()) if pa.types.is_null(c.type) else c for c in columns]
    arrow = pa.Table.from_arrays(typed, names=list(table.columns))
    pq.write_table(arrow, folder / f"{table.name}.parquet", compression="zstd")
