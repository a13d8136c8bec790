"""Sound that is missing or stands twice: a driver or a radio that comes too late. Pure.

It leaves zeros, a faint filling or a value that stays where a voice was; or it plays the block before once more.
"""

import numpy as np
import numpy.typing as npt

from checker.checks.microphone.analysis.sound_metrics import Samples, cleaned

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

_STEP_S, _FEWEST_STEPS = 0.0025, 8
_PAUSE_S, _PAUSES_S = 0.1, 0.3
"""So long is a stretch that tells of the room, and all of them: gates hold on for less."""
_BELOW_VOICE_DB, _LEVEL_DB = 20.0, 4.0
"""How far below the voice a room is at least, and how far its moments lie from its level at most."""
_BELOW_ROOM, _ABOVE_ROOM = 0.56, 3.2
"""-5 dB: what fills a hole; +10 dB: what sounded just before."""
_OUTSIDE, _BREAKS_OFF = 4.0, 10.0
"""Times what fills the hole: what does not belong to it; times the room: the height at which a sound breaks off."""

_REPEAT_S = (0.009, 0.07)
"""Between a block and the same once more: buffers of sound cards and frames of codecs."""
_ANCHORS, _POINTS, _APART = 4000, 12, 8
_ANCHOR_LOUD = 0.3
_HASH = np.uint64(0x9E3779B97F4A7C15)
"""Two places are the same where twelve points are, to the last bit: no two periods of a voice are. Their bits are mixed
into one number (Knuth's multiplicative hashing)."""
_MOVES = 1e-4
_ONCE = 0.7
"""Of the places that are alike: those that are so once only. Hum is alike again and again."""
_FEWEST_ANCHORS = 100


def count_dropouts(samples: Samples, rate: float) -> int:
    """How many holes begin and end in the middle of a sound, and how many blocks of it stand twice."""
    if not samples.size or not np.isfinite(samples).all():
        return 0
    clean = cleaned(samples)
    centred = clean - np.median(clean)
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
    unchanged = [(begin - 1, end) for begin, end in _runs(is_unchanged, rate)]
    exact = [run for run in unchanged if _is_hole(samples, run, rate, loud)]
    faint = [run for run in _runs(size <= max(_NOISE, _FAINT * loud), rate) if _is_hole(samples, run, rate, loud)]
    return _union_count([*exact, *find_drops(samples, rate)], faint, _MARGIN_S * rate)


def _union_count(certain: list[tuple[int, int]], faint: list[tuple[int, int]], margin: float) -> int:
    """Moments in either list; those of `faint` only where they are many."""
    apart: list[tuple[int, int]] = []
    for begin, end in sorted(certain):
        if apart and begin < apart[-1][1] + margin:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((begin, end))
    uncertain = [
        (begin, end)
        for begin, end in faint
        if not any(begin < last + margin and end > first - margin for first, last in apart)
    ]
    return len(apart) + (len(uncertain) if len(uncertain) >= _FAINT_FROM else 0)


def find_drops(samples: Samples, rate: float) -> list[tuple[int, int]]:
    """Moments at which a sound falls, at once, below what the room itself sounds like: no pause is quieter than that.

    None where nothing is known of the room: nobody paused, or a noise gate takes it away.
    """
    step = max(2, int(_STEP_S * rate))
    count = samples.size // step
    if count < _FEWEST_STEPS:
        return []
    parts = samples[: count * step].reshape(count, step).astype(np.float64)
    # Windows of two steps, which overlap by one.
    spread = np.concatenate([parts[:-1], parts[1:]], axis=1).std(axis=1)
    room = _room(spread, rate, step)
    if room is None:
        return []
    return [
        (begin * step, (end + 1) * step)
        for begin, end in zip(*_turns(spread < _BELOW_ROOM * room), strict=True)
        if begin > 0
        and end < len(spread)
        and (end - begin) * step <= _LONGEST_S * rate
        and _breaks_off(samples, spread, (begin, end), step, room)
    ]


def _breaks_off(
    samples: Samples, spread: npt.NDArray[np.float64], run: tuple[int, int], step: int, room: float
) -> bool:
    """Whether sound breaks off where this run of windows begins, and begins at once where it ends.

    What falls to nothing at all need only have been louder than the room: a compressor makes the room itself softer
    behind a word, but never that soft.
    """
    begin, end = run
    before = spread[max(0, begin - 3) : max(0, begin - 1)]  # the one in between lies partly in the run
    if not before.size or before.max() < _ABOVE_ROOM * room:
        return False
    if spread[begin:end].max() < _NOISE / 2:
        return True
    inside = samples[begin * step : (end + 1) * step]
    within = _OUTSIDE * max(float(inside.std()), _NOISE)
    lead = samples[max(0, (begin - 1) * step) : (begin + 1) * step] - inside.mean()
    follow = (samples[end * step : (end + 2) * step] - inside.mean())[::-1]
    return all(_edge(side, within, step // 8) >= _BREAKS_OFF * room for side in (lead, follow))


def _edge(approach: Samples, within: float, size: int) -> float:
    """How high it is just before it goes down to `within` for good."""
    outside = np.flatnonzero(np.abs(approach) > within)
    return float(np.abs(approach[max(0, outside[-1] - size) : outside[-1] + 1]).max()) if outside.size else 0.0


def _room(spread: npt.NDArray[np.float64], rate: float, step: int) -> float | None:
    """RMS of what is heard while nobody speaks; None without pause enough.

    Of levels that stay for a while the highest far below the voice: what is quieter still may fill the holes.
    """
    levels = 20 * np.log10(np.maximum(spread, _NOISE / 4))
    is_sounding = spread > _NOISE / 2
    if not is_sounding.any():
        return None
    loud = 20 * np.log10(_rms(spread[is_sounding]))
    for level in np.arange(loud - _BELOW_VOICE_DB, levels.min(), -_LEVEL_DB / 4):
        quiet = [
            levels[begin:end]
            for begin, end in zip(*_turns(is_sounding & (np.abs(levels - level) <= _LEVEL_DB)), strict=True)
            # A gate that closes holds on to the room for a while, and then there is nothing.
            if (end - begin) * step >= _PAUSE_S * rate and bool(is_sounding[end : end + 3].all())
        ]
        if sum(map(len, quiet)) * step >= _PAUSES_S * rate:
            return float(10 ** (np.median(np.concatenate(quiet)) / 20))
    return None


def _turns(mask: npt.NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """Where each run of True begins, and where it ends."""
    padded = np.concatenate(([False], mask, [False]))
    turns = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    return turns[::2], turns[1::2]


def _runs(mask: npt.NDArray[np.bool_], rate: float) -> list[tuple[int, int]]:
    """Begin and end of each run of True that is as long as a hole."""
    return [
        (begin, end)
        for begin, end in zip(*_turns(mask), strict=True)
        if _SHORTEST_S * rate <= end - begin + 1 and end - begin <= _LONGEST_S * rate
    ]


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
    lags = anchors - _last_equal(samples)[anchors]
    is_near = (lags >= shortest) & (lags < longest)
    places, lags = anchors[is_near], lags[is_near]
    # What is the same one block earlier or later is a hum or a vowel made by a program: no block that stands twice.
    values = samples[places]
    differs = (samples[places - 2 * lags] != values) & (samples[places + lags] != values)
    _, number, alike = np.unique(lags, return_inverse=True, return_counts=True)
    once = np.bincount(number, weights=differs)
    repeated = places[differs & (once >= _ONCE * alike)[number]]
    if not repeated.size:
        return 0
    count = 1 + int((np.diff(repeated) > shortest).sum())
    return count if count >= at_least else 0


def _last_equal(samples: Samples) -> npt.NDArray[np.int64]:
    """For each place the last one before it whose points are all the same; far off where there is none."""
    bits = (samples.astype(np.float32) + np.float32(0)).view(np.uint32).astype(np.uint64)  # no zero below zero
    size = samples.size - _POINTS * _APART
    keys = np.zeros(size, dtype=np.uint64)
    for point in range(_POINTS):
        keys = keys * _HASH + bits[point * _APART :][:size]
    order = np.argsort(keys, kind="stable")
    is_same = keys[order][1:] == keys[order][:-1]
    last = np.full(samples.size, -samples.size, dtype=np.int64)
    last[order[1:][is_same]] = order[:-1][is_same]
    return last


def _rms(samples: npt.NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0
