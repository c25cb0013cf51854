import csv
import io
import json
from html.parser import HTMLParser

import pytest
from review_browser import Browser, make_out
from sqlalchemy.exc import IntegrityError
from stub_checker import make_stub

from factcheck.batch import run_batch
from factcheck.settings import Settings
from factcheck.web.filters import Filter


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.links, self.ids, self.labels = [], [], [], [], set()
        self.inputs = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "a":
            self.links.append(values.get("href", ""))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "label" and "for" in values:
            self.labels.add(values["for"])
        if tag in ("input", "select", "textarea") and values.get("type") not in (
            "hidden",
            "radio",
        ):
            self.inputs.append(values.get("id"))


def test_queue_shows_the_gravest_first(browser):
    page = browser.get("/").text
    assert "12 claims" in page
    assert page.index("refuted</span>") < page.index("supported</span>")
    first = next(x for x in Page(page).links if x.startswith("/articles/"))
    assert browser.get(first).status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("label=refuted", 4),
        ("kind=rank", 0),
        ("outlet=Daily", 6),
        ("outlet=Daily&label=refuted", 2),
        ("indicator=exports", 12),
        ("state=open", 12),
        ("q=title+3", 3),
        ("q=%22+%2A%28", 12),
        ("q=%22+OR+%2A%28", 0),
        ("q=title+NOT+3", 0),
        ("label=%27+OR+1%3D1+--", 0),
        ("page=99", 12),
        ("page=-1", 12),
        ("page=x", 12),
    ],
)
def test_facets_and_search_narrow_the_queue(query, count, browser):
    page = browser.get(f"/?{query}")
    assert page.status_code == 200
    assert f"{count} claim" in page.text


def test_facet_counts_leave_out_their_own_choice(browser):
    _, facets, _ = browser.app.state.desk.store.look(Filter((("label", "refuted"),)))
    assert facets["label"] == [("not_enough_evidence", 4), ("refuted", 4), ("supported", 4)]
    assert facets["outlet"] == [("Daily", 2), ("Post", 2)]
    assert sum(n for _, n in facets["kind"]) == 4


def test_queue_has_pages(tmp_path):
    rows = [{"id": f"p{i}", "text": f"Sales grew {i} percent."} for i in range(120)]
    browser = Browser(make_out(tmp_path, rows))
    one, two, three = (browser.get(f"/?page={n}").text for n in (1, 2, 3))
    assert [p.count('class="card') for p in (one, two, three)] == [50, 50, 20]
    seen = {x for p in (one, two, three) for x in Page(p).links if "/claims/" in x}
    assert len({x.split("?")[0] for x in seen}) == 120
    assert 'href="/?page=3"' in two


def test_article_page_marks_the_text(browser):
    page = browser.get("/articles/a2").text
    assert 'class="mark refuted"' in page
    assert 'href="#c1"' in page
    assert "The table has 7." in page
    assert "/articles/a2/claims/c1" in page


def test_claim_page_has_a_permanent_address(browser):
    page = browser.get("/articles/a2/claims/c1")
    assert page.status_code == 200
    assert "office" in page.text or "exports" in page.text
    assert "https://example.org/yearbook" in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/articles/none",
        "/articles/a2/claims/c99",
        "/articles/..%2F..%2Fetc%2Fpasswd",
        "/articles/%2e%2e",
        "/articles/..%5c..%5cx",
        "/articles/.hidden",
        "/articles/a2%00",
        "/articles/%252e%252e%252frun",
        "/articles/" + "x" * 3000,
        "/static/review.sql",
        "/static/..%2Fschema.sql",
        "/nothing",
    ],
)
def test_what_is_not_there_is_not_found(path, browser, out):
    (out.parent / "run.json").write_text('{"secret": 1}')
    page = browser.get(path)
    assert page.status_code == 404
    assert "secret" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_hostile_ids_have_addresses(tmp_path):
    ids = ["../up", "a/b", "a b", "100%", "名前", "..", "x?y#z", "<b>"]
    rows = [{"id": x, "text": f"Sales of {i} grew {i} percent."} for i, x in enumerate(ids)]
    browser = Browser(make_out(tmp_path, rows))
    links = {x.split("?")[0] for x in Page(browser.get("/").text).links if "/claims/" in x}
    assert len(links) == 16
    assert {browser.get(x).status_code for x in links} == {200}


@pytest.mark.parametrize(
    ("fields", "action", "label"),
    [
        ({"action": "accept"}, "accept", "refuted"),
        ({"action": "correct", "label": "supported"}, "correct", "supported"),
        ({"action": "reject", "label": "supported"}, "reject", None),
    ],
)
def test_judgement_keeps_machine_and_person(fields, action, label, browser):
    answer = browser.judge("a2", "c1", note="seen\nin print", **fields)
    assert answer.status_code == 303
    (row,) = browser.rows("SELECT * FROM judgements")
    assert (row["action"], row["label"], row["machine_label"]) == (action, label, "refuted")
    assert row["machine_reason"] == "value_differs"
    assert row["note"] == "seen\nin print"
    assert row["quote"] == "2"
    page = browser.get("/articles/a2/claims/c1").text
    assert "Now: <strong>" in page


def test_correction_keeps_the_reading(browser):
    browser.judge("a2", "c1", action="correct", label="supported", reading_period=" 2023 ")
    (row,) = browser.rows("SELECT reading FROM judgements")
    assert json.loads(row["reading"]) == {"period": "2023"}


def test_saving_goes_on_to_the_next_open_claim(browser):
    fields = browser.fields("/articles/a1/claims/c2?label=refuted")
    assert fields["queue"] == "label=refuted"
    first = browser.client.post(
        "/articles/a1/claims/c2/judgements", data={**fields, "action": "accept"}
    )
    address = first.headers["location"]
    assert address.startswith("/articles/")
    assert "label=refuted" in address
    assert not address.startswith("/articles/a1/claims/c2")
    page = browser.get(address).text
    assert "Recorded: accept" in page


def test_when_all_are_judged_the_queue_comes_back(tmp_path):
    browser = Browser(make_out(tmp_path, [{"id": "a", "text": "Sales grew 5 percent."}]))
    address = browser.judge("a", "c1", action="accept").headers["location"]
    assert address.startswith("/?done=")
    assert "Recorded" in browser.get(address).text


def test_undo_keeps_both_and_brings_back_the_one_before(browser):
    page = "/articles/a2/claims/c1"
    browser.judge("a2", "c1", action="accept")
    browser.judge("a2", "c1", action="reject")
    assert browser.post(page, f"{page}/undo").status_code == 303
    (now,) = browser.rows("SELECT action FROM current_judgements")
    assert now["action"] == "accept"
    browser.post(page, f"{page}/undo")
    assert browser.rows("SELECT * FROM current_judgements") == []
    browser.post(page, f"{page}/undo")
    log = [r["action"] for r in browser.rows("SELECT action FROM judgements ORDER BY id")]
    assert log == ["accept", "reject", "undo", "undo"]
    assert "taken back" in browser.get(page).text


@pytest.mark.parametrize("change", ["UPDATE judgements SET note = 'x'", "DELETE FROM judgements"])
def test_log_can_only_grow(change, browser):
    browser.judge("a2", "c1", action="accept")
    with pytest.raises(IntegrityError, match="never"), browser.db.writing() as db:
        db.exec_driver_sql(change)


def test_judging_an_overtaken_page_is_refused(browser):
    page = "/articles/a2/claims/c1"
    stale = browser.fields(page)
    browser.judge("a2", "c1", action="accept")
    answer = browser.client.post(f"{page}/judgements", data={**stale, "action": "reject"})
    assert answer.status_code == 409
    assert len(browser.rows("SELECT * FROM judgements")) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"action": "undo"},
        {"action": "correct", "label": "nonsense"},
        {"action": "accept", "note": "x" * 5001},
        {"action": "correct", "label": "supported", "reading_unit": "x" * 301},
    ],
)
def test_judgement_that_cannot_be_meant_is_refused(fields, browser):
    assert browser.judge("a2", "c1", **fields).status_code == 400
    assert browser.rows("SELECT * FROM judgements") == []


def test_state_facet_and_export(browser):
    browser.judge("a2", "c1", action="correct", label="supported", note="=1+1")
    assert "1 claim<" in browser.get("/?state=correct").text
    sheet = browser.get("/export/claims.csv?state=correct")
    assert sheet.headers["content-disposition"] == 'attachment; filename="claims.csv"'
    (row,) = csv.DictReader(io.StringIO(sheet.text))
    assert (row["label"], row["human_label"], row["note"]) == ("refuted", "supported", "'=1+1")
    lines = browser.get("/export/claims.jsonl").text.splitlines()
    assert len(lines) == 12
    assert sum(json.loads(x)["action"] == "correct" for x in lines) == 1


def test_pasted_text_is_checked_at_once(browser, out):
    answer = browser.post(
        "/check",
        "/check",
        text="Output grew 2 percent.\r\nIt was 4 before.",
        title="Mine",
        published="2026-02-06",
    )
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"])
    assert "Output grew" in page.text
    assert "14 claims" in browser.get("/").text
    assert "2 claims" in browser.get("/?q=mine").text
    (kept,) = (out / "pasted").glob("*.json")
    report = json.loads(kept.read_text())
    assert report["article"]["text"] == "Output grew 2 percent.\nIt was 4 before."
    browser.post(
        "/check",
        "/check",
        text="Output grew 2 percent.\r\nIt was 4 before.",
        title="Mine",
        published="2026-02-06",
    )
    assert "14 claims" in browser.get("/").text
    assert not list((out / "reports").glob("pasted*"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "mpty"),
        ({"text": "Up 3%.", "published": "soon"}, "no date"),
        ({"text": "x" * 1_000_001}, "at most"),
    ],
)
def test_text_that_cannot_be_checked_comes_back(fields, words, browser):
    answer = browser.post("/check", "/check", **{"title": "Kept", **fields})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Kept"' in answer.text


def test_new_batch_shows_in_the_queue_and_judgements_stay(out, browser):
    browser.judge("a2", "c1", action="accept")
    browser.judge("a3", "c1", action="accept")
    source = out.parent / "in.jsonl"
    rows = [json.loads(x) for x in source.read_text().splitlines()][:3]
    rows[2]["text"] = "Exports grew 33 percent."
    source.write_text("".join(json.dumps(r) + "\n" for r in rows))
    run_batch(source, out, Settings(use_default_tables=False), make_checker=make_stub)
    again = Browser(out)
    assert "5 claims" in again.get("/").text
    assert "1 claim<" in again.get("/?state=accept").text
    assert "made on “3”" in again.get("/articles/a3/claims/c1").text


def test_empty_folder_has_an_empty_queue(tmp_path):
    browser = Browser(tmp_path)
    assert "No claim fits" in browser.get("/").text


def test_every_field_has_a_label_and_ids_are_unique(browser):
    for path in ("/", "/check", "/articles/a2", "/articles/a2/claims/c1"):
        page = Page(browser.get(path).text)
        assert len(page.ids) == len(set(page.ids)), path
        assert set(page.inputs) <= page.labels, path
        assert "main" in page.ids


def test_pages_load_nothing_from_elsewhere(browser):
    for path in ("/", "/check", "/articles/a2", "/articles/a2/claims/c1"):
        loaded = [
            v
            for k, v in Page(browser.get(path).text).attributes
            if k in ("src", "srcset", "action", "data") or (k == "href" and "static" in v)
        ]
        assert all(x.startswith("/") and not x.startswith("//") for x in loaded)
    assert browser.get("/static/review.css").headers["content-type"].startswith("text/css")
    assert "url(" not in browser.get("/static/report.css").text


def test_a_search_is_made_again_when_there_are_other_claims(browser):
    assert "0 claims" in browser.get("/?q=zinc").text
    browser.post("/check", "/check", text="Zinc grew 2 percent.", title="On zinc")
    assert "1 claim<" in browser.get("/?q=zinc").text


def test_the_corpus_leads_to_its_claims(browser):
    links = {x for x in Page(browser.get("/audit").text).links if "/claims/" in x}
    assert len(links) == 4
    assert {browser.get(x).status_code for x in links} == {200}


def test_no_page_waits_while_a_text_is_checked(browser):
    with browser.app.state.desk._checking:
        for path in ("/", "/articles/a2", "/articles/a2/claims/c1", "/audit", "/check"):
            assert browser.get(path).status_code == 200
        assert browser.judge("a2", "c1", action="accept").status_code == 303
