import json

import pytest

from factcheck.articles import article_from_text
from factcheck.errors import UsageError
from factcheck.matches import load_readings
from factcheck.pipeline import Checker
from factcheck.records import ConfirmedReading
from factcheck.reports.wording import reading_rows
from factcheck.settings import Settings


@pytest.fixture(scope="module")
def checker():
    return Checker(Settings())


@pytest.fixture(scope="module")
def report(checker):
    article = article_from_text(
        "The country's sales abroad reached 26.99 trillion yuan.", id="note", published="2026-02-06"
    )
    return checker.check(article)


@pytest.fixture(scope="module")
def exports(checker):
    """Key of a series of China's exports of goods in yuan."""
    return next(
        s.key
        for s in checker.archive.series()
        if s.indicator.lower() == "exports of goods"
        and s.unit_measure == "CNY"
        and s.freq == "A"
        and s.counterpart is None
        and s.product is None
        and s.measure == "level"
        and "CHN" in checker.archive.areas(s.key)
    )


def reading(report, **fields):
    claim = report.claims[0]
    return ConfirmedReading(
        article=report.article.id,
        kind=claim.kind,
        quote=claim.quote.exact,
        anchor=claim.anchor.exact,
        by="ana",
        **fields,
    )


def test_a_series_and_period_that_a_person_chose_decide(checker, report, exports):
    assert report.claims[0].verdict.label == "not_enough_evidence"
    confirmed = reading(report, series=exports, area="CHN", period="2025")
    again = checker.rejudge(report, "c1", confirmed)
    assert again.verdict.label == "supported"
    assert again.period.label == "2025"
    assert "ana confirmed" in again.verdict.notes[-1]
    assert {f"{c.dataset}#{c.series}" for c in again.verdict.evidence} == {exports}


def test_the_value_plays_no_part_in_what_was_chosen(checker, report, exports):
    confirmed = reading(report, series=exports, area="CHN", period="2025", value="19.99E12")
    verdict = checker.rejudge(report, "c1", confirmed).verdict
    assert verdict.label == "refuted"
    assert verdict.explanation.startswith("Read as 19.99E12: ")


def test_a_file_of_readings_gives_the_same_verdict_in_a_later_run(
    checker, report, exports, tmp_path
):
    confirmed = reading(report, series=exports, area="CHN", period="2025")
    path = tmp_path / "readings.jsonl"
    path.write_text(confirmed.model_dump_json(exclude_none=True) + "\n\n", "utf-8")
    later = Checker(Settings(readings=path))
    later._finder, later._archive = checker.finder, checker.archive
    (claim,) = later.check(report.article).claims
    assert claim == checker.rejudge(report, "c1", confirmed)


def test_a_reading_of_another_article_changes_nothing(checker, report, exports, tmp_path):
    path = tmp_path / "readings.jsonl"
    other = reading(report, series=exports, area="CHN", period="2025").model_copy(
        update={"article": "another"}
    )
    path.write_text(other.model_dump_json() + "\n", "utf-8")
    later = Checker(Settings(readings=path))
    later._finder, later._archive = checker.finder, checker.archive
    assert later.check(report.article).claims == report.claims


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"series": "none/such#x"}, "no series"),
        ({"area": "atlantis"}, "no area"),
        ({"area": "<b>"}, "no area"),
        ({"area": "Georgia"}, "write the code"),
        ({"period": "last year"}, "no period"),
        ({"period": "2025-13"}, "no period"),
        ({"value": "many"}, "no number"),
        ({"value": "NaN"}, "no number"),
        ({"value": "1E400000"}, "no number"),
    ],
)
def test_what_cannot_be_meant_is_refused(fields, words, checker, report):
    with pytest.raises(UsageError, match=words):
        checker.rejudge(report, "c1", reading(report, **fields))


@pytest.mark.parametrize("line", ["{", "[]", "3", '{"quote": "x"}', json.dumps({"article": 1})])
def test_lines_that_are_no_readings_are_named(line, tmp_path):
    path = tmp_path / "readings.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(UsageError, match="line 1"):
        load_readings(path)
    with pytest.raises(UsageError, match="cannot be read"):
        load_readings(tmp_path / "none.jsonl")


def test_what_a_person_says_of_area_and_period_is_read_back(checker, report, exports):
    confirmed = reading(report, series=exports, area="CHN", period="2025")
    shown = dict(reading_rows(checker.rejudge(report, "c1", confirmed)))
    assert (shown["area"], shown["period"]) == ("(CHN)", "2025")


@pytest.mark.parametrize("name", ["CHN", "China", "china"])
def test_an_area_may_be_named(name, checker, report, exports):
    confirmed = reading(report, series=exports, area=name, period="2025")
    assert checker.rejudge(report, "c1", confirmed).verdict.label == "supported"


@pytest.mark.parametrize(("said", "code"), [("CNY", "CNY"), ("pct", "percent"), ("yuan", "CNY")])
def test_a_unit_may_be_named(said, code, checker, report):
    again = checker.rejudge(report, "c1", reading(report, unit=said))
    assert again.quantity.unit == code
