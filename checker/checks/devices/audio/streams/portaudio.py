"""PortAudio through sounddevice: streams from microphones and to speakers. Failures as data."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import Block, BlockHandler
from checker.model.failure import FailureKind, Operation, OperationFailed

_OPEN_LOCK = threading.Lock()
_OPEN_LOCK_S = 1.0
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


def rescan() -> None:
    """Lets PortAudio look again, which lists the devices only when it begins. No stream may be open.

    Raises OperationFailed.
    """
    sd = load()
    try:
        sd._terminate()
        sd._initialize()
    except sd.PortAudioError as error:
        raise portaudio_failure(Operation.LIST, error) from error


@contextmanager
def input_stream(device: AudioDevice, handle_block: BlockHandler) -> Iterator[None]:
    """Hands over what the microphone delivers until the context ends. Raises OperationFailed."""
    sd = load()

    def on_input(samples: Block, _count: int, _time: Any, status: Any) -> None:
        handle_block(samples.copy(), bool(status.input_overflow))

    with _running_stream(sd, sd.InputStream, Operation.RECORD, device, channels=device.channels, callback=on_input):
        yield


@contextmanager
def output_stream(device: AudioDevice, sound: Block, handle_block: BlockHandler) -> Iterator[None]:
    """Plays a sound of the output's own rate.

    Hands over its first samples as they go out, and an empty block at the end.

    Raises OperationFailed.
    """
    sd = load()
    position = 0
    finished = threading.Event()

    def on_output(buffer: Block, count: int, _time: Any, _status: Any) -> None:
        nonlocal position
        part = sound[position : position + count]
        if not position:
            handle_block(part, False)
        buffer[: len(part)] = part
        buffer[len(part) :] = 0
        position += len(part)
        if not len(part):
            raise sd.CallbackStop

    def on_finished() -> None:
        if not finished.is_set():
            finished.set()
            handle_block(sound[:0], False)

    settings = {"channels": sound.shape[1], "callback": on_output, "finished_callback": on_finished}
    with _running_stream(sd, sd.OutputStream, Operation.PLAY, device, **settings):
        yield


def portaudio_failure(operation: Operation, error: Exception) -> OperationFailed:
    """What a PortAudioError means: its number, never its text, which names devices."""
    code = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], int) else 0
    host = error.args[2] if len(error.args) > 2 else ()
    if isinstance(host, tuple) and _ACCESS_DENIED.intersection(
        code_or_text for code_or_text in host if isinstance(code_or_text, int)
    ):
        return OperationFailed(operation, FailureKind.DENIED, f"PortAudio {code}")
    return OperationFailed(operation, _KINDS.get(code, FailureKind.BAD_ANSWER), f"PortAudio {code}")


@contextmanager
def _running_stream(
    sd: ModuleType, kind: Any, operation: Operation, device: AudioDevice, **settings: Any
) -> Iterator[None]:
    extra = sd.WasapiSettings(auto_convert=True) if device.converts else None
    is_locked = _OPEN_LOCK.acquire(timeout=_OPEN_LOCK_S)
    try:
        if device.before_open is not None:
            device.before_open()
        stream = kind(
            device=device.index,
            samplerate=device.rate,
            latency=_LATENCY_S,
            dtype="float32",
            extra_settings=extra,
            **settings,
        )
    except (sd.PortAudioError, ValueError) as error:
        raise portaudio_failure(operation, error) from error
    finally:
        if is_locked:
            _OPEN_LOCK.release()
    try:
        try:
            stream.start()
        except sd.PortAudioError as error:
            raise portaudio_failure(operation, error) from error
        yield
    finally:
        stream.abort(ignore_errors=True)
        stream.close(ignore_errors=True)
