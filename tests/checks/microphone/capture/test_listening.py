"""Streams that hang, break off or are refused; and no sound is kept anywhere."""

import json
import logging
import re
import threading
import time
from contextlib import contextmanager

import msgspec
import numpy as np
import pytest

from checker.checks.context import Cancelled, LiveSample, ProbeContext, RunSession
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.checks.devices.audio.device_list import AudioDeviceList
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.microphone import CHECK
from checker.checks.microphone.capture import level_advice
from checker.checks.microphone.capture.session import INPUTS_AT_MOST
from checker.checks.microphone.host import MicrophoneHost, MicrophoneTimes
from checker.checks.microphone.level_meter import emit_level
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.playback import record_and_play
from checker.checks.microphone.probe import probe_microphones
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, defect_failure
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net

RATE = 8000.0
TIMES = MicrophoneTimes(
    list_s=0.5, open_s=0.4, first_s=0.4, least_s=1.05, most_s=1.9, spoken_s=0.3, late_s=0.5, gap_s=0.4, replay_s=0.5
)
INPUT = AudioDevice(name="Headset", index=0, rate=RATE, channels=1)


OUTPUT = AudioDevice(name="Speaker", index=1, rate=RATE, channels=1)


def voice_like(count: int, at: int) -> np.ndarray:
    """Four syllables a second between a and i, by their formants, with a pitch that glides and a little breath."""
    time_s = (np.arange(count) + at) / RATE
    phase = 2 * np.pi * 130 * time_s + 2.7 * np.sin(2 * np.pi * 0.7 * time_s)
    openness = 0.5 + 0.5 * np.sin(4 * np.pi * time_s)
    sound = np.zeros(count)
    for part in range(1, 24):
        wide, narrow = (
            sum(weight / (1 + ((130 * part - hertz) / width) ** 2) for hertz, width, weight in formants)
            for formants in (OPEN_VOWEL, CLOSE_VOWEL)
        )
        sound += np.sin(part * phase) * (openness * wide + (1 - openness) * narrow)
    syllables = np.sqrt(np.maximum(0, np.sin(8 * np.pi * time_s + 0.3)))
    breath = 0.0003 * np.random.default_rng(5 + at).normal(size=count)
    return (0.08 * sound * syllables + breath).astype(np.float32)[:, np.newaxis]


OPEN_VOWEL = ((700, 120, 1.0), (1200, 150, 0.6), (2600, 200, 0.2))
CLOSE_VOWEL = ((300, 80, 1.0), (2200, 200, 0.3), (3000, 250, 0.25))


def sounding(ends_after_s: float = 99.0, sound=voice_like):
    """A device that delivers in real time, as PortAudio does from its own thread."""

    @contextmanager
    def opened(on_block):
        over = threading.Event()

        def deliver():
            at = 0
            while not over.wait(0.02) and at < ends_after_s * RATE:
                on_block(sound(160, at), False)
                at += 160

        thread = threading.Thread(target=deliver)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    return opened


def refusing(kind: FailureKind):
    @contextmanager
    def opened(on_block):
        raise OperationFailed(Operation.RECORD, kind)
        yield

    return opened


@pytest.fixture
def hanging():
    release = threading.Event()

    @contextmanager
    def opened(on_block):
        release.wait(30)
        yield

    yield opened
    release.set()


def a_host(opened, **options) -> MicrophoneHost:
    about = AudioEndpoint(name="Headset", setting=MixerSetting(muted=False, volume=80))
    devices = AudioDeviceList(names=("Headset",), default="Headset", selected=INPUT, endpoints=(about,))
    usual = {
        "microphones": lambda *_: devices,
        "speakers": lambda *_: AudioDeviceList(names=("Speaker",), default="Speaker", selected=OUTPUT),
        "permission": lambda _: "allowed",
        "remote": lambda _: False,
        "input_stream": lambda _: opened,
        "times": TIMES,
    }
    return MicrophoneHost(**{**usual, **options})


def a_run(
    emitted: list | None = None, system: str = "windows", cancelled: threading.Event | None = None
) -> ProbeContext:
    emit = (emitted if emitted is not None else []).append
    session = RunSession(emit=emit, cancelled=cancelled or threading.Event())
    return ProbeContext(CHECK, BUILT_IN, Net(), system, session)


def codes(observations) -> list[str]:
    return [finding.code for finding in CHECK.diagnose(Observations(observations), MicrophoneNeed())]


def codes_for(opened, **options) -> list[str]:
    return codes(list(probe_microphones(MicrophoneNeed(), a_run(), a_host(opened, **options))))


def test_a_voice():
    # 8 kHz is a telephone's. Of a voice that is made of tones, the network takes parts for what sounds beside one.
    assert codes_for(sounding())[:2] == ["microphone.usable", "microphone.hands-free"]


def test_listening_ends_early_for_who_speaks_and_waits_for_who_does_not():
    lengths = []
    for sound in (voice_like, lambda count, at: np.full((count, 1), 1e-4 * (-1) ** at, dtype=np.float32)):
        values = {
            observation.name: observation.value
            for observation in probe_microphones(MicrophoneNeed(), a_run(), a_host(sounding(sound=sound)))
        }
        lengths.append(values["record.seconds"])
    assert 1.05 <= lengths[0] < lengths[1]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FailureKind.BUSY, "microphone.busy"),
        (FailureKind.DENIED, "microphone.access-denied"),
        (FailureKind.UNSUPPORTED, "microphone.not-opening"),
        (FailureKind.MISSING, "microphone.not-opening"),
    ],
)
def test_refused(kind, code):
    assert codes_for(refusing(kind)) == [code]


def test_refused_because_windows_forbids_it():
    assert codes_for(refusing(FailureKind.REFUSED), permission=lambda _: "denied-desktop-programs") == [
        "microphone.access-denied"
    ]


def test_opening_hangs(hanging):
    began = time.monotonic()
    assert codes_for(hanging) == ["microphone.hangs"]
    assert time.monotonic() - began < 12


def test_no_sample_ever_arrives():
    assert codes_for(sounding(ends_after_s=0)) == ["microphone.hangs"]


def test_unplugged_while_listening():
    assert codes_for(sounding(ends_after_s=0.3)) == ["microphone.hangs"]


def test_zeros_behind_a_denied_permission():
    silent = sounding(sound=lambda count, at: np.zeros((count, 1), dtype=np.float32))
    assert codes_for(silent) == ["microphone.silent"]
    assert codes_for(silent, permission=lambda _: "denied") == ["microphone.access-denied"]


def test_leading_zeros_are_not_counted():
    def late(count, at):
        return voice_like(count, at) + 1e-5 if at > 0.4 * RATE else np.zeros((count, 1), dtype=np.float32)

    values = {
        observation.name: observation.value
        for observation in probe_microphones(MicrophoneNeed(), a_run(), a_host(sounding(sound=late)))
    }
    assert values["sound.zeros"] < 0.05


def test_only_one_of_two_channels_is_alive():
    def right(count, at):
        return np.hstack([np.zeros((count, 1), dtype=np.float32), voice_like(count, at)])

    assert codes_for(sounding(sound=right))[0] == "microphone.usable"


def test_garbage():
    def broken(count, at):
        sound = voice_like(count, at)
        sound[::7] = np.nan
        sound[::11] = 1e30
        return sound

    assert codes_for(sounding(sound=broken)) == ["microphone.garbage"]


def test_a_stop_is_no_fault_of_the_microphone(hanging):
    cancelled, observations = threading.Event(), []
    context = a_run(cancelled=cancelled)
    threading.Timer(0.2, cancelled.set).start()
    with pytest.raises(Cancelled):
        for observation in probe_microphones(
            MicrophoneNeed(), context, a_host(hanging, times=MicrophoneTimes(open_s=3))
        ):
            observations.append(observation)
    assert codes(observations) == ["microphone.not-measured"]


def test_cut_off_in_the_middle_names_the_driver(hanging):
    observations = []
    for observation in probe_microphones(MicrophoneNeed(), a_run(), a_host(hanging)):
        observations.append(observation)
        if observation.name == "record.begun":
            break
    assert codes(observations) == ["microphone.hangs"]


def test_no_library():
    def missing(*_):
        raise OperationFailed(Operation.LIST, FailureKind.MISSING, "PortAudio")

    assert codes_for(sounding(), microphones=missing) == ["microphone.library-missing"]


def test_a_defect_of_ours_is_not_swallowed():
    @contextmanager
    def broken(on_block):
        raise AttributeError("a slip")
        yield

    with pytest.raises(AttributeError, match="a slip"):
        codes_for(broken)


def test_level_until_it_is_stopped():
    emitted = []
    cancelled = threading.Event()
    run = a_run(emitted, cancelled=cancelled)
    threading.Timer(0.6, cancelled.set).start()
    with pytest.raises(Cancelled):
        list(emit_level(MicrophoneNeed(), run, a_host(sounding())))
    samples = [item for item in emitted if isinstance(item, LiveSample) and item.kind == "level"]
    assert 2 <= len(samples) <= 12
    assert all(len(sample.numbers) == 1 and not sample.picture for sample in samples)


@pytest.mark.parametrize("part", [emit_level, record_and_play])
def test_parts_without_a_microphone(part):
    [observation] = part(
        MicrophoneNeed(), a_run(), a_host(sounding(), microphones=lambda *_: AudioDeviceList(names=()))
    )
    assert observation.failure == Failure(operation=Operation.LIST, kind=FailureKind.MISSING)


def test_replay_plays_what_was_said_and_what_does_not_open_is_told():
    played = []

    def playing(device, sound):
        @contextmanager
        def opened(on_block):
            played.append(sound)
            on_block(sound[:10], False)
            on_block(sound[:0], False)
            yield

        return opened

    observations = list(record_and_play(MicrophoneNeed(), a_run(), a_host(sounding(), output_stream=playing)))
    assert [(observation.name, observation.failure) for observation in observations] == [
        ("record.seconds", None),
        ("play.seconds", None),
    ]
    assert 0.5 <= len(played[0]) / RATE < 0.8
    assert np.abs(played[0]).max() > 0.1
    *_, last = record_and_play(
        MicrophoneNeed(), a_run(), a_host(sounding(), output_stream=lambda *_: refusing(FailureKind.BUSY))
    )
    assert (last.name, last.failure.kind) == ("play.seconds", FailureKind.BUSY)


@pytest.mark.parametrize(
    ("sound", "advice"),
    [
        (voice_like, level_advice.GOOD),
        (lambda count, at: 0.001 * voice_like(count, at), level_advice.QUIET),
        (lambda count, at: np.clip(40 * voice_like(count, at), -1, 1), level_advice.LOUD),
        (lambda count, at: np.zeros((count, 1), dtype=np.float32), level_advice.SILENT),
    ],
)
@pytest.mark.parametrize("part", [emit_level, record_and_play])
def test_advice_while_it_is_being_set_right(part, sound, advice):
    emitted = []
    cancelled = threading.Event()
    run = a_run(emitted, cancelled=cancelled)
    threading.Timer(0.9, cancelled.set).start()
    with pytest.raises(Cancelled):
        list(part(MicrophoneNeed(), run, a_host(sounding(sound=sound), times=MicrophoneTimes(replay_s=9))))
    assert [item.text for item in emitted if isinstance(item, LiveSample) and item.kind == "advice"] == [advice]


TWO = AudioDeviceList(
    names=("Headset", "Notebook"),
    default="Headset",
    selected=INPUT,
    unselected=(
        AudioDevice(name="Notebook", index=2, rate=RATE, channels=1),
        AudioDevice(name="Stereomix", index=3, rate=RATE, channels=1),
    ),
)


def test_one_that_hangs_holds_up_none_of_the_others(hanging):
    opens = []

    def listening(device):
        opens.append(device.name)
        return hanging if device.name == "Headset" else sounding()

    began = time.monotonic()
    observations = list(
        probe_microphones(MicrophoneNeed(), a_run(), a_host(None, input_stream=listening, microphones=lambda *_: TWO))
    )
    assert time.monotonic() - began < 8
    assert codes(observations) == ["microphone.hangs"]
    assert opens == ["Headset", "Notebook"], "what plays the PC's own sound back is no microphone"
    hears_voice = {
        observation.subject: observation.value for observation in observations if observation.name == "input.hears"
    }
    assert hears_voice == {"Headset": None, "Notebook": True}


def test_another_one_that_hangs_or_breaks_off_is_no_trouble_of_the_chosen_one(hanging):
    for other in (hanging, refusing(FailureKind.BUSY), sounding(ends_after_s=0.2)):
        options = {"input_stream": lambda device, other=other: sounding() if device.name == "Headset" else other}
        observations = list(
            probe_microphones(MicrophoneNeed(), a_run(), a_host(None, microphones=lambda *_: TWO, **options))
        )
        assert codes(observations)[0] == "microphone.usable"
        assert (
            next(
                observation
                for observation in observations
                if (observation.name, observation.subject) == ("input.hears", "Headset")
            ).value
            is True
        )


def test_the_sound_system_hangs():
    release = threading.Event()
    assert codes_for(sounding(), microphones=lambda *_: release.wait(20)) == ["microphone.no-answer"]
    release.set()


def test_no_more_than_a_few_at_once():
    more = tuple(AudioDevice(name=f"Mic {number}", index=number, rate=RATE, channels=1) for number in range(2, 40))
    many = AudioDeviceList(names=("Headset",), default="Headset", selected=INPUT, unselected=more)
    observations = list(probe_microphones(MicrophoneNeed(), a_run(), a_host(sounding(), microphones=lambda *_: many)))
    assert sum(observation.name == "input.hears" for observation in observations) == INPUTS_AT_MOST
    assert codes(observations)[0] == "microphone.usable"


def test_a_crash_tells_its_place_and_no_sample():
    try:
        raise ValueError(str(voice_like(1000, 0)[:, 0]))
    except ValueError as error:
        detail = defect_failure(error).detail
    assert detail.startswith("ValueError test_listening.py:")
    assert not re.search(r"0\.\d", detail)


def test_no_sample_reaches_disk_observation_or_log(tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    emitted = []
    observations = list(
        probe_microphones(MicrophoneNeed(), a_run(emitted), a_host(sounding(), microphones=lambda *_: TWO))
    )
    observations += record_and_play(
        MicrophoneNeed(), a_run(emitted), a_host(sounding(), output_stream=lambda *_: refusing(FailureKind.BUSY))
    )
    cancelled = threading.Event()
    run = a_run(emitted, cancelled=cancelled)
    threading.Timer(0.6, cancelled.set).start()
    with pytest.raises(Cancelled):
        list(emit_level(MicrophoneNeed(), run, a_host(sounding())))
    assert list(tmp_path.rglob("*")) == []
    assert len(json.dumps(msgspec.to_builtins(observations))) < 6000
    assert all(isinstance(observation.value, (int, float, str, bool, list, type(None))) for observation in observations)
    assert all(not item.picture and len(item.numbers) <= 1 for item in emitted if isinstance(item, LiveSample))
    assert caplog.records == []
