"""macOS' microphones and speakers by `system_profiler SPAudioDataType -json`: the default, and how each connects."""

import json
from collections.abc import Callable
from typing import Any

from checker.checks.devices.audio import endpoint, mixer
from checker.checks.devices.audio.endpoint import Endpoint
from checker.checks.devices.audio.mixer import Setting
from checker.checks.devices.names import model_names
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

Ask = Callable[[], str]


def endpoints(way: str, setting: Setting, unnamed: str, ask: Ask = lambda: mixer.asked(_COMMAND)) -> list[Endpoint]:
    """All of `way` (input or output); the mixer's `setting` is that of the default. Raises OperationFailed."""
    try:
        told = json.loads(ask())
    except ValueError as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, _COMMAND[0]) from error
    found = [one for one in _items(told) if f"coreaudio_device_{way}" in one]
    names = model_names((str(one.get("_name", "")) for one in found), unnamed)
    return [_endpoint(one, way, name, setting) for name, one in zip(names, found, strict=True)]


def _endpoint(one: dict[str, Any], way: str, name: str, setting: Setting) -> Endpoint:
    default = one.get(f"coreaudio_default_audio_{way}_device") == "spaudio_yes"
    transport = str(one.get("coreaudio_device_transport", "")).removeprefix("coreaudio_device_type_")
    return Endpoint(
        name=name,
        transport=_TRANSPORTS.get(transport, ""),
        default=default,
        communications=default,
        setting=setting if default else Setting(),
    )


def _items(told: object) -> list[dict[str, Any]]:
    groups = told.get("SPAudioDataType") if isinstance(told, dict) else None
    lists = [one.get("_items") for one in groups if isinstance(one, dict)] if isinstance(groups, list) else []
    return [item for items in lists if isinstance(items, list) for item in items if isinstance(item, dict)]
