"""Builds one package into a block of arrays, or lists what is wrong with it.

The only part of the archive that needs pyarrow: it is imported when a package has to be read,
not when a finished one is opened.
"""

from __future__ import annotations

from pathlib import Path

from factcheck.errors import PackageError
from factcheck.series.observations import read_observations
from factcheck.series.packages import dataset_key, read_manifest, read_series
from factcheck.series.store import build_block

__all__ = ["build_package", "find_faults"]


def _raise(error: PackageError) -> None:
    raise error


def build_package(folder: Path) -> bytes:
    """The package as a block of `factcheck.series.store`.

    Raises:
        PackageError: for the first rule that is broken.
    """
    manifest = read_manifest(folder, _raise)
    series = read_series(folder, dataset_key(folder), _raise)
    columns = read_observations(folder, series, _raise)
    if manifest is None or columns is None:
        raise PackageError("cannot be read", file=str(folder), rule="package")
    return build_block(manifest, series, columns)


def find_faults(folder: Path) -> list[PackageError]:
    """Every fault of a package; values are read once the series are sound."""
    faults: list[PackageError] = []
    read_manifest(folder, faults.append)
    before = len(faults)
    series = read_series(folder, dataset_key(folder), faults.append)
    if len(faults) == before:
        read_observations(folder, series, faults.append)
    return faults
