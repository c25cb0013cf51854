"""The command line with the line stubbed: options, exit codes, where output goes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

import factcheck.batch
from factcheck import pipeline
from factcheck.cli import app, output
from factcheck.errors import CheckError, MissingModel, PackageError
from factcheck.records import Article, Report
from factcheck.reports import write_report

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from sample import TEXT, report

runner = CliRunner()


def run(*arguments: str, **options: Any) -> Any:
    return runner.invoke(app, list(arguments), **options)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "fish.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def stubbed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A checker that finds the sample's claims; what it was asked is kept."""
    asked: dict[str, Any] = {}

    class Stub:
        def __init__(self, settings: Any) -> None:
            asked["settings"] = settings
            self.archive = None

        def check(self, article: Article) -> Report:
            asked["article"] = article
            if "error" in asked:
                raise asked["error"]
            return report(article=article) if article.text == TEXT else report(claims=())

    monkeypatch.setattr(pipeline, "Checker", Stub)
    return asked


@pytest.mark.parametrize("name", ["terminal", "json", "html", "md", "csv", "sarif"])
def test_check_prints_the_report_on_stdout(stubbed: Any, article: str, name: str) -> None:
    result = run("check", article, "--format", name, "--date", "2025-01-25")
    assert result.exit_code == 0
    path = article if name == "sarif" else None
    expected = write_report(report(article=stubbed["article"]), name, source=path)
    assert result.stdout_bytes.decode() == expected
    assert "\x1b" not in result.stdout


def test_options_reach_the_line(stubbed: Any, article: str, tmp_path: Path) -> None:
    result = run(
        *("check", article, "--title", "T", "--date", "2025-01-25", "--as-of", "2024-12-31"),
        *("--tables", str(tmp_path), "--no-default-tables"),
    )
    assert result.exit_code == 0
    assert stubbed["article"].title == "T"
    assert stubbed["settings"].table_roots() == (tmp_path,)
    assert stubbed["settings"].as_of.isoformat() == "2024-12-31"


def test_standard_input(stubbed: Any) -> None:
    assert run("check", "-", input=TEXT).exit_code == 0
    assert stubbed["article"].id == "stdin"


def test_claim(stubbed: Any) -> None:
    result = run("claim", "Sales rose by 3%.", "--date", "2025-01-25", "--format", "json")
    assert result.exit_code == 0
    assert stubbed["article"].text == "Sales rose by 3%."
    assert json.loads(result.stdout)["claims"] == []


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("refuted", 1), ("conflicting", 1)])
def test_fail_on(stubbed: Any, article: str, level: str, code: int) -> None:
    assert run("check", article, "--fail-on", level).exit_code == code


@pytest.mark.parametrize("name", ["out.json", "out.html", "out.md", "out.csv", "out.txt"])
def test_output_file_is_whole_and_stdout_empty(
    stubbed: Any, article: str, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    result = run("check", article, "-o", str(path))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "4 claims" in result.stderr
    assert path.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["fish.txt", name])


def test_failed_write_leaves_the_old_file(
    stubbed: Any, article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    result = run("check", article, "-o", str(path))
    assert (result.exit_code, path.read_text()) == (2, "old")
    assert "No space left" in result.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fish.txt", "out.json"]


def test_file_is_put_in_place_by_a_rename(
    stubbed: Any, article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.json"
    path.write_text("old")

    def refuse(*_: Any) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", refuse)
    assert run("check", article, "-o", str(path)).exit_code == 2
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["chek", "x"], 2, "did you mean check?"),
        (["check", "FILE", "--formt", "json"], 2, "did you mean --format?"),
        (["check", "FILE", "--format", "jsn"], 2, "did you mean json?"),
        (["check", "FILE", "--format", "xyzzy"], 2, "known: terminal, json"),
        (["check", "FILE", "--fail-on", "refuetd"], 2, "did you mean refuted?"),
        (["check", "FILE", "--date", "6 Feb"], 2, "no ISO date"),
        (["check", "FILE", "--as-of", "2025-02-30"], 2, "no ISO date"),
        (["check", "FILE", "--tables", "no/such"], 2, "no such folder"),
        (["check", "FILE", "--no-default-tables"], 2, "leaves no table"),
        (["check", "FILE", "-o", "no/such/out.json"], 2, "no such folder"),
        (["check"], 2, "missing argument"),
        (["check", "no-such.txt"], 3, "no-such.txt: no such file"),
        (["check", "EMPTY"], 3, "empty"),
        (["check", "BINARY"], 3, "broken ZIP archive"),
        (["check", "FOLDER"], 3, "factcheck batch"),
        (["check", "http://127.0.0.1/"], 3, "not an address of the public internet"),
        (["check", "ftp://example.org/"], 3, "only http and https"),
        (["claim", "  "], 3, "empty"),
        (["explain", "no.json", "c1"], 3, "no such file"),
        (["explain", "FILE", "c1"], 3, "not a report"),
        (["explain", "REPORT", "c9"], 3, "it has c1 to c4"),
        (["tables", "lst"], 2, "did you mean list?"),
        (["tables", "validate", "no/such"], 2, "no such folder"),
        (["tables", "validate", "FOLDER"], 2, "no datapackage.json"),
        (["batch", "FILE", "-o", "OUT", "--shard", "3"], 2, "not like 1/4"),
        (["batch", "FILE", "-o", "FILE"], 2, "is a file"),
        (["audit", "no/such"], 2, "no such folder"),
        (["serve", "no/such"], 2, "no such folder"),
    ],
)
def test_errors_are_one_plain_line(  # noqa: PLR0917
    stubbed: Any, article: str, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "a.bin").write_bytes(b"PK\x03\x04\x00\x00")
    (tmp_path / "r.json").write_text(write_report(report(), "json"), encoding="utf-8")
    (tmp_path / "folder").mkdir()
    names = {
        "FILE": article,
        "EMPTY": str(tmp_path / "empty.txt"),
        "BINARY": str(tmp_path / "a.bin"),
        "FOLDER": str(tmp_path / "folder"),
        "REPORT": str(tmp_path / "r.json"),
        "OUT": str(tmp_path / "out"),
    }
    result = run(*(names.get(a, a) for a in arguments))
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (MissingModel("the language model 'x' is not installed; run: pip install y"), 2, "pip"),
        (PackageError("bad", file="t/a.csv", row=3, column="v", rule="r"), 2, "row 3, column v"),
        (CheckError("x, claim c1 “q”: ValueError: v"), 2, "claim c1"),
        (ValueError("odd\nthing"), 2, "a fault of factcheck itself: ValueError: odd thing"),
        (PermissionError(13, "Permission denied", "t/x"), 2, "t/x: Permission denied"),
    ],
)
def test_errors_of_the_line(  # noqa: PLR0917
    stubbed: Any, article: str, tmp_path: Path, error: BaseException, code: int, words: str
) -> None:
    stubbed["error"] = error
    result = run("check", article, "-o", str(tmp_path / "out.json"))
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith("error: ")
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out.json").exists()


def test_explain(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(write_report(report(), "json"), encoding="utf-8")
    result = run("explain", str(path), "c3")
    assert result.exit_code == 0
    assert "direction differs" in result.stdout


def test_batch_delegates(monkeypatch: pytest.MonkeyPatch, article: str, tmp_path: Path) -> None:
    asked: dict[str, Any] = {}

    def run_batch(source: str, out: Path, settings: Any, **options: Any) -> Any:
        asked.update(options, source=source, out=out)
        labels = {"refuted": 1, "supported": 0}
        return SimpleNamespace(articles=2, failed=1, claims=1, labels=labels, exit_code=4)

    monkeypatch.setattr(factcheck.batch, "run_batch", run_batch)
    result = run("batch", article, "-o", str(tmp_path / "o"), "--jobs", "2", "--shard", "1/3")
    assert result.exit_code == 4
    assert (asked["jobs"], asked["shard"], asked["progress"]) == (2, (1, 3), None)
    assert "1 failed" in result.stderr


def test_color_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.wants_color() is False
    monkeypatch.setattr(output.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert output.wants_color() is True
    monkeypatch.setenv("NO_COLOR", "1")
    assert output.wants_color() is False


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout)["title"] == "factcheck report"


HEAVY = "spacy pandas duckdb pyarrow numpy trafilatura httpx jinja2 rich".split()  # noqa: SIM905


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["--version"]])
def test_help_is_light(arguments: list[str]) -> None:
    code = (
        "import sys, atexit\n"
        f"heavy = {HEAVY!r}\n"
        "atexit.register(lambda: print([m for m in heavy if m in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['factcheck', *{arguments!r}]\n"
        "from factcheck.cli import main\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr.strip() == "[]"


def test_without_arguments_the_help_comes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "factcheck"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: factcheck" in done.stderr


def test_closed_pipe_is_quiet() -> None:
    command = [sys.executable, "-m", "factcheck", "schema"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_interrupt(stubbed: Any, article: str) -> None:
    stubbed["error"] = KeyboardInterrupt()
    result = run("check", article)
    assert (result.exit_code, result.stdout) == (130, "")
