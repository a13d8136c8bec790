"""The command itself: what it refuses, and one small part of it in earnest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import command
from tests.lab.line import ROOT, why_not


def test_without_root_it_says_so_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert command.main(["line"]) == command.CANNOT
    assert capsys.readouterr().err == "The benchmark builds its own lines, and that needs root.\n"


@pytest.mark.parametrize("words", [["--lines", "7/7"], ["--parts", "speed"], []])
def test_refuses_what_it_does_not_know(words: list[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["line", *words] if words else ["camera"])


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.netns
@pytest.mark.skipif(bool(why_not()), reason=f"a shaped line {why_not()}")
def test_one_run_on_one_line(tmp_path: Path) -> None:
    out = tmp_path / "line.md"
    words = ["line", "--runs", "1", "--lines", "50/10", "--parts", "rates,cost", "--no-peers", "--out", str(out)]
    subprocess.run([sys.executable, "-m", "tests.bench", *words], cwd=ROOT, check=True, timeout=90)
    text = out.read_text(encoding="utf-8")
    assert "| 50/10 | down | 47.82 | 1 |" in text
    assert "| 50/10 | ours |" in text
