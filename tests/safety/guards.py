"""What a guard is: something that can be taken out, and the cases that it alone holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

__all__ = ["Guard", "broken_without"]


@dataclass(frozen=True, repr=False)
class Guard:
    """`take_out` removes the guard; without it `check` must fail on every one of `cases`."""

    name: str
    take_out: Callable[[pytest.MonkeyPatch], None]
    check: Callable[[Any], None]
    cases: tuple[Any, ...]

    def __str__(self) -> str:
        return self.name

    __repr__ = __str__


def broken_without(guard: Guard, case: Any, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether `case`, which holds, no longer does once the guard is out."""
    guard.check(case)
    with monkeypatch.context() as change:
        guard.take_out(change)
        try:
            guard.check(case)
        except (Exception, pytest.fail.Exception):  # noqa: BLE001 - however it breaks, it is seen to break
            return True
    return False
