"""The guest lab without a guest: the table is complete, answers are read, the matrix says what is wrong."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from checker.bootstrap import REQUIREMENTS, ROOT
from checker.knowledge.causes import causes
from tests.guest import machine, matrix, recipe, tools
from tests.guest.scenario import Booted, ScenarioResult
from tests.guest.scenarios import ALL, BY_NAME

ASKED_FOR = {
    "camera": "none one two busy unplugged few-dropped most-dropped fatal-error low-rate never-delivers",
    "microphone": "speech silence clipping telephone hum removed wrong-default",
}
"""Each is a way that devices fail in the field."""


def test_every_situation_is_staged_once() -> None:
    assert len(BY_NAME) == len(ALL)
    for check, names in ASKED_FOR.items():
        assert {f"{check}-{name}" for name in names.split()} <= set(BY_NAME)


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_what_is_expected_can_be_said(scenario) -> None:
    assert scenario.expected
    assert scenario.expected | scenario.also <= set(causes())
    assert all(code.startswith(f"{scenario.check}.") for code in scenario.expected)


def test_right_is_all_of_it_and_nothing_else() -> None:
    scenario = BY_NAME["camera-two-one-busy"]
    assert scenario.right(["camera.busy", "camera.ready"])
    assert scenario.right(["camera.busy", "camera.slow-start", "camera.ready"])
    assert not scenario.right(["camera.ready"])
    assert not scenario.right(["camera.busy", "camera.ready", "run.timed-out"])
    assert not scenario.right([])


def test_the_matrix_shows_what_was_seen_where_it_went_wrong() -> None:
    results = [
        ScenarioResult(name="camera-one", codes=("camera.ready",), seconds=4.44, observations=("picture.rate 25.0",)),
        ScenarioResult(name="camera-none", codes=("camera.busy",), observations=("device.names []",)),
        ScenarioResult(name="microphone-hum", trouble="NotStaged a|b"),
    ]
    table = matrix.matrix("Guest", results)
    assert "1 of 3 right." in table
    assert "| camera-one | camera.ready | camera.ready | right | 4.4 |" in table
    assert "| camera-none | camera.none, camera.webcam-advice | camera.busy | WRONG | 0.0 |" in table
    assert "| NotStaged a/b | WRONG |" in table
    assert "device.names" in table
    assert "picture.rate" not in table
    assert "picture.rate" in matrix.matrix("Guest", results, details=True)


def test_the_packages_are_the_programs_own_with_their_hashes() -> None:
    requirements = recipe.requirements((REQUIREMENTS / "program.txt").read_text())
    names = {line.partition("==")[0] for line in requirements.splitlines() if "==" in line}
    assert {"numpy", "opencv-python-headless", "sounddevice", "msgspec", "rich"} <= names
    assert not names & recipe.LEFT_OUT
    assert requirements.count("--hash=") >= len(names)
    assert "://" not in requirements.replace("# ", "")


def test_what_the_guest_tells_is_read_and_the_rest_is_not(tmp_path: Path, monkeypatch) -> None:
    messages = [Booted(kernel="6.1"), ScenarioResult(name="camera-one", codes=("camera.ready",))]
    spoken = b"\r\n".join([b"SeaBIOS", *map(msgspec.json.encode, messages), b'{"type":"Other"}', b""])
    _a_machine_that_says(spoken, tmp_path, monkeypatch)
    assert list(machine.run_guest(tmp_path, tmp_path / "job.img", tmp_path / "console.log")) == messages


def test_a_machine_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch) -> None:
    _a_machine_that_says(b"", tmp_path, monkeypatch, then="exec sleep 60")
    monkeypatch.setattr(machine, "SILENT_S", 0.2)
    (tmp_path / "console.log").write_text("first\nKernel panic\n")
    with pytest.raises(machine.NotPossible, match="Kernel panic"):
        list(machine.run_guest(tmp_path, tmp_path / "job.img", tmp_path / "console.log"))


def test_missing_programs_are_named(monkeypatch) -> None:
    monkeypatch.setattr(tools, "PROGRAMS", {"no-such-qemu": "qemu-system-x86", "sh": "dash"})
    monkeypatch.setattr(tools, "install_packages", lambda packages, purpose: False)
    with pytest.raises(tools.NotPossible, match=r"apt install qemu-system-x86$"):
        tools.bring()


def test_a_word_that_is_no_scenario_is_answered_with_those_there_are() -> None:
    command = [sys.executable, "-m", "tests.guest", "--only", "toaster"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert "camera-one" in done.stderr


def _a_machine_that_says(spoken: bytes, folder: Path, monkeypatch, then: str = "") -> None:
    (folder / "spoken").write_bytes(spoken)
    stand_in = folder / "qemu-system-x86_64"
    stand_in.write_text(f"#!/bin/sh\ncat {folder / 'spoken'}\n{then}\n")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
