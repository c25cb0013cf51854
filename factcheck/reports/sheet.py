"""CSV that a spreadsheet cannot be attacked with, and that keeps −3.8 as it is."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from factcheck.records import Report
from factcheck.reports.tabular import COLUMNS, claim_rows

__all__ = ["safe_cell", "write_csv"]

_NUMBER = re.compile(
    r"\A[-+−]?(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})(?:\.\d{1,40})?(?:[eE][-+]?\d{1,4})?%?\Z"
)
_STARTERS = ("=", "+", "-", "−", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|")


def safe_cell(value: object) -> str:
    """A cell as text; one that a spreadsheet would run gets a quote in front.

    Plain numbers stay as they are, negative ones too.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        number = f"{Decimal(repr(value)):f}"
        return number.removesuffix(".0")
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    text = str(value).replace("\0", "\ufffd")
    # a spreadsheet takes blanks and control characters off before it looks
    bare = re.sub(r"\A[\s\x00-\x1f\x7f\ufeff\u200b]{1,200}", "", text)
    if (text.startswith(_STARTERS) or bare.startswith(_STARTERS)) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def write_csv(report: Report) -> str:
    """One row a claim, the columns of the claims table of a batch (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in claim_rows(report):
        writer.writerow([safe_cell(row.get(name)) for name in COLUMNS])
    return out.getvalue()
