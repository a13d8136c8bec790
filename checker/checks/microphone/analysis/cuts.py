"""Sound that was cut out without a gap, by all that tells of it: clicks, and periods that begin anew. Pure."""

from checker.checks.microphone.analysis.clicks import BEYOND_SPEECH, WIDEBAND, count_clicks
from checker.checks.microphone.analysis.jumps import count_jumps
from checker.checks.microphone.analysis.sound_metrics import Samples

_BANDS = (BEYOND_SPEECH, WIDEBAND)


def count_cuts(samples: Samples, rate: float, *, is_clipped: bool = False) -> int:
    """How many in a mono recording of `rate` Hz; 0 for fewer than can be told from chance.

    `is_clipped`: the corners of its flat tops click as well, so its periods alone tell.
    """
    bands = () if is_clipped else _BANDS
    clicks = [count for band in bands if (count := count_clicks(samples, rate, band)) >= band.fewest]
    return max([count_jumps(samples, rate), *clicks])


def may_have_cuts(samples: Samples, rate: float) -> bool:
    """Whether it is worth to listen on: there is a first sign."""
    return count_jumps(samples, rate, 1) > 0 or any(
        count_clicks(samples, rate, band) > band.fewest // 2 for band in _BANDS
    )
