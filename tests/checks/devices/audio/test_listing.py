"""Which microphones the systems report, how their mixers are set, and what PortAudio's numbers mean."""

import json
import os
import sys
from contextlib import suppress
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.devices.audio import device_list
from checker.checks.devices.audio.backends import mixer, pulse, system_profiler
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.streams import device_enumeration, portaudio
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.model.failure import FailureKind, Operation, OperationFailed

SOURCES = [
    {"name": "alsa_output.pci.monitor", "description": "Monitor of Speaker", "mute": False, "monitor_source": "x"},
    {
        "name": "alsa_input.pci-0000_00_1f.3.analog-stereo",
        "description": "Eingebautes Audio",
        "mute": True,
        "volume": {"front-left": {"value_percent": "74%"}, "front-right": {"value_percent": "70%"}},
        "monitor_source": "",
        "sample_specification": "s16le 2ch 48000Hz",
        "properties": {"device.bus": "pci", "device.form_factor": "internal"},
    },
    {
        "name": "bluez_input.00_11_22_33_44_55.0",
        "description": "Anna's AirPods",
        "mute": False,
        "volume": {"mono": {"value_percent": "100%"}},
        "monitor_source": "",
        "sample_specification": "s16le 1ch 16000Hz",
        "properties": {"device.bus": "bluetooth", "device.form_factor": "headset"},
    },
]
PORT = AudioDevice(name="default", index=5, rate=44100.0, channels=2)


def served(default: str = "alsa_input.pci-0000_00_1f.3.analog-stereo"):
    answers = {"list": json.dumps(SOURCES), "get-default-source": default + "\n"}
    return lambda direction: pulse.list_pulse_devices(
        direction, lambda command: answers["list" if "list" in command else "get-default-source"]
    )


def alsa(direction: str):
    return [PORT], PORT


def test_linux_names_what_people_know():
    devices = device_list.linux("input", "", alsa, served())
    assert devices.names == ("Eingebautes Audio", "AirPods")
    assert (devices.default, devices.selected.name, devices.selected.index) == (
        "Eingebautes Audio",
        "Eingebautes Audio",
        5,
    )
    assert devices.endpoint("Eingebautes Audio").setting == MixerSetting(muted=True, volume=74)
    assert (devices.selected.rate, [device.name for device in devices.unselected]) == (48000.0, ["AirPods"])


def test_linux_prefers_by_name_and_points_the_plugin_there(monkeypatch):
    monkeypatch.setenv("PULSE_SOURCE", "")
    monkeypatch.setenv("PIPEWIRE_NODE", "")
    devices = device_list.linux("input", "airpods", alsa, served())
    assert (devices.selected.name, devices.selected.rate) == ("AirPods", 16000.0)
    assert devices.endpoint("AirPods") == AudioEndpoint(
        name="AirPods", transport="bluetooth", headset=True, setting=MixerSetting(muted=False, volume=100)
    )
    devices.selected.before_open()
    assert os.environ["PULSE_SOURCE"] == os.environ["PIPEWIRE_NODE"] == "bluez_input.00_11_22_33_44_55.0"
    assert "00_11" not in repr(devices)


def test_linux_default_that_hears_the_speaker_is_told_as_it_is():
    devices = device_list.linux("input", "", alsa, served("alsa_output.pci.monitor"))
    assert devices.default == "Monitor of Speaker"
    assert devices.names == ("Eingebautes Audio", "AirPods")


def test_sinks_are_no_monitors_although_each_has_one():
    sink = json.dumps([{"name": "mouth", "description": "Mouth", "monitor_source": "mouth.monitor", "mute": True}])
    [device] = pulse.list_pulse_devices("output", lambda command: sink if "list" in command else "mouth")
    assert (device.is_monitor, device.default, device.setting.muted) == (False, True, True)


@pytest.mark.parametrize("answer", ["", "{}", '[{"balance":0,00}]'])
def test_a_server_that_answers_nonsense(answer):
    with pytest.raises(OperationFailed):
        pulse.list_pulse_devices("input", lambda command: answer)


@pytest.mark.skipif(sys.platform == "win32", reason="by sh; Windows' devices are asked by no command")
def test_numbers_are_written_with_a_point_under_a_german_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert mixer.run_command(("sh", "-c", 'printf %s "$LC_ALL"')) == "C"


NO_FALSE = pytest.mark.skipif(sys.platform == "win32", reason="by false")


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (("no-such-program-here",), FailureKind.MISSING),
        pytest.param(
            ("false",), FailureKind.REFUSED, marks=pytest.mark.skipif(sys.platform == "win32", reason="by false")
        ),
    ],
)
def test_programs_that_do_not_answer(command, kind):
    with pytest.raises(OperationFailed) as failed:
        mixer.run_command(command)
    assert failed.value.failure.kind is kind


@pytest.mark.parametrize(
    ("answer", "setting"),
    [
        ("71\n", MixerSetting(muted=False, volume=71)),
        ("0\n", MixerSetting(muted=True, volume=0)),
        ("missing value\n", MixerSetting()),
    ],
)
def test_macos_level(answer, setting):
    assert mixer.macos(lambda: answer) == setting


@pytest.mark.parametrize(
    ("answer", "setting"),
    [
        (
            "output volume:44, input volume:71, alert volume:100, output muted:false",
            MixerSetting(muted=False, volume=44),
        ),
        ("output volume:0, input volume:71, alert volume:100, output muted:true\n", MixerSetting(muted=True, volume=0)),
        ("output volume:missing value, input volume:7, alert volume:100, output muted:missing value", MixerSetting()),
        ("", MixerSetting()),
    ],
)
def test_macos_loudness(answer, setting):
    assert mixer.macos_speakers(lambda: answer) == setting


PROFILE = {
    "SPAudioDataType": [
        {
            "_name": "coreaudio_device",
            "_items": [
                {
                    "_name": "Annas AirPods",
                    "coreaudio_default_audio_input_device": "spaudio_yes",
                    "coreaudio_device_input": 1,
                    "coreaudio_device_transport": "coreaudio_device_type_bluetooth",
                },
                {
                    "_name": "MacBook Pro-Mikrofon",
                    "coreaudio_device_input": 1,
                    "coreaudio_device_transport": "coreaudio_device_type_builtin",
                },
                {
                    "_name": "MacBook Pro-Lautsprecher",
                    "coreaudio_default_audio_output_device": "spaudio_yes",
                    "coreaudio_device_output": 2,
                    "coreaudio_device_transport": "coreaudio_device_type_builtin",
                },
            ],
        }
    ]
}


def test_macos_tells_the_default_and_how_each_is_connected():
    setting = MixerSetting(muted=False, volume=71)
    pods, own = system_profiler.endpoints("input", setting, "Mikrofon", lambda: json.dumps(PROFILE))
    assert (pods.name, pods.transport, pods.default, pods.setting) == ("AirPods", "bluetooth", True, setting)
    assert (own.transport, own.default, own.setting) == ("built-in", False, MixerSetting())
    [speaker] = system_profiler.endpoints("output", setting, "Lautsprecher", lambda: json.dumps(PROFILE))
    assert (speaker.default, speaker.transport) == (True, "built-in")


KEYS = ["SPAudioDataType", "_items", "_name", "coreaudio_device_input", "name", "properties", "volume", "mute"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda deeper: st.lists(deeper) | st.dictionaries(st.sampled_from(KEYS), deeper),
)


@given(JSON)
def test_any_answer_is_a_list_or_a_failure(answer):
    for list_endpoints in (
        lambda: system_profiler.endpoints("input", MixerSetting(), "Mikrofon", lambda: json.dumps(answer)),
        lambda: pulse.list_pulse_devices("input", lambda command: json.dumps(answer)),
    ):
        with suppress(OperationFailed):
            assert isinstance(list_endpoints(), list)


def test_without_a_sound_server_cards_are_listed():
    cards = [
        AudioDevice(name="HDA Intel PCH: ALC257 Analog (hw:0,0)", index=0, rate=48000.0, channels=2),
        AudioDevice(name="sysdefault", index=1, rate=48000.0, channels=2),
    ]

    def none(direction: str) -> list[pulse.PulseDevice]:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "pactl")

    devices = device_list.linux("input", "", lambda direction: (cards, cards[1]), none)
    assert devices.names == ("HDA Intel PCH: ALC257 Analog (hw:0,0)",)
    assert (devices.selected.name, devices.selected.index) == (cards[0].name, 1)


class PortAudioError(Exception):
    pass


def device(index: int, name: str, hostapi: int, inputs: int = 1, outputs: int = 0) -> dict[str, object]:
    return {
        "index": index,
        "name": name,
        "hostapi": hostapi,
        "max_input_channels": inputs,
        "max_output_channels": outputs,
        "default_samplerate": 48000.0,
    }


WINDOWS = SimpleNamespace(
    PortAudioError=PortAudioError,
    query_devices=lambda: [
        device(0, "Microsoft Soundmapper - Input", 0, 2),
        device(1, "Mikrofonarray (Intel® Smart Sou", 0, 4),
        device(2, "Lautsprecher (Realtek(R) Audio)", 1, 0, 8),
        device(3, "Mikrofonarray (Intel® Smart Sound)", 1, 4),
        device(4, "Headset (Jabra Evolve 65)", 1, 1),
    ],
    query_hostapis=lambda: [
        {"name": "MME", "default_input_device": 0, "default_output_device": 0},
        {"name": "Windows WASAPI", "default_input_device": 4, "default_output_device": 2},
    ],
    default=SimpleNamespace(device=[0, 0]),
)


def test_windows_names_are_whole(monkeypatch):
    monkeypatch.setattr(device_enumeration, "load", lambda: WINDOWS)
    endpoints = [
        AudioEndpoint(name="Headset (Jabra Evolve 65)", default=True, setting=MixerSetting(muted=False, volume=50)),
        AudioEndpoint(name="Mikrofonarray (Intel® Smart Sound)", communications=True),
    ]
    devices = device_list.list_from_portaudio("input", "", endpoints)
    assert devices.names == ("Mikrofonarray (Intel® Smart Sound)", "Headset (Jabra Evolve 65)")
    assert (devices.default, devices.selected.index) == ("Headset (Jabra Evolve 65)", 3), "what meeting programs take"
    assert devices.communications == "Mikrofonarray (Intel® Smart Sound)"
    assert devices.endpoint(devices.default).setting.volume == 50
    headset = device_list.list_from_portaudio("input", "jabra", endpoints).selected
    assert (headset.index, headset.converts) == (4, True)
    other = device_list.list_from_portaudio("input", "mikrofonarray", endpoints)
    assert (other.selected.index, other.selected.channels, other.endpoint(other.selected.name).setting) == (
        3,
        2,
        MixerSetting(),
    )
    spoken = device_list.list_from_portaudio("output", "", [])
    assert (spoken.default, spoken.selected.channels) == ("Lautsprecher (Realtek(R) Audio)", 2)


def test_no_input_at_all(monkeypatch):
    empty = SimpleNamespace(
        PortAudioError=PortAudioError,
        query_devices=lambda: [device(0, "Speaker", 0, 0)],
        query_hostapis=lambda: [{"name": "Core Audio", "default_input_device": -1}],
        default=SimpleNamespace(device=[-1, 0]),
    )
    monkeypatch.setattr(device_enumeration, "load", lambda: empty)
    devices = device_list.list_from_portaudio("input", "", [])
    assert (devices.names, devices.selected) == ((), None)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("Error opening InputStream", -9996), FailureKind.MISSING),
        (("Error opening InputStream", -9985), FailureKind.BUSY),
        (("Error opening InputStream", -9997), FailureKind.UNSUPPORTED),
        (("Error opening InputStream", -9999, (13, -2147024891, "Anna's headset")), FailureKind.DENIED),
        (("Error opening InputStream", -9999, (13, -1, "text")), FailureKind.REFUSED),
        (("Error querying device -1",), FailureKind.BAD_ANSWER),
    ],
)
def test_what_portaudios_numbers_mean(arguments, kind):
    failure = portaudio.portaudio_failure(Operation.RECORD, PortAudioError(*arguments)).failure
    assert failure.kind is kind
    assert "Anna" not in failure.detail
