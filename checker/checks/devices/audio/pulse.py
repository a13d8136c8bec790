"""Linux' microphones and speakers as PulseAudio or PipeWire name them, by `pactl`: PortAudio shows ALSA's plug-ins."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

from checker.checks.devices.audio import endpoint
from checker.checks.devices.audio.mixer import Setting, asked
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

Ask = Callable[[tuple[str, ...]], str]

_BUSES = {"usb": endpoint.USB, "bluetooth": endpoint.BLUETOOTH, "pci": endpoint.BUILT_IN}
_ON_A_HEAD = {"headset", "headphone", "hands-free", "handset"}
"""`device.bus` and `device.form_factor` of PulseAudio's and PipeWire's property lists."""
_KINDS = {"input": "source", "output": "sink"}
_VARIABLES = {"input": ("PULSE_SOURCE", "PIPEWIRE_NODE"), "output": ("PULSE_SINK", "PIPEWIRE_NODE")}
"""Streams that this process opens from then on use it: pulseaudio(1), and pipewire-alsa's plug-in."""


class Served(Record, frozen=True, kw_only=True):
    """A source or sink. `monitor`: it hears a speaker, not a room. `rate` in Hz, 0 where it is not told.

    `key` can hold a hardware address, so it is never told.
    """

    key: str
    title: str
    default: bool
    monitor: bool
    setting: Setting
    rate: float = 0.0
    transport: str = ""
    headset: bool | None = None


def served(way: str, ask: Ask = asked) -> list[Served]:
    """All of `way` (input or output). Raises OperationFailed where no such server answers."""
    kind = _KINDS[way]
    listed = _json(ask(("pactl", "-f", "json", "list", f"{kind}s")))
    if not isinstance(listed, list):
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "pactl")
    default = ask(("pactl", f"get-default-{kind}")).strip()
    return [_one(one, way, default) for one in listed if isinstance(one, dict)]


def aim(way: str, key: str) -> Callable[[], None]:
    """To be called right before a stream is opened: it goes to this source or sink. Shows its key to nobody."""

    def point() -> None:
        os.environ.update(dict.fromkeys(_VARIABLES[way], key))

    return point


def _one(one: dict[str, Any], way: str, default: str) -> Served:
    key = str(one.get("name", ""))
    volumes, properties = one.get("volume"), one.get("properties")
    levels = [_percent(channel) for channel in volumes.values()] if isinstance(volumes, dict) else []
    known = [level for level in levels if level is not None]
    muted = one.get("mute")
    told = properties if isinstance(properties, dict) else {}
    form = told.get("device.form_factor")
    return Served(
        key=key,
        title=str(one.get("description", "")),
        default=key == default,
        monitor=way == "input" and (bool(one.get("monitor_source")) or key.endswith(".monitor")),
        setting=Setting(muted=muted if isinstance(muted, bool) else None, volume=max(known) if known else None),
        rate=_rate(one.get("sample_specification")),
        transport=_BUSES.get(str(told.get("device.bus")), ""),
        headset=form in _ON_A_HEAD if isinstance(form, str) else None,
    )


def _rate(specification: object) -> float:
    """Of `s16le 2ch 48000Hz`."""
    found = re.search(r"([0-9]{4,7})Hz", specification) if isinstance(specification, str) else None
    return float(found[1]) if found else 0.0


def _percent(channel: object) -> int | None:
    text = str(channel.get("value_percent", "")).rstrip("%") if isinstance(channel, dict) else ""
    return int(text) if text.isdecimal() else None


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "pactl") from error
