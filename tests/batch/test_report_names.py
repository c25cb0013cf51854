import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.batch import report_name

HOSTILE = [
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    ".",
    "",
    "~",
    "a/b",
    "a\\b",
    "C:\\x",
    "nul\0byte",
    "line\nbreak",
    "名前",
    "%2e%2e%2f",
    "-rf",
    ".hidden",
    "x" * 5000,
    "\ud800",
    "a b?*:|<>\"'",
]


@pytest.mark.parametrize("article_id", HOSTILE)
def test_name_stays_in_its_folder(article_id, tmp_path):
    name = report_name(article_id)
    path = (tmp_path / name).resolve()
    assert path.parent == tmp_path.resolve()
    assert not name.startswith((".", "/"))
    path.write_text("x")
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_plain_ids_keep_their_name():
    assert report_name("g000_a-1.v2") == "g000_a-1.v2.json"


def test_hostile_ids_do_not_collide():
    assert len({report_name(x) for x in HOSTILE}) == len(HOSTILE)


@given(st.lists(st.text(max_size=30), unique=True, min_size=2, max_size=6))
def test_two_ids_never_share_a_name(ids):
    assert len({report_name(x) for x in ids}) == len(ids)


@given(st.text(min_size=150, max_size=400), st.text(min_size=150, max_size=400))
def test_cut_names_are_told_apart(one, other):
    assert (report_name(one) == report_name(other)) == (one == other)
    assert len(report_name(one).encode()) <= 255
