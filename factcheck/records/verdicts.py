"""What is said of a claim: match, evidence, diagnosis, verdict."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from factcheck.records.claims import Number
from factcheck.records.series import Cell
from factcheck.records.spans import Record

__all__ = [
    "REASONS",
    "Candidate",
    "Computed",
    "Diagnosis",
    "Label",
    "Match",
    "Reading",
    "Verdict",
    "Why",
]

Label = Literal["supported", "refuted", "conflicting", "not_enough_evidence"]

REASONS: dict[str, tuple[str, ...]] = {
    "supported": (
        "value_matches",
        "value_matches_truncated",
        "statement_holds",
        "published_rate_matches",
        "recomputed_matches",
        "matches_within_approximation",
    ),
    "refuted": (
        "value_differs",
        "direction_differs",
        "rank_differs",
        "record_broken",
        "not_first",
        "streak_differs",
        "comparison_fails",
        "text_contradicts_itself",
    ),
    "conflicting": (
        "vintages_disagree",
        "sources_disagree",
        "readings_disagree",
        "text_contradicts_itself",
    ),
    "not_enough_evidence": (
        "no_matching_series",
        "area_not_covered",
        "period_not_covered",
        "period_unknown",
        "area_unknown",
        "indicator_ambiguous",
        "unit_ambiguous",
        "unit_mismatch",
        "history_too_short",
        "universe_incomplete",
        "not_asserted",
        "too_close_to_call",
        "readings_undecided",
        "value_missing",
        "kind_not_decidable",
        "vintage_not_known",
    ),
}
"""The closed list of reasons, by label."""


class Why(Record):
    """One named reason of a score: the feature, what it adds, and the words for it."""

    feature: str
    score: float
    text: str
    veto: bool = False


Operation = Literal[
    "series", "share", "per", "sum", "difference", "negated", "complement", "inverse"
]


class Candidate(Record):
    """A statistic that may be what a claim is about; `key` is `source/dataset#series`.

    `op` says how it comes out of series where it is not one as it stands: `share` is 100 times
    `key` over `other`, `per` is `key` over `other`, `sum` both together, `difference` is `key`
    less `other`, `negated`, `complement` (100 less `key`) and `inverse` are of `key` alone.
    `parts` are keys that are added to `key` first (bands of age, wind and solar power).
    `other_area` is the area that `other` is read for, None where it is that of the claim. `strict`
    says whether every word of the claim's indicator is accounted for and nothing is added: only
    such a candidate may refute.
    """

    key: str
    indicator: str
    score: float
    reasons: tuple[Why, ...]
    qualifiers: tuple[str, ...] = ()
    op: Operation = "series"
    other: str | None = None
    other_area: str | None = None
    parts: tuple[str, ...] = ()
    strict: bool = True


class Match(Record):
    """Candidates for a claim, best first, and what stays undecided.

    `against` are the candidates for the other side of a comparison of two indicators; `reason` is
    the code of what is missing where there is no candidate; `growth` says that the claim is about
    a rate of growth; `siblings` are keys of neighbouring statistics (imports for exports) that
    only a diagnosis looks at, `mentioned` those of them that the passage names;
    `partners` are trading partners that are each compared with the whole; `others` are sums and
    differences that only a diagnosis looks at.
    """

    candidates: tuple[Candidate, ...] = ()
    undecided: tuple[str, ...] = ()
    concept: str | None = None
    against: tuple[Candidate, ...] = ()
    reason: str | None = None
    growth: bool = False
    siblings: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    others: tuple[Candidate, ...] = ()


class Computed(Record):
    """What the table gives for the same statement; `low` and `high` bound it."""

    value: Number | bool | str | None
    unit: str | None
    low: Number | None = None
    high: Number | None = None


class Diagnosis(Record):
    """A reading under which a refuted claim would hold, or `wrong_value` where none was found."""

    kind: str
    text: str
    value: Number | None = None
    cell: Cell | None = None


class Reading(Record):
    """One way to read the claim against the tables, and what came of it."""

    name: str
    label: Label
    text: str
    computed: Computed | None = None
    formula: str | None = None


class Verdict(Record):
    """Label, reason and everything needed to replay them.

    A supported, refuted or conflicting verdict cannot be made without evidence.
    """

    label: Label
    reason: str
    explanation: str
    computed: Computed | None = None
    formula: str | None = None
    evidence: tuple[Cell, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    confidence: float = Field(ge=0, le=1)
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    match: Match = Match()

    @model_validator(mode="after")
    def _holds_together(self) -> Verdict:
        if self.reason not in REASONS[self.label]:
            raise ValueError(f"{self.reason!r} is no reason for {self.label!r}")
        if (
            self.label != "not_enough_evidence"
            and self.reason != "text_contradicts_itself"
            and not self.evidence
        ):
            raise ValueError(f"a {self.label} verdict needs evidence")
        return self
