"""What area a cell of a table names: by code, by a table's own way of writing it, by its name."""

from __future__ import annotations

import re
from functools import cache

from factcheck.lexicon.areas import area_names, area_words
from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise

__all__ = ["MARKS", "read_area", "read_short_code"]

MARKS = re.compile(
    r"(?:\s?(?:\*{1,3}|[†‡]|\[[a-z0-9]{1,2}\]|\((?:[a-z]|\d)\)|[¹²³⁴⁵])){1,3}$", re.IGNORECASE
)
"""Marks of footnotes at the end of a cell."""


@cache
def _service_codes() -> dict[str, str]:
    """Codes of groups that only one service writes ("OWID_WRL", "EU27_2020")."""
    rows = load_rows("service_areas", ("codes", "code", "area", "example", "source"))
    return {row["code"]: row["area"] for row in rows}


@cache
def _two_letters() -> dict[str, str]:
    rows = load_rows("subdivision_parents", ("prefix", "code", "source"))
    return {row["prefix"]: row["code"] for row in rows}


@cache
def _table_names() -> dict[str, str]:
    """Names that only tables write ("Korea, Rep."), in normal form."""
    rows = load_rows("table_areas", ("name", "area", "example", "source"))
    return {normalise(row["name"]): row["area"] for row in rows}


def read_area(text: str) -> str | None:
    """Code of the area that a cell names or is the code of; None where none or several fit."""
    cell = MARKS.sub("", text.strip()).strip()
    if re.fullmatch(r"[A-Z]{3}", cell) and area_names(cell) != cell:
        return cell
    if len(cell) > 3 and cell in _service_codes():
        return _service_codes()[cell]
    plain = normalise(cell)
    if plain in _table_names():
        return _table_names()[plain]
    word = area_words().get(plain)
    if word is None or word.form not in ("name", "aggregate", "metonym", "subdivision"):
        return None
    return word.codes[0]


def read_short_code(text: str) -> str | None:
    """Area of a code of two letters, Eurostat's included, or of a service ("EL", "EA20")."""
    cell = text.strip()
    return _service_codes().get(cell) or _two_letters().get(cell)
