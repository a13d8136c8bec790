"""What the spectrum of a recording tells: hum from the mains, and a voice that was sent through a telephone's codec.

Pure; says nothing of good and bad.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from checker.checks.microphone.analysis.sound_metrics import Samples

_MAINS_HZ = (50.0, 100.0, 150.0)
_HUM_WINDOW_S, _HUM_STEP_S = 0.5, 0.25
_HUM_ANALYSIS_HZ = 2000.0
_HUM_AT_LEAST_S = 1.5
_AT_HZ, _NEAR_HZ = 2.5, (8.0, 20.0)
_STEADY = 10
"""Percentile over the windows: hum is there in the quietest of them as well, a deep voice is not."""
_TONE_HZ = (180.0, 12000.0)
"""A whine: of a charger, a screen, a loop of wires. Below it is the mains' hum, above hardly anybody hears it."""
_TONE_BESIDE = 6
"""Bins of 4 Hz on either side that do not count as neighbours of a tone, under a Hann window that glides a little."""
_TONE_NEAR = 24
_TONE_WINDOW_S, _TONE_STEP_S = 0.25, 0.125
_HOLE_S = 0.02
"""Nothing but zeros for so long: a microphone that starts, or a moment that was lost. It tells nothing of the mains."""
_POWER_FLOOR = 1e-13
"""Power; -130 dBFS, below what 24-bit converters reach."""

_EDGES_HZ = (4000.0, 8000.0)
"""Bluetooth's hands-free profile: CVSD sends 8000 values a second, mSBC 16000 (HFP 1.8, 5.7)."""
_BAND_HZ = 250.0
_FRAME_S = 0.021
_BELOW_HZ = (1000.0, 400.0)
_ABOVE_HZ = 400.0
_CLIFF_DB = 20.0
"""From just below the edge to the most above it. Hissing sounds reach far beyond 8 kHz, and fall off gently."""
_LOUD = 95
"""Percentile over the windows: the hissing sounds of a sentence are some twentieth of it."""


class MainsHum(NamedTuple):
    """`above`: dB over the neighbouring tones; `level`: RMS in dBFS of the strongest of the mains' tones."""

    above: float
    level: float


def hum(samples: Samples, rate: float) -> MainsHum | None:
    """Of the tone of 50, 100 or 150 Hz that stands out most; None for less than 1.5 s, or a rate that holds no such."""
    factor = max(1, int(rate / _HUM_ANALYSIS_HZ))
    usable = samples.size // factor * factor
    decimated = _finite(samples[:usable]).reshape(-1, factor).mean(axis=1)
    decimated_rate = rate / factor
    size = int(_HUM_WINDOW_S * decimated_rate)
    if decimated.size < _HUM_AT_LEAST_S * decimated_rate or decimated_rate < 2 * _MAINS_HZ[-1]:
        return None
    step = int(_HUM_STEP_S * decimated_rate)
    power = _power(decimated, size, step) * 8 / size**2  # of a sine: its RMS squared
    is_whole = _whole_windows(decimated, size, step, max(1, int(_HOLE_S * decimated_rate)))
    # Behind a gate that closes between the words most windows have holes: there the zeros are what is heard.
    if is_whole.sum() * 2 > len(is_whole) and is_whole.sum() * step >= _HUM_AT_LEAST_S * decimated_rate - size:
        power = power[is_whole]
    tones: npt.NDArray[np.float64] = np.fft.rfftfreq(size, 1 / decimated_rate).astype(np.float64)
    return max(_tone(power, tones, mains) for mains in _MAINS_HZ)


def steady_tone(samples: Samples, rate: float) -> MainsHum | None:
    """Of the tone above the mains' that stands out most and is never away; None for less than 1.5 s."""
    size, step = int(_TONE_WINDOW_S * rate), int(_TONE_STEP_S * rate)
    if samples.size < _HUM_AT_LEAST_S * rate or rate < 2 * _MAINS_HZ[-1]:
        return None
    power = np.percentile(_power(_finite(samples), size, step), _STEADY, axis=0) * 8 / size**2 + _POWER_FLOOR
    levels = 10 * np.log10(power)
    offsets = [*range(-_TONE_NEAR, -_TONE_BESIDE + 1), *range(_TONE_BESIDE, _TONE_NEAR + 1)]
    padded = np.pad(levels, _TONE_NEAR, mode="edge")
    neighbours = np.median([padded[_TONE_NEAR + offset :][: levels.size] for offset in offsets], axis=0)
    tones = np.fft.rfftfreq(size, 1 / rate)
    above = np.where((tones >= _TONE_HZ[0]) & (tones <= min(_TONE_HZ[1], 0.45 * rate)), levels - neighbours, -np.inf)
    strongest = int(above.argmax())
    return MainsHum(float(above[strongest]), float(levels[strongest])) if np.isfinite(above[strongest]) else None


def bandwidth(samples: Samples, rate: float) -> float | None:
    """Up to which tone, in Hz, the voice arrives: 4000, 8000, or half the rate where no codec's edge is seen."""
    half, size = rate / 2, int(_FRAME_S * rate)
    if samples.size < rate or size < 2:
        return None
    power = _power(_finite(samples), size, size // 2)
    tones = np.fft.rfftfreq(size, 1 / rate)
    bands = np.arange(0, half, _BAND_HZ)
    band_index = np.minimum(np.digitize(tones, bands) - 1, len(bands) - 1)
    levels = np.full(len(bands), -np.inf)
    for band in np.unique(band_index):
        levels[band] = 10 * np.log10(np.percentile(power[:, band_index == band].mean(axis=1), _LOUD) + _POWER_FLOOR)
    for edge in _EDGES_HZ:
        below = levels[(bands >= edge - _BELOW_HZ[0]) & (bands <= edge - _BELOW_HZ[1])]
        above = levels[(bands >= edge + _ABOVE_HZ) & (bands <= min(2 * edge, 0.9 * half))]
        if above.size and float(np.median(below)) - float(above.max()) >= _CLIFF_DB:
            return edge
    return half


def _tone(power: npt.NDArray[np.float64], tones: npt.NDArray[np.float64], mains: float) -> MainsHum:
    distance = np.abs(tones - mains)
    peak = np.percentile(power[:, distance <= _AT_HZ].max(axis=1), _STEADY)
    is_neighbour = (distance >= _NEAR_HZ[0]) & (distance <= _NEAR_HZ[1])
    neighbours = np.percentile(np.median(power[:, is_neighbour], axis=1), _STEADY)
    return MainsHum(
        10 * float(np.log10((peak + _POWER_FLOOR) / (neighbours + _POWER_FLOOR))),
        10 * float(np.log10(peak + _POWER_FLOOR)),
    )


def _whole_windows(samples: Samples, size: int, step: int, hole: int) -> npt.NDArray[np.bool_]:
    """Which of the windows have no hole."""
    zeros = np.convolve(samples == 0, np.ones(hole), "valid") >= hole
    holes = np.lib.stride_tricks.sliding_window_view(zeros, size - hole + 1)[::step]
    return np.logical_not(holes.any(axis=1))


def _power(samples: Samples, size: int, step: int) -> npt.NDArray[np.float64]:
    windows = np.lib.stride_tricks.sliding_window_view(samples, size)[::step]
    power: npt.NDArray[np.float64] = np.abs(np.fft.rfft(windows * np.hanning(size), axis=1)) ** 2
    return power


def _finite(samples: Samples) -> Samples:
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0), -1.5, 1.5)
