"""Scores `find_quantities` on NewsQuant and the Recognizers-Text specifications.

    python benchmarks/quantities.py [--data ../shared/eval/quantities] [--errors] [--alone]

Skips with a message where the sets are absent: they are third-party text and not kept here.
Matching is one to one; values to 1e-5. A unit is right when code and factor agree, or, for things
counted, when the head noun does (`strict`: all the words). quantulum3 (where it is installed) and
an eighty-line regular expression read the same sentences.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from figure_peers import PEERS, PeerFigure

from factcheck.mentions.quantities import find_quantities
from factcheck.records import QuantityMention

CHANGES = {
    "=": ("eq",),
    "~": ("approx", "nearly"),
    "<": ("lt", "le", "nearly"),
    ">": ("gt", "ge", "over"),
}
Pair = tuple[dict[str, str], QuantityMention]


def numbers(mention: QuantityMention) -> tuple[float, ...]:
    """Value, or low and high."""
    q = mention.quantity
    found = (q.low, q.high) if q.value is None else (q.value,)
    return tuple(float(x) for x in found if x is not None)


def close(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-5 * max(1.0, abs(right))


@cache
def unit_of(name: str) -> tuple[str | None, float, str]:
    """Code, factor and counted noun that the lexicon reads in a unit's name."""
    found = find_quantities(f"They had 7 {name} then")
    if not found or found[0].quantity.value is None or found[0].quantity.unit == "count":
        found = find_quantities(f"They had 7{name} then") or found
    if not found or found[0].quantity.value is None:
        return None, 1.0, name
    q = found[0].quantity
    return q.unit, float(q.value) / 7, q.counted or ""


def gold_numbers(written: str) -> tuple[float, ...]:
    hit = re.fullmatch(r"\s*(-?[\d.]+)\s*-\s*(-?[\d.]+)\s*", written)
    return tuple(float(x) for x in hit.groups()) if hit else (float(written),)


def same_value(gold: dict[str, str], mention: QuantityMention) -> bool:
    """Whether the value agrees, in the unit as written or in the canonical one."""
    want, got = gold_numbers(gold["value"]), numbers(mention)
    if len(want) != len(got):
        return False
    q = mention.quantity
    scales = {1.0, unit_of(gold["unit"])[1], unit_of(gold["normalized_unit"])[1]}
    if mention.form == "fraction" and q.unit == "percent":
        scales.add(100.0)
    return any(all(close(g, w * s) for g, w in zip(got, want, strict=True)) for s in scales)


def same_change(gold: dict[str, str], mention: QuantityMention) -> bool:
    """Whether bound or movement agree; a movement counts where its word stands before."""
    q = mention.quantity
    if q.comparator == "between" and mention.cue and gold["change"] == "~":
        return True
    if q.comparator not in ("eq", "between"):
        return q.comparator in CHANGES.get(gold["change"], ())
    if mention.direction and is_before(mention):
        return gold["change"] == mention.direction
    return gold["change"] == "="


def is_before(mention: QuantityMention) -> bool:
    """Whether the movement word stands before the figure, as the set counts it."""
    return mention.movement is None or mention.movement.start < mention.anchor.start


def words(phrase: str) -> list[str]:
    return [w.rstrip("s") for w in re.findall(r"[^\W_]+", phrase.lower())]


def same_unit(gold: dict[str, str], mention: QuantityMention, *, strict: bool = False) -> bool:
    q = mention.quantity
    if gold["unit"] == "-":
        return (q.unit == "count" and not q.counted) or bool(q.unit_candidates) or q.unit != "count"
    counted = unit_of(gold["unit"])[2]
    for name in (gold["unit"], gold["normalized_unit"]):
        code = unit_of(name)[0]
        if code not in (None, "count") and code in (q.unit, *q.unit_candidates):
            return True
    if q.unit == "ratio" and re.search("time|fold", gold["unit"]):
        return True
    have, want = words(q.counted or ""), words(gold["unit"]) or words(counted)
    if strict:
        return have == want
    return bool(have) and have[-1] in (*want[-1:], *words(gold["normalized_unit"])[-1:])


def matched(
    gold: list[dict[str, str]],
    got: list[QuantityMention],
    test: Callable[[dict[str, str], QuantityMention], bool],
) -> list[Pair]:
    """A one-to-one matching in which every pair passes the test."""
    pairs: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, mention in enumerate(got):
            if j in seen or not test(gold[i], mention):
                continue
            seen.add(j)
            if j not in pairs or place(pairs[j], seen):
                pairs[j] = i
                return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return [(gold[i], got[j]) for j, i in pairs.items()]


def newsquant(path: Path, *, errors: bool) -> None:
    tests: dict[str, Callable[[dict[str, str], QuantityMention], bool]] = {
        "value": same_value,
        "value + change": lambda g, m: same_value(g, m) and same_change(g, m),
        "value + unit": lambda g, m: same_value(g, m) and same_unit(g, m),
        "value + unit, strict": lambda g, m: same_value(g, m) and same_unit(g, m, strict=True),
        "all": lambda g, m: same_value(g, m) and same_unit(g, m) and same_change(g, m),
    }
    hits = dict.fromkeys(tests, 0)
    wanted = found = 0
    for row in (json.loads(line) for line in path.open(encoding="utf-8")):
        got = find_quantities(row["text"])
        wanted += len(row["quantities"])
        found += len(got)
        for name, test in tests.items():
            pairs = matched(row["quantities"], got, test)
            hits[name] += len(pairs)
            if errors and name in ("value", "value + change", "value + unit"):
                report(name, row, got, pairs)
    print(f"NewsQuant: {wanted} quantities, {found} found")
    for name, count in hits.items():
        print(f"  {name:22} {figures(count, found, wanted)}")


def figures(count: int, found: int, wanted: int) -> str:
    """Precision, recall and F1 as one line."""
    p, r = count / max(found, 1), count / wanted
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}"


def peers(path: Path) -> None:
    """The same sentences read by others, each value to 1e-5 and one to one."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    wanted = sum(len(row["quantities"]) for row in rows)
    for name, read in PEERS.items():
        hits = {"value": 0, "value + unit": 0, "value + change": 0}
        found = 0
        for row in rows:
            got = read(row["text"])
            found += len(got)
            for what in hits:
                hits[what] += pairs_of(row["quantities"], got, what)
        for what, count in hits.items():
            print(f"  {name:20} {what:15} {figures(count, found, wanted)}")


def pairs_of(gold: list[dict[str, str]], got: list[PeerFigure], what: str) -> int:
    """How many of the labelled quantities a peer has, each of its figures used once."""
    free = list(got)
    count = 0
    for quantity in gold:
        want = gold_numbers(quantity["value"])
        hit = next((f for f in free if peer_has(quantity, f, want, what)), None)
        if hit is not None:
            free.remove(hit)
            count += 1
    return count


def peer_has(gold: dict[str, str], figure: PeerFigure, want: tuple[float, ...], what: str) -> bool:
    """Whether a peer's figure agrees in value, and in unit or change where that is asked."""
    if len(want) != len(figure.values) or not all(map(close, figure.values, want)):
        return False
    if what == "value + change":
        return figure.move == gold["change"]
    if what == "value":
        return True
    code, factor, counted = unit_of(figure.unit) if figure.unit else (None, 1.0, "")
    for name in (gold["unit"], gold["normalized_unit"]):
        other = unit_of(name)
        if code not in (None, "count") and (code, factor) == other[:2]:
            return True
    if gold["unit"] == "-":
        return not figure.unit
    mine, theirs = words(counted or figure.unit), words(gold["unit"])
    return bool(mine) and mine[-1] in theirs[-1:]


def report(
    name: str, row: dict[str, object], got: list[QuantityMention], pairs: list[Pair]
) -> None:
    gold = row["quantities"]
    missed = [g for g in gold if all(g is not p[0] for p in pairs)]  # type: ignore[attr-defined]
    extra = [m for m in got if all(m is not p[1] for p in pairs)]
    if missed or (extra and name == "value"):
        print(f"[{name}] {row['id']}: {row['text']}")
        for g in missed:
            print("    wanted", g["change"], g["value"], g["unit"])
        for m in extra:
            q = m.quantity
            print(
                "    found ",
                repr(m.anchor.exact),
                numbers(m),
                q.unit,
                q.comparator,
                m.direction,
                m.form,
                q.counted,
            )


def specs(path: Path) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        results = [
            r
            for r in case["Results"]
            if (r.get("Resolution") or {}).get("value") not in (None, "null")
        ]
        yield case["Input"], results


def bounds(written: str) -> tuple[str, str, str, str]:
    hit = re.fullmatch(r"([\[(])([^,]*),([^\])]*)([\])])", written)
    return hit.groups() if hit else ("[", "x", "x", "]")  # type: ignore[return-value]


def range_found(written: str, got: list[QuantityMention]) -> bool:
    _, low, high, _ = bounds(written)
    share = {id(m): 100.0 if m.form == "fraction" else 1.0 for m in got}
    spans = [numbers(m) for m in got if m.quantity.comparator == "between"]
    if low and high and any(close(a, float(low)) and close(b, float(high)) for a, b in spans):
        return True
    exact = [m for m in got if m.quantity.value is not None]
    if low == high:
        return any(
            m.quantity.comparator == "eq" and close(numbers(m)[0] / share[id(m)], float(low))
            for m in exact
        )
    up = not low or any(
        m.quantity.comparator in ("gt", "ge", "over")
        and close(numbers(m)[0] / share[id(m)], float(low))
        for m in exact
    )
    down = not high or any(
        m.quantity.comparator in ("lt", "le", "nearly")
        and close(numbers(m)[0] / share[id(m)], float(high))
        for m in exact
    )
    return up and down


def number_found(
    result: dict[str, object], got: list[QuantityMention], *, unit: bool, money_model: bool
) -> bool:
    resolution = result["Resolution"]
    want = float(str(resolution["value"]).rstrip("%"))  # type: ignore[index]
    name = str(resolution.get("unit", "")).lower()  # type: ignore[attr-defined]
    money = "million " if unit and money_model else ""
    code, factor, _ = unit_of(money + name) if unit else (None, 1.0, "")
    factor /= 1e6 if money else 1
    for m in got:
        if len(numbers(m)) == 1:
            ok = close(numbers(m)[0], want * factor)
            if m.form == "fraction" and m.quantity.unit == "percent":
                ok = ok or round(want * 100, 2) == round(numbers(m)[0], 2)
            if ok and (not unit or m.quantity.unit == code):
                return True
    return False


def recognizers(folder: Path, *, errors: bool) -> None:
    for model, unit in (
        ("Number", False),
        ("Percent", False),
        ("NumberRange", False),
        ("Currency", True),
        ("Dimension", True),
    ):
        right = total = 0
        for text, results in specs(folder / f"{model}Model.json"):
            got = find_quantities(text, plain=model == "Number")
            for result in results:
                total += 1
                if model == "NumberRange":
                    ok = range_found(str(result["Resolution"]["value"]), got)  # type: ignore[index]
                else:
                    ok = number_found(result, got, unit=unit, money_model=model == "Currency")
                right += ok
                if errors and not ok:
                    have = [
                        (m.anchor.exact, *numbers(m), m.quantity.unit, m.quantity.comparator)
                        for m in got
                    ]
                    wanted = f"{result['Text']!r} {result['Resolution']}"
                    print(f"[{model}] {text!r} wanted {wanted} found {have}")
        print(f"  {model:12} {right}/{total} = {right / total:.3f}")


def speed(path: Path) -> None:
    text = "\n".join(json.loads(line)["text"] for line in path.open(encoding="utf-8"))
    find_quantities(text)
    start = time.perf_counter()
    rounds = 5
    for _ in range(rounds):
        find_quantities(text)
    took = (time.perf_counter() - start) / rounds
    print(f"Speed: {len(text) / took:,.0f} characters/s, {len(text.split()) / took:,.0f} words/s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).resolve().parent
    parser.add_argument(
        "--data", type=Path, default=here.parent.parent / "shared" / "eval" / "quantities"
    )
    parser.add_argument("--errors", action="store_true", help="list what was missed")
    parser.add_argument("--alone", action="store_true", help="leave the peers out")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"no evaluation sets at {options.data}; nothing measured", file=sys.stderr)
        return 0
    newsquant(options.data / "newsquant.jsonl", errors=options.errors)
    if not options.alone:
        peers(options.data / "newsquant.jsonl")
    recognizers(options.data / "recognizers", errors=options.errors)
    speed(options.data / "newsquant.jsonl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
