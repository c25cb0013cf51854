"""The line: article → mentions → claims → matches → verdicts → report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck import __version__
from factcheck.errors import CheckError, DataError, UsageError
from factcheck.records import Article, CheckedClaim, Claim, Report, TableUsed, Verdict
from factcheck.settings import Settings

if TYPE_CHECKING:
    from factcheck.claims import ClaimFinder
    from factcheck.matches import Readings
    from factcheck.records import ConfirmedReading
    from factcheck.series import Archive

__all__ = ["Checker", "check"]

GENERATOR = f"factcheck {__version__}"


class Checker:
    """Checks articles; language model and archive load once, when they are first needed.

    Args:
        settings: options of the run.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._finder: ClaimFinder | None = None
        self._archive: Archive | None = None
        self._readings: Readings | None = None

    @property
    def finder(self) -> ClaimFinder:
        """The claim finder.

        Raises:
            MissingModel: the language model is not installed.
        """
        if self._finder is None:
            from factcheck.claims import ClaimFinder  # noqa: PLC0415 - spaCy loads here

            self._finder = ClaimFinder(self.settings.model)
        return self._finder

    @property
    def archive(self) -> Archive:
        """The reference tables.

        Raises:
            PackageError: a table that breaks the rules of the archive.
        """
        if self._archive is None:
            from factcheck.series import open_archive  # noqa: PLC0415 - numpy loads here

            self._archive = open_archive(self.settings.table_roots(), as_of=self.settings.as_of)
        return self._archive

    @property
    def readings(self) -> Readings | None:
        """The readings that people confirmed, None where the settings name no file of them.

        Raises:
            UsageError: the file of them cannot be read.
        """
        if self._readings is None and self.settings.readings is not None:
            from factcheck.matches import load_readings  # noqa: PLC0415 - light start

            self._readings = load_readings(self.settings.readings)
        return self._readings

    def check(self, article: Article) -> Report:
        """Every claim of the article with its verdict.

        Raises:
            CheckError: a claim could not be matched or judged; never turned into a verdict.
            UsageError, DataError: the model is missing, or a table is broken.
        """
        from factcheck.mentions import find_mentions  # noqa: PLC0415 - light start

        archive = self.archive
        mentions = find_mentions(article.text, article.published, article.title)
        title = find_mentions(article.title, article.published) if article.title else None
        found = self.finder.find(article, mentions, title)
        known = self.readings
        claims = tuple(known.applied(article, c) if known else c for c in found)
        checked = tuple(
            CheckedClaim(**dict(claim), verdict=verdict)
            for claim, verdict in zip(claims, self._verdicts(article, claims), strict=True)
        )
        return Report(
            generator=GENERATOR,
            article=article,
            as_of=self.settings.as_of.isoformat() if self.settings.as_of else None,
            claims=checked,
            tables=_tables_cited(checked, archive),
            notes=_notes(article, checked),
        )

    def rejudge(self, report: Report, claim_id: str, reading: ConfirmedReading) -> CheckedClaim:
        """A claim of a report as a person reads it, with the verdict under that reading.

        Args:
            report: that the claim stands in.
            claim_id: of the claim.
            reading: what the person says of it.

        Raises:
            UsageError: a series, an area, a period or a unit that there is none of.
            CheckError: the claim could not be matched or judged.
        """
        from factcheck.matches import confirm_claim  # noqa: PLC0415 - light start

        bare = [Claim(**{n: getattr(c, n) for n in Claim.model_fields}) for c in report.claims]
        claims = tuple(confirm_claim(c, reading) if c.id == claim_id else c for c in bare)
        claim = next(c for c in claims if c.id == claim_id)
        verdict = self._judge(claim, report.article, claims, reading=reading)
        return CheckedClaim(**dict(claim), verdict=verdict)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Report]:
        """Streams reports, one an article, in order."""
        return map(self.check, articles)

    def _verdicts(self, article: Article, claims: tuple[Claim, ...]) -> list[Verdict]:
        """A verdict a claim; those left open for want of an area once more where it is settled."""
        from factcheck.verdicts import settled_area  # noqa: PLC0415 - light start

        verdicts = [self._judge(claim, article, claims) for claim in claims]
        if not any(v.reason == "readings_undecided" for v in verdicts):
            return verdicts
        area = settled_area(article, claims, verdicts, self.archive)
        if area is None:
            return verdicts
        return [
            self._judge(claim, article, claims, area)
            if claim.ref_area is None and verdict.reason == "readings_undecided"
            else verdict
            for claim, verdict in zip(claims, verdicts, strict=True)
        ]

    def _judge(
        self,
        claim: Claim,
        article: Article,
        claims: tuple[Claim, ...],
        area: str | None = None,
        *,
        reading: ConfirmedReading | None = None,
    ) -> Verdict:
        from factcheck.matches import match_claim  # noqa: PLC0415 - light start
        from factcheck.verdicts import judge_claim  # noqa: PLC0415

        if reading is None and self.readings is not None:
            reading = self.readings.find(article, claim)
        try:
            match = match_claim(claim, self.archive, article)
            if reading is not None:
                from factcheck.matches import confirm_match  # noqa: PLC0415

                match = confirm_match(match, reading, self.archive)
            verdict = judge_claim(
                claim, match, self.archive, article=article, claims=claims, area=area
            )
            if reading is None:
                return verdict
            update: dict[str, object] = {"notes": (*verdict.notes, reading.said())}
            if reading.value:
                # the words of the text say another figure than the one that was compared
                update["explanation"] = f"Read as {reading.value}: {verdict.explanation}"
            return verdict.model_copy(update=update)
        except (UsageError, DataError) as error:
            error.add_note(f"while checking {claim.id}: “{claim.quote.exact}”")
            raise
        except Exception as error:
            raise CheckError(
                f"{article.id}, claim {claim.id} “{claim.quote.exact}”: "
                f"{type(error).__name__}: {error}"
            ) from error


def check(  # noqa: PLR0913 - one keyword an option of the command line
    text: str,
    published: date | str | None = None,
    *,
    title: str | None = None,
    tables: Sequence[str | Path] = (),
    use_default_tables: bool = True,
    as_of: date | str | None = None,
) -> Report:
    """Check a text; for many texts make one `Checker`.

    Args:
        text: kept exactly as given; spans of the report point into it.
        published: date of publication (a date or ISO string), which "last year" refers to.
        title: headline, where known.
        tables: further folders of data packages.
        use_default_tables: whether the archive that comes with the program is searched.
        as_of: only vintages up to this date count as known.

    Raises:
        FactcheckError: an empty text, a missing model, a broken table.
    """
    from factcheck.articles import article_from_text  # noqa: PLC0415 - light start

    settings = Settings(
        tables=tuple(Path(t) for t in tables),
        use_default_tables=use_default_tables,
        as_of=_to_date(as_of),
    )
    article = article_from_text(text, title=title, published=_to_date(published))
    return Checker(settings).check(article)


def _to_date(value: date | str | None) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise UsageError(f"{value!r} is no ISO date (like 2026-02-06)") from None


def _tables_cited(claims: Iterable[CheckedClaim], archive: Archive) -> tuple[TableUsed, ...]:
    cited = {(c.dataset, c.vintage) for claim in claims for c in claim.verdict.evidence}
    titles = {(d.key, d.vintage): d.title for d in archive.datasets()}
    return tuple(
        TableUsed(key=key, vintage=vintage.isoformat(), title=titles.get((key, vintage), key))
        for key, vintage in sorted(cited)
    )


def _notes(article: Article, claims: Sequence[CheckedClaim]) -> tuple[str, ...]:
    notes = list(article.notes)
    if not claims:
        notes.append("no claim that a table of statistics could settle was found")
    elif article.published is None:
        notes.append(
            "the date of publication is not known, so periods such as “last year” stay open"
        )
    return tuple(notes)
