"""The portable file in a terminal and in pipes, under Wine: it speaks where it was started, in UTF-8."""

import shutil
from pathlib import Path

import pytest

from checker import __version__
from recipe.product import release_file
from tests.build.windows.stage import Stage

PORTABLE = release_file("windows", ".exe", "x64")
pytestmark = [
    pytest.mark.packaged,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not PORTABLE.exists(), reason="no file: python3 build/package.py --system windows makes it"),
]
OVPN = "client\nremote vpn.example 1194 udp\nauth-user-pass\n"
CUSTOMER = "Grüße & Söhne"


@pytest.fixture(scope="module")
def portable(windows: Stage) -> Path:
    copy = windows.folder / "Homeoffice-Check_ACME-7F3K.exe"
    shutil.copy(PORTABLE, copy)
    return copy


@pytest.fixture(scope="module")
def files(windows: Stage) -> Path:
    folder = windows.folder / "files"
    folder.mkdir()
    (folder / "firma.ovpn").write_text(OVPN)
    return folder


def test_it_speaks_in_a_console_and_hands_on_its_exit_code(stage: Stage, portable: Path) -> None:
    program = stage.room.windows_path(portable)
    output = stage.run_in_console(
        f'"{program}" --version',
        "echo code %errorlevel%",
        f'"{program}" --help',
        f'"{program}" profile check gone.toml --language de',
        "echo code %errorlevel%",
        f'"{program}" --text --no-such-option',
        "echo code %errorlevel%",
    )
    assert f"Homeoffice-Check {__version__}" in output
    assert "Prüft den Arbeitsplatz zu Hause." in output
    assert "Die Datei gone.toml gibt es nicht. Prüfen Sie den Namen." in output
    assert "unrecognized arguments: --no-such-option" in output
    assert [line.strip() for line in output.splitlines() if "code " in line.strip()[:5]] == [
        "code 0",
        "code 2",
        "code 2",
    ]


def test_somebody_can_answer_in_a_console(stage: Stage, portable: Path) -> None:
    program = stage.room.windows_path(portable)
    answers = {"go on without": "gone.toml", "There is no such profile file.": "\r" * 12}
    output = stage.run_in_console(f'"{program}" --text --language en', "echo code %errorlevel%", answers=answers)
    assert "Nothing allowed: nothing was read and nothing was sent." in " ".join(output.split())
    assert "code 2" in output


def test_what_it_says_into_a_pipe_is_utf8(stage: Stage, portable: Path, files: Path) -> None:
    code, output = stage.run_piped(portable, "--help")
    assert code == 0
    assert "Prüft den Arbeitsplatz zu Hause." in output
    source = stage.room.windows_path(files / "firma.ovpn")
    code, output = stage.run_piped(portable, "profile", "check", source, "--language", "de")
    assert code == 1
    assert "✕" in output


def test_a_profile_redirected_to_a_file_is_a_profile(stage: Stage, portable: Path, files: Path) -> None:
    program, folder = stage.room.windows_path(portable), stage.room.windows_path(files)
    stage.run_in_console(
        f'"{program}" profile import "{folder}\\firma.ovpn" --customer "{CUSTOMER}" --code AB > "{folder}\\p.toml"',
        f'"{program}" profile check "{folder}\\p.toml" --language de > "{folder}\\check.txt"',
    )
    assert f'customer = "{CUSTOMER}"' in (files / "p.toml").read_text("utf-8")
    assert "[✓] Das Profil ist in Ordnung" in (files / "check.txt").read_text("utf-8")
