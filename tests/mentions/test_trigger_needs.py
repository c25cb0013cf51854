"""No trigger can match a text without one of the words that its row says it needs."""

from importlib import import_module

import pytest

from factcheck.mentions import triggers

PARSER = import_module("re._parser")
ROWS = triggers._rows()


def must_hold(sequence, needs):
    """Whether each text that a parsed pattern matches has one of `needs` in it."""
    run = ""
    for op, value in [*sequence, (None, None)]:
        if str(op) == "LITERAL":
            run += chr(value)
            if any(need in run for need in needs):
                return True
            continue
        run = ""
        if op is not None and part_holds(str(op), value, needs):
            return True
    return False


def part_holds(op, value, needs):
    if op == "SUBPATTERN":
        return must_hold(value[3], needs)
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return value[0] > 0 and must_hold(value[2], needs)
    if op == "ASSERT":
        return must_hold(value[1], needs)
    return op == "BRANCH" and all(must_hold(branch, needs) for branch in value[1])


def prefixed(sequence):
    """A sequence with the branches spelt out that share a beginning which the parser took out."""
    items, found = list(sequence), [[]]
    for op, value in items:
        if str(op) == "SUBPATTERN":
            inner = prefixed(value[3])
            found = [[*a, *b] for a in found for b in inner]
        elif str(op) == "BRANCH":
            inner = [x for branch in value[1] for x in prefixed(branch)]
            found = [[*a, *b] for a in found for b in inner]
        else:
            found = [[*a, (op, value)] for a in found]
        if len(found) > 5000:
            return [items]
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_row_needs_what_it_says(row):
    parsed = PARSER.parse(row.pattern.pattern)
    assert row.needs
    assert must_hold(parsed, row.needs) or all(
        must_hold(sequence, row.needs) for sequence in prefixed(parsed)
    )
