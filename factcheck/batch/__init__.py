"""Many articles: rows, folders or globs in; a report each, one table of claims, failures out.

`run_batch` is the door, `run_on_ray` the same on a cluster. Each article is one transaction, so a
run may be killed at any moment and resumed; the result has the same bytes.
"""

from __future__ import annotations

from factcheck.batch.cluster import run_on_ray
from factcheck.batch.names import report_name
from factcheck.batch.records import BatchResult, Progress
from factcheck.batch.run import run_batch

__all__ = ["BatchResult", "Progress", "report_name", "run_batch", "run_on_ray"]
