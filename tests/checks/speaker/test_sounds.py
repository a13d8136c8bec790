"""What is played: the packed digit of the right language, or tones that can be counted."""

import random
import wave
from collections import Counter

import numpy as np
import pytest

from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.resampling import fit_to_device, resample
from checker.checks.speaker.sounds import DIGITS, TONES, chirp, make_challenge

RATE = 22050


def pack(folder, language: str, channels: int = 1, width: int = 2) -> None:
    (folder / language).mkdir()
    for digit in DIGITS:
        tone = (8000 * np.sin(2 * np.pi * 100 * digit * np.arange(RATE // 2) / RATE)).astype("<i2")
        with wave.open(str(folder / language / f"{digit}.wav"), "wb") as file:
            file.setnchannels(channels)
            file.setsampwidth(width)
            file.setframerate(RATE)
            file.writeframes(tone.tobytes())


def pitch(sound: np.ndarray, rate: float) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(sound))) * rate / len(sound))


@pytest.mark.parametrize("rate", [8000.0, 44100.0, 48000.0])
def test_the_digit_that_is_asked_for_is_the_one_that_is_played(tmp_path, rate):
    pack(tmp_path, "en")
    for seed in range(12):
        riddle = make_challenge("en", rate, tmp_path, random.Random(seed))
        assert riddle.kind == "digit"
        assert riddle.number in DIGITS
        assert pitch(riddle.sound[-int(rate / 2) :, 0], rate) == pytest.approx(100 * riddle.number, abs=3)
        assert np.allclose(riddle.sound[: len(chirp(rate)), 0], chirp(rate))


def test_every_digit_comes():
    come = Counter(make_challenge("de", 8000.0, rng=random.Random(seed)).number for seed in range(200))
    assert set(come) <= set(DIGITS)
    assert len(come) >= 4


@pytest.mark.parametrize("damage", ["no such language", "stereo", "eight bits", "no sound file"])
def test_tones_are_counted_where_no_voice_is_packed(tmp_path, damage):
    pack(tmp_path, "en", channels=2 if damage == "stereo" else 1, width=1 if damage == "eight bits" else 2)
    if damage == "no sound file":
        for page in (tmp_path / "en").iterdir():
            page.write_bytes(b"no")
    riddle = make_challenge("de" if damage == "no such language" else "en", 8000.0, tmp_path, random.Random(4))
    assert riddle.kind == "tones"
    assert riddle.number in TONES
    loud = np.abs(riddle.sound[len(chirp(8000.0)) :, 0]) > 0.1
    gaps = np.flatnonzero(np.diff(np.flatnonzero(loud)) > 800)
    assert len(gaps) + 1 == riddle.number


def test_nothing_is_too_loud():
    assert np.abs(make_challenge("de", 48000.0, rng=random.Random(1)).sound).max() <= 0.7


@pytest.mark.parametrize(("rate", "expected"), [(48000, 44100), (8000, 48000), (48000, 8000), (44100, 44100)])
def test_another_rate_keeps_the_tone_and_its_loudness(rate, expected):
    tone = (0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)).astype(np.float32)[:, np.newaxis]
    other = resample(tone, rate, expected)
    assert (len(other), other.dtype) == (expected, np.float32)
    assert pitch(other[:, 0], expected) == pytest.approx(440, abs=1)
    assert np.sqrt(np.mean(other**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.01)


def test_as_many_channels_as_the_device_has():
    port = AudioDevice(name="Speaker", index=0, rate=48000.0, channels=2)
    assert fit_to_device(np.ones((480, 1), dtype=np.float32), 48000.0, port).shape == (480, 2)
