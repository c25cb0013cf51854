"""No trigger can match a text without one of the words that its row says it needs."""

from importlib import import_module

import pytest

from factcheck.mentions import triggers

PARSER = import_module("re._parser")
ROWS = triggers._rows()


def flat(sequence):
    """A parsed pattern without the groups around its parts."""
    found = []
    for op, value in sequence:
        found += flat(value[3]) if str(op) == "SUBPATTERN" else [(str(op), value)]
    return found


def texts(op, value):
    """What a part can match, as strings; None stands for anything."""
    if op == "LITERAL":
        return [chr(value)]
    if op == "BRANCH":
        return [text for branch in value[1] for text in run(flat(branch))]
    if op == "IN" and all(str(o) == "LITERAL" for o, _ in value):
        return [chr(v) for _, v in value]
    if op == "MAX_REPEAT" and value[:2] == (0, 1):
        return ["", *run(flat(value[2]))]
    return ["\0"]


def run(parts):
    """All that parts in a row can match; \\0 stands for what is not spelt out."""
    found = [""]
    for op, value in parts:
        found = [a + b for a in found for b in texts(op, value)]
        if len(found) > 20_000:
            return ["\0"]
    return found


def must_hold(parts, needs):
    """Whether whatever a pattern matches has one of `needs` in it."""
    if any(op == "BRANCH" and all(must_hold(flat(b), needs) for b in v[1]) for op, v in parts):
        return True
    if any(op == "ASSERT" and must_hold(flat(v[1]), needs) for op, v in parts):
        return True
    ahead = [part for op, v in parts for part in (flat(v[1]) if op == "ASSERT" else [(op, v)])]
    windows = (
        ahead[i:j] for i in range(len(ahead)) for j in range(i + 1, min(i + 14, len(ahead) + 1))
    )
    return any(all(any(n in t for n in needs) for t in run(w)) for w in windows)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_row_needs_what_it_says(row):
    assert row.needs
    assert must_hold(flat(PARSER.parse(row.pattern.pattern)), row.needs)


def test_a_word_that_is_not_needed_is_told():
    assert not must_hold(flat(PARSER.parse("new (?:high|low)")), ("new high",))
