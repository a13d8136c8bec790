"""Windows' microphones and speakers as we read them, beside what pycaw reads from the same PC."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.checks.devices.audio.backends import core_audio
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.model_names import model_names

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="Core Audio: Windows alone has it")

UNNAMED = "unnamed"
PROGRAM = Path(__file__).with_name("pycaw_witness.py")
HEADSET_FORMS, UNKNOWN_FORM = {3, 5, 6}, 10


@pytest.fixture(scope="module")
def pycaw_devices() -> dict[str, list[dict[str, Any]]]:
    command = [sys.executable, str(PROGRAM)]
    printed = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True).stdout
    devices: dict[str, list[dict[str, Any]]] = json.loads(printed.splitlines()[-1])
    return devices


@pytest.mark.parametrize(("direction", "flow"), [("render", core_audio.RENDER), ("capture", core_audio.CAPTURE)])
def test_pycaw_names_the_same_devices_and_settings(
    direction: str, flow: int, pycaw_devices: dict[str, list[dict[str, Any]]]
) -> None:
    endpoints, by_pycaw = core_audio.endpoints(flow, UNNAMED), pycaw_devices[direction]
    names = model_names((device["name"] or "" for device in by_pycaw), UNNAMED)
    assert [_summary(entry) for entry in endpoints] == [
        (name, device["default"], device["communications"], device["volume"], device["muted"], _is_headset(device))
        for name, device in zip(names, by_pycaw, strict=True)
    ]
    if not endpoints:
        pytest.skip("this PC has no such device: both say so, and nothing else was compared")


def _summary(entry: AudioEndpoint) -> tuple[str, bool, bool, int | None, bool | None, bool | None]:
    return entry.name, entry.default, entry.communications, entry.setting.volume, entry.setting.muted, entry.headset


def _is_headset(device: dict[str, Any]) -> bool | None:
    """An endpoint without a form is of the unknown one (EndpointFormFactor 10)."""
    form = UNKNOWN_FORM if device["form"] is None else device["form"]
    return None if form == UNKNOWN_FORM else form in HEADSET_FORMS
