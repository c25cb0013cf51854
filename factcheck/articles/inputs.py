"""Where documents come from: files, standard input, the web."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from factcheck.articles.decode import decode
from factcheck.articles.kinds import Kind, find_kind
from factcheck.errors import ArticleNotFound, FetchRefused, NotText

__all__ = ["Loaded", "load", "name_article"]

MOST_BYTES = 10_000_000
MOST_DOCUMENT = 50_000_000
"""Bytes of a PDF or Word document, most of which are pictures."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source as bytes; `url` is its address after redirects, `charset` what the server said."""

    name: str
    data: bytes
    kind: Kind
    url: str | None = None
    charset: str | None = None

    def text(self) -> str:
        """The bytes as text.

        Raises:
            NotText: binary content, or an encoding that cannot be told.
        """
        return decode(self.data, self.name, declared=self.charset)


def load(source: str) -> Loaded:
    """The bytes of a source, and what kind of document they are.

    Args:
        source: path, address, or ``-`` for standard input.

    Raises:
        ArticleNotFound, FetchRefused, NotText: as `read_article`.
    """
    name, url, charset = source, None, None
    if source == "-":
        name, data = "standard input", _read_stdin()
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://", source):
        data, url, charset = _read_url(source)
    else:
        data = _read_file(source)
    kind = find_kind(data, name)
    most = MOST_DOCUMENT if kind in {"pdf", "docx", "rows"} else MOST_BYTES
    if len(data) > most:
        raise NotText(f"{name}: larger than {most // 1_000_000} MB, no article")
    return Loaded(name, data, kind, url, charset)


def _read_stdin() -> bytes:
    return sys.stdin.buffer.read(MOST_DOCUMENT + 1)


def _read_file(source: str) -> bytes:
    path = Path(source)
    try:
        if path.is_dir():
            raise ArticleNotFound(
                f"{source}: a folder, not a file (many articles: factcheck batch)"
            )
        with path.open("rb") as stream:
            data = stream.read(MOST_DOCUMENT + 1)
    except FileNotFoundError:
        raise ArticleNotFound(f"{source}: no such file") from None
    except (OSError, ValueError) as broken:
        reason = getattr(broken, "strerror", None) or str(broken)
        raise ArticleNotFound(f"{source}: cannot be read ({reason})") from None
    return data


def _read_url(source: str) -> tuple[bytes, str, str | None]:
    if not source.lower().startswith(("http://", "https://")):
        raise FetchRefused(f"{source}: only http and https addresses are fetched")
    from factcheck.articles.fetch import fetch  # noqa: PLC0415 - loads only where it is needed

    page = fetch(source)
    return page.content, page.url, page.charset


def name_article(source: str) -> str:
    """A short id: the file's stem, or the last part of the address."""
    if source == "-":
        return "stdin"
    stem = Path(source.partition("?")[0].rstrip("/")).stem if "://" in source else Path(source).stem
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:80] or "article"
