"""How late and how loud a microphone heard the rising tone that was played: its echo. Pure."""

from typing import NamedTuple

import numpy as np

from checker.checks.devices.audio.stream import Block

_SIGNIFICANT = 8.0
"""The best match against the typical one. Chance stays below 5 among some 50 000 places of noise."""
_LATEST_S = 1.0
"""Bluetooth and the systems' buffers together stay below."""
_EARLY_S = 0.1
"""The moment of playing is known to some hundredths of a second only, and the search must not begin behind it."""
_TAIL_S = 0.1
"""What a living room adds behind a tone."""


class Echo(NamedTuple):
    """`delay_s`: from playing to hearing, the buffers of both ways in it; `strength_db`: against what was played."""

    delay_s: float
    strength_db: float


def echo(heard: Block, chirp: Block, rate: float, played_at_s: float) -> Echo | None:
    """Of one channel of `rate` Hz. `played_at_s`: when the tone began, on the clock of the recording.

    None where the tone is not to be found in it: too quiet, taken out, or a headset on a head.
    """
    sound = np.nan_to_num(heard, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float64)
    begin = max(0, int((played_at_s - _EARLY_S) * rate))
    place = sound[begin : begin + int((_EARLY_S + _LATEST_S) * rate) + len(chirp)]
    if len(place) < 2 * len(chirp):
        return None
    size = len(place) + len(chirp)
    match = np.fft.irfft(np.fft.rfft(place, size) * np.conj(np.fft.rfft(chirp, size)), size)[: len(place) - len(chirp)]
    found = int(np.argmax(np.abs(match)))
    typical = float(np.median(np.abs(match)))
    if abs(match[found]) <= _SIGNIFICANT * typical or match[found] == 0:
        return None
    around = place[found : found + len(chirp) + int(_TAIL_S * rate)]
    noise = float(np.mean(np.square(sound[:begin]))) if begin > len(chirp) else 0.0
    energy = float(np.sum(np.square(around))) - noise * len(around)
    least = float(match[found]) ** 2 / float(np.sum(np.square(chirp)))  # the part of it that is this very tone
    delay_s = max(0.0, (begin + found) / rate - played_at_s)
    return Echo(delay_s, 10 * float(np.log10(max(energy, least) / float(np.sum(np.square(chirp))))))
