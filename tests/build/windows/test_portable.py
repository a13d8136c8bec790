"""What people load for Windows, under Wine: its window, its checks, its report at the desk."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.checks.registry import selected_checks
from licences.notices import NOTICES, sbom_path
from recipe.completeness import contents_folder
from recipe.product import ROOT, folder, release_file
from sign.authenticode import is_signed, pe_files
from tests.build.display import windows_of
from tests.build.test_licences import forbidden
from tests.build.windows.stage import Stage

PORTABLE = release_file("windows", ".exe", "x64")
AT_MOST_MB = 50
pytestmark = [
    pytest.mark.packaged,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not PORTABLE.exists(), reason="no file: python3 build/package.py --system windows makes it"),
]


@pytest.fixture(scope="module")
def portable(windows: Stage) -> Path:
    """Under the name that a customer's page gives it, in a folder as people have them."""
    portable_path = windows.folder / "Eigene Dateien (ä)" / "Homeoffice-Check_ACME-7F3K (1).exe"
    portable_path.parent.mkdir(parents=True)
    shutil.copy(PORTABLE, portable_path)
    return portable_path


def test_it_is_small() -> None:
    assert PORTABLE.stat().st_size <= AT_MOST_MB * 1_000_000


def test_it_shows_its_window(stage: Stage, portable: Path) -> None:
    process = stage.start(portable)
    try:
        stage.wait(lambda: bool(_large(stage)), "no window")
    finally:
        stage.room.kill_all()
        process.communicate(timeout=30)
    laid = next(stage.home.glob("*/Homeoffice-Check.exe"))
    assert (laid.parent / "complete").read_text() == laid.parent.name


def _large(stage: Stage) -> list[str]:
    """Windows of the program's size: neither the note that it is being set up nor a message box."""
    windows_ = []
    for window in windows_of(stage.display, "Homeoffice-Check"):
        words = ["xdotool", "getwindowgeometry", "--shell", window]
        environment = os.environ | {"DISPLAY": stage.display}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        geometry = dict(line.split("=", 1) for line in done.stdout.splitlines())
        if int(geometry.get("WIDTH", 0)) > 500 and int(geometry.get("HEIGHT", 0)) > 400:
            windows_.append(window)
    return windows_


@pytest.fixture(scope="module")
def outcome(windows: Stage, portable: Path) -> dict[str, Any]:
    """What came of a run in a network namespace that holds nothing but loopback."""
    command = ["unshare", "--net", sys.executable, "-m", "tests.build.windows.smoke", windows.folder.name[6:]]
    environment = os.environ | {"DISPLAY": windows.display}
    done = subprocess.run(
        [*command, str(portable)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    decoded: dict[str, Any] = json.loads(done.stdout)
    return decoded


def test_it_ends_without_a_message_box(outcome: dict[str, Any]) -> None:
    assert outcome["boxes"] == ""
    assert outcome["exit"] in (0, 1, 2)


def test_every_check_ran(outcome: dict[str, Any]) -> None:
    outcomes = {measurement["check"]: measurement["outcome"] for measurement in outcome["report"]["measurements"]}
    assert outcomes == dict.fromkeys(selected_checks(), "done")


def test_the_desk_has_the_report(outcome: dict[str, Any]) -> None:
    assert outcome["received"] == 1


def test_nothing_inside_is_under_the_gpl() -> None:
    bill = json.loads(sbom_path(folder("windows")).read_text("utf-8"))
    licences = {component["name"]: component["licenses"][0]["expression"] for component in bill["components"]}
    assert {"Qt", "CPython", "OpenBLAS", "PortAudio of sounddevice"} <= set(licences)
    assert [name for name, licence in licences.items() if forbidden(licence)] == []
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (contents_folder(folder("windows")) / NOTICES).read_text("utf-8")


def test_if_anything_is_signed_everything_is() -> None:
    files = pe_files(PORTABLE.parent / "windows")
    assert len(files) > 50
    if is_signed(PORTABLE):
        assert [file.name for file in files if not is_signed(file)] == []
