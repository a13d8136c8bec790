"""Hum, a telephone's band and holes, as numbers: where they are, and where they are not."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.checks.microphone.analysis.dropouts import count_dropouts
from checker.checks.microphone.analysis.jumps import count_jumps
from checker.checks.microphone.analysis.sound_metrics import measure_sound
from checker.checks.microphone.analysis.spectrum import bandwidth, hum, steady_tone

RATE = 48000
TIME = np.arange(RATE * 3) / RATE


def noise(level: float = 0.01, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, TIME.size).astype(np.float32)


def below(edge: float, sound: np.ndarray) -> np.ndarray:
    spectrum = np.fft.rfft(sound)
    spectrum[np.fft.rfftfreq(sound.size, 1 / RATE) > edge] = 0
    return np.fft.irfft(spectrum, sound.size).astype(np.float32)


@pytest.mark.parametrize("mains", [50, 100, 150])
@pytest.mark.parametrize("level", [0.01, 0.1])
def test_a_tone_of_the_mains_stands_out(mains, level):
    measured = hum(noise(level / 20) + (level * np.sin(2 * np.pi * mains * TIME)).astype(np.float32), RATE)
    assert measured.above > 25
    assert measured.level == pytest.approx(20 * np.log10(level / np.sqrt(2)), abs=1.0)


@pytest.mark.parametrize("tone", [60, 75, 120, 200, 440])
def test_other_tones_are_no_hum(tone):
    assert hum(noise(0.001) + (0.1 * np.sin(2 * np.pi * tone * TIME)).astype(np.float32), RATE).above < 20


def test_a_deep_voice_that_comes_and_goes_is_no_hum():
    voice = 0.2 * np.sin(2 * np.pi * 100 * TIME) * (np.sin(2 * np.pi * 0.7 * TIME) > 0)
    assert hum(noise(0.001) + voice.astype(np.float32), RATE).above < 20


def test_too_little_to_tell():
    assert hum(noise()[: RATE // 2], RATE) is None
    assert bandwidth(noise()[: RATE // 2], RATE) is None


@pytest.mark.parametrize(("edge", "expected"), [(3600, 4000.0), (7400, 8000.0), (11025, 24000.0), (24000, 24000.0)])
def test_where_the_band_ends(edge, expected):
    assert bandwidth(below(edge, noise(0.1)), RATE) == expected


def test_a_gentle_fall_is_no_edge():
    spectrum = np.fft.rfft(noise(0.1))
    tones = np.fft.rfftfreq(TIME.size, 1 / RATE)
    spectrum /= np.maximum(tones / 500, 1) ** 2  # 12 dB an octave
    assert bandwidth(np.fft.irfft(spectrum, TIME.size).astype(np.float32), RATE) == 24000.0


@pytest.mark.parametrize("rate", [8000, 11025, 16000])
def test_a_low_rate_needs_no_edge(rate):
    assert bandwidth(noise(0.1)[: 3 * rate], rate) in {4000.0, 8000.0, rate / 2}


@pytest.mark.parametrize(("missing_s", "count"), [(0.002, 0), (0.005, 10), (0.02, 10), (0.1, 10), (0.4, 0)])
def test_holes_in_the_middle_of_a_sound(missing_s, count):
    sound = (0.2 * np.sin(2 * np.pi * 130.37 * TIME)).astype(np.float32) + np.float32(0.15)
    for hole in range(10):
        at = int((0.1 + 0.28 * hole) * RATE)
        sound[at : at + int(missing_s * RATE)] = 0
    if missing_s == 0.4:  # longer than the sound between them
        sound = np.tile(np.concatenate([np.ones(RATE // 2), np.zeros(int(missing_s * RATE))]), 3).astype(np.float32)
    assert count / 2 <= count_dropouts(sound, RATE) <= count  # some begin just where the sound crosses zero


def spoken(seed=3):
    """Vowels of a voice whose pitch glides, with a little noise: no two moments of it are alike."""
    chance = np.random.default_rng(seed)
    pitch = 120 + 20 * np.sin(2 * np.pi * 1.3 * TIME)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    voice = sum(np.sin(part * phase) / part for part in range(1, 12)) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * TIME))
    sound = 0.1 * voice + chance.normal(size=TIME.size) * 0.0005
    return (np.round(sound * 32768) / 32768).astype(np.float32)


@pytest.mark.parametrize(
    ("fill", "length_s"),
    [
        *(("zeros", length) for length in (0.01, 0.03, 0.12, 0.25, 0.45)),
        *(("held", length) for length in (0.01, 0.05, 0.2)),
        *(("faint", length) for length in (0.01, 0.03, 0.12)),
        *(("repeated", length) for length in (0.01, 0.02, 0.06)),
    ],
)
def test_holes_of_every_length_and_filling(fill, length_s):
    sound, length = spoken(), int(length_s * RATE)
    step = max(7001, 2 * length + 1777)
    for begin in range(9001, sound.size - 2 * length, step):
        end = begin + length
        sound[begin:end] = {
            "zeros": 0,
            "faint": np.random.default_rng(1).normal(size=length) * 6e-5,
            "held": sound[begin],
            "repeated": sound[begin - length : begin],
        }[fill]
    assert 2 <= count_dropouts(sound, RATE) <= 25


def test_a_voice_without_holes_has_none():
    assert count_dropouts(spoken(), RATE) == 0
    assert count_dropouts(spoken() + np.float32(0.02), RATE) == 0


def with_pauses(room: float = 5e-4) -> np.ndarray:
    """Half a second of voice, a third of a second of nothing but the room."""
    is_spoken = np.convolve(TIME % 0.83 < 0.5, np.hanning(2401) / 1200, mode="same")
    return (spoken() * is_spoken + np.random.default_rng(7).normal(0, room, TIME.size)).astype(np.float32)


@pytest.mark.parametrize("fill", [0.0, 2e-5])
@pytest.mark.parametrize("length_s", [0.01, 0.06, 0.15])
def test_what_is_quieter_than_the_room_is_a_hole_wherever_the_wave_is(length_s, fill):
    sound = with_pauses()
    for begin in (int(0.83 * RATE * n + 0.2 * RATE) for n in range(3)):  # one in each stretch of voice
        sound[begin : begin + int(length_s * RATE)] = np.random.default_rng(1).normal(0, fill, int(length_s * RATE))
    assert count_dropouts(with_pauses(), RATE) == 0
    assert count_dropouts(sound, RATE) >= 2


def test_a_room_that_a_compressor_makes_softer_behind_words_has_no_holes():
    sound = with_pauses(5e-5)
    loudness = np.sqrt(np.convolve(sound**2, np.ones(4800) / 4800, mode="same")) + 1e-3
    assert count_dropouts((sound * np.sqrt(0.1 / loudness)).astype(np.float32), RATE) == 0


def test_a_gate_that_holds_on_to_the_room_makes_no_holes():
    sound = with_pauses(2e-3)
    loud = np.abs(sound) > 0.03
    last = np.maximum.accumulate(np.where(loud, np.arange(sound.size), -RATE))
    assert count_dropouts(np.where(np.arange(sound.size) - last < 0.12 * RATE, sound, 0), RATE) == 0


@pytest.mark.parametrize(("rate", "cut_s"), [(48000, 0.025), (48000, 0.08), (16000, 0.0075)])
def test_samples_that_were_cut_out(rate, cut_s):
    sound = spoken()[:: RATE // rate]
    is_kept = np.ones(sound.size, dtype=bool)
    for begin in range(int(0.11 * rate), sound.size - rate // 5, int(0.137 * rate)):
        is_kept[begin : begin + int(cut_s * rate)] = False
    assert count_jumps(sound[is_kept], rate) >= 3
    assert count_jumps(sound, rate) == 0


@pytest.mark.parametrize("hertz", [400, 1000, 5000])
@pytest.mark.parametrize("rate", [16000, 48000])
def test_a_whine_stands_out(hertz, rate):
    sound = (spoken() * np.clip(4 * np.sin(2 * np.pi * 0.9 * TIME), 0, 1)).astype(np.float32)[:: RATE // rate]
    sound += np.random.default_rng(5).normal(0, 3e-4, sound.size).astype(np.float32)
    whine = 0.01 * np.sin(2 * np.pi * hertz * np.arange(sound.size) / rate)
    measured = steady_tone((sound + whine).astype(np.float32), rate)
    assert measured.above > 30
    assert measured.level == pytest.approx(20 * np.log10(0.01 / np.sqrt(2)), abs=3.0)
    assert steady_tone(sound, rate).above < 30


def test_fading_to_silence_is_no_hole():
    swell = np.abs(np.sin(2 * np.pi * 4 * TIME))
    sound = np.where(swell < 0.15, 0, 0.3 * swell * np.sin(2 * np.pi * 200 * TIME)).astype(np.float32)
    assert count_dropouts(sound, RATE) == 0


@given(
    st.lists(st.floats(width=32, allow_nan=True, allow_infinity=True), max_size=3000),
    st.sampled_from([1, 4000, 8000, 48000]),
)
@example([3.4e38, 3.4e38], 8000)
def test_any_sound_gives_numbers(samples, rate):
    sound = np.array(samples, dtype=np.float32)
    assert 0 <= count_dropouts(sound, rate) <= len(samples)
    assert 0 <= count_jumps(sound, rate) <= len(samples)
    steady_tone(sound, rate)
    hum(sound, rate)
    bandwidth(sound, rate)


def test_hum_is_heard_beside_a_moment_that_was_lost():
    time = np.arange(3 * RATE) / RATE
    sound = (0.02 * np.sin(2 * np.pi * 50 * time) + np.random.default_rng(3).normal(0, 0.06, time.size)).astype("f4")
    whole = hum(sound, RATE)
    sound[RATE : RATE + int(0.4 * RATE)] = 0.0
    interrupted = hum(sound, RATE)
    assert interrupted.level == pytest.approx(whole.level, abs=1.0)
    assert interrupted.above == pytest.approx(whole.above, abs=4.0)


def test_hiss_behind_a_voice_is_what_a_meeting_hears():
    noise = np.random.default_rng(6).normal(0, 0.02, TIME.size).astype(np.float32)
    metrics = measure_sound(spoken() * np.clip(np.sin(4 * np.pi * TIME), 0, 1).astype(np.float32) + noise, RATE)
    # Of white noise up to 24 kHz a meeting of 16 kHz takes a third.
    assert metrics.steady == pytest.approx(20 * np.log10(0.02) - 10 * np.log10(3), abs=1.5)
