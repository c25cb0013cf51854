"""`nlp.add_pipe("factcheck_claims")` in anyone's pipeline."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from factcheck.claims.model import PINNED_NAME

_TEXT = "Kenya's exports rose 3 percent last year."


@pytest.mark.parametrize("pipeline", ["blank", "loaded"])
def test_a_pipeline_finds_claims(pipeline: str) -> None:
    nlp = spacy.blank("en") if pipeline == "blank" else spacy.load(PINNED_NAME)
    nlp.add_pipe("factcheck_claims", config={"published": "2026-02-06"})
    (claim,) = nlp(_TEXT)._.factcheck_claims
    assert (claim.kind, claim.anchor.exact) == ("change", "3 percent")
    assert claim.period is not None
    assert claim.period.label == "2025"


def test_without_a_date_the_period_stays_open() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factcheck_claims")
    (claim,) = nlp(_TEXT)._.factcheck_claims
    assert claim.period is None


def test_claims_survive_being_stored() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factcheck_claims", config={"published": "2026-02-06"})
    doc = nlp(_TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert again._.factcheck_claims == doc._.factcheck_claims != ()


def test_a_document_that_was_not_read_has_no_claims() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factcheck_claims")
    assert nlp("")._.factcheck_claims == ()
    assert Doc(nlp.vocab, ["Exports"])._.factcheck_claims == ()


def test_a_pipeline_with_the_component_can_be_saved(tmp_path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("factcheck_claims", config={"published": "2026-02-06"})
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert again(_TEXT)._.factcheck_claims == nlp(_TEXT)._.factcheck_claims


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        spacy.blank("en").add_pipe("factcheck_claims", config={"published": "yesterday"})


def test_adding_the_component_loads_no_tables() -> None:
    code = (
        "import spacy, sys; nlp = spacy.blank('en'); nlp.add_pipe('factcheck_claims');"
        "rooms = [m for m in sys.modules if m.startswith('factcheck.')];"
        "print(rooms, 'pandas' in sys.modules, 'duckdb' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['factcheck.component'] False False"
