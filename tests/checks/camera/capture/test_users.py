"""Who has the camera: named on the screen, and nowhere else."""

import json
import os
import subprocess
import sys

import msgspec
import pytest

from checker.checks.camera.capture import users
from checker.checks.context import LiveSample
from checker.checks.devices import consent_store
from checker.model.failure import Failure, FailureKind, Operation
from tests.checks.camera.test_opening import a_camera
from tests.checks.devices.test_permission import STORE, Registry
from tests.lab.film import a_host, codes, seen_by

USED, OVER = {"LastUsedTimeStart": 5, "LastUsedTimeStop": 0}, {"LastUsedTimeStart": 5, "LastUsedTimeStop": 9}
REGISTRY = Registry(
    {
        ("HKCU", STORE): {"Value": "Allow"},
        ("HKCU", rf"{STORE}\MSTeams_8wekyb3d8bbwe"): USED,
        ("HKCU", rf"{STORE}\Microsoft.WindowsCamera_8wekyb3d8bbwe"): OVER,
        ("HKCU", rf"{STORE}\NonPackaged\C:#Program Files#Zoom#bin#Zoom.exe"): USED,
        ("HKCU", rf"{STORE}\NonPackaged\C:#Users#Petra#obs64.exe"): USED,
        ("HKCU", rf"{STORE}\NonPackaged\C:#Old#skype.exe"): OVER,
    }
)


def test_windows_names_what_is_noted_and_runs():
    noted = list(consent_store.using_programs("webcam", REGISTRY))
    assert consent_store.is_in_use("webcam", REGISTRY)
    assert users.display_names(users.running_programs(noted, {"zoom.exe"})) == ["Teams", "Zoom"]  # OBS is a stale note
    assert users.display_names(users.running_programs(noted, set())) == ["Teams"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["chrome.exe", "CHROME.EXE", "chrome"], ["Chrome"]),
        (["pipewire", "wireplumber"], []),
        (["Mein Programm.exe"], ["Mein Programm"]),
        (["\x1b[31mred\n", "", ".exe"], ["[31mred"]),
        (["a" * 500], ["a" * 40]),
    ],
)
def test_names_as_people_know_them(files, names):
    assert users.display_names(files) == names


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_linux_names_the_process_that_has_it_open(tmp_path):
    device = tmp_path / "video0"
    device.touch()
    with device.open() as own, subprocess.Popen(["sleep", "30"], stdin=own) as other:
        try:
            assert list(users.process_names_with_open(os.path.realpath(device))) == ["sleep"]
        finally:
            other.kill()
    assert list(users.process_names_with_open(os.path.realpath(device))) == []


def test_nobody_can_tell_on_a_mac_and_nothing_fails():
    assert users.programs_using("macos", a_camera()) == []
    assert users.programs_using("windows", a_camera()) == []  # no registry here
    assert isinstance(users.programs_using("linux", a_camera()), list)


def busy(system, backend):
    return Failure(operation=Operation.OPEN, kind=FailureKind.BUSY)


def test_the_name_reaches_the_screen_and_nothing_else():
    emitted = []
    observations = seen_by(a_host(a_camera(), obstacle=busy, users=lambda *_: ["Geheimprogramm"]), emitted=emitted)
    [sample] = [item for item in emitted if isinstance(item, LiveSample)]
    assert sample.kind == "advice"
    assert "Geheimprogramm" in sample.text.de
    assert "Geheimprogramm" in sample.text.en
    assert "Geheimprogramm" not in json.dumps(msgspec.to_builtins(observations))
    assert codes(observations) == ["camera.busy"]
    assert [observation.value for observation in observations if observation.name == "in-use"] == [True]
