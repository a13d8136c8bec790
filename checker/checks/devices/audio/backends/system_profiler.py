"""macOS' microphones and speakers by `system_profiler SPAudioDataType -json`: the default, and how each connects."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from checker.checks.devices.audio.backends import endpoint, mixer
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.name_patterns import is_headset, is_other_kind
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed

_COMMAND = ("system_profiler", "SPAudioDataType", "-json")
_TRANSPORTS = {
    "builtin": endpoint.BUILT_IN,
    "usb": endpoint.USB,
    "bluetooth": endpoint.BLUETOOTH,
    "bluetoothle": endpoint.BLUETOOTH,
    "bluetooth_le": endpoint.BLUETOOTH,
    "virtual": endpoint.VIRTUAL,
    "aggregate": endpoint.VIRTUAL,
    "hdmi": endpoint.DISPLAY,
    "displayport": endpoint.DISPLAY,
    "airplay": endpoint.REMOTE,
}
"""What stands behind `coreaudio_device_type_`; `unknown` are aggregates and an iPhone's microphone (macOS 14 to 27)."""

_MOST_LEVELS = 4

RunProfiler = Callable[[], str]


def endpoints(
    direction: str, setting: MixerSetting, unnamed: str, run_profiler: RunProfiler = lambda: mixer.run_command(_COMMAND)
) -> list[AudioEndpoint]:
    """All of `direction` (input or output); the mixer's `setting` is that of the default. Raises OperationFailed."""
    try:
        output = json.loads(run_profiler())
    except ValueError as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, _COMMAND[0]) from error
    entries = [entry for entry in _items(output) if f"coreaudio_device_{direction}" in entry]
    names = model_names((_raw_name(entry) for entry in entries), unnamed)
    both_ways = _raw_names(output, "input") & _raw_names(output, "output")
    return [_endpoint(entry, direction, name, setting, both_ways) for name, entry in zip(names, entries, strict=True)]


def _raw_name(entry: dict[str, Any]) -> str:
    return str(entry.get("_name", ""))


def _raw_names(output: object, direction: str) -> set[str]:
    return {_raw_name(entry) for entry in _items(output) if f"coreaudio_device_{direction}" in entry}


def _headset(raw_name: str, transport: str, both_ways: set[str]) -> bool | None:
    """macOS tells no form: what is plugged in or on the air, hears and plays, and is called nothing else, is one."""
    if is_headset(raw_name):
        return True
    if is_other_kind(raw_name) or transport == endpoint.BUILT_IN:
        return False
    return True if transport in {endpoint.USB, endpoint.BLUETOOTH} and raw_name in both_ways else None


def _endpoint(
    entry: dict[str, Any], direction: str, name: str, setting: MixerSetting, both_ways: set[str]
) -> AudioEndpoint:
    default = entry.get(f"coreaudio_default_audio_{direction}_device") == "spaudio_yes"
    word = str(entry.get("coreaudio_device_transport", "")).removeprefix("coreaudio_device_type_")
    transport = _TRANSPORTS.get(word, "")
    return AudioEndpoint(
        name=name,
        transport=transport,
        headset=_headset(_raw_name(entry), transport, both_ways),
        default=default,
        communications=default,
        setting=setting if default else MixerSetting(),
    )


def _items(output: object) -> list[dict[str, Any]]:
    groups = output.get("SPAudioDataType") if isinstance(output, dict) else None
    return list(_leaves(groups, _MOST_LEVELS)) if isinstance(groups, list) else []


def _leaves(entries: list[Any], levels: int) -> Iterator[dict[str, Any]]:
    """The devices, at whatever depth: one group holds them all since macOS 10.14, older systems nest once more."""
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        nested = entry.get("_items")
        if not isinstance(nested, list):
            yield entry
        elif levels:
            yield from _leaves(nested, levels - 1)
