"""Which microphones and speakers PortAudio knows, and the default of each."""

from typing import Any

from checker.checks.devices.audio.names import UNNAMED
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.portaudio import failed, load
from checker.checks.devices.names import model_names
from checker.model.failure import Operation

_WASAPI = "Windows WASAPI"
_CHANNELS = 2
_PLACES = {"input": 0, "output": 1}
"""Its place in sounddevice's pair of defaults."""


def ports(way: str) -> tuple[list[Port], Port | None]:
    """All of `way` (input or output) of the system's best sound interface, and the default one.

    Raises OperationFailed.
    """
    sd = load()
    unnamed, place = UNNAMED[way], _PLACES[way]
    try:
        devices, interfaces = list(sd.query_devices()), list(sd.query_hostapis())
        chosen = _interface(interfaces)
        default = sd.default.device[place] if chosen is None else interfaces[chosen][f"default_{way}_device"]
    except sd.PortAudioError as error:
        raise failed(Operation.LIST, error) from error
    able = [
        one
        for one in devices
        if one[f"max_{way}_channels"] > 0 and (chosen is None or one["hostapi"] == chosen) and one["index"] >= 0
    ]
    names = model_names((str(one["name"]) for one in able), unnamed)
    found = [_port(name, one, way, chosen is not None) for name, one in zip(names, able, strict=True)]
    return found, next((one for one in found if one.index == default), None)


def _interface(interfaces: list[Any]) -> int | None:
    """WASAPI on Windows, where MME cuts names to 31 characters (PortAudio 314); otherwise the system's own choice."""
    return next((number for number, one in enumerate(interfaces) if one["name"] == _WASAPI), None)


def _port(name: str, one: Any, way: str, converts: bool) -> Port:
    return Port(
        name=name,
        index=int(one["index"]),
        rate=float(one["default_samplerate"]),
        channels=min(_CHANNELS, int(one[f"max_{way}_channels"])),
        converts=converts,
    )
