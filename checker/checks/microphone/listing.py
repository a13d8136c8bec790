"""Which microphones the system knows, which one it uses, and how its mixer is set."""

from collections.abc import Callable

import msgspec

from checker.checks.devices.audio import core_audio, mixer, pulse
from checker.checks.devices.audio.mixer import Setting
from checker.checks.devices.audio.portaudio import Input, inputs
from checker.checks.devices.audio.pulse import Source
from checker.checks.devices.names import model_names
from checker.model.failure import Failed
from checker.model.record import Record

_UNNAMED = "Mikrofon"

Ports = Callable[[], tuple[list[Input], Input | None]]


class Microphones(Record, frozen=True, kw_only=True):
    """`names` of all; `default`: what the system uses; `chosen`: what is listened to, None where there is nothing."""

    names: tuple[str, ...]
    default: str = ""
    chosen: Input | None = None
    setting: Setting = Setting()


def microphones(system: str, preferred: str) -> Microphones:
    """Raises Failed or ImportError."""
    if system == "linux":
        return linux(preferred)
    try:
        setting = core_audio.setting() if system == "windows" else mixer.macos()
    except (Failed, OSError):
        setting = Setting()  # the ears decide; the mixer only explains
    return elsewhere(preferred, setting)


def elsewhere(preferred: str, setting: Setting, ports: Ports = inputs) -> Microphones:
    """Windows and macOS: PortAudio knows the microphones as people do."""
    found, default = ports()
    chosen = next((one for one in found if _is(one.name, preferred)), default or next(iter(found), None))
    return Microphones(
        names=tuple(one.name for one in found),
        default=default.name if default else "",
        chosen=chosen,
        setting=setting if chosen == default else Setting(),
    )


def linux(preferred: str, ports: Ports = inputs, sources: Callable[[], list[Source]] = pulse.sources) -> Microphones:
    """The sound server's names where one answers; what ALSA shows otherwise."""
    found, default = ports()
    try:
        served = sources()
    except Failed:
        return _alsa(preferred, found, default)
    titles = dict(zip((one.key for one in served), model_names((one.title for one in served), _UNNAMED), strict=True))
    ears = [one for one in served if not one.monitor]
    if not ears or not found:
        return Microphones(names=())
    used = next((one for one in served if one.default), ears[0])
    wanted = next((one for one in ears if _is(titles[one.key], preferred)), used)
    if wanted is not used:
        pulse.use(wanted)
    port = default or found[0]
    return Microphones(
        names=tuple(titles[one.key] for one in ears),
        default=titles[used.key],
        chosen=Input(name=titles[wanted.key], index=port.index, rate=port.rate, channels=port.channels),
        setting=wanted.setting,
    )


def _alsa(preferred: str, found: list[Input], default: Input | None) -> Microphones:
    cards = [one for one in found if "(hw:" in one.name] or found
    if default is not None and default not in cards and len(cards) == 1:
        default = msgspec.structs.replace(default, name=cards[0].name)  # „default“ names nothing that people know
    chosen = next((one for one in cards if _is(one.name, preferred)), default or next(iter(cards), None))
    return Microphones(names=tuple(one.name for one in cards), default=default.name if default else "", chosen=chosen)


def _is(name: str, preferred: str) -> bool:
    return bool(preferred) and preferred.casefold() in name.casefold()
