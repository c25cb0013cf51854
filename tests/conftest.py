"""Every report that a test produces keeps the contract: schema, spans, round trip."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from factcheck.pipeline import Checker
from factcheck.records import Article, Report
from factcheck.reports import report_schema, write_report


@cache
def validator() -> Any:
    return Draft202012Validator(report_schema())


def check_contract(report: Report) -> Report:
    """The report itself, once it has been held against the contract."""
    written = write_report(report, "json")
    faults = [
        f"{list(e.absolute_path)}: {e.message}"
        for e in validator().iter_errors(json.loads(written))
    ]
    assert not faults, faults[:5]
    text = report.article.text
    for claim in report.claims:
        for span in (claim.anchor, claim.quote, claim.indicator.span):
            assert span is None or text[span.start : span.end] == span.exact, claim.id
    # the bytes, not the records: JSON holds a computed decimal as the nearest float
    assert write_report(Report.model_validate_json(written), "json") == written
    return report


@pytest.fixture(name="check_contract")
def give_check_contract() -> Callable[[Report], Report]:
    return check_contract


@pytest.fixture(autouse=True)
def reports_keep_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wraps the line, so that no test can produce a report outside the contract unseen."""
    check = Checker.check

    def checked(self: Checker, article: Article) -> Report:
        return check_contract(check(self, article))

    monkeypatch.setattr(Checker, "check", checked)
