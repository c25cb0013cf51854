"""The other formats: what they say, and what they never let through."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sample import IMPORTS, LEVEL, TEXT, report

from factcheck.errors import ReportError, UnknownFormat
from factcheck.records import Article, Report, Span
from factcheck.reports import FORMATS, explain_claim, write_report
from factcheck.reports.sheet import safe_cell
from factcheck.reports.wording import figure


@pytest.mark.parametrize("name", FORMATS)
def test_same_report_same_text(name: str) -> None:
    assert write_report(report(), name) == write_report(report(), name)
    empty = report(claims=(), tables=(), notes=())
    assert bool(write_report(empty, name)) == (name != "lines")


def test_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UnknownFormat, match="did you mean html"):
        write_report(report(), "htm")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_terminal_marks_claims_in_the_text() -> None:
    text = write_report(report(), "terminal")
    assert "4.25 billion crowns[c1✓]" in text
    assert "✗ c3 refuted: 3.8%" in text
    assert "4 claims: 1 refuted, 1 conflicting, 1 not enough evidence, 1 supported" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 72, 100])
def test_terminal_keeps_to_its_width(width: int) -> None:
    colored = write_report(report(), "terminal", color=True, width=width)
    assert plain(colored) == write_report(report(), "terminal", width=width)
    assert max(map(len, plain(colored).splitlines())) <= width


def test_a_text_cannot_steer_the_terminal() -> None:
    text = TEXT + "\x1b]0;owned\x07\x1b[2J\x9b31m"
    hostile = report(article=Article(id="x", text=text, title="\x1b[2Jtitle"))
    for name in ("terminal", "md", "html"):
        written = write_report(hostile, name)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", written)


def test_explain_shows_everything() -> None:
    text = explain_claim(report(), "c2")
    for part in (
        "vintages disagree",
        "basis: on the year before",
        "vintage 2025-09-01",
        "first print",
    ):
        assert part in " ".join(text.split())
    assert "claimed: up 6.2%" in text
    assert "+0.8" in explain_claim(report(), "C1")


def test_explain_unknown_claim() -> None:
    with pytest.raises(ReportError, match="no claim 'c9'; it has c1 to c4"):
        explain_claim(report(), "c9")
    with pytest.raises(ReportError, match="no claims"):
        explain_claim(report(claims=()), "c1")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (45_470_000_000_000, "CNY", "45.47 trillion CNY"),
        (3.8, "percent", "3.8%"),
        (-3.8, "percent", "−3.8%"),
        (0.2, "percentage_point", "0.2 percentage points"),
        (2, "ratio", "2 times"),
        (49_400, "count", "49,400"),
        (1_200_000, "count", "1.2 million"),
        (50.1, "index_point", "50.1 points"),
        (0, "t", "0 t"),
        (12, None, "12"),
        (9, "year", "9 years"),
        (1, "month", "1 month"),
    ],
)
def test_figures(value: float, unit: str | None, words: str) -> None:
    assert figure(value, unit) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("|calc", "'|calc"),
        ("-", "'-"),
        ("--1", "'--1"),
        ("-1-1", "'-1-1"),
        ("−3.8% of all", "'−3.8% of all"),
        ("-3.8", "-3.8"),
        ("−3.8", "−3.8"),
        ("+6.2%", "+6.2%"),
        ("-1,234,567.8", "-1,234,567.8"),
        ("-1e5", "-1e5"),
        ("up 3%", "up 3%"),
        (-3.8, "-3.8"),
        (4.25e12, "4250000000000"),
        (1e-7, "0.0000001"),
        (None, ""),
        (True, "true"),
        (["a", "b"], "a; b"),
    ],
)
def test_cells_of_a_sheet(value: object, written: str) -> None:
    assert safe_cell(value) == written


def test_csv_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(write_report(report(), "csv"))))
    assert [row["label"] for row in rows] == [
        "supported",
        "conflicting",
        "refuted",
        "not_enough_evidence",
    ]
    assert rows[2]["computed"] == "-3.8"
    assert rows[2]["value"] == "3.8"


def retold(text: str, quote: str) -> Report:
    """A report of another text, of which `quote` is the one claim."""
    start = text.index(quote)
    span = Span.of(text, start, start + len(quote))
    verdict = IMPORTS.verdict.model_copy(update={"explanation": quote, "formula": quote})
    claim = IMPORTS.model_copy(update={"anchor": span, "quote": span, "verdict": verdict})
    return report(article=Article(id="x", text=text, title=text, outlet=text), claims=(claim,))


@pytest.mark.parametrize(
    "quote", ["[a](javascript:alert(1))", "<img src=x>", "# head", "1. one", "- x", "`a`"]
)
def test_markdown_lets_no_markup_through(quote: str) -> None:
    written = write_report(retold(f"It is {quote} so", quote), "md")
    assert "[a](" not in written
    assert "<img" not in written
    assert f"> {quote}\n" not in written


def test_markdown_links_only_to_the_web() -> None:
    evidence = (
        IMPORTS.verdict.evidence[0].model_copy(update={"source_url": "javascript:alert(1)"}),
    )
    verdict = IMPORTS.verdict.model_copy(update={"evidence": evidence})
    claim = IMPORTS.model_copy(update={"verdict": verdict})
    assert "javascript" not in write_report(report(claims=(claim,)), "md")


def test_sarif() -> None:
    run = json.loads(write_report(report(), "sarif"))["runs"][0]
    assert [r["kind"] for r in run["results"]] == ["pass", "review", "fail", "open"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    line = TEXT.splitlines()[region["startLine"] - 1]
    exact = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert exact == LEVEL.anchor.exact
    ids = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {r["ruleId"] for r in run["results"]} <= ids


def test_sarif_fingerprint_survives_a_moved_line() -> None:
    def fingerprints(text: str) -> list[str]:
        quote = "Imports fell by 3.8%"
        run = json.loads(write_report(retold(text, quote), "sarif"))["runs"][0]
        return [r["partialFingerprints"]["claim/v1"] for r in run["results"]]

    assert fingerprints(TEXT) == fingerprints("New first line.\n\n" + TEXT)


def test_annotations_point_into_the_text() -> None:
    items = json.loads(write_report(report(), "annotations"))["items"]
    assert len(items) == 4
    for item in items:
        quote, place = item["target"]["selector"]
        assert TEXT[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT


def test_claimreview_is_of_settled_claims_and_short() -> None:
    graph = json.loads(write_report(report(), "claimreview"))["@graph"]
    assert [g["reviewRating"]["alternateName"] for g in graph] == [
        "supported",
        "conflicting",
        "refuted",
    ]
    assert all(len(g["claimReviewed"]) <= 75 for g in graph)


def test_notebooks_show_the_page_in_a_frame() -> None:
    shown = report()._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "<script" not in shown
    assert shown.count("<") == 2


def test_data_frame_has_a_row_a_claim() -> None:
    frame = report().to_dataframe()
    assert list(frame["label"]) == [c.verdict.label for c in report().claims]
    assert frame.loc[2, "computed_value"] == -3.8
