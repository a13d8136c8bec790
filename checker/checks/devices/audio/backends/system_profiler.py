"""macOS' microphones and speakers by `system_profiler SPAudioDataType -json`: the default, and how each connects."""

import json
from collections.abc import Callable
from typing import Any

from checker.checks.devices.audio.backends import endpoint, mixer
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed

_COMMAND = ("system_profiler", "SPAudioDataType", "-json")
_TRANSPORTS = {
    "builtin": endpoint.BUILT_IN,
    "usb": endpoint.USB,
    "bluetooth": endpoint.BLUETOOTH,
    "bluetoothle": endpoint.BLUETOOTH,
    "virtual": endpoint.VIRTUAL,
    "aggregate": endpoint.VIRTUAL,
    "hdmi": endpoint.DISPLAY,
    "displayport": endpoint.DISPLAY,
    "airplay": endpoint.REMOTE,
}
"""What stands behind `coreaudio_device_type_`."""

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
    names = model_names((str(entry.get("_name", "")) for entry in entries), unnamed)
    return [_endpoint(entry, direction, name, setting) for name, entry in zip(names, entries, strict=True)]


def _endpoint(entry: dict[str, Any], direction: str, name: str, setting: MixerSetting) -> AudioEndpoint:
    default = entry.get(f"coreaudio_default_audio_{direction}_device") == "spaudio_yes"
    transport = str(entry.get("coreaudio_device_transport", "")).removeprefix("coreaudio_device_type_")
    return AudioEndpoint(
        name=name,
        transport=_TRANSPORTS.get(transport, ""),
        default=default,
        communications=default,
        setting=setting if default else MixerSetting(),
    )


def _items(output: object) -> list[dict[str, Any]]:
    groups = output.get("SPAudioDataType") if isinstance(output, dict) else None
    lists = [group.get("_items") for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []
    return [item for items in lists if isinstance(items, list) for item in items if isinstance(item, dict)]
