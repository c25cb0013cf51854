"""The gold rows of `corpora/`, read once a session."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_corpora.py"


def load_script() -> ModuleType:
    """`scripts/check_corpora.py` as a module."""
    if "check_corpora" in sys.modules:
        return sys.modules["check_corpora"]
    spec = importlib.util.spec_from_file_location("check_corpora", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["check_corpora"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def check_corpora() -> ModuleType:
    return load_script()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One case a row of gold for every test that asks for `gold_row`."""
    if "gold_row" not in metafunc.fixturenames:
        return
    script = load_script()
    rows = [(gold, row) for gold in script.gold_files() for row in script.read_rows(gold)]
    metafunc.parametrize("gold_row", rows, ids=[f"{g.parent.name}/{r['id']}" for g, r in rows])
