"""The microphones of Linux as PulseAudio or PipeWire name them, by `pactl`: PortAudio shows only ALSA's plug-ins."""

import json
import os
from collections.abc import Callable
from typing import Any

from checker.checks.devices.audio.mixer import Setting, asked
from checker.model.failure import Failed, Kind, Operation
from checker.model.record import Record

Ask = Callable[[tuple[str, ...]], str]


class Source(Record, frozen=True, kw_only=True):
    """`monitor`: it hears a speaker, not a room. `key` can hold a hardware address, so it is never told."""

    key: str
    title: str
    default: bool
    monitor: bool
    setting: Setting


def sources(ask: Ask = asked) -> list[Source]:
    """All sources. Raises Failed where no such server answers."""
    listed = _json(ask(("pactl", "-f", "json", "list", "sources")))
    if not isinstance(listed, list):
        raise Failed(Operation.LIST, Kind.BAD_ANSWER, "pactl")
    default = ask(("pactl", "get-default-source")).strip()
    return [_source(one, default) for one in listed if isinstance(one, dict)]


def use(source: Source) -> None:
    """Streams that this process opens from now on listen to it (PULSE_SOURCE, pulseaudio(1))."""
    os.environ["PULSE_SOURCE"] = source.key


def _source(one: dict[str, Any], default: str) -> Source:
    key = str(one.get("name", ""))
    volumes = one.get("volume")
    levels = [_percent(channel) for channel in volumes.values()] if isinstance(volumes, dict) else []
    known = [level for level in levels if level is not None]
    muted = one.get("mute")
    return Source(
        key=key,
        title=str(one.get("description", "")),
        default=key == default,
        monitor=bool(one.get("monitor_source")) or key.endswith(".monitor"),
        setting=Setting(muted=muted if isinstance(muted, bool) else None, volume=max(known) if known else None),
    )


def _percent(channel: object) -> int | None:
    text = str(channel.get("value_percent", "")).rstrip("%") if isinstance(channel, dict) else ""
    return int(text) if text.isdecimal() else None


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Failed(Operation.LIST, Kind.BAD_ANSWER, "pactl") from error
