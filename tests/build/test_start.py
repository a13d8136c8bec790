"""What this Linux lacks is said in a sentence before the program is started."""

import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "build" / "systems" / "start.sh"


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A program with its start, on a system whose tools say what the test wants."""
    program = tmp_path / "Programm ä b"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "base_library.zip").touch()
    _tool(program / "Homeoffice-Check", 'echo "started: $*"')
    text = START.read_text("utf-8").replace("@MACHINE@", "x86_64").replace("@GLIBC@", "2.34")
    (program / "start.sh").write_text(text, encoding="utf-8")
    (program / "start.sh").chmod(0o755)
    (tmp_path / "bin").mkdir()
    _tool(tmp_path / "bin" / "uname", "echo x86_64")
    _tool(tmp_path / "bin" / "getconf", "echo glibc 2.36")
    return program


def _tool(file: Path, line: str) -> None:
    file.write_text(f"#!/bin/sh\n{line}\n")
    file.chmod(0o755)


def _started(unpacked: Path, *words: str, language: str = "de_DE.UTF-8") -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{unpacked.parent / 'bin'}:/usr/bin:/bin", "LANG": language}
    return subprocess.run(
        [unpacked / "start.sh", *words], env=environment, capture_output=True, text=True, check=False, cwd="/"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the start script: Linux has it")
@pytest.mark.parametrize("glibc", ["2.34", "2.36", "2.100", "3.0"])
def test_it_starts_with_the_words_it_was_given(unpacked: Path, glibc: str) -> None:
    _tool(unpacked.parent / "bin" / "getconf", f"echo glibc {glibc}")
    done = _started(unpacked, "--text", "a b")
    assert (done.returncode, done.stdout) == (0, "started: --text a b\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the start script: Linux has it")
def test_it_starts_through_a_link(unpacked: Path) -> None:
    link = unpacked.parent / "link"
    link.symlink_to(unpacked / "start.sh")
    done = subprocess.run([link], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("tool", "line", "german", "english"),
    [
        ("uname", "echo aarch64", "anderen Prozessor", "another processor"),
        ("getconf", "echo glibc 2.31", "zu alt", "too old"),
        ("getconf", "exit 1", "zu alt", "too old"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the start script: Linux has it")
def test_a_sentence_in_both_languages(unpacked: Path, tool: str, line: str, german: str, english: str) -> None:
    _tool(unpacked.parent / "bin" / tool, line)
    for language, words in (("de_AT.UTF-8", german), ("en_GB.UTF-8", english)):
        done = _started(unpacked, language=language)
        assert done.returncode == 2
        assert words in done.stderr
        assert "started" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the start script: Linux has it")
def test_the_sentence_stands_in_a_dialogue_where_there_is_one(unpacked: Path) -> None:
    _tool(unpacked.parent / "bin" / "uname", "echo aarch64")
    _tool(unpacked.parent / "bin" / "zenity", f'echo "$@" > {unpacked.parent}/said')
    assert _started(unpacked).returncode == 2
    assert "anderen Prozessor" in (unpacked.parent / "said").read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="the start script: Linux has it")
def test_half_unpacked_is_said(unpacked: Path) -> None:
    (unpacked / "_internal" / "base_library.zip").unlink()
    done = _started(unpacked)
    assert done.returncode == 2
    assert "unvollständig" in done.stderr
