"""Signing in, what each role may do, and how often one may try."""

import re
import threading

import pytest
from argon2 import PasswordHasher
from review_browser import Browser

from factcheck.errors import UsageError
from factcheck.web import add_admin, people
from factcheck.web.people import Limit

PAGE = "/articles/a2/claims/c1"
PASSWORD = "a long enough password"  # noqa: S105 - of nobody
READ = (
    *("/", "/articles/a2", PAGE, "/series", "/audit", "/export/claims.csv"),
    *("/export/claims.jsonl", "/export/claimreview.json", "/export/readings.jsonl"),
)
REVIEW = ("/check",)
ADMIN = ("/people",)


class Desk(Browser):
    """A browser on a desk of several people, who sign in."""

    def __init__(self, out, name=None, **options):
        super().__init__(out, "desk.example", names=["desk.example"], port=8000, **options)
        self.people = people.People(self.db)
        if not self.people.everybody():
            for role in ("reader", "reviewer", "admin"):
                self.people.add(role, role, PASSWORD)
        if name:
            assert self.sign_in(name).status_code == 303

    def sign_in(self, name, password=PASSWORD, **fields):
        return self.post("/sign-in", "/sign-in", name=name, password=password, **fields)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """The same function with less work: what it costs is not tested here."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(people, "_hasher", lambda: quick)


@pytest.fixture
def desk(out):
    return Desk(out)


@pytest.mark.parametrize("path", [*READ, *REVIEW, *ADMIN])
def test_nobody_sees_anything_before_signing_in(path, desk):
    answer = desk.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in?next=")
    assert "claim" not in answer.text


@pytest.mark.parametrize("path", [f"{PAGE}/judgements", f"{PAGE}/undo", "/check", "/people"])
def test_nobody_changes_anything_before_signing_in(path, desk):
    assert desk.post("/sign-in", path, action="accept").status_code == 401
    assert desk.rows("SELECT * FROM judgements") == []


def test_signing_in_leads_to_where_one_was_going(desk):
    way = desk.get(f"{PAGE}?label=refuted").headers["location"]
    answer = desk.post(way, "/sign-in", name="reviewer", password=PASSWORD)
    assert answer.headers["location"] == f"{PAGE}?label=refuted"
    assert desk.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "way",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil",
        "/a\r\nX: y",
        "x",
        "",
    ],
)
def test_signing_in_leads_nowhere_else(way, desk):
    assert desk.sign_in("reviewer", next=way).headers["location"] == "/"


@pytest.mark.parametrize(
    ("role", "open_to", "closed_to"),
    [
        ("reader", READ, (*REVIEW, *ADMIN)),
        ("reviewer", (*READ, *REVIEW), ADMIN),
        ("admin", (*READ, *REVIEW, *ADMIN), ()),
    ],
)
def test_roles_open_pages(role, open_to, closed_to, out):
    desk = Desk(out, role)
    # the tables are not there in this test, and that is said to all who may look
    expected = {path: 404 if path == "/series" else 200 for path in open_to}
    assert {path: desk.get(path).status_code for path in open_to} == expected
    assert {path: desk.get(path).status_code for path in closed_to} == dict.fromkeys(closed_to, 403)


def test_a_reader_judges_nothing(out):
    desk = Desk(out, "reader")
    assert desk.post(PAGE, f"{PAGE}/judgements", action="accept").status_code == 403
    assert desk.rows("SELECT * FROM judgements") == []
    assert "Save and go on" not in desk.get(PAGE).text


def test_a_judgement_bears_the_name_of_who_signed_in(out):
    desk = Desk(out, "reviewer")
    desk.post(PAGE, f"{PAGE}/judgements", action="accept", reviewer="admin")
    assert [r["reviewer"] for r in desk.rows("SELECT reviewer FROM judgements")] == ["reviewer"]


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("reviewer", "wrong"),
        ("nobody", PASSWORD),
        ("", ""),
        ("reviewer", PASSWORD + " "),
        ("Reviewer", PASSWORD),
        ("reviewer' OR '1'='1", PASSWORD),
        ("reviewer", "x" * 100_000),
        ("reviewer\0", PASSWORD),
        ("é" * 50, "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")),
    ],
)
def test_wrong_names_and_passwords_open_nothing(name, password, desk):
    answer = desk.sign_in(name, password)
    assert answer.status_code == 401
    assert "Name or password is wrong" in answer.text
    assert "factcheck_session" not in answer.headers.get("set-cookie", "")
    assert desk.get("/").status_code == 303


def test_passwords_are_kept_as_argon2_and_sessions_as_digests(out):
    desk = Desk(out, "reviewer")
    kept = [r["password"] for r in desk.rows("SELECT password FROM people")]
    assert all(x.startswith("$argon2id$") for x in kept)
    assert len(set(kept)) == 3
    token = desk.client.cookies["factcheck_session"]
    (session,) = desk.rows("SELECT * FROM sessions")
    assert token not in str(session)
    assert re.fullmatch("[0-9a-f]{64}", session["digest"])


def test_the_session_cookie_is_out_of_reach(desk):
    for scheme, secure in (("http", False), ("https", True)):
        desk.client.base_url = f"{scheme}://desk.example"
        cookies = desk.sign_in("reviewer").headers.get_list("set-cookie")
        (cookie,) = [c.lower() for c in cookies if c.startswith("factcheck_session")]
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert ("secure" in cookie) is secure


def test_signing_out_ends_the_session_even_for_a_kept_token(out):
    desk = Desk(out, "reviewer")
    token = desk.client.cookies["factcheck_session"]
    assert desk.post("/check", "/sign-out").status_code == 303
    desk.client.cookies.set("factcheck_session", token, domain="desk.example")
    assert desk.get("/").status_code == 303


def test_a_session_ends_by_itself(out):
    desk = Desk(out, "reviewer")
    with desk.db.writing() as db:
        db.exec_driver_sql("UPDATE sessions SET expires_at = '2000-01-01T00:00:00+00:00'")
    assert desk.get("/").status_code == 303


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "é", "' OR 1=1 --"])
def test_made_up_sessions_open_nothing(token, desk):
    header = {"cookie": f"factcheck_session={token}".encode()}
    assert desk.get("/", headers=header).status_code == 303


def test_an_admin_adds_and_removes_people(out):
    admin, other = Desk(out, "admin"), Desk(out)
    added = admin.post(
        "/people", "/people", action="add", name="eva", role="reviewer", password=PASSWORD
    )
    assert added.status_code == 303
    assert other.sign_in("eva").status_code == 303
    assert other.get(PAGE).status_code == 200
    assert admin.post("/people", "/people", action="remove", name="eva").status_code == 303
    assert other.get(PAGE).status_code == 303
    assert other.sign_in("eva").status_code == 401


def test_another_role_or_password_ends_the_sessions(out):
    admin, other = Desk(out, "admin"), Desk(out, "reviewer")
    admin.post(
        "/people", "/people", action="add", name="reviewer", role="reader", password=PASSWORD * 2
    )
    assert other.get(PAGE).status_code == 303
    assert other.sign_in("reviewer").status_code == 401
    assert other.sign_in("reviewer", PASSWORD * 2).status_code == 303
    assert other.get("/check").status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "<b>"}, "letters"),
        ({"name": ""}, "letters"),
        ({"name": "x" * 65}, "letters"),
        ({"role": "owner"}, "a role is one of"),
        ({"password": "short"}, "12 to 200"),
        ({"password": "x" * 201}, "12 to 200"),
        ({"action": "remove", "name": "admin"}, "nobody removes themselves"),
    ],
)
def test_people_that_cannot_be_are_refused(fields, words, out):
    admin = Desk(out, "admin")
    before = admin.people.everybody()
    form = {"action": "add", "name": "eva", "role": "reader", "password": PASSWORD, **fields}
    answer = admin.post("/people", "/people", **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert admin.people.everybody() == before
    assert form["password"] not in answer.text


def test_tries_to_sign_in_are_counted_by_name_and_by_address(desk):
    answers = [desk.sign_in("admin", f"guess number {i}").status_code for i in range(12)]
    assert answers == [401] * 10 + [429] * 2
    assert desk.sign_in("admin").status_code == 429
    assert desk.sign_in("ADMIN", "another guess").status_code == 429
    assert desk.sign_in("reviewer").status_code == 303
    answers = [desk.sign_in(f"name{i}", "a guess").status_code for i in range(40)]
    assert answers == [401] * 35 + [429] * 5


def test_writes_are_counted(out):
    desk = Desk(out, "reviewer")
    desk.app.state.desk.writes = Limit(3, 60)
    page = f"{PAGE}/judgements"
    answers = [desk.post(PAGE, page, action="accept").status_code for _ in range(5)]
    assert answers == [303, 303, 303, 429, 429]
    assert len(desk.rows("SELECT * FROM judgements")) == 3


def test_texts_to_check_are_counted(out):
    desk = Desk(out, "reviewer")
    desk.app.state.desk.checks = Limit(2, 60)
    texts = [f"Sales grew {i} percent." for i in range(3)]
    answers = [desk.post("/check", "/check", text=text).status_code for text in texts]
    assert answers == [303, 303, 429]


def test_a_limit_lasts_its_window_and_keys_do_not_share_it():
    now = [0.0]
    limit = Limit(2, 10, clock=lambda: now[0])
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    now[0] = 9.9
    assert not limit.allows("a")
    now[0] = 10.1
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]


def test_a_limit_forgets_keys_and_counts_right_from_many_threads():
    limit = Limit(100, 60)
    allowed = []

    def ask():
        allowed.extend(limit.allows("one") for _ in range(50))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(allowed) == 100
    now = [0.0]
    small = Limit(1, 1, clock=lambda: now[0])
    for i in range(10_001):
        small.allows(f"key {i}")
    now[0] = 5.0
    small.allows("another")
    assert len(small._made) == 1


def test_the_first_admin_is_added_from_the_command_line(tmp_path):
    with pytest.raises(UsageError, match="12 to 200"):
        add_admin(tmp_path, "eva", "short")
    add_admin(tmp_path, "eva", PASSWORD)
    assert people.People(Browser(tmp_path).db).sign_in("eva", PASSWORD)


def test_a_desk_answers_to_its_name_alone(desk):
    assert desk.get("/sign-in", headers={"host": "desk.example"}).status_code == 200
    assert desk.get("/sign-in", headers={"host": "desk.example:443"}).status_code == 200
    assert desk.get("/sign-in", headers={"host": "other.example"}).status_code == 400


def test_on_loopback_nobody_signs_in(browser):
    assert browser.get("/").status_code == 200
    assert "Sign out" not in browser.get("/").text
