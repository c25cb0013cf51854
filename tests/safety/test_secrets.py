"""No key, token or password stands in the project, and no recorded reply can carry one in."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SHAPES = {
    "key of a cloud": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "token of a forge": r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})",
    "key of a service": r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][A-Za-z0-9_-]{16,}",
    "token of a registry": r"\b(?:pypi-AgE|npm_)[A-Za-z0-9_-]{30,}",
    "token of a chat": r"\bxox[abprs]-[A-Za-z0-9-]{10,}",
    "private key": r"-----BEGIN (?:[A-Z]{2,12} )?PRIVATE KEY-----",
    "signed token": r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}",
    "header with a credential": (
        r"(?i:\bauthorization['\"]?\s{0,3}[:=]\s{0,3}['\"]?(?:bearer|basic)\s+[\w+/=.-]{12,})"
    ),
    "key in an address": r"(?i:[?&](?:api_?key|access_token|subscription-key)=[A-Za-z0-9]{16,})",
    "credential in an address": (
        r"(?i:\bhttps?://[^\s/:@\"'<>{}]{2,40}:[^\s/:@\"'<>{}]{6,60}@"
        r"(?!example\.org|public\.example)[a-z])"
    ),
}
EXAMPLES = {
    "key of a cloud": "AKIA" + "ABCDEFGHIJKLMNOP",
    "token of a forge": "ghp" + "_" + "a1" * 18,
    "key of a service": "sk" + "-live-" + "a1" * 10,
    "token of a registry": "npm" + "_" + "a1" * 18,
    "token of a chat": "xoxb" + "-1234567890-abc",
    "private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "signed token": ".".join(("eyJ" + "a" * 12, "eyJ" + "b" * 12, "c" * 12)),
    "header with a credential": "Authorization" + ": Bearer " + "a1" * 10,
    "key in an address": "https://a.example/?api" + "_key=" + "a1" * 10,
    "credential in an address": "https://user" + ":" + "secret12@host.example/",
}
HEADERS_KEPT = frozenset(
    {
        *("accept", "accept-encoding", "connection", "content-length", "content-type"),
        *("date", "last-modified", "user-agent"),
    }
)
"""What a recorded request or reply may keep."""


def files() -> Iterator[Path]:
    """Files of the project that are text."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True
    )
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    paths = [ROOT / name for name in names if name] or list(ROOT.rglob("*.*"))
    for path in paths:
        if path.is_file() and path.stat().st_size < 20_000_000 and b"\0" not in _head(path):
            yield path


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(1_000)


def test_no_secret_in_any_file() -> None:
    whole = re.compile("|".join(f"({shape})" for shape in SHAPES.values()))
    found = []
    for path in files():
        if path == Path(__file__).resolve():
            continue
        match = whole.search(path.read_text("utf-8", "replace"))
        if match:
            found.append(f"{path.relative_to(ROOT)}: {match[0][:12]}…")
    assert found == []


@pytest.mark.parametrize("name", SHAPES)
def test_a_secret_would_be_seen(name: str) -> None:
    assert re.search(SHAPES[name], f"x = '{EXAMPLES[name]}'")


def headers_of(value: object) -> Iterator[str]:
    """Names of headers in a recording."""
    if isinstance(value, dict):
        for key, part in value.items():
            if str(key).lower() == "headers" and isinstance(part, dict):
                yield from (str(name).lower() for name in part)
            else:
                yield from headers_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from headers_of(part)


def test_recordings_keep_harmless_headers_alone() -> None:
    recordings = [p for p in (ROOT / "tests").rglob("*.yaml") if "cassettes" in p.parts]
    kept = {name for p in recordings for name in headers_of(yaml.safe_load(p.read_text("utf-8")))}
    assert kept <= HEADERS_KEPT
    assert set(headers_of({"a": [{"headers": {"Cookie": "x"}}]})) == {"cookie"}


def test_tests_record_nothing() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]
    assert "--record-mode=none" in options["ini_options"]["addopts"]
