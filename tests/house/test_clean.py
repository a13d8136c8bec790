"""The house's own rules, by their tools: layers, style, types."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUFF = "in .venv/bin, from the root: ruff check --fix checker tests build; ruff format checker tests build"


@pytest.mark.parametrize(
    "tool",
    [
        ["ruff", "check", "--no-cache", "checker", "tests", "build"],
        ["ruff", "format", "--no-cache", "--check", "checker", "tests", "build"],
        ["mypy"],
    ],
    ids=["ruff", "format", "mypy"],
)
@pytest.mark.timeout(300)
def test_tool_finds_nothing(tool: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:] + (RUFF if "ruff" in tool else "")


@pytest.mark.timeout(300)
def test_no_import_runs_upwards() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="no repository here")
def test_nothing_that_is_ignored_is_in_the_repository() -> None:
    """A tracked .venv, a link in a second work tree, empties the .venv of whoever checks it out."""
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.split()
