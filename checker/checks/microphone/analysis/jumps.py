"""Moments at which sound was cut out without a gap: a buffer or a radio's packet is gone, and the wave jumps. Pure.

Speech can be predicted from its last millisecond (linear prediction, Makhoul 1975); a jump cannot. The pulses of a
voice cannot either. Two signs tell them apart: a jump stands alone, while pulses come again within some ms at about the
same height and point the same way; and behind a jump the voice has the same period as before, but begins it anew.
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

_SHORTEST, _LONGEST, _WINDOW, _GUARD = 40, 228, 160, 4
"""Samples: periods of a voice (400 to 70 Hz), what is compared, and what a jump itself touches on either side."""
_AROUND_S, _BROKEN_HEIGHT, _BROKEN_FROM = 0.015, 0.3, 2
"""The highest error of prediction within so much, and its height of the loudness. Of 108 healthy recordings (36 voices)
one had a single such place; with 25 ms cut out four times a second most had four in six seconds."""
_STRONG = 0.8
"""Of a single one that other jumps bear out: a healthy voice had one of 0.5 beside four jumps."""
_VOICE_LOUD, _ALIKE_LOUD, _ALIKE_PERIOD, _GLIDE = 0.15, 3.0, 1.2, 0.1
_STEADY, _NEARLY, _UNLIKE = 0.85, 0.93, 0.5
"""Correlation of a period with the next one, of its multiples, and of two that do not fit together."""


def count_jumps(samples: Samples, rate: float, at_least: int = 3) -> int:
    """How many times a loud sound of `rate` Hz goes on elsewhere than it was going to; 0 for fewer than `at_least`.

    Of periods that begin anew two are enough. Healthy recordings of 36 voices had one of those at most in six seconds,
    and four jumps that stand alone.
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
    isolated = [place for place in _isolated_errors(error, _HEIGHT * loud) if _is_jump(sound, signed, place, loud)]
    anew = _broken_periods(sound, error, loud)
    near = int(_NEAR_S * _RATE)
    count = len(anew) + sum(all(abs(place - other) > near for other in anew) for place in isolated)
    is_strong = any(error[place] > _STRONG * loud for place in anew)
    is_certain = len(anew) >= _BROKEN_FROM or len(isolated) > 2 * at_least or (is_strong and count >= at_least)
    return count if is_certain or at_least == 1 else 0


def _broken_periods(sound: npt.NDArray[np.float64], error: npt.NDArray[np.float64], loud: float) -> list[int]:
    """Places at which a voice begins its period anew: steady on both sides, and they do not fit together."""
    size = int(_APART_S * _RATE)
    count, around = error.size // size, int(_AROUND_S / _APART_S)
    if count <= 2 * around:
        return []
    blocks = error[: count * size].reshape(count, size)
    highest = blocks.max(axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(highest, around), 2 * around + 1)
    candidates = np.flatnonzero((highest >= windows.max(axis=1)) & (highest > _BROKEN_HEIGHT * loud))
    places: list[int] = []
    for block in candidates.tolist():
        place = int(block * size + blocks[block].argmax())
        if (not places or place - places[-1] > int(_NEAR_S * _RATE)) and _begins_anew(sound, place, loud):
            places.append(place)
    return places


def _begins_anew(sound: npt.NDArray[np.float64], place: int, loud: float) -> bool:
    reach = _LONGEST + _WINDOW + _GUARD
    if place < reach or place + reach > sound.size:
        return False
    before, after = sound[place - reach : place - _GUARD][::-1], sound[place + _GUARD : place + reach]
    levels = _rms(before[:_WINDOW]), _rms(after[:_WINDOW])
    if min(levels) < _VOICE_LOUD * loud or max(levels) > _ALIKE_LOUD * min(levels):
        return False
    periods = [_period(side) for side in (before, after)]
    if None in periods:
        return False
    shorter, longer = sorted(period for period in periods if period is not None)
    if longer >= _ALIKE_PERIOD * shorter:
        return False
    width = max(_SHORTEST // 2, shorter - 2 * _GUARD)  # less than a period: nothing of both sides in one window
    begin = place + _GUARD
    first, last = int((1 - _GLIDE) * shorter), int(np.ceil((1 + _GLIDE) * longer))
    pieces = np.lib.stride_tricks.sliding_window_view(sound[begin - last : begin - first + width], width)
    return float(_alike(sound[begin : begin + width], pieces).max()) < _UNLIKE


def _period(side: npt.NDArray[np.float64]) -> int | None:
    """Samples after which it is most alike; None where it is not steady, or quicker than any voice."""
    alike = _alike(side[:_WINDOW], np.lib.stride_tricks.sliding_window_view(side, _WINDOW))[_SHORTEST : _LONGEST + 1]
    best = float(alike.max())
    if best < _STEADY:
        return None
    period = int(np.flatnonzero(alike >= _NEARLY * best)[0])  # the first of its multiples
    while period + 1 < alike.size and alike[period + 1] > alike[period]:
        period += 1
    return period + _SHORTEST if period > 1 else None


def _alike(window: npt.NDArray[np.float64], pieces: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Normalised correlations, -1 to 1."""
    power = np.einsum("nw,nw->n", pieces, pieces) * float(window @ window)
    result: npt.NDArray[np.float64] = (pieces @ window) / np.sqrt(power + 1e-12)
    return result


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
