"""Which microphones or speakers the system knows, which one it uses, what each is, and how its mixer is set."""

from collections.abc import Callable
from contextlib import suppress

import msgspec

from checker.checks.devices.audio.backends import alsa, core_audio, mixer, pulse, system_profiler
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.backends.pulse import PulseDevice
from checker.checks.devices.audio.name_patterns import UNNAMED
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.device_enumeration import list_devices
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

DeviceEnumerator = Callable[[str], tuple[list[AudioDevice], AudioDevice | None]]

FLOWS = {"input": core_audio.CAPTURE, "output": core_audio.RENDER}


class AudioDeviceList(Record, frozen=True, kw_only=True):
    """`names` of all; `default`: what the system uses; `communications`: what meeting programs use by themselves.

    `selected`: what is to be used, None where there is nothing; `unselected`: the rest; `endpoints`: the system's
    description of each.
    """

    names: tuple[str, ...]
    default: str = ""
    communications: str = ""
    selected: AudioDevice | None = None
    unselected: tuple[AudioDevice, ...] = ()
    endpoints: tuple[AudioEndpoint, ...] = ()

    def endpoint(self, name: str) -> AudioEndpoint:
        """The system's description of the device of this name."""
        return next((candidate for candidate in self.endpoints if candidate.name == name), AudioEndpoint(name=name))


def list_audio_devices(direction: str, system: str, preferred: str) -> AudioDeviceList:
    """All of `direction` (input or output); `preferred`: a part of the name of the one to use.

    Raises OperationFailed, ImportError.
    """
    if system == "linux":
        return linux(direction, preferred)
    try:
        endpoints = _windows(direction) if system == "windows" else _macos(direction)
    except (OperationFailed, OSError):
        endpoints = []  # PortAudio knows enough to go on
    return list_from_portaudio(direction, preferred, endpoints)


def list_from_portaudio(
    direction: str, preferred: str, endpoints: list[AudioEndpoint], enumerate_devices: DeviceEnumerator = list_devices
) -> AudioDeviceList:
    """Windows and macOS: PortAudio knows the devices as people do. Meeting programs take the communications device."""
    devices, default = enumerate_devices(direction)
    communications = {entry.name for entry in endpoints if entry.communications}
    selected = next(
        (entry for entry in devices if _matches(entry.name, preferred)),
        next((entry for entry in devices if entry.name in communications), default or next(iter(devices), None)),
    )
    return AudioDeviceList(
        names=tuple(entry.name for entry in devices),
        default=default.name if default else "",
        communications=next((entry.name for entry in endpoints if entry.communications), ""),
        selected=selected,
        unselected=tuple(entry for entry in devices if entry is not selected),
        endpoints=tuple(endpoints),
    )


def linux(
    direction: str,
    preferred: str,
    enumerate_devices: DeviceEnumerator = list_devices,
    list_pulse: Callable[[str], list[PulseDevice]] = pulse.list_pulse_devices,
) -> AudioDeviceList:
    """The sound server's names where one answers; what ALSA shows otherwise.

    Raises OperationFailed `busy` where another program has the only device.
    """
    devices, default = enumerate_devices(direction)
    try:
        pulse_devices = list_pulse(direction)
    except OperationFailed:
        if not devices and alsa.is_in_use(direction):  # PortAudio leaves out what it cannot open
            raise OperationFailed(Operation.OPEN, FailureKind.BUSY) from None
        return _from_alsa(preferred, devices, default)
    if not devices:
        return AudioDeviceList(names=())
    return _from_pulse(direction, preferred, pulse_devices, default or devices[0])


def _from_pulse(
    direction: str, preferred: str, pulse_devices: list[PulseDevice], alsa_device: AudioDevice
) -> AudioDeviceList:
    """All of them are opened by way of `alsa_device`."""
    real_devices = [device for device in pulse_devices if not device.is_monitor]
    if not real_devices:
        return AudioDeviceList(names=())
    names = model_names((device.title for device in pulse_devices), UNNAMED[direction])
    titles = dict(zip((device.key for device in pulse_devices), names, strict=True))
    default = next((device for device in pulse_devices if device.default), real_devices[0])
    selected = next((device for device in real_devices if _matches(titles[device.key], preferred)), default)

    def as_audio_device(device: PulseDevice) -> AudioDevice:
        return AudioDevice(
            name=titles[device.key],
            index=alsa_device.index,
            rate=device.rate or alsa_device.rate,
            channels=alsa_device.channels,
            before_open=pulse.route_to(direction, device.key),
        )

    return AudioDeviceList(
        names=tuple(titles[device.key] for device in real_devices),
        default=titles[default.key],
        selected=as_audio_device(selected),
        unselected=tuple(as_audio_device(device) for device in real_devices if device is not selected),
        endpoints=tuple(
            AudioEndpoint(
                name=titles[device.key],
                transport=device.transport,
                headset=device.headset,
                default=device is default,
                setting=device.setting,
            )
            for device in pulse_devices
        ),
    )


def _from_alsa(preferred: str, devices: list[AudioDevice], default: AudioDevice | None) -> AudioDeviceList:
    cards = [device for device in devices if "(hw:" in device.name] or devices
    if default is not None and default not in cards and len(cards) == 1:
        default = msgspec.structs.replace(default, name=cards[0].name)  # „default“ names nothing that people know
    selected = next(
        (device for device in cards if _matches(device.name, preferred)), default or next(iter(cards), None)
    )
    names = tuple(device.name for device in cards)
    unselected = tuple(device for device in cards if selected is not None and device.name != selected.name)
    return AudioDeviceList(
        names=names, default=default.name if default else "", selected=selected, unselected=unselected
    )


def _windows(direction: str) -> list[AudioEndpoint]:
    return core_audio.endpoints(FLOWS[direction], UNNAMED[direction])


def _macos(direction: str) -> list[AudioEndpoint]:
    setting = MixerSetting()
    with suppress(OperationFailed):
        setting = mixer.macos() if direction == "input" else mixer.macos_speakers()
    return system_profiler.endpoints(direction, setting, UNNAMED[direction])


def _matches(name: str, preferred: str) -> bool:
    return bool(preferred) and preferred.casefold() in name.casefold()
