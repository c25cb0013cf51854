"""Every row of the area vocabulary reads its own example; then what rows alone cannot show."""

from __future__ import annotations

import time
from datetime import date

import pytest

from factcheck.lexicon import load_rows, normalise
from factcheck.lexicon.areas import area_names, area_words, is_classified, members
from factcheck.mentions.areas import find_areas

ALIASES = load_rows(
    "area_aliases", ("alias", "code", "form", "case", "example", "source"), ("others",)
)
NAMES = load_rows("area_names", ("name", "code", "kind", "example", "source"))
DEMONYMS = load_rows("demonyms", ("word", "code", "form", "example", "source"), ("others",))
PARTS = load_rows("subdivisions", ("name", "code", "example", "source"), ("others",))
TRAPS = load_rows("area_traps", ("phrase", "example", "source"))
CONTEXT = load_rows("area_context", ("words", "place", "effect", "example", "source"))
PERSONS = load_rows("area_persons", ("name", "example", "source"))
CURRENCIES = load_rows("area_currencies", ("noun", "example", "source"))
ANAPHORA = load_rows("area_anaphora", ("words", "codes", "example", "source"), ("alone",))
FORMER = load_rows(
    "former_states", ("words", "code", "kind", "form", "case", "until", "example", "source")
)
GROUPS = load_rows("aggregates", ("code", "name", "source"))


def codes(text: str) -> list[str]:
    return [m.code for m in find_areas(text)]


@pytest.mark.parametrize("row", ALIASES, ids=[r["alias"] for r in ALIASES])
def test_an_alias_reads_its_example(row: dict[str, str]) -> None:
    (found,) = find_areas(row["example"])
    assert (found.anchor.exact, found.code, found.form) == (row["alias"], row["code"], row["form"])


@pytest.mark.parametrize("row", FORMER, ids=[r["words"] for r in FORMER])
def test_a_former_state_reads_its_example(row: dict[str, str]) -> None:
    (found,) = find_areas(row["example"])
    assert (found.anchor.exact, found.code, found.form) == (row["words"], row["code"], row["form"])
    assert found.candidates == ()


@pytest.mark.parametrize("row", NAMES, ids=[f"{r['name']}-{r['code']}" for r in NAMES])
def test_a_name_reads_its_example(row: dict[str, str]) -> None:
    (found,) = find_areas(row["example"])
    assert (found.anchor.exact, found.code) == (row["name"], row["code"])


@pytest.mark.parametrize("row", DEMONYMS, ids=[r["word"] for r in DEMONYMS])
def test_a_demonym_reads_its_example(row: dict[str, str]) -> None:
    (found,) = find_areas(row["example"])
    wanted = area_words()[normalise(row["word"])]
    assert found.anchor.exact == row["word"]
    assert row["code"] in {found.code, *wanted.codes}


@pytest.mark.parametrize("row", PARTS, ids=[f"{r['name']}-{r['code']}" for r in PARTS])
def test_a_part_reads_its_example(row: dict[str, str]) -> None:
    (found,) = find_areas(row["example"])
    wanted = area_words()[normalise(row["name"])]
    assert found.anchor.exact == row["name"]
    assert row["code"] in wanted.codes or wanted.form != "subdivision"


@pytest.mark.parametrize("row", TRAPS, ids=[r["phrase"] for r in TRAPS])
def test_a_trap_names_no_area(row: dict[str, str]) -> None:
    assert codes(row["example"]) == []


@pytest.mark.parametrize("row", CONTEXT, ids=[r["words"] for r in CONTEXT])
def test_a_neighbour_has_its_effect(row: dict[str, str]) -> None:
    found = find_areas(row["example"])
    forms = {"drop": [], "metonym": ["metonym"], "keep": ["name"]}[row["effect"]]
    assert [m.form for m in found] == forms


@pytest.mark.parametrize("row", PERSONS, ids=[r["name"] for r in PERSONS])
def test_a_person_is_no_area(row: dict[str, str]) -> None:
    assert codes(row["example"]) == []
    assert codes(f"Rain fell in {row['name']} in May.") != []


@pytest.mark.parametrize("row", CURRENCIES, ids=[r["noun"] for r in CURRENCIES])
def test_a_currency_is_no_area(row: dict[str, str]) -> None:
    assert codes(row["example"]) == []


@pytest.mark.parametrize("row", ANAPHORA, ids=[r["words"] for r in ANAPHORA])
def test_a_group_is_pointed_back_to(row: dict[str, str]) -> None:
    first, second = find_areas(row["example"])
    assert first.code == second.code
    assert second.code in row["codes"].split(";")
    assert codes(f"Trade in {row['words']} fell.") == []


def test_every_code_has_a_name_to_show() -> None:
    known = {code for word in area_words().values() for code in word.codes}
    assert [code for code in sorted(known) if area_names(code) == code] == [
        code for code in sorted(known) if code in {g["name"] for g in GROUPS}
    ]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("China's exports to the US rose; America's fell.", ["CHN", "USA", "USA"]),
        ("In 2025, my country's exports rose 3%.", ["CHN"]),
        ("Kenya's minister spoke of my country's exports.", ["KEN"]),
        ("Member states saw the Union's exports fall.", ["EUU"]),
        ("Sales in the rest of the world fell.", []),
        ("Let us see what it gives us.", []),
        ("The U.S. and the U.K. agreed.", ["USA", "GBR"]),
        ("New Mexico grew faster than Mexico.", ["US-NM", "MEX"]),
        ("Northern Ireland is not Ireland.", ["GB-NIR", "IRL"]),
        ("East Germany traded with West Germany.", ["DDR", "GFR"]),
        ("Yugoslavia and Czechoslovakia signed.", ["YUG", "CSK"]),
        ("Soviet steel and East German machines went to Germany.", ["SUN", "DDR", "DEU"]),
        ("North Vietnam, South Vietnam and Vietnam today.", ["VDR", "RVN", "VNM"]),
        ("Serbia and Montenegro exported more.", ["SRB", "MNE"]),
        ("It listed GDRs and bought DDR memory.", []),
        ("Niger borders Nigeria and Chad.", ["NER", "NGA", "TCD"]),
        ("Alabama, Florida and Georgia grew.", ["US-AL", "US-FL", "US-GA"]),
        ("Georgia exports wine to Armenia.", ["GEO", "ARM"]),
        ("Punjab leads Pakistan in wheat.", ["PK-PB", "PAK"]),
        ("They ate turkey off china plates.", []),
        ("It cost 5 million U.S. dollars, or 7 million Hong Kong dollars.", []),
        ("The Bank of Canada held rates; Air Canada fell.", ["CAN"]),
        ("It cost US$5 million, or US $6 in the US.", ["USA"]),
        ("Non-EU members, and EU ones.", ["EUU"]),
        ("World output rose, and so did the world's debt.", ["WLD", "WLD"]),
        ("The World Development Report says so.", []),
        ("Hunan's and Hainan's output rose.", ["CN-HN", "CN-HI"]),
        ("Papua New Guinea, Guinea-Bissau and Guinea met.", ["PNG", "GNB", "GIN"]),
        ("South Sudan and Sudan met.", ["SSD", "SDN"]),
        ("A woman from Oman met a Romanian.", ["OMN", "ROU"]),
        ("Indianapolis is a city.", []),
    ],
)
def test_areas_are_told_apart(text: str, want: list[str]) -> None:
    found = find_areas(text)
    assert [m.code for m in found] == want
    assert all(text[m.anchor.start : m.anchor.end] == m.anchor.exact for m in found)


def test_an_open_name_keeps_its_readings() -> None:
    (found,) = find_areas("Korea grew 2%.")
    assert found.candidates == ("KOR", "PRK")


@pytest.mark.parametrize(
    ("group", "day", "count"),
    [
        ("EUU", date(2019, 6, 1), 28),
        ("EUU", date(2021, 6, 1), 27),
        ("EMU", date(2022, 6, 1), 19),
        ("EMU", date(2026, 6, 1), 21),
        ("ASEAN", date(2025, 10, 25), 10),
        ("ASEAN", date(2025, 10, 26), 11),
        ("OPEC", date(2024, 6, 1), 12),
        ("BRICS", date(2020, 1, 1), 5),
        ("RCEP", date(2023, 1, 1), 15),
        ("G7", date(2023, 1, 1), 7),
        ("NORDIC", date(2023, 1, 1), 5),
        ("OED", date(2023, 1, 1), 38),
        ("OED", date(2009, 6, 1), 30),
        ("APEC", date(1992, 6, 1), 15),
        ("APEC", date(2023, 1, 1), 21),
        ("G20", date(2023, 1, 1), 19),
        ("LDC", date(2019, 6, 1), 47),
        ("LDC", date(2024, 6, 1), 45),
        ("LDC", date(2025, 6, 1), 44),
        ("OPEC", date(2018, 12, 31), 15),
        ("OPEC", date(2026, 5, 1), 11),
        ("LIC", date(2023, 1, 1), 28),
        ("LMC", date(2023, 12, 31), 54),
        ("UMC", date(2024, 12, 31), 54),
        ("HIC", date(2024, 12, 31), 86),
        ("LIC", date(2026, 1, 1), 25),
        ("HIC", date(2026, 1, 1), 87),
        ("CPTPP", date(2025, 6, 1), 12),
        ("CPTPP", date(2020, 6, 1), 7),
        ("GCC", date(2020, 6, 1), 6),
    ],
)
def test_a_group_has_its_members_of_the_day(group: str, day: date, count: int) -> None:
    found = members(group, day)
    assert found is not None
    assert len(found) == count


def test_what_is_not_agreed_is_not_listed() -> None:
    assert members("BRICS", date(2025, 6, 1)) is None
    assert members("BRI", date(2025, 6, 1)) is None
    assert members("LDC", date(2026, 12, 1)) is None
    assert members("LIC", date(2026, 12, 1)) is None
    assert members("LDC", date(2017, 6, 1)) is None, "not known, and not guessed"


@pytest.mark.parametrize("unit", ["1", ",", " ", "a", "us ", "US ", "china ", "China ", "U.S."])
def test_long_runs_take_no_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    find_areas("Warm up in Peru.")
    begun = time.process_time()
    find_areas(text)
    assert time.process_time() - begun < 5


def test_each_membership_says_since_when_and_where_it_is_printed() -> None:
    rows = load_rows("memberships", ("group", "area", "from", "source"), ("to", "status"))
    assert [row for row in rows if not row["source"].startswith("http")] == []
    for row in rows:
        first = date.fromisoformat(row["from"])
        assert not row["to"] or date.fromisoformat(row["to"]) >= first


def test_groups_that_are_listed_anew_each_year_are_told_apart() -> None:
    assert [g for g in ("LIC", "HIC", "EUU", "OPEC", "nowhere") if is_classified(g)] == [
        "LIC",
        "HIC",
    ]
