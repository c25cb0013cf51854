"""Pulls from any of the services and writes what they gave as packages."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path

from factcheck.errors import UsageError
from factcheck.series.opening import validate_package
from factcheck.series.sources.client import Client
from factcheck.series.sources.wanted import Pulled, Wanted

__all__ = ["pull", "read_source"]


def read_source(client: Client, wanted: Wanted) -> list[Pulled]:
    """What a service gives, oldest vintage first, before it is written.

    Raises:
        SourceError: the service is out of reach, refuses, or gives what cannot be read.
        UsageError: something that the service does not say is not said by the caller.
    """
    name = client.service.reader
    if client.service.key_variable and not client.key:
        variable = client.service.key_variable
        raise UsageError(f"{client.service.title} needs a key of yours; put it into {variable}")
    reader = getattr(import_module(f"factcheck.series.sources.{name}"), f"read_{name}")
    found: list[Pulled] = reader(client, wanted)
    return found


def pull(client: Client, wanted: Wanted, out: Path, *, replace: bool = False) -> list[Path]:
    """Writes `out/source/dataset/vintage` for each vintage; validated before it is there.

    Args:
        client: of the service.
        wanted: what to pull.
        out: folder of packages.
        replace: whether a package that is already there is replaced.

    Returns:
        The folders, oldest vintage first.

    Raises:
        SourceError: the service is out of reach, refuses, or gives what cannot be read.
        UsageError: a package is already there, or something is not said.
        PackageError: what the service gave breaks a rule of the archive.
    """
    written = []
    for pulled in read_source(client, wanted):
        package = pulled.package(client.service, wanted)
        target = out / package.key / package.vintage
        if target.exists() and not replace:
            raise UsageError(f"{target} is already there; --replace writes it anew")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pulling-", dir=target.parent) as scratch:
            folder = package.write(Path(scratch))
            for fault in validate_package(folder):
                raise fault
            if target.exists():
                target.rename(Path(scratch) / "before")
            folder.rename(target)
        written.append(target)
    return written
