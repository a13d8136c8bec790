"""A muted microphone is turned on and up and back again: against a real sound server, and by macOS' own words."""

import json
from collections.abc import Iterator

import pytest

from checker.checks.devices.audio.backends import mixer
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.mixer_change import change_mixer
from checker.model.failure import FailureKind, OperationFailed
from tests.lab.sound import MISSING, VirtualMicrophone, virtual_microphone


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[VirtualMicrophone]:
    with virtual_microphone() as microphone:
        for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH"):
            monkeypatch.setenv(name, microphone.environment[name])
        yield microphone


def state(room: VirtualMicrophone) -> tuple[bool, list[str]]:
    sources = json.loads(room.pactl("-f", "json", "list", "sources"))
    (mic,) = [source for source in sources if source["name"] == "mic"]
    return mic["mute"], [channel["value_percent"] for channel in mic["volume"].values()]


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_a_real_microphone_is_turned_on_and_up_and_exactly_back(room: VirtualMicrophone) -> None:
    room.pactl("set-source-mute", "mic", "1")
    room.pactl("set-source-volume", "mic", "20%", "30%")
    change = change_mixer("input", "linux", "TestMic", MixerSetting(muted=False, volume=80))
    assert (change.before, change.after) == (
        MixerSetting(muted=True, volume=30),
        MixerSetting(muted=False, volume=80),
    )
    assert state(room) == (False, ["80%", "80%"])
    assert change.undo() == change.before
    assert state(room) == (True, ["20%", "30%"]), "each channel as it was"
    up = change_mixer("input", "linux", "TestMic", MixerSetting(volume=60))
    assert up.after == MixerSetting(muted=True, volume=60), "what is not named stays"
    sink = change_mixer("output", "linux", "Mouth", MixerSetting(muted=True))
    assert sink.after.muted and sink.undo().muted is False
    with pytest.raises(OperationFailed) as failed:
        change_mixer("input", "linux", "Jabra", MixerSetting(muted=False))
    assert failed.value.failure.kind is FailureKind.MISSING


def test_without_a_sound_server_nothing_is_set(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OperationFailed):
        change_mixer("input", "linux", "TestMic", MixerSetting(muted=False))


class Mac:
    """AppleScript's volume settings: no mute for the input, and none at all for some devices."""

    def __init__(self, level: str = "0") -> None:
        self.input, self.output, self.muted = level, "20", "true"

    def run(self, command: tuple[str, ...]) -> str:
        assert command[:2] == ("osascript", "-e")
        words = command[2].split()
        if words[:2] == ["set", "volume"]:
            setattr(self, "muted" if words[3] == "muted" else words[2], words[4])
            return ""
        return self.input if "input" in command[2] else f"output volume:{self.output}, output muted:{self.muted}"


def test_macos_sets_the_default_devices_by_its_own_words() -> None:
    mac = Mac()
    control = mixer.macos_control("input", mac.run)
    control.write(MixerSetting(muted=False, volume=80))
    assert (mac.input, control.read()) == ("80", MixerSetting(muted=False, volume=80))
    control.restore()
    assert mac.input == "0"
    speakers = mixer.macos_control("output", mac.run)
    speakers.write(MixerSetting(muted=False, volume=50))
    assert speakers.read() == MixerSetting(muted=False, volume=50)
    speakers.restore()
    assert (mac.output, mac.muted) == ("20", "true")


def test_a_device_without_a_level_is_not_set_on_macos() -> None:
    with pytest.raises(OperationFailed) as failed:
        mixer.macos_control("input", Mac("missing value").run)
    assert failed.value.failure.kind is FailureKind.UNSUPPORTED
