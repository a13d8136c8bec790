"""Healthy voices in healthy rooms: none may raise an alarm. As numbers, without a device, so that there are many."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.microphone import CHECK
from checker.checks.microphone.capture.input_recorder import InputRecorder
from checker.checks.microphone.capture.observations import observe_inputs, observe_sound
from checker.checks.microphone.host import MicrophoneTimes
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.checks.microphone.rooms import hum, keys
from tests.lab.sound import MISSING, RATE, read

SECONDS = 5
WORDS = {
    "de": "Heute arbeite ich von zu Hause, und alle hören mich gut.",
    "en": "Today I am working from home, and everyone hears me well.",
    "fr": "Aujourd'hui je travaille à la maison, et tout le monde m'entend.",
    "it": "Oggi lavoro da casa e tutti mi sentono bene.",
    "es": "Hoy trabajo desde casa y todos me oyen bien.",
    "pl": "Dzisiaj pracuję z domu i wszyscy dobrze mnie słyszą.",
    "nl": "Vandaag werk ik thuis en iedereen hoort mij goed.",
    "tr": "Bugün evden çalışıyorum ve herkes beni iyi duyuyor.",
    "ru": "Сегодня я работаю из дома, и все меня хорошо слышат.",
    "sv": "Idag arbetar jag hemifrån och alla hör mig bra.",
}
VOICES = [
    *((voice, 150, 50) for voice in ("de", "de+f2", "de+f4", "de+m3", "de+m7", "de+croak", "de+f1")),
    *((voice, 150, 50) for voice in ("en-us", "en-us+f3", "en-gb", "en-gb+m1", "fr", "fr+f2", "it", "it+f1", "es")),
    *((voice, 150, 50) for voice in ("pl", "pl+f3", "nl", "tr", "ru", "ru+f2", "sv")),
    *(("de", speed, 50) for speed in (90, 110, 130, 180, 220)),
    *(("de+f2", speed, 60) for speed in (100, 200)),
    *(("de", 150, pitch) for pitch in (0, 15, 30, 70, 85, 99)),
    *(("en-us+f3", 140, pitch) for pitch in (20, 80)),
]
ROOMS = ("dry", "living room", "pink noise", "fan", "keyboard", "light hum", "noise gate")
LEVELS = (-12, -16, -20, -25, -30, -35)


def synthesize(voice: str, speed: int, pitch: int, room: str, level: float, folder: Path) -> np.ndarray:
    """Half a second of waiting, then the sentence, at this loudness (RMS while speaking), as 16 bits hear it."""
    raw, made = folder / "raw.wav", folder / "made.wav"
    words = WORDS[voice[:2]]
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "-w", str(raw), words]
    subprocess.run(command, check=True, capture_output=True)
    effects = ("reverb", "22", "50", "35") if room == "living room" else ()
    command = ["sox", "-R", str(raw), "-r", str(RATE), "-c", "1", str(made), "gain", "-6", *effects, "channels", "1"]
    subprocess.run(command, check=True, capture_output=True)
    voiced = read(made)
    voiced = voiced / np.sqrt(np.mean(voiced[np.abs(voiced) > 0.003] ** 2)) * 10 ** (level / 20)
    voiced *= min(1.0, 0.9 / np.abs(voiced).max())  # a level that is set well leaves room for the tops
    sound = np.pad(voiced, (RATE // 2, RATE * SECONDS))[: RATE * SECONDS].astype(np.float64)
    return np.round((np.clip(sound + background(room, level, sound), -1, 1)) * 32767) / 32768


def background(room: str, level: float, voice: np.ndarray) -> np.ndarray:
    """What is heard beside the voice: at 20 dB below it, or as much as a good microphone makes by itself."""
    chance = np.random.default_rng(5)
    own = chance.normal(0, 10 ** (-78 / 20), voice.size)
    loud = 10 ** ((level - 20) / 20)
    white = np.fft.rfft(chance.normal(0, 1, voice.size))
    tones = np.maximum(np.fft.rfftfreq(voice.size, 1 / RATE), 20)
    if room in {"pink noise", "fan"}:
        coloured = np.fft.irfft(white / tones ** (0.5 if room == "pink noise" else 1.0), voice.size)
        return own + coloured / np.sqrt(np.mean(coloured**2)) * loud
    if room == "keyboard":
        return own + keys(voice.size, loud)
    if room == "light hum":
        return own + hum(np.zeros(voice.size), 10 ** ((level - 32) / 20))
    return np.where(np.abs(voice) < 0.002, -voice, 0) if room == "noise gate" else own


def codes(*sounds: np.ndarray) -> list[str]:
    """What the check says of what each of its microphones heard; the first counts."""
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux")
    ears = []
    for number, sound in enumerate(sounds):
        ear = InputRecorder(
            AudioDevice(name=f"Mic {number}", index=number, rate=RATE, channels=1),
            lambda deliver: None,
            MicrophoneTimes(),
        )
        for at in range(0, sound.size, 4800):
            ear.recording.add(sound[at : at + 4800, np.newaxis].astype(np.float32), False)
        ears.append(ear)
    observations = [
        context.observation("device.names", [ear.device.name for ear in ears]),
        context.observation("record.begun", True, "Mic 0"),
        context.observation("record.first", 0.1, "Mic 0"),
        context.observation("record.seconds", float(SECONDS), "Mic 0"),
        *observe_sound(context, ears[0]),
        *observe_inputs(context, ears),
    ]
    return [finding.code for finding in CHECK.diagnose(Observations(observations), MicrophoneNeed())]


SPOKEN = [
    (*voice, ROOMS[number % len(ROOMS)], LEVELS[(number * 5 + turn * 2) % len(LEVELS)])
    for turn, every in enumerate((1, 3))
    for number, voice in [*enumerate(VOICES)][turn::every]
]


# Every second one takes its turn by `-m slow` alone: each is spoken, spoiled and heard, a second of processor.
@pytest.mark.parametrize(
    ("voice", "speed", "pitch", "room", "level"),
    [pytest.param(*spoken, marks=[pytest.mark.slow] if number % 2 else []) for number, spoken in enumerate(SPOKEN)],
)
def test_no_alarm(voice, speed, pitch, room, level, tmp_path):
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    assert codes(synthesize(voice, speed, pitch, room, level, tmp_path)) == ["microphone.ready"]


def test_enough_of_them():
    assert len(set(SPOKEN)) >= 50


def test_whoever_whispers_is_asked_to_speak(tmp_path):
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    assert codes(synthesize("de+whisperf", 150, 50, "dry", -20, tmp_path)) == ["microphone.no-speech"]


def test_a_second_microphone_that_hears_better_is_no_alarm(tmp_path):
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    near, far = (synthesize("de", 150, 50, "dry", level, tmp_path) for level in (-15, -34))
    assert codes(far, near) == ["microphone.ready"]
