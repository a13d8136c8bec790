"""Clicks where samples are gone: of a voice with a soft room, cut and whole."""

import numpy as np
import pytest

from checker.checks.microphone.analysis.clicks import BEYOND_SPEECH, WIDEBAND, count_clicks
from checker.checks.microphone.analysis.cuts import count_cuts, may_have_cuts

RATE = 48000
TIME = np.arange(5 * RATE) / RATE


def vowels(rate: int = RATE) -> np.ndarray:
    """Pulses of a voice that glides, rounded by the throat; 0.6 s of it, and as much of the room."""
    pitch = 120 + 25 * np.sin(2 * np.pi * 0.7 * TIME)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.cos(part * phase) / part**1.5 for part in range(1, 25)) * np.clip(
        2 * np.sin(2 * np.pi * TIME / 1.2), 0, 1
    )
    sound = 0.1 * voice / voice.std() + np.random.default_rng(3).normal(0, 3e-4, TIME.size)
    if rate == RATE:
        return sound.astype(np.float32)
    spectrum = np.fft.rfft(sound)[: TIME.size * rate // RATE // 2 + 1]
    return (np.fft.irfft(spectrum) * rate / RATE).astype(np.float32)


def cut(sound: np.ndarray, rate: int, cut_s: float) -> np.ndarray:
    """Without so much at each 0.137 s."""
    is_kept = np.ones(sound.size, dtype=bool)
    for begin in range(int(0.11 * rate), sound.size - rate // 5, int(0.137 * rate)):
        is_kept[begin : begin + int(cut_s * rate)] = False
    return sound[is_kept]


@pytest.mark.parametrize(("rate", "band"), [(48000, BEYOND_SPEECH), (44100, BEYOND_SPEECH), (16000, WIDEBAND)])
def test_where_samples_are_gone_it_clicks(rate, band):
    sound = vowels(rate)
    assert count_clicks(cut(sound, rate, 0.0263), rate, band) >= band.fewest
    assert count_clicks(sound, rate, band) == 0


def test_cuts_are_counted_and_are_a_reason_to_listen_on():
    sound = vowels()
    assert count_cuts(cut(sound, RATE, 0.0263), RATE) >= 3
    assert may_have_cuts(cut(sound, RATE, 0.0263), RATE)
    assert count_cuts(sound, RATE) == 0
    assert not may_have_cuts(sound, RATE)


def test_flat_tops_are_no_cuts():
    sound = np.clip(vowels(), -0.05, 0.05)
    assert count_cuts(sound, RATE, is_clipped=True) == 0
    assert count_cuts(cut(vowels(), RATE, 0.0263), RATE, is_clipped=True) < count_cuts(
        cut(vowels(), RATE, 0.0263), RATE
    )


def test_a_single_click_is_no_cut():
    sound = vowels()
    is_kept = np.abs(TIME - 1.5) > 0.013
    assert count_clicks(sound[is_kept], RATE, BEYOND_SPEECH) == 1
    assert count_cuts(sound[is_kept], RATE) == 0


def test_keys_and_lips_make_no_cuts():
    sound, chance = vowels(), np.random.default_rng(8)
    length = int(0.03 * RATE)
    time = np.arange(length) / RATE
    for begin in (chance.random(24) * (sound.size - length)).astype(int):
        stroke = chance.normal(size=length) * np.exp(-time / 0.004) * np.minimum(time / 0.001, 1)
        sound[begin : begin + length] += (0.05 * stroke / np.abs(stroke).max()).astype(np.float32)
    assert count_cuts(sound, RATE) == 0


@pytest.mark.parametrize("rate", [1, 8000, 16000, 48000, 192000])
@pytest.mark.parametrize("sound", [[], [0.1], [np.nan] * 9000, [np.inf, 0] * 9000, [0.0] * 9000, [1e30, -1e30] * 9000])
def test_any_sound_gives_a_number(sound, rate):
    assert count_cuts(np.array(sound, dtype=np.float32), rate) >= 0
