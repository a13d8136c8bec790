"""Streams that several are looked after at once, questions that hang, and openings that take turns."""

import threading
import time
from contextlib import contextmanager
from types import SimpleNamespace

import numpy as np
import pytest

from checker.checks.devices.audio.call_timeout import call_with_timeout
from checker.checks.devices.audio.name_patterns import is_hands_free, is_headset, is_room_microphone
from checker.checks.devices.audio.streams import portaudio
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.stream import AudioStream
from checker.model.failure import FailureKind, Operation, OperationFailed

BLOCK = np.zeros((4, 1), dtype=np.float32)


def until(true, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return False


def test_blocks_are_taken_without_waiting_and_the_end_comes_after_them():
    @contextmanager
    def opened(deliver):
        deliver(BLOCK, False)
        yield
        raise OperationFailed(Operation.RECORD, FailureKind.RESET)

    stream = AudioStream(opened, lambda: None)
    assert stream.drain() == []
    stream.start_opening()
    blocks: list = []
    assert until(lambda: blocks.extend(stream.drain()) or stream.is_running)
    stream.request_stop()

    def broke() -> bool:
        try:
            blocks.extend(stream.drain())
        except OperationFailed as failed:
            return failed.failure.kind is FailureKind.RESET
        return False

    assert until(broke)
    assert len(blocks) == 1


def test_a_block_that_came_before_opening_was_over_is_not_lost():
    @contextmanager
    def opened(deliver):
        deliver(BLOCK, True)
        yield

    stream = AudioStream(opened, lambda: None)
    stream.start(2.0)
    assert until(lambda: stream.is_running or stream.drain()), "the first block, or that it runs"
    stream.close()


def test_a_question_that_hangs_is_given_up():
    release = threading.Event()
    with pytest.raises(OperationFailed) as failed:
        call_with_timeout(0.2, lambda: None, lambda: release.wait(20))
    release.set()
    assert failed.value.failure.kind is FailureKind.TIMEOUT


@pytest.mark.parametrize(
    "error", [OperationFailed(Operation.LIST, FailureKind.BUSY), OSError(5, "x"), ImportError("x")]
)
def test_what_a_question_raises_is_raised(error):
    def fail():
        raise error

    with pytest.raises(type(error)):
        call_with_timeout(2.0, lambda: None, fail)
    assert call_with_timeout(2.0, lambda: None, lambda: 7) == 7


def test_one_that_hangs_while_it_is_opened_does_not_hold_up_the_next(monkeypatch):
    monkeypatch.setattr(portaudio, "_OPEN_LOCK_S", 0.2)
    release, opened = threading.Event(), []

    class Opening:
        def __init__(self, **settings: object) -> None:
            if settings["device"] == 0:
                release.wait(20)
            opened.append(settings["device"])

        def start(self) -> None: ...

        def abort(self, ignore_errors: bool) -> None: ...

        close = abort

    sd = SimpleNamespace(InputStream=Opening, PortAudioError=OSError)
    monkeypatch.setattr(portaudio, "load", lambda: sd)
    streams = []
    for number in (0, 1):
        port = AudioDevice(name=str(number), index=number, rate=8000.0, channels=1)
        streams.append(AudioStream(lambda deliver, port=port: portaudio.input_stream(port, deliver), lambda: None))
        streams[-1].start_opening()
        time.sleep(0.05)
    try:
        assert until(lambda: opened == [1])
    finally:
        release.set()
        for stream in streams:
            stream.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mikrofonarray (Intel® Smart Sound)", True),
        ("Headset (Jabra Evolve 65)", True),
        ("Microphone (HD Pro Webcam C920)", True),
        ("MacBook Pro-Mikrofon", True),
        ("Eingebautes Audio Analog Stereo", True),
        ("Stereomix (Realtek(R) Audio)", False),
        ("Stereo Mix (Realtek)", False),
        ("CABLE Output (VB-Audio Virtual Cable)", False),
        ("BlackHole 2ch", False),
        ("Line In (High Definition Audio)", False),
        ("iPhone", False),
        ("Monitor of Speaker", False),
        ("Microsoft Teams Audio", False),
    ],
)
def test_which_inputs_are_ears(name, expected):
    assert is_room_microphone(name) is expected


@pytest.mark.parametrize(
    ("name", "headset", "hands_free"),
    [
        ("Headset (Jabra Evolve 65)", True, False),
        ("Kopfhörer (WH-1000XM4 Hands-Free AG Audio)", True, True),
        ("Freisprechtelefon (Galaxy Buds)", True, True),
        ("AirPods", True, False),
        ("Lautsprecher (Realtek(R) Audio)", False, False),
        ("Mikrofonarray", False, False),
    ],
)
def test_which_names_mean_a_headset(name, headset, hands_free):
    assert (is_headset(name), is_hands_free(name)) == (headset, hands_free)
