"""`nlp.add_pipe("factcheck_claims")`: claims inside anyone's spaCy pipeline."""

from __future__ import annotations

from typing import Any

__all__ = ["make_factcheck_claims"]


def make_factcheck_claims(nlp: Any, name: str, published: str | None = None) -> Any:
    """Factory for the component; it sets `doc._.factcheck_claims` to a list of `Claim`.

    Args:
        nlp: the pipeline it is added to; its own parser is not used, because the sentences that
            can hold a claim are read apart.
        name: name of the component in the pipeline.
        published: ISO date against which relative periods are resolved.
    """
    from factcheck.claims.finder import ClaimsComponent  # noqa: PLC0415 - keeps entry points light

    return ClaimsComponent(nlp, name, published)


make_factcheck_claims.default_config = {"published": None}  # type: ignore[attr-defined]
