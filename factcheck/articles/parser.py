"""The child's side of `apart`: limits first, then the parser, then one JSON object.

python -m factcheck.articles.parser KIND SECONDS MEMORY ANSWER < DOCUMENT
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

from factcheck.errors import NotText

__all__ = ["limit", "main"]

_PARSERS = {"pdf": "factcheck.articles.pdf", "docx": "factcheck.articles.docx"}


def limit(seconds: int, memory: int, answer: int) -> None:
    """Sets limits on this process; where the system knows none, the parent's clock remains.

    Args:
        seconds: of processor time.
        memory: bytes of address space.
        answer: bytes of any file it writes, its answer among them.
    """
    try:
        import resource  # noqa: PLC0415 - POSIX alone has it
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def main(arguments: list[str]) -> None:
    """Reads the document on standard input and writes what is in it."""
    kind, *limits = arguments
    limit(*(int(number) for number in limits))
    try:
        found = import_module(_PARSERS[kind]).parse(sys.stdin.buffer.read())
    except NotText as problem:
        found = {"problem": str(problem)}
    except MemoryError:
        found = {"problem": "takes more memory to read than an article should"}
    except RecursionError:
        found = {"problem": "is nested too deeply"}
    except Exception as broken:  # noqa: BLE001 - whatever a parser trips over is the document's
        found = {"problem": f"cannot be read as {kind.upper()} ({type(broken).__name__})"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
