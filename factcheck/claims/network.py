"""The parser's network on plain NumPy: the same numbers as spaCy's, without its overhead.

Three things make it quick. What a word adds by itself is computed once a word and kept; the weights
lie so that a maximum over pieces is one pass over memory; and the parser's states of many sentences
take their steps together.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Encoder", "Stepper", "WordVectors"]

Floats = NDArray[np.float32]

_OF_A_WORD = {"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "ORTH", "LOWER"}
_KEY = ("ORTH", "NORM", "SPACY")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
KEPT = 24_000
"""Words whose vector is kept, some 9 MB; when there are more it starts anew."""


class WordVectors:
    """What the first layers make of each word by itself, kept by word.

    Args:
        embed: the embedding half of a `Tok2Vec` model.

    Raises:
        ValueError: when the vector of a word depends on more than the word.
    """

    def __init__(self, embed: Any) -> None:
        first, *rest = embed.layers
        if first.name != "extract_features":
            raise ValueError(first.name)
        self._columns = list(first.attrs["columns"])
        names = {_attribute_name(column) for column in self._columns}
        if not names <= _OF_A_WORD:
            raise ValueError(f"{names - _OF_A_WORD}")
        self._layers = rest
        self._rows: dict[int, int] = {}
        self._table = np.empty((1024, embed.get_dim("nO")), dtype=np.float32)

    def of(self, docs: Sequence[Any]) -> Floats:
        """A row a token of the documents, one after the other."""
        if len(self._rows) > KEPT:
            self._rows.clear()
        keys = [(doc.to_array(_KEY) * _MIX).sum(axis=1, dtype=np.uint64).tolist() for doc in docs]
        known = self._rows
        missing: dict[int, NDArray[Any]] = {}
        for doc, of_doc in zip(docs, keys, strict=True):
            if all(key in known for key in of_doc):
                continue
            features = doc.to_array(self._columns)
            missing |= {k: f for k, f in zip(of_doc, features, strict=True) if k not in known}
        if missing:
            self._add(missing)
        return self._table[[known[key] for of_doc in keys for key in of_doc]]

    def _add(self, missing: dict[int, NDArray[Any]]) -> None:
        """Computes and keeps the vectors of words not met before."""
        value: Any = [np.stack(list(missing.values()))]
        for layer in self._layers:
            value = layer.predict(value)
        start, end = len(self._rows), len(self._rows) + len(missing)
        while end > len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        self._table[start:end] = value[0]
        self._rows |= {key: start + i for i, key in enumerate(missing)}


def _attribute_name(column: Any) -> str:
    from spacy.attrs import NAMES  # noqa: PLC0415 - spaCy is loaded by the one who has a model

    return str(NAMES[column]) if isinstance(column, int) else str(column)


class Encoder:
    """The layers that let a word see its neighbours.

    Args:
        encode: the encoding half of a `Tok2Vec` model.

    Raises:
        ValueError: when it is built of other layers.
    """

    def __init__(self, encode: Any) -> None:
        blocks = encode.layers[0].layers
        for block in blocks:
            if block.name != "residual(expand_window>>maxout>>layernorm>>dropout)":
                raise ValueError(block.name)
        self._pad = int(encode.attrs["pad"])
        self._layers = [_Layer(block) for block in blocks]

    def encode(self, words: Floats, lengths: Sequence[int]) -> Floats:
        """Vectors of words in their sentences.

        Args:
            words: a row a word, sentence after sentence.
            lengths: words in each sentence.
        """
        gaps = np.repeat(self._pad * np.arange(1, len(lengths) + 1), lengths)
        places = np.arange(len(words)) + gaps
        total = len(words) + self._pad * (len(lengths) + 1)
        rows = np.zeros((total, words.shape[1]), dtype=np.float32)
        rows[places] = words
        window = np.zeros((total, 3 * words.shape[1]), dtype=np.float32)
        for layer in self._layers:
            rows += layer.forward(rows, window)
        found: Floats = rows[places]
        return found


class _Layer:
    """Window of three words, maxout, normalisation."""

    def __init__(self, block: Any) -> None:
        by_name = {node.name: node for node in block.walk()}
        maxout, norm = by_name["maxout"], by_name["layernorm"]
        if by_name["expand_window"].attrs["window_size"] != 1:
            raise ValueError("window_size")
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self._width, self._pieces = bias.shape
        by_piece = weights.transpose(1, 0, 2).reshape(self._width * self._pieces, -1)
        self._weights = np.ascontiguousarray(by_piece.T)
        self._bias = np.ascontiguousarray(bias.T).ravel()
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")
        self._mean = np.full((self._width, 1), 1 / self._width, dtype=np.float32)

    def forward(self, rows: Floats, window: Floats) -> Floats:
        """What is added to each row; `window` is scratch space, three times as wide."""
        wide = self._width
        window[:, wide : 2 * wide] = rows
        window[1:, :wide] = rows[:-1]
        window[:-1, 2 * wide :] = rows[1:]
        found = window @ self._weights
        found += self._bias
        best: Floats = np.maximum(found[:, :wide], found[:, wide : 2 * wide])
        for piece in range(2, self._pieces):
            np.maximum(best, found[:, piece * wide : (piece + 1) * wide], out=best)
        best -= best @ self._mean
        spread = (best * best) @ self._mean
        spread += 1e-8
        np.sqrt(spread, out=spread)
        best /= spread
        best *= self._scale
        best += self._shift
        return best


class Stepper:
    """Takes the steps of a transition parser, all sentences at once.

    Args:
        parser: spaCy's `parser` component.

    Raises:
        ValueError: when its model is built in another way.
    """

    def __init__(self, parser: Any) -> None:
        from spacy.ml.parser_model import ParserStepModel  # noqa: PLC0415 - as above

        model = parser.model
        listener, lower, upper = (model.get_ref(n) for n in ("tok2vec", "lower", "upper"))
        self._features, self._hidden, pieces = (lower.get_dim(n) for n in ("nF", "nO", "nP"))
        if parser.cfg["beam_width"] != 1 or pieces != 2 or model.attrs["unseen_classes"]:
            raise ValueError("parser")
        if [n.name for n in listener.layers] != ["tok2vec-listener", "list2array", "linear"]:
            raise ValueError(listener.name)
        first = listener.layers[-1]
        weights = lower.get_param("W").transpose(0, 2, 1, 3)  # by piece, so that halves compare
        self._first = np.ascontiguousarray(first.get_param("W").T), first.get_param("b")
        self._lower = np.ascontiguousarray(weights.reshape(-1, weights.shape[-1]).T)
        self._padding = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(self._features, -1)
        self._bias = np.ascontiguousarray(lower.get_param("b").T).ravel()
        self._upper = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")
        self._columns = np.arange(self._features)
        self._ids_of, self._parser = ParserStepModel.get_token_ids, parser
        self._shape = SimpleNamespace(state2vec=SimpleNamespace(nF=self._features))

    def parse(self, docs: Sequence[Any], words: Floats) -> None:
        """Sets heads and labels of the documents.

        Args:
            docs: none of them empty.
            words: a row a token of the documents, one after the other.
        """
        features = self._of_words(words)
        states = self._parser.moves.init_batch(docs)
        going = [state for state in states if not state.is_final()]
        half, (weights, bias) = self._hidden, self._upper
        while going:
            ids = self._ids_of(self._shape, going)
            ids += 1
            ids *= self._features
            ids += self._columns
            summed = np.add.reduce(features[ids], axis=1)
            summed += self._bias
            scores = np.maximum(summed[:, :half], summed[:, half:]) @ weights
            scores += bias
            going = self._parser.transition_states(going, scores)
        self._parser.set_annotations(docs, states)

    def _of_words(self, words: Floats) -> Floats:
        """What each word adds to a state in each place; the first rows stand for no word."""
        weights, bias = self._first
        lowered = words @ weights
        lowered += bias
        found = np.empty((len(words) + 1, self._lower.shape[1]), dtype=np.float32)
        np.matmul(lowered, self._lower, out=found[1:])
        found[0] = self._padding.ravel()
        return found.reshape(-1, 2 * self._hidden)
