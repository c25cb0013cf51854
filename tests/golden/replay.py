"""Works a formula out again from the cells that a verdict cites, and nothing else.

A formula is one of: a plain figure; arithmetic over figures; several of these, parted by
semicolons and each with a label; a count of successive periods. Every figure in it must be that of
a cited cell (or the constant 1 or 100 of a percentage), so that a person with the tables can
follow it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

_LABEL = re.compile(
    r"\([^()]*[A-Za-z][^()]*\)|\b[A-Z][A-Za-z_ ]*:|\b(?:before it )?\d{4}(?:-\w+)?:"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
_ALLOWED = re.compile(r"[\d.,()+\-*/×÷ e]*")
_RUN = re.compile(r"(\d+) successive periods up to (\S+)")


def figures_of(evidence: list[dict[str, Any]]) -> set[Fraction]:
    """The values of the cited cells, and the constants of a percentage."""
    held = {Fraction(str(cell["value"])) for cell in evidence if cell["value"] is not None}
    return held | {abs(value) for value in held} | {Fraction(1), Fraction(100)}


def evaluate(expression: str) -> Fraction:
    """The value of an arithmetic expression over plain figures, exactly."""
    tokens = re.findall(r"\d[\d.]*(?:e[+-]?\d+)?|[()+\-*/]", expression)
    value, rest = _sum(tokens)
    if rest:
        raise ValueError(f"cannot read {expression!r}")
    return value


def _sum(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _product(tokens)
    while tokens and tokens[0] in "+-":
        sign, tokens = tokens[0], tokens[1:]
        other, tokens = _product(tokens)
        value = value + other if sign == "+" else value - other
    return value, tokens


def _product(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _atom(tokens)
    while tokens and tokens[0] in "*/":
        sign, tokens = tokens[0], tokens[1:]
        other, tokens = _atom(tokens)
        value = value * other if sign == "*" else value / other
    return value, tokens


def _atom(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise ValueError("a figure is missing")
    head, tokens = tokens[0], tokens[1:]
    if head == "-":
        value, tokens = _atom(tokens)
        return -value, tokens
    if head == "(":
        value, tokens = _sum(tokens)
        if not tokens or tokens[0] != ")":
            raise ValueError("a bracket is left open")
        return value, tokens[1:]
    return Fraction(head), tokens


def parts_of(formula: str) -> list[str]:
    """The arithmetic of each part of a formula, labels left out."""
    parts = []
    for part in formula.split(";"):
        plain = _LABEL.sub(" ", part).replace("×", "*").replace("÷", "/").replace("−", "-")
        plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain).strip()
        if plain:
            parts.append(plain)
    return parts


def run_length(evidence: list[dict[str, Any]], last: str) -> int:
    """Successive cells up to `last` in which the published rate has the sign of the last one."""
    cells = sorted((c["period"], c["value"]) for c in evidence if c["period"] <= last)
    sign = 1 if cells[-1][1] > 0 else -1
    count = 0
    for _, value in reversed(cells):
        if value * sign <= 0:
            break
        count += 1
    return count


def replay(verdict: dict[str, Any]) -> Fraction | int:
    """What the formula of a verdict comes to.

    Raises:
        ValueError: for a figure that no cited cell has, or arithmetic that cannot be read.
    """
    formula, evidence = verdict["formula"], verdict["evidence"]
    run = _RUN.fullmatch(formula)
    if run:
        counted = run_length(evidence, run.group(2))
        if counted != int(run.group(1)):
            raise ValueError(f"the cells give a run of {counted}: {formula!r}")
        return counted
    held = figures_of(evidence)
    values = []
    for part in parts_of(formula):
        if not _ALLOWED.fullmatch(part):
            raise ValueError(f"no arithmetic: {part!r} in {formula!r}")
        for number in _NUMBER.findall(part):
            if Fraction(number.replace(",", "")) not in held:
                raise ValueError(f"{number} is the figure of no cited cell: {formula!r}")
        values.append(evaluate(part))
    return values[0]
