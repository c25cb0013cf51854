"""True sentences that must not be refuted, and false ones that must not be supported.

    python benchmarks/probe.py [--count 3000] [--seed 1] [--list 20] [--json OUT]

Facts are drawn from the default archive (`probe_facts.py`) and written as sentences of varied
wording (`probe_sentences.csv`): each a text of its own, dated after its period or not dated at
all. A false sentence differs from a true one in one thing: a figure, a year, a direction, a
place, the length of a run. The whole line reads them, extraction included.

Exit status 1 where a true sentence is refuted or a false one wholly supported.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from probe_facts import Fact, Facts, Slots

from factcheck.articles import article_from_text
from factcheck.pipeline import Checker
from factcheck.records import Label, Report
from factcheck.verdicts import together

HERE = Path(__file__).resolve().parent
_CHOICE = re.compile(r"\{\[([^\]/]{1,30})/([^\]/]{1,30})(?:/([^\]]{1,30}))?\]\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence and what is known of it."""

    kind: str
    text: str
    true: bool
    fact: Fact
    slots: Slots
    changed: str = ""


def templates() -> dict[str, list[str]]:
    """Sentences with slots, by kind."""
    found: dict[str, list[str]] = defaultdict(list)
    with (HERE / "probe_sentences.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["kind"]].append(row["template"])
    return found


def fill(template: str, slots: Slots, up: bool | None) -> str:
    """A template with its slots filled and its words of movement chosen."""

    def choose(found: re.Match[str]) -> str:
        if up is None:
            return found[3] or found[1]
        return found[1] if up else found[2]

    return _CHOICE.sub(choose, template).format_map(slots)


def sentences(facts: Facts, count: int) -> Iterator[Sentence]:
    """True sentences, and beside each the false ones that its template can say."""
    known = templates()
    for fact in facts.draw(count):
        options = [t for t in known[fact.kind] if _sayable(t, fact)]
        if not options:
            continue
        template = facts.rnd.choice(options)
        yield Sentence(fact.kind, fill(template, fact.slots, fact.up), True, fact, fact.slots)
        wrong = [w for w in fact.wrong if any(f"{{{k}}}" in template or k == "up" for k in w)]
        if wrong:
            changed = facts.rnd.choice(wrong)
            turned = changed.get("up")
            if turned and not _CHOICE.search(template):
                continue
            up = fact.up if turned is None else turned == "up"
            slots = {**fact.slots, **changed}
            used = [k for k in changed if k == "up" or f"{{{k}}}" in template]
            text = fill(template, slots, up)
            yield Sentence(fact.kind, text, False, fact, slots, ", ".join(used))


def _sayable(template: str, fact: Fact) -> bool:
    bare = "record" in template and "no_bare" in fact.slots
    return not bare and all(k in fact.slots for k in re.findall(r"\{([A-Za-z_0-9]+)\}", template))


def measure(count: int, seed: int) -> list[tuple[Sentence, Report]]:
    """Each sentence with its report."""
    checker = Checker()
    facts = Facts(checker.archive, seed)
    found = []
    for at, sentence in enumerate(sentences(facts, count)):
        article = article_from_text(sentence.text, id=f"p{at}", published=sentence.fact.published)
        found.append((sentence, checker.check(article)))
    return found


def label_of(sentence: Sentence, report: Report) -> Label:
    """The label of a sentence; of a false one, only of what was said of the thing changed."""
    claims = report.claims
    slots = [x for x in sentence.changed.split(", ") if x and x != "up"]
    if slots:
        spans = [place_of(sentence, slot) for slot in slots]
        touched = [
            c for c in claims if any(a < c.anchor.end and c.anchor.start < b for a, b in spans)
        ]
        claims = tuple(touched) if not {"period", "threshold"} & set(slots) else claims
    return together([c.verdict for c in claims])


def place_of(sentence: Sentence, slot: str) -> tuple[int, int]:
    """Where a slot's words stand in a sentence."""
    start = sentence.text.find(sentence.slots[slot])
    return start, start + len(sentence.slots[slot])


def figures(rows: list[tuple[Sentence, Report]]) -> dict[str, float]:
    """Counts of both kinds of error, and how much is answered."""
    labels = [(s.true, label_of(s, r)) for s, r in rows]
    true = [x for t, x in labels if t]
    false = [x for t, x in labels if not t]
    return {
        "true sentences": len(true),
        "true refuted": true.count("refuted"),
        "true supported, share": true.count("supported") / max(1, len(true)),
        "false sentences": len(false),
        "false supported": false.count("supported"),
        "false refuted, share": false.count("refuted") / max(1, len(false)),
    }


def show(rows: list[tuple[Sentence, Report]], most: int) -> None:
    """The errors, and a table of labels by kind."""
    by_kind: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    shown = 0
    for sentence, report in rows:
        label = label_of(sentence, report)
        by_kind[sentence.kind, sentence.true][label if report.claims else "no claim"] += 1
        if label == ("refuted" if sentence.true else "supported") and shown < most:
            shown += 1
            print(f"\n{'TRUE' if sentence.true else 'FALSE'} {sentence.kind} {label}")
            print(f"  {sentence.text}  [{sentence.fact.published}; {sentence.changed}]")
            if not sentence.true:
                print(f"  true: {sentence.fact.slots}")
            for claim in report.claims:
                print(
                    f"    {claim.kind} “{claim.anchor.exact}” {claim.indicator.text}"
                    f" -> {claim.verdict.label}: {claim.verdict.explanation}"
                )
    print()
    for (kind, true), labels in sorted(by_kind.items()):
        print(f"{kind:12}{'true' if true else 'false':6}", dict(labels.most_common()))


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", type=int, default=20)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows = measure(given.count, given.seed)
    found = figures(rows)
    show(rows, given.list)
    for name, value in found.items():
        print(f"{name:26}{value:9.3f}")
    if given.json:
        given.json.write_text(json.dumps(found), encoding="utf-8")
    return 1 if found["true refuted"] or found["false supported"] else 0


if __name__ == "__main__":
    sys.exit(main())
