"""Reads the vocabulary files; a bad row is named by file, row, column and rule."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from factcheck.errors import LexiconError

__all__ = ["load_rows"]


def load_rows(
    name: str, required: Sequence[str], optional: Sequence[str] = ()
) -> list[dict[str, str]]:
    """Rows of `factcheck/lexicon/<name>.csv` as dictionaries of stripped strings.

    Args:
        name: file name without its ending.
        required: columns that must stand in the header and be filled in each row.
        optional: columns that must stand in the header and may be empty.

    Raises:
        LexiconError: for a missing file, header, or value, with file, row and column.
    """
    return list(_rows(name, tuple(required), tuple(optional)))


@cache
def _rows(
    name: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> tuple[dict[str, str], ...]:
    file = f"lexicon/{name}.csv"
    source = files("factcheck.lexicon").joinpath(f"{name}.csv")
    if not source.is_file():
        raise LexiconError("no such vocabulary", file=file, rule="file")
    with io.StringIO(source.read_text(encoding="utf-8"), newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        wanted = [*required, *optional]
        if header != wanted:
            raise LexiconError(f"header is {header}, not {wanted}", file=file, row=1, rule="header")
        filled = len(required)
        rows = []
        for number, cells in enumerate(filter(None, reader), start=2):
            if len(cells) != len(header):
                raise LexiconError("wrong number of cells", file=file, row=number, rule="width")
            values = [cell.strip() for cell in cells]
            if not all(values[:filled]):
                column = header[values.index("")]
                raise LexiconError(
                    "is empty", file=file, row=number, column=column, rule="required"
                )
            rows.append(dict(zip(header, values, strict=True)))
    return tuple(rows)
