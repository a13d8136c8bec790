"""What the check reaches on this PC, and how long it waits for it. Tests inject their own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.checks.devices.audio.device_list import AudioDeviceList, list_audio_devices
from checker.checks.devices.audio.streams import portaudio
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import Block, StreamFactory
from checker.checks.speaker.sounds import VOICES


@dataclass(frozen=True)
class SpeakerTimes:
    """Seconds. `listen_s` is listened on behind the end, for the echo of the digit's last sound and the buffers."""

    list_s: float = 4.0
    open_s: float = 4.0
    first_s: float = 2.0
    slack_s: float = 3.0
    listen_s: float = 0.3


@dataclass(frozen=True)
class SpeakerHost:
    """Everything outside this process that the check calls, and the times; injected by tests."""

    speakers: Callable[[str, str], AudioDeviceList] = lambda system, preferred: list_audio_devices(
        "output", system, preferred
    )
    microphones: Callable[[str, str], AudioDeviceList] = lambda system, preferred: list_audio_devices(
        "input", system, preferred
    )
    input_stream: Callable[[AudioDevice], StreamFactory] = lambda device: partial(portaudio.input_stream, device)
    output_stream: Callable[[AudioDevice, Block], StreamFactory] = lambda device, sound: partial(
        portaudio.output_stream, device, sound
    )
    voices: Path = VOICES
    times: SpeakerTimes = SpeakerTimes()
