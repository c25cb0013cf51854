"""Policy prose of our own that states nothing a table could settle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from factcheck.records import Claim

_PROSE = Path(__file__).with_name("policy.txt").read_text(encoding="utf-8")
_WORDS_PER_ALARM = 500


def test_policy_prose_raises_hardly_an_alarm(claims_of: Callable[..., list[Claim]]) -> None:
    words = len(_PROSE.split())
    assert words > 3 * _WORDS_PER_ALARM - 1
    alarms = [(c.kind, c.anchor.exact) for c in claims_of(_PROSE)]
    assert len(alarms) <= words // _WORDS_PER_ALARM, alarms


def test_a_claim_within_such_prose_is_found(claims_of: Callable[..., list[Claim]]) -> None:
    first, _, rest = _PROSE.partition("\n\n")
    text = f"{first}\n\nKenya's exports rose 3 percent in 2024.\n\n{rest}"
    assert ("change", "3 percent") in [(c.kind, c.anchor.exact) for c in claims_of(text)]
