"""What the check reaches on this PC, and how long it waits for it. Tests hand in other ways to reach the same."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.checks.devices.audio import portaudio
from checker.checks.devices.audio.listing import Listed, listed
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.stream import Block, Open
from checker.checks.speaker.sounds import VOICES


@dataclass(frozen=True)
class Times:
    """Seconds. `listen_s` is listened on behind the end, for the echo of the digit's last sound and the buffers."""

    list_s: float = 4.0
    open_s: float = 4.0
    first_s: float = 2.0
    slack_s: float = 3.0
    listen_s: float = 0.3


@dataclass(frozen=True)
class Host:
    """The ways to the outside, and the times."""

    speakers: Callable[[str, str], Listed] = lambda system, preferred: listed("output", system, preferred)
    microphones: Callable[[str, str], Listed] = lambda system, preferred: listed("input", system, preferred)
    listening: Callable[[Port], Open] = lambda one: partial(portaudio.listening, one)
    playing: Callable[[Port, Block], Open] = lambda one, sound: partial(portaudio.playing, one, sound)
    voices: Path = VOICES
    times: Times = Times()
