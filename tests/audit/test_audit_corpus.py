import csv
import re
from datetime import date
from html.parser import HTMLParser

import duckdb
import pyarrow.parquet as pq
import pytest

from factcheck.audit import audit_corpus, wilson
from factcheck.errors import ReportError
from factcheck.reports.tabular import write_claims

BASE = {
    "article_id": "a1",
    "claim_id": "c1",
    "outlet": "Daily",
    "author": "Ann",
    "published": date(2025, 3, 1),
    "kind": "level",
    "label": "supported",
    "reason": "value_matches",
    "indicator": "Exports",
    "area": "CHN",
    "period": "2024",
    "value": 5.0,
    "unit": "percent",
    "confidence": 0.9,
    "quote": "Exports grew 5 percent",
    "explanation": "as published",
    "diagnoses": [],
    "evidence": [],
}


def claim(**changes):
    return {**BASE, **changes}


def corpus(folder, rows, facts='{"status": "finished", "counts": {"articles": 9, "failed": 2}}'):
    write_claims(folder / "claims.parquet", rows)
    (folder / "run.json").write_text(facts)
    return folder


def table(result, name):
    found = result.tables[name]
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


ROWS = [
    claim(),
    claim(claim_id="c2", label="refuted", reason="value_differs", diagnoses=["scale", "sign"]),
    claim(article_id="a2", outlet="Post", author=None, label="refuted", reason="rank_differs",
          diagnoses=["scale"], kind="rank"),
    claim(article_id="a3", outlet="Post", published=None, indicator="exports"),
    claim(article_id="a3", claim_id="c2", label="not_enough_evidence", indicator="Nickel ore",
          reason="no_matching_series", value=9.0),
    claim(article_id="a4", label="not_enough_evidence", indicator="nickel ore", area="IDN",
          reason="no_matching_series", value=8.0),
    claim(article_id="a4", claim_id="c2", label="not_enough_evidence", indicator="tea",
          reason="no_matching_series", value=7.0),
    claim(article_id="a4", claim_id="c3", label="not_enough_evidence", reason="not_asserted"),
]  # fmt: skip


def test_counts_by_group_and_error_rate(tmp_path):
    result = audit_corpus(corpus(tmp_path, ROWS))
    assert (result.claims, result.articles) == (8, 9)
    assert result.labels == {"supported": 2, "refuted": 2, "not_enough_evidence": 4}
    daily, post = table(result, "by_outlet")
    assert (daily["outlet"], daily["claims"], daily["refuted"]) == ("Daily", 6, 1)
    assert daily["error_rate"] == 0.5
    assert daily["rate_low"] < 0.5 < daily["rate_high"]
    assert (post["articles"], post["supported"]) == (2, 1)
    assert {r["author"]: r["claims"] for r in table(result, "by_author")} == {"Ann": 7, None: 1}
    months = [r["month"] for r in table(result, "by_month")]
    assert months == ["2025-03", None]
    nickel = next(r for r in table(result, "by_indicator") if r["indicator"] == "nickel ore")
    assert nickel["claims"] == 2
    assert nickel["error_rate"] is None


def test_refuted_by_diagnosis(tmp_path):
    rows = table(audit_corpus(corpus(tmp_path, ROWS)), "diagnoses")
    assert [(r["diagnosis"], r["claims"], r["articles"]) for r in rows] == [
        ("scale", 2, 2),
        ("sign", 1, 1),
    ]


def test_same_claim_across_outlets(tmp_path):
    (row,) = table(audit_corpus(corpus(tmp_path, ROWS)), "repeated")
    assert (row["indicator"], row["outlets"], row["articles"]) == ("exports", 2, 3)
    assert row["labels"] == "not_enough_evidence, refuted, supported"


def test_missing_tables_are_ranked_by_demand(tmp_path):
    rows = table(audit_corpus(corpus(tmp_path, ROWS)), "unmatched")
    assert [(r["indicator"], r["articles"], r["areas"]) for r in rows] == [
        ("nickel ore", 2, 2),
        ("tea", 1, 1),
    ]


def test_every_table_is_there_as_csv_and_parquet(tmp_path):
    result = audit_corpus(corpus(tmp_path, ROWS))
    for name, found in result.tables.items():
        with (result.folder / f"{name}.csv").open(newline="") as stream:
            assert len(list(csv.reader(stream))) == len(found.rows) + 1
        assert pq.read_table(result.folder / f"{name}.parquet").num_rows == len(found.rows)


def test_same_corpus_same_bytes(tmp_path):
    one = audit_corpus(corpus(tmp_path, ROWS)).folder
    before = {p.name: p.read_bytes() for p in one.iterdir()}
    audit_corpus(tmp_path)
    assert before == {p.name: p.read_bytes() for p in one.iterdir()}


def test_shards_are_read_together(tmp_path):
    corpus(tmp_path, [])
    (tmp_path / "claims.parquet").unlink()
    write_claims(tmp_path / "claims.1-of-2.parquet", ROWS[:3])
    write_claims(tmp_path / "claims.2-of-2.parquet", ROWS[3:])
    assert audit_corpus(tmp_path).claims == 8


def test_empty_corpus_has_a_page(tmp_path):
    result = audit_corpus(corpus(tmp_path, []))
    assert result.claims == 0
    assert "Nothing to show" in result.page.read_text()


def test_missing_and_broken_table_are_named(tmp_path):
    with pytest.raises(ReportError, match="factcheck batch"):
        audit_corpus(tmp_path)
    (tmp_path / "claims.parquet").write_bytes(b"no table")
    with pytest.raises(ReportError, match="no table of claims"):
        audit_corpus(tmp_path)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP VIEW claims; --",
    "</title><svg onload=alert(1)>",
    "</text></svg><script>1</script>",
    "javascript:alert(1)",
    '=HYPERLINK("http://x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "\t=1+1",
    "＝1+1",
    "read_parquet('/etc/passwd')",
    '" UNION SELECT 1 --',
]


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.names, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text(payload, tmp_path):
    fields = ("article_id", "outlet", "author", "indicator", "area", "quote", "explanation")
    hostile = claim(
        label="refuted", reason=payload, diagnoses=[payload], **dict.fromkeys(fields, payload)
    )
    result = audit_corpus(corpus(tmp_path, [hostile, {**hostile, "outlet": payload + "2"}]))
    assert table(result, "by_author")[0]["author"] == payload
    page = Elements()
    page.feed(result.page.read_text())
    assert page.names.isdisjoint({"script", "img", "iframe"})
    assert not any(name.startswith("on") for name in page.attributes)
    for path in result.folder.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    assert not re.match(r"\s*[=+@＝＋－＠]", cell)


def test_page_asks_nothing_of_the_network(tmp_path):
    page = audit_corpus(corpus(tmp_path, ROWS)).page.read_text()
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href|url)\s*=\s*[\"']?(?:https?:)?//", page)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Newcombe 1998, Statistics in Medicine 17, table I: score method
        (15, 148, 0.0624, 0.1605),
        (81, 263, 0.2553, 0.3662),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_published_intervals(hits, trials, low, high):
    assert wilson(hits, trials) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_nothing_looked_at_has_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.slow
def test_a_million_claims_in_seconds(tmp_path):
    with duckdb.connect() as connection:
        write_claims(tmp_path / "small.parquet", ROWS)
        connection.read_parquet(str(tmp_path / "small.parquet")).create_view("small")
        connection.execute(
            """CREATE TABLE many AS SELECT small.* REPLACE (
                   'a' || (i % 60000) AS article_id, 'outlet ' || (i % 900) AS outlet)
               FROM small, range(125000) t(i)"""
        )
        connection.table("many").write_parquet(str(tmp_path / "claims.parquet"))
    (tmp_path / "run.json").write_text('{"status": "running"}')
    assert audit_corpus(tmp_path).claims == 1_000_000
