"""A report on a terminal: the text with its claims marked, a line per claim, a summary.

Nothing here needs a terminal: without colour the same words come out plain.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from factcheck.records import CheckedClaim, Report
from factcheck.reports.segments import cut
from factcheck.reports.wording import STYLES, clean, evidence_line, say_counts

__all__ = ["paint", "wrap", "write_terminal"]

_WORD = re.compile(r"[^\s]+")


def paint(text: str, sgr: str, *, color: bool) -> str:
    """Text in an SGR style, or as it is."""
    return f"\x1b[{sgr}m{text}\x1b[0m" if color and text else text


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of a text on one paragraph, with what stands before the first and the others."""
    return textwrap.wrap(
        " ".join(clean(text).split()),
        width=max(width, len(rest) + 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def write_terminal(report: Report, *, color: bool = False, width: int = 100) -> str:
    """The report in columns of `width`.

    Args:
        report: a finished report.
        color: whether SGR codes are used; the icons and words say the same without.
        width: columns.
    """
    article = report.article
    lines: list[str] = []
    title = article.title
    if title and not article.text.lstrip("# \n").startswith(title):
        lines += [paint(line, "1", color=color) for line in wrap(title, width)]
    origin = [article.outlet, article.published.isoformat() if article.published else None]
    known = ", ".join(clean(part) for part in origin if part)
    if known:
        lines.append(paint(known, "2", color=color))
    if lines:
        lines.append("")
    lines += _marked_text(report, color=color, width=width)
    lines.append("")
    quoted = ""
    for claim in report.claims:
        repeated = claim.quote.exact == quoted
        lines += _claim_lines(claim, repeated=repeated, color=color, width=width)
        quoted = claim.quote.exact
    lines += _summary(report, color=color, width=width)
    return "\n".join(lines) + "\n"


def _marked_text(report: Report, *, color: bool, width: int) -> Iterator[str]:
    """The article wrapped, each anchor painted, its claim's number and icon behind it."""
    pieces: list[tuple[str, str]] = []
    for segment in cut(report.article.text, report.claims):
        style = f"4;{STYLES[segment.claims[0].verdict.label].sgr}" if segment.claims else ""
        pieces.append((clean(segment.text), style))
        for claim in segment.ending:
            label = STYLES[claim.verdict.label]
            pieces.append((f"[{claim.id}{label.icon}]", label.sgr))
    for paragraph in _paragraphs(pieces):
        yield from _wrap_pieces(paragraph, color=color, width=width) if paragraph else [""]


def _paragraphs(pieces: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    blank = True
    for text, style in pieces:
        parts = text.split("\n")
        for index, part in enumerate(parts):
            if index:
                has_words = any(t.strip() for t, _ in line)
                if has_words or not blank:
                    yield line if has_words else []
                blank = not has_words
                line = []
            if part:
                line.append((part, style))
    if any(t.strip() for t, _ in line):
        yield line


def _wrap_pieces(pieces: list[tuple[str, str]], *, color: bool, width: int) -> Iterator[str]:
    """Wrap styled text: words are runs of non-blanks, whatever pieces they are made of."""
    plain = "".join(text for text, _ in pieces)
    styles = [style for text, style in pieces for _ in text]
    start, column = None, 0
    lines: list[tuple[int, int]] = []
    last = 0
    for word in _WORD.finditer(plain):
        size = word.end() - word.start()
        if start is None:
            start, column = word.start(), size
        elif column + (word.start() - last) + size > width:
            lines.append((start, last))
            start, column = word.start(), size
        else:
            column += (word.start() - last) + size
        last = word.end()
    if start is not None:
        lines.append((start, last))
    for begin, end in lines:
        yield _paint_line(plain, styles, begin, end, color=color)


def _paint_line(plain: str, styles: list[str], begin: int, end: int, *, color: bool) -> str:
    out: list[str] = []
    at = begin
    while at < end:
        stop = at
        while stop < end and styles[stop] == styles[at]:
            stop += 1
        piece = plain[at:stop]
        out.append(paint(piece, styles[at], color=color) if styles[at] else piece)
        at = stop
    return "".join(out)


def _claim_lines(claim: CheckedClaim, *, repeated: bool, color: bool, width: int) -> list[str]:
    """Label, quote (left out where the claim before has the same), explanation, first cell."""
    verdict, style = claim.verdict, STYLES[claim.verdict.label]
    head = f"{style.icon} {claim.id} {style.word}"
    indent = "     "
    said = wrap(f"{head}: {claim.anchor.exact}", width, "", indent)
    lines = [paint(said[0][: len(head)], style.sgr, color=color) + said[0][len(head) :], *said[1:]]
    if not repeated:
        lines += wrap(f"“{claim.quote.exact}”", width, indent, indent)
    lines += wrap(verdict.explanation, width, indent, indent)
    for diagnosis in verdict.diagnoses:
        if diagnosis.text in verdict.explanation:
            continue
        lines += wrap(diagnosis.text, width, f"{indent}→ ", f"{indent}  ")
    if verdict.evidence:
        cell = verdict.evidence[0]
        more = f" (+{len(verdict.evidence) - 1} cells)" if len(verdict.evidence) > 1 else ""
        source = f"{evidence_line(cell)}{more} · {cell.source_title or cell.dataset}"
        lines += [paint(x, "2", color=color) for x in wrap(source, width, indent, indent)]
    return [*lines, ""]


def _summary(report: Report, *, color: bool, width: int) -> list[str]:
    count = len(report.claims)
    said = say_counts(report.counts())
    noun = "claim" if count == 1 else "claims"
    line = f"{count} {noun}: {said}" if count else "no claims"
    lines = [paint(x, "1", color=color) for x in wrap(line, width, "", "  ")]
    for note in report.notes:
        lines += [paint(x, "2", color=color) for x in wrap(f"note: {note}", width, "", "  ")]
    return lines
