"""What the check reaches on this PC, and how long it waits for it. Tests inject their own."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from checker.checks.devices import permission, remote_session
from checker.checks.devices.audio.device_list import AudioDeviceList, list_audio_devices
from checker.checks.devices.audio.streams import portaudio
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import Block, StreamFactory


@dataclass(frozen=True)
class MicrophoneTimes:
    """Seconds. Listening ends as soon as `least_s` were heard with `spoken_s` of speech, at the latest at `most_s`:

    a layman needs a moment to begin to speak. `late_s` is allowed on top for the samples that a driver holds back at
    its start (0.6 to 1.0 s behind PulseAudio); samples are counted, not seconds.
    """

    list_s: float = 4.0
    open_s: float = 4.0
    first_s: float = 3.0
    least_s: float = 3.0
    most_s: float = 6.0
    spoken_s: float = 1.0
    late_s: float = 1.5
    gap_s: float = 2.0
    replay_s: float = 6.0


@dataclass(frozen=True)
class MicrophoneHost:
    """Everything outside this process that the check calls, and the times; injected by tests."""

    microphones: Callable[[str, str], AudioDeviceList] = lambda system, preferred: list_audio_devices(
        "input", system, preferred
    )
    speakers: Callable[[str, str], AudioDeviceList] = lambda system, preferred: list_audio_devices(
        "output", system, preferred
    )
    permission: Callable[[str], str | None] = lambda system: permission.read_permission(system, "microphone")
    remote: Callable[[str], bool] = remote_session.is_remote_session
    input_stream: Callable[[AudioDevice], StreamFactory] = lambda device: partial(portaudio.input_stream, device)
    output_stream: Callable[[AudioDevice, Block], StreamFactory] = lambda device, sound: partial(
        portaudio.output_stream, device, sound
    )
    times: MicrophoneTimes = MicrophoneTimes()
