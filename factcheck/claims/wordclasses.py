"""Word classes from tags: the rules of spaCy's attribute ruler, decided once a kind of token.

A rule looks at a token's tag, its label, whether it is a blank, and its lower-cased form where
that is one the rules name. So to the rules few tokens differ. Only what the claims read is set:
word class, tag and label; no lemma and no morphology.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["WordClasses"]

_SEEN = ("TAG", "DEP", "LOWER", "IS_SPACE")
_SET = ("POS", "TAG", "DEP")
_Key = tuple[int, ...]
_Values = dict[str, int]


class WordClasses:
    """Sets word classes as the attribute ruler does.

    Args:
        rules: its patterns, in order; of two that fit a token the later holds.
        strings: the vocabulary's strings.

    Raises:
        ValueError: when a rule asks for something this does not look at.
    """

    def __init__(self, rules: Iterable[dict[str, Any]], strings: Any) -> None:
        self._single: list[tuple[int, _Test, _Values]] = []
        self._longer: list[tuple[int, list[_Test], int, _Values]] = []
        self._decided: dict[_Key, tuple[_Values, bool]] = {}
        for number, rule in enumerate(rules):
            values = _values(rule["attrs"], strings)
            for pattern in rule["patterns"] if values else ():
                tests = [_Test(token, strings) for token in pattern]
                if len(tests) == 1:
                    self._single.append((number, tests[0], values))
                else:
                    self._longer.append((number, tests, rule.get("index", 0), values))
        single, longer = (
            [t for _, t, _ in self._single],
            [t for _, ts, _, _ in self._longer for t in ts],
        )
        self._forms = frozenset().union(*(t.asked[2] or () for t in (*single, *longer)))

    def set_on(self, doc: Any) -> None:
        """Sets them on a tagged and parsed document."""
        forms, decided = self._forms, self._decided
        rows = [
            (tag, label, form if form in forms else 0, blank)
            for tag, label, form, blank in doc.to_array(_SEEN).tolist()
        ]
        leads = []
        for token, key in zip(doc, rows, strict=True):
            values, leads_on = decided.get(key) or self._decide(key)
            for name, value in values.items():
                setattr(token, name, value)
            if leads_on:
                leads.append(token.i)
        for start in leads:
            self._set_longer(doc, rows, start)

    def _decide(self, key: _Key) -> tuple[_Values, bool]:
        """What a kind of token is given, and whether a rule over several tokens may begin here."""
        values: _Values = {}
        for _, test, given in self._single:
            if test.holds(key):
                values |= given
        self._decided[key] = values, any(tests[0].holds(key) for _, tests, _, _ in self._longer)
        return self._decided[key]

    def _set_longer(self, doc: Any, rows: Sequence[_Key], start: int) -> None:
        for number, tests, index, given in self._longer:
            here = rows[start : start + len(tests)]
            if len(here) < len(tests) or not all(
                t.holds(k) for t, k in zip(tests, here, strict=True)
            ):
                continue
            at = start + (index if index >= 0 else len(tests) + index)
            later = {n for r, t, v in self._single if r > number and t.holds(rows[at]) for n in v}
            for name in given.keys() - later:
                setattr(doc[at], name, given[name])


class _Test:
    """What a rule asks of one token: for each of _SEEN the values it may have, or may not."""

    def __init__(self, token: dict[str, Any], strings: Any) -> None:
        if not token.keys() <= set(_SEEN):
            raise ValueError(f"{token}")
        pairs = [_members(token.get(name), strings) for name in _SEEN]
        self.asked = [asked for asked, _ in pairs]
        self._barred = [barred for _, barred in pairs]

    def holds(self, key: _Key) -> bool:
        """Whether a kind of token passes."""
        return all(
            (asked is None or value in asked) and value not in barred
            for value, asked, barred in zip(key, self.asked, self._barred, strict=True)
        )


def _members(asked: Any, strings: Any) -> tuple[frozenset[int] | None, frozenset[int]]:
    """Hashes that a value must be among (None: any), and those that it must not be among."""
    if asked is None:
        return None, frozenset()
    if isinstance(asked, bool):
        return frozenset((int(asked),)), frozenset()
    if isinstance(asked, str):
        return frozenset((strings.add(asked),)), frozenset()
    if not isinstance(asked, dict) or not asked.keys() <= {"IN", "NOT_IN"}:
        raise ValueError(f"{asked}")
    among = frozenset(map(strings.add, asked["IN"])) if "IN" in asked else None
    return among, frozenset(map(strings.add, asked.get("NOT_IN", ())))


def _values(attributes: dict[str, Any], strings: Any) -> _Values:
    """What a rule sets, by the name of a token's attribute."""
    from spacy.parts_of_speech import IDS  # noqa: PLC0415 - spaCy is loaded by who has its rules

    given = {name: attributes[name] for name in _SET if name in attributes}
    return {
        name.lower(): IDS[value] if name == "POS" else strings.add(value)
        for name, value in given.items()
    }
