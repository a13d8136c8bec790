"""Moments at which sound was cut out without a gap: a buffer or a radio's packet is gone, and the wave jumps. Pure.

Speech can be predicted from its last millisecond (linear prediction, Makhoul 1975); a jump cannot. The pulses of a
voice cannot either, but they come again within some ms at about the same height, and all of them point the same way: so
only those jumps count that point the other way, about half of all.
"""

import numpy as np
import numpy.typing as npt

from checker.checks.devices.audio.streams.resampling import resample
from checker.checks.microphone.analysis.sound_metrics import Samples, cleaned

_RATE = 16000.0
_ORDER = 16
_FRAME_S = 0.02
_APART_S = 0.001
"""What one jump spoils of the prediction: its order, and the filter that brought the sound to this rate."""
_NEAR_S = 0.02
"""The longest period of a voice, and a half."""
_SIDE_S = 0.008
_LOUD = 0.35
"""Of the loudness (RMS) of what is not silent: nobody hears a faint jump, and a plosive begins in silence."""
_GAP, _GAP_S = 0.02, 0.002
"""A gate that closes or opens leaves nothing on one side: a hole, and no jump."""
_STANDS_OUT = 2.5
"""Times the highest other error of prediction near it."""
_HEIGHT = 0.25
"""Of that loudness: the jump itself."""


def count_jumps(samples: Samples, rate: float, at_least: int = 3) -> int:
    """How many times a loud sound of `rate` Hz goes on elsewhere than it was going to; 0 for fewer than `at_least`.

    Healthy recordings of 24 voices had two at most in six seconds.
    """
    if rate < _RATE / 2 or not np.isfinite(samples).all():
        return 0
    samples = cleaned(samples)
    sound = (samples if rate == _RATE else resample(samples[:, np.newaxis], rate, _RATE)[:, 0]).astype(np.float64)
    signed = _prediction_error(sound)
    error = np.abs(signed)
    audible = sound[np.abs(sound) > 1e-4]
    if not error.size or not audible.size:
        return 0
    loud = float(np.sqrt(np.mean(audible**2)))
    count = sum(_is_jump(sound, signed, place, loud) for place in _isolated_errors(error, _HEIGHT * loud))
    return count if count >= at_least else 0


def _isolated_errors(error: npt.NDArray[np.float64], height: float) -> list[int]:
    """Places whose error is above `height`, and far above all within the longest period of a voice."""
    size, near = int(_APART_S * _RATE), int(_NEAR_S / _APART_S)
    blocks = error[: error.size // size * size].reshape(-1, size).max(axis=1)
    if len(blocks) <= 2 * near:
        return []
    windows = np.lib.stride_tricks.sliding_window_view(blocks, 2 * near + 1)
    inner = blocks[near:-near]
    neighbours = np.maximum(windows[:, : near - 1].max(axis=1), windows[:, near + 2 :].max(axis=1))
    adjacent = windows[:, near - 1 : near + 2].max(axis=1)
    isolated = np.flatnonzero((inner > height) & (inner >= adjacent) & (inner > _STANDS_OUT * neighbours)) + near
    return [int(block * size + error[block * size : (block + 1) * size].argmax()) for block in isolated.tolist()]


def _is_jump(sound: npt.NDArray[np.float64], signed: npt.NDArray[np.float64], place: int, loud: float) -> bool:
    """Loud on both sides, nothing of them silent, and no pulse of the voice: those all point the same way."""
    side = int(_SIDE_S * _RATE)
    before, after = sound[max(0, place - side) : place], sound[place + 1 : place + 1 + side]
    if before.size < side or after.size < side or signed[place] * float(np.sum(signed**3)) > 0:
        return False
    is_loud = min(_rms(before), _rms(after)) >= _LOUD * loud
    return is_loud and min(_softest(before), _softest(after)) >= _GAP * loud


def _prediction_error(sound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of each sample from the sixteen before it, by a predictor for each 20 ms (autocorrelation method)."""
    hop = int(_FRAME_S * _RATE)
    count = sound.size // hop
    if count < 3:
        return np.zeros(0)
    padded = np.concatenate((np.zeros(hop), sound[: count * hop], np.zeros(hop)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, 3 * hop)[::hop] * np.hanning(3 * hop)
    spectrum = np.abs(np.fft.rfft(frames, 8 * hop, axis=1)) ** 2
    correlation = np.fft.irfft(spectrum, axis=1)[:, : _ORDER + 1]
    correlation[:, 0] = correlation[:, 0] * (1 + 1e-6) + 1e-9  # white noise 60 dB below keeps it solvable
    taps = _levinson(correlation)
    history = np.lib.stride_tricks.sliding_window_view(
        np.concatenate((np.zeros(_ORDER), sound[: count * hop])), _ORDER + 1
    )
    blocks = history.reshape(count, hop, _ORDER + 1)[:, :, ::-1]
    error: npt.NDArray[np.float64] = np.einsum("fno,fo->fn", blocks, taps).reshape(-1)
    return error


def _levinson(correlation: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The filters of prediction error, rows of 1, a1 ... (Levinson and Durbin), of many frames at once."""
    taps = np.zeros_like(correlation)
    taps[:, 0] = 1.0
    power = correlation[:, 0].copy()
    for order in range(1, correlation.shape[1]):
        reflection = -np.einsum("fo,fo->f", taps[:, :order], correlation[:, order:0:-1]) / power
        taps[:, 1 : order + 1] += reflection[:, np.newaxis] * taps[:, order - 1 :: -1][:, :order].copy()
        power *= 1 - reflection**2
    return taps


def _softest(samples: npt.NDArray[np.float64]) -> float:
    """The RMS of its softest two ms."""
    size = int(_GAP_S * _RATE)
    return min(_rms(samples[begin : begin + size]) for begin in range(0, samples.size - size + 1, size // 2))


def _rms(samples: npt.NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(samples**2)))
