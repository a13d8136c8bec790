"""Linux' microphones and speakers as PulseAudio or PipeWire name them, by `pactl`: PortAudio shows ALSA's plug-ins."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

from checker.checks.devices.audio.backends import endpoint
from checker.checks.devices.audio.backends.mixer import MixerControl, MixerSetting, run_command
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

RunCommand = Callable[[tuple[str, ...]], str]

_BUSES = {"usb": endpoint.USB, "bluetooth": endpoint.BLUETOOTH, "pci": endpoint.BUILT_IN}
_HEADSET_FORMS = {"headset", "headphone", "hands-free", "handset"}
"""`device.bus` and `device.form_factor` of PulseAudio's and PipeWire's property lists."""
_KINDS = {"input": "source", "output": "sink"}
_VARIABLES = {"input": ("PULSE_SOURCE", "PIPEWIRE_NODE"), "output": ("PULSE_SINK", "PIPEWIRE_NODE")}
"""Streams that this process opens from then on use it: pulseaudio(1), and pipewire-alsa's plug-in."""


class PulseDevice(Record, frozen=True, kw_only=True):
    """A source or sink. `is_monitor`: it records a speaker, not a room. `rate` in Hz, 0 where it is not stated.

    `key` can hold a hardware address, so it is never reported; `levels` are the server's own numbers of each channel.
    """

    key: str
    title: str
    default: bool
    is_monitor: bool
    setting: MixerSetting
    rate: float = 0.0
    transport: str = ""
    headset: bool | None = None
    levels: tuple[int, ...] = ()


def list_pulse_devices(direction: str, run_pactl: RunCommand = run_command) -> list[PulseDevice]:
    """All of `direction` (input or output). Raises OperationFailed where no such server answers."""
    kind = _KINDS[direction]
    entries = _json(run_pactl(("pactl", "-f", "json", "list", f"{kind}s")))
    if not isinstance(entries, list):
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "pactl")
    default = run_pactl(("pactl", f"get-default-{kind}")).strip()
    return [_pulse_device(entry, direction, default) for entry in entries if isinstance(entry, dict)]


def pulse_control(direction: str, device: PulseDevice, run_pactl: RunCommand = run_command) -> MixerControl:
    """Sets this source or sink (pactl(1)); nothing of it needs an administrator.

    Raises OperationFailed when it is used, where the device is gone or the server says no.
    """
    kind = _KINDS[direction]

    def read() -> MixerSetting:
        devices = list_pulse_devices(direction, run_pactl)
        current = next((entry for entry in devices if entry.key == device.key), None)
        if current is None:
            raise OperationFailed(Operation.READ, FailureKind.MISSING, kind)
        return current.setting

    def write(setting: MixerSetting) -> None:
        if setting.volume is not None:
            run_pactl(("pactl", f"set-{kind}-volume", device.key, f"{setting.volume}%"))
        if setting.muted is not None:
            run_pactl(("pactl", f"set-{kind}-mute", device.key, str(int(setting.muted))))

    def restore() -> None:
        if device.levels:
            run_pactl(("pactl", f"set-{kind}-volume", device.key, *map(str, device.levels)))
        write(MixerSetting(muted=device.setting.muted))

    return MixerControl(read=read, write=write, restore=restore)


def route_to(direction: str, key: str) -> Callable[[], None]:
    """To be called right before a stream is opened: it goes to this source or sink. Shows its key to nobody."""

    def set_environment() -> None:
        os.environ.update(dict.fromkeys(_VARIABLES[direction], key))

    return set_environment


def _pulse_device(entry: dict[str, Any], direction: str, default: str) -> PulseDevice:
    key = str(entry.get("name", ""))
    volumes, properties = entry.get("volume"), entry.get("properties")
    levels = [_percent(channel) for channel in volumes.values()] if isinstance(volumes, dict) else []
    percentages = [level for level in levels if level is not None]
    muted = entry.get("mute")
    property_map = properties if isinstance(properties, dict) else {}
    form = property_map.get("device.form_factor")
    return PulseDevice(
        key=key,
        title=str(entry.get("description", "")),
        default=key == default,
        is_monitor=direction == "input" and (bool(entry.get("monitor_source")) or key.endswith(".monitor")),
        setting=MixerSetting(
            muted=muted if isinstance(muted, bool) else None, volume=max(percentages) if percentages else None
        ),
        rate=_rate(entry.get("sample_specification")),
        transport=_BUSES.get(str(property_map.get("device.bus")), ""),
        headset=form in _HEADSET_FORMS if isinstance(form, str) else None,
        levels=_levels(volumes),
    )


def _rate(specification: object) -> float:
    """Of `s16le 2ch 48000Hz`."""
    match = re.search(r"([0-9]{4,7})Hz", specification) if isinstance(specification, str) else None
    return float(match[1]) if match else 0.0


def _levels(volumes: object) -> tuple[int, ...]:
    """65536 is 100 %. Empty where a channel does not say it: half of them would be no way back."""
    channels = list(volumes.values()) if isinstance(volumes, dict) else []
    values = [channel.get("value") if isinstance(channel, dict) else None for channel in channels]
    levels = tuple(value for value in values if isinstance(value, int) and value >= 0)
    return levels if len(levels) == len(values) else ()


def _percent(channel: object) -> int | None:
    text = str(channel.get("value_percent", "")).rstrip("%") if isinstance(channel, dict) else ""
    return int(text) if text.isdecimal() else None


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "pactl") from error
