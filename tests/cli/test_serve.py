"""`factcheck serve`: who may open the page, where, and what is said when it cannot be opened."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typer.testing import CliRunner

from factcheck.cli import app
from factcheck.web.people import People
from factcheck.web.store import Store

runner = CliRunner()
PASSWORD = "a long enough password"  # noqa: S105 - of nobody


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the server was started with, instead of starting it."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(
        uvicorn, "run", lambda page, **options: calls.append({"app": page} | options)
    )
    return calls


def serve(*arguments: str, **options: Any) -> Any:
    return runner.invoke(app, ["serve", *arguments], **options)


def test_it_listens_on_loopback_and_nobody_signs_in(tmp_path: Path, started: Any) -> None:
    done = serve(str(tmp_path), "--port", "8123")
    assert done.exit_code == 0, done.stderr
    assert "http://127.0.0.1:8123/" in done.stderr
    (call,) = started
    assert (call["host"], call["port"]) == ("127.0.0.1", 8123)
    assert call["app"].state.desk.signs_in is False


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--host", "0.0.0.0"], "--name"),  # noqa: S104 - that is what is refused
        (["--host", "0.0.0.0", "--name", "desk.example"], "--new-admin"),  # noqa: S104
        (["--name", "desk.example"], "--new-admin"),
        (["--database", "mysql://x/y"], "SQLite or PostgreSQL"),
        (["--database", "postgresql://x@127.0.0.1:1/y?connect_timeout=2"], "cannot be opened"),
        (["--readings", "none.jsonl"], "no such file"),
        (["--port", "0"], "port"),
    ],
)
def test_what_cannot_be_served_is_said_plainly(
    arguments: list[str], words: str, tmp_path: Path, started: Any
) -> None:
    done = serve(str(tmp_path), *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert started == []


def test_an_admin_is_added_and_then_the_desk_opens(tmp_path: Path, started: Any) -> None:
    added = serve(str(tmp_path), "--new-admin", "eva", input=f"{PASSWORD}\n{PASSWORD}\n")
    assert added.exit_code == 0, added.stderr
    assert PASSWORD not in added.output
    assert started == []
    assert People(Store(tmp_path).db).sign_in("eva", PASSWORD)
    done = serve(str(tmp_path), "--host", "0.0.0.0", "--name", "desk.example")  # noqa: S104
    assert done.exit_code == 0, done.stderr
    assert started[0]["app"].state.desk.signs_in is True


@pytest.mark.parametrize("typed", ["short\nshort\n", f"{PASSWORD}\nanother\n"])
def test_a_password_that_cannot_be_adds_nobody(typed: str, tmp_path: Path) -> None:
    assert serve(str(tmp_path), "--new-admin", "eva", input=typed).exit_code != 0
    assert list(People(Store(tmp_path).db).everybody()) == []


def test_the_page_answers_over_http(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "factcheck", "serve", str(tmp_path), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        page = ""
        while not page and time.monotonic() < deadline and server.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                    page = answer.read().decode()
                    assert answer.headers["server"] is None
            except OSError:
                time.sleep(0.1)
        assert "No claim fits" in page
    finally:
        server.terminate()
        server.communicate(timeout=20)


def test_readings_of_a_file_hold_in_a_check(tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("The country's sales abroad reached 26.99 trillion yuan.", "utf-8")
    plain = tmp_path / "plain.json"
    base = ["check", str(text), "--date", "2026-02-06", "--format", "json", "-o"]
    assert runner.invoke(app, [*base, str(plain)]).exit_code == 0
    report = json.loads(plain.read_text())
    (claim,) = report["claims"]
    assert claim["verdict"]["label"] == "not_enough_evidence"
    reading = {
        "article": report["article"]["id"],
        "kind": claim["kind"],
        "quote": claim["quote"]["exact"],
        "anchor": claim["anchor"]["exact"],
        "series": "gacc/goods_trade#goods_exports.cny.a",
        "area": "CHN",
        "period": "2025",
        "by": "ana",
    }
    readings, again = tmp_path / "readings.jsonl", tmp_path / "again.json"
    readings.write_text(json.dumps(reading) + "\n", "utf-8")
    done = runner.invoke(app, [*base, str(again), "--readings", str(readings)])
    assert done.exit_code == 0, done.stderr
    (claim,) = json.loads(again.read_text())["claims"]
    assert claim["verdict"]["label"] == "supported"
    assert "ana confirmed" in claim["verdict"]["notes"][-1]
    readings.write_text("nonsense\n", "utf-8")
    done = runner.invoke(app, [*base, str(again), "--readings", str(readings)])
    assert done.exit_code == 2
    assert "line 1" in done.stderr
