"""What the pages work with: reports on the disk, the review database, a checker."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.articles import article_from_text
from factcheck.audit import Table
from factcheck.audit.corpus import answers
from factcheck.batch import report_name
from factcheck.batch.files import write_whole
from factcheck.batch.work import as_bytes
from factcheck.errors import FactcheckError, ReportError, UsageError
from factcheck.pipeline import Checker
from factcheck.records import CheckedClaim, ConfirmedReading, Report
from factcheck.reports import read_report, write_report
from factcheck.reports.formats import find_claim
from factcheck.reports.page import Card, make_cards
from factcheck.reports.tabular import claim_rows
from factcheck.settings import Settings
from factcheck.web.guard import Tokens
from factcheck.web.people import Limit, People, Person
from factcheck.web.store import Store, slug_of

if TYPE_CHECKING:
    from factcheck.series import Archive

__all__ = ["Desk"]

SLUG = re.compile(r"[A-Za-z0-9_=~-][A-Za-z0-9._=~-]{0,250}", re.ASCII)
LONGEST_TEXT, KEPT_REPORTS = 1_000_000, 16
"""Code points of a pasted text; reports kept in memory."""


@dataclass(slots=True)
class Kept:
    """A report in memory, with its evidence cards once somebody looked at them."""

    report: Report
    cards: tuple[Card, ...] | None = None


class Desk:
    """One folder under review.

    Args:
        out: that a batch wrote, or an empty one.
        settings: of the checks of pasted texts, and of the charts.
        reviewer: who uses the page where nobody signs in.
        database: URL of the review database; None takes `review.db` in the folder.
        signs_in: whether people sign in.
    """

    def __init__(
        self,
        out: Path,
        settings: Settings,
        reviewer: str,
        *,
        database: str | None = None,
        signs_in: bool = False,
    ) -> None:
        self.out, self.reviewer, self.signs_in = out, reviewer, signs_in
        self.store = Store(out, database)
        self.people = People(self.store.db)
        self.tokens = Tokens()
        self.tries, self.senders = Limit(10, 300), Limit(50, 300)
        self.writes, self.checks = Limit(240, 60), Limit(20, 60)
        self._audit: tuple[object, tuple[Table, ...]] | None = None
        self._checker = Checker(settings)
        # one lock a thing, so that nobody's page waits while another's long text is checked
        self._checking, self._loading = threading.Lock(), threading.Lock()
        self._rejudging, self._asking = threading.Lock(), threading.Lock()
        self._reports: dict[tuple[Path, int, int], Kept] = {}
        self._reading = threading.Lock()

    def person(self, token: str) -> Person | None:
        """Who uses the page: whoever started it, or whose session the token is."""
        return self.people.of_session(token) if self.signs_in else Person(self.reviewer, "admin")

    def report(self, slug: str) -> Report:
        """The report that an address names.

        Raises:
            ReportError: there is none.
        """
        return self._kept(slug).report

    def article(self, slug: str) -> tuple[Report, Sequence[Card]]:
        """The report that an address names, and the evidence card of each of its claims.

        Raises:
            ReportError: there is none.
        """
        kept = self._kept(slug)
        if kept.cards is None:
            kept.cards = tuple(make_cards(kept.report, self.archive()))
        return kept.report, kept.cards

    def _kept(self, slug: str) -> Kept:
        if SLUG.fullmatch(slug):
            for folder in ("reports", "pasted"):
                path = self.out / folder / f"{slug.replace('=', '%')}.json"
                if path.is_file():
                    return self._read(path)
        raise ReportError("there is no such article here")

    def _read(self, path: Path) -> Kept:
        """A report of the disk; the last few are kept, because claims are judged in a row."""
        stat = path.stat()
        state = (path, stat.st_mtime_ns, stat.st_size)
        with self._reading:
            known = self._reports.pop(state, None)
            if known is None:
                known = Kept(read_report(path))
                if len(self._reports) >= KEPT_REPORTS:
                    self._reports.pop(next(iter(self._reports)))
            self._reports[state] = known
            return known

    def claim(self, slug: str, claim_id: str) -> tuple[Report, CheckedClaim]:
        """A claim and the report it stands in.

        Raises:
            ReportError: there is none.
        """
        report = self.report(slug)
        return report, find_claim(report, claim_id)

    def archive(self) -> Archive | None:
        """The reference tables for charts, None where they cannot be read."""
        with self._loading:
            try:
                return self._checker.archive
            except FactcheckError:
                return None

    def rejudge(
        self, report: Report, claim: CheckedClaim, reading: ConfirmedReading
    ) -> CheckedClaim | None:
        """The claim with the verdict under a person's reading, None without reference tables.

        Raises:
            UsageError: a series, a period or a number that there is none of.
        """
        if self.archive() is None:
            return None
        with self._rejudging:
            return self._checker.rejudge(report, claim.id, reading)

    def audit(self) -> tuple[Table, ...]:
        """What the batch says as a whole, asked again when its tables change; empty without."""
        tables = sorted(self.out.glob("claims*.parquet"))
        if not tables:
            return ()
        state = [(p, p.stat().st_mtime_ns) for p in tables]
        with self._asking:
            if self._audit is None or self._audit[0] != state:
                self._audit = state, tuple(answers(tables))
            return self._audit[1]

    def check(self, text: str, *, title: str = "", published: str = "", outlet: str = "") -> str:
        """Checks a pasted text and keeps its report; its slug.

        Raises:
            UsageError: for a text that is too long or a date that is none.
            ArticleError: for a text with nothing to read in it.
        """
        if len(text) > LONGEST_TEXT:
            raise UsageError(f"a text has at most {LONGEST_TEXT:,} characters here")
        try:
            day = date.fromisoformat(published) if published else None
        except ValueError:
            raise UsageError(f"{published[:40]!r} is no date; write it like 2026-02-06") from None
        digest = hashlib.sha256(repr((text, title, published, outlet)).encode()).hexdigest()[:16]
        article = article_from_text(
            text,
            id=f"pasted-{digest}",
            title=title or None,
            published=day,
            outlet=outlet or None,
        )
        self.archive()
        with self._checking:
            report = self._checker.check(article)
        self.keep(report)
        return slug_of(article.id)

    def keep(self, report: Report) -> None:
        """Writes the report of a pasted text and puts its claims in the queue."""
        folder = self.out / "pasted"
        folder.mkdir(exist_ok=True)
        content = as_bytes(write_report(report, "json"))
        write_whole(folder / report_name(report.article.id), content, folder)
        self.store.add_pasted(slug_of(report.article.id), claim_rows(report))
