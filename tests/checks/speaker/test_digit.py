"""The part that plays: what it tells, what it keeps to itself, and devices that hang or refuse."""

import json
import logging
import threading
import time
import wave
from contextlib import contextmanager

import msgspec
import numpy as np
import pytest

from checker.checks.context import Cancelled, LiveSample, ProbeContext, RunSession
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.speaker import CHECK
from checker.checks.speaker.digit import play_digit
from checker.checks.speaker.host import SpeakerHost, SpeakerTimes
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.speaker.probe import probe_speakers
from checker.checks.speaker.sounds import DIGITS
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.profile import BUILT_IN
from checker.net.net import Net

RATE = 8000.0
STEP = 160
OUT = AudioDevice(name="Speaker", index=0, rate=RATE, channels=1)
IN = AudioDevice(name="Microphone", index=1, rate=RATE, channels=1)
TIMES = SpeakerTimes(list_s=0.5, open_s=0.5, first_s=0.5, slack_s=0.5, listen_s=0.3)


class Air:
    """Carries what is played to the microphone, at a gain; in real time, as PortAudio does from its own threads."""

    def __init__(self, gain: float = 0.5, deaf: bool = False, never_ends: bool = False) -> None:
        self.gain, self.deaf, self.never_ends = gain, deaf, never_ends
        self.playing: np.ndarray | None = None
        self.began = 0.0
        self.played: list[np.ndarray] = []

    def play(self, observation: AudioDevice, sound: np.ndarray):
        @contextmanager
        def opened(on_block):
            self.played.append(sound)
            self.playing, self.began = sound[:, 0], time.monotonic()
            on_block(sound[:STEP], False)
            over = threading.Timer(99 if self.never_ends else len(sound) / RATE, on_block, (sound[:0], False))
            over.daemon = True
            over.start()
            try:
                yield
            finally:
                over.cancel()
                over.join()

        return opened

    def listen(self, observation: AudioDevice):
        @contextmanager
        def opened(on_block):
            over = threading.Event()

            def deliver():
                start, at, chance = time.monotonic(), 0, np.random.default_rng(3)
                while not over.wait(0.01):
                    until = int((time.monotonic() - start) * RATE)
                    block = chance.normal(0, 0.001, until - at).astype(np.float32)
                    if self.playing is not None:
                        first = at - int((self.began - start) * RATE)
                        indexes = np.arange(first, first + len(block))
                        inside = (indexes >= 0) & (indexes < len(self.playing))
                        block[inside] += self.gain * self.playing[indexes[inside]]
                    at = until
                    if len(block) and not self.deaf:
                        on_block(block[:, np.newaxis], False)

            thread = threading.Thread(target=deliver)
            thread.start()
            try:
                yield
            finally:
                over.set()
                thread.join()

        return opened


def listed(port: AudioDevice | None, setting: MixerSetting | None = None) -> AudioDeviceList:
    if port is None:
        return AudioDeviceList(names=())
    about = AudioEndpoint(name=port.name, setting=setting or MixerSetting(muted=False, volume=40))
    return AudioDeviceList(names=(port.name,), default=port.name, selected=port, endpoints=(about,))


def a_host(air: Air, tmp_path, **options) -> SpeakerHost:
    (tmp_path / "de").mkdir(exist_ok=True)
    for number in DIGITS:  # short ones: this is played in real time
        with wave.open(str(tmp_path / "de" / f"{number}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes(1600))
    usual = {
        "speakers": lambda *_: listed(OUT),
        "microphones": lambda *_: listed(IN),
        "output_stream": air.play,
        "input_stream": air.listen,
        "voices": tmp_path,
        "times": TIMES,
    }
    return SpeakerHost(**{**usual, **options})


def a_run(emitted: list | None = None, cancelled: threading.Event | None = None) -> ProbeContext:
    emit = (emitted if emitted is not None else []).append
    session = RunSession(emit=emit, cancelled=cancelled or threading.Event())
    return ProbeContext(CHECK, BUILT_IN, Net(), "windows", session)


def values(observations: list[Observation]) -> dict[str, object]:
    return {
        observation.name: observation.value if observation.failure is None else observation.failure.kind
        for observation in observations
    }


def refusing(*_):
    @contextmanager
    def opened(on_block):
        raise OperationFailed(Operation.RECORD, FailureKind.BUSY)
        yield

    return opened


def test_plays_and_hears_the_echo_and_tells_the_number_to_the_window_only(tmp_path):
    emitted: list = []
    air = Air(gain=0.5)
    observations = list(play_digit(SpeakerNeed(), a_run(emitted), a_host(air, tmp_path)))
    measured = values(observations)
    assert measured["output.default"] == "Speaker"
    assert (measured["output.muted"], measured["output.volume"]) == (False, 40)
    assert measured["play.digit-asked"] is True
    assert measured["play.seconds"] > 0.5
    assert measured["echo.strength"] == pytest.approx(-6, abs=3)
    assert 0 <= measured["echo.delay"] < 400
    [live] = [item for item in emitted if isinstance(item, LiveSample)]
    assert live.kind == "digit"
    assert live.numbers[0] in DIGITS
    assert len(air.played) == 1


def test_a_headset_has_no_echo(tmp_path):
    measured = values(list(play_digit(SpeakerNeed(), a_run(), a_host(Air(gain=0.0), tmp_path))))
    assert measured["play.digit-asked"] is True
    assert "echo.strength" not in measured


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"input_stream": refusing}, FailureKind.BUSY),
        ({"microphones": lambda *_: listed(None)}, FailureKind.MISSING),
    ],
)
def test_without_a_microphone_it_plays_all_the_same(tmp_path, options, kind):
    measured = values(list(play_digit(SpeakerNeed(), a_run(), a_host(Air(), tmp_path, **options))))
    assert measured["play.digit-asked"] is True
    assert measured["echo.strength"] is kind


def test_a_deaf_microphone_holds_up_nothing(tmp_path):
    measured = values(list(play_digit(SpeakerNeed(), a_run(), a_host(Air(deaf=True), tmp_path))))
    assert (measured["play.digit-asked"], measured["echo.strength"]) == (True, FailureKind.TIMEOUT)


def test_a_speaker_that_refuses(tmp_path):
    measured = values(list(play_digit(SpeakerNeed(), a_run(), a_host(Air(), tmp_path, output_stream=refusing))))
    assert measured["play.seconds"] is FailureKind.BUSY
    assert "play.digit-asked" not in measured


def test_a_speaker_that_never_ends(tmp_path):
    measured = values(list(play_digit(SpeakerNeed(), a_run(), a_host(Air(never_ends=True), tmp_path))))
    assert measured["play.seconds"] is FailureKind.TIMEOUT


def test_no_speaker(tmp_path):
    observations = list(play_digit(SpeakerNeed(), a_run(), a_host(Air(), tmp_path, speakers=lambda *_: listed(None))))
    assert values(observations) == {"output.names": []}


def test_listing_that_hangs_ends_as_a_failure(tmp_path):
    host = a_host(Air(), tmp_path, speakers=lambda *_: time.sleep(3))
    assert values(list(probe_speakers(SpeakerNeed(), a_run(), host))) == {"output.names": FailureKind.TIMEOUT}


def test_a_stop_ends_it(tmp_path):
    cancelled = threading.Event()
    run = a_run(cancelled=cancelled)
    threading.Timer(0.3, cancelled.set).start()
    with pytest.raises(Cancelled):
        list(play_digit(SpeakerNeed(), run, a_host(Air(), tmp_path)))


def test_no_sample_reaches_disk_observation_or_log(tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    home, voices = tmp_path / "home", tmp_path / "voices"
    voices.mkdir()
    home.mkdir()
    monkeypatch.chdir(home)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    emitted: list = []
    observations = list(play_digit(SpeakerNeed(), a_run(emitted), a_host(Air(), voices)))
    assert list(home.rglob("*")) == []
    assert len(json.dumps(msgspec.to_builtins(observations))) < 2000
    assert all(isinstance(observation.value, (int, float, str, bool, list, type(None))) for observation in observations)
    assert all(not item.picture and len(item.numbers) == 1 for item in emitted if isinstance(item, LiveSample))
    number = next(item.numbers[0] for item in emitted if isinstance(item, LiveSample))
    played = [observation.value for observation in observations if observation.name.startswith("play.")]
    assert number not in [value for value in played if not isinstance(value, bool)]
    assert caplog.records == []
