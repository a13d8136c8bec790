"""Which microphones the systems report, how their mixers are set, and what PortAudio's numbers mean."""

import json
import os
from types import SimpleNamespace

import pytest

from checker.checks.devices.audio import mixer, portaudio, pulse
from checker.checks.devices.audio.mixer import Setting
from checker.checks.devices.audio.portaudio import Input
from checker.checks.microphone import listing
from checker.model.failure import Failed, Kind, Operation

SOURCES = [
    {"name": "alsa_output.pci.monitor", "description": "Monitor of Speaker", "mute": False, "monitor_source": "x"},
    {
        "name": "alsa_input.pci-0000_00_1f.3.analog-stereo",
        "description": "Eingebautes Audio",
        "mute": True,
        "volume": {"front-left": {"value_percent": "74%"}, "front-right": {"value_percent": "70%"}},
        "monitor_source": "",
    },
    {
        "name": "bluez_input.00_11_22_33_44_55.0",
        "description": "Anna's AirPods",
        "mute": False,
        "volume": {"mono": {"value_percent": "100%"}},
        "monitor_source": "",
    },
]
PORT = Input(name="default", index=5, rate=44100.0, channels=2)


def served(default: str = "alsa_input.pci-0000_00_1f.3.analog-stereo"):
    answers = {"list": json.dumps(SOURCES), "get-default-source": default + "\n"}
    return lambda: pulse.sources(lambda command: answers["list" if "list" in command else "get-default-source"])


def test_linux_names_what_people_know(monkeypatch):
    monkeypatch.delenv("PULSE_SOURCE", raising=False)
    found = listing.linux("", lambda: ([PORT], PORT), served())
    assert found.names == ("Eingebautes Audio", "AirPods")
    assert (found.default, found.chosen.name, found.chosen.index) == ("Eingebautes Audio", "Eingebautes Audio", 5)
    assert found.setting == Setting(muted=True, volume=74)
    assert "PULSE_SOURCE" not in os.environ


def test_linux_prefers_by_name(monkeypatch):
    monkeypatch.setenv("PULSE_SOURCE", "")
    found = listing.linux("airpods", lambda: ([PORT], PORT), served())
    assert found.chosen.name == "AirPods"
    assert found.setting == Setting(muted=False, volume=100)
    assert os.environ["PULSE_SOURCE"] == "bluez_input.00_11_22_33_44_55.0"
    assert "00_11" not in repr(found)


def test_linux_default_that_hears_the_speaker_is_told_as_it_is():
    found = listing.linux("", lambda: ([PORT], PORT), served("alsa_output.pci.monitor"))
    assert found.default == "Monitor of Speaker"
    assert found.names == ("Eingebautes Audio", "AirPods")


@pytest.mark.parametrize("answer", ["", "{}", '[{"balance":0,00}]'])
def test_a_server_that_answers_nonsense(answer):
    with pytest.raises(Failed):
        pulse.sources(lambda command: answer)


def test_numbers_are_written_with_a_point_under_a_german_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert mixer.asked(("sh", "-c", 'printf %s "$LC_ALL"')) == "C"


@pytest.mark.parametrize(
    ("command", "kind"),
    [(("no-such-program-here",), Kind.MISSING), (("false",), Kind.REFUSED)],
)
def test_programs_that_do_not_answer(command, kind):
    with pytest.raises(Failed) as failed:
        mixer.asked(command)
    assert failed.value.failure.kind is kind


@pytest.mark.parametrize(
    ("answer", "setting"),
    [
        ("71\n", Setting(muted=False, volume=71)),
        ("0\n", Setting(muted=True, volume=0)),
        ("missing value\n", Setting()),
    ],
)
def test_macos_level(answer, setting):
    assert mixer.macos(lambda: answer) == setting


def test_without_a_sound_server_cards_are_listed():
    cards = [
        Input(name="HDA Intel PCH: ALC257 Analog (hw:0,0)", index=0, rate=48000.0, channels=2),
        Input(name="sysdefault", index=1, rate=48000.0, channels=2),
    ]

    def none() -> list[pulse.Source]:
        raise Failed(Operation.READ, Kind.MISSING, "pactl")

    found = listing.linux("", lambda: (cards, cards[1]), none)
    assert found.names == ("HDA Intel PCH: ALC257 Analog (hw:0,0)",)
    assert (found.chosen.name, found.chosen.index) == (cards[0].name, 1)


class PortAudioError(Exception):
    pass


def device(index: int, name: str, hostapi: int, inputs: int = 1) -> dict[str, object]:
    return {
        "index": index,
        "name": name,
        "hostapi": hostapi,
        "max_input_channels": inputs,
        "default_samplerate": 48000.0,
    }


WINDOWS = SimpleNamespace(
    PortAudioError=PortAudioError,
    query_devices=lambda: [
        device(0, "Microsoft Soundmapper - Input", 0, 2),
        device(1, "Mikrofonarray (Intel® Smart Sou", 0, 4),
        device(2, "Lautsprecher (Realtek(R) Audio)", 1, 0),
        device(3, "Mikrofonarray (Intel® Smart Sound)", 1, 4),
        device(4, "Headset (Jabra Evolve 65)", 1, 1),
    ],
    query_hostapis=lambda: [
        {"name": "MME", "default_input_device": 0},
        {"name": "Windows WASAPI", "default_input_device": 4},
    ],
    default=SimpleNamespace(device=[0, 0]),
)


def test_windows_names_are_whole(monkeypatch):
    monkeypatch.setattr(portaudio, "load", lambda: WINDOWS)
    found = listing.elsewhere("", Setting(muted=False, volume=50))
    assert found.names == ("Mikrofonarray (Intel® Smart Sound)", "Headset (Jabra Evolve 65)")
    assert (found.default, found.chosen.index, found.chosen.converts) == ("Headset (Jabra Evolve 65)", 4, True)
    assert found.setting.volume == 50
    other = listing.elsewhere("mikrofonarray", Setting(muted=True, volume=50))
    assert (other.chosen.index, other.chosen.channels, other.setting) == (3, 2, Setting())


def test_no_input_at_all(monkeypatch):
    empty = SimpleNamespace(
        PortAudioError=PortAudioError,
        query_devices=lambda: [device(0, "Speaker", 0, 0)],
        query_hostapis=lambda: [{"name": "Core Audio", "default_input_device": -1}],
        default=SimpleNamespace(device=[-1, 0]),
    )
    monkeypatch.setattr(portaudio, "load", lambda: empty)
    found = listing.elsewhere("", Setting())
    assert (found.names, found.chosen) == ((), None)


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("Error opening InputStream", -9996), Kind.MISSING),
        (("Error opening InputStream", -9985), Kind.BUSY),
        (("Error opening InputStream", -9997), Kind.UNSUPPORTED),
        (("Error opening InputStream", -9999, (13, -2147024891, "Anna's headset")), Kind.DENIED),
        (("Error opening InputStream", -9999, (13, -1, "text")), Kind.REFUSED),
        (("Error querying device -1",), Kind.BAD_ANSWER),
    ],
)
def test_what_portaudios_numbers_mean(arguments, kind):
    failure = portaudio.failed(Operation.RECORD, PortAudioError(*arguments)).failure
    assert failure.kind is kind
    assert "Anna" not in failure.detail
