"""Some sentences drawn from the archive, through the whole line; `benchmarks` has thousands."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
COUNT = 40


@pytest.fixture(scope="module")
def probe() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("probe", BENCHMARKS / "probe.py")
        if spec is None or spec.loader is None:
            raise ImportError(BENCHMARKS)
        module = importlib.util.module_from_spec(spec)
        sys.modules["probe"] = module
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(BENCHMARKS))
    return module


@pytest.mark.parametrize("seed", [7, 19])
def test_true_sentences_are_never_refuted_nor_false_ones_supported(
    probe: ModuleType, seed: int
) -> None:
    rows = probe.measure(COUNT, seed)
    found = probe.figures(rows)
    said = [(s.text, s.true, [c.verdict.explanation for c in r.claims]) for s, r in rows]
    assert found["true sentences"] + found["false sentences"] > COUNT
    assert found["true refuted"] == 0, said
    assert found["false supported"] == 0, said
    assert found["true supported, share"] > 0.6
    assert found["false refuted, share"] > 0.5
