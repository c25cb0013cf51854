"""Facts of a run: what it ran with, what came out, how long it took. The clock is only here."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from factcheck import __version__
from factcheck.batch.files import file_digest, write_whole
from factcheck.batch.records import BatchResult, Layout
from factcheck.errors import UsageError
from factcheck.settings import Settings

__all__ = ["check_same_run", "conditions", "facts_of", "write_facts"]

WATCHED = ("spacy", "pydantic", "numpy", "pyarrow")
SKIPPED_FOLDERS = ("__pycache__",)


def conditions(settings: Settings) -> dict[str, Any]:
    """Everything but the input that a verdict can depend on: versions, settings, tables, rules.

    Returns:
        A dictionary for JSON; equal conditions and equal input give equal reports.
    """
    package = Path(__file__).resolve().parent.parent
    return {
        "factcheck": __version__,
        "python": platform.python_version(),
        "packages": {name: installed(name) for name in (*WATCHED, settings.model)},
        "settings": settings.model_dump(mode="json"),
        "rules": tree_digest(package, (".py", ".csv", ".toml", ".json")),
        "tables": {str(root): tree_digest(root) for root in settings.table_roots()},
        "readings": file_digest(settings.readings) if settings.readings else None,
    }


def installed(name: str) -> str | None:
    """Version of an installed distribution, None where it is not installed."""
    try:
        return version(name)
    except (PackageNotFoundError, ValueError):
        return None


def tree_digest(root: Path, endings: Iterable[str] = ()) -> str:
    """SHA-256 over names and contents of the files below `root`, in sorted order."""
    total = hashlib.sha256()
    for path in tree_files(root, tuple(endings)):
        total.update(f"{path.relative_to(root).as_posix()}\0{file_digest(path)}\n".encode())
    return total.hexdigest()


def tree_files(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """Files below `root`, sorted, without what a run leaves behind."""
    for path in sorted(root.rglob("*")):
        hidden = any(p.startswith(".") for p in path.relative_to(root).parts)
        if hidden or any(p in SKIPPED_FOLDERS for p in path.parts) or not path.is_file():
            continue
        if not endings or path.suffix in endings:
            yield path


def check_same_run(layout: Layout, now: dict[str, Any]) -> bool:
    """Whether there is a run to resume.

    Raises:
        UsageError: when it was made under other conditions, so that its reports would differ.
    """
    if not layout.facts.is_file():
        return False
    try:
        before = json.loads(layout.facts.read_bytes())["conditions"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{layout.facts} cannot be read; run again without --resume") from error
    changed = sorted(k for k in {*before, *now} if before.get(k) != now.get(k))
    if changed:
        raise UsageError(
            f"{layout.out} was made with other {', '.join(changed)}; "
            "run again without --resume, or name another folder"
        )
    return True


def write_facts(
    layout: Layout,
    source: str | Path,
    now: dict[str, Any],
    *,
    jobs: int,
    result: BatchResult | None = None,
) -> None:
    """Writes `run.json`; without a result it says that the run is still going on."""
    files = (layout.claims, layout.failures) if result else ()
    content = facts_of(source, now, jobs=jobs, result=result, shard=layout.shard, files=files)
    write_whole(layout.facts, content, layout.scratch)


def facts_of(  # noqa: PLR0913 - what there is to say of a run
    source: str | Path,
    now: dict[str, Any],
    *,
    jobs: int,
    result: BatchResult | None = None,
    shard: tuple[int, int] | None = None,
    files: Iterable[Path] = (),
) -> bytes:
    """The facts of a run as JSON; without a result it says that the run is still going on."""
    facts: dict[str, Any] = {
        "status": "finished" if result else "running",
        "source": str(source),
        "shard": list(shard) if shard else None,
        "jobs": jobs,
        "conditions": now,
    }
    if result:
        facts["counts"] = {
            name: getattr(result, name)
            for name in ("articles", "failed", "reused", "resumed", "claims", "labels")
        }
        facts["files"] = {p.name: file_digest(p) for p in files}
        facts["timings"] = {"seconds": round(result.seconds, 3)}
    return (json.dumps(facts, indent=2, sort_keys=True) + "\n").encode()
