"""Reports: what comes in is a finished Report; out comes a text, a page, a table, or JSON again.

`write_report` writes every format, `read_report` reads JSON back, `report_schema` is the contract.
"""

from __future__ import annotations

from factcheck.reports.contract import read_report, report_schema
from factcheck.reports.formats import FORMATS, explain_claim, write_report
from factcheck.reports.sarif import write_sarif_log

__all__ = [
    "FORMATS",
    "explain_claim",
    "read_report",
    "report_schema",
    "write_report",
    "write_sarif_log",
]
