"""PortAudio through sounddevice: streams from microphones and to speakers. Failures as data."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.stream import Block, Tell
from checker.model.failure import FailureKind, Operation, OperationFailed

_TURN = threading.Lock()
_TURN_S = 1.0
"""PortAudio is not made for two threads that open at once, so they take turns; one that hangs is not waited for."""
_LATENCY_S = 0.1
"""Blocks of about this length: shorter ones cost a slow PC more than they are worth here."""
_KINDS = {
    -9999: FailureKind.REFUSED,  # paUnanticipatedHostError
    -9998: FailureKind.UNSUPPORTED,  # paInvalidChannelCount
    -9997: FailureKind.UNSUPPORTED,  # paInvalidSampleRate
    -9996: FailureKind.MISSING,  # paInvalidDevice
    -9993: FailureKind.UNSUPPORTED,  # paBadIODeviceCombination
    -9992: FailureKind.EXHAUSTED,  # paInsufficientMemory
    -9987: FailureKind.TIMEOUT,  # paTimedOut
    -9985: FailureKind.BUSY,  # paDeviceUnavailable
}
"""PaErrorCode of portaudio.h."""
_ACCESS_DENIED = {-2147024891, 0x80070005}
"""E_ACCESSDENIED, in PortAudio's host error: Windows' privacy switch."""


def load() -> ModuleType:
    """The module sounddevice. Raises OperationFailed `missing` without the library PortAudio, and ImportError."""
    try:
        import sounddevice  # noqa: PLC0415 - only the child process may load it
    except OSError as error:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "PortAudio") from error
    except Exception as error:
        # Its own class of errors cannot be named before its import has succeeded.
        if type(error).__name__ != "PortAudioError":
            raise
        raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER, "PortAudio") from error
    return sounddevice  # type: ignore[no-any-return]


def renew() -> None:
    """Lets PortAudio look again, which lists the devices only when it begins. No stream may be open.

    Raises OperationFailed.
    """
    sd = load()
    try:
        sd._terminate()
        sd._initialize()
    except sd.PortAudioError as error:
        raise failed(Operation.LIST, error) from error


@contextmanager
def listening(one: Port, tell: Tell) -> Iterator[None]:
    """Tells what the microphone hears until the context ends. Raises OperationFailed."""
    sd = load()

    def heard(samples: Block, _count: int, _time: Any, status: Any) -> None:
        tell(samples.copy(), bool(status.input_overflow))

    with _running(sd, sd.InputStream, Operation.RECORD, one, channels=one.channels, callback=heard):
        yield


@contextmanager
def playing(one: Port, sound: Block, tell: Tell) -> Iterator[None]:
    """Plays a sound of the output's own rate; tells its first samples as they go out, and an empty block at the end.

    Raises OperationFailed.
    """
    sd = load()
    at = 0
    over = threading.Event()

    def wanted(room: Block, count: int, _time: Any, _status: Any) -> None:
        nonlocal at
        part = sound[at : at + count]
        if not at:
            tell(part, False)
        room[: len(part)] = part
        room[len(part) :] = 0
        at += len(part)
        if not len(part):
            raise sd.CallbackStop

    def ended() -> None:
        if not over.is_set():
            over.set()
            tell(sound[:0], False)

    settings = {"channels": sound.shape[1], "callback": wanted, "finished_callback": ended}
    with _running(sd, sd.OutputStream, Operation.PLAY, one, **settings):
        yield


def failed(operation: Operation, error: Exception) -> OperationFailed:
    """What a PortAudioError means: its number, never its text, which names devices."""
    code = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
    host = error.args[2] if len(error.args) > 2 else ()
    if isinstance(host, tuple) and _ACCESS_DENIED.intersection(one for one in host if isinstance(one, int)):
        return OperationFailed(operation, FailureKind.DENIED, f"PortAudio {code}")
    return OperationFailed(operation, _KINDS.get(code, FailureKind.BAD_ANSWER), f"PortAudio {code}")


@contextmanager
def _running(sd: ModuleType, kind: Any, operation: Operation, one: Port, **settings: Any) -> Iterator[None]:
    extra = sd.WasapiSettings(auto_convert=True) if one.converts else None
    waited = _TURN.acquire(timeout=_TURN_S)
    try:
        if one.aim is not None:
            one.aim()
        stream = kind(
            device=one.index,
            samplerate=one.rate,
            latency=_LATENCY_S,
            dtype="float32",
            extra_settings=extra,
            **settings,
        )
    except (sd.PortAudioError, ValueError) as error:
        raise failed(operation, error) from error
    finally:
        if waited:
            _TURN.release()
    try:
        try:
            stream.start()
        except sd.PortAudioError as error:
            raise failed(operation, error) from error
        yield
    finally:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)
