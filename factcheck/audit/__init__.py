"""What a corpus says: the output of a batch in, tables and a page with charts out.

`audit_corpus` is the door: counts by label, kind, indicator, area, outlet, author and month,
errors that recur, the same claim across outlets, and the tables that are missing most.
"""

from __future__ import annotations

from factcheck.audit.corpus import AuditResult, audit_corpus
from factcheck.audit.intervals import wilson
from factcheck.audit.questions import Table

__all__ = ["AuditResult", "Table", "audit_corpus", "wilson"]
