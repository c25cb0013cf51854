"""A report as Markdown: claims with verdicts, evidence as links."""

from __future__ import annotations

import re

from factcheck.records import Cell, CheckedClaim, Report
from factcheck.reports.outlook import what_would_change
from factcheck.reports.wording import (
    STYLES,
    clean,
    evidence_line,
    reading_rows,
    safe_href,
    say_claimed,
    say_computed,
    say_counts,
)

__all__ = ["write_markdown"]

_SPECIAL = re.compile(r"([\\`*_\[\]#|~<>])")


def write_markdown(report: Report) -> str:
    """The whole report; nothing of the article can become markup or HTML."""
    article = report.article
    lines = [f"# {_md(article.title or article.id)}", ""]
    origin = [article.outlet or "", article.published.isoformat() if article.published else ""]
    if any(origin):
        lines += [_md(", ".join(part for part in origin if part)), ""]
    lines += [f"{len(report.claims)} claims: {say_counts(report.counts()) or 'none'}.", ""]
    for note in report.notes:
        lines += [f"*Note: {_md(note)}*", ""]
    for claim in report.claims:
        lines += _claim(claim)
    if report.tables:
        lines += ["## Tables", ""]
        lines += [
            f"- {_md(t.title)} ({_md(t.key)}, vintage {_md(t.vintage)})" for t in report.tables
        ]
        lines.append("")
    lines.append(f"Written by {_md(report.generator)}.")
    return "\n".join(lines) + "\n"


def _claim(claim: CheckedClaim) -> list[str]:
    verdict, style = claim.verdict, STYLES[claim.verdict.label]
    lines = [
        f"## {style.icon} {claim.id} {style.word}",
        "",
        f"> {_md(claim.quote.exact)}",
        "",
        _md(verdict.explanation),
        "",
    ]
    claimed, given = say_claimed(claim), say_computed(verdict.computed)
    facts = [("claimed", claimed), ("table", given), ("formula", verdict.formula or "")]
    lines += [f"- {name}: {_md(value)}" for name, value in facts if value]
    read = "; ".join(f"{name} {value}" for name, value in reading_rows(claim))
    lines.append(f"- read as: {_md(read)}")
    lines += [f"- evidence: {_evidence(cell)}" for cell in verdict.evidence]
    lines += [f"- a slip that would explain it: {_md(d.text)}" for d in verdict.diagnoses]
    lines += [f"- also tried: {_md(r.name)}: {_md(r.text)}" for r in verdict.readings]
    lines += [f"- note: {_md(note)}" for note in verdict.notes]
    lines.append(f"- what would change it: {_md(what_would_change(claim))}")
    return [*lines, ""]


def _evidence(cell: Cell) -> str:
    href = safe_href(cell.source_url)
    title = _md(cell.source_title or cell.dataset)
    link = f"[{title}](<{href}>)" if href else title
    dates = f"vintage {cell.vintage}" + (f", retrieved {cell.retrieved}" if cell.retrieved else "")
    return f"{_md(evidence_line(cell))} — {link}, {dates}, {_md(cell.location)}"


def _md(text: str) -> str:
    """Text on one line with nothing in it that Markdown reads."""
    line = " ".join(clean(text).split()).replace("&", "&amp;")
    escaped = _SPECIAL.sub(r"\\\1", line).replace(r"\<", "&lt;").replace(r"\>", "&gt;")
    return re.sub(r"^(?:([-+=])|(\d{1,9})(?=[.)](?:\s|$)))", _escape_start, escaped)


def _escape_start(found: re.Match[str]) -> str:
    """A sign that would begin a list or a rule, with its escape."""
    return f"\\{found[1]}" if found[1] else f"{found[2]}\\"
