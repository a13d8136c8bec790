"""Metrics of a recording, and voice activity detection. Pure; says nothing of good and bad.

Speech is told from noise by two simple signs: it comes and goes, and its vowels repeat 70 to 400 times a second.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

SILENCE_DBFS = -120.0
"""Stands for complete silence, whose logarithm does not exist; below the noise of 16-bit sound (-98 dBFS)."""
INVALID_BEYOND = 1.5
"""Full scale is 1. Some drivers boost a little beyond; garbage lies far beyond (sounddevice 317)."""
CLIPPED_FROM = 0.99

_WINDOW_S, _STEP_S = 0.04, 0.02
_PITCH_HZ = (70.0, 400.0)
_VOICED = 0.45
"""Autocorrelation at the pitch, 0 to 1: vowels reach 0.7 and more, white noise stays below 0.25 in such a window."""
_ABOVE_FLOOR_DB = 6.0
_AUDIBLE_DBFS = -80.0
_MODULATION_DB = 8.0
_ANALYSIS_HZ = 8000.0
_WIDEBAND_HZ = 16000.0
"""Samples a second that meeting programs send at least: the room is judged by all that they take of it."""
_PRE_EMPHASIS = 0.95
"""Pre-emphasis as in speech coding: takes 50 Hz down by 25 dB, and leaves what makes speech clear."""
_FEWEST_WINDOWS = 10


_HIGH_PASS_HZ = 80.0
"""Below lie desks, ventilation and a plug's offset, which nobody hears in a call and programs take out."""
_PAUSE_S, _PAUSES_S = 0.2, 0.5
"""A pause is longer than any closed consonant; with fewer of them nothing is known of the room."""
_FLOOR = 3
"""Percentile of the windows: what is never undercut is there all the time."""
_STEADY_DB = 1.5
"""Between the 3rd and the 10th percentile: 0.6 for a fan or hiss, 2.5 and more for whoever reads on without a pause."""
UNBROKEN_DB = 9.0
"""Whoever reads on without a pause is still that much quieter between two sounds; with noise nothing is."""
_CLIPPED_RUN, _CLIPPED_WITHIN = 4, 0.0005
"""Samples in a row within so much of the peak. In healthy recordings of five voices in 17 ways no share of them reached
0.0001, and 0.0001 within a hundredth of the peak: a sound that was not cut off has a round top."""
_CLIPPED_PEAK_DBFS = -50.0


class SoundMetrics(NamedTuple):
    """Shares are 0 to 1, loudness is RMS in dBFS, where 0 is full scale; `speech` is None where nobody spoke.

    `pause`: between the words; None where there was too little pause to tell. `steady`: dBFS of what is there all the
    time at one loudness, pauses or not; None where nothing is. `floor`: dBFS that the sound never falls below.
    """

    seconds: float
    invalid: float
    zeros: float
    peak: float
    level: float
    clipped: float
    spoken_s: float
    speech: float | None
    pause: float | None
    steady: float | None = None
    floor: float | None = None


def dbfs(root_mean_square: float) -> float:
    """Relative to full scale (AES17 without its 3 dB offset for sines); never below SILENCE_DBFS."""
    return max(SILENCE_DBFS, 20 * float(np.log10(root_mean_square))) if root_mean_square > 0 else SILENCE_DBFS


def loudness(samples: Samples) -> float:
    """RMS in dBFS of a block; what is not a number counts as nothing."""
    return (
        dbfs(float(np.sqrt(np.mean(np.square(cleaned(samples), dtype=np.float64))))) if samples.size else SILENCE_DBFS
    )


def measure_sound(samples: Samples, rate: float) -> SoundMetrics:
    """The numbers of a mono recording of `rate` Hz. A recording without samples is complete silence."""
    if not samples.size:
        return SoundMetrics(0.0, 0.0, 1.0, SILENCE_DBFS, SILENCE_DBFS, 0.0, 0.0, None, None)
    is_invalid = ~np.isfinite(samples) | (np.abs(samples) > INVALID_BEYOND)
    clean = cleaned(samples)
    centred = clean - np.median(clean)
    size = np.abs(clean)
    speech = _speech(centred, rate)
    return SoundMetrics(
        seconds=samples.size / rate,
        invalid=float(is_invalid.mean()),
        zeros=float((samples == 0).mean()),
        peak=dbfs(float(np.abs(centred).max())),
        level=loudness(centred),
        clipped=max(float((size >= CLIPPED_FROM).mean()), _flat_peaks(clean)),
        spoken_s=speech.seconds,
        speech=speech.level,
        pause=speech.pause,
        steady=speech.steady,
        floor=speech.floor,
    )


def strip_leading_zeros(samples: Samples) -> Samples:
    """Without the zeros that many drivers deliver before the first true sample; all zeros stay all zeros."""
    nonzero = np.flatnonzero(samples)
    return samples[nonzero[0] :] if nonzero.size else samples


def cleaned(samples: Samples) -> Samples:
    """What is not a number as nothing, and nothing far beyond full scale."""
    return np.clip(np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0), -INVALID_BEYOND, INVALID_BEYOND)


def _flat_peaks(samples: Samples) -> float:
    """Share of samples that lie in a row at the recording's own peak, above or below: cut off, and quieter since."""
    share = 0.0
    if dbfs(float(np.abs(samples).max())) < _CLIPPED_PEAK_DBFS:
        return share
    for side in (samples, -samples):
        is_top = np.concatenate(([False], side >= side.max() * (1 - _CLIPPED_WITHIN), [False]))
        turns = np.flatnonzero(is_top[1:] != is_top[:-1])
        lengths = turns[1::2] - turns[::2]
        if side.max() > 0 and lengths.max(initial=0) < side.size:
            share += float(lengths[lengths >= _CLIPPED_RUN].sum()) / side.size
    return share


class _Speech(NamedTuple):
    """`seconds` of it; the loudness of the speech, of the pauses, of what is always there, and the softest, in dBFS."""

    seconds: float
    level: float | None
    pause: float | None
    steady: float | None = None
    floor: float | None = None


def _speech(samples: Samples, rate: float) -> _Speech:
    decimated, decimated_rate = _decimated(samples, rate, _ANALYSIS_HZ)
    if decimated.size < _WINDOW_S * decimated_rate:
        return _Speech(0.0, None, loudness(samples))
    decimated = high_passed(decimated, decimated_rate)
    windows = _windows(decimated, decimated_rate)
    if len(windows) < _FEWEST_WINDOWS:
        return _Speech(0.0, None, loudness(samples))
    everything, wideband_rate = _decimated(samples, rate, _WIDEBAND_HZ)
    audible = _levels(_windows(high_passed(everything, wideband_rate), wideband_rate))
    lowest, floor = (float(level) for level in np.percentile(audible, (_FLOOR, 10)))
    steady = floor if floor - lowest <= _STEADY_DB else None
    # Hum drowns a voice where both are low, hiss where both are high: each is listened to with the other turned down.
    emphasised = decimated - _PRE_EMPHASIS * np.concatenate((decimated[:1], decimated[:-1]))
    is_speech = _speech_mask(windows, decimated_rate) | _speech_mask(
        _windows(emphasised, decimated_rate), decimated_rate
    )
    if not is_speech.any():
        return _Speech(0.0, None, floor, steady, lowest)
    speech = dbfs(float(np.sqrt(np.mean(np.square(windows[is_speech])))))
    return _Speech(float(is_speech.sum()) * _STEP_S, speech, _pause(windows, speech), steady, lowest)


def _decimated(samples: Samples, rate: float, least_hz: float) -> tuple[Samples, float]:
    """At `least_hz` or a little more, where it is more; a mean keeps what lies above from folding down."""
    factor = max(1, int(rate / least_hz))
    usable = samples.size // factor * factor
    return samples[:usable].reshape(-1, factor).mean(axis=1), rate / factor


def high_passed(samples: Samples, rate: float) -> Samples:
    """A second-order high-pass at 80 Hz without a shift of phase."""
    spectrum = np.fft.rfft(samples)
    squared = (np.fft.rfftfreq(samples.size, 1 / rate) / _HIGH_PASS_HZ) ** 4
    return np.fft.irfft(spectrum * squared / (1 + squared), samples.size).astype(np.float32)


def _pause(windows: Samples, speech: float) -> float | None:
    """dBFS: of stretches without a word, or of what is never undercut."""
    levels = _levels(windows)
    middle = float(np.percentile(levels, 10) + np.percentile(levels, 95)) / 2
    edges = np.concatenate(([False], levels < middle, [False]))
    turns = np.flatnonzero(edges[1:] != edges[:-1])
    stretches = [
        (begin, end) for begin, end in zip(turns[::2], turns[1::2], strict=True) if (end - begin) * _STEP_S >= _PAUSE_S
    ]
    if sum(end - begin for begin, end in stretches) * _STEP_S >= _PAUSES_S:
        power = np.concatenate([10 ** (levels[begin + 1 : end - 1] / 10) for begin, end in stretches])
        return dbfs(float(np.sqrt(np.mean(power))))
    floor = float(np.percentile(levels, _FLOOR))
    return floor if speech - floor < UNBROKEN_DB else None


def _windows(samples: Samples, rate: float) -> Samples:
    window, step = int(_WINDOW_S * rate), int(_STEP_S * rate)
    if samples.size < window:
        return np.zeros((0, window), dtype=np.float32)
    return np.lib.stride_tricks.sliding_window_view(samples, window)[::step]


def _levels(windows: Samples) -> npt.NDArray[np.float64]:
    return np.array([dbfs(float(rms)) for rms in np.sqrt(np.mean(np.square(windows), axis=1))])


def _speech_mask(windows: Samples, rate: float) -> npt.NDArray[np.bool_]:
    levels = _levels(windows)
    floor = float(np.percentile(levels, 10))
    is_loud = levels > max(floor + _ABOVE_FLOOR_DB, _AUDIBLE_DBFS)
    if float(np.percentile(levels, 95)) - floor < _MODULATION_DB:
        return np.zeros_like(is_loud)
    is_speech: npt.NDArray[np.bool_] = is_loud & (_voicing(windows, rate) > _VOICED)
    return is_speech


def _voicing(windows: Samples, rate: float) -> npt.NDArray[np.float64]:
    """The highest normalised autocorrelation at any pitch of a voice, per window (Wiener-Khinchin).

    It must have risen to there: that of rumble below any voice is high as well, but only falls.
    """
    centred = windows - windows.mean(axis=1, keepdims=True)
    length = centred.shape[1]
    spectrum = np.fft.rfft(centred, 2 * length, axis=1)
    autocorrelation = np.fft.irfft(np.abs(spectrum) ** 2, axis=1)[:, :length]
    # A window of finite length overlaps itself less at a longer lag: the share that is left is taken out.
    scaled = autocorrelation * length / (length - np.arange(length)) / np.maximum(autocorrelation[:, :1], 1e-12)
    lags = slice(int(rate / _PITCH_HZ[1]), min(length // 2, int(rate / _PITCH_HZ[0])))
    rise = scaled - np.minimum.accumulate(scaled, axis=1)
    voicing: npt.NDArray[np.float64] = np.minimum(scaled, rise)[:, lags].max(axis=1)
    return voicing
