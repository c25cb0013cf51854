import os
import subprocess
import sys

from factcheck.threads import ONE_THREAD, use_one_thread


def test_one_thread_unless_asked_otherwise(monkeypatch):
    for name in ONE_THREAD:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    use_one_thread()
    assert os.environ.pop("OMP_NUM_THREADS") == "3"
    assert {os.environ.pop(name) for name in ONE_THREAD if name != "OMP_NUM_THREADS"} == {"1"}


SCRIPT = """
import os
from multiprocessing import get_context
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from factcheck.batch.pool import run_pool, use_one_thread

def threads():
    import numpy
    numpy.ones((500, 500)) @ numpy.ones((500, 500))
    own = Path("/proc/self/comm").read_text()  # allocators name their threads otherwise
    return sum((p / "comm").read_text() == own for p in Path("/proc/self/task").iterdir())

if __name__ == "__main__":
    use_one_thread()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        print(pool.submit(threads).result())
"""


def test_a_worker_multiplies_with_one_thread(tmp_path):
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    env = {k: v for k, v in os.environ.items() if k not in ONE_THREAD}
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, env=env
    )
    assert int(done.stdout) == 1
