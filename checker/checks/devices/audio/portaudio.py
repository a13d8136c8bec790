"""PortAudio through sounddevice: which microphones there are, and streams from and to them. Failures as data."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from checker.checks.devices.audio.stream import Block, Tell
from checker.checks.devices.names import model_names
from checker.model.failure import Failed, Kind, Operation
from checker.model.record import Record

_WASAPI = "Windows WASAPI"
_UNNAMED = "Mikrofon"
_CHANNELS = 2
_KINDS = {
    -9999: Kind.REFUSED,  # paUnanticipatedHostError
    -9998: Kind.UNSUPPORTED,  # paInvalidChannelCount
    -9997: Kind.UNSUPPORTED,  # paInvalidSampleRate
    -9996: Kind.MISSING,  # paInvalidDevice
    -9993: Kind.UNSUPPORTED,  # paBadIODeviceCombination
    -9992: Kind.EXHAUSTED,  # paInsufficientMemory
    -9987: Kind.TIMEOUT,  # paTimedOut
    -9985: Kind.BUSY,  # paDeviceUnavailable
}
"""PaErrorCode of portaudio.h."""
_ACCESS_DENIED = {-2147024891, 0x80070005}
"""E_ACCESSDENIED, in PortAudio's host error: Windows' privacy switch."""


class Input(Record, frozen=True, kw_only=True):
    """A microphone as PortAudio knows it. `rate` in Hz; `converts`: Windows may adapt rate and channels."""

    name: str
    index: int
    rate: float
    channels: int
    converts: bool = False


def load() -> ModuleType:
    """The module sounddevice. Raises Failed `missing` without the library PortAudio, and ImportError."""
    try:
        import sounddevice  # noqa: PLC0415 - only the child process may load it
    except OSError as error:
        raise Failed(Operation.LIST, Kind.MISSING, "PortAudio") from error
    except Exception as error:
        # Its own class of errors cannot be named before its import has succeeded.
        if type(error).__name__ != "PortAudioError":
            raise
        raise Failed(Operation.LIST, Kind.BAD_ANSWER, "PortAudio") from error
    return sounddevice  # type: ignore[no-any-return]


def inputs() -> tuple[list[Input], Input | None]:
    """All microphones of the best sound interface of the system, and the default one. Raises Failed."""
    sd = load()
    try:
        devices, interfaces = list(sd.query_devices()), list(sd.query_hostapis())
        chosen = _interface(interfaces)
        default = sd.default.device[0] if chosen is None else interfaces[chosen]["default_input_device"]
    except sd.PortAudioError as error:
        raise failed(Operation.LIST, error) from error
    heard = [
        one
        for one in devices
        if one["max_input_channels"] > 0 and (chosen is None or one["hostapi"] == chosen) and one["index"] >= 0
    ]
    names = model_names((str(one["name"]) for one in heard), _UNNAMED)
    found = [_input(name, one, chosen is not None) for name, one in zip(names, heard, strict=True)]
    return found, next((one for one in found if one.index == default), None)


@contextmanager
def listening(one: Input, tell: Tell) -> Iterator[None]:
    """Tells what the microphone hears until the context ends. Raises Failed."""
    sd = load()

    def heard(samples: Block, _count: int, _time: Any, status: Any) -> None:
        tell(samples.copy(), bool(status.input_overflow))

    extra = sd.WasapiSettings(auto_convert=True) if one.converts else None
    with _running(
        sd,
        sd.InputStream,
        Operation.RECORD,
        device=one.index,
        samplerate=one.rate,
        channels=one.channels,
        dtype="float32",
        callback=heard,
        extra_settings=extra,
    ):
        yield


@contextmanager
def playing(sound: Block, rate: float, converts: bool, tell: Tell) -> Iterator[None]:
    """Plays the sound on the default output, and tells an empty block when it is over. Raises Failed."""
    sd = load()
    at = 0
    over = threading.Event()

    def wanted(room: Block, count: int, _time: Any, _status: Any) -> None:
        nonlocal at
        part = sound[at : at + count]
        room[: len(part)] = part
        room[len(part) :] = 0
        at += len(part)
        if not len(part):
            raise sd.CallbackStop

    def ended() -> None:
        if not over.is_set():
            over.set()
            tell(sound[:0], False)

    extra = sd.WasapiSettings(auto_convert=True) if converts else None
    with _running(
        sd,
        sd.OutputStream,
        Operation.PLAY,
        device=_output(sd) if converts else None,
        samplerate=rate,
        channels=sound.shape[1],
        dtype="float32",
        callback=wanted,
        finished_callback=ended,
        extra_settings=extra,
    ):
        yield


def failed(operation: Operation, error: Exception) -> Failed:
    """What a PortAudioError means: its number, never its text, which names devices."""
    code = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
    host = error.args[2] if len(error.args) > 2 else ()
    if isinstance(host, tuple) and _ACCESS_DENIED.intersection(one for one in host if isinstance(one, int)):
        return Failed(operation, Kind.DENIED, f"PortAudio {code}")
    return Failed(operation, _KINDS.get(code, Kind.BAD_ANSWER), f"PortAudio {code}")


@contextmanager
def _running(sd: ModuleType, kind: Any, operation: Operation, **settings: Any) -> Iterator[None]:
    try:
        stream = kind(**settings)
    except (sd.PortAudioError, ValueError) as error:
        raise failed(operation, error) from error
    try:
        try:
            stream.start()
        except sd.PortAudioError as error:
            raise failed(operation, error) from error
        yield
    finally:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)


def _interface(interfaces: list[Any]) -> int | None:
    """WASAPI on Windows, where MME cuts names to 31 characters (PortAudio 314); otherwise the system's own choice."""
    return next((number for number, one in enumerate(interfaces) if one["name"] == _WASAPI), None)


def _output(sd: ModuleType) -> int | None:
    interfaces = list(sd.query_hostapis())
    chosen = _interface(interfaces)
    return None if chosen is None else int(interfaces[chosen]["default_output_device"])


def _input(name: str, one: Any, converts: bool) -> Input:
    return Input(
        name=name,
        index=int(one["index"]),
        rate=float(one["default_samplerate"]),
        channels=min(_CHANNELS, int(one["max_input_channels"])),
        converts=converts,
    )
