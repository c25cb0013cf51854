"""Everything that can go wrong, as one tree.

::

    FactcheckError
    ├── UsageError            a call or an option that cannot be meant            (exit 2)
    │   ├── UnknownFormat     an output format nobody writes
    │   └── MissingModel      the language model is not installed
    ├── ArticleError          an input that cannot be read as an article           (exit 3)
    │   ├── ArticleNotFound   no such file or page
    │   ├── EmptyArticle      nothing to read in it
    │   ├── NotText           binary content, or an encoding that cannot be told
    │   └── FetchRefused      an address that will not be fetched, or went over a limit
    ├── CheckError            a claim that could not be matched or judged: a fault of ours (exit 2)
    ├── SourceError           an official source that is out of reach or refuses       (exit 3)
    ├── ReportError           a report that cannot be read, or lacks the claim     (exit 3)
    └── DataError             a row of data that breaks its schema                 (exit 2)
        ├── LexiconError      a vocabulary row
        └── PackageError      a reference table: which file, row, column and rule

"Not enough evidence" is no error: it is a label with a reason. A broken table, a missing model
or an unreadable page is never turned into a verdict.
"""

from __future__ import annotations

__all__ = [
    "ArticleError",
    "ArticleNotFound",
    "CheckError",
    "DataError",
    "EmptyArticle",
    "FactcheckError",
    "FetchRefused",
    "LexiconError",
    "MissingModel",
    "NotText",
    "PackageError",
    "ReportError",
    "SourceError",
    "UnknownFormat",
    "UsageError",
]


class FactcheckError(Exception):
    """Root of the tree; `exit_code` is what the command line ends with."""

    exit_code = 2


class UsageError(FactcheckError):
    """A call or an option that cannot be meant."""


class UnknownFormat(UsageError):
    """An output format nobody writes."""


class MissingModel(UsageError):
    """The language model is not installed, or is not the pinned one."""


class ArticleError(FactcheckError):
    """An input that cannot be read as an article."""

    exit_code = 3


class ArticleNotFound(ArticleError):
    """No such file or page."""


class EmptyArticle(ArticleError):
    """Nothing to read in the input."""


class NotText(ArticleError):
    """Binary content, or an encoding that cannot be told."""


class FetchRefused(ArticleError):
    """An address that will not be fetched, or a page over a limit."""


class CheckError(FactcheckError):
    """A claim that could not be matched or judged; the message names it."""


class ReportError(FactcheckError):
    """A report that cannot be read, or that has no such claim."""

    exit_code = 3


class SourceError(FactcheckError):
    """An official source that cannot be reached, refuses, or gives what cannot be read."""

    exit_code = 3


class DataError(FactcheckError):
    """A row of data that breaks its schema.

    Args:
        message: what is wrong, in one plain clause.
        file: path of the file, as the user would name it.
        row: 1-based row, the header being row 1; None where it is the whole file.
        column: name of the column, where one is at fault.
        rule: short name of the rule that is broken.
    """

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        rule: str | None = None,
    ) -> None:
        self.file, self.row, self.column, self.rule = file, row, column, rule
        where = [str(file)] if file else []
        if row is not None:
            where.append(f"row {row}")
        if column:
            where.append(f"column {column}")
        tail = f" [{rule}]" if rule else ""
        super().__init__(f"{', '.join(where)}: {message}{tail}" if where else f"{message}{tail}")


class LexiconError(DataError):
    """A vocabulary row that breaks its schema or fails its own example."""


class PackageError(DataError):
    """A reference table that breaks the rules of the archive."""
