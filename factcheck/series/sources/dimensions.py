"""What a dimension or attribute of a service is for, by its name."""

from __future__ import annotations

import re
from functools import cache

from factcheck.lexicon.loader import load_rows

__all__ = ["is_area", "is_attribute", "is_unit", "role_of"]


@cache
def _roles() -> dict[str, str]:
    rows = load_rows("service_dimensions", ("role", "name", "example", "source"))
    return {row["name"]: row["role"] for row in rows}


def role_of(name: str) -> str | None:
    """`area`, `unit`, `frequency`, `status`, … of a dimension; None for one that only divides."""
    return _roles().get(name.lower())


def is_area(name: str) -> bool:
    """Whether a dimension says whose figure it is."""
    return role_of(name) == "area"


def is_unit(name: str) -> bool:
    """Whether a dimension says the unit."""
    return role_of(name) == "unit"


def is_attribute(name: str, value: str) -> bool:
    """Whether a value beside the key only describes it: a date, a text, a multiplier, a status.

    Structure-specific messages do not tell attributes from dimensions. A code is short and has no
    spaces; these names are of attributes whatever their value.
    """
    if role_of(name) in ("status", "title", "multiplier", "attribute"):
        return True
    return not re.fullmatch(r"[A-Za-z0-9_@$+-]{1,60}", value)
