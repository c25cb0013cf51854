"""The command line: parse, call, print.

Rooms load when their command runs, so that `factcheck --help` needs neither spaCy nor pandas.
"""

from __future__ import annotations

from factcheck.cli.app import app, main

__all__ = ["app", "main"]
