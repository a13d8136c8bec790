"""The rising tone found again, late and soft, in noise and in rooms; and not found where it is not."""

import numpy as np
import pytest

from checker.checks.speaker.playback.echo import measure_echo
from checker.checks.speaker.sounds import chirp

RATE = 16000.0
CHIRP = chirp(RATE)


def recording(delay_s: float, gain: float, noise: float = 0.001, played_at_s: float = 0.5) -> np.ndarray:
    sound = np.random.default_rng(1).normal(0, noise, int(RATE * 3)).astype(np.float32)
    at = round((played_at_s + delay_s) * RATE)
    sound[at : at + len(CHIRP)] += gain * CHIRP
    return sound


@pytest.mark.parametrize("delay_s", [0.0, 0.02, 0.15, 0.4, 0.95])
@pytest.mark.parametrize("gain", [0.02, 0.1, 1.0, 3.0])
def test_delay_and_strength(delay_s, gain):
    echo = measure_echo(recording(delay_s, gain), CHIRP, RATE, 0.5)
    assert echo.delay_s == pytest.approx(delay_s, abs=0.001)
    assert echo.strength_db == pytest.approx(20 * np.log10(gain), abs=2.5)


def test_upside_down_is_an_echo_too():
    assert measure_echo(recording(0.1, -0.5), CHIRP, RATE, 0.5).strength_db == pytest.approx(-6, abs=1)


def test_in_noise_as_loud_as_itself():
    echo = measure_echo(recording(0.1, 0.2, noise=0.03), CHIRP, RATE, 0.5)
    assert echo.delay_s == pytest.approx(0.1, abs=0.001)


def test_in_a_room_the_first_sound_tells_the_delay():
    sound = recording(0.1, 0.5)
    chance = np.random.default_rng(2)
    for late in chance.uniform(0.005, 0.09, 30):
        at = round((0.6 + late) * RATE)
        sound[at : at + len(CHIRP)] += float(chance.uniform(-0.1, 0.1)) * CHIRP
    echo = measure_echo(sound, CHIRP, RATE, 0.5)
    assert echo.delay_s == pytest.approx(0.1, abs=0.002)
    assert echo.strength_db == pytest.approx(-6, abs=4)


@pytest.mark.parametrize("noise", [0.0, 0.0001, 0.01, 0.2])
def test_nothing_where_there_is_none(noise):
    assert measure_echo(recording(0.1, 0.0, noise), CHIRP, RATE, 0.5) is None


def test_a_voice_is_no_echo():
    time = np.arange(int(RATE * 3)) / RATE
    voice = sum(np.sin(2 * np.pi * 130 * k * time) / k for k in range(1, 20)) * (np.sin(2 * np.pi * 3 * time) > 0)
    assert measure_echo((0.1 * voice).astype(np.float32), CHIRP, RATE, 0.5) is None


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(100), np.full(int(RATE * 2), np.nan)])
def test_too_short_or_no_sound_at_all(sound):
    assert measure_echo(sound.astype(np.float32), CHIRP, RATE, 0.5) is None
