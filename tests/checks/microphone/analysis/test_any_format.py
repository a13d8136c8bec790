"""Whatever a driver delivers ends in a judgement: any rate, any number of channels, integers, and what is no number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.devices.sound import diagnosed
from tests.lab.recorded.recordings import Recording

RATES = [8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000]


def noise(seconds: float, rate: int, channels: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.05, (int(seconds * rate), channels)).astype(np.float32)


@settings(max_examples=8, deadline=None)
@given(
    st.sampled_from(RATES),
    st.integers(1, 8),
    st.sampled_from(["float32", "float64", "int16", "int32"]),
    st.sampled_from([None, np.nan, np.inf, -np.inf, 1e30]),
    st.integers(0, 9),
)
def test_any_format_is_judged(rate, channels, kind, invalid, seed):
    sound = noise(1.1, rate, channels, seed)
    if kind.startswith("int"):
        sound = (sound * np.iinfo(kind).max).astype(kind)
    else:
        sound = sound.astype(kind)
        if invalid is not None:
            sound[:: 1 + seed * 1000, 0] = invalid
    assert diagnosed(Recording(sound, rate=rate))


@pytest.mark.parametrize("length", [0, 1, 2, 400])
def test_hardly_any_sound_is_judged(length):
    assert diagnosed(Recording(noise(1, 48000, 2, 1)[:length], rate=48000))
