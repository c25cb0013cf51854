"""The README and the documentation: snippets run as printed, links and lists hold.

Every `python`, `console` and `yaml` block runs. The blocks of a page run in order, in one namespace
and one folder, where `corpora` and `reference_data` are those of the checkout. In a `console` block
a line that starts with `$ ` is a command; what follows is what it prints, `...` standing for
anything. `sh` blocks install things and are run by `.ci/run`; `text` blocks are pictures.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from factcheck.records import REASONS

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line it starts on."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, m.start()) + 1, m[1], m[2]) for m in _FENCE.finditer(text)
    ]


RUN = ("python", "console", "yaml")
SHOWN = ("sh", "text")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("corpora", "reference_data"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_console(block: Block, folder: Path) -> None:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        done = subprocess.run(
            shlex.split(command),
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, f"{block}: {command}\n{done.stdout}\n{done.stderr}"
        if expected.strip():
            pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*")
            assert re.fullmatch(pattern, done.stdout.strip(), re.DOTALL), (
                f"{block}: {command}\nexpected {expected}\ngot {done.stdout}"
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.usefixtures("sources")
def test_blocks_run_as_printed(page: Path, folder: Path) -> None:
    namespace: dict[str, object] = {"__name__": "snippet"}
    for block in blocks_of(page):
        assert block.language in RUN + SHOWN, f"{block}: nobody runs {block.language!r} blocks"
        if block.language == "python":
            padded = "\n" * block.line + block.text
            exec(compile(padded, str(page), "exec"), namespace)  # noqa: S102
        elif block.language == "console":
            run_console(block, folder)
        elif block.language == "yaml":
            run_yaml(block, folder)


def commands_in(value: object) -> Iterator[str]:
    """Texts of a YAML document that call the program."""
    if isinstance(value, str):
        yield from (line for line in value.splitlines() if line.startswith("factcheck "))
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from commands_in(part)


def run_yaml(block: Block, folder: Path) -> None:
    """A configuration parses, its hooks exist, and its commands run."""
    read = yaml.safe_load(block.text)
    assert isinstance(read, dict)
    hooks = [hook["id"] for repo in read.get("repos", ()) for hook in repo["hooks"]]
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert known >= set(hooks)
    for command in commands_in(read):
        run_console(Block(block.page, block.line, "console", f"$ {command}\n"), folder)


def test_there_is_something_to_run() -> None:
    kinds = [block.language for page in PAGES for block in blocks_of(page)]
    assert kinds.count("python") >= 8
    assert kinds.count("console") >= 3


_LINK = re.compile(r"(?<!`)!?\[[^\]]{0,300}\]\(([^)\s]{1,300})\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [t for t in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t]
    missing = [t for t in targets if not (page.parent / t.split("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES[2:], ids=lambda page: page.name)
def test_documentation_links_stay_inside_the_documentation(page: Path) -> None:
    """A page of the site cannot link to a file that the site does not hold."""
    targets = [t for t in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t]
    assert [t for t in targets if t.startswith("..")] == []


def test_readme_has_exactly_two_commands() -> None:
    commands = [b.text.strip() for b in blocks_of(ROOT / "README.md") if b.language == "sh"]
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    check, tests = commands
    assert "factcheck check corpora/economic-daily/foreign-trade-2025.txt" in check
    assert tests.endswith("python -m pytest")


def test_readme_commands_are_those_that_ci_runs() -> None:
    commands = [b.text.strip() for b in blocks_of(ROOT / "README.md") if b.language == "sh"]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in ci or all(command in ci for command in commands)


def test_every_reason_is_explained() -> None:
    text = (ROOT / "docs" / "reading-a-report.md").read_text(encoding="utf-8")
    _, _, tables = text.partition("## Reasons")
    sections = re.split(r"^### ", tables, flags=re.MULTILINE)[1:]
    explained = {
        section.split("\n", 1)[0].strip(): tuple(
            re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
        )
        for section in sections
    }
    assert explained == REASONS


def test_every_page_is_in_the_navigation() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = set(re.findall(r":\s(\S+\.md)$", text, flags=re.MULTILINE))
    assert listed == {page.name for page in (ROOT / "docs").glob("*.md")}


def test_commands_of_the_readme_exist() -> None:
    """Each command in the README's table answers to `--help`."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `factcheck (\w+)", readme, flags=re.MULTILINE))
    assert named >= {"check", "claim", "explain", "batch", "tables"}
    program = Path(sys.executable).parent / "factcheck"
    answered = {
        n for n in named if subprocess.run([program, n, "--help"], check=False).returncode == 0
    }
    assert answered == named
