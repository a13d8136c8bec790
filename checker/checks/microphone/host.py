"""What the check reaches on this PC, and how long it waits for it. Tests hand in other ways to reach the same."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from checker.checks.devices import permission, session
from checker.checks.devices.audio import portaudio
from checker.checks.devices.audio.listing import Listed, listed
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.stream import Block, Open


@dataclass(frozen=True)
class Times:
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
class Host:
    """The ways to the outside, and the times."""

    microphones: Callable[[str, str], Listed] = lambda system, preferred: listed("input", system, preferred)
    speakers: Callable[[str, str], Listed] = lambda system, preferred: listed("output", system, preferred)
    permission: Callable[[str], str | None] = lambda system: permission.permission(system, "microphone")
    remote: Callable[[str], bool] = session.remote
    listening: Callable[[Port], Open] = lambda one: partial(portaudio.listening, one)
    playing: Callable[[Port, Block], Open] = lambda one, sound: partial(portaudio.playing, one, sound)
    times: Times = Times()
