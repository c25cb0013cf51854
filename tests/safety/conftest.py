"""Puts this folder's makers, and those of the reports and of the review page, within reach."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
for folder in (HERE, HERE.parent / "reports", HERE.parent / "web"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
