"""Sound that is missing in the middle: a driver that comes too late leaves zeros where a voice was. Pure."""

import numpy as np

from checker.checks.microphone.analysis.sound_metrics import Samples

_SHORTEST_S, _LONGEST_S = 0.005, 0.15
"""Shorter ones happen where a quiet sound crosses zero; longer ones are rather a gate's pauses than lost buffers."""
_MARGIN_S, _EDGE_S = 0.01, 0.0005
_LOUD_FROM, _CUT_FROM = 0.4, 0.2
"""Of the loudness (RMS) of what is not silent: just before and behind, and at the very edges. A noise gate closes where
the voice has faded, and so do the lips before a p; a hole cuts a sound off."""


def count_dropouts(samples: Samples, rate: float) -> int:
    """How many runs of zeros begin and end in the middle of a sound."""
    nonzero = samples[samples != 0]
    if not nonzero.size or not np.isfinite(nonzero).all():
        return 0
    silent = np.concatenate(([False], samples == 0, [False]))
    turns = np.flatnonzero(silent[1:] != silent[:-1])
    begins, ends = turns[::2], turns[1::2]
    length = (ends - begins) / rate
    is_candidate = (begins > 0) & (ends < samples.size) & (length >= _SHORTEST_S) & (length <= _LONGEST_S)
    loud = _rms(nonzero)
    margin, edge = max(1, int(_MARGIN_S * rate)), max(1, int(_EDGE_S * rate))
    return sum(
        _is_cut_off(samples[max(0, begin - margin) : begin], edge, loud)
        and _is_cut_off(samples[end : end + margin][::-1], edge, loud)
        for begin, end in zip(begins[is_candidate], ends[is_candidate], strict=True)
    )


def _is_cut_off(approach: Samples, edge: int, loud: float) -> bool:
    """Whether what leads towards a hole is loud up to its edge."""
    return _rms(approach) > _LOUD_FROM * loud and float(np.abs(approach[-edge:]).max()) > _CUT_FROM * loud


def _rms(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
