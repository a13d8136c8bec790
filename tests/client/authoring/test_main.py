"""The command line: its help, its languages, its exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.client.authoring import main as command
from checker.client.authoring.main import COMMANDS, main
from tests.client.authoring.conftest import OVPN, Profile
from tests.client.program import ROOT


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_tells_the_exit_codes(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 0
    assert "exit code: 0 done" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("words", [[], ["nonsense"], ["import"], ["sign", "x"]])
def test_words_that_it_does_not_know(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_defect_is_a_sentence_with_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, profile: Profile
) -> None:
    def broken(_arguments: object) -> int:
        raise KeyError("geheim")

    monkeypatch.setitem(command.COMMANDS, "check", broken)
    result = profile("check", tmp_path)
    assert result.code == 2
    assert "KeyError test_main.py" in result.err
    assert "geheim" not in result.err


def test_a_folder_is_no_file(tmp_path: Path, profile: Profile) -> None:
    for words in (["import", tmp_path], ["check", tmp_path], ["try", tmp_path]):
        result = profile(*words)
        assert result.code == 2
        assert "ist keine Datei" in result.err


@pytest.mark.parametrize(("language", "word"), [("de_DE.UTF-8", "Gemacht aus"), ("en_GB.UTF-8", "Made from")])
def test_as_a_program_of_its_own_in_the_systems_language(tmp_path: Path, language: str, word: str) -> None:
    file = tmp_path / "a.ovpn"
    file.write_text(OVPN)
    done = subprocess.run(
        [sys.executable, "-m", "checker", "profile", "import", str(file)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": language, "PYTHONWARNINGS": "default", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert word in done.stdout
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
