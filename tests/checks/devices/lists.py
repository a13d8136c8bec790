"""Lists of microphones and speakers as Windows, macOS and Linux show them in three languages.

Names and properties as in vendors' documentation: Core Audio's endpoints, system_profiler's JSON, pactl's JSON. French
lists hold devices by which no pattern was written.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from checker.checks.devices.audio import device_list
from checker.checks.devices.audio.backends import pulse, system_profiler
from checker.checks.devices.audio.backends.endpoint import BLUETOOTH, BUILT_IN, USB, VIRTUAL, AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.model_names import model_names

SYSTEMS = ("windows", "macos", "linux")
LANGUAGES = ("de", "en", "fr")
HELD_OUT = "fr"


class Hardware(NamedTuple):
    """`model`: as its maker calls it; `kind`: one of the keys of MODELS."""

    kind: str
    model: str

    @property
    def transport(self) -> str:
        """How it hangs on the PC."""
        return _TRANSPORTS[self.kind]


_TRANSPORTS = {
    "built-in": BUILT_IN,
    "headset": USB,
    "dongle": USB,
    "bluetooth": BLUETOOTH,
    "hearing-aid": BLUETOOTH,
    "speakerphone": USB,
    "webcam": USB,
    "desk": USB,
    "screen": USB,
    "loopback": BUILT_IN,
    "wrapper": VIRTUAL,
}
MODELS: dict[str, dict[str, Sequence[str]]] = {
    "built-in": {
        "de": ("Realtek(R) Audio", "Intel® Smart Sound Technologie"),
        "en": ("Realtek High Definition Audio", "AMD Audio Device"),
        "fr": ("Conexant ISST Audio", "Technologie Intel® Smart Sound pour microphones numériques"),
    },
    "headset": {
        "de": ("Sennheiser SC 160 USB", "Jabra Evolve2 40", "Logitech USB Headset H540"),
        "en": ("Poly Blackwire 3320", "Zone Wired", "EPOS ADAPT 160"),
        "fr": ("Yealink UH36 Dual", "Microsoft LifeChat LX-3000", "Creative HS-720"),
    },
    "dongle": {"de": ("Poly BT700",), "en": ("Jabra Link 390",), "fr": ("Yealink WDD60",)},
    "bluetooth": {
        "de": ("Jabra Elite 85h", "Bose NC700"),
        "en": ("AirPods Pro", "WH-1000XM5"),
        "fr": ("Shokz OpenComm", "JBL Tune 510BT"),
    },
    "hearing-aid": {
        "de": ("Phonak Audéo P90",),
        "en": ("Oticon Intent",),
        "fr": ("Signia Pure Charge", "ReSound Omnia"),
    },
    "speakerphone": {"de": ("Jabra Speak 510",), "en": ("Poly Sync 20",), "fr": ("Anker PowerConf S3",)},
    "webcam": {"de": ("HD Pro Webcam C920",), "en": ("Logi BRIO",), "fr": ("Dell UltraSharp Webcam",)},
    "desk": {"de": ("Blue Yeti",), "en": ("HyperX QuadCast",), "fr": ("RODE NT-USB Mini",)},
    "screen": {"de": ("LG UltraFine Display Audio",), "en": ("Studio Display",), "fr": ("DELL U2723QE Display Audio",)},
    "wrapper": {
        "de": ("HyperX Virtual Surround Sound",),
        "en": ("HyperX Virtual Surround Sound",),
        "fr": ("HyperX Virtual Surround Sound",),
    },
    "loopback": {"de": ("Stereomix",), "en": ("Stereo Mix",), "fr": ("Mixage stéréo",)},
}
_INPUTS = {
    "headset",
    "dongle",
    "bluetooth",
    "hearing-aid",
    "speakerphone",
    "webcam",
    "desk",
    "built-in",
    "wrapper",
    "loopback",
}
_OUTPUTS = {"headset", "dongle", "bluetooth", "hearing-aid", "speakerphone", "desk", "built-in", "screen"}

_WINDOWS_INPUTS = {
    "de": {"built-in": "Mikrofonarray", "headset": "Mikrofon", "bluetooth": "Headset", "hearing-aid": "Headset"},
    "en": {"built-in": "Microphone Array", "headset": "Microphone", "bluetooth": "Headset", "hearing-aid": "Headset"},
    "fr": {
        "built-in": "Réseau de microphones",
        "headset": "Microphone",
        "bluetooth": "Micro-casque",
        "hearing-aid": "Micro-casque",
    },
}
_MICROPHONE = {"de": "Mikrofon", "en": "Microphone", "fr": "Microphone"}
_SPEAKERS = {"de": "Lautsprecher", "en": "Speakers", "fr": "Haut-parleurs"}
_MAC_BUILT_IN = {
    "input": {"de": "MacBook Pro-Mikrofon", "en": "MacBook Pro Microphone", "fr": "Micro MacBook Pro"},
    "output": {"de": "MacBook Pro-Lautsprecher", "en": "MacBook Pro Speakers", "fr": "Haut-parleurs MacBook Pro"},
}
_LINUX_BUILT_IN = {
    "de": "Eingebautes Audio Analog Stereo",
    "en": "Built-in Audio Analog Stereo",
    "fr": "Audio interne Stéréo analogique",
}
_MAC_LOOPBACK = "BlackHole 2ch"
_PROFILE = {"de": "Analog Stereo", "en": "Analog Stereo", "fr": "Stéréo analogique"}
_MAC_TRANSPORTS = {BUILT_IN: "builtin", USB: "usb", BLUETOOTH: "bluetooth", VIRTUAL: "virtual"}
_LINUX_BUSES = {BUILT_IN: "pci", USB: "usb", BLUETOOTH: "bluetooth"}


def hardware(kind: str, language: str, number: int = 0) -> Hardware:
    """One of that kind, another for each number."""
    models = MODELS[kind][language]
    return Hardware(kind, models[number % len(models)])


def listed(
    system: str,
    language: str,
    direction: str,
    devices: Sequence[Hardware],
    default: Hardware,
    communications: Hardware | None = None,
) -> tuple[AudioDeviceList, dict[Hardware, str]]:
    """As the product lists them, and the name that each has then."""
    present = [device for device in devices if device.kind in (_INPUTS if direction == "input" else _OUTPUTS)]
    default = default if default in present else present[0]
    raw = [_raw_name(device, system, language, direction) for device in present]
    names = dict(zip(present, model_names(raw, "Mikrofon"), strict=True))
    ports_by_name = [
        AudioDevice(name=names[device], index=number, rate=48000.0, channels=1) for number, device in enumerate(present)
    ]
    if system == "linux":
        answers = {"list": json.dumps([_pulse_entry(device, name) for device, name in zip(present, raw, strict=True)])}
        answers["get-default"] = _key(default)

        def run_pactl(command: tuple[str, ...]) -> str:
            return answers["list" if "list" in command else "get-default"]

        port = AudioDevice(name="default", index=0, rate=48000.0, channels=2)
        result = device_list.linux(
            direction, "", lambda _: ([port], port), lambda _: pulse.list_pulse_devices(direction, run_pactl)
        )
        return result, names
    if system == "macos":
        everything = [_mac_entry(device, language, device == default, direction) for device in devices]
        profile = json.dumps({"SPAudioDataType": [{"_items": everything}]})
        endpoints = system_profiler.endpoints(direction, MixerSetting(), "Mikrofon", lambda: profile)
    else:
        endpoints = [
            AudioEndpoint(
                name=names[device],
                transport=device.transport,
                headset=device.kind in ("bluetooth", "hearing-aid"),
                default=device == default,
                communications=device == (communications or default),
            )
            for device in present
        ]
    ports = ports_by_name, ports_by_name[present.index(default)]
    return device_list.list_from_portaudio(direction, "", endpoints, lambda _: ports), names


def _raw_name(device: Hardware, system: str, language: str, direction: str) -> str:
    if system == "windows":
        word = (
            _SPEAKERS[language]
            if direction == "output"
            else _WINDOWS_INPUTS[language].get(device.kind, _MICROPHONE[language])
        )
        model = f"{device.model} Hands-Free" if device.kind in ("bluetooth", "hearing-aid") else device.model
        return f"{device.model} (Realtek(R) Audio)" if device.kind == "loopback" else f"{word} ({model})"
    if system == "macos":
        return _MAC_BUILT_IN[direction][language] if device.kind == "built-in" else _mac_name(device)
    if device.kind == "built-in":
        return _LINUX_BUILT_IN[language]
    return device.model if device.transport == BLUETOOTH else f"{device.model} {_PROFILE[language]}"


def _mac_name(device: Hardware) -> str:
    return _MAC_LOOPBACK if device.kind == "loopback" else device.model


def _mac_entry(device: Hardware, language: str, is_default: bool, direction: str) -> dict[str, object]:
    entry: dict[str, object] = {
        "_name": _raw_name(device, "macos", language, direction),
        "coreaudio_device_transport": f"coreaudio_device_type_{_MAC_TRANSPORTS[device.transport]}",
    }
    if device.kind in _INPUTS:
        entry["coreaudio_device_input"] = 1
    if device.kind in _OUTPUTS:
        entry["coreaudio_device_output"] = 2
    if is_default:
        entry[f"coreaudio_default_audio_{direction}_device"] = "spaudio_yes"
    return entry


def _key(device: Hardware) -> str:
    return f"alsa_input.{device.kind}.{device.model}".replace(" ", "_")


def _pulse_entry(device: Hardware, description: str) -> dict[str, object]:
    properties = {"device.bus": _LINUX_BUSES.get(device.transport, "")}
    properties |= {"device.form_factor": "internal"} if device.kind == "built-in" else {}
    properties |= {"device.form_factor": "webcam"} if device.kind == "webcam" else {}
    properties |= {"device.form_factor": "headset"} if device.kind == "bluetooth" else {}
    return {
        "name": _key(device),
        "description": description,
        "mute": False,
        "monitor_source": "",
        "sample_specification": "s16le 1ch 48000Hz",
        "properties": properties,
    }
