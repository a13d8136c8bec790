"""Watches which microphones or speakers are plugged in: a glance at the system, and PortAudio's list on a change."""

from collections.abc import Hashable, Iterator
from functools import partial

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.backends import alsa, core_audio, pulse, system_profiler
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.device_list import FLOWS, list_audio_devices
from checker.checks.devices.audio.name_patterns import UNNAMED
from checker.checks.devices.audio.streams.portaudio import rescan
from checker.checks.devices.hotplug import HotplugTexts, watch_devices
from checker.model.failure import OperationFailed
from checker.model.observation import Observation

_INTERVAL_S = {"macos": 6.0}
"""system_profiler takes a second of a processor."""
_DEFAULT_INTERVAL_S = 2.0
_SETTLE_S = 0.5
"""A headset brings its parts one after the other."""


def watch_audio_devices(
    context: ProbeContext, direction: str, fact_name: str, texts: HotplugTexts
) -> Iterator[Observation]:
    """Every change of `direction` (input or output) until it is cancelled: the names that the check lists too."""
    interval_s, take_fingerprint = (
        _INTERVAL_S.get(context.system, _DEFAULT_INTERVAL_S),
        partial(fingerprint, direction, context.system),
    )
    return watch_devices(
        context, fact_name, _DeviceNames(direction, context.system), take_fingerprint, texts, interval_s, _SETTLE_S
    )


class _DeviceNames:
    """PortAudio makes its list once, so it has to begin anew for each but the first."""

    def __init__(self, direction: str, system: str) -> None:
        self._direction = direction
        self._system = system
        self._is_initialised = False

    def __call__(self) -> list[str]:
        if self._is_initialised:
            rescan()
        self._is_initialised = True
        return list(dict.fromkeys(list_audio_devices(self._direction, self._system, "").names))


def fingerprint(direction: str, system: str) -> Hashable:
    """What the system itself tells of its devices, without opening one. Nothing where it tells nothing."""
    try:
        if system == "linux":
            return _linux_fingerprint(direction)
        if system == "windows":
            return tuple(endpoint.name for endpoint in core_audio.endpoints(FLOWS[direction], UNNAMED[direction]))
        return tuple(
            endpoint.name for endpoint in system_profiler.endpoints(direction, MixerSetting(), UNNAMED[direction])
        )
    except (OperationFailed, OSError):
        return ()


def _linux_fingerprint(direction: str) -> Hashable:
    try:
        return tuple(
            sorted(
                pulse_device.key for pulse_device in pulse.list_pulse_devices(direction) if not pulse_device.is_monitor
            )
        )
    except OperationFailed:
        return alsa.list_streams(direction)
