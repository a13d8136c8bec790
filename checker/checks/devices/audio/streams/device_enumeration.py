"""Which microphones and speakers PortAudio knows, and the default of each."""

from typing import Any

from checker.checks.devices.audio.name_patterns import UNNAMED
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.portaudio import load, portaudio_failure
from checker.checks.devices.model_names import model_names
from checker.model.failure import Operation

_WASAPI = "Windows WASAPI"
_CHANNELS = 2
_DEFAULT_INDEX = {"input": 0, "output": 1}
"""Its place in sounddevice's pair of defaults."""


def list_devices(direction: str) -> tuple[list[AudioDevice], AudioDevice | None]:
    """All of `direction` (input or output) of the system's best sound interface, and the default one.

    Raises OperationFailed.
    """
    sd = load()
    unnamed, default_index = UNNAMED[direction], _DEFAULT_INDEX[direction]
    try:
        devices, interfaces = list(sd.query_devices()), list(sd.query_hostapis())
        host_api = _host_api(interfaces)
        default = (
            sd.default.device[default_index]
            if host_api is None
            else interfaces[host_api][f"default_{direction}_device"]
        )
    except sd.PortAudioError as error:
        raise portaudio_failure(Operation.LIST, error) from error
    usable = [
        entry
        for entry in devices
        if entry[f"max_{direction}_channels"] > 0
        and (host_api is None or entry["hostapi"] == host_api)
        and entry["index"] >= 0
    ]
    names = model_names((str(entry["name"]) for entry in usable), unnamed)
    audio_devices = [
        _audio_device(name, entry, direction, host_api is not None) for name, entry in zip(names, usable, strict=True)
    ]
    return audio_devices, next((entry for entry in audio_devices if entry.index == default), None)


def _host_api(interfaces: list[Any]) -> int | None:
    """WASAPI on Windows, where MME cuts names to 31 characters (PortAudio 314); otherwise the system's own choice."""
    return next((number for number, interface in enumerate(interfaces) if interface["name"] == _WASAPI), None)


def _audio_device(name: str, entry: Any, direction: str, converts: bool) -> AudioDevice:
    return AudioDevice(
        name=name,
        index=int(entry["index"]),
        rate=float(entry["default_samplerate"]),
        channels=min(_CHANNELS, int(entry[f"max_{direction}_channels"])),
        converts=converts,
    )
