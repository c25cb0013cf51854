"""Tables as people have them: each layout is text, and what must be read out of it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from factcheck.errors import PackageError
from factcheck.lexicon.loader import load_rows
from factcheck.series.area_cells import read_short_code
from factcheck.series.cells import (
    heading_role,
    is_missing,
    read_area,
    read_number,
    read_period,
    read_scale,
    read_unit,
)
from factcheck.series.grids import read_grid
from factcheck.series.layouts import Told, read_layout
from factcheck.series.roles import named
from factcheck.series.shapes import in_shape

Read = tuple[str, str, str, str]  # indicator, area, period, number
Case = tuple[str, str, dict[str, str], list[Read], str | None]

LAYOUTS: list[Case] = [
    (
        "years across, one area a row",
        "Country,2022,2023\nFrance,1.5,2.5\nJapan,3,..\n",
        {"indicator": "Output"},
        [("Output", "FRA", "2022", "1.5"), ("Output", "JPN", "2023", "")],
        None,
    ),
    (
        "World Bank download",
        ("Data Source,Development Indicators\n\nLast Updated Date,2026-02-01\n\n"
        "Country Name,Country Code,Indicator Name,Indicator Code,2022,2023\n"
        "Chile,CHL,GDP (current US$),NY.X,301,335\nPeru,PER,GDP (current US$),NY.X,244,267\n"),
        {},
        [("GDP", "CHL", "2022", "301"), ("GDP", "PER", "2023", "267")],
        "USD",
    ),
    (
        "World Bank data bank",
        ("Series Name,Series Code,Country Name,Country Code,2021 [YR2021],2022 [YR2022]\n"
        "Forest area (sq. km),AG.X,Finland,FIN,224,225\n"),
        {},
        [("Forest area", "FIN", "2021", "224")],
        "km2",
    ),
    (
        "Our World in Data",
        ("Entity,Code,Year,Share of electricity from wind (%)\nDenmark,DNK,2023,57.7\n"
        "Ireland,IRL,2023,35.1\n"),
        {},
        [("Share of electricity from wind", "DNK", "2023", "57.7")],
        "percent",
    ),
    (
        "SDMX CSV",
        "FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA,ITA,2022,4.5,A\nA,ITA,2023,4.9,P\n",
        {"indicator": "Rate"},
        [("Rate", "ITA", "2023", "4.9")],
        None,
    ),
    (
        "areas across by code",
        "Date,AUS,NZL\n2021,3.5,\n2022,3.75,4\n",
        {"indicator": "Lending rate"},
        [("Lending rate", "AUS", "2022", "3.75"), ("Lending rate", "NZL", "2022", "4")],
        None,
    ),
    (
        "areas across by name, quarters down",
        "Quarter;Spain;Portugal\n2024 Q1;0,8;0,6\n2024 Q2;0,9;0,2\n",
        {"indicator": "Growth", "decimal": ","},
        [("Growth", "ESP", "2024-Q1", "0.8"), ("Growth", "PRT", "2024-Q2", "0.2")],
        None,
    ),
    (
        "months down, one value",
        "Month,Price of wheat (USD per tonne)\nJan-24,251.5\nFeb-24,240\n",
        {"area": "WLD"},
        [("Price of wheat", "WLD", "2024-01", "251.5")],
        "USD/t",
    ),
    (
        "full dates with time",
        "observation_date,RATE\n2024-01-01 00:00:00,5.33\n2024-01-02 00:00:00,.\n",
        {"area": "USA"},
        [("RATE", "USA", "2024-01-01", "5.33"), ("RATE", "USA", "2024-01-02", "")],
        None,
    ),
    (
        "year and month in two columns",
        "Year,Month,Arrivals\n2023,1,1200\n2023,2,1350\n",
        {"area": "THA"},
        [("Arrivals", "THA", "2023-01", "1200"), ("Arrivals", "THA", "2023-02", "1350")],
        None,
    ),
    (
        "year and month by name",
        "Year,Month,Arrivals\n2023,January,1200\n2023,February,1350\n",
        {"area": "THA"},
        [("Arrivals", "THA", "2023-02", "1350")],
        None,
    ),
    (
        "title, unit line, notes below",
        ("Steel production by country\n(thousand tonnes)\n\nCountry,2022,2023\n"
        'India,"125,377","140,800"\nBrazil,"34,089","31,869"\n'
        "Source: works' reports\nNote: provisional\n"),
        {"indicator": "Steel production"},
        [("Steel production", "IND", "2023", "140800")],
        "t",
    ),
    (
        "indicators down, years across, one area",
        "Item,2021,2022\nExports (EUR million),100.5,120\nImports (EUR million),90,95.25\n",
        {"area": "AUT"},
        [("Exports", "AUT", "2022", "120"), ("Imports", "AUT", "2022", "95.25")],
        "EUR",
    ),
    (
        "indicator columns with units after a comma",
        "Year,Coal output, million tonnes\n",
        {"area": "POL"},
        [],
        "error",
    ),
    (
        "long with indicator and unit columns",
        ("Country,Year,Indicator,Unit,Value\nKenya,2022,Tea exports,US$ million,1300\n"
        "Kenya,2022,Tea output,thousand tonnes,535\n"),
        {},
        [("Tea exports", "KEN", "2022", "1300"), ("Tea output", "KEN", "2022", "535")],
        None,
    ),
    (
        "unit column with multiplier",
        ("Country,Subject Descriptor,Units,Scale,2022,2023\n"
        "Ghana,Gross domestic product,US dollars,Billions,74.3,76.4\n"),
        {},
        [("Gross domestic product", "GHA", "2023", "76.4")],
        None,
    ),
    (
        "quarters under years",
        ",2023,,,,2024,\nCountry,Q1,Q2,Q3,Q4,Q1,Q2\nNorway,1,2,3,4,5,6\n",
        {"indicator": "Catch"},
        [("Catch", "NOR", "2023-Q4", "4"), ("Catch", "NOR", "2024-Q2", "6")],
        None,
    ),
    (
        "months under years",
        ",2023,,2024,\nCountry,Jan,Feb,Jan,Feb\nNorway,1,2,3,4\n",
        {"indicator": "Catch"},
        [("Catch", "NOR", "2024-02", "4")],
        None,
    ),
    (
        "sections as indicators",
        "Country,2022,2023\nExports\nFrance,1,2\nItaly,3,4\nImports\nFrance,5,6\nItaly,7,8\n",
        {},
        [("Exports", "FRA", "2022", "1"), ("Imports", "ITA", "2023", "8")],
        None,
    ),
    (
        "footnote marks and flags",
        "Country,2022,2023*\nGermany (a),1.5 p,2.5e\nGreece¹,3b,n/a\n",
        {"indicator": "Rate"},
        [("Rate", "DEU", "2022", "1.5"), ("Rate", "GRC", "2022", "3"), ("Rate", "GRC", "2023", "")],
        None,
    ),
    (
        "percent signs in cells",
        "Region,2022,2023\nTurkey,72.3%,53.9%\n",
        {"indicator": "Inflation"},
        [("Inflation", "TUR", "2022", "72.3")],
        "percent",
    ),
    (
        "negatives in brackets, blanks as thousands",
        "Country;2022;2023\nMexico;(1 250);2 300\n",
        {"indicator": "Balance"},
        [("Balance", "MEX", "2022", "-1250"), ("Balance", "MEX", "2023", "2300")],
        None,
    ),
    (
        "decimal commas and points as thousands",
        "Land;2022;2023\nGermany;1.250,5;1.300\n",
        {"indicator": "Output", "decimal": ","},
        [("Output", "DEU", "2022", "1250.5"), ("Output", "DEU", "2023", "1300")],
        None,
    ),
    (
        "tab separated",
        "geo\t2022\t2023\nSweden\t10.5\t10.6\n",
        {"indicator": "People"},
        [("People", "SWE", "2023", "10.6")],
        None,
    ),
    (
        "Eurostat marks",
        "geo,2022,2023\nFRA,: ,7.3 b\nITA,8.1,7.7 p\n",
        {"indicator": "Rate"},
        [("Rate", "FRA", "2022", ""), ("Rate", "FRA", "2023", "7.3")],
        None,
    ),
    (
        "totals and unknown areas left out",
        "Country,2022\nTotal of the above,30\nPeru,10\nChile,20\n",
        {"indicator": "Copper"},
        [("Copper", "PER", "2022", "10")],
        None,
    ),
    (
        "fiscal labels",
        "Country,FY2022,FY2023\nIndia,5,6\n",
        {"indicator": "Deficit"},
        [("Deficit", "IND", "2023", "6")],
        None,
    ),
    (
        "months across by number",
        "Country,2024M01,2024M02\nLatvia,1,2\n",
        {"indicator": "Index"},
        [("Index", "LVA", "2024-02", "2")],
        None,
    ),
    (
        "aggregates among the areas",
        "Economy,2022\nEuro area,1\nWorld,2\nASEAN,3\n",
        {"indicator": "Growth"},
        [("Growth", "EMU", "2022", "1"), ("Growth", "ASEAN", "2022", "3")],
        None,
    ),
    (
        "single column of values under years down",
        "Year,Population (thousand persons)\n1990,57000\n2000,59000\n",
        {"area": "GBR"},
        [("Population", "GBR", "1990", "57000")],
        None,
    ),
    (
        "scientific notation",
        "Country,Year,Emissions (tCO2)\nQatar,2021,9.5e7\n",
        {},
        [("Emissions", "QAT", "2021", "95000000")],
        "t",
    ),
    (
        "figures that look like years",
        "Date,ABW,OWID_WRL\n2021,2000,15\n2022,2000,16\n",
        {"indicator": "Cropland"},
        [("Cropland", "ABW", "2022", "2000"), ("Cropland", "WLD", "2022", "16")],
        None,
    ),
    (
        "remarks beside values",
        "Country,Year,Catch,Remark\nNorway,2022,5,estimate of ours\nNorway,2023,6,as printed\n",
        {},
        [("Catch", "NOR", "2022", "5"), ("Catch", "NOR", "2023", "6")],
        None,
    ),
    (
        "products down, one headed column of values",
        ("Country,Year,Product,Exports (EUR million)\nIreland,2023,Beef,2.7\n"
        "Ireland,2023,Butter,1.2\n"),
        {},
        [("Beef, Exports", "IRL", "2023", "2.7"), ("Butter, Exports", "IRL", "2023", "1.2")],
        "EUR",
    ),
    (
        "several value columns",
        "Country,Year,Wheat,Maize\nUkraine,2022,20.7,26.2\nUkraine,2023,22.4,31\n",
        {},
        [("Wheat", "UKR", "2022", "20.7"), ("Maize", "UKR", "2023", "31")],
        None,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", LAYOUTS, ids=[case[0] for case in LAYOUTS])
def test_a_layout_is_read(tmp_path: Path, case: Case) -> None:
    _, text, options, wanted, unit = case
    file = tmp_path / "own.csv"
    file.write_text(text, encoding="utf-8")
    if unit == "error":
        with pytest.raises(PackageError):
            read_layout(read_grid(file), "own.csv", Told(options.get("area")))
        return
    layout = read_layout(read_grid(file), "own.csv", Told(**options))
    found = {(v.indicator, v.area, v.period, v.number) for v in layout.values}
    assert set(wanted) <= found, sorted(found)[:12]
    assert layout.how
    if unit is not None:
        assert {v.unit.code for v in layout.values if v.unit} == {unit}


def test_rows_left_out_are_said(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("Country,2022\nTotal of the above,30\nPeru,10\n", encoding="utf-8")
    layout = read_layout(read_grid(file), "own.csv", Told(indicator="Copper"))
    assert any("1 rows left out" in x and "Total of the above" in x for x in layout.how)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024", "2024"),
        ("2024.0", "2024"),
        ("Q3 2024", "2024-Q3"),
        ("2024T2", "2024-Q2"),
        ("Sept. 2023", "2023-09"),
        ("12/2023", "2023-12"),
        ("2024-02-29", "2024-02-29"),
        ("13/2023", None),
        ("1,234", None),
        ("Total", None),
        ("", None),
    ],
)
def test_periods(text: str, label: str | None) -> None:
    assert read_period(text) == label


@pytest.mark.parametrize(
    ("text", "code", "mult"),
    [
        ("US$ million", "USD", 6),
        ("billions of yuan", "CNY", 9),
        ("thousand tonnes", "t", 3),
        ("Mt", "t", 6),
        ("percent of GDP", "percent", 0),
        ("persons", None, 0),
        ("USD per thousand tonnes", "USD/t", -3),
    ],
)
def test_units(text: str, code: str | None, mult: int) -> None:
    unit = read_unit(text)
    assert (unit.code if unit else None, unit.mult if unit else 0) == (code, mult)


def test_a_scale_column_gives_the_multiplier(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    text = "Country,Units,Scale,2022,2023\nGhana,US dollars,Billions,74.3,76.4\n"
    file.write_text(text, encoding="utf-8")
    layout = read_layout(read_grid(file), "own.csv", Told(indicator="Output"))
    assert {(v.unit.code, v.unit.mult) for v in layout.values if v.unit} == {("USD", 9)}


def test_what_is_no_area_or_number() -> None:
    assert read_area("Exports") is None
    assert read_number("12 apples") is None
    assert read_number("1.2.3") is None


def test_the_words_of_headings_prove_themselves() -> None:
    for row in load_rows("table_headings", ("role", "word", "example", "source")):
        assert heading_role(row["example"]) is not None, row
    assert heading_role("Country Name") == "area"
    assert heading_role("Indicator Code") == "skip"
    assert heading_role("Exports of ball bearings and their parts") is None


def test_the_marks_of_missing_values_prove_themselves() -> None:
    for row in load_rows("missing_marks", ("mark", "example", "source")):
        assert is_missing(row["example"]), row
    assert is_missing("")
    assert not is_missing("0")


@pytest.mark.parametrize("piece", ["1", ",", " ", ".", "(", "a", "1,", "1 ", "%(", "Q1", "*", "["])
def test_long_cells_take_no_time(piece: str) -> None:
    cell = piece * (100_000 // len(piece))
    begun = time.process_time()
    read_period(cell)
    read_area(cell)
    read_number(cell)
    read_unit(cell)
    is_missing(cell)
    heading_role(cell)
    named(cell)
    assert time.process_time() - begun < 1


def test_the_names_that_tables_write_prove_themselves() -> None:
    for row in load_rows("table_areas", ("name", "area", "example", "source")):
        name, _, code = row["example"].rpartition(" is ")
        assert (read_area(name), name, code) == (row["area"], row["name"], row["area"])
    assert read_short_code("EL") == "GRC"
    assert read_short_code("Greece") is None


def test_the_facts_of_columns_prove_themselves() -> None:
    for row in load_rows("table_facts", ("role", "word", "example", "source")):
        label = row["example"].partition(":")[0]
        first = "Unit" if row["role"] == "name" else "Title"
        rows = [[first, "GBP" if first == "Unit" else "Wages"], [label, "USD"], ["2024", "5"]]
        shaped, how = in_shape(rows, "own.csv")
        assert how, row
        assert shaped[-2][0] == "Period"
        assert shaped[-2][1] == {"name": "USD (GBP)", "unit": "Wages (USD)"}.get(
            row["role"], "Wages"
        )


@pytest.mark.parametrize(
    ("cells", "want"),
    [
        (["31/01/2026", "28/02/2026"], ["2026-01", "2026-02"]),
        (["1/31/2026", "2/28/2026"], ["2026-01", "2026-02"]),
        (["01/01/2026", "01/04/2026", "01/07/2026"], ["2026-Q1", "2026-Q2", "2026-Q3"]),
        (["31.12.2024", "31.12.2025"], ["2024", "2025"]),
        (["1-Jan-2024", "2-Jan-2024"], ["1-Jan-2024", "2-Jan-2024"]),
        (["Jan 31, 2024", "Feb 29, 2024"], ["2024-01", "2024-02"]),
    ],
)
def test_days_stand_for_the_period_they_begin_or_end(cells: list[str], want: list[str]) -> None:
    shaped, _ = in_shape([["Date", "x"], *([cell, "5"] for cell in cells)], "own.csv")
    assert [row[0] for row in shaped[1:]] == want


def test_dates_that_may_be_meant_either_way_are_asked_for() -> None:
    rows = [["Date", "x"], ["02/03/2026", "1"], ["05/06/2026", "2"]]
    with pytest.raises(PackageError, match="--dates"):
        in_shape(rows, "own.csv")
    shaped, how = in_shape(rows, "own.csv", dates="day-first")
    assert (shaped[1][0], how) == ("2026-03-02", ["dates in column 1 read day first"])


@pytest.mark.parametrize(
    ("text", "power"),
    [("in millions of dollars", 6), ("000", 3), ("£m", 6), ("$ bn", 9), ("persons", None)],
)
def test_a_scale_without_a_unit(text: str, power: int | None) -> None:
    unit = read_scale(text)
    assert (unit and unit.code, unit and unit.mult) == ("" if unit else None, power)
