"""How late and how loud a microphone heard the rising tone that was played: its echo. Pure."""

from typing import NamedTuple

import numpy as np

from checker.checks.devices.audio.streams.stream import Block

_SIGNIFICANT = 8.0
"""The best match against the typical one. Chance stays below 5 among some 50 000 places of noise."""
_LATEST_S = 1.0
"""Bluetooth and the systems' buffers together stay below."""
_EARLY_S = 0.1
"""The moment of playing is known to some hundredths of a second only, and the search must not begin behind it."""
_TAIL_S = 0.1
"""What a living room adds behind a tone."""


class EchoMeasurement(NamedTuple):
    """`delay_s`: from playing to hearing, the buffers of both ways in it; `strength_db`: against what was played."""

    delay_s: float
    strength_db: float


def measure_echo(recorded: Block, chirp: Block, rate: float, played_at_s: float) -> EchoMeasurement | None:
    """Of one channel of `rate` Hz. `played_at_s`: when the tone began, on the clock of the recording.

    None where the tone is not to be found in it: too quiet, taken out, or a headset on a head.
    """
    sound = np.nan_to_num(recorded, nan=0.0, posinf=0.0, neginf=0.0).astype(np.float64)
    begin = max(0, int((played_at_s - _EARLY_S) * rate))
    window = sound[begin : begin + int((_EARLY_S + _LATEST_S) * rate) + len(chirp)]
    if len(window) < 2 * len(chirp):
        return None
    size = len(window) + len(chirp)
    correlation = np.fft.irfft(np.fft.rfft(window, size) * np.conj(np.fft.rfft(chirp, size)), size)[
        : len(window) - len(chirp)
    ]
    peak = int(np.argmax(np.abs(correlation)))
    typical = float(np.median(np.abs(correlation)))
    if abs(correlation[peak]) <= _SIGNIFICANT * typical or correlation[peak] == 0:
        return None
    segment = window[peak : peak + len(chirp) + int(_TAIL_S * rate)]
    noise = float(np.mean(np.square(sound[:begin]))) if begin > len(chirp) else 0.0
    energy = float(np.sum(np.square(segment))) - noise * len(segment)
    least = float(correlation[peak]) ** 2 / float(np.sum(np.square(chirp)))  # the part of it that is this very tone
    delay_s = max(0.0, (begin + peak) / rate - played_at_s)
    return EchoMeasurement(delay_s, 10 * float(np.log10(max(energy, least) / float(np.sum(np.square(chirp))))))
