import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from review_browser import Browser, make_out

from factcheck.web.app import ROUTES

JUDGE = "/articles/a2/claims/c1/judgements"
PAGE = "/articles/a2/claims/c1"


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"]
)
def test_names_of_this_machine_are_answered(host, out):
    assert Browser(out, port=8000).get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "localhost.evil.example:8000",
        "127.0.0.1.nip.io:8000",
        "localhost:9000",
        "localhost",
        "0.0.0.0:8000",
        "2130706433:8000",
        "[::ffff:127.0.0.1]:8000",
        "192.168.1.5:8000",
        "localhost:8000@evil.example",
        "localhost:8000, evil.example",
        "localhost :8000",
        "",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_names_are_refused(host, method, out):
    answer = Browser(out, port=8000).client.request(method, "/", headers={"host": host})
    assert answer.status_code == 400
    assert "claim" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9000"},
        {"origin": "http://localhost.evil.example:8000"},
        {"origin": "file://localhost:8000"},
        {"origin": "http://[::1"},
        {"origin": "http://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://localhost:8000", "sec-fetch-site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", [JUDGE, f"{PAGE}/undo", "/check", "/people", "/sign-out"])
def test_writes_from_other_sites_are_refused(headers, path, browser):
    form = "/check" if path == "/check" else PAGE
    answer = browser.post(form, path, headers=headers, action="accept", text="Up 3 percent.")
    assert answer.status_code == 403
    assert browser.rows("SELECT * FROM judgements") == []
    assert browser.rows("SELECT * FROM claims WHERE source = 'pasted'") == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://localhost:8000"}, {"sec-fetch-site": "same-origin"}],
)
def test_writes_from_this_page_are_kept(headers, browser):
    assert browser.post(PAGE, JUDGE, headers=headers, action="accept").status_code == 303
    assert len(browser.rows("SELECT * FROM judgements")) == 1


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "é"])
def test_form_without_its_token_is_refused(token, browser):
    assert browser.post(PAGE, JUDGE, action="accept", token=token).status_code == 403
    assert browser.rows("SELECT * FROM judgements") == []


def test_token_of_another_browser_is_refused(browser):
    token = browser.fields(PAGE)["token"]
    browser.client.cookies.clear()
    data = {"action": "accept", "token": token}
    assert browser.client.post(JUDGE, data=data).status_code == 403


def test_token_of_another_process_is_refused(browser, out):
    other = Browser(out)
    other.get("/")
    browser.client.cookies.update(other.client.cookies)
    fields = other.fields(PAGE)
    assert browser.client.post(JUDGE, data={**fields, "action": "accept"}).status_code == 403


def test_cookie_is_kept_from_scripts_and_other_sites(browser):
    cookie = browser.get("/").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(method, browser):
    assert browser.client.request(method, PAGE).status_code == 405


def test_judging_by_get_is_refused(browser):
    assert browser.get(f"{JUDGE}?action=accept").status_code == 405
    assert browser.rows("SELECT * FROM judgements") == []


def test_large_bodies_are_refused(browser):
    answer = browser.client.post("/check", content=b"x" * 2_000_001)
    assert answer.status_code == 413


def test_bodies_of_unknown_length_are_refused(browser):
    answer = browser.client.post("/check", content=iter([b"text=a"]))
    assert answer.status_code == 411


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "text/plain"]
)
def test_forms_of_other_kinds_are_refused(kind, browser):
    answer = browser.client.post(JUDGE, content=b"action=accept", headers={"content-type": kind})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/check", "/articles/a2", PAGE, "/series", "/audit", "/people", "/sign-in"),
        *("/static/review.css", "/static/review.js", "/static/htmx.min.js", "/nothing"),
        *("/export/claims.csv", "/export/claims.jsonl", "/export/claimreview.json"),
        *("/export/readings.jsonl", f"{PAGE}/judgements", "/sign-out", "/?done=1", "/?page=x"),
    ],
)
def test_every_answer_has_the_policy(path, browser):
    headers = browser.get(path).headers
    policy = headers["content-security-policy"]
    for part in (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    # no-referrer would turn the Origin of our own forms into null
    assert headers["referrer-policy"] == "same-origin"


def test_fault_of_ours_tells_nothing_and_has_the_policy(browser, monkeypatch):
    monkeypatch.setattr(browser.app.state.desk, "article", None)
    answer = browser.get("/articles/a2")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '" autofocus onfocus="alert(1)',
    "{{ 7 * 7 }}",
    "{% import os %}",
    "<!--<script>",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "\u202etxt.exe",
    "<math><mtext></mtext><style><img src=x onerror=alert(1)></style></math>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<form action=//evil.example><button>x",
    "</blockquote></article></section><script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    "data:text/html,<script>alert(1)</script>",
    "&#x6a;avascript:alert(1)",
    "<a hx-get=//evil.example hx-trigger=load>",
    "<div data-hx-on:load='alert(1)'>",
    "\\u003cscript\\u003ealert(1)",
    "${alert(1)}`",
    '<img src=1 href=1 onerror="javascript:alert(1)">',
]


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "script" and values.get("src", "").startswith("/static/"):
            return
        if tag in {"script", "img", "iframe", "base", "math", "style", "object", "embed"}:
            self.found.add(tag)
        if tag == "meta" and "http-equiv" in values:
            self.found.add("meta")
        for name, value in attrs:
            if name.startswith("on") or name in ("autofocus", "srcdoc", "hx-trigger"):
                self.found.add(name)
            if name.startswith(("data-hx", "hx-on")) or "evil.example" in (value or "")[:9]:
                self.found.add(name)
            if name in ("href", "action", "src") and "script:" in (value or ""):
                self.found.add("address")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(payload, tmp_path):
    row = {
        "id": "h1",
        "text": f"Exports {payload} grew 2 percent.",
        "title": payload,
        "outlet": payload,
        "author": payload,
        "url": payload,
    }
    browser = Browser(make_out(tmp_path, [row]), reviewer=payload)
    readings = ("series", "indicator", "area", "period", "value", "unit")
    note = {"note": payload, **{f"reading_{name}": payload for name in readings}}
    number = len(browser.rows("SELECT * FROM claims WHERE label = 'refuted'"))
    assert number
    claim = browser.rows("SELECT claim_id FROM claims WHERE label = 'refuted'")[0]["claim_id"]
    for fields in ({"action": "correct", "label": "supported"}, {"action": "accept"}):
        assert browser.judge("h1", claim, **fields, **note).status_code == 303
    pages = [
        browser.get("/"),
        browser.get("/", params={"outlet": payload, "q": payload, "label": payload}),
        browser.get("/?done=1"),
        browser.get("/articles/h1"),
        browser.get(f"/articles/h1/claims/{claim}"),
        browser.get(f"/articles/h1/claims/{claim}", params={"q": payload, "done": "1"}),
        browser.post("/check", "/check", text="", title=payload, published=payload, outlet=payload),
        browser.get("/articles/" + payload.replace("/", "%2F")),
        browser.get(f"/articles/h1/claims/{claim}", params={"find": payload, **note}),
        browser.get(f"/articles/h1/claims/{payload.replace('/', '%2F')}"),
        browser.get("/series", params={"q": payload}),
        browser.get("/series", params={"key": payload, "area": payload, "vintage": payload}),
        browser.get("/audit"),
        browser.judge("h1", claim, action=payload, label=payload, **note),
        browser.judge("h1", claim, action="correct", label=payload, queue=payload, **note),
        browser.judge("h1", claim, action="accept", seen="999", note=payload),
        browser.post("/people", "/people", action="add", name=payload, role=payload),
        browser.post("/people", "/people", action="remove", name=payload),
        browser.get("/sign-in", params={"next": payload}),
        browser.post("/sign-in", "/sign-in", name=payload, password=payload, next=payload),
        browser.get("/people"),
    ]
    for page in pages:
        assert page.status_code in (200, 303, 400, 401, 404, 409, 422)
        assert Elements(page.text).found == set()
        # what a person typed comes back as it was typed, in the field that it was typed in
        shown = re.sub(r'value="[^"]*"|<textarea.*?</textarea>', "", page.text, flags=re.DOTALL)
        assert "\u202e" not in shown
        assert ">49<" not in shown


def test_hostile_quote_stays_text(browser):
    with browser.db.writing() as db:
        db.exec_driver_sql(
            "UPDATE claims SET quote = ?, indicator = ?, topic = ?, kind = ?, area = ?, period = ?",
            ("<script>1</script>",) * 6,
        )
    assert Elements(browser.get("/").text).found == set()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_does_nothing_in_what_is_exported(payload, tmp_path):
    row = {"id": "h1", "text": f"Exports {payload} grew 2 percent.", "title": payload}
    browser = Browser(make_out(tmp_path, [row | {"url": payload, "outlet": payload}]))
    claims = browser.rows("SELECT claim_id FROM claims WHERE label = 'refuted'")
    for claim in claims:
        browser.judge("h1", claim["claim_id"], action="accept", note=payload)
    for name, kind in (
        ("claims.csv", "text/csv; charset=utf-8"),
        ("claims.jsonl", "application/x-ndjson"),
        ("claimreview.json", "application/ld+json"),
        ("readings.jsonl", "application/x-ndjson"),
    ):
        answer = browser.get(f"/export/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["x-content-type-options"] == "nosniff"
    graph = json.loads(browser.get("/export/claimreview.json").text)["@graph"]
    assert len(graph) == len(claims)
    assert "javascript:" not in str([i["itemReviewed"]["appearance"].get("url") for i in graph])


CELLS = ["=1+1", "+1+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", " =1", "＝1+1"]


@pytest.mark.parametrize("text", CELLS)
def test_a_spreadsheet_runs_nothing_of_a_note(text, browser):
    browser.judge("a2", "c1", action="accept", note=f"{text}")
    sheet = browser.get("/export/claims.csv?state=accept").text
    (row,) = csv.DictReader(io.StringIO(sheet))
    assert row["note"].lstrip()[:1] not in ("=", "+", "@", "-")


def test_every_route_is_looked_at():
    """A new route is added to the tests of guards and roles, or this fails."""
    assert sorted({(r.path, *sorted(r.methods - {"HEAD"})) for r in ROUTES}) == [
        ("/", "GET"),
        ("/articles/{slug}", "GET"),
        ("/articles/{slug}/claims/{claim}", "GET"),
        ("/articles/{slug}/claims/{claim}/judgements", "POST"),
        ("/articles/{slug}/claims/{claim}/undo", "POST"),
        ("/audit", "GET"),
        ("/check", "GET"),
        ("/check", "POST"),
        ("/export/claimreview.json", "GET"),
        ("/export/claims.csv", "GET"),
        ("/export/claims.jsonl", "GET"),
        ("/export/readings.jsonl", "GET"),
        ("/people", "GET"),
        ("/people", "POST"),
        ("/series", "GET"),
        ("/sign-in", "GET"),
        ("/sign-in", "POST"),
        ("/sign-out", "POST"),
        ("/static/{name}", "GET"),
    ]
