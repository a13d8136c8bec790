"""system_profiler's reports from macOS 10.14 to 27: the keys that are read, and what is not there.

Made after reports that people published (their devices' names replaced): the group `coreaudio_device` around all
devices, Continuity's microphone of an unknown kind, the screen that is the system's device only, another nesting.
"""

import json
from typing import Any

import pytest

from checker.checks.devices.audio.backends import system_profiler
from checker.checks.devices.audio.backends.mixer import MixerSetting

BUILT_IN_MICROPHONE = {
    "_name": "MacBook Pro Microphone",
    "coreaudio_default_audio_input_device": "spaudio_yes",
    "coreaudio_device_input": 1,
    "coreaudio_device_manufacturer": "Apple Inc.",
    "coreaudio_device_srate": 48000,
    "coreaudio_device_transport": "coreaudio_device_type_builtin",
    "coreaudio_input_source": "MacBook Pro Microphone",
}
BUILT_IN_SPEAKERS = {
    "_name": "MacBook Pro Speakers",
    "_properties": "coreaudio_default_audio_system_device",
    "coreaudio_default_audio_output_device": "spaudio_yes",
    "coreaudio_default_audio_system_device": "spaudio_yes",
    "coreaudio_device_manufacturer": "Apple Inc.",
    "coreaudio_device_output": 2,
    "coreaudio_device_srate": 44100,
    "coreaudio_device_transport": "coreaudio_device_type_builtin",
    "coreaudio_output_source": "MacBook Pro Speakers",
}
SCREEN = {
    "_name": "A screen",
    "coreaudio_default_audio_system_device": "spaudio_yes",
    "coreaudio_device_output": 2,
    "coreaudio_device_transport": "coreaudio_device_type_displayport",
    "coreaudio_output_source": "spaudio_default",
}
PHONE = {
    "_name": "iPhone Microphone",
    "coreaudio_device_input": 1,
    "coreaudio_device_transport": "coreaudio_device_type_unknown",
    "coreaudio_input_source": "spaudio_default",
}
HEADSET = {
    "_name": "A headset",
    "coreaudio_device_input": 1,
    "coreaudio_device_output": 2,
    "coreaudio_device_transport": "coreaudio_device_type_bluetooth_le",
}


def _report(*devices: dict[str, Any], nested: bool = False) -> str:
    group: dict[str, Any] = {"_items": list(devices), "_name": "coreaudio_device"}
    return json.dumps({"SPAudioDataType": [{"_items": [group]} if nested else group]})


@pytest.mark.parametrize("nested", [False, True], ids=["macOS 10.14 and newer", "older"])
def test_devices_are_read_at_either_depth(nested: bool) -> None:
    report = _report(BUILT_IN_MICROPHONE, BUILT_IN_SPEAKERS, nested=nested)
    (microphone,) = system_profiler.endpoints("input", MixerSetting(), "Mikrofon", lambda: report)
    (speakers,) = system_profiler.endpoints("output", MixerSetting(), "Lautsprecher", lambda: report)
    assert (microphone.name, microphone.transport, microphone.default) == ("MacBook Pro Microphone", "built-in", True)
    assert (speakers.name, speakers.transport, speakers.default) == ("MacBook Pro Speakers", "built-in", True)


def test_a_phone_and_a_headset_nearby() -> None:
    report = _report(SCREEN, BUILT_IN_MICROPHONE, PHONE, HEADSET)
    endpoints = system_profiler.endpoints("input", MixerSetting(), "Mikrofon", lambda: report)
    assert [(endpoint.transport, endpoint.default) for endpoint in endpoints] == [
        ("built-in", True),
        ("", False),
        ("bluetooth", False),
    ]


def test_the_systems_own_device_is_not_the_default_speaker() -> None:
    (screen,) = system_profiler.endpoints("output", MixerSetting(), "Lautsprecher", lambda: _report(SCREEN))
    assert (screen.transport, screen.default) == ("display", False)


@pytest.mark.parametrize("report", ["{}", '{"SPAudioDataType": []}', '{"SPAudioDataType": [{"_items": 1}, 2]}'])
def test_no_devices(report: str) -> None:
    assert system_profiler.endpoints("input", MixerSetting(), "Mikrofon", lambda: report) == []


def test_a_report_without_end_is_left_alone() -> None:
    deep: dict[str, Any] = dict(BUILT_IN_MICROPHONE)
    for _ in range(50):
        deep = {"_items": [deep]}
    report = json.dumps({"SPAudioDataType": [deep]})
    assert system_profiler.endpoints("input", MixerSetting(), "Mikrofon", lambda: report) == []
