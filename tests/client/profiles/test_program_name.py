"""The code in the program's own name, whatever browsers, mail programs and people made of it."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.client.profiles.sources.program_name import parse_program_path, program_path

CODE = "MUSTER-K4TX-9RWH"
NAME = f"Homeoffice-Check_{CODE}"


@pytest.mark.parametrize(
    "name",
    [
        f"{NAME}.exe",
        f"{NAME} (1).exe",
        f"{NAME}(2).exe",
        f"{NAME}_1.exe",
        f"{NAME}-2.exe",
        f"{NAME} (1) (2).exe",
        f"{NAME.lower()}.EXE",
        f"{NAME}.exe.exe",
        f"{NAME}.exe.1",
        f"Kopie von {NAME}.exe",
        f"Copy of {NAME}.exe",
        f"{NAME} - Kopie.exe",
        f"{NAME} - Kopie (2).exe",
        f"{NAME} - Copy.exe",
        f"{NAME}-Kopie.exe",
        f"{NAME} copy 2.dmg",
        f"{NAME} (Kopie).tar.xz",
        NAME.replace("_", "%5F") + ".exe",
        NAME.replace("_", " ") + ".exe",
        NAME.replace("_", "-") + ".exe",
        NAME.replace("_", "__") + ".exe",
        NAME.replace("-", "–") + ".exe",
        f"HomeofficeCheck_{CODE}.exe",
        f"homeoffice_check_{CODE}.exe",
        f"Homeoffice-Check-arm64_{CODE}.dmg",
        f"{NAME}",
        f"meine {NAME}.exe",
        f"Ｈomeoffice-Check_{CODE}.exe",
    ],
)
@pytest.mark.parametrize(
    "folder", ["", "C:\\Users\\Jörg Müller\\OneDrive - Firma\\", "\\\\server\\Austausch\\", "/a b/"]
)
def test_the_code_is_found(folder: str, name: str) -> None:
    hint = parse_program_path(folder + name)
    assert hint is not None
    assert (hint.codes[0], hint.desk_url) == (CODE, "")


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Homeoffice-Check_BEISPIEL.exe", ("BEISPIEL",)),
        ("Homeoffice-Check_BETA-22.exe", ("BETA-22", "BETA")),
        ("Homeoffice-Check_BEISPIEL-1.exe", ("BEISPIEL-1", "BEISPIEL")),
        ("Homeoffice-Check_ACME-7F3K-1.exe", ("ACME-7F3K", "ACME-7F3K-1")),
    ],
)
def test_a_name_may_mean_several(name: str, codes: tuple[str, ...]) -> None:
    hint = parse_program_path(name)
    assert hint is not None and hint.codes == codes


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Homeoffice-Check.exe",
        "Homeoffice-Check (1).exe",
        "Homeoffice-Check Kopie.exe",
        "Homeoffice-Check-windows.exe",
        "Homeoffice-Check-1.2.0-windows-x64.exe",
        "homeoffice-check_0.1.0_amd64.deb",
        "homeoffice-check_10.2.0_amd64.deb",
        "Homeoffice-Check_.exe",
        "Homeoffice-Check_A.exe",
        f"Setup_{CODE}.exe",
        "Homeoffice-Check_" + "A" * 40 + ".exe",
        "python.exe",
    ],
)
def test_no_code_is_made_up(name: str) -> None:
    assert parse_program_path(name) is None


def test_an_unpacked_archive_leaves_its_name_in_a_folder() -> None:
    for path in (f"/home/erna/{NAME}/Homeoffice-Check/Homeoffice-Check", f"C:\\{NAME} (1)\\Homeoffice-Check.exe"):
        hint = parse_program_path(path)
        assert hint is not None and hint.codes[0] == CODE
    assert parse_program_path(f"/{NAME}/a/b/c/d/Homeoffice-Check") is None


@pytest.mark.parametrize(
    ("suffix", "desk"),
    [
        ("@desk.muster-it.de", "https://desk.muster-it.de"),
        ("@Desk.Muster-IT.de", "https://desk.muster-it.de"),
        ("@desk.muster.app", "https://desk.muster.app"),
        ("@desk.muster-it.de,8443", "https://desk.muster-it.de:8443"),
        ("@127.0.0.1,8000", "http://127.0.0.1:8000"),
        ("@localhost,8000", "http://localhost:8000"),
        ("@", ""),
    ],
)
@pytest.mark.parametrize("end", [".exe", ".exe.exe", " (1).exe", ".tar.xz"])
def test_a_name_may_name_the_desk(suffix: str, desk: str, end: str) -> None:
    hint = parse_program_path(f"{NAME}{suffix}{end}")
    assert hint is not None
    assert (hint.codes[0], hint.desk_url) == (CODE, desk)


@given(st.text(max_size=120) | st.text(max_size=60).map(lambda text: f"Homeoffice-Check_{text}"))
def test_no_name_is_too_strange(name: str) -> None:
    hint = parse_program_path(name)
    assert hint is None or all(2 <= len(code) <= 24 for code in hint.codes)


def test_what_was_started(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program_path() == ""
    assert program_path(f"D:\\{NAME}.exe") == f"D:\\{NAME}.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/Homeoffice-Check/Homeoffice-Check")
    assert program_path() == "/opt/Homeoffice-Check/Homeoffice-Check"
    monkeypatch.setenv("APPIMAGE", f"/tmp/{NAME}.AppImage")
    assert program_path() == f"/tmp/{NAME}.AppImage"
