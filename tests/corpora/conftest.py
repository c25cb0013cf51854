"""The gold rows of `corpora/` and the programs that read them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_ROOT = Path(__file__).resolve().parents[2]


def load_program(path: str) -> ModuleType:
    """A program of the project (it lies outside the package) as a module."""
    name = Path(path).parent.name + "_" + Path(path).stem
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, _ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def check_corpora() -> ModuleType:
    return load_program("scripts/check_corpora.py")


@pytest.fixture(scope="session")
def bench() -> ModuleType:
    return load_program("benchmarks/corpora.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One case a row of gold for every test that asks for `gold_row`."""
    if "gold_row" not in metafunc.fixturenames:
        return
    script = load_program("scripts/check_corpora.py")
    rows = [(gold, row) for gold in script.gold_files() for row in script.read_rows(gold)]
    metafunc.parametrize("gold_row", rows, ids=[f"{g.parent.name}/{r['id']}" for g, r in rows])
