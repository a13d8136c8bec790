"""What is played: a short rising tone to measure the echo by, then a spoken digit; tones to be counted without one.

The spoken ones are made before packaging (build/voices.py). Everything else is made here, in memory.
"""

import random
import wave
from pathlib import Path
from typing import NamedTuple

import numpy as np

from checker.checks.devices.audio.streams.resampling import resample
from checker.checks.devices.audio.streams.stream import Block

VOICES = Path(__file__).parent / "voices"
"""<language>/<digit>.wav, 16 bit mono; not kept among the sources."""
DIGITS = range(1, 10)
TONES = range(2, 6)
"""So many tones can be counted without trying."""

_CHIRP_HZ, _CHIRP_S = (400.0, 3400.0), 0.2
"""Within what a telephone carries, so that every microphone hears it."""
_LOUD = 0.25
_REST_S = 0.45
"""Between the rising tone and the digit: what comes back of the first is over before the second begins."""
_TONE_HZ, _TONE_S, _GAP_S = 880.0, 0.22, 0.28
_FADE_S = 0.01


class SoundChallenge(NamedTuple):
    """`kind` is digit or tones; `number` is what is to be heard; `sound` (one channel) is what is played at `rate`."""

    kind: str
    number: int
    sound: Block


def make_challenge(
    language: str, rate: float, voices: Path = VOICES, rng: random.Random | None = None
) -> SoundChallenge:
    """A new one. Spoken where this language is packed, tones to be counted otherwise."""
    generator = rng or random.SystemRandom()
    number = generator.choice(DIGITS)
    voice = _read_voice(voices / language / f"{number}.wav", rate)
    kind = "digit"
    if voice is None:
        kind, number = "tones", generator.choice(TONES)
        voice = np.concatenate([_tone(rate), np.zeros(int(_GAP_S * rate), dtype=np.float32)] * number)
    rest = np.zeros(int(_REST_S * rate), dtype=np.float32)
    return SoundChallenge(kind, number, np.concatenate([chirp(rate), rest, voice])[:, np.newaxis])


def chirp(rate: float) -> Block:
    """A tone that rises evenly from 400 to 3400 Hz: found again in any noise, at one moment only."""
    time = np.arange(int(_CHIRP_S * rate)) / rate
    low, high = _CHIRP_HZ
    return _faded(np.sin(2 * np.pi * (low * time + (high - low) / (2 * _CHIRP_S) * time**2)), rate)


def _tone(rate: float) -> Block:
    return _faded(np.sin(2 * np.pi * _TONE_HZ * np.arange(int(_TONE_S * rate)) / rate), rate)


def _faded(sound: Block, rate: float) -> Block:
    ramp = np.minimum(1, np.arange(len(sound)) / (_FADE_S * rate))
    return (_LOUD * sound * ramp * ramp[::-1]).astype(np.float32)


def _read_voice(path: Path, rate: float) -> Block | None:
    try:
        with wave.open(str(path)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, 2):
                return None
            raw, file_rate = file.readframes(file.getnframes()), float(file.getframerate())
    except (OSError, EOFError, wave.Error):
        return None
    sound = np.frombuffer(raw, "<i2")[:, np.newaxis].astype(np.float32) / np.float32(32768)
    return resample(sound, file_rate, rate)[:, 0]
