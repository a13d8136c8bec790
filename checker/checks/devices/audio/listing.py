"""Which microphones or speakers the system knows, which one it uses, what each is, and how its mixer is set."""

from collections.abc import Callable
from contextlib import suppress

import msgspec

from checker.checks.devices.audio import alsa, core_audio, mixer, profiler, pulse
from checker.checks.devices.audio.endpoint import Endpoint
from checker.checks.devices.audio.mixer import Setting
from checker.checks.devices.audio.names import UNNAMED
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.ports import ports
from checker.checks.devices.audio.pulse import Served
from checker.checks.devices.names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

Ports = Callable[[str], tuple[list[Port], Port | None]]

FLOWS = {"input": core_audio.CAPTURE, "output": core_audio.RENDER}


class Listed(Record, frozen=True, kw_only=True):
    """`names` of all; `default`: what the system uses; `communications`: what meeting programs use by themselves.

    `chosen`: what is to be used, None where there is nothing; `others`: the rest; `endpoints`: what is told of each.
    """

    names: tuple[str, ...]
    default: str = ""
    communications: str = ""
    chosen: Port | None = None
    others: tuple[Port, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()

    def about(self, name: str) -> Endpoint:
        """What the system tells of the device of this name."""
        return next((one for one in self.endpoints if one.name == name), Endpoint(name=name))


def listed(way: str, system: str, preferred: str) -> Listed:
    """All of `way` (input or output); `preferred`: a part of the name of the one to use.

    Raises OperationFailed, ImportError.
    """
    if system == "linux":
        return linux(way, preferred)
    try:
        told = _windows(way) if system == "windows" else _macos(way)
    except (OperationFailed, OSError):
        told = []  # PortAudio knows enough to go on
    return elsewhere(way, preferred, told)


def elsewhere(way: str, preferred: str, told: list[Endpoint], known: Ports = ports) -> Listed:
    """Windows and macOS: PortAudio knows the devices as people do."""
    found, default = known(way)
    chosen = next((one for one in found if _is(one.name, preferred)), default or next(iter(found), None))
    return Listed(
        names=tuple(one.name for one in found),
        default=default.name if default else "",
        communications=next((one.name for one in told if one.communications), ""),
        chosen=chosen,
        others=tuple(one for one in found if one is not chosen),
        endpoints=tuple(told),
    )


def linux(way: str, preferred: str, known: Ports = ports, ask: Callable[[str], list[Served]] = pulse.served) -> Listed:
    """The sound server's names where one answers; what ALSA shows otherwise."""
    found, default = known(way)
    try:
        served = ask(way)
    except OperationFailed:
        if not found and alsa.taken(way):  # PortAudio leaves out what it cannot open
            raise OperationFailed(Operation.OPEN, FailureKind.BUSY) from None
        return _alsa(preferred, found, default)
    titles = dict(zip((one.key for one in served), model_names((x.title for x in served), UNNAMED[way]), strict=True))
    real = [one for one in served if not one.monitor]
    if not real or not found:
        return Listed(names=())
    used = next((one for one in served if one.default), real[0])
    wanted = next((one for one in real if _is(titles[one.key], preferred)), used)
    port = default or found[0]

    def through(one: Served) -> Port:
        aim, rate = pulse.aim(way, one.key), one.rate or port.rate
        return Port(name=titles[one.key], index=port.index, rate=rate, channels=port.channels, aim=aim)

    return Listed(
        names=tuple(titles[one.key] for one in real),
        default=titles[used.key],
        chosen=through(wanted),
        others=tuple(through(one) for one in real if one is not wanted),
        endpoints=tuple(
            Endpoint(
                name=titles[one.key],
                transport=one.transport,
                headset=one.headset,
                default=one is used,
                setting=one.setting,
            )
            for one in served
        ),
    )


def _alsa(preferred: str, found: list[Port], default: Port | None) -> Listed:
    cards = [one for one in found if "(hw:" in one.name] or found
    if default is not None and default not in cards and len(cards) == 1:
        default = msgspec.structs.replace(default, name=cards[0].name)  # „default“ names nothing that people know
    chosen = next((one for one in cards if _is(one.name, preferred)), default or next(iter(cards), None))
    names = tuple(one.name for one in cards)
    others = tuple(one for one in cards if chosen is not None and one.name != chosen.name)
    return Listed(names=names, default=default.name if default else "", chosen=chosen, others=others)


def _windows(way: str) -> list[Endpoint]:
    return core_audio.endpoints(FLOWS[way], UNNAMED[way])


def _macos(way: str) -> list[Endpoint]:
    setting = Setting()
    with suppress(OperationFailed):
        setting = mixer.macos() if way == "input" else mixer.macos_speakers()
    return profiler.endpoints(way, setting, UNNAMED[way])


def _is(name: str, preferred: str) -> bool:
    return bool(preferred) and preferred.casefold() in name.casefold()
