"""Names of report files: every id has one, no two ids share one, none leaves its folder."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

__all__ = ["report_name"]

LONGEST = 180
"""Bytes a name may have before it is cut; file systems end at 255, the rest is for temporaries."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)


def report_name(article_id: str) -> str:
    """File name of the report of `article_id`.

    Letters, digits, `.`, `_` and `-` stand for themselves, everything else is percent-encoded
    as UTF-8; a leading dot or hyphen too, so that no name is hidden, means a folder or passes for
    an option, and the first letter of names that Windows keeps for devices. A name that grows too
    long is cut and ends in `~` and the SHA-256 of the id; `~` occurs in no other name.

    Args:
        article_id: any text, also one that looks like a path.

    Returns:
        A name ending in `.json`, without a separator.
    """
    raw = article_id.encode("utf-8", "surrogatepass")
    name = quote(raw, safe="").replace("~", "%7E")
    if not name:
        name = "%"
    elif name[0] in ".-" or _DEVICE.match(name):
        name = f"%{ord(name[0]):02X}{name[1:]}"
    if len(name) > LONGEST:
        name = f"{name[:100]}~{hashlib.sha256(raw).hexdigest()}"
    return f"{name}.json"
