"""Parsers of PDF and office files, run in a child process that cannot take the machine along.

The child gives itself limits of memory and processor time before it looks at the file, has no
file to write to, no environment but the path of its modules, and an answer of limited length. The
parent waits so long and no longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from factcheck.errors import NotText

__all__ = ["MOST_ANSWER", "MOST_MEMORY", "MOST_SECONDS", "parse_apart"]

MOST_SECONDS = 30
"""Seconds of processor time, and of waiting."""
MOST_MEMORY = 1_000_000_000
"""Bytes of address space."""
MOST_ANSWER = 20_000_000
"""Bytes of text that a document may give."""


def parse_apart(kind: str, data: bytes, name: str) -> dict[str, Any]:
    """What the parser of `kind` found in a document.

    Args:
        kind: `pdf` or `docx`.
        data: the whole document.
        name: what to call it in an error.

    Returns:
        `title`, `author`, `blocks` (each `text`, `role`, `pages`), `tables`.

    Raises:
        NotText: the document is broken, locked or harmful, or passed a limit.
    """
    with tempfile.TemporaryFile() as answer:
        code = _run(kind, data, name, answer)
        size = answer.seek(0, os.SEEK_END)
        if size > MOST_ANSWER:
            raise NotText(f"{name}: gives more than {MOST_ANSWER // 1_000_000} MB of text")
        answer.seek(0)
        said = answer.read()
    try:
        found = json.loads(said)
    except ValueError:
        raise NotText(
            f"{name}: cannot be read as {kind.upper()} (its parser broke off, code {code}: "
            "over a limit of memory or time?)"
        ) from None
    if "problem" in found:
        raise NotText(f"{name}: {found['problem']}")
    answer_of: dict[str, Any] = found
    return answer_of


def _run(kind: str, data: bytes, name: str, answer: Any) -> int:
    limits = [str(MOST_SECONDS), str(MOST_MEMORY), str(MOST_ANSWER + 1)]
    command = [sys.executable, "-P", "-s", "-m", "factcheck.articles.parser", kind, *limits]
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
    with subprocess.Popen(  # noqa: S603 - our own module, the document goes in as its input
        command,
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={**environment, "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")},
    ) as child:
        try:
            child.communicate(data, timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise NotText(f"{name}: took longer than {MOST_SECONDS} seconds to read") from None
        return child.returncode
