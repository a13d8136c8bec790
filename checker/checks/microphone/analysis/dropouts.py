"""Sound that is missing or stands twice: a driver or a radio that comes too late. Pure.

It leaves zeros, a faint filling or a value that stays where a voice was; or it plays the block before once more.
"""

import numpy as np
import numpy.typing as npt

from checker.checks.microphone.analysis.sound_metrics import Samples

_SHORTEST_S, _LONGEST_S = 0.005, 0.6
"""Shorter ones happen where a quiet sound crosses zero."""
_MARGIN_S, _EDGE_S = 0.01, 0.0005
_LOUD_FROM, _CUT_FROM, _OPENED_FROM = 0.4, 0.5, 0.3
"""Of the loudness (RMS) of what is not silent: just before and behind, and at the very edges. A noise gate closes where
the voice has faded, and so do the lips before a p; a hole cuts a sound off."""
_MOVING_FROM = 0.1
_HELD_FROM = 0.2
_CERTAIN_S = 0.02
_FAINT_FROM = 3
"""A voice made by a program joins its parts that sharply now and then."""
_FAINT = 0.015
"""Of that loudness: what fills a hole stays below, 36 dB under the voice."""
_PLATEAU = 0.9
"""Of the peak: values that stay above are a voice that was cut off at the top, and no hole."""
_NOISE = 1e-5
"""Half a step of 16 bits: nothing that was recorded is quieter."""

_REPEAT_S = (0.009, 0.07)
"""Between a block and the same once more: buffers of sound cards and frames of codecs."""
_ANCHORS, _POINTS, _APART = 4000, 12, 8
_ANCHOR_LOUD = 0.3
_SAME = 1e-6
"""No two periods of a voice are equal to the last bit of 16 in twelve places; the room alone keeps them from it."""
_MOVES = 1e-4
_ONCE = 0.7
"""Of the places that are alike: those that are so once only. Hum is alike again and again."""
_FEWEST_ANCHORS = 100


def count_dropouts(samples: Samples, rate: float) -> int:
    """How many holes begin and end in the middle of a sound, and how many blocks of it stand twice."""
    if not samples.size or not np.isfinite(samples).all():
        return 0
    centred = samples - np.median(samples)
    return count_holes(centred, rate) + count_repeats(centred, rate)


def count_holes(samples: Samples, rate: float) -> int:
    """How many runs of nothing, of something faint or of one value begin and end in the middle of a sound.

    `samples`: without their offset.
    """
    size = np.abs(samples)
    loud = _rms(samples[size > _NOISE])
    if not loud or not np.isfinite(loud):
        return 0
    is_unchanged = np.concatenate(([False], samples[1:] == samples[:-1])) & (size < _PLATEAU * size.max())
    # The first of equal values is not yet unchanged.
    unchanged = [(begin - 1, end) for begin, end in _runs(is_unchanged)]
    exact = [run for run in unchanged if _is_hole(samples, run, rate, loud)]
    margin = _MARGIN_S * rate
    faint = [
        (begin, end)
        for begin, end in _runs(size <= max(_NOISE, _FAINT * loud))
        if not any(begin < last + margin and end > first - margin for first, last in exact)
        and _is_hole(samples, (begin, end), rate, loud)
    ]
    return len(exact) + (len(faint) if len(faint) >= _FAINT_FROM else 0)


def _runs(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Begin and end of each run of True."""
    padded = np.concatenate(([False], mask, [False]))
    turns = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return list(zip(turns[::2], turns[1::2], strict=True))


def _is_hole(samples: Samples, run: tuple[int, int], rate: float, loud: float) -> bool:
    """A long run of one value needs only its begin: a gate closes on what has faded, and may open on a word."""
    begin, end = run
    if begin == 0 or end == samples.size or not _SHORTEST_S * rate <= end - begin <= _LONGEST_S * rate:
        return False
    margin, edge = max(1, int(_MARGIN_S * rate)), max(1, int(_EDGE_S * rate))
    level = samples[begin:end].mean()
    is_exact = bool((samples[begin:end] == samples[begin]).all())
    if is_exact and abs(level) > _HELD_FROM * loud:  # no gate closes at the height of a wave
        approach = samples[max(0, begin - margin) : begin]
        return _rms(approach) > _LOUD_FROM * loud and float(approach.std()) > _MOVING_FROM * loud
    if not _is_cut_off(samples[max(0, begin - margin) : begin] - level, edge, loud, _CUT_FROM):
        return False
    return (is_exact and end - begin >= _CERTAIN_S * rate) or _is_cut_off(
        (samples[end : end + margin] - level)[::-1], edge, loud, _OPENED_FROM
    )


def _is_cut_off(approach: Samples, edge: int, loud: float, cut_from: float) -> bool:
    """Whether what leads towards a hole is loud up to its edge, and moves: a value that stays is no sound."""
    is_loud = _rms(approach) > _LOUD_FROM * loud and float(np.abs(approach[-edge:]).max()) > cut_from * loud
    return is_loud and float(approach.std()) > _MOVING_FROM * loud


def count_repeats(samples: Samples, rate: float, at_least: int = 4) -> int:
    """Moments at which the sound is what it was a short while ago, to the last bit; 0 for fewer than `at_least`.

    Strong hum that 16 bits round is alike now and then; blocks that stand twice come again and again.
    """
    shortest, longest = (int(seconds * rate) for seconds in _REPEAT_S)
    size = np.abs(samples)
    is_loud = (size > _ANCHOR_LOUD * _rms(samples)) & (size < _PLATEAU * size.max())
    first = 2 * longest
    anchors = np.flatnonzero(is_loud[first : samples.size - longest - _POINTS * _APART]) + first
    if anchors.size < _FEWEST_ANCHORS:
        return 0
    anchors = anchors[:: max(1, anchors.size // _ANCHORS)]
    anchors = anchors[np.abs(samples[anchors + _APART] - samples[anchors]) > _MOVES]
    values = samples[anchors]
    hits: list[npt.NDArray[np.int64]] = []
    for lag in range(shortest, longest):
        places = anchors[np.abs(samples[anchors - lag] - values) <= _SAME]
        for step in range(_APART, _POINTS * _APART, _APART):
            if not places.size:
                break
            places = places[np.abs(samples[places + step - lag] - samples[places + step]) <= _SAME]
        # What is the same one block earlier or later is a hum or a vowel made by a program: no block that stands twice.
        values_here = samples[places]
        differs = np.abs(samples[places - 2 * lag] - values_here) > _SAME
        differs &= np.abs(samples[places + lag] - values_here) > _SAME
        if differs.sum() >= _ONCE * places.size:
            hits.append(places[differs])
    repeated = np.sort(np.concatenate(hits)) if hits else anchors[:0]
    if not repeated.size:
        return 0
    count = 1 + int((np.diff(repeated) > shortest).sum())
    return count if count >= at_least else 0


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0
