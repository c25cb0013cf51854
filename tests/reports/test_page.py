"""The page: self-contained, no script, nothing of a text becomes markup, readable by all."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import html
from sample import IMPORTS, LEVEL, TEXT, report

from factcheck.records import Article, Observation, Report, Series
from factcheck.reports import write_report
from factcheck.reports.chart import Point, draw_chart, fill_gaps
from factcheck.reports.page import draw_claim
from factcheck.reports.segments import cut

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)//",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" onfocus="alert(1)" autofocus="',
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{display:none}</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<!--<script>alert(1)</script>-->",
    "--><script>alert(1)</script>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><input>",
    "<object data=//evil.example>",
    "<embed src=//evil.example>",
    "<link rel=stylesheet href=//evil.example>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<scr\x00ipt>alert(1)</scr\x00ipt>".replace("\x00", "\u0001"),
    "<ScRiPt>alert(1)</sCrIpT>",
    "\u202e<b>reversed</b>",
]
FORBIDDEN = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "math", "video"}


def hostile(payload: str, sink: str) -> Report:
    if sink == "body":
        return report(article=Article(id="x", text=TEXT + payload, title="T"))
    if sink == "title":
        return report(
            article=Article(id="x", text=TEXT, title=payload, outlet=payload, url=payload)
        )
    if sink == "note":
        return report(notes=(payload,))
    verdict = IMPORTS.verdict
    if sink == "source":
        cells = (
            verdict.evidence[0].model_copy(
                update={"source_url": payload, "source_title": payload, "location": payload}
            ),
        )
        changed = verdict.model_copy(update={"evidence": cells})
        return report(claims=(IMPORTS.model_copy(update={"verdict": changed}),))
    changed = verdict.model_copy(update={"explanation": payload, "formula": payload})
    quote = IMPORTS.quote.model_copy(update={"exact": payload})
    return report(claims=(IMPORTS.model_copy(update={"verdict": changed, "quote": quote}),))


@pytest.mark.parametrize("sink", ["body", "quote", "note", "source", "title"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_markup(payload: str, sink: str) -> None:
    page = html.document_fromstring(write_report(hostile(payload, sink), "html"))
    tags = {str(e.tag).lower() for e in page.iter() if isinstance(e.tag, str)}
    assert not tags & FORBIDDEN
    assert len(page.findall(".//style")) == 1
    assert len(page.findall(".//meta[@http-equiv]")) == 1
    for element in page.iter():
        assert not any(name.lower().startswith("on") for name in element.attrib)
        href = element.attrib.get("href")
        assert href is None or href.startswith(("#", "https://", "http://"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "JaVaScRiPt:x",
        " https://a",
        "file:///x",
    ],
)
def test_only_web_addresses_are_linked(url: str) -> None:
    assert url.strip() not in re.findall(
        r'href="([^"]*)"', write_report(hostile(url, "source"), "html")
    )


def test_policy_lets_in_the_style_alone() -> None:
    text = write_report(report(), "html")
    page = html.document_fromstring(text)
    policy = page.find(".//meta[@http-equiv]").attrib["content"]
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; ")
    assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"url\(|@import|src=", text)
    assert not page.xpath("//*[@style]")


def test_every_claim_has_a_mark_and_a_card() -> None:
    page = html.document_fromstring(write_report(report(), "html"))
    for claim in report().claims:
        assert page.get_element_by_id(claim.id) is not None
        assert page.get_element_by_id(f"t-{claim.id}") is not None
        assert page.xpath(f"//a[@href='#{claim.id}']")
    body = "".join(page.find_class("article")[0].itertext())
    assert "Prices of herring rose by 11 percent." in body


def test_label_is_said_in_words() -> None:
    page = html.document_fromstring(write_report(report(), "html"))
    card = "".join(page.get_element_by_id("c3").itertext())
    for words in (
        "refuted",
        "down 3.8%",
        "A slip that would explain it",
        "How it was read",
        "What would change",
    ):
        assert words in card


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["ink", "soft", "red", "violet", "green", "gray", "blue"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f6f7f9", "#fdeaec", "#f5ecfc", "#fdf3e3"])
def test_contrast(name: str, ground: str) -> None:
    text = write_report(report(), "html")
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", text)
    assert found is not None
    assert (luminance(ground) + 0.05) / (luminance(found[1]) + 0.05) >= 4.5


class OneSeries:
    """An archive of one series, as far as a chart asks."""

    def get(self, key: str) -> Series:
        if key != "nordstat/fish#exports":
            raise KeyError(key)
        return Series(
            dataset="nordstat/fish", series="exports", indicator="x", unit_measure="NOK", freq="A"
        )

    def history(self, key: str, area: str, *, vintage: date) -> list[Observation]:
        return [
            Observation(
                series=key,
                ref_area=area,
                time_period=str(year),
                value=None if year == 1990 else Decimal(year),
                vintage=vintage,
                row=year,
            )
            for year in range(1950, 2026)
        ]


def test_chart_of_the_archive() -> None:
    archive: Any = OneSeries()
    drawn = str(draw_claim(LEVEL, archive))
    assert drawn.count("<circle") == 39
    assert drawn.count("<polyline") == 2
    assert 'class="claimed"' in drawn
    assert "2025" in drawn
    assert draw_claim(IMPORTS, archive) is None


def test_chart_needs_two_values() -> None:
    assert draw_chart([Point("2024", Decimal(1)), Point("2025", None)], "t") is None
    level = draw_chart([Point("2024", Decimal(0)), Point("2025", Decimal(0))], "t")
    assert level is not None
    assert "nan" not in str(level)


def test_years_left_out_part_the_line() -> None:
    points = [Point(str(y), Decimal(y)) for y in (1978, 2014, 2015, 2016)]
    filled = fill_gaps(points)
    assert [p.period for p in filled] == [str(y) for y in range(1978, 2017)]
    drawn = str(draw_chart(filled, "t"))
    assert (drawn.count("<polyline"), drawn.count("<circle")) == (1, 4)
    days = [Point("2025-01-03", Decimal(1)), Point("2025-01-06", Decimal(2))]
    assert fill_gaps(days) == days


def test_segments_join_to_the_text() -> None:
    overlapping = (
        LEVEL,
        LEVEL.model_copy(update={"anchor": LEVEL.quote}),
        IMPORTS,
    )
    pieces = list(cut(TEXT, overlapping))
    assert "".join(p.text for p in pieces) == TEXT
    assert sum(len(p.ending) for p in pieces) == 3
