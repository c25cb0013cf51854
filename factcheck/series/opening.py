"""Opens folders of packages as one archive, from finished arrays where there are any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factcheck.errors import PackageError
from factcheck.series.archive import Archive, Vintage
from factcheck.series.cache import Cache, cache_folder
from factcheck.series.packages import MANIFEST, dataset_key, find_packages, observations_file
from factcheck.series.store import Store

__all__ = ["open_archive", "validate_package"]


def open_archive(
    roots: Sequence[Path], *, as_of: date | None = None, cache: Path | None = None
) -> Archive:
    """Opens every package under the given folders.

    Args:
        roots: folders of packages; of two packages with the same dataset and vintage, the one
            under the later root counts.
        as_of: what was known on that day is looked at first; None: the newest.
        cache: folder for finished arrays; None: the user's cache folder.

    Raises:
        PackageError: for a folder that is missing or holds no package, or a package that breaks
            a rule, with file, row, column and rule.
    """
    kept = Cache(cache or cache_folder())
    found: dict[tuple[str, date], Vintage] = {}
    for root in roots:
        folders = find_packages(Path(root))
        if not folders:
            raise PackageError("holds no data package", file=str(root), rule="empty")
        for folder in folders:
            vintage = _open_package(folder, kept)
            found[vintage.dataset.key, vintage.dataset.vintage] = vintage
    return Archive([found[key] for key in sorted(found)], as_of=as_of)


def validate_package(folder: Path) -> list[PackageError]:
    """Every fault of a package, empty where it keeps the rules of the archive.

    Args:
        folder: the folder of datapackage.json.
    """
    # pyarrow takes longer to import than a finished archive to open
    from factcheck.series.build import find_faults  # noqa: PLC0415

    return find_faults(folder)


def _open_package(folder: Path, cache: Cache) -> Vintage:
    key = dataset_key(folder)
    files = (folder / MANIFEST, folder / "series.csv", observations_file(folder))
    try:
        path = cache.path(cache.key(files))
    except OSError:  # a file is missing: building says which
        path = None
    store = _finished(path) or _built(folder, path, cache)
    return Vintage(store.manifest.dataset(key, folder), store)


def _finished(path: Path | None) -> Store | None:
    try:
        return None if path is None else Store.open(path)
    except (OSError, ValueError):
        return None


def _built(folder: Path, path: Path | None, cache: Cache) -> Store:
    from factcheck.series.build import build_package  # noqa: PLC0415 - see validate_package

    block = build_package(folder)
    if path is not None and cache.write(path, block):
        return _finished(path) or Store(block)
    return Store(block)
