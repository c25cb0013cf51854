"""The page for everybody: axe, narrow screens, large text, forced colours, names for readers."""

import re
import shutil
from importlib.resources import files

import pytest
from live_page import served
from playwright.sync_api import expect

PAGES = {
    "queue": "/",
    "a search without hits": "/?q=nothing+like+it",
    "article": "/articles/ports",
    "claim": "/articles/ports/claims/c3",
    "claim read otherwise": (
        "/articles/abroad/claims/c1?find=exports+of+goods&reading_period=2025"
        "&reading_series=gacc%2Fgoods_trade%23goods_exports.cny.a"
    ),
    "claim read impossibly": "/articles/abroad/claims/c1?reading_period=never",
    "search for a series": "/series?q=exports",
    "series": "/series?key=gacc%2Fgoods_trade%23goods_exports.cny.a&area=CHN",
    "corpus": "/audit",
    "check": "/check",
    "people": "/people",
    "what is not there": "/articles/none",
}
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGED = {"just judged": "/?done=1"}
SHAPES = {name: PAGES[name] for name in ("queue", "article", "claim read otherwise")}
"""Pages that between them have every kind of thing."""


@pytest.fixture(scope="module")
def pages(chromium, checked, checker, tmp_path_factory):
    """One served folder with a judgement in it, for pages that are only looked at."""
    out = shutil.copytree(checked, tmp_path_factory.mktemp("looked-at") / "out")
    with served(out, checker, reviewer="ana") as (address, app):
        app.state.desk.people.add("eva", "reviewer", "a long enough password")
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/articles/ports/claims/c2")
        page.get_by_label("Correct").check()
        page.get_by_label("label", exact=True).select_option("refuted")
        page.get_by_label("Note").fill("only seen")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.locator(".flash")).to_be_visible()
        context.close()
        yield address


def faults(page):
    """What axe finds, each with the element it is at."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    options = {"runOnly": {"type": "tag", "values": AXE}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{v['id']}: {v['help']}: {n['html'][:160]}"
        for v in result["violations"]
        for n in v["nodes"]
    ]


@pytest.mark.parametrize(
    ("pages_of", "options"),
    [
        ({**PAGES, **JUDGED}, {}),
        (SHAPES, {"viewport": {"width": 320, "height": 640}}),
        (SHAPES, {"forced_colors": "active"}),
    ],
    ids=["wide", "phone", "forced colours"],
)
def test_axe_finds_nothing(pages_of, options, pages, tab):
    page = tab(**options)
    found = {}
    for name, path in pages_of.items():
        page.goto(pages + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found[name] = faults(page)
    assert {name: said for name, said in found.items() if said} == {}


def test_axe_finds_nothing_where_one_signs_in(real_out, checker, tab, monkeypatch):
    with served(real_out, checker, sign_in=True) as (address, app):
        app.state.desk.people.add("eva", "admin", "a long enough password")
        page = tab()
        page.goto(address)
        assert faults(page) == []
        page.get_by_label("Name").fill("eva")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert faults(page) == []
        page.get_by_label("Password").fill("a long enough password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("button", name="Sign out")).to_be_visible()
        assert faults(page) == []


@pytest.mark.parametrize(
    ("width", "size"), [(320, "100%"), (640, "100%"), (1280, "200%")], ids=["320", "zoom", "text"]
)
def test_nothing_runs_out_of_the_side(width, size, pages, tab):
    page = tab(viewport={"width": width, "height": 700})
    wide = {}
    for name, path in PAGES.items():
        page.goto(pages + path)
        page.evaluate("size => document.documentElement.style.fontSize = size", size)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        wide[name] = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide == dict.fromkeys(PAGES, width)


def test_text_grows_with_the_size_that_the_reader_set(pages, tab):
    page = tab()
    page.goto(pages)
    size = "parseFloat(getComputedStyle(document.querySelector('.explanation')).fontSize)"
    before = page.evaluate(size)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(size) == 2 * before


def test_labels_are_told_apart_without_colour(pages, tab):
    page = tab(forced_colors="active")
    page.goto(f"{pages}/articles/ports")
    page.get_by_label("mark supported claims too").check()
    style = "e => getComputedStyle(e).textDecorationStyle"
    lines = {
        name: page.locator(f".mark.{name}").first.evaluate(style)
        for name in ("refuted", "unsettled", "supported")
    }
    assert lines == {"refuted": "double", "unsettled": "dotted", "supported": "solid"}
    words = page.locator(".card .label").all_inner_texts()
    assert {re.sub(r"\s+", " ", w) for w in words} == {
        "✗ refuted",
        "✓ supported",
        "? not enough evidence",
    }


def test_screen_readers_are_told_what_each_thing_is(pages, tab):
    page = tab()
    page.goto(f"{pages}/articles/ports/claims/c3")
    for role, name in (
        ("navigation", "Pages"),
        ("navigation", "Claims of this article"),
        ("region", "Where it stands"),
        ("region", "Evidence"),
        ("region", "Your judgement"),
        ("region", "It was read wrongly"),
        ("group", "What do you decide?"),
        ("textbox", "Note"),
        ("button", "Save and go on"),
        ("combobox", "Series"),
        ("searchbox", "Find a series"),
        ("img", re.compile("Imports of goods")),
    ):
        expect(page.get_by_role(role, name=name, exact=True).first).to_be_visible()
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.goto(pages)
    expect(page.get_by_role("search")).to_be_visible()
    assert page.title() == "Queue – factcheck"


def test_links_and_buttons_are_large_enough_to_hit(pages, tab):
    page = tab(viewport={"width": 320, "height": 640})
    page.goto(f"{pages}/articles/ports/claims/c3")
    boxes = [b.bounding_box() for b in page.locator("button, select, input[type=radio]").all()]
    small = [b for b in boxes if b and (b["height"] < 18 or b["width"] < 18)]
    assert small == []
