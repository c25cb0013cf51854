"""`nlp.add_pipe("factcheck_claims")`: claims inside anyone's spaCy pipeline.

spaCy imports this module whenever it loads a pipeline, so nothing of the program is imported
before a document is read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from factcheck.claims import ClaimFinder
    from factcheck.records import Claim

__all__ = ["ClaimsComponent", "make_factcheck_claims"]

_NAME = "factcheck_claims"


class ClaimsComponent:
    """The component: finds the claims of each document for `doc._.factcheck_claims`.

    They lie in the document's user data as JSON, so that they survive `DocBin`, `to_bytes` and
    several processes. The parser of the pipeline is not used: the sentences that can hold a claim
    are read apart.

    Args:
        published: ISO date against which relative periods are resolved.
        model: name of the spaCy model that reads the sentences; None for the pinned one.

    Raises:
        ValueError: `published` is no ISO date.
    """

    def __init__(self, published: str | None = None, model: str | None = None) -> None:
        from spacy.tokens import Doc  # noqa: PLC0415 - only where spaCy is in use

        if not Doc.has_extension(_NAME):
            Doc.set_extension(_NAME, getter=_claims_of)
        self.published = date.fromisoformat(published) if published else None
        self.model = model
        self._finder: ClaimFinder | None = None

    def __call__(self, doc: Any) -> Any:
        """Finds the claims of the document's text.

        Raises:
            MissingModel: the language model is not installed.
        """
        from factcheck.claims import ClaimFinder  # noqa: PLC0415 - nothing loads before it is used
        from factcheck.mentions import find_mentions  # noqa: PLC0415
        from factcheck.records import Article  # noqa: PLC0415

        if self._finder is None:
            self._finder = ClaimFinder(self.model)
        article = Article(id="doc", text=doc.text, published=self.published)
        claims = self._finder.find(article, find_mentions(doc.text, self.published))
        doc.user_data[_NAME] = [claim.model_dump_json() for claim in claims]
        return doc


def _claims_of(doc: Any) -> tuple[Claim, ...]:
    from factcheck.records import Claim  # noqa: PLC0415 - nothing loads before it is used

    return tuple(Claim.model_validate_json(line) for line in doc.user_data.get(_NAME, ()))


def make_factcheck_claims(
    nlp: Language,  # noqa: ARG001 - spaCy hands it to every factory
    name: str,  # noqa: ARG001
    published: str | None,
    model: str | None,
) -> ClaimsComponent:
    """Factory for the component.

    Args:
        nlp: the pipeline it is added to.
        name: name of the component in the pipeline.
        published: ISO date against which relative periods are resolved.
        model: name of the spaCy model that reads the sentences; None for the pinned one.
    """
    return ClaimsComponent(published, model)


# spaCy looks the factory up in this module while it registers it, so it must be defined by then
Language.factory(
    _NAME,
    default_config={"published": None, "model": None},
    assigns=["doc._.factcheck_claims"],
    func=make_factcheck_claims,
)
