"""Programs of the system that the packaged one starts: by their full path, with the environment that it was given."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recipe.product import executable, this_system

PROGRAM = executable(this_system())
pytestmark = [
    pytest.mark.packaged,
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform == "win32" or not PROGRAM.exists(), reason="build/package.py makes the program"),
]
NAMES = ("gsettings", "nmcli", "nft", "iw", "pactl", "ping", "gcc", "ld", "objdump", "ldconfig")
DUMP = f"""#!{sys.executable}
import json, os, sys
with open(os.environ["DUMP"], "a") as file:
    file.write(json.dumps([sys.argv, dict(os.environ)]) + "\\n")
sys.exit(1)
"""
OWN = ("QT_", "QML", "_PYI", "_MEI", "PYTHON", "LD_PRELOAD", "GST_", "OPENCV_")
FAR = "LD_LIBRARY_PATH"


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[str], dict[str, str]]]:
    """What each child was started as, in a folder full of false friends."""
    folder = tmp_path_factory.mktemp("children")
    for place, text in (("bin", DUMP), ("downloads", "#!/bin/sh\ntouch $FALSE_FRIEND\n")):
        (folder / place).mkdir()
        for name in NAMES:
            (folder / place / name).write_text(text)
            (folder / place / name).chmod(0o755)
    environment = {
        "PATH": os.pathsep.join([".", "", "downloads", str(folder / "bin"), "/usr/bin", "/bin"]),
        "HOME": str(folder),
        "DUMP": str(folder / "dump"),
        "FALSE_FRIEND": str(folder / "false-friend"),
        FAR: "/given/by/the/system",
    }
    subprocess.run(
        [PROGRAM, "--text", "--yes", "--no-send", "--only", "network,microphone", "--home", folder / "home"],
        cwd=folder / "downloads",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert not (folder / "false-friend").exists(), "a program of the current folder was started"
    return [json.loads(line) for line in (folder / "dump").read_text().splitlines()]


def test_some_were_started(children: list[tuple[list[str], dict[str, str]]]) -> None:
    assert {Path(words[0]).name for words, _ in children} & {"gsettings", "nmcli", "nft"}


def test_each_by_its_full_path(children: list[tuple[list[str], dict[str, str]]]) -> None:
    assert [words[0] for words, _ in children if not Path(words[0]).is_absolute()] == []


def test_none_has_the_packages_own_variables(children: list[tuple[list[str], dict[str, str]]]) -> None:
    package = str(PROGRAM.parent)
    for words, variables in children:
        own = {name: value for name, value in variables.items() if name.startswith(OWN) or package in value}
        assert own == {}, words
        assert variables[FAR] == "/given/by/the/system", words


def test_nothing_of_the_package_may_be_changed_by_others() -> None:
    files = [file for file in PROGRAM.parent.rglob("*") if not file.is_symlink()]
    assert len(files) > 100
    assert [file for file in files if file.stat().st_mode & 0o002] == []


def test_no_link_of_the_package_leads_out_of_it() -> None:
    links = [file for file in PROGRAM.parent.rglob("*") if file.is_symlink()]
    assert [link for link in links if not link.resolve().is_relative_to(PROGRAM.parent.resolve())] == []
    assert [link for link in links if link.readlink().is_absolute()] == []
