"""Threads of the numeric libraries: one, as matrices are small and processes share the cores."""

from __future__ import annotations

import os

__all__ = ["ONE_THREAD", "use_one_thread"]

ONE_THREAD = tuple(
    f"{name}_NUM_THREADS" for name in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")
)
"""Environment variables that numeric libraries read once, when they load."""


def use_one_thread() -> None:
    """Asks for one thread where nobody asked otherwise, for this process and those it starts."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
