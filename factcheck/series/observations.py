"""Reads the values of a package into sorted arrays, exactly.

Work is done a column at a time; a fault is looked up row by row only when there is one.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from factcheck.errors import PackageError
from factcheck.records import Series
from factcheck.series.columns import AS_PRINTED, MISSING, Columns
from factcheck.series.packages import Report, observations_file
from factcheck.series.periods import ordinal

__all__ = ["read_observations"]

_REQUIRED = ("series", "ref_area", "time_period", "obs_value")
_OPTIONAL = ("obs_status", "obs_comment")
_EASY = r"^-?[0-9]+(\.[0-9]+)?$"
_SHORT = r"^-?[0-9]{1,18}$"
_NUMBER = r"^[+-]?([0-9]{1,60}(\.[0-9]{0,60})?|\.[0-9]{1,60})([eE][+-]?[0-9]{1,2})?$"
_AREA = r"^[A-Za-z0-9][A-Za-z0-9_.+-]{1,30}$"
_STATUS = r"^([A-Z]?|[A-Z]{2})$"
_MOST_FAULTS = 20


class _Reader:
    """One file of values while it is read: its table, and where faults go."""

    def __init__(self, file: Path, table: Any, report: Report) -> None:
        self.file, self.table, self.report = file, table, report
        self.first = 1 if file.suffix == ".parquet" else 2
        self.good = True

    def column(self, name: str) -> Any:
        return self.table.column(name)

    def fault(self, places: NDArray[np.int64], column: str, rule: str, message: str) -> None:
        """Reports the rows at `places`; `{}` in the message is the cell."""
        cells = self.column(column)
        for place in places[:_MOST_FAULTS]:
            self.good = False
            text = message.format(repr(cells[int(place)].as_py()))
            if len(places) > _MOST_FAULTS and place == places[_MOST_FAULTS - 1]:
                text += f" (and {len(places) - _MOST_FAULTS} rows more)"
            row = int(place) + self.first
            self.report(PackageError(text, file=str(self.file), row=row, column=column, rule=rule))

    def codes(self, name: str) -> tuple[NDArray[np.int64], list[str]]:
        """A column as places in the list of its different values."""
        encoded = self.column(name).combine_chunks().dictionary_encode()
        return _numpy(encoded.indices), encoded.dictionary.to_pylist()

    def matches(self, name: str, pattern: str) -> NDArray[np.bool_]:
        return _numpy(pc.match_substring_regex(self.column(name), pattern)) > 0


def _numpy(array: Any) -> NDArray[np.int64]:
    """Integers of an Arrow array without nulls (its own conversion would import pandas)."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    whole = array.cast(pa.int64())
    return np.frombuffer(whole.buffers()[1], np.int64, len(whole), 8 * whole.offset)


def read_observations(folder: Path, series: Sequence[Series], report: Report) -> Columns | None:
    """Values of a package; None, after `report`, where a rule is broken.

    Args:
        folder: the package.
        series: its series, in the order of series.csv.
        report: what is done with each fault.
    """
    file = observations_file(folder)
    table = _read_table(file, report)
    if table is None:
        return None
    reader = _Reader(file, table, report)
    where = _series_codes(reader, series)
    area, areas = reader.codes("ref_area")
    reader.fault(
        np.flatnonzero(~reader.matches("ref_area", _AREA)), "ref_area", "area", "{} is no area code"
    )
    place = _ordinals(reader, series, where)
    mantissa, decimals, printed = _numbers(reader)
    status, statuses = reader.codes("obs_status")
    reader.fault(
        np.flatnonzero(~reader.matches("obs_status", _STATUS)),
        "obs_status",
        "enum",
        "{} is no code of CL_OBS_STATUS",
    )
    comment, comments = reader.codes("obs_comment")
    order, areas, area = _order(reader, where, (area, areas), place)
    if not reader.good:
        return None
    comment, comments = _empty_first(comment, comments)
    back = {int(old): new for new, old in enumerate(order)} if printed else {}
    return Columns(
        areas=areas,
        statuses=[x or "A" for x in statuses],
        comments=comments,
        printed={back[at]: text for at, text in printed.items()},
        series=where[order].astype(np.int32),
        area=area[order].astype(np.int32),
        ordinal=place[order].astype(np.int32),
        mantissa=mantissa[order],
        decimals=decimals[order],
        status=status[order].astype(np.uint8),
        comment=comment[order].astype(np.int32),
        row=(order + reader.first).astype(np.int32),
    )


def _read_table(file: Path, report: Report) -> Any:
    """The file as an Arrow table of strings with all columns present; None after a fault."""
    if not file.is_file():
        report(PackageError("is missing", file=str(file), rule="file"))
        return None
    try:
        table = _parquet(file) if file.suffix == ".parquet" else _csv(file)
    except (pa.ArrowInvalid, OSError, UnicodeDecodeError) as error:
        report(_why_unreadable(file, str(error)))
        return None
    missing = [name for name in _REQUIRED if name not in table.column_names]
    for name in missing:
        report(PackageError("column is missing", file=str(file), row=1, column=name, rule="column"))
    if missing:
        return None
    columns = {}
    for name in (*_REQUIRED, *_OPTIONAL):
        if name in table.column_names:
            column = table.column(name).cast(pa.string())
            columns[name] = pc.fill_null(column, "") if column.null_count else column
        else:  # made without a Python scalar, which would have pyarrow import pandas
            columns[name] = pc.utf8_slice_codeunits(columns["series"], 0, 0)
    return pa.table(columns)


def _csv(file: Path) -> Any:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        names = next(csv.reader(stream), [])
    if not names:
        raise pa.ArrowInvalid("is empty")
    convert = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
    )
    parse = arrow_csv.ParseOptions(newlines_in_values=True)
    return arrow_csv.read_csv(file, convert_options=convert, parse_options=parse)


def _parquet(file: Path) -> Any:
    return pq.read_table(file)


def _why_unreadable(file: Path, said: str) -> PackageError:
    """The row at fault in a file that Arrow would not read."""
    if file.suffix == ".parquet":
        return PackageError(f"is no Parquet: {said}", file=str(file), rule="parquet")
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            width = len(next(reader, []))
            for number, row in enumerate((row for row in reader if row), start=2):
                if len(row) != width:
                    message = f"has {len(row)} cells, the header {width}"
                    return PackageError(message, file=str(file), row=number, rule="width")
    except UnicodeDecodeError as error:
        return PackageError(f"is not UTF-8 ({error.reason})", file=str(file), rule="encoding")
    except csv.Error as error:
        return PackageError(f"is no CSV: {error}", file=str(file), rule="csv")
    if not width:
        return PackageError("is empty", file=str(file), row=1, rule="header")
    return PackageError(f"is no CSV: {said}", file=str(file), rule="csv")


def _series_codes(reader: _Reader, series: Sequence[Series]) -> NDArray[np.int64]:
    codes, names = reader.codes("series")
    known = {x.series: n for n, x in enumerate(series)}
    lookup = np.array([known.get(name, -1) for name in names] or [-1], dtype=np.int64)
    where = lookup[codes]
    message = "{} is no series of series.csv"
    reader.fault(np.flatnonzero(where < 0), "series", "foreign_key", message)
    return where


def _ordinals(
    reader: _Reader, series: Sequence[Series], where: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Place of each period in the frequency of its series."""
    codes, labels = reader.codes("time_period")
    freqs = sorted({x.freq for x in series}) or ["A"]
    of_series = np.array([freqs.index(x.freq) for x in series] or [0], dtype=np.int64)
    freq = of_series[np.maximum(where, 0)]
    pairs, inverse = np.unique(codes * len(freqs) + freq, return_inverse=True)
    none = -(2**31)
    places = np.array(
        [
            none if (x := ordinal(labels[p // len(freqs)], freqs[p % len(freqs)])) is None else x
            for p in pairs.tolist()
        ]
        or [none],
        dtype=np.int64,
    )
    result = places[inverse]
    bad = np.flatnonzero((result == none) & (where >= 0))
    reader.fault(bad, "time_period", "time_period", "{} is no period of the series' frequency")
    return result


def _numbers(
    reader: _Reader,
) -> tuple[NDArray[np.int64], NDArray[np.int8], dict[int, str]]:
    """Mantissa, decimals, and what has to stay as printed (by place in the file)."""
    values = reader.column("obs_value").combine_chunks()
    digits = pc.replace_substring(values, ".", "")
    length = _numpy(pc.binary_length(values))
    simple = pc.and_(
        pc.match_substring_regex(values, _EASY), pc.match_substring_regex(digits, _SHORT)
    )
    easy = _numpy(simple) > 0
    empty = length == 0
    mantissa = np.zeros(len(values), dtype=np.int64)
    mantissa[easy] = _numpy(digits.filter(simple))
    point = _numpy(pc.find_substring(values, "."))
    decimals = np.where(point >= 0, length - 1 - point, 0)
    decimals = np.where(empty, MISSING, decimals).astype(np.int8)
    printed: dict[int, str] = {}
    hard = np.flatnonzero(~easy & ~empty)
    if len(hard):
        number = reader.matches("obs_value", _NUMBER)
        reader.fault(hard[~number[hard]], "obs_value", "number", "{} is no plain decimal number")
        for place in hard[number[hard]].tolist():
            _, figures, exponent = Decimal(text := values[place].as_py()).as_tuple()
            if len(figures) <= 18 and isinstance(exponent, int) and -100 < exponent < 100:
                mantissa[place] = int(Decimal(text).scaleb(-exponent))
                decimals[place] = -exponent
            else:
                printed[place] = text
                decimals[place] = AS_PRINTED
    return mantissa, decimals, printed


def _order(
    reader: _Reader,
    where: NDArray[np.int64],
    area: tuple[NDArray[np.int64], list[str]],
    place: NDArray[np.int64],
) -> tuple[NDArray[np.int64], list[str], NDArray[np.int64]]:
    """Order by series, area (alphabetically) and period; a key that comes twice is a fault."""
    codes, names = area
    rank = np.argsort(np.argsort(np.array(names))) if names else np.zeros(1, dtype=np.int64)
    sorted_codes = rank[codes] if len(codes) else codes
    order = np.lexsort((place, sorted_codes, where))
    a, b = order[:-1], order[1:]
    same = (where[a] == where[b]) & (sorted_codes[a] == sorted_codes[b]) & (place[a] == place[b])
    for first, second in zip(a[same][:_MOST_FAULTS], b[same][:_MOST_FAULTS], strict=True):
        message = f"same series, area and period as row {int(first) + reader.first}: {{}}"
        reader.fault(np.array([second]), "time_period", "duplicate_key", message)
    return order, sorted(names), sorted_codes


def _empty_first(codes: NDArray[np.int64], texts: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """The same column with the empty text at place 0."""
    kept = ["", *(x for x in texts if x)]
    lookup = np.array([kept.index(x) if x else 0 for x in texts] or [0], dtype=np.int64)
    return lookup[codes], kept
