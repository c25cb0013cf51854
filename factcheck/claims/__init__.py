"""Claims: mentions tied together by a parse, context carried across sentences.

In: an `Article` and the `Mentions` of its text and title. Out: frozen `Claim` records in text
order. spaCy reads only the sentences that can hold a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.records import Article, Claim, Mentions

if TYPE_CHECKING:
    from factcheck.claims.finder import ClaimFinder

__all__ = ["ClaimFinder", "find_claims"]


def find_claims(
    article: Article, mentions: Mentions, title: Mentions | None = None, model: str | None = None
) -> list[Claim]:
    """The claims of one article; for many, keep a `ClaimFinder`.

    Raises:
        MissingModel: when the language model is not installed.
    """
    from factcheck.claims.finder import ClaimFinder  # noqa: PLC0415 - loads the parser's module

    return ClaimFinder(model).find(article, mentions, title)


def __getattr__(name: str) -> object:
    if name == "ClaimFinder":
        from factcheck.claims.finder import ClaimFinder  # noqa: PLC0415

        return ClaimFinder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
