"""The services that statistics are pulled from, one row each, and what their codes stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from factcheck.errors import UsageError
from factcheck.lexicon.loader import load_rows
from factcheck.lexicon.normal import normalise
from factcheck.series.cells import read_area, read_unit

__all__ = ["Measured", "Service", "area_of", "find_service", "load_services", "measured"]


@dataclass(frozen=True, slots=True)
class Service:
    """A service of statistics.

    Args:
        name: what `tables pull` calls it.
        reader: which module reads its replies.
        title: who runs it.
        address: where its interface begins.
        per_minute: requests that it takes a minute.
        licence: terms its figures are under, by name and address.
        example: a code that it knows.
        accept: media type to ask for; empty: what the service gives by itself.
        params: parameters of every request, `a=b&c=d`.
        key_variable: environment variable with the caller's key, where it needs one.
        area_codes: which rows of `service_areas` it follows.
    """

    name: str
    reader: str
    title: str
    address: str
    per_minute: int
    licence: tuple[str, str]
    example: str
    accept: str = ""
    params: str = ""
    key_variable: str = ""
    area_codes: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a service's words for a unit say: code, power of ten, measure, price basis."""

    unit: str
    mult: int = 0
    measure: str = ""
    price_basis: str = ""


@cache
def load_services() -> dict[str, Service]:
    """All services by name."""
    rows = load_rows(
        "services",
        ("name", "reader", "title", "address", "per_minute", "licence", "example", "source"),
        ("licence_address", "accept", "params", "key_variable", "area_codes"),
    )
    return {
        r["name"]: Service(
            name=r["name"],
            reader=r["reader"],
            title=r["title"],
            address=r["address"],
            per_minute=int(r["per_minute"]),
            licence=(r["licence"], r["licence_address"]),
            example=r["example"],
            accept=r["accept"],
            params=r["params"],
            key_variable=r["key_variable"],
            area_codes=r["area_codes"],
        )
        for r in rows
    }


def find_service(name: str) -> Service:
    """The service of a name.

    Raises:
        UsageError: there is none; all names are given.
    """
    known = load_services()
    if name not in known:
        raise UsageError(f"no source {name!r}; there are {', '.join(sorted(known))}")
    return known[name]


@cache
def _own_areas() -> dict[tuple[str, str], str]:
    rows = load_rows("service_areas", ("codes", "code", "area", "example", "source"))
    return {(r["codes"], r["code"]): r["area"] for r in rows}


@cache
def _two_letters() -> dict[str, str]:
    rows = load_rows("subdivision_parents", ("prefix", "code", "source"))
    return {r["prefix"]: r["code"] for r in rows}


def area_of(code: str, codes: str = "", name: str = "") -> str | None:
    """The archive's code of an area, by a service's code and then by its name for it.

    Args:
        code: what the service writes (ISO of two or three letters, or a code of its own).
        codes: which rows of `service_areas` come first.
        name: what the service calls the area.
    """
    own = _own_areas().get((codes, code)) or _two_letters().get(code)
    if own:
        return own
    known = read_area(code) if len(code) == 3 and code.isupper() else None
    return known or (read_area(name) if name else None)


@cache
def _unit_rows() -> dict[str, Measured]:
    rows = load_rows(
        "service_units", ("words", "unit", "mult", "example", "source"), ("measure", "price_basis")
    )
    return {
        r["words"]: Measured(r["unit"], int(r["mult"]), r["measure"], r["price_basis"])
        for r in rows
    }


def measured(words: str) -> Measured | None:
    """What the words or the code of a unit say; None where they are not known.

    Years in them ("constant 2015 US$", "Index 1982-1984=100") do not change the unit.
    """
    plain = normalise(words).strip()
    known = _unit_rows().get(plain)
    if known is None:
        bare = re.sub(r"\b\d{4}(?:-\d{2,4})?(?:\s?=\s?100)?(?![\d])", " ", plain)
        known = _unit_rows().get(" ".join(bare.split()))
    if known is not None:
        return known
    read = read_unit(words)
    return Measured(read.code, read.mult) if read else None
