"""The made-up tables of the verdict tests."""

from __future__ import annotations

from tests.verdicts.conftest import archive

__all__ = ["archive"]
