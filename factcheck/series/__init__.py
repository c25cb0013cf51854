"""The archive of reference statistics.

In: folders of data packages (tables.md). Out: an `Archive` that gives series, observations with
their exact value and last digit, and the cells a report cites; derivations over observations
(`derive`, `histories`), each with its value, its bounds and its formula.
"""

from __future__ import annotations

from factcheck.series.archive import Archive
from factcheck.series.opening import open_archive, validate_package
from factcheck.series.search import Hit

__all__ = ["Archive", "Hit", "open_archive", "validate_package"]
