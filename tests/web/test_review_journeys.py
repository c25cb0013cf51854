"""What a fact-checker does, in a real Chromium: with scripts, without, and with keys alone."""

import csv
import json
import re

import pytest
from live_page import served
from playwright.sync_api import expect

from factcheck.pipeline import Checker
from factcheck.settings import Settings

SERIES = "gacc/goods_trade#goods_exports.cny.a"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def saved(page, link):
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.path().read_text("utf-8")


def log_of(app):
    rows = app.state.desk.store.db.rows("SELECT * FROM judgements ORDER BY id")
    return [(r["reviewer"], r["slug"], r["claim_id"], r["action"], r["label"]) for r in rows]


def recompute(page):
    """Reads the claim of `abroad` as exports of goods in yuan in 2025."""
    page.get_by_label("Find a series").fill("exports of goods")
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("Series", exact=True).select_option(SERIES)
    page.get_by_label(re.compile("^period")).fill("2025")
    page.get_by_role("button", name="Recompute").click()
    expect(page.get_by_role("status").filter(has_text="supported")).to_be_visible()
    expect(page.locator("#correction .card")).to_contain_text("26.99 trillion CNY")


def save_correction(page):
    page.get_by_label("Correct").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".flash")).to_contain_text("correct to supported")


@WITH_AND_WITHOUT
def test_from_the_queue_to_a_correction_that_is_undone(scripts, live, tab):
    address, app = live
    page = tab(java_script_enabled=scripts, accept_downloads=True)
    page.goto(address)
    page.get_by_role("link", name="not enough evidence", exact=True).click()
    expect(page.get_by_role("heading", name="2 claims")).to_be_visible()
    card = page.locator(".card", has_text="sales abroad")
    card.get_by_role("heading").get_by_role("link").click()
    assert "/articles/abroad/claims/c1" in page.url
    recompute(page)
    assert "reading_period=2025" in page.url
    assert log_of(app) == []
    page.get_by_label("Note").fill("sales abroad are exports")
    save_correction(page)
    flash = page.locator(".flash")
    expect(flash).to_contain_text("under your reading: supported")
    assert "/articles/ports/claims/c4" in page.url
    assert log_of(app) == [("ana", "abroad", "c1", "correct", "supported")]
    flash.get_by_role("button", name="Undo").click()
    expect(page.locator(".log")).to_contain_text("undo of entry 1")
    expect(page.locator(".log")).to_contain_text("sales abroad are exports")
    page.get_by_role("link", name="back to the queue").click()
    assert saved(page, page.get_by_role("link", name="JSONL of those approved")) == ""


@WITH_AND_WITHOUT
def test_a_correction_is_exported_and_holds_in_a_later_run(scripts, live, tab, checker, tmp_path):
    address, app = live
    page = tab(java_script_enabled=scripts, accept_downloads=True)
    page.goto(f"{address}/articles/abroad/claims/c1")
    recompute(page)
    save_correction(page)
    page.goto(address)
    lines = saved(page, page.get_by_role("link", name="JSONL of those approved"))
    row = json.loads(lines)
    assert (row["label"], row["human_label"]) == ("not_enough_evidence", "supported")
    assert row["recomputed"]["label"] == "supported"
    sheet = saved(page, page.get_by_role("link", name="CSV of those approved"))
    assert [x["reviewer"] for x in csv.DictReader(sheet.splitlines())] == ["ana"]
    (item,) = json.loads(saved(page, page.get_by_role("link", name="ClaimReview")))["@graph"]
    assert item["reviewRating"]["alternateName"] == "supported"
    assert item["author"]["name"] == "ana"
    readings = tmp_path / "readings.jsonl"
    readings.write_text(saved(page, page.get_by_role("link", name="JSONL of corrected readings")))
    later = Checker(Settings(readings=readings))
    later._finder, later._archive = checker.finder, checker.archive
    (claim,) = later.check(app.state.desk.report("abroad").article).claims
    assert claim.verdict.label == "supported"
    assert "ana confirmed" in claim.verdict.notes[-1]


@WITH_AND_WITHOUT
def test_a_text_is_pasted_and_judged(scripts, live, tab):
    address, app = live
    page = tab(java_script_enabled=scripts)
    page.goto(address)
    page.get_by_role("link", name="Check a text").click()
    page.get_by_label("Text").fill("China's goods exports came to 26.99 billion yuan in 2025.")
    page.get_by_label("Published").fill("2026-02-06")
    page.get_by_label("Title").fill("Pasted")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("heading", name="Pasted")).to_be_visible()
    expect(page.locator("#c1")).to_contain_text("refuted")
    expect(page.locator("#c1")).to_contain_text("billion for trillion")
    page.get_by_role("link", name="Judge c1").click()
    page.get_by_label("Accept").check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".flash")).to_contain_text("Recorded: accept")
    assert log_of(app)[0][2:] == ("c1", "accept", "refuted")


@WITH_AND_WITHOUT
def test_from_a_cell_to_its_series_and_back(scripts, live, tab):
    address, _ = live
    page = tab(java_script_enabled=scripts)
    page.goto(f"{address}/articles/ports")
    page.locator("#c2").get_by_role("link", name=re.compile("^series")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Exports of goods")
    expect(page.locator("svg.chart")).to_be_visible()
    expect(page.get_by_role("heading", name="Origin")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^2025 26.99 trillion"))).to_be_visible()
    page.get_by_label("Vintage").select_option(index=0)
    page.get_by_role("button", name="Show").click()
    assert "vintage=" in page.url
    page.get_by_role("link", name="Corpus").click()
    expect(page.get_by_role("heading", name="What the corpus says")).to_be_visible()
    assert page.locator("table").count() > 5


def test_a_reading_typed_and_not_recomputed_is_saved_too(live, tab):
    address, app = live
    page = tab()
    page.goto(f"{address}/articles/ports/claims/c4")
    page.get_by_label(re.compile("^period")).fill("2023")
    page.get_by_label("Correct").check()
    page.get_by_label("label", exact=True).select_option("refuted")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator(".flash")).to_contain_text("correct to refuted")
    (row,) = app.state.desk.store.db.rows("SELECT reading, recomputed FROM judgements")
    assert json.loads(row["reading"]) == {"period": "2023"}
    assert json.loads(row["recomputed"])["label"]


def focus_by_tab(page, selector, most=120):
    """Presses Tab until an element has the focus, as somebody without a pointer does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"no visible focus on {selector}"
            return
    raise AssertionError(f"Tab never reaches {selector}")


@WITH_AND_WITHOUT
def test_everything_is_done_with_the_keyboard_alone(scripts, live, tab):
    address, app = live
    page = tab(java_script_enabled=scripts, accept_downloads=True)
    page.goto(f"{address}/?label=refuted")
    focus_by_tab(page, ".skip")
    page.keyboard.press("Enter")
    focus_by_tab(page, ".queue .card h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/c3*")
    focus_by_tab(page, "input[value=accept]")
    page.keyboard.press("ArrowDown")
    focus_by_tab(page, "#label")
    page.keyboard.press("s")
    focus_by_tab(page, "#note")
    page.keyboard.type("looked up, j k a x")
    focus_by_tab(page, "#judge-form button")
    page.keyboard.press("Enter")
    expect(page.locator(".flash")).to_contain_text("correct to supported")
    assert log_of(app) == [("ana", "ports", "c3", "correct", "supported")]
    focus_by_tab(page, ".flash button")
    page.keyboard.press("Enter")
    expect(page.locator(".log")).to_contain_text("undo of entry 1")
    page.goto(address)
    focus_by_tab(page, 'a[href^="/export/claimreview.json"]')
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert json.loads(waiting.value.path().read_text("utf-8"))["@graph"] == []


def press(page, key):
    """Presses a key once the page's script listens, which it says by showing its help."""
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press(key)


def test_single_keys_do_it_quicker_and_can_be_switched_off(live, tab):
    address, app = live
    page = tab()
    page.goto(address)
    for key in ("j", "j", "k"):
        press(page, key)
    assert "c3" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/c3*")
    press(page, "a")
    expect(page.locator(".flash")).to_contain_text("accept")
    press(page, "u")
    expect(page.locator(".log")).to_contain_text("undo of entry 1")
    press(page, "c")
    assert page.evaluate("document.activeElement.id") == "label"
    press(page, "x")
    page.locator("#note").focus()
    page.keyboard.type("axu")
    assert [x[3] for x in log_of(app)] == ["accept", "undo"]
    page.goto(f"{address}/articles/ports/claims/c4")
    press(page, "?")
    expect(page.get_by_label("use single keys")).to_be_visible()
    page.get_by_label("use single keys").uncheck()
    press(page, "x")
    page.reload()
    press(page, "x")
    page.wait_for_timeout(200)
    assert [x[3] for x in log_of(app)] == ["accept", "undo"]


def test_going_back_shows_the_page_as_it_was(live, tab):
    address, _ = live
    page = tab()
    page.goto(f"{address}/articles/abroad/claims/c1")
    page.get_by_label(re.compile("^period")).fill("2025")
    page.get_by_role("button", name="Recompute").click()
    expect(page.locator("#correction .card")).to_be_visible()
    page.go_back()
    expect(page.locator("#correction .card")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#correction .card")).to_be_visible()


def test_nothing_is_loaded_from_elsewhere_and_the_policy_stops_nothing_of_ours(live, tab):
    address, _ = live
    page = tab()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    for path in ("/", "/articles/ports", "/articles/ports/claims/c3", "/audit", "/check"):
        page.goto(address + path)
    page.goto(f"{address}/articles/abroad/claims/c1")
    page.get_by_label(re.compile("^period")).fill("2025")
    page.get_by_role("button", name="Recompute").click()
    expect(page.locator("#correction .card")).to_be_visible()
    assert {u for u in asked if not u.startswith((f"{address}/", "data:"))} == set()
    assert said == []


@pytest.fixture
def desk(real_out, checker, postgres):
    """A desk on PostgreSQL at which two people may sign in."""
    with served(
        real_out, checker, database=postgres, names=["desk.example"], sign_in=True
    ) as found:
        known = found[1].state.desk.people
        for name in ("ana", "ben"):
            known.add(name, "reviewer", f"the password of {name}")
        yield found


def signed_in(tab, address, name, **options):
    page = tab(**options)
    page.goto(f"{address}/?label=refuted")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(f"the password of {name}")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="1 claim")).to_be_visible()
    return page


@WITH_AND_WITHOUT
def test_two_people_judge_the_same_claim_at_once(scripts, desk, tab):
    address, app = desk
    ana, ben = (signed_in(tab, address, n, java_script_enabled=scripts) for n in ("ana", "ben"))
    for page in (ana, ben):
        page.locator(".card h2 a").click()
    ana.get_by_label("Accept").check()
    ana.get_by_role("button", name="Save and go on").click()
    expect(ana.locator(".flash")).to_contain_text("Recorded: accept")
    ben.get_by_label("Reject").check()
    ben.get_by_label("Note").fill("a slip of the press")
    ben.get_by_role("button", name="Save and go on").click()
    expect(ben.get_by_role("alert")).to_contain_text("another judgement was made")
    expect(ben.locator(".log")).to_contain_text("ana: accept")
    expect(ben.get_by_label("Note")).to_have_value("a slip of the press")
    ben.get_by_role("button", name="Save and go on").click()
    expect(ben.locator(".flash")).to_contain_text("Recorded: reject")
    assert [(x[0], x[3]) for x in log_of(app)] == [("ana", "accept"), ("ben", "reject")]
    ana.goto(f"{address}/?second=disputed")
    expect(ana.get_by_role("heading", name="1 claim")).to_be_visible()
    ana.get_by_role("button", name="Sign out").click()
    ana.goto(address)
    expect(ana.get_by_role("heading", name="Sign in")).to_be_visible()
