"""factcheck: every quantitative claim of a text, checked against reference statistics.

The public door. Names load on first use, so `import factcheck` is light.

    >>> import factcheck
    >>> report = factcheck.check(text, published="2026-02-06")   # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.mentions import find_periods, find_quantities
    from factcheck.pipeline import Checker, check
    from factcheck.records import Article, Claim, Report, Verdict

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Checker",
    "Claim",
    "Report",
    "Verdict",
    "check",
    "find_periods",
    "find_quantities",
]

_DOORS = {
    "Article": "factcheck.records",
    "Checker": "factcheck.pipeline",
    "Claim": "factcheck.records",
    "Report": "factcheck.records",
    "Verdict": "factcheck.records",
    "check": "factcheck.pipeline",
    "find_periods": "factcheck.mentions",
    "find_quantities": "factcheck.mentions",
}


def __getattr__(name: str) -> Any:
    if name in _DOORS:
        return getattr(import_module(_DOORS[name]), name)
    raise AttributeError(f"module 'factcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
