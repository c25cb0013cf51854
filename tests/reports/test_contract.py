"""The JSON form: schema, round trip, errors of reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sample import report

from factcheck.errors import ReportError
from factcheck.records import Report
from factcheck.reports import read_report, report_schema, write_report

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "report.schema.json"


def test_published_schema_is_current() -> None:
    """`factcheck schema > docs/schema/report.schema.json` makes it so."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == report_schema()
    Draft202012Validator.check_schema(report_schema())


def test_sample_keeps_the_contract(check_contract: Callable[[Report], Report]) -> None:
    assert check_contract(report()).counts()["refuted"] == 1


def test_round_trip_is_byte_identical(tmp_path: Path) -> None:
    written = write_report(report(), "json")
    path = tmp_path / "r.json"
    path.write_text(written, encoding="utf-8")
    assert write_report(read_report(path), "json") == written
    assert written.endswith("}\n")
    assert "“" in written


def test_numbers_are_plain() -> None:
    claims = json.loads(write_report(report(), "json"))["claims"]
    assert claims[0]["quantity"]["value"] == 4_250_000_000
    assert claims[2]["verdict"]["computed"]["value"] == -3.8
    assert list(claims[0])[:3] == ["id", "kind", "anchor"]


def broken(change: str) -> str:
    data = json.loads(write_report(report(), "json"))
    if change == "span":
        data["claims"][0]["anchor"]["start"] += 1
        data["claims"][0]["anchor"]["end"] += 1
    elif change == "kind":
        data["claims"][1]["kind"] = "guess"
    elif change == "extra":
        data["surprise"] = 1
    elif change == "reason":
        data["claims"][0]["verdict"]["reason"] = "not_first"
    return json.dumps(data)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not a report"),
        ("{", "not a report"),
        ("[]", "not a report"),
        ("{}", "generator"),
        (broken("kind"), "claims.1.kind"),
        (broken("extra"), "surprise"),
        (broken("reason"), "not_first"),
        (broken("span"), "anchor of c1"),
    ],
)
def test_what_is_no_report(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read_report(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no such file"):
        read_report(tmp_path / "none.json")
    with pytest.raises(ReportError, match="cannot be read"):
        read_report(tmp_path)
