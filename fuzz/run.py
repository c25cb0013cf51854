"""Runs one target, or all six one after the other.

python fuzz/run.py mentions --minutes 10
python fuzz/run.py all --minutes 10 --engine atheris

Minutes are of processor time, so that a busy machine makes a run longer and not weaker. `own`
keeps inputs that reach a line of the project which no input before has reached, and changes those
further; `atheris` (pip install atheris) is libFuzzer's. Findings are written to `fuzz/findings/`,
and the exit code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import random
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
FINDINGS = HERE / "findings"


class Lines:
    """Lines of the project that inputs have reached; a line is traced until it is first seen."""

    def __init__(self) -> None:
        self.seen: dict[CodeType, set[int]] = {}
        self.new = 0
        self._root = str(HERE.parent / "factcheck")

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        """Notes the line; what a tracing function of `sys.settrace` is."""
        if event == "call" and not frame.f_code.co_filename.startswith(self._root):
            return None
        known = self.seen.setdefault(frame.f_code, set())
        if frame.f_lineno not in known:
            known.add(frame.f_lineno)
            self.new += 1
        return self


def run_own(name: str, minutes: float, seed: int) -> dict[str, Any]:
    """Runs a target for so many minutes of processor time; figures of the run."""
    from mutate import mutated
    from targets import run_one, seeds_of

    rng = random.Random(seed)  # noqa: S311 - a run that can be repeated
    waiting, lines = list(seeds_of(name)), Lines()
    kept = list(waiting)
    runs = taken = 0
    findings: dict[str, str] = {}
    begin, end = time.monotonic(), time.process_time() + minutes * 60
    while time.process_time() < end:
        data = waiting.pop() if waiting else mutated(rng.choice(kept), rng.choice(kept), rng)
        traced = runs % 4 == 0
        lines.new = 0
        if traced:
            sys.settrace(lines)
        try:
            taken += run_one(name, data)
        except Exception:
            sys.settrace(None)
            if (where := _where()) not in findings:
                findings[where] = _keep(name, data)
        finally:
            sys.settrace(None)
        runs += 1
        if lines.new and len(kept) < 5_000:
            kept.append(data)
    reached = sum(len(found) for found in lines.seen.values())
    return {
        "target": name,
        "engine": "own",
        "minutes": minutes,
        "minutes on the clock": round((time.monotonic() - begin) / 60, 1),
        "runs": runs,
        "taken": taken,
        "lines": reached,
        "kept": len(kept),
        "findings": sorted(findings.values()),
    }


def _where() -> str:
    """Where the exception that is handled was raised; one finding is kept of each place."""
    frames = traceback.extract_tb(sys.exc_info()[2])
    return f"{type(sys.exc_info()[1]).__name__} {frames[-1].filename}:{frames[-1].lineno}"


def _keep(name: str, data: bytes) -> str:
    FINDINGS.mkdir(exist_ok=True)
    path = FINDINGS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    path.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")
    print(f"finding: {path.name}: {traceback.format_exc().splitlines()[-1][:200]}", flush=True)
    return path.name


def run_atheris(name: str, minutes: float, seed: int) -> None:
    """Runs a target under libFuzzer, which ends the process."""
    import atheris

    with atheris.instrument_imports(include=["factcheck"]):
        from targets import run_one, seeds_of

    corpus = HERE / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    FINDINGS.mkdir(exist_ok=True)
    for data in seeds_of(name):
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    limits = [f"-max_total_time={int(minutes * 60)}", "-max_len=20000", "-timeout=30"]
    options = [
        *limits,
        f"-seed={seed}",
        f"-artifact_prefix={FINDINGS}/{name}-",
        "-rss_limit_mb=3000",
    ]
    atheris.Setup(["fuzz", *options, str(corpus)], lambda data: run_one(name, data) and None)
    atheris.Fuzz()


def main() -> int:
    """Reads the options and runs."""
    parser = argparse.ArgumentParser(description="Runs a fuzz target for some minutes.")
    parser.add_argument("target", help="text, html, mentions, documents, feeds, reports or all")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("own", "atheris"), default="own")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    from targets import TARGETS

    if options.target == "all":
        rest = sys.argv[2:]
        codes = [
            subprocess.run([sys.executable, __file__, name, *rest], check=False).returncode  # noqa: S603
            for name in TARGETS
        ]
        return max(codes)
    if options.target not in TARGETS:
        parser.error(f"no target {options.target!r} (known: {', '.join(TARGETS)}, all)")
    if options.engine == "atheris":
        run_atheris(options.target, options.minutes, options.seed)
    figures = run_own(options.target, options.minutes, options.seed)
    print(json.dumps(figures), flush=True)
    return 1 if figures["findings"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
