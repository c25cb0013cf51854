"""A package held against the Frictionless standard by its own reference implementation.

Source: https://specs.frictionlessdata.io/tabular-data-package/
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from factcheck.errors import PackageError, UsageError
from factcheck.series.packages import MANIFEST

__all__ = ["standard_faults"]


def standard_faults(folder: Path) -> list[PackageError]:
    """What the standard finds wrong with a package, each by file, row, column and rule.

    Raises:
        UsageError: the `frictionless` package is not installed.
    """
    try:
        # an extra, and slow to import
        import frictionless  # noqa: PLC0415
    except ImportError:
        message = "the standard's checker is not installed: pip install 'factcheck-stats[validate]'"
        raise UsageError(message) from None
    manifest = folder / MANIFEST
    report = frictionless.validate(str(manifest))
    found = [_fault(manifest, error) for error in report.errors]
    for task in report.tasks:
        found += [_fault(folder / str(task.place), error) for error in task.errors]
    return found


def _fault(file: Path, error: Any) -> PackageError:
    return PackageError(
        str(error.message),
        file=str(file),
        row=getattr(error, "row_number", None),
        column=getattr(error, "field_name", None) or None,
        rule=str(error.type),
    )
