"""Watches which microphones or speakers are plugged in: a glance at the system, and PortAudio's list on a change."""

from collections.abc import Hashable, Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio import alsa, core_audio, profiler, pulse
from checker.checks.devices.audio.listing import FLOWS, listed
from checker.checks.devices.audio.mixer import Setting
from checker.checks.devices.audio.names import UNNAMED
from checker.checks.devices.audio.portaudio import renew
from checker.checks.devices.plugged import Words, changes
from checker.model.failure import OperationFailed
from checker.model.observation import Observation

_EVERY_S = {"macos": 6.0}
"""system_profiler takes a second of a processor."""
_USUAL_S = 2.0
_SETTLES_S = 0.5
"""A headset brings its parts one after the other."""


def plugged(context: ProbeContext, way: str, observation: str, words: Words) -> Iterator[Observation]:
    """Every change of `way` (input or output) until it is cancelled: the names that the check lists too."""
    every, look = _EVERY_S.get(context.system, _USUAL_S), partial(seen, way, context.system)
    return changes(context, observation, _Names(way, context.system), look, words, every, _SETTLES_S)


class _Names:
    """PortAudio makes its list once, so it has to begin anew for each but the first."""

    def __init__(self, way: str, system: str) -> None:
        self._way = way
        self._system = system
        self._old = False

    def __call__(self) -> list[str]:
        if self._old:
            renew()
        self._old = True
        return list(dict.fromkeys(listed(self._way, self._system, "").names))


def seen(way: str, system: str) -> Hashable:
    """What the system itself tells of its devices, without opening one. Nothing where it tells nothing."""
    try:
        if system == "linux":
            return _linux(way)
        if system == "windows":
            return tuple(one.name for one in core_audio.endpoints(FLOWS[way], UNNAMED[way]))
        return tuple(one.name for one in profiler.endpoints(way, Setting(), UNNAMED[way]))
    except (OperationFailed, OSError):
        return ()


def _linux(way: str) -> Hashable:
    try:
        return tuple(sorted(one.key for one in pulse.served(way) if not one.monitor))
    except OperationFailed:
        return alsa.streams(way)
