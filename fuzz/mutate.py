"""Changes inputs at random, from a seed: cuts, doubles, swaps, and bits that are hard to read."""

from __future__ import annotations

import random

__all__ = ["mutated"]

_MORSELS = tuple(
    morsel.encode("utf-8", "surrogatepass")
    for morsel in (
        *("\0", "\n\n", "\r", "\t", " ", "\u00a0", "\u202e", "\ufeff", "\u2028", "\x1b[2J"),
        *(
            "1,000,000.5 million",
            "3.8%",
            "-",
            "–",
            "½",
            "１２",
            "٣",
            "²",
            "1e308",
            "9" * 40,
            "0x1f",
        ),
        *("in 2024", "the first half of", "2024-02-30", "31/12/9999", "Q5 2024", "last year"),
        *(
            "Source:",
            "Edit:",
            "By ",
            "---\n",
            "# ",
            "<p>",
            "</p>",
            "<table><tr><td>",
            "<!--",
            "]]>",
        ),
        *("&#0;", "&nbsp;", "<![CDATA[", '{"id":', '"text":', "null", "<w:p>", "<item>", "<entry>"),
        *(" 0 R ", "obj", "endstream", "/Length -1", "/Kids [3 0 R]", "\ud800", "é" * 9, "中" * 30),
    )
)


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """A changed input.

    Args:
        data: what is changed.
        other: what a piece may be taken from.
        rng: decides.
    """
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 5, 9))):
        at = rng.randrange(len(out) + 1)
        to = min(len(out), at + rng.choice((1, 2, 4, 16, 64, 400)))
        step = rng.randrange(7)
        if step == 0 and out:
            out[min(at, len(out) - 1)] = rng.randrange(256)
        elif step == 1:
            del out[at:to]
        elif step == 2:
            out[at:at] = rng.choice(_MORSELS)
        elif step == 3:
            out[at:to] = rng.choice(_MORSELS)
        elif step == 4:
            out[at:at] = out[at:to] * rng.choice((1, 2, 30))
        elif step == 5 and other:
            begin = rng.randrange(len(other))
            out[at:at] = other[begin : begin + rng.choice((4, 40, 400))]
        else:
            out[at:to] = bytes(reversed(out[at:to]))
    return bytes(out[:60_000])
