"""Several people at one desk: the same behaviour on SQLite and on a real PostgreSQL server."""

import json
import threading

import pytest
from review_browser import Browser
from sqlalchemy.exc import DatabaseError

from factcheck.errors import UsageError
from factcheck.web import people
from factcheck.web.database import Database
from factcheck.web.filters import Filter
from factcheck.web.judgements import add

PAGE = "/articles/a2/claims/c1"


class Person(Browser):
    """Somebody at the desk, at a page of a process of their own."""

    def __init__(self, out, database, name):
        super().__init__(out, reviewer=name, database=database)
        self.name = name


@pytest.fixture
def two(out, database):
    return Person(out, database, "ana"), Person(out, database, "ben")


def test_what_one_decides_the_other_sees(two):
    ana, ben = two
    assert "12 claims" in ben.get("/?state=open").text
    ana.judge("a2", "c1", action="accept", note="looked up")
    assert "11 claims" in ben.get("/?state=open").text
    assert "1 claim<" in ben.get("/?reviewer=ana").text
    page = ben.get(PAGE).text
    assert "Now: <strong>accept</strong>, by ana" in page
    assert "looked up" in page
    assert "Undo your newest judgement" not in page


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ({"action": "accept"}, {"action": "accept"}, "agreed"),
        ({"action": "accept"}, {"action": "correct", "label": "refuted"}, "agreed"),
        ({"action": "accept"}, {"action": "correct", "label": "supported"}, "disputed"),
        ({"action": "accept"}, {"action": "reject"}, "disputed"),
        ({"action": "reject"}, {"action": "reject"}, "agreed"),
    ],
)
def test_a_second_reviewer_agrees_or_disputes(first, second, state, two):
    ana, ben = two
    ana.judge("a2", "c1", **first)
    assert "1 claim<" in ben.get("/?second=once").text
    ben.judge("a2", "c1", **second)
    for person in two:
        assert "1 claim<" in person.get(f"/?second={state}").text
    approved = ana.get("/export/claims.jsonl?approved=1").text.splitlines()
    assert len(approved) == (state == "agreed" and first["action"] != "reject")
    assert len(ana.rows("SELECT * FROM judgements")) == 2
    ben.post(PAGE, f"{PAGE}/undo")
    assert "1 claim<" in ana.get("/?second=once").text


def test_nobody_undoes_what_another_decided(two):
    ana, ben = two
    ana.judge("a2", "c1", action="accept")
    assert ben.post(PAGE, f"{PAGE}/undo").status_code == 303
    (row,) = ana.rows("SELECT action, reviewer FROM standing_judgements")
    assert row == {"action": "accept", "reviewer": "ana"}


def test_who_decides_on_an_overtaken_page_is_told(two):
    ana, ben = two
    stale = ben.fields(PAGE)
    ana.judge("a2", "c1", action="accept")
    answer = ben.client.post(
        f"{PAGE}/judgements", data={**stale, "action": "reject", "note": "what ben typed"}
    )
    assert answer.status_code == 409
    assert "another judgement was made" in answer.text
    assert "Now: <strong>accept</strong>, by ana" in answer.text
    assert "what ben typed</textarea>" in answer.text
    assert 'value="reject" checked' in answer.text
    assert ben.judge("a2", "c1", action="reject").status_code == 303
    log = ana.rows("SELECT reviewer, action FROM judgements ORDER BY id")
    assert [tuple(r.values()) for r in log] == [("ana", "accept"), ("ben", "reject")]


def judge_all(person, claims, begin, answers):
    """Judges each claim once, again where another came between."""
    begin.wait()
    for slug, claim in claims:
        status = 0
        while status != 303:
            status = person.judge(slug, claim, action="accept", note=person.name).status_code
            answers.append(status)


def test_two_reviewers_at_once_lose_nothing(two):
    claims = [(f"a{i}", f"c{j}") for i in range(1, 7) for j in (1, 2)]
    begin, answers = threading.Barrier(2), ([], [])
    threads = [
        threading.Thread(target=judge_all, args=(person, claims, begin, said))
        for person, said in zip(two, answers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert set(answers[0] + answers[1]) <= {303, 409}
    log = two[0].rows("SELECT id, reviewer, slug, claim_id, note FROM judgements ORDER BY id")
    assert len(log) == 24
    for person in two:
        mine = {(r["slug"], r["claim_id"]) for r in log if r["reviewer"] == person.name}
        assert mine == set(claims)
        assert "12 claims" in person.get("/?second=agreed").text
        assert "0 claims" in person.get("/?state=open").text
    assert all(r["note"] == r["reviewer"] for r in log)


def test_many_writers_on_one_claim_make_one_unbroken_log(out, database):
    desk = [Person(out, database, f"p{i}") for i in range(6)]
    begin, answers = threading.Barrier(6), []
    threads = [
        threading.Thread(target=judge_all, args=(p, [("a2", "c1")] * 3, begin, answers))
        for p in desk
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    log = desk[0].rows("SELECT id, reviewer FROM judgements ORDER BY id")
    assert [r["id"] for r in log] == list(range(1, 19))
    assert answers.count(303) == 18
    assert sorted(r["reviewer"] for r in log) == sorted([f"p{i}" for i in range(6)] * 3)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE judgements SET note = 'x'",
        "DELETE FROM judgements",
        "DELETE FROM judgements WHERE id = 1",
    ],
)
def test_the_log_can_only_grow(change, two):
    ana, _ = two
    ana.judge("a2", "c1", action="accept")
    with pytest.raises(DatabaseError, match="never"), ana.db.writing() as db:
        db.exec_driver_sql(change)
    assert len(ana.rows("SELECT * FROM judgements")) == 1


def test_the_log_cannot_be_emptied_on_postgresql(out, postgres):
    ana = Person(out, postgres, "ana")
    ana.judge("a2", "c1", action="accept")
    with pytest.raises(DatabaseError, match="never"), ana.db.writing() as db:
        db.exec_driver_sql("TRUNCATE judgements")


@pytest.mark.parametrize(
    "row",
    [
        {"action": "undo", "undoes": None, "label": None},
        {"action": "accept", "label": None},
        {"action": "correct", "label": "true"},
        {"action": "guess", "label": "refuted"},
        {"action": "reject", "label": "refuted"},
        {"action": "undo", "undoes": 99, "label": None},
    ],
)
def test_the_database_keeps_entries_that_cannot_be_out(row, two):
    values = dict.fromkeys(("made_at", "reviewer", "machine_reason", "quote"), "x")
    values |= {"slug": "a2", "claim_id": "c1", "machine_label": "refuted", "undoes": None, **row}
    with pytest.raises(DatabaseError), two[0].db.writing() as db:
        add(db, values)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("label=refuted", 4),
        ("outlet=Daily&label=refuted", 2),
        ("month=2025-03", 12),
        ("q=title+3", 3),
        ("q=TITLE", 12),
        ("q=titl", 12),
        ("q=%22+%2A%28+%26+%21", 12),
        ("q=%27+OR+1%3D1", 0),
        ("q=a+%26+b+%7C+%21c+%3A%2A", 0),
        ("q=%00title", 12),
        ("label=%27+OR+1%3D1+--", 0),
        ("label=%00", 0),
        ("page=9", 12),
    ],
)
def test_facets_and_search_are_the_same(query, count, two):
    answer = two[0].get(f"/?{query}")
    assert answer.status_code == 200
    assert f"{count} claim" in answer.text


def test_facets_count_what_the_database_holds(two):
    ana, ben = two
    ana.judge("a1", "c1", action="accept")
    ben.judge("a1", "c1", action="reject")
    ben.judge("a2", "c2", action="correct", label="refuted", reading_period="2023")
    ana.judge("a3", "c1", action="reject")
    ana.post("/articles/a3/claims/c1", "/articles/a3/claims/c1/undo")
    for person in (ana, ben, Person(ana.app.state.desk.out, None, "new")):
        if person.db.is_sqlite is not ana.db.is_sqlite:
            continue
        _, facets, _ = person.app.state.desk.store.look(Filter())
        assert dict(facets["state"]) == {"open": 10, "reject": 1, "correct": 1}
        assert dict(facets["second"]) == {"not judged": 10, "disputed": 1, "once": 1}
        assert dict(facets["reviewer"]) == {"": 10, "ben": 2}


def test_notes_hold_whatever_was_typed(two):
    ana, _ = two
    text = "NUL \0, emoji 🧮, quote ' \" \\, line\nend, \u202e"
    ana.judge("a2", "c1", action="accept", note=text)
    (row,) = ana.rows("SELECT note FROM judgements")
    assert row["note"] == text.replace("\0", "\ufffd")


def test_people_sign_in_at_either(out, database):
    known = people.People(Person(out, database, "x").db)
    known.add("eva", "reviewer", "a long enough password")
    token = known.sign_in("eva", "a long enough password")
    assert known.of_session(token) == people.Person("eva", "reviewer")
    known.remove("eva")
    assert known.of_session(token) is None


def test_two_processes_may_start_at_once(out, database):
    made, failed = [], []

    def start(name):
        try:
            made.append(Person(out, database, name))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failed.append(error)

    threads = [threading.Thread(target=start, args=(f"p{i}",)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert len(made) == 4
    assert "12 claims" in made[0].get("/").text


def test_a_database_of_before_is_brought_up(out):
    old = Database(f"sqlite:///{out / 'review.db'}")
    with old.writing() as db:
        db.exec_driver_sql("ALTER TABLE judgements DROP COLUMN recomputed")
    ana = Person(out, None, "ana")
    ana.judge("a2", "c1", action="correct", label="supported", reading_period="2023")
    assert json.loads(ana.rows("SELECT reading FROM judgements")[0]["reading"])["period"] == "2023"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("nonsense", "no address"),
        ("mysql://root@localhost/x", "SQLite or PostgreSQL|no address"),
        ("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2", "cannot be opened"),
        ("sqlite:////no/such/folder/review.db", "cannot be opened"),
    ],
)
def test_a_database_that_is_none_is_said_plainly(url, words):
    with pytest.raises(UsageError, match=words):
        Database(url)


def test_a_password_in_a_url_is_not_told():
    with pytest.raises(UsageError) as told:
        Database("postgresql://nobody:hunter2@127.0.0.1:1/none?connect_timeout=2")
    assert "hunter2" not in str(told.value)
