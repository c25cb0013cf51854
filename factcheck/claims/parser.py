"""Parses sentences: spaCy's model, run in a quicker way where it is built as expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from factcheck.claims.network import Encoder, Stepper, WordVectors
from factcheck.claims.wordclasses import WordClasses

__all__ = ["Parser"]

_BATCH = 48
"""Sentences that are parsed together: enough that steps are shared, few enough for the cache."""


class Parser:
    """Tags and parses sentences, as the pipeline that it is made from does.

    Args:
        nlp: a spaCy pipeline of `tok2vec`, `tagger`, `parser` and `attribute_ruler`. One that is
            built otherwise is run by spaCy itself.
        reload: loads the pipeline anew; it is called when the vocabulary has outgrown MOST_WORDS,
            which spaCy itself never forgets.
    """

    def __init__(self, nlp: Any, reload: Callable[[], Any] | None = None) -> None:
        self.nlp, self._reload = nlp, reload
        self._quick = _quick(nlp)

    @property
    def is_quick(self) -> bool:
        """Whether the pipeline is built as expected."""
        return self._quick is not None

    def __call__(self, text: str) -> Any:
        """The parsed document of one text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], batch_size: int = _BATCH) -> Iterator[Any]:
        """Parsed documents of texts, in order."""
        if self._reload is not None and len(self.nlp.vocab) > MOST_WORDS:
            self.nlp = self._reload()
            self._quick = _quick(self.nlp)
        if self._quick is None:
            yield from self.nlp.pipe(texts, batch_size=batch_size)
            return
        stream = iter(texts)
        while batch := list(islice(stream, batch_size)):
            yield from self._quick.parse([self.nlp.make_doc(text) for text in batch])


MOST_WORDS = 20_000
"""Words of a vocabulary before it is begun anew: those of some 500 articles, 15 MB."""


class _Quick:
    """The parts of a pipeline that is built as expected.

    Raises:
        ValueError, AttributeError, KeyError: when it is not.
    """

    def __init__(self, nlp: Any) -> None:
        embed, encode = nlp.get_pipe("tok2vec").model.layers
        self._words, self._encoder = WordVectors(embed), Encoder(encode)
        self._tagger = nlp.get_pipe("tagger")
        linear = self._tagger.model.layers[-1].layers[0]
        if linear.name not in ("softmax", "softmax_v2", "linear"):
            raise ValueError(linear.name)
        self._tags = linear.get_param("W").T.copy(), linear.get_param("b")
        self._stepper = Stepper(nlp.get_pipe("parser"))
        ruler = nlp.get_pipe("attribute_ruler")
        self._classes = WordClasses(ruler.patterns, nlp.vocab.strings)

    def parse(self, docs: list[Any]) -> list[Any]:
        """Tags, heads, labels and word classes, set on the documents."""
        filled = [doc for doc in docs if len(doc)]
        if filled:
            self._annotate(filled)
        return docs

    def _annotate(self, docs: Sequence[Any]) -> None:
        lengths = [len(doc) for doc in docs]
        vectors = self._encoder.encode(self._words.of(docs), lengths)
        weights, bias = self._tags
        scores = vectors @ weights
        scores += bias
        best, tags, start = scores.argmax(axis=1), [], 0
        for length in lengths:
            tags.append(best[start : start + length])
            start += length
        self._tagger.set_annotations(docs, tags)
        self._stepper.parse(docs, vectors)
        for doc in docs:
            self._classes.set_on(doc)


def _quick(nlp: Any) -> _Quick | None:
    if nlp.pipe_names != ["tok2vec", "tagger", "parser", "attribute_ruler"]:
        return None
    try:
        return _Quick(nlp)
    except (ValueError, AttributeError, KeyError):
        return None
