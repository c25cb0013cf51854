"""A PostgreSQL server of our own for the time of the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "-c fsync=off -c listen_addresses= -c max_connections=60"


def find_programs():
    """Folder of PostgreSQL's server programs, None where this machine has none."""
    if os.geteuid() == 0 and "postgres" not in {user.pw_name for user in pwd.getpwall()}:
        return None  # the server refuses to run as root, and there is nobody else
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return debian[-1].parent if debian else None


@contextmanager
def running(programs):
    """Runs a server in a folder of its own; gives the URL of a database in it."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    run_as = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        run_as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(program, *options):
        command = [*run_as, str(programs / program), *options]
        subprocess.run(command, check=True, capture_output=True, timeout=60, cwd=folder)

    data, log = str(folder / "data"), str(folder / "log")
    try:
        run("initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"{SETTINGS} -k {folder}"
        # its output goes to a file, else the pipe would stay open as long as the server runs
        run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        yield f"postgresql://tester@/postgres?host={folder}"
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
