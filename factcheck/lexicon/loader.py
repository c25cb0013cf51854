"""Reads the vocabulary files; a bad row is named by file, row, column and rule."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
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
    file = f"lexicon/{name}.csv"
    source = files("factcheck.lexicon").joinpath(f"{name}.csv")
    if not source.is_file():
        raise LexiconError("no such vocabulary", file=file, rule="file")
    with io.StringIO(source.read_text(encoding="utf-8"), newline="") as stream:
        reader = csv.DictReader(stream)
        header = reader.fieldnames or []
        wanted = [*required, *optional]
        if list(header) != wanted:
            raise LexiconError(f"header is {header}, not {wanted}", file=file, row=1, rule="header")
        rows = []
        for number, raw in enumerate(reader, start=2):
            if None in raw or None in raw.values():
                raise LexiconError("wrong number of cells", file=file, row=number, rule="width")
            row = {key: value.strip() for key, value in raw.items()}
            for column in required:
                if not row[column]:
                    raise LexiconError(
                        "is empty", file=file, row=number, column=column, rule="required"
                    )
            rows.append(row)
    return rows
