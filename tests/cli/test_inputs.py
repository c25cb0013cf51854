"""Several files, one of many articles, lines for editors, completion, width of a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_command_line import TEXT, run, stubbed

__all__ = ["stubbed"]

ROOT = Path(__file__).resolve().parents[2]
FEED = (
    "<rss version='2.0'><channel><title>Wire</title><item><title>One more headline</title>"
    f"<guid>one</guid><description>{TEXT}</description></item><item><title>Another headline</title>"
    "<guid>two</guid><description>Sales of herring rose by 3 percent.</description></item>"
    "</channel></rss>"
)


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    paths = [tmp_path / "fish.txt", tmp_path / "other.txt"]
    paths[0].write_text(TEXT, encoding="utf-8")
    paths[1].write_text("Nothing to check here, but a text it is.", encoding="utf-8")
    return [str(path) for path in paths]


def test_lines_of_several_files(stubbed: Any, two: list[str]) -> None:
    result = run("check", *two, "--format", "lines", "--fail-on", "refuted")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.match(rf"{re.escape(two[0])}:3:\d+: (?:refuted|conflicting): “", line)


def test_one_log_of_several_files(stubbed: Any, two: list[str]) -> None:
    result = run("check", *two, "--format", "sarif")
    (one,) = json.loads(result.stdout)["runs"]
    assert [a["location"]["uri"] for a in one["artifacts"]] == two
    places = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in one["results"]
    }
    assert places == {two[0]}


def test_a_terminal_shows_one_after_the_other(stubbed: Any, two: list[str]) -> None:
    result = run("check", *two)
    assert result.exit_code == 0
    assert "4 claims" in result.stdout
    assert "no claims" in result.stdout.lower() or "0 claims" in result.stdout


@pytest.mark.parametrize("name", ["json", "html", "md", "csv", "parquet", "claimreview"])
def test_formats_of_one_article_refuse_two(stubbed: Any, two: list[str], name: str) -> None:
    result = run("check", *two, "--format", name)
    assert result.exit_code == 2
    assert f"{name} holds one article, and 2 were given" in result.stderr


def test_standard_input_is_read_once(stubbed: Any) -> None:
    result = run("check", "-", "-", "--format", "lines", input=TEXT)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "can be read once" in result.stderr


@pytest.mark.parametrize(
    ("item", "title"), [("2", "Another headline"), ("two", "Another headline")]
)
def test_an_entry_of_a_feed(stubbed: Any, tmp_path: Path, item: str, title: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    assert run("check", str(path), "--item", item).exit_code == 0
    assert stubbed["article"].title == title


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [((), 2, "name one with --item (1 to 2, or its id)"), (("--item", "9"), 3, "no item '9'")],
)
def test_a_feed_without_a_choice(
    stubbed: Any, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(FEED, encoding="utf-8")
    result = run("check", str(path), *arguments)
    assert result.exit_code == code
    assert words in result.stderr


def test_parquet_goes_to_a_file_or_a_pipe(
    stubbed: Any, two: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "claims.parquet"
    assert run("check", two[0], "-o", str(out)).exit_code == 0
    assert out.read_bytes()[:4] == b"PAR1"
    assert run("check", two[0], "--format", "parquet").stdout_bytes[:4] == b"PAR1"
    monkeypatch.setattr("factcheck.cli.inputs.sys", _Terminal())
    result = run("check", two[0], "--format", "parquet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "parquet is binary; name a file with -o" in result.stderr


class _Terminal:
    class stdout:  # noqa: N801 - stands for sys.stdout
        @staticmethod
        def isatty() -> bool:
            return True


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("factcheck che", ["check"]),
        ("factcheck tables s", ["show", "search"]),
        ("factcheck check --fail-on ", ["never", "refuted", "conflicting"]),
        ("factcheck check --format s", ["sarif"]),
        ("factcheck check --no-d", ["--no-default-tables"]),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, words: str, expected: list[str]) -> None:
    environment = {**os.environ, "_FACTCHECK_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        environment |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    else:
        environment |= {
            "_TYPER_COMPLETE_ARGS": words,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words.rsplit(" ", 1)[-1],
        }
    program = "from factcheck.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [
        word for word in expected if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", done.stdout)
    ]
    assert found == expected, done.stdout + done.stderr


def on_a_terminal(arguments: list[str], columns: int, **more: str) -> str:
    """What the program writes on a terminal so wide."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "LINES": "40", **more}
    command = [sys.executable, "-m", "factcheck", *arguments]
    with subprocess.Popen(
        command, stdout=follower, stderr=subprocess.DEVNULL, env=environment, cwd=ROOT
    ) as process:
        os.close(follower)
        parts = []
        while True:
            try:
                part = os.read(leader, 65_536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(leader)
    return b"".join(parts).decode("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [48, 110])
def test_a_real_terminal_has_colour_and_its_own_width(columns: int) -> None:
    claim = ["claim", "In 2025 China's goods imports grew by 0.5%.", "--date", "2026-02-06"]
    written = on_a_terminal(claim, columns)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert plain != written
    assert max(map(len, plain.splitlines())) <= columns
    assert "\x1b" not in on_a_terminal(claim, columns, NO_COLOR="1")


def test_hooks_are_commands_that_are_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        assert set(hook) >= {"id", "name", "entry", "language", "types_or"}
        program, *arguments = hook["entry"].split()
        assert program == "factcheck"
        help_of = run(*arguments[:1], "--help").stdout
        assert all(word in help_of for word in arguments if word.startswith("--"))


def test_hooks_keep_the_manifest_of_pre_commit() -> None:
    library = pytest.importorskip("pre_commit.clientlib")
    manifest = library.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [hook["id"] for hook in manifest] == ["factcheck", "factcheck-conflicting"]


def test_a_hook_fails_on_what_is_refuted(stubbed: Any, two: list[str]) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    for hook in hooks:
        _, *arguments = hook["entry"].split()
        assert run(*arguments, *two).exit_code == 1
        assert run(*arguments, two[1]).exit_code == 0
