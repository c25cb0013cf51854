"""Official sources of statistics, pulled into data packages with their provenance.

In: the name of a service and the code of what it holds. Out: one package a vintage, with the
address asked, the day, the licence and the version. Services are rows of the lexicon; what each is
known to do otherwise than said stands in its reader.
"""

from __future__ import annotations

from factcheck.series.sources.client import Client, Reply
from factcheck.series.sources.pull import pull, read_source
from factcheck.series.sources.services import Service, find_service, load_services
from factcheck.series.sources.wanted import Wanted

__all__ = [
    "Client",
    "Reply",
    "Service",
    "Wanted",
    "find_service",
    "load_services",
    "pull",
    "read_source",
]
