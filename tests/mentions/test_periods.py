"""Every row of the period vocabulary reads its own example; then what rows alone cannot show."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.lexicon import load_rows
from factcheck.lexicon.periods import opening_rows
from factcheck.mentions.periods import find_periods
from factcheck.records import PeriodMention

PERIODS = load_rows(
    "periods", ("id", "opens", "pattern", "read", "role", "example", "source"),
    ("published", "expect"),
)  # fmt: skip
BASES = load_rows("basis", ("id", "opens", "pattern", "basis", "example", "source"))
ROLES = load_rows(
    "period_roles", ("before", "role", "when", "example", "expect", "source"), ("basis",)
)
MONTHS = load_rows("months", ("word", "month", "example", "source"), ("capital",))
WORDS = load_rows("period_words", ("class", "word", "value", "example", "source"))
FISCAL = load_rows("fiscal_years", ("cue", "month", "named", "example", "source"), ("hyphen",))


def label(mention: PeriodMention) -> str:
    return mention.period.label if mention.period else ""


@pytest.mark.parametrize("row", PERIODS, ids=[r["id"] for r in PERIODS])
def test_a_pattern_reads_its_example(row: dict[str, str]) -> None:
    found = find_periods(row["example"], row["published"] or None)
    roles = {row["role"]} | ({"base"} if row["role"] == "reference" else set())
    assert any(label(m) == row["expect"] and m.role in roles for m in found), found


@pytest.mark.parametrize("row", BASES, ids=[r["id"] for r in BASES])
def test_a_basis_reads_its_example(row: dict[str, str]) -> None:
    found = find_periods(row["example"])
    assert any(m.role == "basis" and m.basis == row["basis"] for m in found), found


@pytest.mark.parametrize("row", ROLES, ids=[r["before"] for r in ROLES])
def test_a_cue_gives_its_role(row: dict[str, str]) -> None:
    found = find_periods(row["example"])
    assert any(m.role == row["role"] and label(m) == row["expect"] for m in found), found


@pytest.mark.parametrize("row", MONTHS, ids=[r["word"] for r in MONTHS])
def test_a_month_reads_its_example(row: dict[str, str]) -> None:
    found = find_periods(row["example"])
    assert [label(m) for m in found] == [f"2021-{int(row['month']):02d}"]


@pytest.mark.parametrize("row", FISCAL, ids=[r["cue"] for r in FISCAL])
def test_a_fiscal_year_begins_in_its_month(row: dict[str, str]) -> None:
    (found,) = find_periods(row["example"])
    assert found.period is not None
    assert found.period.start.month == int(row["month"])
    named = found.period.end if row["named"] == "end" else found.period.start
    assert named.year == 2025


NO_PERIOD = {"yearlink", "counted", "yearcue", "notmonth", "nametitle"}


@pytest.mark.parametrize(
    "row",
    [r for r in WORDS if r["class"] not in NO_PERIOD],
    ids=lambda r: f"{r['class']}-{r['word']}",
)
def test_a_word_has_a_part_in_its_example(row: dict[str, str]) -> None:
    assert row["word"] in row["example"].lower()
    assert find_periods(row["example"], "2025-11-20")


@pytest.mark.parametrize(
    "row",
    [r for r in WORDS if r["class"] in {"counted", "notmonth", "nametitle"}],
    ids=lambda r: r["word"],
)
def test_what_stands_beside_it_makes_it_no_period(row: dict[str, str]) -> None:
    assert find_periods(row["example"]) == []


TEXTS = [
    ("Sales fell in the third quarter.", "2025-04-02", [("the third quarter", "2024-Q3")]),
    ("Growth slowed in January.", "2025-02-20", [("January", "2025-01")]),
    ("Growth slowed in December.", "2025-02-20", [("December", "2024-12")]),
    (
        "In 2023, tourism recovered, and in the third quarter it passed its old peak.",
        "2025-12-01",
        [("2023", "2023"), ("the third quarter", "2023-Q3")],
    ),
    (
        "Output rose in April 2023 after it had fallen in March.",
        "2025-12-01",
        [("April 2023", "2023-04"), ("March", "2023-03")],
    ),
    ("The bank will meet next in March.", "2025-01-28", [("March", "2025-03")]),
    (
        "Growth went from 4% in the first quarter of 2024 to 3% in the second, 2% in the third.",
        None,
        [
            ("the first quarter of 2024", "2024-Q1"),
            ("the second", "2024-Q2"),
            ("the third", "2024-Q3"),
        ],
    ),
    (
        "Inflation fell to 2.4% in May from 2.6% in April and a peak of 10.6% in October 2022.",
        "2024-06-15",
        [("May", "2024-05"), ("April", "2024-04"), ("October 2022", "2022-10")],
    ),
    (
        "Output went from 3% in the first quarter of 2022 to 4% in the fourth quarter.",
        "2025-08-01",
        [("the first quarter of 2022", "2022-Q1"), ("the fourth quarter", "2022-Q4")],
    ),
    (
        "Compared with the previous quarter, output rose 1% in the third quarter.",
        "2024-11-02",
        [("the previous quarter", "2024-Q2"), ("the third quarter", "2024-Q3")],
    ),
    (
        "Sales in the fourth quarter were above those in the same quarter of 2021.",
        "2023-02-02",
        [("the fourth quarter", "2022-Q4"), ("the same quarter of 2021", "2021-Q4")],
    ),
    (
        "Sales rose from 2 million in March to 3 million in June, after 1 million a year earlier.",
        "2023-07-20",
        [("March", "2023-03"), ("June", "2023-06"), ("a year earlier", "2022-06")],
    ),
    (
        "It fell in the year to date, as in August.",
        "2023-09-20",
        [
            ("the year to date", "2023-01/2023-08"),
            ("August", "2023-08"),
        ],
    ),
    ("The plan covers twenty-eight thousand shops, up from 1000 to 2000 shops.", None, []),
    ("May we ask Mrs May? Jan Kowalski, too. March on!", "2025-01-28", []),
    (
        "May sales rose 3%. In Jan, they fell.",
        "2025-06-28",
        [("May", "2025-05"), ("Jan", "2025-01")],
    ),
    ("It may rise, and they march on.", "2025-01-28", []),
    ("Some 2,025 were sold at $2025, item 20251.", "2025-01-28", []),
    ("The deal covers 3000 workers and 2010 workers.", "2025-01-28", []),
    ("G20 and COP28 leaders met.", "2025-01-28", []),
]


@pytest.mark.parametrize(("text", "published", "want"), TEXTS)
def test_a_period_is_placed(text: str, published: str | None, want: list[tuple[str, str]]) -> None:
    found = find_periods(text, published)
    assert [(m.anchor.exact, label(m)) for m in found] == want
    assert all(text[m.anchor.start : m.anchor.end] == m.anchor.exact for m in found)


def test_a_title_stands_in_for_a_date() -> None:
    (found,) = find_periods("In the first ten months trade grew.", title="Report (autumn 2021)")
    assert label(found) == "2021-01/2021-10"
    assert not found.complete


def test_a_date_line_stands_in_for_a_date() -> None:
    found = find_periods("LIMA, 2024-03-05\n\nPrices rose in February.")
    assert label(found[-1]) == "2024-02"


@pytest.mark.parametrize(
    ("text", "base", "basis"),
    [
        ("In May 2024 sales rose 5% from a year earlier.", "2023-05", "yoy"),
        ("In May 2024 sales rose 5% from April.", "2024-04", "mom"),
        ("In May 2024 sales rose 5% from the previous month.", "2024-04", "mom"),
        ("In the second quarter of 2024 sales rose 5% on the prior quarter.", "2024-Q1", "qoq"),
        ("In 2024 sales rose 5% over 2023.", "2023", "yoy"),
        ("In 2024 sales rose 5% over the previous year.", "2023", "yoy"),
        ("Sales in 2024 were the lowest since 2009.", "2009", "since"),
    ],
)
def test_what_a_figure_is_measured_against(text: str, base: str, basis: str) -> None:
    (found,) = [m for m in find_periods(text, "2025-01-10") if m.role == "base"]
    assert (label(found), found.basis) == (base, basis)


def test_a_figure_of_the_year_before_is_no_base() -> None:
    found = find_periods("It handled 9 million boxes in 2022, up from 7 million a year earlier.")
    assert [(label(m), m.role) for m in found] == [("2022", "reference"), ("2021", "reference")]


RUNS = ["1", ",", " ", ".", "%", "a", "2025 ", "may ", "the ", "q1 ", "1,", "-", "first ", "\n"]


@pytest.mark.parametrize("unit", RUNS)
def test_long_runs_take_no_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    find_periods("warm up in 2025")
    begun = time.process_time()
    find_periods(text, date(2025, 1, 1))
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("unit", RUNS)
def test_no_pattern_runs_away(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    for row in {row for rows in opening_rows().values() for row in rows}:
        begun = time.process_time()
        row.pattern.match(text)
        assert time.process_time() - begun < 0.1, row.id


@given(st.text(alphabet="0123456789 ,.-/'q%Mayhlfrstendoc", max_size=60))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    found = find_periods(text, "2025-03-02")
    assert all(text[m.anchor.start : m.anchor.end] == m.anchor.exact for m in found)
    assert all(a.anchor.end <= b.anchor.start for a, b in pairwise(found))
