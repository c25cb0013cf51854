"""Figures, their units and bounds, sentence by sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from factcheck.mentions.quantities import find_quantities

# sentence, then (anchor, value or low..high, unit, comparator) for each mention
CASES = [
    ("Trade came to RMB 45.2 trillion.", [("RMB 45.2 trillion", "45200000000000", "CNY", "eq")]),
    ("Trade came to 45.2 trillion yuan.", [("45.2 trillion yuan", "45200000000000", "CNY", "eq")]),
    (
        "It spent 7.3 billion U.S. dollars.",
        [("7.3 billion U.S. dollars", "7300000000", "USD", "eq")],
    ),
    ("The fund holds $1.4tn.", [("$1.4tn", "1400000000000", "USD", "eq")]),
    (
        "It owes €15bn and £3.2 billion.",
        [("€15bn", "15000000000", "EUR", "eq"), ("£3.2 billion", "3200000000", "GBP", "eq")],
    ),
    ("They lent Rs 2 lakh crore.", [("Rs 2 lakh crore", "2000000000000", "INR", "eq")]),
    ("Aid was 412.5 billion yen.", [("412.5 billion yen", "412500000000", "JPY", "eq")]),
    (
        "It cost HK$37, A$5bn or CHF 12.",
        [
            ("HK$37", "37", "HKD", "eq"),
            ("A$5bn", "5000000000", "AUD", "eq"),
            ("CHF 12", "12", "CHF", "eq"),
        ],
    ),
    ("Tin sold at US$1,250/t.", [("US$1,250/t", "1250", "USD/t", "eq")]),
    ("Oil neared $90 a barrel.", [("$90 a barrel", "90", "USD/[bbl]", "nearly")]),
    ("Power cost 5 cents per kWh.", [("5 cents per kWh", "0.05", "USD/kW.h", "eq")]),
    ("Wages were $31.20 an hour.", [("$31.20 an hour", "31.20", "USD/h", "eq")]),
    ("The levy raises $3 billion a year.", [("$3 billion", "3000000000", "USD", "eq")]),
    (
        "Prices rose 1.2 percentage points.",
        [("1.2 percentage points", "1.2", "percentage_point", "eq")],
    ),
    (
        "A 15-percentage-point gap opened.",
        [("15-percentage-point", "15", "percentage_point", "eq")],
    ),
    ("Rates rose 25 bps.", [("25 bps", "0.25", "percentage_point", "eq")]),
    ("Rates rose 75 basis points.", [("75 basis points", "0.75", "percentage_point", "eq")]),
    (
        "A 4.4-percent rise and 3.1 per cent more.",
        [("4.4-percent", "4.4", "percent", "eq"), ("3.1 per cent", "3.1", "percent", "eq")],
    ),
    ("Wells gave 12.4 million b/d.", [("12.4 million b/d", "12400000", "[bbl]/d", "eq")]),
    (
        "Wells gave 1.7 mb/d, once 5 b/d.",
        [("1.7 mb/d", "1700000", "[bbl]/d", "eq"), ("5 b/d", "5", "[bbl]/d", "eq")],
    ),
    ("Wells gave 3.2m barrels per day.", [("3.2m barrels per day", "3200000", "[bbl]/d", "eq")]),
    ("The sector emitted 3 GtCO2.", [("3 GtCO2", "3000000000", "t", "eq")]),
    ("Forests took up 12 MtC.", [("12 MtC", "12000000", "t", "eq")]),
    (
        "It mined 23.5 million metric tonnes.",
        [("23.5 million metric tonnes", "23500000", "t", "eq")],
    ),
    (
        "Grids fed in 61 TWh from 12 GW.",
        [("61 TWh", "61", "TW.h", "eq"), ("12 GW", "12", "GW", "eq")],
    ),
    ("Solar made 61 terawatt-hours.", [("61 terawatt-hours", "61", "TW.h", "eq")]),
    (
        "It spans 30,000 hectares or 300 km2.",
        [("30,000 hectares", "30000", "har", "eq"), ("300 km2", "300", "km2", "eq")],
    ),
    (
        "It was 31°C, or 88 degrees Fahrenheit.",
        [("31°C", "31", "Cel", "eq"), ("88 degrees Fahrenheit", "88", "[degF]", "eq")],
    ),
    ("They live 1.7 years longer.", [("1.7 years", "1.7", "a", "eq")]),
    ("Stocks fell −12.5%.", [("−12.5%", "-12.5", "percent", "eq")]),
    ("Stocks fell minus 3.1%.", [("minus 3.1%", "-3.1", "percent", "eq")]),
    (
        "The result was $(45) million, or (3.8)%.",
        [("$(45) million", "-45000000", "USD", "eq"), ("(3.8)%", "-3.8", "percent", "eq")],
    ),
    (
        "It went from 3.1% to 3.6%.",
        [("3.1%", "3.1", "percent", "eq"), ("3.6%", "3.6", "percent", "eq")],
    ),
    ("Growth of 3 to 4 percent.", [("3 to 4 percent", "3..4", "percent", "between")]),
    ("Growth of 2.5-3%.", [("2.5-3%", "2.5..3", "percent", "between")]),
    ("Growth between 4 and 5 percent.", [("4 and 5 percent", "4..5", "percent", "between")]),
    ("Crude at $80–85 a barrel.", [("$80–85 a barrel", "80..85", "USD/[bbl]", "between")]),
    (
        "Costs of $800-900 million.",
        [("$800-900 million", "800000000..900000000", "USD", "between")],
    ),
    (
        "Grants ranging from $2,000 to $1 million.",
        [("$2,000 to $1 million", "2000..1000000", "USD", "between")],
    ),
    (
        "They rose 5, 8 and 7 percent.",
        [
            ("5", "5", "percent", "eq"),
            ("8", "8", "percent", "eq"),
            ("7 percent", "7", "percent", "eq"),
        ],
    ),
    (
        "It grew from around 2 to nearly 5 percentage points.",
        [
            ("2", "2", "percentage_point", "approx"),
            ("5 percentage points", "5", "percentage_point", "nearly"),
        ],
    ),
    ("Half a million homes.", [("Half a million", "500000", "count", "eq")]),
    ("One hundred and five ships.", [("One hundred and five", "105", "count", "eq")]),
    ("Two and a half million jobs.", [("Two and a half million", "2500000", "count", "eq")]),
    ("3 million and a quarter tonnes.", [("3 million and a quarter tonnes", "3250000", "t", "eq")]),
    ("Two dozen firms.", [("Two dozen", "24", "count", "eq")]),
    (
        "Tens of billions of dollars.",
        [("Tens of billions of dollars", "10000000000..100000000000", "USD", "between")],
    ),
    ("One in five workers.", [("One in five", "20", "percent", "eq")]),
    ("Three out of every four firms.", [("Three out of every four", "75", "percent", "eq")]),
    (
        "Two-thirds of output, a quarter of sales.",
        [("Two-thirds", "66.67", "percent", "eq"), ("quarter", "25", "percent", "eq")],
    ),
    (
        "More than a third and nearly half.",
        [("third", "33.33", "percent", "gt"), ("half", "50", "percent", "nearly")],
    ),
    ("Exports dropped by a fifth.", [("fifth", "20", "percent", "eq")]),
    (
        "Rates rose half a percentage point.",
        [("half a percentage point", "0.5", "percentage_point", "eq")],
    ),
    (
        "Sales doubled, then tripled; costs halved.",
        [
            ("doubled", "2", "ratio", "eq"),
            ("tripled", "3", "ratio", "eq"),
            ("halved", "0.5", "ratio", "eq"),
        ],
    ),
    (
        "Sales grew 2.4-fold, then tenfold.",
        [("2.4-fold", "2.4", "ratio", "eq"), ("tenfold", "10", "ratio", "eq")],
    ),
    ("Debt was cut in half.", [("half", "0.5", "ratio", "eq")]),
    ("It is three times as big as Malta.", [("three times", "3", "ratio", "eq")]),
    ("Sales more than doubled.", [("doubled", "2", "ratio", "gt")]),
    ("It has 6.2 nurses per 1,000 people.", [("6.2", "6.2", "count/1000", "eq")]),
    ("The yuan stood at 7.2 per dollar.", [("7.2 per dollar", "7.2", "CNY/USD", "eq")]),
    ("The rate is 150 yen to the dollar.", [("150 yen to the dollar", "150", "JPY/USD", "eq")]),
    ("The euro bought $1.08 on Friday.", [("$1.08", "1.08", "USD/EUR", "eq")]),
    (
        "It had 61 million cars, up from 58 million.",
        [("61 million", "61000000", "count", "eq"), ("58 million", "58000000", "count", "eq")],
    ),
    (
        "Reserves grew to 93 billion barrels from 92 billion.",
        [
            ("93 billion barrels", "93000000000", "[bbl]", "eq"),
            ("92 billion", "92000000000", "[bbl]", "eq"),
        ],
    ),
    ("The index lost 31.5 points.", [("31.5 points", "31.5", "index_point", "eq")]),
    ("The jobless rate lost 0.4 points.", [("0.4 points", "0.4", "percentage_point", "eq")]),
    ("The price index stood at 104.6 in May.", [("104.6", "104.6", "index_point", "eq")]),
    ("Growth was double-digit.", [("double-digit", "10", "percent", "ge")]),
    ("1 234 567 people.", [("1 234 567", "1234567", "count", "eq")]),
    ("1.234.567,89 euros.", [("1.234.567,89 euros", "1234567.89", "EUR", "eq")]),
    ("12,34,567 rupees.", [("12,34,567 rupees", "1234567", "INR", "eq")]),
    ("1'234'567 Swiss francs.", [("1'234'567 Swiss francs", "1234567", "CHF", "eq")]),
    ("Nearly 2,021 projects.", [("2,021", "2021", "count", "nearly")]),
    (
        "Thirteen dollars forty-five cents.",
        [("Thirteen dollars forty-five cents", "13.45", "USD", "eq")],
    ),
]

CASES += [
    ("The naira stood at N1,535/$.", [("N1,535/$", "1535", "NGN/USD", "eq")]),
    ("Prices rose two-and-a-half times.", [("two-and-a-half times", "2.5", "ratio", "eq")]),
    ("It is 3x that of Malta.", [("3x", "3", "ratio", "eq")]),
    ("It is 2 to 3 times as big.", [("2 to 3 times", "2..3", "ratio", "between")]),
    (
        "It fell from 61 to 27 deaths per 1,000 births.",
        [("61", "61", "count/1000", "eq"), ("27", "27", "count/1000", "eq")],
    ),
    (
        "Jobs fell by 11,000 to 2.9 million, or 6.1 percent.",
        [
            ("11,000", "11000", "count", "eq"),
            ("2.9 million", "2900000", "count", "eq"),
            ("6.1 percent", "6.1", "percent", "eq"),
        ],
    ),
    ("One-in-four homes lack cover.", [("One-in-four", "25", "percent", "eq")]),
    (
        "Stocks fell 3.1 million barrels to 422.5 million.",
        [
            ("3.1 million barrels", "3100000", "[bbl]", "eq"),
            ("422.5 million", "422500000", "[bbl]", "eq"),
        ],
    ),
    ("Milk output was 146 MT.", [("146 MT", "146", "t", "eq")]),
    ("See https://example.org/2-million-cars for 3% more.", [("3%", "3", "percent", "eq")]),
]

COMPARATORS = [
    ("over 40 tonnes", "over"),
    ("just over 40 tonnes", "over"),
    ("slightly more than 40 tonnes", "over"),
    ("more than 40 tonnes", "gt"),
    ("above 40 tonnes", "gt"),
    ("exceeding 40 tonnes", "gt"),
    ("a load that topped 40 tonnes", "gt"),
    ("well over 40 tonnes", "gt"),
    ("at least 40 tonnes", "ge"),
    ("no fewer than 40 tonnes", "ge"),
    ("40 tonnes or more", "ge"),
    ("up to 40 tonnes", "le"),
    ("as much as 40 tonnes", "le"),
    ("40 tonnes or less", "le"),
    ("less than 40 tonnes", "lt"),
    ("below 40 tonnes", "lt"),
    ("nearly 40 tonnes", "nearly"),
    ("almost 40 tonnes", "nearly"),
    ("just under 40 tonnes", "nearly"),
    ("close to 40 tonnes", "nearly"),
    ("about 40 tonnes", "approx"),
    ("around 40 tonnes", "approx"),
    ("some 40 tonnes", "approx"),
    ("40 tonnes or so", "approx"),
    ("exactly 40 tonnes", "eq"),
    ("equal to 40 tonnes or less", "le"),
    ("the 40 tonnes", "eq"),
    ("just short of 40 tonnes", "nearly"),
    ("a load short of 40 tonnes", "lt"),
    ("prices rose up to 40 tonnes", "eq"),
]

DIRECTIONS = [
    ("Output was up 4%.", "up"),
    ("Output rose by about 4%.", "up"),
    ("An increase of 4% followed.", "up"),
    ("A 4% annual drop followed.", "down"),
    ("Output fell sharply by 4%.", "down"),
    ("Output was 4% lower.", "down"),
    ("They cut interest rates by 4%.", "down"),
    ("An increase in wheat exports of 4% followed.", "up"),
    ("Output moved -4%.", "down"),
    ("Output (+4%) held.", "up"),
    ("Output fell to 4%.", None),
    ("Output is 4%.", None),
    ("The growth rate of 4% held.", None),
    ("Inflation fell below 4%.", None),
    ("Two in three firms expect growth.", None),
]

NOTHING = [
    "In 2025, as in 2019/20 and the 1990s, and since 1884.",
    "On April 11, at 14:30, on 5 May, May 1-5 and 2025-02-06 at 11 a.m.",
    "The 14th Five-Year Plan and the G20 met COVID-19 and CO2.",
    "A Boeing 737, an iPhone 15, an F-35 and a 5G mast.",
    "See page 12, Section 301, Articles 3 to 5 and No. 1.",
    "Call 555-123-4567 or version 10.2.3.",
    "The third consecutive rise, the 11th in all, in the first half.",
    "No one knew which one it was; each one left.",
    "People aged 15 to 64 in the first quarter.",
    "They won 2-1.",
    "",
    "No figures at all.",
]


@pytest.mark.parametrize(("sentence", "wanted"), CASES, ids=[c[0] for c in CASES])
def test_figures(sentence: str, wanted: list[tuple[str, str, str, str]]) -> None:
    found = [
        (
            m.anchor.exact,
            m.quantity.value,
            m.quantity.low,
            m.quantity.high,
            m.quantity.unit,
            m.quantity.comparator,
        )
        for m in find_quantities(sentence)
    ]
    expected = []
    for anchor, value, unit, comparator in wanted:
        low, _, high = value.partition("..")
        if high:
            expected.append((anchor, None, Decimal(low), Decimal(high), unit, comparator))
        else:
            expected.append((anchor, Decimal(value), None, None, unit, comparator))
    assert found == expected


@pytest.mark.parametrize(("words", "comparator"), COMPARATORS)
def test_comparators(words: str, comparator: str) -> None:
    (mention,) = find_quantities(f"It carried {words}.")
    assert (mention.anchor.exact, mention.quantity.comparator) == ("40 tonnes", comparator)


@pytest.mark.parametrize(("sentence", "direction"), DIRECTIONS)
def test_directions(sentence: str, direction: str | None) -> None:
    (mention,) = find_quantities(sentence)
    assert mention.direction == direction


@pytest.mark.parametrize("text", NOTHING)
def test_no_quantity(text: str) -> None:
    assert [m.anchor.exact for m in find_quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("45.47 trillion yuan", "1E10"),
        ("3.8%", "0.1"),
        ("9 million people", "1E6"),
        ("60 ships", "1"),
        ("49,400 events", "1"),
        ("25 bps", "0.01"),
    ],
)
def test_step_is_the_weight_of_the_last_digit(text: str, step: str) -> None:
    (mention,) = find_quantities(text)
    assert mention.quantity.step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "counted", "form"),
    [
        ("325 million domestic trips were made", "domestic trips", "count"),
        ("three of the new banks closed", "new banks", "count"),
        ("12 people left", "people", "count"),
        ("1.2 million", None, "count"),
        ("4.5 percent", None, "figure"),
        ("doubled", None, "multiple"),
        ("a third of sales", None, "fraction"),
        ("It was 4.5 then", None, "bare"),
        ("a 65-year-old", None, "bare"),
    ],
)
def test_form_and_counted(text: str, counted: str | None, form: str) -> None:
    mention = find_quantities(text)[0]
    assert (mention.quantity.counted, mention.form) == (counted, form)


def test_bare_dollar_keeps_candidates_where_only_another_dollar_country_is_named() -> None:
    (home,) = find_quantities("Miners in Australia earned $5 billion.")
    assert home.quantity.unit_candidates == ("USD", "AUD")
    assert "USD" in home.ambiguous
    (abroad,) = find_quantities("Miners in Australia earned $5 billion from the United States.")
    assert (abroad.quantity.unit, abroad.quantity.unit_candidates) == ("USD", ())


def test_up_to_before_from_is_a_movement() -> None:
    first, second = find_quantities("Joblessness was up to 4.5% from 4.1%.")
    assert (first.quantity.comparator, second.quantity.comparator) == ("eq", "eq")


def test_ton_keeps_candidates() -> None:
    (mention,) = find_quantities("They shipped 12 tons.")
    assert mention.quantity.unit == "t"
    assert "[ston_av]" in mention.quantity.unit_candidates


def test_times_more_is_marked_ambiguous() -> None:
    (mention,) = find_quantities("It is four times larger than Malta.")
    assert mention.ambiguous
    (plain,) = find_quantities("It is four times as large as Malta.")
    assert not plain.ambiguous


def test_movement_and_cue_spans() -> None:
    text = "Exports rose by about 4%."
    (mention,) = find_quantities(text)
    assert mention.movement is not None
    assert mention.cue is not None
    assert (mention.movement.exact, mention.cue.exact) == ("rose", "about")


def test_conversion_in_brackets_takes_the_bound() -> None:
    first, second = find_quantities("It paid nearly 40 million euros ($43 million).")
    assert (first.quantity.comparator, second.quantity.comparator) == ("nearly", "nearly")


def test_published_changes_nothing() -> None:
    text = "Exports rose 4% in 2024."
    assert find_quantities(text, "2025-01-01") == find_quantities(text)


def test_plain_numbers_on_request() -> None:
    text = "On 5/17/2018 the G20 met in room 12; 3 left."
    assert [m.anchor.exact for m in find_quantities(text)] == ["3"]
    found = find_quantities(text, plain=True)
    assert [m.quantity.value for m in found] == [5, 17, 2018, 20, 12, 3]
    assert {m.form for m in found} == {"bare"}
