"""Kills a batch at a chosen commit point, or at a random moment, and resumes it.

Run as a script it is the process to be killed. `CUT` says where: an operation on the disk that
batch does (`replace`, `fsync`, `unlink`, `rmtree`), the how-manyeth call, `before` or `after` it,
and whether the `driver` or a `worker` dies.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from stub_checker import StubChecker

import factcheck.batch.run as batch_run
from factcheck.batch import run_batch
from factcheck.settings import Settings

HERE = Path(__file__).resolve()
ARTICLES = 170
SETTINGS = Settings(use_default_tables=False)


@dataclass(frozen=True)
class Case:
    """One way to die: a commit point (`cut`), or after a share of the reports (`moment`)."""

    name: str
    jobs: int
    cut: str = ""
    moment: float = 0.0


def spread(calls, number):
    """So many of the calls, the first and the last among them."""
    return sorted({1 + round(i * (calls - 1) / (number - 1)) for i in range(number)})


def all_cases(calls):
    """Sixty cases, given how often the driver of a whole run does each operation."""
    both = ("before", "after")
    cuts = [
        *(("replace", n, side) for n in spread(calls["replace"], 9) for side in both),
        *(("fsync", n, "after") for n in spread(calls["fsync"], 8)),
        *(("rmtree", n, side) for n in spread(calls["rmtree"], 2) for side in both),
    ]
    driver = [Case(f"driver {o} {n} {s}", 1, f"driver:{o}:{n}:{s}") for o, n, s in cuts[:30]]
    worker = [
        Case(f"worker {o} {n} {s}", 2, f"worker:{o}:{n}:{s}")
        for o, n, s in (
            ("replace", 1, "before"), ("replace", 1, "after"), ("replace", 9, "before"),
            ("replace", 21, "after"), ("replace", 22, "before"), ("replace", 23, "after"),
            ("fsync", 3, "before"), ("fsync", 21, "after"), ("fsync", 24, "before"),
            ("unlink", 1, "after"),
        )
    ]  # fmt: skip
    left = 60 - len(driver) - len(worker)
    chance = random.Random(7)  # noqa: S311 - a seed, no secret
    moments = [
        Case(f"random {i} ({1 + i % 2} jobs)", 1 + i % 2, moment=chance.uniform(0.02, 0.98))
        for i in range(left)
    ]
    return [*driver, *worker, *moments]


def write_source(folder):
    """Articles with failures, twins and repeated rows among them."""
    rows = [
        {"id": f"a{i}", "text": f"Exports grew {i % 60} percent, imports {i + 1} percent."}
        for i in range(ARTICLES - 20)
    ]
    rows += [{"id": f"t{i}", "text": rows[i]["text"], "outlet": "Daily"} for i in range(18)]
    rows += [{"id": "bad"}, {"id": "loud", "text": "They explode, 5 of them."}]
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return source


def contents(out):
    """Every byte that a run must give again."""
    names = ["failures.jsonl", "claims.parquet"]
    found = {name: (out / name).read_bytes() for name in names}
    return found | {p.name: p.read_bytes() for p in (out / "reports").iterdir()}


def start(source, out, jobs=1, cut=""):
    """A process that runs, or goes on with, a batch."""
    env = {**os.environ, "CUT": cut, "CUT_DONE": str(out) + ".cut"}
    command = [sys.executable, str(HERE), str(source), str(out), str(jobs)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=env, start_new_session=True)


def run_case(case, source, out):
    """Kills and resumes; whether anything died at all."""
    process = start(source, out, case.jobs, case.cut)
    target = int(case.moment * ARTICLES)
    while case.moment and process.poll() is None and reports(out) < target:
        time.sleep(0.001)
    if case.moment and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    errors = process.communicate()[1]
    died = process.returncode == -signal.SIGKILL or Path(str(out) + ".cut").exists()
    if case.cut.startswith("worker") and process.returncode != 0:
        raise RuntimeError(errors.decode())
    final = start(source, out, case.jobs)
    errors = final.communicate()[1]
    if final.returncode:
        raise RuntimeError(errors.decode())
    return died


def reports(out):
    """Reports there are."""
    folder = out / "reports"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def count_calls(source, out):
    """How often the driver of a whole run does each operation."""
    env = {**os.environ, "CUT": "driver:none:0:before", "CUT_DONE": str(out) + ".calls"}
    subprocess.run([sys.executable, str(HERE), str(source), str(out), "1"], env=env, check=True)
    return json.loads(Path(str(out) + ".calls").read_text())


def arm(cut, done):
    """Makes the chosen call the last one of this process."""
    _, operation, number, side = cut.split(":")
    calls = dict.fromkeys(("replace", "fsync", "unlink", "rmtree"), 0)

    def wrap(holder, name):
        real = getattr(holder, name)

        def deadly(*args, **kwargs):
            calls[name] += 1
            last = name == operation and calls[name] == int(number) and not Path(done).exists()
            if last and side == "before":
                die(done)
            result = real(*args, **kwargs)
            if last:
                die(done)
            return result

        setattr(holder, name, deadly)

    for holder, name in ((Path, "replace"), (os, "fsync"), (Path, "unlink"), (shutil, "rmtree")):
        wrap(holder, name)
    return calls


def die(done):
    """Leaves a mark and is gone."""
    with open(done, "w"):  # noqa: PTH123 - Path may be armed
        pass
    os.kill(os.getpid(), signal.SIGKILL)


def make_worker_stub(settings):
    """The stub; in a worker that is to die it is armed first."""
    cut = os.environ.get("CUT", "")
    if cut.startswith("worker"):
        arm(cut, os.environ["CUT_DONE"])
    return StubChecker(settings, pause=0.001)


def main():
    """The process to be killed."""
    source, out, jobs = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    batch_run.conditions = lambda _settings: {}  # work on the rules beside this is no change
    cut, done, calls = os.environ["CUT"], os.environ["CUT_DONE"], {}
    if cut.startswith("driver"):
        calls = arm(cut, done)
    run_batch(source, out, SETTINGS, resume=True, jobs=jobs, make_checker=make_worker_stub)
    if cut.startswith("driver:none"):
        Path(done).write_text(json.dumps(calls))


if __name__ == "__main__":
    main()
