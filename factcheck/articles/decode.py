"""Bytes to text: which encoding, and where it breaks when none fits."""

from __future__ import annotations

import codecs
import re

from factcheck.errors import NotText

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FALLBACKS = ["gb18030", "cp1252", "latin_1"]
_FOREIGN = ["gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "koi8_r", "cp1253"]
_MANY = 0.25
"""Share of bytes over 127 from which a text is not in Latin letters."""
_SAYS = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w.:-]{2,40})"
    rb"|<\?xml[^>]{0,200}encoding\s{0,4}=\s{0,4}[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_CONTROL = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\v\x1b")


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """Text of `data`, line ends as line feeds.

    A byte order mark decides; then UTF-8 where it fits; then what the server or the page says;
    then charset-normalizer chooses between GB 18030, Windows-1252 and Latin-1, and, where every
    fourth byte is over 127, between the encodings of Chinese, Japanese, Korean, Russian and Greek.

    Args:
        data: the whole file.
        name: what to call the file in an error.
        declared: encoding that the server names; used where it is neither marked nor UTF-8.

    Raises:
        NotText: binary content, or no encoding fits; the message gives the byte offset.
    """
    encoding = next((label for mark, label in _MARKS if data.startswith(mark)), "")
    encoding = encoding or _wide(data)
    if encoding:
        text = _strict(data, encoding, name)
    else:
        _refuse_binary(data, name)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as broken:
            said = _SAYS.search(data[:2048])
            named = (said[1] or said[2]).decode() if said else None
            text = (
                _declared(data, declared)
                or _declared(data, named)
                or _guess(data, name, broken.start)
            )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as broken:
        raise NotText(
            f"{name}: begins as {encoding} but is not {encoding} at byte {broken.start}"
        ) from None
    if "\0" in text:
        raise NotText(f"{name}: not text (a NUL at character {text.index(chr(0))})")
    return text


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: in Latin text every other byte is a NUL."""
    head = data[:400]
    if len(head) < 8 or len(data) % 2:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.8 and not head[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > half * 0.8 and not head[1::2].count(0) else ""


def _declared(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (LookupError, UnicodeDecodeError):
        return None


def _refuse_binary(data: bytes, name: str) -> None:
    if (offset := data.find(b"\0")) >= 0:
        raise NotText(f"{name}: not text (a NUL at byte {offset}); a binary file?")
    head = data[:4096]
    controls = [index for index, byte in enumerate(head) if byte in _CONTROL]
    if len(controls) > len(head) // 100:
        raise NotText(f"{name}: not text (a control character at byte {controls[0]})")


def _guess(data: bytes, name: str, offset: int) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - loads only where it is needed

    high = sum(byte > 127 for byte in data[:20_000])
    known = _FOREIGN if high > len(data[:20_000]) * _MANY else _FALLBACKS
    best = from_bytes(data, cp_isolation=known, threshold=0.2).best()
    if best is None:
        raise NotText(
            f"{name}: encoding cannot be told (not UTF-8 at byte {offset}); save it as UTF-8"
        )
    encoding = "cp1252" if best.encoding == "latin_1" else best.encoding
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return str(best)
