"""A pipe and a file get UTF-8 whatever the code page; a program without streams loses what it prints, and nothing else.

The console itself: tests/build/windows/test_terminal.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD_CODE_PAGE = """
import sys
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding="cp1252")
from checker.__main__ import main
sys.exit(main())
"""
"""A process as Windows starts it whose output goes into a pipe: its streams are in the old code page."""
WITHOUT_STREAMS = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
from checker.__main__ import main
sys.exit(main())
"""


def start(code: str, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, check=False)


@pytest.mark.parametrize("environment", [{}, {"PYTHONIOENCODING": "cp1252"}], ids=["code-page", "somebody-set-it"])
def test_an_imported_profile_in_a_file_is_a_profile(tmp_path: Path, environment: dict[str, str]) -> None:
    source, profile = tmp_path / "a.ovpn", tmp_path / "profile.toml"
    source.write_text("client\nremote vpn.example 1194 udp\nauth-user-pass\n")
    imported = start(
        OLD_CODE_PAGE, "profile", "import", source, "--customer", "Grüße & Söhne", "--code", "AB", **environment
    )
    assert imported.returncode == 0, imported.stderr
    assert "Grüße & Söhne".encode() in imported.stdout
    profile.write_bytes(imported.stdout)
    checked = start(OLD_CODE_PAGE, "profile", "check", profile, "--language", "de", **environment)
    assert checked.returncode == 0, checked.stderr


def test_what_is_said_into_a_pipe_is_utf8() -> None:
    result = start(OLD_CODE_PAGE, "--help")
    assert "Prüft den Arbeitsplatz zu Hause. · Tests" in result.stdout.decode("utf-8")
    refused = start(OLD_CODE_PAGE, "profile", "check", "gone.toml", "--language", "de")
    assert "Prüfen Sie den Namen" in refused.stderr.decode("utf-8")


def test_an_encoding_that_somebody_chose_stays() -> None:
    result = start(OLD_CODE_PAGE, "--help", PYTHONIOENCODING="cp1252")
    assert "Prüft den Arbeitsplatz" in result.stdout.decode("cp1252")


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("profile", "--help")])
def test_without_streams_nothing_fails(arguments: tuple[str, ...]) -> None:
    result = start(WITHOUT_STREAMS, *arguments)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


def test_the_portable_file_puts_its_path_before_a_command() -> None:
    result = start(OLD_CODE_PAGE, "--started-as", "Homeoffice-Check_ACME.exe", "profile", "--help")
    assert result.returncode == 0
    assert b"import|check|sign|try|key" in result.stdout
