"""The house's own rules, by their tools: layers, style, types."""

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
