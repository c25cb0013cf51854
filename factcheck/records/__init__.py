"""Frozen nouns, one type a stage.

Article → Mentions → Claim → Match → Verdict → Report, and beside the line Dataset, Series,
Observation, Cell. Nothing is filled in later; each record is finished when it is made.
"""

from __future__ import annotations

from factcheck.records.articles import Article, Place, Table
from factcheck.records.claims import (
    Area,
    Basis,
    Claim,
    Comparator,
    Direction,
    Event,
    Indicator,
    Kind,
    Modality,
    Number,
    Period,
    Quantity,
    Rank,
    Streak,
)
from factcheck.records.confirmed import ConfirmedReading
from factcheck.records.mentions import (
    AreaMention,
    Mentions,
    PeriodMention,
    QuantityMention,
    TriggerMention,
)
from factcheck.records.reports import CheckedClaim, Report, TableUsed
from factcheck.records.series import Cell, Dataset, Observation, Series
from factcheck.records.spans import Record, Span
from factcheck.records.verdicts import (
    REASONS,
    Candidate,
    Computed,
    Diagnosis,
    Label,
    Match,
    Reading,
    Verdict,
    Why,
)

__all__ = [
    "REASONS",
    "Area",
    "AreaMention",
    "Article",
    "Basis",
    "Candidate",
    "Cell",
    "CheckedClaim",
    "Claim",
    "Comparator",
    "Computed",
    "ConfirmedReading",
    "Dataset",
    "Diagnosis",
    "Direction",
    "Event",
    "Indicator",
    "Kind",
    "Label",
    "Match",
    "Mentions",
    "Modality",
    "Number",
    "Observation",
    "Period",
    "PeriodMention",
    "Place",
    "Quantity",
    "QuantityMention",
    "Rank",
    "Reading",
    "Record",
    "Report",
    "Series",
    "Span",
    "Streak",
    "Table",
    "TableUsed",
    "TriggerMention",
    "Verdict",
    "Why",
]
